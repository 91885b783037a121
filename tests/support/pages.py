#!/usr/bin/env python3
"""Runs what the documents show: pages.py [--bless] PROGRAM ROOT

--bless writes into the pages what the commands print now; blocks with a `...`
line are left alone.

In README.md and docs/**/*.md, a block that begins with ```comitia is a model, and
`comitia check` must find no error and no failing expect in it. Words after it
change that: a name (```comitia council.comitia) keeps it under that name for
the commands of the page; a code (```comitia C0104) says that this diagnostic is
given; `part` leaves it alone, because it is a piece of something.

In the guides, ```sh blocks of lines `comitia ...` are run too, and so is what stands
in the text as `comitia VERB FILE ...` with files that the page has: exit 0, 1 or 2.

In a ```console block every line `$ comitia ...` is run and must print what
follows it, up to the next `$`; a line `...` stands for any lines. Other
commands are not run. They run in a folder that has examples/ and the models
that the page has named so far. What is pasted (```sh paste) is tried by
unit/test_pasted.py.
"""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

from tap import Program, Tap

FENCE = re.compile(r"^( *)(`{3,})\s*(.*?)\s*$")


def blocks(text):
    """(line number, words after the fence, lines) of each fenced block."""
    fence, start, words, body, indent = None, 0, [], [], 0
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if fence is None:
            if match:
                fence, start = match.group(2), number
                words, body = match.group(3).split(), []
                indent = len(match.group(1))
        elif match and match.group(2) == fence and not match.group(3):
            yield start, words, body
            fence = None
        else:
            body.append(line[indent:] if line[:indent].isspace() else line)


def commands(body):
    """(command, printed lines) of each `$` line of a console block."""
    command, printed = None, []
    for line in body:
        if line.startswith("$ "):
            if command is not None:
                yield command, printed
            command, printed = line[2:], []
        elif command is not None and command.endswith("\\"):
            command = command[:-1] + line
        elif command is not None:
            printed.append(line)
    if command is not None:
        yield command, printed


def fits(want, got):
    """True if the lines agree, `...` in `want` standing for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "..."
                      else re.escape(line.rstrip()) + r"[ \t]*\n"
                      for line in want)
    return re.fullmatch(pattern, "".join(line + "\n" for line in got))


class Page:
    def __init__(self, program, tap, root, path, bless=False):
        self.program, self.tap, self.root = program, tap, root
        self.bless, self.blessed = bless, []
        self.name = os.path.relpath(path, root)
        self.folder = tempfile.mkdtemp(prefix="comitia-page-")
        os.symlink(os.path.join(root, "examples"),
                   os.path.join(self.folder, "examples"))

    def model(self, line, words, body):
        if "part" in words:
            return
        file = next((w for w in words if w.endswith(".comitia")),
                    f"line-{line}.comitia")
        code = next((w for w in words if re.fullmatch(r"C\d{4}", w)), None)
        path = os.path.join(self.folder, file)
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(body) + "\n")
        exit, out, err = self.program.run("check", file, cwd=self.folder)
        said = (out + err).decode()
        problems = []
        if code and f"[{code}]" not in said:
            problems = [f"{code} is not given:", said]
        elif not code and exit != 0:
            problems = [f"exit {exit}", said]
        self.tap.case(f"{self.name}:{line}: the model checks", problems)

    def console(self, line, body):
        blessed = []
        for shown, want in commands(body):
            command = shown
            command = re.sub(r"^build/comitia\b", "comitia", command)
            if not re.match(r"comitia\b", command):
                blessed += ["$ " + shown] + want
                continue
            _, out, err = self.program.shell(command, self.folder, True)
            got = [l.rstrip() for l in (out + err).decode().splitlines()]
            while want and not want[-1].strip():
                want.pop()
            while got and not got[-1]:
                got.pop()
            keep = fits(want, got) or "..." in [w.strip() for w in want]
            blessed += ["$ " + shown] + (want if keep else got)
            problems = [] if fits(want, got) else ["it printed", "\n".join(got)]
            self.tap.case(f"{self.name}:{line}: {command}", problems)
        self.blessed.append((line, len(body), blessed))

    def runs(self, line, command):
        """A command of a guide: whatever it prints, it is no wrong usage."""
        exit, out, err = self.program.shell(command, self.folder, True)
        if exit == 69 and command.startswith("comitia page"):
            return  # built without the page
        self.tap.case(f"{self.name}:{line}: {command}",
                      [] if exit in (0, 1, 2) else [f"exit {exit}", out.decode()])

    def has_files(self, command):
        """Whether what is read is there, and there is something."""
        read = re.sub(r"(>|-o) *\S+", "", command)
        files = re.findall(r"\S+\.(?:comitia|csv|json)\b", read)
        return files and all(os.path.exists(os.path.join(self.folder, name))
                             for name in files)

    def guide(self, text):
        """What is not in a console block; files are there by now."""
        for line, words, body in blocks(text):
            if words == ["sh"] and all(l.startswith("comitia ") for l in body):
                for command in body:
                    self.runs(line, command)
        spans = [(text[:found.start()].count("\n") + 1, found.group(1)) for found in
                 re.finditer(r"(?<!`)`(comitia [^`\n]+)`(?!`)", text)]
        for line, command in spans:
            if self.has_files(command):
                self.runs(line, command)

    def rewrite(self, path, text):
        lines = text.splitlines()
        for line, length, blessed in reversed(self.blessed):
            lines[line:line + length] = blessed
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")

    def run(self):
        with open(os.path.join(self.root, self.name), encoding="utf-8") as f:
            text = f.read()
        for line, words, body in blocks(text):
            if words[:1] == ["comitia"]:
                self.model(line, words[1:], body)
            elif words[:1] == ["console"]:
                self.console(line, body)
        if os.path.join("docs", "guides", "") in self.name:
            self.guide(text)
        if self.bless:
            self.rewrite(os.path.join(self.root, self.name), text)
        shutil.rmtree(self.folder, ignore_errors=True)


def manual(program, tap, root, path):
    """In a manual every `$ comitia ...` line must be answered, a literal block
    of the examples must check, and mandoc, where it is there, must be content.
    """
    name = os.path.relpath(path, root)
    with open(path, encoding="utf-8") as f:
        text = f.read()
    folder = tempfile.mkdtemp(prefix="comitia-manual-")
    os.symlink(os.path.join(root, "examples"), os.path.join(folder, "examples"))
    for command in re.findall(r"^\.Dl \$ (comitia .*)$", text, re.M):
        exit, out, _ = program.shell(command, folder, True)
        if exit == 69 and command.startswith("comitia page"):
            continue  # built without the page
        tap.case(f"{name}: {command}",
                 [] if exit is not None and exit < 64 else [f"exit {exit}", out.decode()])
    shutil.rmtree(folder, ignore_errors=True)
    examples = text.partition(".Sh EXAMPLES")[2]
    for model in re.findall(r"^\.Bd -literal\n(.*?)^\.Ed", examples,
                            re.M | re.S):
        exit, out, err = program.run("check", "-", stdin=model.encode())
        tap.case(f"{name}: the example checks",
                 [] if exit == 0 else [(out + err).decode()])
    if shutil.which("mandoc"):
        lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", path],
                              capture_output=True, text=True)
        tap.case(f"{name}: mandoc has no warning", lint.stdout.splitlines())


def main():
    bless = sys.argv[1] == "--bless"
    words = sys.argv[2:] if bless else sys.argv[1:]
    program, root = Program(words[0]), os.path.abspath(words[1])
    tap = Tap()
    pages = [os.path.join(root, "README.md")]
    pages += sorted(glob.glob(os.path.join(root, "docs", "**", "*.md"),
                              recursive=True))
    for path in pages:
        if os.path.exists(path):
            Page(program, tap, root, path, bless).run()
    for path in sorted(glob.glob(os.path.join(root, "docs", "man", "*.[1-9]"))):
        manual(program, tap, root, path)
    program.close()
    tap.done()


if __name__ == "__main__":
    main()
