"""A scripted editor: speaks the Language Server Protocol with a program."""

import json
import os
import select
import subprocess
import time

SECONDS = float(os.environ.get("COMITIA_SECONDS", "60"))


class Client:
    """One server; `ask` waits for the answer, `tell` does not."""

    def __init__(self, program, encodings=None, start=True, formats=None):
        self.server = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
        self.data = b""
        self.n = 0
        self.told = {}
        self.version = {}
        if start:
            general = {"positionEncodings": encodings} if encodings else {}
            self.hello = self.ask("initialize", {
                "processId": None, "rootUri": None,
                "capabilities": {"general": general, "textDocument": {
                    "hover": {"contentFormat": formats}}}})
            self.tell("initialized", {})

    # ---- messages

    def raw(self, data):
        try:
            self.server.stdin.write(data)
            self.server.stdin.flush()
        except BrokenPipeError:
            pass

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message},
                          ensure_ascii=False).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def read(self, seconds=SECONDS):
        """The next message, or None at the end."""
        end = time.monotonic() + seconds
        while True:
            head, mark, rest = self.data.partition(b"\r\n\r\n")
            if mark:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.data = rest[length:]
                    return json.loads(rest[:length])
            ready, _, _ = select.select([self.server.stdout], [], [],
                                        max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("the server says nothing")
            more = os.read(self.server.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self.data += more

    def note(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.told[params["uri"]] = params

    def answer(self, n):
        while True:
            message = self.read()
            if message is None:
                raise EOFError("the server has left")
            if message.get("id") == n and "method" not in message:
                return message
            self.note(message)

    def reply(self, method, params):
        """The whole answer, errors too."""
        self.n += 1
        self.send({"id": self.n, "method": method, "params": params})
        return self.answer(self.n)

    def ask(self, method, params):
        return self.reply(method, params).get("result")

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def end(self):
        """(exit code, what was said on standard error)"""
        self.server.stdin.close()
        err = self.server.stderr.read()
        self.server.stdout.close()
        self.server.stderr.close()
        return self.server.wait(SECONDS), err

    def leave(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.end()

    # ---- documents

    def open(self, uri, text):
        version = self.version.get(uri, 0) + 1000
        self.version[uri] = version
        self.told.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "comitia", "version": version,
            "text": text}})

    def change(self, uri, version, *changes):
        self.version[uri] = version
        self.told.pop(uri, None)
        self.tell("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": list(changes)})

    def diagnostics(self, uri, fits=lambda told: True):
        """What the server says next about a text that was opened or changed.
        What takes long it says twice: if the first does not fit, the last."""
        def is_told():
            return (uri in self.told and
                    self.told[uri].get("version") == self.version[uri])

        while not is_told() or not fits(self.told[uri]["diagnostics"]):
            try:
                message = self.read(SECONDS / 10 if is_told() else SECONDS)
            except TimeoutError:
                if is_told():
                    break
                raise
            if message is None:
                raise EOFError("the server has left")
            self.note(message)
        return self.told[uri]["diagnostics"]

    def at(self, method, uri, position, **more):
        return self.ask("textDocument/" + method, {
            "textDocument": {"uri": uri},
            "position": {"line": position[0], "character": position[1]},
            **more})
