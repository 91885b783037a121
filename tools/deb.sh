#!/bin/sh
# Builds a Debian package and tries it: tools/deb.sh BUILD FOLDER
# FOLDER/comitia_VERSION_ARCH.deb has the program, the library with its headers,
# manuals, completions, the extension for SQLite, documents and examples. One
# package: all of it together is smaller than most programs. It is installed
# into an empty system of its own and removed again, which must leave nothing.
set -eu

build=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
version=$(sed -n 's/^#define COMITIA_VERSION "\(.*\)".*/\1/p' include/comitia/comitia.h)
arch=$(dpkg --print-architecture)
package=$folder/comitia_${version}_$arch.deb

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/comitia

# ---- what is in it -------------------------------------------------------------
DESTDIR=$root meson install -C "$build" --no-rebuild --quiet
find "$root" -name '*.a' -exec strip --strip-debug {} +
find "$root" \( -name '*.so*' -o -path '*/bin/*' \) -type f \
    -exec strip --strip-unneeded {} +
gzip -9n "$root"/usr/share/man/man*/*
mkdir -p "$doc"
cp -r README.md docs examples "$doc/"
rm -rf "$doc/docs/man"
gzip -9nc CHANGELOG.md >"$doc/changelog.gz"
{
    printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
    printf 'Upstream-Name: comitia\n\nFiles: *\n'
    sed -n '/^Copyright/{s/^/Copyright: /;s/Copyright: Copyright (c) /Copyright: /p;q}' LICENSE
    printf 'License: Expat\n'
    sed -n '/^Permission/,$p' LICENSE | sed 's/^$/./; s/^/ /'
} >"$doc/copyright"
find "$root" -type d -exec chmod 755 {} +

# ---- what is said of it -----------------------------------------------------------
mkdir -p "$root/DEBIAN" "$work/debian"
printf 'Source: comitia\n\nPackage: comitia\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && find root -type f \( -name 'lib*.so.*' -o -path '*/bin/*' \) \
    -exec dpkg-shlibdeps -O --ignore-missing-info {} + 2>/dev/null |
    sed -n 's/^shlibs:Depends=//p')
cat >"$root/DEBIAN/control" <<CONTROL
Package: comitia
Version: $version
Architecture: $arch
Maintainer: The comitia developers <comitia@example.org>
Installed-Size: $(du -k -s --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends
Suggests: sqlite3, graphviz
Section: science
Priority: optional
Description: who can decide what, exactly
 Write down a decision system (a parliament, a council, a company, a court
 ladder, a treasury) in a small readable language and ask: does it pass, how
 many are missing, who can bring it about, who can block it, how much power has
 each, how likely is it, does a deal exist. Every answer is exact, or a certified
 interval, or a stated refusal.
CONTROL
printf 'activate-noawait ldconfig\n' >"$root/DEBIAN/triggers"
(cd "$root" && find usr -type f -exec md5sum {} +) >"$root/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null

# ---- does it come and go ----------------------------------------------------------
system=$work/system
mkdir -p "$system/var/lib/dpkg/info" "$system/var/lib/dpkg/updates"
: >"$system/var/lib/dpkg/status"
: >"$system/var/lib/dpkg/available"
in_system() {
    dpkg --root="$system" --force-depends --force-not-root --log=/dev/null "$@" \
        >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        exit 1
    }
}
in_system --install "$package"
library=$(find "$system/usr" -name 'libcomitia.so.0')
said=$(LD_LIBRARY_PATH=${library%/*} "$system/usr/bin/comitia" power --quota 3 2 1 1 \
    --index shapley -q)
in_system --purge comitia
left=$(find "$system" -path "$system/var" -prune -o ! -type d -print)
if [ -n "$left" ] || [ -z "$said" ]; then
    echo "deb.sh: it does not come and go: $left" >&2
    exit 1
fi
echo "$package"
