#!/bin/sh
# Gets what the tests of the page use, from npm: tools/web.sh FOLDER
# Nothing is downloaded that package-lock.json does not name with its checksum.
set -eu

folder=$1
mkdir -p "$folder"
for file in package.json package-lock.json; do
    cmp -s "tests/web/$file" "$folder/$file" && [ -d "$folder/node_modules" ] ||
        stale=1
done
[ "${stale:-}" ] || exit 0
cp tests/web/package.json tests/web/package-lock.json "$folder"
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
