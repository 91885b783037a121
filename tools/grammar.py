#!/usr/bin/env python3
"""Writes what editors colour from the words of the language: grammar.py ROOT

The words come from src/lang/parse/words.h and those that begin a declaration from
src/lang/parse/words.c, so that an editor colours what the parser knows: a TextMate
grammar and a syntax file of Vim. With --check nothing is written; the exit code
says whether the files are up to date.
"""

import json
import os
import re
import sys

TEXTMATE = "editors/vscode/syntaxes/comitia.tmLanguage.json"
VIM = "editors/vim/syntax/comitia.vim"

# What a word does, for its colour; every other word is a keyword.
BALLOTS = "absent abstain no yes".split()
VALUES = "true false unknown half".split()
STATES = "certain failed happened impossible open passed possible rejected".split()
BASES = "cast members present seats votes".split()
LOGIC = "and before if not or otherwise then unless when".split()
STATUS = "verified unverified illustrative".split()


def words_of(root):
    """(reserved, contextual, declaring) words, each in their order."""
    with open(os.path.join(root, "src/lang/parse/words.h"), encoding="utf-8") as file:
        head = file.read()
    with open(os.path.join(root, "src/lang/parse/words.c"), encoding="utf-8") as file:
        body = file.read()
    text = dict(re.findall(r'X\((\w+), "([^"]+)"\)', head))
    lists = re.split(r"#define CM_\w+_LIST\(X\)", head)[1:]
    reserved, contextual = (re.findall(r'X\(\w+, "([^"]+)"\)', one)
                            for one in lists[:2])
    declares = body[body.index("bool cm_word_declares"):]
    declaring = [text[word] for word in
                 re.findall(r"case CM_W_(\w+):", declares)]
    return reserved, contextual, declaring


def choice(words):
    """A pattern of whole words; - is a letter of names."""
    return (r"(?<![\w-])(?:" + "|".join(sorted(words)) + r")(?![\w]|-\w)")


# The words before a name that is declared.
NAMED = ("body actor act fact outcome ladder source talks party member group "
         "point").split()

# Scopes of TextMate, and what Vim calls such a thing.
VIM_GROUPS = {"constant.language.ballot": ("Ballot", "Constant"),
              "constant.language": ("Value", "Boolean"),
              "constant.language.state": ("State", "Constant"),
              "support.type.base": ("Base", "Type"),
              "keyword.operator.word": ("Logic", "Operator"),
              "storage.modifier": ("Status", "StorageClass"),
              "keyword.other": ("Word", "Keyword"),
              "keyword.other.contextual": ("Word", "Keyword")}


def groups_of(reserved, contextual):
    """Scope -> words."""
    groups = {"constant.language.ballot": BALLOTS,
              "constant.language": VALUES,
              "constant.language.state": STATES,
              "support.type.base": BASES,
              "keyword.operator.word": LOGIC,
              "storage.modifier": STATUS}
    known = {word for words in groups.values() for word in words}
    assert known <= set(reserved + contextual), known
    groups["keyword.other"] = [w for w in reserved if w not in known]
    groups["keyword.other.contextual"] = [w for w in contextual
                                          if w not in known]
    return groups


def grammar(root):
    reserved, contextual, declaring = words_of(root)
    groups = groups_of(reserved, contextual)
    name = r"[A-Za-zÀ-￿][\wÀ-￿]*(?:-[\wÀ-￿]+)*"
    patterns = [
        {"name": "comment.line.number-sign.comitia", "match": "#.*$"},
        {"name": "string.quoted.double.comitia", "match": '"[^"\\n]*"'},
        {"name": "invalid.illegal.comitia", "match": '"[^"\\n]*$'},
        {"match": rf"^({'|'.join(sorted(set(NAMED) & set(declaring)))})\s+({name})",
         "captures": {"1": {"name": "keyword.control.declaration.comitia"},
                      "2": {"name": "entity.name.type.comitia"}}},
        {"match": rf"(?<![\w-])({'|'.join(sorted(set(NAMED) - set(declaring)))})\s+({name})",
         "captures": {"1": {"name": "keyword.other.comitia"},
                      "2": {"name": "entity.name.type.comitia"}}},
        {"name": "keyword.control.declaration.comitia",
         "match": "^" + choice(declaring)},
        {"name": "constant.numeric.date.comitia",
         "match": r"\b\d{4}-\d{2}(?:-\d{2})?\b"},
        {"name": "constant.numeric.comitia",
         "match": r"\b\d[\d_]*(?:\.\d+|/\d[\d_]*)?%?"},
        {"name": "punctuation.separator.comitia", "match": r"\.\.|[,:]"},
        {"name": "punctuation.section.parens.comitia", "match": "[()]"},
    ]
    patterns += [{"name": scope + ".comitia", "match": choice(words)}
                 for scope, words in groups.items()]
    return {"name": "comitia", "scopeName": "source.comitia",
            "fileTypes": ["comitia"], "patterns": patterns}


def vim(root):
    reserved, contextual, declaring = words_of(root)
    lines = ['" Colours of .comitia; written by tools/grammar.py.',
             "if exists('b:current_syntax')", "  finish", "endif", "",
             '" - and every letter belong to names.',
             "syntax iskeyword @,48-57,_,-,192-255"]
    # A keyword of Vim comes before any match; words that begin a declaration
    # or stand before a name are both, so they are matches.
    matched = set(declaring) | set(NAMED)
    for scope, words in groups_of(reserved, contextual).items():
        group = "comitia" + VIM_GROUPS[scope][0]
        for word in sorted(set(words) & matched):
            lines.append(rf"syntax match {group} /\<{word}\>/")
        lines.append(f"syntax keyword {group} " +
                     " ".join(sorted(set(words) - matched)))
    lines += [
        r"syntax match comitiaDeclares /^\%(" +
        r"\|".join(sorted(declaring)) + r"\)\>/",
        r"syntax match comitiaName /\%(\<\%(" +
        r"\|".join(sorted(set(NAMED) - set(declaring))) +
        r"\)\s\+\)\@<=[^ \t,:.#\"()0-9][^ \t,:.#\"()]*/",
        r"syntax match comitiaName /\%(^\%(" +
        r"\|".join(sorted(set(NAMED) & set(declaring))) +
        r"\)\s\+\)\@<=[^ \t,:.#\"()0-9][^ \t,:.#\"()]*/",
        r"syntax match comitiaNumber /\<\d[0-9_]*\%(\.\d\+\|\/\d[0-9_]*\)\?%\?/",
        r"syntax match comitiaDate /\<\d\{4}-\d\d\%(-\d\d\)\?\>/",
        r'syntax region comitiaTitle start=/"/ end=/"/ oneline',
        "syntax match comitiaComment /#.*$/ contains=@Spell", ""]
    links = dict(VIM_GROUPS.values(), Declares="Statement", Name="Identifier",
                 Number="Number", Date="Number", Title="String",
                 Comment="Comment")
    lines += [f"highlight default link comitia{group} {to}"
              for group, to in links.items()]
    return "\n".join(lines + ["", "let b:current_syntax = 'comitia'"]) + "\n"


def main():
    check = "--check" in sys.argv
    root = [word for word in sys.argv[1:] if word != "--check"][0]
    texts = {TEXTMATE: json.dumps(grammar(root), indent=2,
                                  ensure_ascii=False) + "\n",
             VIM: vim(root)}
    same = True
    for name, text in texts.items():
        path = os.path.join(root, name)
        if not check:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        with open(path, encoding="utf-8") as file:
            same &= file.read() == text
    sys.exit(not same)


if __name__ == "__main__":
    main()
