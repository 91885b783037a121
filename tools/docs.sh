#!/bin/sh
# Makes the manuals and the C reference: tools/docs.sh FOLDER
# A manual that mandoc warns about, or an undocumented name, is an error.
set -eu

folder=$1
mkdir -p "$folder"
for page in docs/man/*.[1-9]; do
    mandoc -T lint -W warning "$page"
    mandoc -T html "$page" >"$folder/$(basename "$page").html"
    mandoc -T utf8 "$page" >"$folder/$(basename "$page").txt"
done
OUTPUT="$folder" doxygen tools/Doxyfile
echo "$folder: manuals, and c/index.html"
