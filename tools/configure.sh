#!/bin/sh
# Sets up a build folder once: tools/configure.sh FOLDER COMPILER [OPTION...]
# COMPILER '' or cc means the system's own (or $CC).
set -eu

folder=$1 compiler=$2
shift 2
[ -e "$folder/build.ninja" ] && exit 0
case $compiler in
'' | cc) ;;
*) export CC="$compiler" ;;
esac
# Meson is long-winded; its words matter only when it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! meson setup "$folder" "$@" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
