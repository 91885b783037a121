"""comitia with a terminal of its own."""

import os
import pty
import re
import select
import subprocess
import time


class Terminal:
    """comitia with a terminal of its own for the three streams."""

    def __init__(self, program, root, words, columns=80, **env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(root)
            os.environ.update(program.env)
            os.environ.update({"TERM": "xterm", **env})
            subprocess.run(["stty", "cols", str(columns), "rows", "24",
                            "-onlcr"], check=False)
            os.execvpe("comitia", ["comitia", *words], os.environ)

    def read(self, seconds):
        """What it prints in that time, or until it ends."""
        return self.wait_for(None, seconds)

    def wait_for(self, pattern, seconds=90):
        """What it prints until the pattern (bytes) is in it, or it ends."""
        text, end = b"", time.monotonic() + seconds
        while not (pattern and re.search(pattern, text)):
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                break
            try:
                piece = os.read(self.fd, 65536)
            except OSError:  # nobody has the terminal any more
                break
            if not piece:
                break
            text += piece
        return text

    def exit(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def has_terminals():
    try:
        for fd in pty.openpty():
            os.close(fd)
    except OSError:
        return False
    return True
