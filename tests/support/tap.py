"""What the test scripts share: TAP output and running the program."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile

# A program that hangs fails its own case and not the whole script.
SECONDS = float(os.environ.get("COMITIA_SECONDS", "60"))


class Tap:
    """Prints one line a case; `done` prints the plan and exits."""

    def __init__(self):
        self.n = self.failed = 0

    def case(self, name, problems):
        """A case that passed if `problems` (a list of texts) is empty."""
        self.n += 1
        name = name.replace("#", "").replace("\n", " ")
        print(("not ok" if problems else "ok"), self.n, "-", name)
        for problem in problems:
            for line in str(problem).splitlines():
                print("#", line)
        self.failed += bool(problems)
        sys.stdout.flush()

    def skip(self, name, why):
        self.n += 1
        print("ok", self.n, "-", name, "# SKIP", why)

    def done(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.failed else 0)


class Program:
    """comitia under test: found by its name in PATH, for command lines too.

    COMITIA_WRAPPER, as in "valgrind -q", is put in front of it.
    """

    def __init__(self, path):
        self.folder = tempfile.mkdtemp(prefix="comitia-test-")
        wrapper = os.environ.get("COMITIA_WRAPPER", "")
        script = os.path.join(self.folder, "comitia")
        with open(script, "w", encoding="utf-8") as out:
            out.write("#!/bin/sh\nexec %s %s \"$@\"\n" %
                      (wrapper, shlex.quote(os.path.abspath(path))))
        os.chmod(script, 0o755)
        self.env = dict(os.environ)
        self.env["PATH"] = self.folder + os.pathsep + self.env["PATH"]
        self.env["LC_ALL"] = "C.UTF-8"
        for name in ("NO_COLOR", "COLUMNS"):
            self.env.pop(name, None)

    def run(self, *words, cwd=None, stdin=b""):
        """(exit code, stdout, stderr) of comitia with these words."""
        return self._run(["comitia", *words], False, cwd, stdin, False)

    def shell(self, line, cwd, merged=False):
        """The same of a shell line; merged: stderr goes to stdout."""
        return self._run(line, True, cwd, b"", merged)

    def _run(self, command, shell, cwd, stdin, merged):
        err = subprocess.STDOUT if merged else subprocess.PIPE
        try:
            done = subprocess.run(command, shell=shell, cwd=cwd, input=stdin,
                                  stdout=subprocess.PIPE, stderr=err,
                                  env=self.env, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return None, b"", b"took too long\n"
        return done.returncode, done.stdout, done.stderr or b""

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def read(path):
    """The bytes of a file; none if it does not exist."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def difference(name, want, got):
    """Lines of a unified difference, [] if there is none."""
    if want == got:
        return []
    import difflib
    want, got = (text.decode("utf-8", "backslashreplace").splitlines()
                 for text in (want, got))
    lines = list(difflib.unified_diff(want, got, name, "printed now",
                                      lineterm="", n=2))
    return ["\n".join(lines[:60])] if lines else [f"{name}: line ends differ"]
