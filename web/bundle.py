#!/usr/bin/env python3
"""Puts the page together:

    bundle.py OUT_C ENGINE HTML STYLE WORKER... -- EARLY... -- MODULE...

Makes one HTML text of the template, the style, the scripts and the packed engine,
and writes it as a C array: everything but the model, whose place in it is kept.
The modules of the worker and those of the page each stand behind the ones that
they import from. The early ones of the page stand in it as they are and start
the engines; the others are packed. Comments of whole lines are left out.
"""

import base64
import gzip
import hashlib
import lzma
import os
import re
import sys

MODEL = b"@@MODEL@@"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def packed(path):
    """What web/unpack.mjs reads: a size, what unpacks, and LZMA."""
    with open(path, "rb") as file:
        engine = file.read()
    filters = [{"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME,
                "dict_size": 1 << 21, "pb": 0}]
    data = lzma.compress(engine, lzma.FORMAT_ALONE, filters=filters)
    with open(os.path.join(os.path.dirname(path), "unpack.wasm"), "rb") as file:
        unpacker = file.read()
    return ".".join([str(len(engine)), str(len(data)),
                     base64.b64encode(unpacker).decode(), in_base_85(data)])


# Those of base64.b85encode, but none that HTML or a dot between parts could
# mean something to.
TO_PAGE = str.maketrans("<&>`$", ",/:[]")


def in_base_85(data):
    """Five letters for four bytes; base64 takes seven percent more."""
    return base64.b85encode(data, pad=True).decode().translate(TO_PAGE)


def scoped(text, path):
    """A module as a function of its own, so that only what it exports has a
    name that others see."""
    names = re.findall(
        r"^export (?:async )?(?:class|function|const|let) (\w+)", text,
        flags=re.MULTILINE)
    text = re.sub(r"^import\b[^;]*;\n", "", text, flags=re.MULTILINE)
    text, n = re.subn(r"^export (?!default)", "", text, flags=re.MULTILINE)
    if n != len(names):
        sys.exit(f"bundle.py: {path}: an export without a name")
    if not names:
        return f"(() => {{\n{text}}})();\n", names
    names_text = ", ".join(names)
    return (f"const {{{names_text}}} = (() => {{\n{text}"
            f"return {{{names_text}}};\n}})();\n"), names


def script(paths):
    """Modules as one script: what they export is seen by those behind."""
    seen, parts = set(), []
    for path in paths:
        part, names = scoped(read(path), path)
        if seen & set(names):
            sys.exit(f"bundle.py: {path}: exported twice: {seen & set(names)}")
        seen |= set(names)
        parts.append(part)
    text = "".join(parts)
    text = re.sub(r"^ *//.*\n|^ */\*(?:(?!\*/)[\s\S])*\*/\n", "", text,
                  flags=re.MULTILINE)
    text = re.sub(r"^ +", "", text, flags=re.MULTILINE)
    text = "'use strict';\n" + re.sub(r"\n{2,}", "\n", text)
    # Inside a page nothing of a script may look like its end.
    for hostile in ("</script", "<!--", "<script"):
        if hostile in text.lower():
            sys.exit(f"bundle.py: {paths}: a script must not say {hostile}")
    return text


def small_style(text):
    """A style without comments and indentation."""
    text = re.sub(r"/\*[\s\S]*?\*/\n?", "", text)
    return re.sub(r"\n\s*", "\n", text)


def source_of(text):
    """How a content security policy names a script or a style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def gzipped(text):
    """A text as browsers unpack it by themselves."""
    data = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    return base64.b64encode(data).decode()


# Stands in the page behind its early modules: unpacks the others.
LOADER = """{
const packed = document.getElementById('comitia-script').textContent;
const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
const stream = new Blob([bytes]).stream()
.pipeThrough(new DecompressionStream('gzip'));
new Response(stream).blob().then((text) => {
const script = document.createElement('script');
script.src = URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
document.body.append(script);
});
}
"""


def bundle(engine, html, style, worker, early, page):
    style = small_style(read(style))
    start = script(early) + LOADER
    parts = {
        # The worker is a blob; compiling the engine counts as evaluating.
        "POLICY": "default-src 'none'; "
                  f"script-src {source_of(start)} 'wasm-unsafe-eval' blob:; "
                  "worker-src blob:; style-src 'unsafe-inline'; "
                  "img-src data: blob:; base-uri 'none'; form-action 'none'",
        "STYLE": style,
        "ENGINE": packed(engine),
        "WORKER": script(worker),
        "PROGRAM": gzipped(script(page)),
        "SCRIPT": start,
    }
    text = read(html)
    for name in [*parts, "MODEL"]:
        if text.count(f"@@{name}@@") != 1:
            sys.exit(f"bundle.py: {html}: @@{name}@@ must stand there once")
    return re.sub("@@([A-Z]+)@@", lambda m: parts.get(m[1], m[0]), text).encode()


def write_array(out, name, data):
    out.write(f"const unsigned char {name}[] = {{\n")
    for at in range(0, len(data), 24):
        out.write(",".join(map(str, data[at:at + 24])) + ",\n")
    out.write(f"}};\nconst size_t {name}_bytes = sizeof {name};\n")


def main():
    out_c, engine, html, style, *modules = sys.argv[1:]
    first = modules.index("--")
    second = modules.index("--", first + 1)
    page = bundle(engine, html, style, modules[:first],
                  modules[first + 1:second], modules[second + 1:])
    before, after = page.split(MODEL)
    with open(out_c, "w", encoding="ascii") as out:
        out.write('#include "page_parts.h"\n\n')
        write_array(out, "cli_page_before", before)
        write_array(out, "cli_page_after", after)
    print(f"page without its model: {len(page)} bytes")


if __name__ == "__main__":
    main()
