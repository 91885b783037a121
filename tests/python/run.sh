#!/bin/sh
# The Python package, installed as a user does, against the installed library:
#     run.sh BUILD ROOT
# A line of TAP for each case of pytest.
set -eu

build=$1 root=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
code=0
"$root/tools/python.sh" "$build" "$folder" install 2>"$folder/why" || code=$?
if [ $code = 77 ]; then
    echo "1..0 # SKIP $(tr '\n' ' ' <"$folder/why")"
    exit 0
fi
cat "$folder/why" >&2
[ $code = 0 ] || exit 1

library=$(dirname "$(find "$folder/tree" -name 'libcomitia.so')")
cp -r "$root/python/tests" "$folder/tests"
cd "$folder/tests"
# The cases' own words go to standard error; the plug-in prints TAP on 3.
COMITIA_ROOT=$root LD_LIBRARY_PATH=$library \
    PATH=$(dirname "$(find "$folder/tree" -path '*/bin/comitia')"):$PATH \
    PYTHONPATH=$folder/site PYTHONDONTWRITEBYTECODE=1 MPLBACKEND=Agg \
    "$("$root/tools/python_which.sh")" -m pytest -q -p no:cacheprovider -p tap_report \
    --rootdir . --basetemp "$folder/tmp" . 3>&1 >&2
