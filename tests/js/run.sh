#!/bin/sh
# The npm package, packed and installed as a user does: run.sh ENGINE ROOT
set -eu

engine=$1 root=$2
skip() {
    echo "1..0 # SKIP $1"
    exit 0
}
[ -e "$engine" ] || skip "make wasm builds the engine"
command -v npm >/dev/null || skip "there is no npm"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$root"
package=$(tools/js.sh "$engine" "$folder")
mkdir "$folder/user"
cd "$folder/user"
echo '{"private": true}' >package.json
npm install --silent --offline --no-audit --no-fund "../$package"
cp "$root/tests/js/package.test.mjs" .
COMITIA_ROOT=$root node --test-reporter=tap package.test.mjs
