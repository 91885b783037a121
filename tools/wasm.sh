#!/bin/sh
# Builds the engine of the page: tools/wasm.sh FOLDER
# FOLDER/comitia.wasm comes from the sources of the library, for wasm32, with
# Debian's clang and wasi-libc. What the library stands on is not packaged for
# wasm32, so its sources are taken from Debian's source packages, of the same
# versions as the libraries of the program. They stay in FOLDER.
set -eu

folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
sources=$folder/sources

# Two builds at once would write the same files.
if command -v flock >/dev/null; then
    exec 9>"$folder/lock"
    flock 9
fi

# Prints what went wrong only if something did.
log=$folder/wasm.log
quietly() {
    "$@" >"$log" 2>&1 || {
        cat "$log" >&2
        return 1
    }
}

# The system's package lists with source packages added, kept apart from its own.
fetch() {
    apt=$folder/apt
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
    eval "$(apt-config shell parts Dir::Etc::sourceparts/d \
        list Dir::Etc::sourcelist/f)"
    : >"$apt/parts/src.list"
    if [ -e "${list:-}" ]; then
        sed -n 's/^deb[[:space:]]/deb-src /p' "$list" >"$apt/parts/src.list"
    fi
    for file in "${parts:-}"*.list; do
        [ -e "$file" ] || continue
        sed -n 's/^deb[[:space:]]/deb-src /p' "$file" >>"$apt/parts/src.list"
    done
    for file in "${parts:-}"debian.sources "${parts:-}"ubuntu.sources; do
        [ -e "$file" ] || continue
        sed 's/^Types:.*$/Types: deb-src/' "$file" \
            >"$apt/parts/src-${file##*/}"
    done
    set -- -o Dir::Etc::sourcelist=/dev/null \
        -o Dir::Etc::sourceparts="$apt/parts" \
        -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache"
    quietly apt-get "$@" -q update
    (cd "$apt" && quietly apt-get "$@" -q source -d gmp utf8proc libcsv)
}

# unpack PACKAGE PATTERN: files of the package into sources/PACKAGE.
unpack() {
    mkdir -p "$sources.new/$1"
    tar -xf "$folder/apt/$1"_*.orig.tar.* -C "$sources.new/$1" \
        --strip-components=1 --wildcards "$2"
}

if [ ! -d "$sources" ]; then
    rm -rf "$sources.new" "$folder/apt"
    fetch
    unpack gmp '*/mini-gmp/mini-*.[ch]'
    unpack utf8proc '*/utf8proc*.[ch]'
    unpack libcsv '*csv.[ch]'
    rm -rf "$folder/apt"
    mv "$sources.new" "$sources"
fi

if [ ! -e "$folder/build.ninja" ]; then
    # clang's own headers and wasi-libc's, and never those of this system.
    headers=$(clang -print-resource-dir)/include
    libc=$(dpkg -L wasi-libc | sed -n 's|/stdio\.h$||p' | head -n 1)
    cat >"$folder/cross.ini" <<INI
[binaries]
c = ['clang', '--target=wasm32-wasi', '--sysroot=${libc%/include/*}', '-nostdinc',
  '-isystem', '$headers', '-isystem', '$libc']
ar = 'ar'
[properties]
needs_exe_wrapper = true
skip_sanity_check = true
[host_machine]
system = 'wasi'
cpu_family = 'wasm32'
cpu = 'wasm32'
endian = 'little'
INI
    quietly meson setup "$folder" --cross-file "$folder/cross.ini" \
        -Dbuildtype=minsize -Ddebug=false -Db_lto=true \
        -Db_staticpic=false -Db_asneeded=false -Db_lundef=false \
        -Dtests=disabled -Ddefault_library=static
fi
quietly ninja -C "$folder"
