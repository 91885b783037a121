#!/usr/bin/env python3
"""The folder for editors: test_editors.py PROGRAM ROOT"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

from client import Client
from editing import PROGRAM, ROOT, URI, same, tap
from grammar import words_of
from vsix import pack

VSCODE = os.path.join(ROOT, "editors/vscode")


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def scope_of(patterns, word, line):
    """The scope of the first pattern that matches `word` where it stands in
    `line`, earlier matches first, as an editor does."""
    at = 0
    while at < len(line):
        best = None
        for pattern in patterns:
            match = re.compile(pattern["match"]).search(line, at)
            if match and match.end() > match.start() and (
                    best is None or match.start() < best[0].start()):
                best = (match, pattern)
        if not best:
            return None
        match, pattern = best
        for group, capture in pattern.get("captures", {}).items():
            if match.group(int(group)) == word:
                return capture["name"]
        if match.group() == word:
            return pattern["name"]
        at = match.end()
    return None


def documented():
    """The reserved and the other words of docs/language.md."""
    text = read(ROOT, "docs/language.md")
    reserved = re.search(r"\*\*Reserved words\*\*.*?`(.*?)`", text, re.S)
    other = re.search(r"names elsewhere: `(.*?)`", text, re.S)
    return reserved.group(1).split(), other.group(1).split()


def blocks(first):
    """(rest of the fence's line, text) of blocks of docs/editors.md."""
    return re.findall(rf"(?ms)^```{first}\b *(.*?)$\n(.*?)^```$",
                      read(ROOT, "docs/editors.md"))


def page():
    """What the page for users shows."""
    [(_, model)] = blocks("comitia")
    client = Client(PROGRAM, formats=["plaintext"])
    client.open(URI, model)
    for place, shown in blocks("text"):
        line, column = (int(n) - 1 for n in place.split()[1].split(":"))
        got = client.at("hover", URI, (line, column))["contents"]["value"]
        same(f"docs/editors.md: {place}", got, shown)
    client.leave()


LUA = """
local function wait(what)
  return vim.wait(20000, what, 20)
end
local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\\n')
end
local function at(pattern)
  vim.fn.cursor(1, 1)
  vim.fn.search(pattern)
end
local function codes()
  return table.concat(vim.tbl_map(function(d) return d.code end,
                                  vim.diagnostic.get(0)), ' ')
end
local function colour(pattern)
  at(pattern)
  return vim.fn.synIDattr(vim.fn.synID(vim.fn.line('.'), vim.fn.col('.'), 1),
                          'name')
end
local said = {}
local function say(...)
  table.insert(said, table.concat({ ... }, '|'))
end
say(vim.bo.filetype, colour('^act'), colour('Budget'), colour('2/3'),
    colour('next'), colour('members'))
local function clients()
  return vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 })
    or vim.lsp.buf_get_clients(0)
end
wait(function() return next(clients()) end)
local client = select(2, next(clients()))
wait(function() return client.initialized end)
vim.fn.setline(7, '  needs at least 2/3 of membres')
wait(function() return codes() ~= '' end)
say(codes())
vim.fn.setline(7, '  needs at least 2/3 of members')
wait(function() return codes() == '' end)
say(codes())
at('2/3')
vim.lsp.buf.hover()
local shown
wait(function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      shown = vim.api.nvim_buf_get_lines(
        vim.api.nvim_win_get_buf(window), 0, 1, true)[1]
      vim.api.nvim_win_close(window, true)
      return true
    end
  end
end)
say(((shown or 'nothing'):gsub('%*', '')))
at('Budget$')
vim.lsp.buf.definition()
wait(function() return vim.fn.line('.') == 6 end)
say(vim.fn.line('.') .. ':' .. vim.fn.col('.'))
vim.lsp.buf.rename('Tax')
wait(function() return text():find('force Tax') end)
say(select(2, text():gsub('Tax', '')) .. select(2, text():gsub('Budget', '')))
vim.fn.writefile(said, 'said')
vim.cmd('qa!')
"""


def neovim():
    """The lines for Neovim, tried in one, if it is there."""
    name = "docs/editors.md: Neovim"
    if not shutil.which("nvim"):
        tap.skip(name, "no nvim")
        return
    with tempfile.TemporaryDirectory(prefix="comitia-nvim-") as folder:
        def write(path, text):
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)

        shutil.copytree(os.path.join(ROOT, "editors/vim"),
                        os.path.join(folder, "config/nvim"))
        write("config/nvim/init.lua", blocks("lua")[0][1])
        write("council.comitia", blocks("comitia")[0][1])
        write("tried.lua", LUA)
        write("bin/comitia", f'#!/bin/sh\nexec "{PROGRAM}" "$@"\n')
        os.chmod(os.path.join(folder, "bin/comitia"), 0o755)
        env = dict(os.environ, HOME=folder, PATH=os.path.join(
            folder, "bin") + os.pathsep + os.environ["PATH"], **{
                f"XDG_{kind}_HOME": os.path.join(folder, kind.lower())
                for kind in ("CONFIG", "DATA", "STATE", "CACHE")})
        done = subprocess.run(
            ["nvim", "--headless", "council.comitia", "-c",
             "luafile tried.lua"], cwd=folder, env=env, capture_output=True,
            encoding="utf-8", timeout=110, check=False)
        said = os.path.join(folder, "said")
        got = read(said).splitlines() if os.path.exists(said) else done.stderr
    for what, line, want in zip(
            ["colours", "an error while typing", "it goes when it is mended",
             "hover", "go to definition", "rename: two places, none is left"],
            got if isinstance(got, list) else [got] * 6,
            ["comitia|comitiaDeclares|comitiaName|comitiaNumber|comitiaTitle|"
             "comitiaBase", "C0206", "", "at least 2/3 of members = 16 of 24",
             "6:5", "20"]):
        same(f"{name}: {what}", line, want)


def vsix(package):
    """The extension packed with a stand-in for its client library."""
    with tempfile.TemporaryDirectory() as folder:
        extension = os.path.join(folder, "vscode")
        shutil.copytree(VSCODE, extension, ignore=shutil.ignore_patterns(
            "node_modules", "*.vsix", "package-lock.json"))
        client = os.path.join(extension, "node_modules", "a-client")
        os.makedirs(os.path.join(client, ".bin"))
        for name in ("main.js", "LICENSE", ".bin/left-out"):
            with open(os.path.join(client, name), "w", encoding="utf-8") as file:
                file.write("//\n")
        made = pack(extension, folder)
        same("the packed extension has its version",
             os.path.basename(made), f"comitia-{package['version']}.vsix")
        with zipfile.ZipFile(made) as packed:
            names = packed.namelist()
            kinds = xml.fromstring(packed.read("[Content_Types].xml"))
            about = xml.fromstring(packed.read("extension.vsixmanifest"))
    ours = {"extension/" + os.path.relpath(os.path.join(place, name), VSCODE)
            for place, _, files in os.walk(VSCODE) for name in files
            if "node_modules" not in place and not name.endswith(".vsix") and
            name != "package-lock.json"}
    same("it holds the extension, its client and two lists", set(names),
         ours | {"extension/node_modules/a-client/main.js",
                 "extension/node_modules/a-client/LICENSE",
                 "extension/LICENSE.txt", "extension.vsixmanifest",
                 "[Content_Types].xml"})
    ends = {kind.get("Extension") for kind in kinds}
    whole = {kind.get("PartName") for kind in kinds}
    same("every part has a kind",
         [name for name in names if name != "[Content_Types].xml" and
          name.rsplit(".", 1)[-1] not in ends and "/" + name not in whole], [])
    same("it names what it is made of",
         [asset.get("Path") for asset in about.iter()
          if asset.tag.endswith("Asset") and asset.get("Path") not in names], [])
    identity = next(part for part in about.iter() if part.tag.endswith("Identity"))
    same("and whose it is", [identity.get(key) for key in
                             ("Id", "Version", "Publisher")],
         [package[key] for key in ("name", "version", "publisher")])


def main():
    grammar = json.loads(read(VSCODE, "syntaxes/comitia.tmLanguage.json"))
    patterns = grammar["patterns"]
    reserved, contextual, declaring = words_of(ROOT)
    same("the words are those of the language's description",
         (sorted(reserved), sorted(contextual)),
         tuple(sorted(words) for words in documented()))
    same("so are those that begin a declaration",
         sorted(declaring), sorted(re.search(
             r"`(use body .*?)`", read(ROOT, "docs/language.md")).group(1)
             .split()))
    coloured = set()
    for pattern in patterns:
        match = re.fullmatch(r"\^?\(\?<!\[\\w-\]\)\(\?:(.*?)\)\(\?!.*\)",
                             pattern["match"])
        if match:
            coloured |= set(match.group(1).split("|"))
    same("the grammar colours exactly these words", sorted(coloured),
         sorted(set(reserved + contextual)))
    tap.case("the colours are what tools/grammar.py writes",
             [] if subprocess.run([sys.executable, os.path.join(
                 ROOT, "tools/grammar.py"), "--check", ROOT],
                 check=False).returncode == 0 else ["run tools/grammar.py"])
    for line, word, scope in [
            ('act Lift "x" by Assembly', "act", "keyword.control.declaration"),
            ('act Lift "x" by Assembly', "Lift", "entity.name.type"),
            ('act Lift "x" by Assembly', '"x"', "string.quoted.double"),
            ("  party CPP 68", "CPP", "entity.name.type"),
            ("  party CPP 68 # a 1", "# a 1", "comment.line.number-sign"),
            ("  needs at least 2/3 of seats", "2/3", "constant.numeric"),
            ("  needs at least 2/3 of seats", "seats", "support.type.base"),
            ("on 2016-05-30 A voted L: B yes", "2016-05-30",
             "constant.numeric.date"),
            ("on 2016-05-30 A voted L: B yes", "yes",
             "constant.language.ballot"),
            ("  not-and and x", "and", "keyword.operator.word"),
            ("expect A has deegan-packel 1 in O", "deegan-packel",
             "keyword.other.contextual"),
            ("use \"actor", "\"actor", "invalid.illegal")]:
        same(f"{word} in: {line}".replace('"', "'"),
             scope_of(patterns, word, line), scope + ".comitia")
    same("of a name with a keyword in it nothing is coloured",
         scope_of(patterns, "by", "when stand-by"), None)
    package = json.loads(read(VSCODE, "package.json"))
    contributes = package["contributes"]
    same("the extension is for .comitia",
         contributes["languages"][0]["extensions"], [".comitia"])
    same("its one dependency", list(package["dependencies"]),
         ["vscode-languageclient"])
    paths = [package["main"], contributes["grammars"][0]["path"],
             contributes["languages"][0]["configuration"]]
    same("all files that it names are there",
         [p for p in paths if not os.path.exists(os.path.join(VSCODE, p))], [])
    settings = json.loads(read(VSCODE, "language-configuration.json"))
    name = re.compile(settings["wordPattern"])
    same("a double click takes a whole name",
         [name.search(text).group() for text in
          ("St-Gallen 3", "  រដ្ឋសភា,", "a_b-2c")],
         ["St-Gallen", "រដ្ឋសភា", "a_b-2c"])
    version = subprocess.run([PROGRAM, "--version"], capture_output=True,
                             encoding="utf-8", check=False).stdout.split()[1]
    same("it has the version of the program", package["version"], version)
    vsix(package)
    page()
    neovim()
    tap.done()


main()
