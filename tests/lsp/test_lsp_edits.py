#!/usr/bin/env python3
"""What the language server changes: names, layout, slips: test_lsp_edits.py PROGRAM ROOT"""

import glob
import os
import re
import subprocess
import tempfile

from client import Client
from editing import (MODEL, PROGRAM, ROOT, SMALL, URI, applied, covered, holds,
                     place, same, tap, uri_of)
from grammar import words_of

KNOWN = set(sum(words_of(ROOT)[:2], []))


def renames(client, folder):
    client.open(URI, SMALL)

    def rename(word, new, skip=0):
        return client.reply("textDocument/rename", {
            "textDocument": {"uri": URI}, "newName": new,
            "position": dict(zip(("line", "character"),
                                 place(SMALL, word, skip)))})

    got = rename("Red yes", "Crimson")["result"]["changes"]
    same("rename changes every place", applied(SMALL, got[URI]),
         SMALL.replace("Red", "Crimson"))
    same("also to what is the same", applied(SMALL, rename(
        "Red yes", "Red")["result"]["changes"][URI]), SMALL)
    for new, why in [("Blue", "a party has it"), ("Law", "an act has it"),
                     ("needs", "it is a word of the language"),
                     ("two words", "it is two words"), ("", "it is empty"),
                     ("1x", "it begins with a digit"),
                     ("Both", "a group of the body has it")]:
        holds(f"refused: {why}", "error" in rename("Red yes", new))
    holds("refused: what is no name", "error" in rename("needs", "X"))
    broken = SMALL.replace("voted Law:", "voted Law")
    client.open(URI, broken)
    reply = rename("Red  6", "Crimson")
    holds("refused: it also stands where a line does not parse",
          "error: mend" in reply["error"]["message"], reply)
    same("what stands elsewhere can be renamed all the same",
         applied(broken, rename("Narrow", "Strict")["result"]["changes"][URI]),
         broken.replace("Narrow", "Strict"))
    client.open(URI, SMALL)
    got = client.at("prepareRename", URI, place(SMALL, "Peace is"))
    same("prepareRename: the range and the name",
         (covered(SMALL, got["range"]), got["placeholder"]),
         ("Peace", "Peace"))
    grouped = (SMALL + "expect Both can force Law\n")
    client.open(URI, grouped)
    got = client.reply("textDocument/rename", {
        "textDocument": {"uri": URI}, "newName": "Coalition",
        "position": dict(zip(("line", "character"),
                             place(grouped, "Both can")))})
    same("a group is renamed where an expect names it, too",
         applied(grouped, got["result"]["changes"][URI]),
         grouped.replace("Both", "Coalition"))
    # Two files: the used one on disk, then open.
    law = 'body House\n  party Red 6\n  party Blue 3\nexpect Red can force L\n'
    main = ('use "law.comitia"\nact L by House needs more than half of '
            'members\non 2020 House voted L: Red yes, rest no\n')
    with open(os.path.join(folder, "law.comitia"), "w",
              encoding="utf-8") as out:
        out.write(law)
    top, used = (uri_of(os.path.join(folder, name))
                 for name in ("top file.comitia", "law.comitia"))
    top = top.replace(" ", "%20")
    client.open(top, main)
    same("a file that is used is read from disk", client.diagnostics(top), [])
    found = client.at("definition", top, place(main, "Red"))
    same("definition in another file", [d["uri"] for d in found], [used])
    found = client.at("definition", top, place(main, "law"))
    same("a path leads to its file", [d["uri"] for d in found], [used])
    got = client.at("rename", top, place(main, "Red"), newName="Rot")
    same("rename across two files, expects of the used one too",
         {uri: applied({top: main, used: law}[uri], edits)
          for uri, edits in got["changes"].items()},
         {top: main.replace("Red", "Rot"), used: law.replace("Red", "Rot")})
    client.open(used, "# first\n" + law)
    got = client.at("rename", used, (2, 8), newName="Rot")
    same("an open text counts, not the one on disk",
         {uri: applied({top: main, used: "# first\n" + law}[uri], edits)
          for uri, edits in got["changes"].items()},
         {top: main.replace("Red", "Rot"),
          used: "# first\n" + law.replace("Red", "Rot")})
    client.change(used, 2, {"text": law.replace("party Red 6", "party Red x")})
    client.diagnostics(used)  # the other one was told before
    shown = client.diagnostics(top)
    same("an error of a used file is shown where it is used",
         [(covered(main, d["range"]), "law.comitia:2:13" in d["message"],
           d["relatedInformation"][0]["location"]["uri"])
          for d in shown[:1]], [('"law.comitia"', True, used)])
    for uri in (top, used):
        client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    table = "name,w\nAnna,3\nBela,2\n"
    with open(os.path.join(folder, "t.csv"), "w", encoding="utf-8") as out:
        out.write(table)
    text = ('body A\n  members from "t.csv" with w as v\nact L by A needs '
            'at least 2/3 of v\nexpect Anna can force L\n')
    path = uri_of(os.path.join(folder, "table.comitia"))
    client.open(path, text)
    same("a table beside it is read",
         [d["code"] for d in client.diagnostics(path)], ["C0502"])
    reply = client.reply("textDocument/rename", {
        "textDocument": {"uri": path}, "newName": "Zoe",
        "position": {"line": 3, "character": 8}})
    holds("refused: the name of a row of a table",
          "table" in reply["error"]["message"], reply)
    got = client.at("rename", path, place(text, "v\n", 1), newName="weight")
    same("a measure that has a name of its own can be renamed",
         applied(text, got["changes"][path]),
         text.replace("w as v", "w as weight").replace("of v", "of weight"))


def every_name(client):
    """Each name of each example gets another one, and its own back."""
    for path in sorted(glob.glob(os.path.join(ROOT, "examples/*.comitia"))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        problems, n = [], 0
        bare = re.sub(r'"[^"\n]*"|#.*', lambda m: " " * len(m.group()), text)
        uri = uri_of(path)
        client.open(uri, text)
        columns = re.findall(r"([\w-]+) as [\w-]|named ([\w-]+)", bare)
        words = set(re.findall(r"[^\W\d][\w-]*", bare))
        for word in sorted(words.difference(*columns)):
            match = re.search(rf"(?<![\w-]){word}(?![\w-])", bare)
            at = (text.count("\n", 0, match.start()),
                  match.start() - (text.rfind("\n", 0, match.start()) + 1))
            reply = client.reply("textDocument/rename", {
                "textDocument": {"uri": uri}, "newName": "Zz9-z",
                "position": {"line": at[0], "character": at[1]}})
            if "error" in reply:
                why = reply["error"]["message"]
                if "table" not in why and not (word in KNOWN and
                                               "no name" in why):
                    problems.append((word, why))
                continue
            n += 1
            changed = applied(text, reply["result"]["changes"][uri])
            client.open(uri, changed)
            back = client.at("rename", uri, at, newName=word)
            if applied(changed, back["changes"][uri]) != text:
                problems.append((word, changed))
            client.open(uri, text)
        client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        name = os.path.basename(path)
        holds(f"each name of {name} can be another", n and not problems,
              problems)


def layouts(client):
    for name, text in [("the example", open(MODEL, encoding="utf-8").read()),
                       ("one line", "fact   A   fact B"),
                       ("carriage returns", "fact A\r\n\r\n# c\r\nfact  B\r\n"),
                       ("laid out already", SMALL)]:
        client.open(URI, text)
        laid = subprocess.run([PROGRAM, "fmt", "-"], input=text.encode(),
                              capture_output=True, check=False).stdout.decode()
        got = client.ask("textDocument/formatting", {
            "textDocument": {"uri": URI}, "options": {"tabSize": 2}})
        same(f"formatting is fmt: {name}", applied(text, got), laid)
        client.open(URI, laid)
        same(f"twice changes nothing: {name}",
             client.ask("textDocument/formatting", {
                 "textDocument": {"uri": URI}, "options": {}}), [])
    client.open(URI, "act act act")
    same("a text with errors stays", client.ask("textDocument/formatting", {
        "textDocument": {"uri": URI}, "options": {}}), None)


def actions(client):
    for text, word, fixed in [
            (SMALL.replace("when Law", "when Laww"), "Laww", SMALL),
            (SMALL.replace("vacant", "vacnt"), "vacnt", SMALL)]:
        client.open(URI, text)
        line, at = place(text, word)
        spot = {"line": line, "character": at}
        got = client.ask("textDocument/codeAction", {
            "textDocument": {"uri": URI}, "range": {"start": spot,
                                                    "end": spot},
            "context": {"diagnostics": []}})
        same(f"{word}: a slip is put right",
             [applied(text, a["edit"]["changes"][URI]) for a in got], [fixed])


def main():
    client = Client(PROGRAM)
    with tempfile.TemporaryDirectory(prefix="comitia-lsp-") as folder:
        renames(client, folder)
    every_name(client)
    layouts(client)
    actions(client)
    client.leave()
    tap.done()


main()
