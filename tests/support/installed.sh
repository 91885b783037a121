#!/bin/sh
# The installed tree, as somebody who links it sees it:
#     installed.sh BUILD ROOT
# Prints TAP. Installs into a folder of its own.
set -u

build=$1 root=$2
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
n=0 failed=0

# case NAME COMMAND...: passes if the command does; its output explains.
case_of() {
    name=$1
    shift
    n=$((n + 1))
    if output=$("$@" 2>&1); then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        printf '%s\n' "$output" | sed 's/^/# /'
        failed=1
    fi
}

install_it() { DESTDIR=$tree meson install -C "$build" --no-rebuild --quiet; }
case_of "it can be installed into a folder" install_it

gone() {
    other=$(mktemp -d)
    DESTDIR=$other meson install -C "$build" --no-rebuild --quiet &&
        "$root/tools/uninstall.sh" "$build" "$other" >/dev/null &&
        left=$(find "$other" ! -type d) && ours=$(find "$other" -name comitia)
    rm -rf "$other"
    [ -z "$left$ours" ] || { echo "$left $ours"; false; }
}
case_of "it can be taken away, and nothing of it stays" gone

pc=$(find "$tree" -name comitia.pc)
export PKG_CONFIG_PATH="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$tree"
library=$(dirname "$(find "$tree" -name 'libcomitia.so')")
cc=${CC:-cc}

shared() {
    $cc -Wall -Wextra -Werror "$root/examples/c/who_blocks.c" \
        $(pkg-config --cflags --libs comitia) -o "$tree/shared"
}
static() {
    $cc "$root/examples/c/who_blocks.c" $(pkg-config --cflags comitia) \
        "$library/libcomitia.a" \
        $(pkg-config --static --libs comitia | sed 's/-lcomitia//') \
        -o "$tree/static"
}
answers() {
    LD_LIBRARY_PATH=$library "$tree/$1" "$root/examples/cambodia-2016.comitia" \
        "$2" "$3" >"$tree/out"
    code=$?
    cat "$tree/out"
    [ "$code" = "$4" ] && [ -s "$tree/out" ]
}
only_ours() {
    names=$(nm -D --defined-only "$library/libcomitia.so" |
        sed 's/.* [A-Z] //' | grep -v '^comitia_')
    [ -z "$names" ] || { echo "$names"; false; }
}
cxx() {
    command -v c++ >/dev/null || return 0
    printf '#include <comitia/comitia.h>\nint main() { return comitia_version()[0] != 48; }\n' |
        c++ -Wall -Wextra -Werror -x c++ - $(pkg-config --cflags --libs comitia) \
            -o "$tree/cxx" && LD_LIBRARY_PATH=$library "$tree/cxx"
}
present() {
    for file in bin/comitia share/man/man1/comitia.1 share/man/man5/comitia.5 \
        share/bash-completion/completions/comitia.bash \
        share/vim/vimfiles/syntax/comitia.vim \
        share/nvim/site/ftdetect/comitia.vim; do
        [ -n "$(find "$tree" -path "*/$file" | head -1)" ] ||
            { echo "$file is not there"; return 1; }
    done
}
runs() { [ "$("$(find "$tree" -path '*/bin/comitia')" --version)" = "comitia $(pkg-config --modversion comitia)" ]; }

case_of "the example compiles with pkg-config" shared
case_of "CNRP can block Arrest under one reading only: 2" \
    answers shared Arrest CNRP 2
case_of "CNRP can block Lift: 0" answers shared Lift CNRP 0
case_of "it links with the archive as well" static
case_of "and the archive answers the same" answers static Arrest CNRP 2
case_of "the shared library shows only names with comitia_" only_ours
case_of "the headers serve C++" cxx
case_of "program, manuals, completions and colours are there" present
case_of "the installed program runs and has the version of the library" runs
echo "1..$n"
exit $failed
