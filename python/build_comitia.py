"""The compiled part of the package: cffi and the installed library.

pkg-config says where the library is (PKG_CONFIG_PATH, if it is somewhere of its own);
what it offers is read from its own headers, so that the two cannot differ.
"""

import os
import re
import shlex
import subprocess

from cffi import FFI

# What the library calls; comitia/core.py has them.
CALLED = """
extern "Python" int comitia_py_progress(void *, const char *, uint64_t, uint64_t);
extern "Python" int comitia_py_sink(void *, const char *, size_t);
extern "Python" const char *comitia_py_load(void *, const char *, comitia_text *);
extern "Python" void comitia_py_done(void *, comitia_text *);
"""


def pkg_config(*words):
    command = [os.environ.get("PKG_CONFIG", "pkg-config"), *words, "comitia"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SystemExit("comitia for Python needs pkg-config to find the library "
                         "(Debian: apt install pkg-config)") from None
    if done.returncode:
        raise SystemExit(
            f"{done.stderr.strip()}\ncomitia for Python needs the library: install "
            "it with `make install`; if it is somewhere of its own, let "
            "PKG_CONFIG_PATH name the folder of comitia.pc")
    return shlex.split(done.stdout)


def own_folder():
    """Where the library is to be found, if that is no folder of the system."""
    folder = pkg_config("--variable=libdir")[0]
    root = os.environ.get("PKG_CONFIG_SYSROOT_DIR", "")
    if root and folder.startswith(root):  # some put it in front, some do not
        folder = folder[len(root):]
    return [] if re.match(r"/(usr/)?lib(64)?(/|$)", folder) else [folder]


def declarations(flags):
    """What the installed headers declare, as cffi reads it."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    text = subprocess.run([*compiler, *flags, "-E", "-"], text=True, check=True,
                          input="#include <comitia/comitia.h>\n",
                          stdout=subprocess.PIPE).stdout
    lines, ours = [], False
    for line in text.splitlines():
        place = re.match(r'#(?:line)? \d+ "(.*?)"', line)
        if place:
            ours = re.search(r"comitia/\w+\.h$", place.group(1)) is not None
        elif ours:
            lines.append(line)
    return re.sub(r"__attribute__\s*\(\(.*?\)\)\)?", "", "\n".join(lines))


def make():
    flags = pkg_config("--cflags")
    links = pkg_config("--libs")
    made = FFI()
    made.cdef(declarations(flags) + CALLED)
    folders = [word[2:] for word in links if word.startswith("-L")]
    made.set_source(
        "comitia._comitia", "#include <comitia/comitia.h>",
        extra_compile_args=flags, libraries=["comitia"], library_dirs=folders,
        runtime_library_dirs=own_folder())
    return made


ffi = make()
