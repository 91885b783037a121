#!/bin/sh
# Installs what the build needs and this machine lacks; silent when all is there.
#     tools/setup.sh GROUP...     build clang valgrind tidy format cover docs wasm
#                               js python mpi web site
# On systems with apt it says what it installs and why, then does it. Elsewhere
# it says what is missing and stops.
set -eu

cc=${CC:-cc}
packages=
why=

# need PACKAGE REASON: remembers what has to be installed.
need() {
    case " $packages " in
    *" $1 "*) return 0 ;;
    esac
    packages="$packages $1"
    why="$why
  $1: $2"
}

has() { command -v "$1" >/dev/null 2>&1; }
has_header() {
    has "$cc" && printf '#include <stddef.h>\n#include <%s>\n' "$1" |
        "$cc" -E - >/dev/null 2>&1
}

check_build() {
    if ! has "$cc" && [ "$cc" = cc ]; then
        need gcc "compiles C"
    fi
    [ -z "$packages" ] && has_header stdio.h || need libc6-dev "headers of C"
    has meson || need meson "configures the build"
    has ninja || need ninja-build "runs the build"
    has pkg-config || need pkg-config "finds libraries"
    has python3 || need python3 "runs the tests"
    has_header gmp.h || need libgmp-dev "exact numbers of any size"
    has_header utf8proc.h || need libutf8proc-dev "names in any script"
    has_header csv.h || need libcsv-dev "tables in CSV files"
    has_header sqlite3ext.h || need libsqlite3-dev "the extension for SQLite"
    has sqlite3 || need sqlite3 "tests the extension for SQLite"
    has_header cmocka.h || has_cmocka || need libcmocka-dev "the tests"
}

# cmocka.h wants other headers before it.
has_cmocka() {
    has "$cc" && printf '#include <%s>\n' stdarg.h stddef.h setjmp.h stdint.h \
        cmocka.h | "$cc" -E - >/dev/null 2>&1
}

has_mpi() { has pkg-config && pkg-config --exists ompi-c; }
has_file() { [ -e "$1" ]; }

# What clang links for wasm32; the package has the number of the clang.
has_runtime() {
    has clang && [ -n "$(find "$(clang -print-resource-dir)/lib" \
        -name 'libclang_rt.builtins-wasm32.a' 2>/dev/null)" ]
}
runtime() {
    version=14
    has clang && version=$(clang -dumpversion | cut -d. -f1)
    echo "libclang-rt-$version-dev-wasm32"
}

check() {
    case $1 in
    build) check_build ;;
    clang) has clang || need clang "sanitizers and fuzzing" ;;
    valgrind) has valgrind || need valgrind "finds memory errors" ;;
    tidy) has clang-tidy || need clang-tidy "reads the code for mistakes" ;;
    format) has clang-format || need clang-format "lays out the code" ;;
    cover) has gcovr || need gcovr "counts the lines that tests reach" ;;
    docs)
        has mandoc || need mandoc "checks and prints the manuals"
        has doxygen || need doxygen "makes the C reference"
        ;;
    wasm)
        has clang || need clang "compiles the library for browsers"
        has wasm-ld || need lld "links it"
        has xz || need xz-utils "unpacks sources"
        has_file /usr/include/wasm32-wasi/stdio.h ||
            need wasi-libc "the C library for browsers"
        has_runtime || need "$(runtime)" "arithmetic of 128 bits for browsers"
        has node || need nodejs "tests that a browser's answers are the program's"
        ;;
    deb) has dpkg-shlibdeps || need dpkg-dev "makes the Debian package" ;;
    python)
        # Not all of these are modules of the python3 that is found first.
        "$(dirname "$0")/python_which.sh" >/dev/null 2>&1 || {
            need python3-cffi "the Python package calls the library"
            need python3-dev "compiles it"
            need python3-pip "installs it"
            need python3-pytest "tests it"
        }
        ;;
    js) has npm || need npm "packs the npm package" ;;
    mpi)
        has_mpi || need libopenmpi-dev "several processes as one"
        has mpirun || need openmpi-bin "starts them"
        ;;
    web)
        has chromium || need chromium "opens the page in the tests"
        has node || need nodejs "runs these tests"
        has npm || need npm "gets playwright-core and axe-core for them"
        ;;
    site)
        has python3 || need python3 "puts the site together"
        has cmark-gfm || need cmark-gfm "makes pages of the documents"
        has mandoc || need mandoc "makes pages of the manuals"
        ;;
    *) echo "setup.sh: no group called $1" >&2 && exit 64 ;;
    esac
}

for group; do
    check "$group"
done
[ -n "$packages" ] || exit 0

if ! has apt-get; then
    echo "comitia needs what this system does not have (names as in Debian):$why" >&2
    echo "Please install it with the system's own package manager." >&2
    exit 1
fi
root=
if [ "$(id -u)" != 0 ]; then
    if ! has sudo; then
        echo "comitia needs these packages:$why" >&2
        echo "As root: apt-get install$packages" >&2
        exit 1
    fi
    root=sudo
fi
echo "Installing with apt what comitia needs and this system lacks:$why" >&2
export DEBIAN_FRONTEND=noninteractive
# apt is long-winded; its words matter only when it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A fresh image has no lists of packages; a failing update may still do.
$root apt-get update -qq >"$log" 2>&1 || true
# shellcheck disable=SC2086 # a list of names
if ! $root apt-get install -qq -y --no-install-recommends $packages \
    >>"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
