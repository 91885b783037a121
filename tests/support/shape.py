"""The shape of every JSON answer, as LANGUAGE, section 16, gives it."""

import math
import re


def text(value):
    return None if isinstance(value, str) else "is no string"


def truth(value):
    return None if isinstance(value, bool) else "is no bool"


def number(value):
    ok = isinstance(value, int) and not isinstance(value, bool)
    return None if ok else "is no whole number"


def exact(value):
    """A rational in lowest terms, as a string: "82", "421/2145"."""
    match = isinstance(value, str) and re.fullmatch(
        r"(-?(?:0|[1-9]\d*))(?:/([1-9]\d*))?", value)
    if not match:
        return "is no exact number"
    if match.group(2) and (match.group(2) == "1" or math.gcd(
            int(match.group(1)), int(match.group(2))) != 1):
        return "is not in lowest terms"
    return None


def decimal(value):
    ok = isinstance(value, str) and re.fullmatch(
        r"-?(0|[1-9]\d*)(\.\d*[1-9])?", value)
    return None if ok else "is no plain decimal"


def day(value):
    ok = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return None if ok else "is no day"


def anything(_):
    return None


def null(value):
    return None if value is None else "is not null"


def maybe(shape):
    return ("maybe", shape)


def one_of(*values):
    return ("one of", values)


def either(*shapes):
    return ("either", shapes)


def map_of(shape):
    return ("map", shape)


def problems(value, shape, path="answer"):
    """What is wrong with `value`, as a list of texts."""
    if callable(shape):
        trouble = shape(value)
        return [f"{path} {trouble}: {value!r}"[:300]] if trouble else []
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{path} is no list"]
        return [p for i, item in enumerate(value)
                for p in problems(item, shape[0], f"{path}[{i}]")]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{path} is no object"]
        # "key?" may be missing; "..." stands for keys that callers ignore.
        needed = {k for k in shape if not k.endswith("?") and k != "..."}
        known = {key.rstrip("?"): inner for key, inner in shape.items()}
        found = [f"{path} lacks {key}" for key in needed - set(value)]
        found += [f"{path} has {key} too" for key in value
                  if key not in known and "..." not in shape]
        return found + [p for key in known if key in value
                        for p in problems(value[key], known[key],
                                          f"{path}.{key}")]
    kind, inner = shape
    if kind == "maybe":
        return [] if value is None else problems(value, inner, path)
    if kind == "one of":
        return [] if value in inner else [f"{path} is {value!r}"]
    if kind == "map":
        if not isinstance(value, dict):
            return [f"{path} is no object"]
        return [p for key in value
                for p in problems(value[key], inner, f"{path}.{key}")]
    tries = [problems(value, option, path) for option in inner]
    return [] if [] in tries else tries[0]


PLACE = {"file": text, "line": number}
CITES = [{"text": text,
          "status": maybe(one_of("verified", "unverified", "illustrative"))}]
NOTE = {"file": text, "line": number, "column": number, "message": text}
DIAGNOSTIC = {
    "code": text,
    "severity": one_of("error", "warning", "note", "failed", "refused"),
    "file": maybe(text), "line": maybe(number), "column": maybe(number),
    "endColumn": maybe(number), "message": text, "help": maybe(text),
    "notes": [NOTE],
}
HEAD = {
    "comitia": one_of("1"), "verb": text, "file": maybe(text),
    "on": maybe(day), "suppose": [text],
    "otherwise": one_of("oppose", "absent", "worst"), "free": [text],
    "answer": one_of("yes", "no", "open", "ill-posed", None), "exit": number,
    "exact": truth, "certified": truth, "rounded": [text],
    "uncertain": [{**PLACE, "text": text}],
    "diagnostics": [DIAGNOSTIC], "more": number,
}

SUBJECT = {"name": text, "title": maybe(text),
           "kind": one_of("act", "outcome", "fact", "choice", "ladder", "step"),
           **PLACE, "cite": CITES}
LITERAL = {"name": text,
           "kind": one_of("act", "outcome", "fact", "choice", "ladder", "step",
                          "vote", "player"),
           "value": either(maybe(truth), text)}
TERM = [LITERAL]
COALITIONS = maybe([[text]])
RESULT = maybe(one_of("passed", "rejected", "no decision"))
STATUS = one_of("certain", "impossible", "open")

WHO_CASES = [{"when": TERM, "force": COALITIONS, "force_total": maybe(exact),
              "block": COALITIONS, "block_total": maybe(exact),
              "alike": maybe([[text]]), "force_kinds": maybe([[exact]]),
              "block_kinds": maybe([[exact]])}]
QUOTA = {
    "text": text, "base": text, "in": maybe(text),
    "direction": one_of("yes", "against", "abstaining", "not against"),
    "compare": one_of("at least", "more than", "at most", "fewer than"),
    "total": exact, "bound": exact, "required": maybe(exact),
}
NEEDS_CASE = {
    "when": TERM, "seats": exact, "members": exact, "vacant": exact,
    "needed": maybe(exact),
    "recorded": maybe({k: exact for k in
                       ("yes", "no", "abstain", "absent", "open")}),
    "missing": maybe(exact), "to_spare": maybe(exact), "result": RESULT,
    "quotas": [QUOTA],
    "quorum": [QUOTA],
    "counted": maybe([{"text": text, "quorum": truth,
                       "compare": maybe(QUOTA["compare"]),
                       "count": maybe(exact), "total": maybe(exact),
                       "bound": maybe(exact), "required": maybe(exact),
                       "holds": maybe(truth), "against": [text]}]),
    "missing_from": maybe([{"player": text,
                            "ballot": one_of("no", "abstain", "absent",
                                             "open"),
                            "seats": exact}]),
    "players": maybe([{"player": text, "seats": exact, "alone": truth,
                       "missing": maybe(exact), "blocks": truth}]),
}
NEEDS = {"subject": SUBJECT, "body": text, "cases": [NEEDS_CASE]}
INDICES = ("swings", "banzhaf", "banzhaf_absolute", "shapley", "deegan_packel",
           "holler", "johnston", "coleman_prevent", "coleman_initiate")
ENDS = {"low": decimal, "high": decimal}
BOUNDED = {"indices": [one_of(*INDICES, "rae", "satisfaction")], "method": text, "why": text,
           "width": decimal, "nodes": maybe(exact), "terms": maybe(exact),
           **{k: maybe(decimal) for k in ("quadrature", "cut", "rounding")}}
POWER_ROW = {"player": text, "count": number, "seats": maybe(exact),
             "free": truth, "swings": maybe(exact),
             **{k: maybe(either(exact, ENDS)) for k in INDICES[1:]},
             "rae?": maybe(either(exact, ENDS)),
             "satisfaction?": maybe(either(exact, ENDS)),
             **{k + "?": maybe(either(exact, ENDS)) for k in (
                 "owen", "banzhaf_owen", "symmetric_banzhaf")},
             **{k: maybe(truth) for k in ("dummy", "veto", "dictator")}}
THREE_ROW = {"player": text, "count": number, "seats": maybe(exact),
             "free": truth,
             **{k + "?": maybe(exact) for k in (
                 "swings", "swings_for", "swings_against", "banzhaf",
                 "banzhaf_absolute")},
             **{k: maybe(truth) for k in ("dummy", "veto", "dictator")}}
CLAIM = {
    "name": text, "option": maybe(text), "kind": text,
    "state": one_of("true", "false", "unknown", "not reported", "chance"),
    "prior": maybe(exact),
    "factor": maybe(either(one_of("infinite"), exact)),
    "posterior": maybe(exact),
    "posterior_from": one_of("prior", "even", "certain", None),
    "naive": maybe(exact), "reports": number, "unweighted": number,
    "origins": [{
        "origin": text, "title": maybe(text),
        "mode": one_of("says", "believes"), "on": maybe(day), "via": [text],
        "value": one_of("yes", "no", "both", "none"), "depth": number,
        "unnamed": truth, "first_party": truth,
        "factor": maybe(either(one_of("infinite"), exact)),
    }],
}
NAMES = maybe([[text]])
TALKS = {
    "name": text, "title": maybe(text), "between": [text],
    "goals": [{"label": maybe(text), "deal": truth, "clashes": NAMES,
               "concessions": NAMES, "best": maybe([map_of(exact)])}],
    "threats": [{"by": text, "kind": one_of("threatens", "promises"),
                 "action": text, "if": maybe(text),
                 "works": map_of(maybe(truth)), "credible": maybe(truth)}],
}
BODIES = [{"name": text, "seats": exact, "members": exact, "vacant": exact,
           "parties": [{"name": text, "seats": exact}]}]
STATE = {"status": STATUS, "result": RESULT, "needed": maybe([TERM]),
         "stopped": maybe([TERM])}
STATES = [{"name": text, "status": STATUS}]
TIMELINE = {
    "start": STATES,
    "steps": [{**PLACE, "from": maybe(day), "to": day, "text": text,
               "uncertain": truth,
               "changes": [{"name": text, "from": STATUS, "to": STATUS}]}],
    "end": STATES,
}

FREQUENCY = {"value": decimal, "low": decimal, "high": decimal}
SAMPLE = {"draws": exact, "confidence": exact, "method": text}

SEATS_RULES = {
    "method": one_of("dhondt", "sainte-lague", "modified-sainte-lague",
                     "modified-sainte-lague-1.2", "adams", "dean",
                     "huntington-hill", "largest-remainder"),
    "quota": one_of("hare", "droop", "hagenbach-bischoff", "imperiali", None),
    "hurdle": maybe({"bound": exact, "unit": one_of("share", "votes"),
                     "compare": one_of("at least", "more than"),
                     "of": one_of("all", "district"),
                     "joint": one_of("list", "alliance", None)}),
}
ENTRY = one_of("passed", "exempt", "base", "out")
TIE = maybe({"seats": exact, "parties": [text], "ways": exact,
             "takers": maybe([[text]])})
DIVISOR = maybe({"low": maybe(exact), "low_squared": maybe(exact),
                 "high": maybe(exact), "high_squared": maybe(exact),
                 "low_decimal": decimal, "high_decimal": maybe(decimal),
                 "example": maybe(exact)})
MEMBERS = [{"name": text, "alliance": truth, "votes": exact,
            "quotient": maybe(exact), "remainder": maybe(exact),
            "seats": maybe(exact), "low": exact, "high": exact}]
JOINT = maybe({"members": MEMBERS,
               "divisions": [{"alliance": text, "within": maybe(text),
                              "seats": exact, "votes": exact, "tie": TIE,
                              "divisor": DIVISOR, "quota": maybe(exact),
                              "members": MEMBERS}],
               "outcomes": maybe({"ways": exact, "list": maybe([[
                   {"party": text, "seats": exact}]])})})
SEATS = {
    **SEATS_RULES, "overhang": one_of("within", "added", None),
    "seats": exact, "house": maybe(exact), "votes": exact, "valid": exact,
    "parties": [{"party": text, "votes": exact, "share": exact, "entry": ENTRY,
                 "base": exact, "seats": maybe(exact), "low": exact,
                 "high": exact}],
    "districts": [{
        "name": maybe(text), "seats": exact, "house": maybe(exact),
        "votes": exact,
        "tie": TIE, "divisor": DIVISOR, "quota": maybe(exact), "joint": JOINT,
        "parties": [{"party": text, "votes": exact, "entry": ENTRY,
                     "base": exact, "quotient": maybe(exact),
                     "remainder": maybe(exact), "by_votes": maybe(exact),
                     "seats": maybe(exact), "low": exact, "high": exact}],
    }],
}
POLL = {
    **SEATS_RULES, "seats": exact, "majority": exact, "size": exact,
    "sum": exact, "others": exact,
    "sample": {**SAMPLE, "without_seats": exact, "lots": exact,
               "parties": [{"party": text, "share": exact, "asked": exact,
                            "enters": FREQUENCY,
                            "seats": {"median": exact, "low": exact,
                                      "high": exact}}],
               "coalitions": [{"parties": [text], "majority": FREQUENCY,
                               "minimal": FREQUENCY}]},
}

# power --ballots three
THREE = {"subject": SUBJECT, "ballots": one_of("three"),
         "cases": [{"when": TERM, "players": number, "ways": maybe(exact),
                    "winning": maybe(exact), "indices": [THREE_ROW],
                    "sample?": {**SAMPLE, "players": [
                        {"player": text, "count": number,
                         "banzhaf_absolute": FREQUENCY}]}}]}

VERBS = {
    "check": {"passed": number, "failed": number,
              "expects": [{**PLACE, "text": text, "holds": truth,
                           "found": text}]},
    "status": {"read": number, "last": maybe(day), "bodies": BODIES,
               "subjects": [{"subject": SUBJECT, **STATE}]},
    "needs": NEEDS,
    "can": {"who": [text], "groups?": [{"group": text, "players": [text]}],
            "action": one_of("force", "block"),
            "subject": SUBJECT, "cases": [{"when": TERM, "value": truth}]},
    "who": {"subject": SUBJECT, "players": [text], "cases": WHO_CASES,
            "always": {"force": COALITIONS, "block": COALITIONS,
                       "alike": maybe([[text]]),
                       "force_kinds": maybe([[exact]]),
                       "block_kinds": maybe([[exact]])}},
    "power": {"subject": maybe(SUBJECT),
              "cases": [{"when": TERM, "players": number,
                         "coalitions": maybe(exact), "winning": maybe(exact),
                         "minimal_winning": maybe(exact),
                         "minimal_blocking": maybe(exact),
                         "coleman_collective?": maybe(exact),
                         "bounds?": [BOUNDED],
                         "indices": [POWER_ROW],
                         "order?": maybe({"complete": truth,
                                          "ranks": [[text]],
                                          "dominates": [[text]]}),
                         "unions?": [{"players": [text],
                                      "owen?": maybe(exact),
                                      "symmetric_banzhaf?": maybe(exact)}],
                         "sample?": {**SAMPLE, "players": [
                             {"player": text, "count": number,
                              "banzhaf_absolute?": FREQUENCY,
                              "shapley?": FREQUENCY}]}}]},
    "chance": {"subject": SUBJECT, "low": maybe(exact), "high": maybe(exact),
               "low_decimal": maybe(decimal), "high_decimal": maybe(decimal),
               "free_variables": [text],
               "importance?": [{"name": text, "kind": one_of("fact", "act"),
                                "option": maybe(text),
                                "given": maybe(exact),
                                "given_decimal": decimal,
                                "importance": maybe(exact),
                                "importance_decimal": maybe(decimal),
                                "criticality": maybe(exact),
                                "criticality_decimal": maybe(decimal)}],
               "sample?": {**SAMPLE, **FREQUENCY}},
    "belief": {"claims": [CLAIM]},
    "deal": {"talks": [TALKS]},
    "timeline": TIMELINE,
    "brief": {"title": maybe(text), "read": number, "last": maybe(day),
              "bodies": BODIES,
              # What a limit leaves out is null.
              "outcomes": [{"subject": SUBJECT, **STATE, "status": maybe(STATUS),
                            "who": maybe(WHO_CASES)}],
              "acts": [{**NEEDS, "cases": maybe([NEEDS_CASE])}],
              "timeline": maybe(TIMELINE), "beliefs": maybe([CLAIM]),
              "talks": maybe([TALKS]),
              "cites": [{"text": text, "status": anything, **PLACE}]},
    "why": {"subject": SUBJECT, "status": STATUS, "reasons": maybe([TERM])},
    "how": {"subject": SUBJECT, "status": STATUS, "changes": maybe([TERM])},
    "diff": {"old": text, "changes": [
        {"subject": text, "title": maybe(text), "kind": text, "when": TERM,
         "what": one_of("added", "removed", "status", "result", "chance",
                        "needed", "missing", "to_spare", "cases", "voter",
                        "alone", "blocks", "short", "force", "block",
                        "force_total", "block_total", "state", "posterior",
                        "reports", "deal"),
         "player": maybe(text), "old": anything, "new": anything}]},
    "sweep": {"asks": one_of("can", "chance", "needs", "power", "status",
                             "who"),
              "columns": [text], "rows": [[maybe(text)]]},
    "seats": SEATS,
    "poll": POLL,
    "explain": {"code": text, "severity": text, "title": text, "wrong": text,
                "right": text},
    "show": {"declarations": [{"kind": text, "name": maybe(text),
                               "title": maybe(text), "colour": maybe(text),
                               **PLACE, "cite": CITES}],
             # For fronts that draw; told after what the page promises.
             "bodies?": anything, "acts?": anything, "facts?": anything,
             "outcomes?": anything, "ladders?": anything,
             "sources?": anything, "reports?": anything, "talks?": anything},
}


def answer_problems(answer, verb):
    """What is wrong with a whole answer to `verb`, [] if nothing is."""
    if not isinstance(answer, dict):
        return ["the answer is no object"]
    found = []
    if list(answer)[:len(HEAD)] != list(HEAD):
        found.append(f"the head is {list(answer)[:len(HEAD)]}")
    head = {**HEAD, "vary": [text]} if "vary" in answer else HEAD
    if "verified" in answer:
        answer = dict(answer)
        found += problems(answer.pop("verified"),
                          maybe({"method": text, "agrees": truth}), "verified")
    bare = answer.get("exit") in (4, 64, 65, 69) and verb != "check"
    if "each" in answer:
        cases = [{"value": either(truth, text), "answer": anything}]
        shape = {**head, "each": text, "cases": cases}
        for case in answer.get("cases", []):
            found += answer_problems(case.get("answer"), verb)
    elif bare and set(answer) == set(head):
        shape = head
    else:
        shape = {**head, **(THREE if "ballots" in answer else VERBS[verb])}
    if answer.get("verb") != verb:
        found.append(f"verb is {answer.get('verb')!r}")
    return found + problems(answer, shape)
