#!/usr/bin/env python3
"""What the language server says of a text, told or asked: test_lsp_says.py PROGRAM ROOT"""

import json
import os
import random
import tempfile

from client import Client
from editing import (MODEL, PROGRAM, SMALL, URI, covered, holds, place, run,
                     same, tap, uri_of)


def flat(diagnostics):
    """Diagnostics of the server as (code, line, column, end, message)."""
    return [(d["code"], d["range"]["start"]["line"] + 1,
             d["range"]["start"]["character"] + 1,
             d["range"]["end"]["character"] + 1, d["message"])
            for d in diagnostics]


def checked(path):
    answer = json.loads(run("check", "--json", path).stdout)
    return [(d["code"], d["line"], d["column"], d["endColumn"],
             d["message"] + ("\nhelp: " + d["help"] if d["help"] else ""))
            for d in answer["diagnostics"]]


def diagnostics(client, folder):
    texts = {"the example": open(MODEL, encoding="utf-8").read(),
             "names that nothing has": SMALL.replace("when Law", "when Laww")
             .replace("Blue no", "Blau no"),
             "grammar": SMALL.replace("of seats if", "if"),
             "an expect that fails": SMALL.replace("is possible",
                                                   "is certain"),
             "letters": 'fact A "\u202eabc"\nfact B 2016-13-01\nact \x01\n',
             "nothing": ""}
    for name, text in texts.items():
        path = os.path.join(folder, "checked.comitia")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        client.open(uri_of(path), text)
        want = checked(path)
        same(f"diagnostics are those of check: {name}",
             flat(client.diagnostics(uri_of(path),
                                     lambda got: flat(got) == want)), want)
        client.tell("textDocument/didClose",
                    {"textDocument": {"uri": uri_of(path)}})
    client.open(URI, SMALL.replace("when Law", "when Laww"))
    [one] = client.diagnostics(URI)
    same("an error has its place, severity and way out",
         (covered(SMALL.replace("when Law", "when Laww"), one["range"]),
          one["severity"], one["source"], "did you mean Law" in
          one["message"]), ("Laww", 1, "comitia", True))
    client.change(URI, 2, {"text": SMALL})
    same("they go when the error does", client.diagnostics(URI), [])
    same("they say for which version they are",
         client.told[URI]["version"], 2)


def changes(client):
    client.open(URI, SMALL)
    client.change(URI, 2, {"range": {
        "start": {"line": 10, "character": 19},
        "end": {"line": 10, "character": 22}}, "text": "Low"})
    same("a change of a part is understood",
         [d["code"] for d in client.diagnostics(URI)], ["C0202"])
    client.change(URI, 3,
                  {"range": {"start": {"line": 10, "character": 19},
                             "end": {"line": 10, "character": 22}},
                   "text": "La"},
                  {"range": {"start": {"line": 10, "character": 21},
                             "end": {"line": 10, "character": 21}},
                   "text": "w"})
    same("so are several in a row", client.diagnostics(URI), [])
    client.change(URI, 4, {"range": {
        "start": {"line": 900, "character": 5},
        "end": {"line": 4294967295, "character": 99999999999}},
        "text": "fact\n"}, {"range": "nonsense"}, {"text": 7})
    holds("and one that lies behind the end",
          len(client.diagnostics(URI)) > 0)


def slow():
    """A model whose expects take long: nobody waits for them."""
    chance = random.Random(1)
    text = "body B\n" + "".join(
        f"  party P{i} {chance.randrange(10**8, 10**9)}\n" for i in range(120))
    text += ("act L by B\n  needs at least 2/3 of seats\n"
             "  and at least half of members\n" +
             "".join(f"expect P{i} has banzhaf 1/{i + 2} in L\n"
                     for i in range(100)))
    client = Client(PROGRAM)
    client.open(URI, text.replace("of seats", "of seets"))
    same("long expects: an error is told", [d["code"] for d in
         client.diagnostics(URI)], ["C0206"])
    client.change(URI, 2, {"text": text})
    same("it goes before they are done", client.diagnostics(URI), [])
    got = client.at("hover", URI, (122, 20))["contents"]["value"]
    holds("what is asked meanwhile is answered", "at least 2/3 of seats" in got,
          got)
    same("and they were not waited for", client.told[URI]["diagnostics"], [])
    same("nor does anybody wait at the end", client.leave(), (0, b""))


def hovers(client):
    client.open(URI, SMALL)

    def hover(word, skip=0):
        return client.at("hover", URI, place(SMALL, word, skip)) or {}

    def said(word, skip=0):
        return hover(word, skip).get("contents", {}).get("value", "")

    quota = said("2/3")
    holds("a quota in seats, and its neighbours",
          "= 7 of 10" in quota and "10 seats, 1 of them vacant: 9 members" in
          quota and "more than 2/3 of seats: 7 of 10" in quota and
          "at least 2/3 of members: 6 of 9" in quota and
          "more than 2/3 of members: 7 of 9" in quota, quota)
    same("the range is the whole quota",
         covered(SMALL, hover("2/3")["range"]), "at least 2/3 of seats")
    holds("a quota of a group, in a quorum", "= 5 of 9" in
          said("half of Both"), said("half of Both"))
    holds("an act: title, seats and text",
          "**act Law**: a law" in said("Law \"") and
          "at least 2/3 of seats: 7 of 10" in said("Law \"") and
          "otherwise more" in said("Law \""), said("Law \""))
    holds("a party where it is used: its seats",
          "**party Red**: the reds" in said("Red yes") and
          "6 seats in House" in said("Red yes"), said("Red yes"))
    holds("a body: its members", "9 members, 1 vacant" in said("House \""),
          said("House \""))
    holds("an option: of what", "**option Narrow**: by the letter (in "
          "Reading)" in said("Narrow", 1), said("Narrow", 1))
    same("nothing where nothing stands",
         client.at("hover", URI, place(SMALL, "seats 10")), None)
    broken = SMALL.replace("when Law", "when Laww").replace("of seats if", "if")
    client.change(URI, 2, {"text": broken})
    page = client.at("hover", URI, place(broken, "at least"))
    holds("an error: its page", "C0104" in page["contents"]["value"], page)
    act = client.at("hover", URI, place(broken, "Law: Red"))
    holds("a name is known while its declaration does not parse",
          "**act Law**" in act["contents"]["value"], act)
    client.change(URI, 3, {"text": "body B\n  party X 60\n  party Y 40\n"
                                   "act A by B\n  needs at least 55% of "
                                   "votes cast\n  quorum at least 1/3 of "
                                   "members\n"})
    cast = client.at("hover", URI, (4, 20))["contents"]["value"]
    holds("a base that depends on who comes", "= 55 of 100 if all vote" in
          cast and "more than 55% of votes cast: 56 of 100" in cast, cast)


def plain_hovers():
    client = Client(PROGRAM, formats=["plaintext"])
    client.open(URI, SMALL.replace("Red", "R_ed"))
    got = client.at("hover", URI, (6, 5))["contents"]
    same("an editor without markdown gets plain text", got,
         {"kind": "plaintext", "value":
          "act Law: a law\n\n"
          "- at least 2/3 of seats: 7 of 10\n"
          "- more than half of members: 5 of 9\n"
          "- more than half of Both: 5 of 9\n\n" +
          SMALL[SMALL.index("act Law"):SMALL.index("\noutcome")] + "\n"})
    got = client.at("hover", URI, (1, 9))["contents"]["value"]
    holds("no sign is escaped there", got.startswith("party R_ed: the reds"),
          got)
    client.leave()


def hints(client):
    client.open(URI, SMALL)
    everything = {"start": {"line": 0, "character": 0},
                  "end": {"line": 99, "character": 0}}
    got = client.ask("textDocument/inlayHint",
                     {"textDocument": {"uri": URI}, "range": everything})
    same("hints: the seats of every quota, behind it",
         [(h["position"]["line"], h["position"]["character"], h["label"])
          for h in got],
         [(7, 29, "= 7 of 10"), (8, 37, "= 5 of 9"), (9, 31, "= 5 of 9")])
    part = client.ask("textDocument/inlayHint", {
        "textDocument": {"uri": URI},
        "range": {"start": {"line": 8, "character": 0},
                  "end": {"line": 9, "character": 0}}})
    same("only those that are shown", [h["label"] for h in part],
         ["= 5 of 9"])


def main():
    with tempfile.TemporaryDirectory(prefix="comitia-lsp-") as folder:
        client = Client(PROGRAM)
        diagnostics(client, folder)
    changes(client)
    slow()
    hovers(client)
    plain_hovers()
    hints(client)
    same("it leaves when it is told to", client.leave(), (0, b""))
    tap.done()


main()
