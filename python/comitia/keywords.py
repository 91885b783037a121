"""Ways out that name options of the command line, in the words of Python."""

from __future__ import annotations

import re

OPTION = re.compile(
    r"""--([a-z]+(?:-[a-z]+)*)
        (?: (=|\ (?=[A-Z0-9"]|[a-z-]+\|)) | \ (worst|absent|oppose) )?""", re.X)


def keywords(text: str) -> str:
    """--more-than Q is more_than=Q, --otherwise worst is otherwise="worst".

    >>> keywords("--limit STEPS and --memory SIZE give more; --suppose narrows it")
    'limit=STEPS and memory=SIZE give more; suppose narrows it'
    >>> keywords("ask with --otherwise worst; --quota hare|droop; --csv TABLE")
    'ask with otherwise="worst"; quota=hare|droop; csv=TABLE'
    """
    def keyword(option: re.Match[str]) -> str:
        name = option[1].replace("-", "_")
        return f'{name}="{option[3]}"' if option[3] else \
            name + ("=" if option[2] else "")
    return OPTION.sub(keyword, text)
