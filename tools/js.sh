#!/bin/sh
# Packs the npm package: tools/js.sh ENGINE FOLDER
# FOLDER/comitia-VERSION.tgz is made of js/, web/wire.mjs and the engine.
set -eu

engine=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
version=$(sed -n 's/^#define COMITIA_VERSION "\(.*\)".*/\1/p' include/comitia/comitia.h)

rm -rf "$folder/package"
mkdir "$folder/package"
cp js/index.mjs js/README.md LICENSE web/wire.mjs "$folder/package/"
cp "$engine" "$folder/package/comitia.wasm"
chmod 644 "$folder/package/comitia.wasm"
sed "s/@VERSION@/$version/" js/package.json.in >"$folder/package/package.json"
python3 tools/js_types.py >"$folder/package/index.d.mts"
(cd "$folder/package" && npm pack --silent --pack-destination ..)
