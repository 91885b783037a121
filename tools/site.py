#!/usr/bin/env python3
"""Builds the site: tools/site.py COMITIA FOLDER

Examples as pages, an empty page to paste a model into, the documents and the
manuals, as files that link to each other by relative names: no server is needed.
The site has the folders of the repository, so that the links of the documents
hold; a link to what the site does not have becomes plain text.
"""

import html
import os
import re
import shutil
import subprocess
import sys

STYLE = """:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1b;--soft:#595955;
--faint:#d9d9d4;--card:#f7f7f4;--accent:#00568c}
@media(prefers-color-scheme:dark){:root{--paper:#161615;--ink:#ececea;
--soft:#b0b0aa;--faint:#3a3a38;--card:#20201f;--accent:#7cc4f2}}
html{font:16px/1.55 system-ui,'Noto Sans',sans-serif;background:var(--paper);
color:var(--ink)}
body{max-width:52rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
a{color:var(--accent)} h1{line-height:1.25} nav{margin-bottom:1.5rem}
pre{background:var(--card);border:1px solid var(--faint);border-radius:.4rem;
padding:.7rem;overflow-x:auto;font-size:.8125rem;line-height:1.45}
code{font-family:ui-monospace,monospace} :not(pre)>code{font-size:.9em}
.wide{overflow-x:auto} table{border-collapse:collapse;font-size:.9rem}
th,td{border:1px solid var(--faint);padding:.3rem .6rem;text-align:start;
vertical-align:top} img{max-width:100%;background:#fff}
.start{font-size:1.15rem} .soft{color:var(--soft)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.gallery{list-style:none;padding:0}
.gallery li{border-top:1px solid var(--faint);padding:.5rem 0}
dt{font-weight:600} table.head,table.foot{width:100%} .head td,.foot td{border:0}
"""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; img-src 'self' file: data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{nav}<main>
{body}
</main>
</body>
</html>
"""

EMPTY = "# Write or paste a model here: body, act, needs, and it is answered\n"


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def run(*words):
    return subprocess.run(words, check=True, capture_output=True).stdout.decode()


def page(title, body, depth):
    nav = "" if depth is None else (
        f'<nav><a href="{"../" * depth}index.html">comitia</a></nav>\n')
    return PAGE.format(title=html.escape(title), style=STYLE, nav=nav, body=body)


class Site:
    def __init__(self, comitia, folder):
        self.comitia, self.folder = comitia, folder
        self.documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        for base, _, names in sorted(os.walk("docs")):
            self.documents += [os.path.join(base, name) for name in sorted(names)
                               if name.endswith(".md")]
        self.documents += [path for path in ("web/README.md", "bench/README.md")
                           if os.path.exists(path)]

    def out(self, path):
        return os.path.join(self.folder, path)

    # ---- documents -----------------------------------------------------------

    def link(self, source, match):
        """A link of a document: to another page, to a file, or to nothing."""
        tag, target = match.group(0), html.unescape(match.group(2))
        if re.match(r"[a-z]+:|#", target):
            return tag
        path, _, anchor = target.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(source), path))
        if path in self.documents:
            target = re.sub(r"\.md(?=#|$)", ".html", target)
            return f'<a href="{html.escape(target)}"'
        if os.path.isfile(path) and path.startswith(("docs/", "examples/")):
            os.makedirs(os.path.dirname(self.out(path)), exist_ok=True)
            shutil.copyfile(path, self.out(path))
            return tag
        return '<a data-outside=""'

    def document(self, source):
        body = run("cmark-gfm", "-e", "table", "-e", "autolink", source)
        body = re.sub(r'<(a) href="([^"]*)"', lambda m: self.link(source, m), body)
        body = re.sub(r'<a data-outside="">(.*?)</a>', r"\1", body, flags=re.S)
        for image in re.findall(r'<img src="([^":]+)"', body):
            path = os.path.join(os.path.dirname(source), html.unescape(image))
            os.makedirs(os.path.dirname(self.out(path)), exist_ok=True)
            shutil.copyfile(path, self.out(path))
        body = body.replace("<th></th>", "<td></td>")
        body = body.replace("<table>", '<div class="wide" tabindex="0"><table>')
        body = body.replace("</table>", "</table></div>")
        body = body.replace("<pre>", '<pre tabindex="0">')
        body = re.sub(r"<h([2-6])>(.*?)</h\1>", heading, body)
        title = re.search(r"<h1>(.*?)</h1>", body)
        title = html.unescape(re.sub("<.*?>", "", title[1])) if title else source
        target = re.sub(r"\.md$", ".html", source)
        write(self.out(target), page(title, body, source.count("/")))
        return target, title

    def manual(self, name):
        body = run("mandoc", "-T", "html", "-O", "fragment,man=%N.%S.html",
                   f"docs/man/{name}")
        body = body.replace("<pre>", '<pre tabindex="0">')
        write(self.out(f"docs/man/{name}.html"), page(name, body, 2))
        return f"docs/man/{name}.html", f"manual {name}"

    # ---- models ----------------------------------------------------------------

    def model(self, name):
        """An example as a page, and its text."""
        source = f"examples/{name}"
        with open(source, encoding="utf-8") as file:
            title = file.readline().lstrip("# ").strip()
        target = re.sub(r"\.comitia$", ".html", source)
        os.makedirs(self.out("examples"), exist_ok=True)
        run(self.comitia, "page", source, "-o", self.out(target))
        shutil.copyfile(source, self.out(source))
        return target, title

    def empty(self):
        """The page to paste a model into."""
        write(self.out("model.comitia"), EMPTY)
        run(self.comitia, "page", self.out("model.comitia"), "-o",
            self.out("model.html"))

    def start(self, models, documents, manuals):
        def listed(links, kind=""):
            return f'<ul{kind}>\n' + "".join(
                f'<li><a href="{html.escape(target)}">{html.escape(title)}</a>'
                "</li>\n" for target, title in links) + "</ul>\n"
        body = (
            "<h1>comitia</h1>\n<p class=\"start\">Who can decide what, exactly."
            "</p>\n<p>A decision system written down in a small language, with "
            "what happened, who said so and what each side demands; and exact "
            "answers, computed in the page itself.</p>\n"
            '<p class="start"><a href="model.html">Write or paste a model</a></p>\n'
            "<h2>Examples</h2>\n" + listed(models, ' class="gallery"') +
            "<h2>Documents</h2>\n" + listed(documents) +
            "<h2>Manuals</h2>\n" + listed(manuals) +
            '<p class="soft">Nothing here asks a server for anything.</p>\n')
        write(self.out("index.html"), page("comitia", body, None))


def heading(match):
    level, text = match.groups()
    anchor = re.sub(r"[^\w -]", "", html.unescape(re.sub("<.*?>", "", text)))
    return (f'<h{level} id="{anchor.lower().replace(" ", "-")}">{text}'
            f"</h{level}>")


def main():
    site = Site(*sys.argv[1:])
    shutil.rmtree(site.folder, ignore_errors=True)
    models = [site.model(name) for name in sorted(os.listdir("examples"))
              if name.endswith(".comitia")]
    site.empty()
    documents = [site.document(path) for path in site.documents
                 if os.path.exists(path)]
    manuals = [site.manual(name) for name in sorted(os.listdir("docs/man"))]
    site.start(models, documents, manuals)
    print(f"{site.folder}/index.html: {len(models)} examples, "
          f"{len(documents)} documents, {len(manuals)} manuals")


if __name__ == "__main__":
    main()
