"""A wheel written by ourselves (PEP 427), for a setuptools that needs the package
`wheel` for it where that is not installed, as in a new virtual environment.
"""

import base64
import hashlib
import os
import sys
import sysconfig
import tempfile
import zipfile


def tag():
    version = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{version}-{version}{getattr(sys, 'abiflags', '')}-{platform}"


def built(folder):
    """The package as setuptools has it, compiled into the folder."""
    import setuptools
    made = setuptools.Distribution({
        "script_name": "setup.py", "cffi_modules": ["build_comitia.py:ffi"]})
    made.parse_config_files()
    for command, option in [("build", "build_base"), ("egg_info", "egg_base")]:
        made.get_option_dict(command)[option] = ("pip", folder)
    made.get_option_dict("build")["build_lib"] = ("pip", os.path.join(folder, "lib"))
    made.run_command("build")
    made.run_command("egg_info")
    return made


def metadata(made, about):
    """The text in the wheel: older setuptools put what is needed elsewhere."""
    head, _, rest = about.partition("\n\n")
    if "Requires-Dist:" not in head:
        head += "".join(f"\nRequires-Dist: {one}" for one in made.install_requires)
        for extra, needed in made.extras_require.items():
            head += "".join(f'\nRequires-Dist: {one} ; extra == "{extra}"'
                            for one in needed)
    return f"{head}\n\n{rest}"


def write(wheel_directory):
    """The name of the wheel, which stands in the folder then."""
    with tempfile.TemporaryDirectory() as folder:
        made = built(folder)
        name = f"{made.get_name()}-{made.get_version()}"
        info = os.path.join(folder, f"{made.get_name()}.egg-info", "PKG-INFO")
        lib = os.path.join(folder, "lib")
        parts = {}
        for place, _, files in sorted(os.walk(lib)):
            for file in sorted(files):
                path = os.path.join(place, file)
                with open(path, "rb") as data:
                    parts[os.path.relpath(path, lib).replace(os.sep, "/")] = data.read()
        with open(info, encoding="utf-8") as about:
            parts[f"{name}.dist-info/METADATA"] = metadata(made, about.read()).encode()
    parts[f"{name}.dist-info/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: comitia\nRoot-Is-Purelib: false\n"
        f"Tag: {tag()}\n").encode()
    record = ""
    for part, data in parts.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
        record += f"{part},sha256={digest.rstrip(b'=').decode()},{len(data)}\n"
    parts[f"{name}.dist-info/RECORD"] = (
        record + f"{name}.dist-info/RECORD,,\n").encode()
    wheel = f"{name}-{tag()}.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w",
                         zipfile.ZIP_DEFLATED) as out:
        for part, data in parts.items():
            out.writestr(part, data)
    return wheel
