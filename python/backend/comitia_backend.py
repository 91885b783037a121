"""The build of the package, for pip: setuptools and cffi as they are installed.

pip hides what is installed from a build and fetches the tools that it asks for. Here
they are looked for first, so that `pip install .` needs no network where they are;
only what is missing is asked for.
"""

import importlib.util
import os
import site
import subprocess
import sys
import sysconfig

TOOLS = {"setuptools": "setuptools>=61", "cffi": "cffi>=1.15"}


def show_installed():
    """Lets installed modules be found again, behind those of the build."""
    for folder in [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"),
                   *site.getsitepackages(), site.getusersitepackages()]:
        if os.path.isdir(folder) and folder not in sys.path:
            sys.path.append(folder)


def is_there(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # nor what it is a part of
        return False


def missing():
    return [asked for module, asked in TOOLS.items() if not is_there(module)]


def writes_wheels():
    """Newer ones do so themselves."""
    return is_there("setuptools.command.bdist_wheel") or is_there("wheel")


show_installed()
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def go_there():
    """setuptools reads the folder it is started in, which may be the one above."""
    os.chdir(HERE)


def make_modules():
    """The modules that are made of comitia's own tables, in a checkout."""
    package = os.path.join(HERE, "comitia")
    maker = os.path.join(HERE, "..", "tools", "python_api.py")
    if os.path.exists(maker):
        subprocess.run([sys.executable, maker, package], check=True)
    elif not os.path.exists(os.path.join(package, "verbs.py")):
        raise SystemExit("comitia for Python is built in a checkout of comitia, or of "
                         "a package that was")


def get_requires_for_build_wheel(config_settings=None):
    return missing()


def get_requires_for_build_sdist(config_settings=None):
    return missing()


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    from setuptools import build_meta
    go_there()
    make_modules()
    if not writes_wheels():
        import own_wheel
        return own_wheel.write(wheel_directory)
    return build_meta.build_wheel(wheel_directory, config_settings,
                                  metadata_directory)


def build_sdist(sdist_directory, config_settings=None):
    from setuptools import build_meta
    go_there()
    make_modules()
    return build_meta.build_sdist(sdist_directory, config_settings)
