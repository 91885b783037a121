"""verbs.py of the Python package, from the table of verbs and options."""

import os
import re
import textwrap

TEXT = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
VERB = re.compile(r'\{"(\w+)",\s*(\w+),\s*(%s),\s*(%s),' % (TEXT, TEXT))
OPTION = re.compile(r'\{"([\w-]+)",\s*(?:0|\'.\'),\s*CLI_\w+,\s*(NULL|%s),'
                    r'([^"{}]+),\s*CLI_IN_\w+,\s*(?:NULL|%s),\s*(%s)\}'
                    % (TEXT, TEXT, TEXT))
MACRO = re.compile(r"^#define (\w+)\s+((?:.*\\\n)*.*)$", re.M)

# What the value of an option is called in the table, as a type of Python. A new word
# has to be given a type here.
TYPES = {
    "DATE": "Day | None", "WHAT": "Names | None", "FACT": "str", "PARTY|all":
    "Names | None", "LIST": "Names | None", "A+B,C+D|groups": "Unions | None",
    "N": "int | None", "STEPS": "int | None", "SIZE": "int | str | None",
    "[=DIGITS]": "bool | int", "Q": "Amount | None", "COLUMN": "str | None",
    "TABLE": "Table | None", "METHOD": "str", "A+B": "Unions | None",
    "A+B,C+D": "Unions | None",
    "NAME": "str | None", "ID": "str | None", "WHAT=COLUMN":
    "Mapping[str, str] | None", "COLUMN=VALUE": "Mapping[str, Any] | None",
}
# Where one verb means something else by it, or Python has more for it.
OTHER_TYPES = {
    "suppose": "Suppositions | None", ("seats", "base"):
    "Mapping[str, int] | str | None", ("sweep", "vary"): "Names",
    ("seats", "seats"): "Amount | None", ("poll", "seats"): "Amount",
    ("poll", "size"): "int", "majority": "Amount | None", "valid": "Amount | None",
    "exempt": "Names | None", "base-exempts": "Amount | None",
    ("seats", "quota"): "str | None", ("poll", "quota"): "str | None",
    ("power", "quota"): "Amount | None", "members": "bool",
}
# A column of a table says so.
NAMES = {"weight": "weight_column", "name": "name_column", "votes": "votes_column",
         "district": "district_column", "coalition": "coalitions",
         "column": "columns"}
# Printing is done by methods of the answers; a terminal is no part of Python.
NOT_TAKEN = {"dot", "svg", "format", "json", "max", "output", "color", "quiet",
             "version", "help"}
# With these a weighted rule stands in the words, not in a model.
QUICK = {"quota", "more-than", "csv", "weight", "name", "unions-column", "where"}
NOT_QUICK = {"on", "suppose", "vary", "each", "free", "otherwise", "strict",
             "ballots"}
NO_MODEL = {"fmt", "page", "watch", "lsp", "help", "completions"}

# What a verb is asked about, and an example that the tests run.
MODEL_VERBS = {
    "check": ("", "", """
        >>> model.check().passed
        2"""),
    "brief": ("", "", """
        >>> print(model.brief().outcomes)
        ()"""),
    "status": ("*about: str", "names=list(about)", """
        >>> print(model.status("Lift").subjects[0].status)
        open"""),
    "needs": ("act: str", "names=[act]", """
        >>> print(model.needs("Lift").cases[0].needed)
        82
        >>> for reading, needs in model.needs("Lift", each="Reading"):
        ...     print(reading, needs.cases[0].result)
        Defence rejected
        Court passed"""),
    "can": ('who: Names, action: Literal["force", "block"], name: str',
            'who=names(who), names=[name],\n            '
            'block=one_of("action", action, ("force", "block")) == "block"', """
        >>> bool(model.can("CNRP", "block", "Lift", suppose={"Reading": "Defence"}))
        True"""),
    "who": ("name: str", "names=[name]", """
        >>> model.who("Lift", on="2016-01").cases[0].force
        (('CPP', 'CNRP'),)"""),
    "power": ("name: str", "names=[name]", """
        >>> power = model.power("Lift", on="2016-01", index="shapley")
        >>> for row in power.cases[0].indices:
        ...     print(row.player, row.shapley)
        CPP 1/2
        CNRP 1/2"""),
    "chance": ("name: str", "names=[name]", """
        >>> rain = comitia.Model("fact Rain 1/3 fact Wind 1/2 "
        ...                      "outcome Storm when Rain and Wind")
        >>> print(rain.chance("Storm").low)
        1/6"""),
    "belief": ("*claims: str", "names=list(claims)", """
        >>> model.belief().claims[0].state
        'not reported'"""),
    "deal": ("talks: str | None = None", "names=[talks] if talks else []", """
        >>> model.deal().talks
        ()"""),
    "timeline": ("", "", """
        >>> print(model.timeline().steps[0].text)
        on 2016-05-30 Assembly voted Lift: CPP 68 yes, CNRP absent"""),
    "why": ("name: str", "names=[name]", """
        >>> model.why("Lift").reasons
        ()"""),
    "how": ("name: str", "names=[name]", """
        >>> model.how("Lift").status
        'open'"""),
    "show": ("", "", """
        >>> [declared.name for declared in model.show().declarations][:3]
        ['Assembly', 'CPP', 'CNRP']"""),
    "diff": ("newer: Model", "newer=newer", """
        >>> newer = comitia.Model(str(model).replace("CPP  68", "CPP  83")
        ...                       .replace("CNRP 55", "CNRP 40")
        ...                       .replace("CPP 68 yes", "CPP 83 yes"))
        >>> change = model.diff(newer).changes[0]
        >>> change.what, change.old, change.new
        ('result', 'rejected', 'passed')"""),
    "sweep": ("verb: Literal[\"can\", \"chance\", \"needs\", \"power\", \"status\", "
              "\"who\"], *about: str, who: Names = (), action: "
              "Literal[\"force\", \"block\"] = \"force\"",
              "asks=verb, names=list(about), who=names(who),\n            "
              'block=one_of("action", action, ("force", "block")) == "block"', """
        >>> swept = model.sweep("needs", "Lift", vary="quota Lift#1 50%..75% step 5%",
        ...                     suppose="Reading=Defence")
        >>> [int(row["needed"]) for row in swept.records()]
        [62, 68, 74, 80, 87, 93]"""),
}


def joined(text):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace('\\"', '"')


class Words(dict):
    def __missing__(self, word):
        return word


# What the command line says otherwise.
WORDING = {"may be given several times": "one text or several",
           "; exit 70 if they differ": "; raises BugError if they differ",
           ", with commas": ""}


def worded(help):
    for ours, said in WORDING.items():
        help = help.replace(ours, said)
    return help


def tables(root):
    """{verb: help} and [(option, value, verbs, help)] of command/options.c."""
    with open(os.path.join(root, "command", "options.c"), encoding="utf-8") as file:
        text = file.read()
    place = Words(V=lambda verb: frozenset([verb]))
    for name, meaning in MACRO.findall(text):
        if name != "V":
            place[name] = eval(meaning.replace("\\\n", " "), {}, place)
    verbs = {ident: (name, joined(help)) for name, ident, _, help in
             VERB.findall(text.partition("cli_options[]")[0])}
    options = [(name, None if value == "NULL" else joined(value),
                {verbs[ident][0] for ident in eval(ids.strip(), {}, place)},
                joined(help)) for name, value, ids, help in
               OPTION.findall(text.partition("cli_options[]")[2])]
    written = text.partition("cli_options[]")[2].partition("};")[0].count("{\"")
    assert len(options) == written, "a row of the table could not be read"
    return dict(verbs.values()), options


class Parameter:
    def __init__(self, verb, row):
        option, value, _, help = row
        self.help = worded(help)
        self.name = NAMES.get(option, option.replace("-", "_"))
        self.kind = OTHER_TYPES.get((verb, option)) or OTHER_TYPES.get(option)
        if not self.kind and value is None:
            self.kind = "bool"
        if not self.kind and re.fullmatch(r"[a-z]+(\|[a-z]+)+", value):
            words = ", ".join(f'"{word}"' for word in value.split("|"))
            self.kind = f"Literal[{words}] | None"
        if not self.kind:
            assert value in TYPES, f"--{option} {value}: which type of Python? TYPES"
            self.kind = TYPES[value]

    @property
    def text(self):
        default = " = False" if self.kind.startswith("bool") else \
            " = None" if self.kind.endswith("| None") else ""
        return f"{self.name}: {self.kind}{default}"


PROGRESS = "progress: Progress | None = None"
PROGRESS_HELP = ("called with (what, steps, limit) now and then; true stops the "
                 "question, \"enough\" takes what is proved by then")


def parameters(verb, options, left_out):
    found = [Parameter(verb, row) for row in options
             if verb in row[2] and row[0] not in NOT_TAKEN | left_out]
    return sorted(found, key=lambda one: " = " in one.text)


def filled(head, parts, tail):
    """head(part, part, ...)tail in lines of at most 88 columns."""
    lines, indent = [], " " * (head.index("(", head.index("def")) + 1)
    now = head
    for i, part in enumerate(parts):
        part += "," if i + 1 < len(parts) else tail
        if len(now) + len(part) + 1 > 88 and now.strip() and now != head:
            lines.append(now)
            now = indent
        now += part if now in (head, indent) else " " + part
    return "\n".join([*lines, now])


def documented(help, example, found, indent):
    pad = " " * indent
    lines = [f'{pad}"""{help[0].upper()}{help[1:]}.']
    if example:
        lines += ["", textwrap.indent(textwrap.dedent(example).strip("\n"), pad)]
    lines.append("")
    for one, said in [(one.name, one.help) for one in found] + [
            ("progress", PROGRESS_HELP)]:
        lines += textwrap.wrap(f"{one}: {said}", 88 - indent, initial_indent=pad,
                               subsequent_indent=pad + "    ",
                               break_on_hyphens=False)
    return "\n".join([*lines, f'{pad}"""'])


def given(found):
    names = [one.name for one in found] + ["progress"]
    return textwrap.wrap(", ".join(f"{name}={name}" for name in names), 72)


def method(verb, help, options):
    about, fields, example = MODEL_VERBS[verb]
    found = parameters(verb, options, QUICK if verb in ("power", "sweep") else set())
    has_each = any(one.name == "each" for one in found)
    rest = [one for one in found if one.name != "each"]
    first = ["self"] + ([about] if about else [])
    star = [] if "*" in about else ["*"]
    result = verb.capitalize()
    texts = [one.text for one in rest] + [PROGRESS]
    parts = []
    if has_each:
        for each, gives in (("each: None = None", result),
                            ("each: str", f"Each[results.{result}]")):
            gives = gives if gives.startswith("Each") else f"results.{gives}"
            parts.append("    @overload\n" + filled(
                f"    def {verb}(", [*first, *star, each, *texts], f") -> {gives}: ..."))
    every = [*first, *star, *(["each: str | None = None"] if has_each else []), *texts]
    parts.append(filled(f"    def {verb}(", every,
                        f") -> {'Any' if has_each else 'results.' + result}:"))
    parts.append(documented(help, example, found, 8))
    words = given(found)
    kind = "Any" if has_each else f"results.{result}"
    body = [f'        answer: {kind} = self._ask("{verb}", dict(', *(
        f"            {line}" for line in words)]
    body[-1] += ")" + (f",\n            {fields}" if fields else "") + ")"
    return "\n".join([*parts, *body, "        return answer"]) + "\n"


FUNCTIONS = {
    "power": ("power", "weights: Weights | None = None",
              'quick("power", weights, dict(', NOT_QUICK, """
        >>> rule = comitia.power({"A": 4, "B": 3, "C": 2}, more_than="1/2")
        >>> [(row.player, str(row.banzhaf)) for row in rule.cases[0].indices]
        [('A', '1/3'), ('B', '1/3'), ('C', '1/3')]"""),
    "sweep": ("sweep", "weights: Weights | None = None",
              'quick("sweep", weights, dict(', NOT_QUICK, """
        >>> swept = comitia.sweep([3, 2, 1], quota="50%..100% step 25%",
        ...                       index="banzhaf")
        >>> [str(row["banzhaf 1"]) for row in swept.records()]
        ['3/5', '1/2', '1/3']"""),
    "seats": ("seats", "votes: Votes | None = None", 'of_votes("seats", votes, dict(',
              set(), """
        >>> house = comitia.seats({"Green": 4100, "Blue": 3300, "Gold": 1600},
        ...                       method="dhondt", seats=10)
        >>> {party.party: int(party.seats) for party in house.parties}
        {'Green': 5, 'Blue': 4, 'Gold': 1}"""),
    "poll": ("poll", "shares: Votes | None = None", 'of_votes("poll", shares, dict(',
             set(), """
        >>> poll = comitia.poll({"A": "45%", "B": "35%", "C": "20%"}, size=1000,
        ...                     method="sainte-lague", seats=100, coalitions="A+B")
        >>> print(poll.sample.coalitions[0].majority.value)
        1"""),
    "explain": ("explain", "code: str", 'about_code(code, dict(', set(), """
        >>> comitia.explain("C0104").title
        'a quota without a base'"""),
}
FUNCTION_TYPES = {"power": "Power", "sweep": "Sweep", "seats": "Seats",
                  "poll": "Poll", "explain": "Explain"}
IMPORTS = {
    "csv": ("a table of parties, members or ballots as a model", {"vote", "country"}),
    "popolo": ("Popolo (JSON) as a model", {"country", "column", "where",
                                             "act"}),
    "parlgov": ("ParlGov's view_election or view_cabinet as a model",
                {"vote", "body", "act", "members", "column"}),
}


def function(verb, help, options):
    name, about, call, left_out, example = FUNCTIONS[verb]
    found = parameters(verb, options, left_out)
    if verb == "power":
        help = "the power indices of a weighted rule: names and weights, or weights"
    if verb == "sweep":
        help = "the power of a weighted rule for every quota"
    texts = [one.text for one in found] + [PROGRESS]
    words = given(found)
    words[-1] += "))"
    return "\n".join([
        filled(f"def {name}(", [about, "*", *texts],
               f") -> results.{FUNCTION_TYPES[verb]}:"),
        documented(help, example, found, 4),
        f"    answer: results.{FUNCTION_TYPES[verb]} = {call}",
        *(f"        {line}" for line in words), "    return answer"]) + "\n"


def importer(kind, options):
    help, left_out = IMPORTS[kind]
    found = [Parameter("import", row) for row in options if "import" in row[2]
             and row[0] not in NOT_TAKEN | left_out | {"memory"}]
    texts = [one.text for one in found]
    pad = " " * 4
    lines = [f'{pad}"""{help[0].upper()}{help[1:]}.', "",
             f"{pad}data: a path, the text itself as bytes" + (
                 ", or a DataFrame" if kind != "popolo" else "")]
    for one in found:
        lines += textwrap.wrap(f"{one.name}: {one.help}", 84, initial_indent=pad,
                               subsequent_indent=pad * 2, break_on_hyphens=False)
    named = ", ".join(f"{one.name}={one.name}" for one in found)
    return "\n".join([
        filled(f"def import_{kind}(", ["data: Table", "*", *texts], ") -> Model:"),
        *lines, f'{pad}"""',
        *textwrap.wrap(f'return imported("{kind}", data, dict({named}))', 84,
                       initial_indent=pad, subsequent_indent=pad * 2)]) + "\n"


HEAD = '''"""Every verb of the program, with the options that it takes there.

Made by tools/python_api.py of command/options.c, the one table of verbs and options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Mapping, overload

from . import results
from .core import Progress
from .each import Each
from .importing import imported
from .options import Amount, Day, Names, Suppositions, Unions, names, one_of
from .rules import about_code, of_votes, quick
from .sources import Table, Votes, Weights

if TYPE_CHECKING:
    from .models import Model

'''


def text(root):
    verbs, options = tables(root)
    unknown = set(verbs) - set(MODEL_VERBS) - set(FUNCTIONS) - NO_MODEL - {"import"}
    assert not unknown, f"no method for {unknown}"
    parts = ["class Verbs:\n"
             '    """The questions about a model. Their options are those of the '
             'program."""\n\n'
             "    def _ask(self, verb: str, options: Mapping[str, Any],\n"
             "             **fields: Any) -> Any:\n"
             "        raise NotImplementedError\n\n" +
             "\n".join(method(verb, verbs[verb], options)
                       for verb in verbs if verb in MODEL_VERBS)]
    parts += [function(verb, verbs[verb], options) for verb in FUNCTIONS]
    parts += [importer(kind, options) for kind in IMPORTS]
    return HEAD + "\n" + "\n\n".join(parts)
