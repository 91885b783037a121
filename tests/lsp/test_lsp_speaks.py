#!/usr/bin/env python3
"""The language server and its protocol, also against it: test_lsp_speaks.py PROGRAM ROOT"""

import os
import random
import re
import tempfile

from client import Client
from editing import PROGRAM, SMALL, URI, holds, same, tap, uri_of


def letters(folder):
    text = ('body រដ្ឋសភា "រដ្ឋសភា 🇰🇭" seats 3\n'
            '  party គបក 2 "😀 x" colour "#112233"\n  party B 1\n'
            'act A "🎉🎉" by រដ្ឋសភា needs more than half of seats\n'
            'outcome O "é" when A and Nix\n')
    path = uri_of(os.path.join(folder, "letters.comitia"))
    for encoding, name in [(None, "utf-16"), (["utf-32", "utf-8"], "utf-8")]:
        client = Client(PROGRAM, encoding)

        def units(line, upto):
            before = line[:line.index(upto)]
            return (len(before.encode("utf-16-le")) // 2 if name == "utf-16"
                    else len(before.encode()))

        same(f"{name}: the server says how it counts",
             client.hello["capabilities"]["positionEncoding"], name)
        client.open(path, text)
        lines = text.split("\n")
        [one] = client.diagnostics(path)
        same(f"{name}: an error behind other letters",
             one["range"]["start"],
             {"line": 4, "character": units(lines[4], "Nix")})
        [found] = client.at("definition", path,
                            (3, units(lines[3], "រដ្ឋសភា")))
        same(f"{name}: a name in Khmer behind emoji is found",
             (found["range"]["start"], found["range"]["end"]),
             ({"line": 0, "character": 5},
              {"line": 0, "character": units(lines[0], ' "រ')}))
        at = {"line": 4, "character": units(lines[4], " Nix") + 1}
        end = {"line": 4, "character": at["character"] + 3}
        client.change(path, 2, {"range": {"start": at, "end": end},
                                "text": "not A"})
        same(f"{name}: a change behind them lands where it should",
             client.diagnostics(path), [])
        client.change(path, 3, {"range": {
            "start": {"line": 3, "character": 7},
            "end": {"line": 3, "character": 8 if name == "utf-16" else 9}},
            "text": "?"})
        same(f"{name}: half a character is no place",
             client.ask("textDocument/documentSymbol", {
                 "textDocument": {"uri": path}})[1]["detail"], "?🎉🎉")
        client.leave()
    client = Client(PROGRAM)
    client.open(path, "\ufefffact A\nfact A\n")
    [one] = client.diagnostics(path)
    same("a byte order mark counts for the editor",
         one["relatedInformation"][0]["location"]["range"]["start"],
         {"line": 0, "character": 6})
    client.open(path, "fact A\rfact B\r\nfact A\n")
    [one] = client.diagnostics(path)
    same("a CR alone ends a line for the editor", one["range"]["start"],
         {"line": 2, "character": 5})
    client.leave()


def edited(chance, text, encoding):
    """A text with a random part replaced, and how an editor tells that."""
    def position(at):
        before = re.split("\r\n|\n|\r", text[:at])
        line = before[-1]
        return {"line": len(before) - 1,
                "character": len(line.encode("utf-16-le")) // 2
                if encoding == "utf-16" else len(line.encode())}

    # Between CR and LF there is no place.
    places = [i for i in range(len(text) + 1) if text[i - 1:i + 1] != "\r\n"]
    start = chance.choice(places)
    end = min((i for i in places if i >= start + chance.randrange(9)),
              default=start)
    new = chance.choice(["", "x", "é", "😀", "\r\n", "\n", "\r", "  fact F\n",
                         '"', "#", " ", "រដ្ឋ", "act L by House\n"])
    change = {"range": {"start": position(start), "end": position(end)},
              "text": new}
    return text[:start] + new + text[end:], change


def random_edits():
    """Edits of parts, one after another, against a text that is opened whole."""
    for encoding in ("utf-16", "utf-8"):
        chance = random.Random(7)
        client = Client(PROGRAM, [encoding])
        text, problems = SMALL.replace("the house", "é😀ភ"), []
        client.open(URI, text)
        for version in range(2000, 2150):
            changes = []
            for _ in range(chance.randrange(1, 4)):
                text, change = edited(chance, text, encoding)
                changes.append(change)
            client.change(URI, version, *changes)
            got = client.ask("textDocument/documentSymbol",
                             {"textDocument": {"uri": URI}})
            client.open(URI + "2", text)
            want = client.ask("textDocument/documentSymbol",
                              {"textDocument": {"uri": URI + "2"}})
            if got != want:
                problems.append((version, text))
        holds(f"{encoding}: many edits lead where a whole text does",
              not problems, problems[:1])
        client.leave()


def life():
    client = Client(PROGRAM, start=False)
    same("before initialize nothing is answered",
         client.reply("textDocument/hover", {})["error"]["code"], -32002)
    client.ask("initialize", {"capabilities": {}})
    same("initialize comes once", client.reply("initialize", {})
         ["error"]["code"], -32600)
    same("an unknown method", client.reply("x/y", {})["error"]["code"],
         -32601)
    client.tell("$/cancelRequest", {"id": 1})
    client.tell("$/setTrace", {"value": "off"})
    client.tell("x/y", [1])
    client.send({"id": "a \"b\"", "method": "shutdown"})
    same("an id may be a text", client.answer("a \"b\"").get("result", 1),
         None)
    same("after shutdown nothing is answered",
         client.reply("textDocument/hover", {})["error"]["code"], -32600)
    client.tell("exit", None)
    same("shutdown and exit: 0", client.end(), (0, b""))
    client = Client(PROGRAM)
    client.tell("exit", None)
    same("exit alone: 1", client.end(), (1, b""))
    same("the end of the input: 1", Client(PROGRAM).end(), (1, b""))
    client = Client(PROGRAM)
    for method in ("hover", "definition", "references", "rename",
                   "prepareRename", "completion", "documentSymbol",
                   "formatting", "codeAction", "inlayHint",
                   "documentHighlight"):
        for params in (None, [], {}, {"textDocument": 1},
                       {"textDocument": {"uri": "file:///no"}}):
            reply = client.reply("textDocument/" + method, params)
            if reply.get("error", {}).get("code") != -32602:
                tap.case(f"{method} without a document", [reply])
                break
        else:
            tap.case(f"{method} without a document is refused", [])
    client.leave()


def frame(body, head=None):
    head = b"Content-Length: %d\r\n\r\n" % len(body) if head is None else head
    return head + body


def hostile():
    for name, data, code in [
            ("no header", b"hello\r\n\r\n{}", 65),
            ("a length that is none", b"Content-Length: x\r\n\r\n{}", 65),
            ("a negative length", b"Content-Length: -1\r\n\r\n{}", 65),
            ("a length of a terabyte",
             b"Content-Length: 1099511627776\r\n\r\n{}", 65),
            ("a length past 2^64",
             b"Content-Length: 99999999999999999999999\r\n\r\n{}", 65),
            ("two lengths",
             b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 65),
            ("a header without end", b"x" * 9000, 65),
            ("a body that ends early", b"Content-Length: 10\r\n\r\n{}", 1),
            ("nothing", b"", 1)]:
        client = Client(PROGRAM, start=False)
        client.raw(data)
        same(f"hostile: {name}", client.end(), (code, b""))
    client = Client(PROGRAM, start=False)
    for body, code in [(b"{", -32700), (b"\xff\xfe", -32700), (b"", -32700),
                       (b"[" * 5000, -32700), (b"[]", -32600),
                       (b"7", -32600), (b'{"method":1}', -32600),
                       (b'{"jsonrpc":"2.0"}', -32600)]:
        client.raw(frame(body))
        reply = client.read()
        same(f"hostile: a message that is {body[:20]!r}",
             (reply["id"], reply["error"]["code"]), (None, code))
    client.raw(frame(b'{"id":1,"method":"initialize"}',
                     b"content-type: x\ncontent-length:  30 \n\n"))
    holds("a header in small letters, with others, without CR",
          "capabilities" in client.read()["result"])
    client.leave()
    client = Client(PROGRAM)
    client.open(URI, "act\n" * 200000)
    holds("hostile: a million letters of errors",
          len(client.diagnostics(URI)) == 20)
    client.open(URI, "outcome A when " + "(" * 100000)
    holds("hostile: deep parentheses", client.diagnostics(URI))
    client.open(URI, "body B members " + "x" * 300 + " " +
                " ".join(f"m{i}" for i in range(50000)))
    client.ask("textDocument/documentSymbol", {"textDocument": {"uri": URI}})
    client.at("completion", URI, (0, 14))
    same("hostile: it goes on after all that", client.leave(), (0, b""))


def main():
    with tempfile.TemporaryDirectory(prefix="comitia-lsp-") as folder:
        letters(folder)
    random_edits()
    life()
    hostile()
    tap.done()


main()
