"""A real shell with a terminal of its own, to type and to paste into."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

PROMPT = "ready> "
BASH = ["bash", "--norc", "--noprofile", "-i"]
# Colours, and what a line editor sends to move, clear and mark a paste.
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07")


class Shell:
    """A shell of 80 columns in `folder`; it reads no start files of a user."""

    def __init__(self, folder, env=None, setup="", words=BASH):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            kept = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm",
                    "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null",
                    "HISTFILE": "", **(env or {})}
            os.execvpe(words[0], words, kept)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, 80, 0, 0))
        self.started = self.run(f"PS1='{PROMPT}' PS2='> '\n{setup}\n")

    def write(self, text):
        """Types the text, and takes what is printed meanwhile."""
        data, printed = text.encode(), b""
        while data:
            read, write, _ = select.select([self.fd], [self.fd], [], 10)
            if read:
                printed += self._piece()
            elif write:
                data = data[os.write(self.fd, data[:256]):]
            else:
                break
        return printed

    def _piece(self):
        try:
            return os.read(self.fd, 65536)
        except OSError:  # nobody has the terminal any more
            return b""

    def read_to(self, pattern, seconds=60, text=b""):
        """`text` and what is printed, until the pattern (bytes) is in it."""
        end = time.monotonic() + seconds
        while not re.search(pattern, text, re.S):
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                break
            piece = self._piece()
            if not piece:
                break
            text += piece
        return text

    def run(self, text, bracketed=False):
        """Pastes whole lines; what is on the screen when all of it has run.

        bracketed: as a terminal does that says where a paste begins and ends;
        then the lines run once Return is pressed.
        """
        if bracketed:
            text = "\x1b[200~" + text.rstrip("\n") + "\x1b[201~\n"
        printed = self.write(text)
        # The marks come apart in what is typed, together in what is printed.
        printed += self.write("echo 'all of it '\"has run\"\n")
        end = b"all of it has run.*" + PROMPT.encode()
        return plain(self.read_to(end, text=printed))

    def tab(self, line):
        """What bash makes of a line when Tab is pressed twice."""
        printed = self.write(line + "\t\t")
        printed = self.read_to(b"\0", 0.5, printed)
        self.write("\x15")  # and nothing of it stays
        return plain(printed)

    def close(self):
        """Ends it; True if it was still there to be ended."""
        self.write("exit\n")
        try:
            end = time.monotonic() + 10
            while time.monotonic() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return True
                self.read_to(b"\0", 0.05)
            os.kill(self.pid, signal.SIGHUP)
            os.waitpid(self.pid, 0)
            return False
        finally:
            os.close(self.fd)


def plain(printed):
    """Lines without colours and movements."""
    text = printed.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return CONTROL.sub("", text).replace("\r", "")
