"""Where the package `wheel` is missing, the wheel is our own: it holds what pip has
installed, and says truly what it holds."""

import base64
import csv
import hashlib
import io
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import comitia

SITE = pathlib.Path(comitia.__file__).parent
LIBRARY = pathlib.Path(os.environ.get("LD_LIBRARY_PATH", "/usr/local/lib"))


def wheel(root, folder):
    """A wheel of our own of the package, in the folder."""
    shutil.copytree(root / "python", folder / "python")
    for module in SITE.glob("*.py*"):  # those that are made, too
        shutil.copy(module, folder / "python" / "comitia")
    tree = LIBRARY
    while not (tree / "usr").exists() and tree != tree.parent:
        tree = tree.parent
    environment = dict(os.environ, PYTHONPATH=str(folder / "python" / "backend"),
                       PKG_CONFIG_PATH=str(LIBRARY / "pkgconfig"),
                       PKG_CONFIG_SYSROOT_DIR=str(tree))
    done = subprocess.run(
        [sys.executable, "-c", "import own_wheel, sys; sys.stderr.write("
         "own_wheel.write(sys.argv[1]))", folder], cwd=folder / "python",
        env=environment, check=True, capture_output=True, text=True)
    return zipfile.ZipFile(folder / done.stderr.strip().splitlines()[-1])


def test_our_own_wheel(root, tmp_path):
    made = wheel(root, tmp_path)
    there = {str(path.relative_to(SITE.parent)) for path in SITE.rglob("*")
             if path.is_file() and "__pycache__" not in path.parts}
    info = "comitia-0.1.0.dist-info/"
    assert set(made.namelist()) == there | {
        info + "METADATA", info + "WHEEL", info + "RECORD"}
    rows = list(csv.reader(io.StringIO(made.read(info + "RECORD").decode())))
    assert [row[0] for row in rows] == made.namelist()
    for name, digest, size in rows[:-1]:
        data = made.read(name)
        told = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
        assert digest == "sha256=" + told.rstrip(b"=").decode(), name
        assert int(size) == len(data), name
    about = made.read(info + "METADATA").decode().partition("\n\n")[0]
    assert "\nRequires-Dist: cffi>=1.15\n" in about
