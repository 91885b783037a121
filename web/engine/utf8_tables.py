#!/usr/bin/env python3
"""Makes the tables of utf8proc small: utf8_tables.py FOLDER OUT_C OUT_DATA

Four fifths of them are for what the engine never asks (categories, case folding,
composition), yet a page would carry them. What stays: the width of a code point,
where letters end, lower case, combining classes and canonical decomposition.
utf8proc.c is copied as it is, beside the small utf8proc_data.c that it includes.
"""

import re
import shutil
import sys

NONE = "UINT16_MAX"
POINTS = 0x110000

# Fields of a property by their place (utf8proc.h).
(CATEGORY, COMBINING, BIDI, DECOMPOSITION_TYPE, DECOMPOSED, FOLDED, UPPER, LOWER,
 TITLE, COMPOSED, MIRRORED, EXCLUDED, IGNORABLE, CONTROL) = range(14)
UNUSED = {CATEGORY: "0", BIDI: "0", FOLDED: NONE, UPPER: NONE, TITLE: NONE,
          COMPOSED: NONE, MIRRORED: "false", EXCLUDED: "false",
          IGNORABLE: "false", CONTROL: "false"}


def table(text, name):
    """The text between the braces of an array."""
    return re.search(r"utf8proc_%s\[\] = \{(.*?)\n?\};" % name, text,
                     re.DOTALL).group(1)


def numbers(text, name):
    return [int(n) for n in re.findall(r"\d+", table(text, name))]


def properties(text):
    rows = re.findall(r"\{([^{}]*)\}", table(text, "properties"))
    return [tuple(field.strip() for field in row.split(",")) for row in rows]


class Sequences:
    """Code points in UTF-16, each sequence once."""

    def __init__(self, old):
        self.old, self.new, self.at = old, [], {}

    def units(self, at, n_points):
        end = at
        for _ in range(n_points):
            end += 2 if self.old[end] & 0xFC00 == 0xD800 else 1
        return tuple(self.old[at:end])

    def keep(self, units):
        if units not in self.at:
            self.at[units] = len(self.new)
            self.new.extend(units)
        return self.at[units]

    def decomposition(self, index):
        """An index whose two high bits say how many follow the first."""
        at, more = index & 0x3FFF, index >> 14
        if more < 3:
            return self.keep(self.units(at, more + 1)) | more << 14
        length = self.old[at]
        return self.keep((length, *self.units(at + 1, length + 1))) | 3 << 14


def reduced(row, sequences):
    row = list(row)
    for place, value in UNUSED.items():
        row[place] = value
    if row[DECOMPOSITION_TYPE] != "0": # a compatibility decomposition
        row[DECOMPOSITION_TYPE], row[DECOMPOSED] = "0", NONE
    if row[DECOMPOSED] != NONE:
        row[DECOMPOSED] = str(sequences.decomposition(int(row[DECOMPOSED])))
    if row[LOWER] != NONE:
        row[LOWER] = str(sequences.keep(sequences.units(int(row[LOWER]), 1)))
    return tuple(row)


def stages(of_point):
    """Blocks of 256 code points, each block once."""
    first, second, at = [], [], {}
    for start in range(0, POINTS, 256):
        block = tuple(of_point[start:start + 256])
        if block not in at:
            at[block] = len(second)
            second.extend(block)
        first.append(at[block])
    return first, second


def main():
    folder, out_c, out_data = sys.argv[1:]
    shutil.copy(f"{folder}/utf8proc.c", out_c)
    with open(f"{folder}/utf8proc_data.c", encoding="ascii") as file:
        text = file.read()
    old = properties(text)
    first, second = numbers(text, "stage1table"), numbers(text, "stage2table")
    sequences = Sequences(numbers(text, "sequences"))
    places, of_old = {}, []
    for row in old:
        row = reduced(row, sequences)
        of_old.append(places.setdefault(row, len(places)))
    of_point = [of_old[second[first[point >> 8] + (point & 0xFF)]]
                for point in range(POINTS)]
    first, second = stages(of_point)
    with open(out_data, "w", encoding="ascii") as out:
        def array(kind, name, values):
            out.write(f"static const {kind} utf8proc_{name}[] = {{\n")
            out.write(",\n".join(values) + "};\n")

        for name, values in (("sequences", sequences.new),
                             ("stage1table", first), ("stage2table", second),
                             ("combinations", [0])):
            array("utf8proc_uint16_t", name, map(str, values))
        array("utf8proc_property_t", "properties",
              ("{%s}" % ", ".join(row) for row in places))


if __name__ == "__main__":
    main()
