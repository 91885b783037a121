#!/usr/bin/env python3
"""Names for the language server: found, listed, completed: test_lsp_names.py PROGRAM ROOT"""

from client import Client
from editing import PROGRAM, SMALL, URI, covered, holds, place, same, tap


def names(client):
    client.open(URI, SMALL)

    def words(method, word, skip=0, **more):
        got = client.at(method, URI, place(SMALL, word, skip), **more) or []
        return [(item["range"]["start"]["line"],
                 covered(SMALL, item["range"])) for item in got]

    same("definition of an act", words("definition", "Law: "), [(6, "Law")])
    same("of an option", words("definition", "Narrow", 1), [(5, "Narrow")])
    same("of a group", words("definition", "Both", 1), [(4, "Both")])
    same("at the end of a word", words("definition", ": Red"),
         [(6, "Law")])
    same("references", words("references", "Red", context={
        "includeDeclaration": True}),
        [(1, "Red"), (4, "Red"), (11, "Red")])
    same("references without the declaration",
         words("references", "Red", context={"includeDeclaration": False}),
         [(4, "Red"), (11, "Red")])
    got = client.at("documentHighlight", URI, place(SMALL, "Reading"))
    same("highlights: written once, read twice",
         [h["kind"] for h in got], [3, 2, 2])
    text = ('body A\n  members with w\n    X 1\n    Y 2\nbody B\n  party X 4\n'
            'act L by A needs at least 2 of w\n'
            'source X\nsource S of A\nreport S says X says L\n'
            'talks T between X, Y\n  point p "the point"\n  goal g: p\n'
            '  X demands later: p and L\nladder J by X through A needs '
            'more than half of w\nexpect T has a deal for g\n'
            'forecast J at A: X 50%\nfact Q\n')
    client.open(URI, text)
    same("such a text has no errors", client.diagnostics(URI), [])

    def count(word, skip=0):
        return [covered(text, item["range"]) for item in client.at(
            "references", URI, place(text, word, skip),
            context={"includeDeclaration": True})]

    for word, skip, many in [("w\n", 0, 3), ("X 1", 0, 8), ("p \"", 0, 3),
                             ("g:", 0, 2), ("S of", 0, 2), ("L by", 0, 3),
                             ("J by", 0, 2), ("A\n", 0, 5), ("Y 2", 0, 2),
                             ("T between", 0, 2), ("Q", 0, 1)]:
        name = word.strip(" :\n\"").split()[0]
        same(f"all places of {name}", count(word, skip), [name] * many)


def symbols(client):
    client.open(URI, SMALL)
    got = client.ask("textDocument/documentSymbol",
                     {"textDocument": {"uri": URI}})
    same("symbols: declarations in order", [s["name"] for s in got],
         ["House", "Reading", "Law", "Peace",
          "on 2020-01-01 House voted Law: Red yes, Blue no",
          "expect Peace is possible if Reading is Wide"])
    same("with entries inside", [s["name"] for s in got[0]["children"]],
         ["Red", "Blue", "vacant 1", "Both"])
    same("a declaration ends with its last word",
         (got[2]["range"]["start"]["line"], got[2]["range"]["end"]),
         (6, {"line": 9, "character": 31}))
    inside = all(s["range"]["start"]["line"] <= c["range"]["start"]["line"]
                 and c["range"]["end"]["line"] <= s["range"]["end"]["line"]
                 for s in got for c in s.get("children", []))
    holds("entries lie inside of their body", inside)


def completions(client):
    def offered(text, more=""):
        client.open(URI, text + more)
        lines = text.split("\n")
        got = client.at("completion", URI, (len(lines) - 1, len(lines[-1])))
        return {i["label"]: i for i in got["items"]} if got else {}

    law = SMALL[:SMALL.index("outcome")]
    for text, has, has_not in [
            ("", ["body", "act", "expect"], ["Law", "seats"]),
            (law + "act N by ", ["House", "Red"], ["Both", "Law"]),
            (law + "act N by House needs ", ["at", "more", "all", "no"],
             ["act", "House"]),
            (law + "act N by House needs at least 2/3 of ",
             ["members", "seats", "present", "votes", "Both", "Red"],
             ["Law", "House"]),
            (law + "act N by House needs at least 2/3 of se", ["seats"], []),
            (law + "outcome O when ", ["Law", "Reading", "not"],
             ["Red", "House"]),
            (law + "outcome O when Reading is ", ["Narrow", "Wide"],
             ["Law", "Reading"]),
            (law + "on 2020-01-01 House voted ", ["Law"], ["Red", "Reading"]),
            (law + "on 2020-01-01 House voted Law: ", ["Red", "Both", "rest"],
             ["Law"]),
            (law + "act N by House needs consent of ", ["Red", "Both"],
             ["Law"]),
            (law + "expect Red can ", ["force", "block"], ["Law"]),
            (law + "expect Red can force ", ["Law"], ["Red"])]:
        got = offered(text)
        wrong = ([w for w in has if w not in got] +
                 [w for w in has_not if w in got])
        tap.case("completion after " + repr(text[-24:]),
                 [f"{wrong} of {sorted(got)}"] if wrong else [])
    got = offered(law + "act N by ")
    same("a name comes with its title", got["Red"]["detail"], "the reds")
    same("nothing in a comment or a quoted text",
         (offered("# he"), offered('fact A "he')), ({}, {}))
    got = offered("act N by ", "\n\n" + law)
    holds("names that are declared below are known", "House" in got, got)


def main():
    client = Client(PROGRAM)
    names(client)
    symbols(client)
    completions(client)
    client.leave()
    tap.done()


main()
