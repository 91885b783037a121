#!/bin/sh
# Makes the Python package: tools/python.sh BUILD FOLDER [install]
# FOLDER/comitia-VERSION-*.whl, built against what BUILD installs; with `install` the
# package itself in FOLDER/site and the library in FOLDER/tree, as the tests want it.
# Says on standard error what is missing, and ends with 77.
set -eu

build=$1 root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
python=$("$root/tools/python_which.sh") || exit 77

scratch=$(mktemp -d)
tree=$scratch/tree
[ "${3:-}" = install ] && tree=$folder/tree
trap 'rm -rf "$scratch"' EXIT
DESTDIR=$tree meson install -C "$build" --no-rebuild --quiet
pc=$(find "$tree" -name comitia.pc)
export PKG_CONFIG_PATH="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$tree"

# pip leaves files in the folder that it builds.
cp -r "$root/python" "$scratch/python"
cp "$root/pyproject.toml" "$scratch/"
cp "$root/LICENSE" "$scratch/python/"
python3 "$root/tools/python_api.py" "$scratch/python/comitia"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INDEX=1 PIP_ROOT_USER_ACTION=ignore
if [ "${3:-}" = install ]; then
    "$python" -m pip install --quiet --no-deps --target "$folder/site" "$scratch"
else
    rm -f "$folder"/comitia-*.whl
    "$python" -m pip wheel --quiet --no-deps --wheel-dir "$folder" "$scratch/python"
fi
