#!/bin/sh
# Removes what `meson install` would put there: tools/uninstall.sh BUILD [DESTDIR]
# Nothing else is touched; folders go when they are empty and are ours.
set -eu

build=$1
root=${2:-}
list=$(mktemp)
trap 'rm -f "$list"' EXIT
meson introspect "$build" --installed |
    python3 -c 'import json, sys; print("\n".join(json.load(sys.stdin).values()))' >"$list"
# Links beside the shared library are not in that list.
sed -n 's|^\(.*/libcomitia\.so\)\.[0-9.]*$|\1|p' "$list" | while read -r path; do
    printf '%s\n%s.0\n' "$path" "$path"
done >>"$list"
# Each source stands there once, also if it is installed twice.
sed -n 's|/nvim/site/\(.*/comitia\.vim\)$|/vim/vimfiles/\1|p' "$list" >"$list.vim"
cat "$list.vim" >>"$list"
rm -f "$list.vim"
n=0
while read -r path; do
    if [ -e "$root$path" ] || [ -L "$root$path" ]; then
        rm -f "$root$path"
        n=$((n + 1))
    fi
done <"$list"
for folder in $(sed 's|/[^/]*$||' "$list" | grep '/comitia$' | sort -u); do
    rmdir "$root$folder" 2>/dev/null || :
done
echo "removed $n files"
