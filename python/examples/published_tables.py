#!/usr/bin/env python3
"""Published tables of voting power, computed again: published_tables.py [PICTURE.png]

Cells as in a notebook (`# %%`). Every number that is compared stands here as it was
printed, with where; the program ends with 1 if one differs. With matplotlib and the
name of a file it draws them.
"""

# %% What is needed
import pathlib
import sys
from fractions import Fraction

import comitia
from comitia import Act, Body, Model, at_least, no_veto_by

compared = []


def compare(what, found, printed):
    """Equal, if the printed one is exact; else as far as it was printed."""
    if isinstance(printed, str):
        places = len(printed.partition(".")[2])
        same = f"{float(found):.{places}f}" == printed
    else:
        same = found == printed
    compared.append(same)
    shown = f"{found} = {float(found):.4f}" if found.denominator < 10 ** 8 \
        else f"{float(found):.6f}"
    print(f"  {what:<18} {shown:<28} printed {printed}{'' if same else '  DIFFERS'}")


# %% The Council of the European Economic Community, 1958: Luxembourg has no power
# Banzhaf: The Britannica Guide to Statistics and Probability (2011), page 194, read.
# Shapley-Shubik: in every textbook; 14/60, 9/60, 0.
eec = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2,
       "Luxembourg": 1}
power = comitia.power(eec, quota=12, index=["banzhaf", "shapley"])
print(f"EEC, 1958: {power.cases[0].winning} winning coalitions")
printed = {4: (Fraction(5, 21), Fraction(14, 60)), 2: (Fraction(1, 7), Fraction(9, 60)),
           1: (Fraction(0), Fraction(0))}
for row in power.cases[0].indices:
    banzhaf, shapley = printed[int(row.seats)]
    compare(f"{row.player} B", row.banzhaf, banzhaf)
    compare(f"{row.player} S", row.shapley, shapley)

# %% The same Council as it grew
# Rounded, as the literature has them: Felsenthal, Machover, The Measurement of Voting
# Power (1998), chapter 5, which was not at hand for this page. Instead the tests find
# each of them by trying all coalitions (python/tests/test_documents.py).
councils = {
    1958: (12, {4: ["D", "F", "I"], 2: ["B", "NL"], 1: ["L"]}),
    1973: (41, {10: ["D", "F", "I", "UK"], 5: ["B", "NL"], 3: ["DK", "IRL"], 2: ["L"]}),
    1981: (45, {10: ["D", "F", "I", "UK"], 5: ["B", "NL", "GR"], 3: ["DK", "IRL"],
                2: ["L"]}),
    1986: (54, {10: ["D", "F", "I", "UK"], 8: ["E"], 5: ["B", "NL", "GR", "P"],
                3: ["DK", "IRL"], 2: ["L"]}),
    1995: (62, {10: ["D", "F", "I", "UK"], 8: ["E"], 5: ["B", "NL", "GR", "P"],
                4: ["A", "S"], 3: ["DK", "IRL", "FIN"], 2: ["L"]}),
}
shapley_of = {1958: {"D": "0.233", "B": "0.150", "L": "0.000"},
              1973: {"D": "0.179", "B": "0.081", "DK": "0.057", "L": "0.010"},
              1981: {"D": "0.174", "B": "0.071", "DK": "0.030", "L": "0.030"},
              1986: {"D": "0.134", "E": "0.111", "B": "0.064", "DK": "0.043",
                     "L": "0.012"},
              1995: {"D": "0.117", "E": "0.095", "B": "0.055", "A": "0.045",
                     "DK": "0.035", "L": "0.021"}}
history = {}
for year, (quota, votes) in councils.items():
    weights = {state: n for n, states in votes.items() for state in states}
    rows = comitia.power(weights, quota=quota, index="shapley").records()
    history[year] = {row["player"]: row["shapley"] for row in rows}
    print(f"Council, {year}: {quota} of {sum(weights.values())} votes")
    for state, value in shapley_of[year].items():
        compare(f"{state} S", history[year][state], value)
print("Luxembourg gained from the first enlargement: the paradox of new members.")

# %% The Security Council of the United Nations: nine of fifteen, and no veto
# Shapley-Shubik 421/2145 and 4/2145; 848 winning coalitions: textbooks.
permanent = ["China", "France", "Russia", "United Kingdom", "United States"]
others = [f"Elected {n}" for n in range(1, 11)]
council = Model.of(
    Body("Security Council", members=permanent + others,
         groups={"Permanent": permanent}),
    Act("Resolution", by="Security Council",
        needs=at_least(9, "members") & no_veto_by("Permanent")))
security = council.power("Resolution", index=["banzhaf", "shapley"])
print("Security Council")
compare("winning", security.cases[0].winning, Fraction(848))
by_name = {row["player"]: row for row in security.records()}
compare("permanent S", by_name["China"]["shapley"], Fraction(421, 2145))
compare("elected S", by_name["Elected-1"]["shapley"], Fraction(4, 2145))
compare("permanent B", by_name["China"]["banzhaf"], "0.1669")
compare("elected B", by_name["Elected-1"]["banzhaf"], "0.0165")

# %% The Council of the European Union today: 55 % of the states, 65 % of the people
# 15 states are needed, and 13.2 % of all coalitions win: Petróczy, Csató, Voting Power
# in the Council of the European Union: A Comprehensive Sensitivity Analysis (2026),
# abstract, read. Their populations are of another year than those of the model that
# comes with comitia (Eurostat, 1 January 2023), so that the second is only near.
here = pathlib.Path(__file__).resolve().parent
eu = Model.from_file(here.parent.parent / "examples" / "eu-council.comitia")
case = eu.power("Decision", suppose="Proposer=Commission", index=["banzhaf", "shapley"]
                ).cases[0]
print("European Union")
winning = case.winning / case.coalitions
print(f"  winning            {100 * float(winning):.2f} %, printed 13.2 % of another year")
needed = eu.needs("Decision", suppose="Proposer=Commission").cases[0].quotas[0].required
compare("states needed", needed, Fraction(15))
for row in case.indices[:3]:
    print(f"  {row.player:<18} Shapley-Shubik {float(row.shapley):.4f}")

# %% As data frames, if pandas is there
try:
    print(security.to_frame(floats=True).groupby(["shapley", "banzhaf"]).size())
except ImportError:
    print("(no pandas)")

# %% A picture, if matplotlib is there and a file is named
def draw(path):
    import matplotlib.pyplot as plt
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 4.2),
                                                 layout="constrained")
    years = list(history)
    for state, colour in (("D", "#1b6ca8"), ("B", "#d98b2b"), ("L", "#b03a2e")):
        left.plot([str(year) for year in years],
                  [100 * history[year][state] for year in years], "o-", color=colour,
                  label={"D": "Germany", "B": "Belgium", "L": "Luxembourg"}[state])
    left.set_title("Council of the EEC and EU,\nShapley-Shubik, % of power")
    left.set_ylim(0)
    left.legend(frameon=False)
    middle.bar(["permanent\n(each of 5)", "elected\n(each of 10)"],
               [100 * by_name["China"]["shapley"], 100 * by_name["Elected-1"]["shapley"]],
               color=["#1b6ca8", "#d98b2b"])
    for at, name in enumerate(["421/2145", "4/2145"]):
        middle.annotate(name, (at, 100 * Fraction(name)), ha="center",
                        xytext=(0, 3), textcoords="offset points")
    middle.set_title("Security Council,\nShapley-Shubik, % of power")
    rows = sorted(case.indices, key=lambda row: row.shapley)
    right.barh([row.player for row in rows], [100 * row.shapley for row in rows],
               color="#1b6ca8")
    right.tick_params(axis="y", labelsize=6)
    right.set_title("Council of the EU, 27 states,\nShapley-Shubik, % of power")
    for axes in (left, middle, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)


if sys.argv[1:]:
    draw(sys.argv[1])

# %% The end
print(f"{sum(compared)} of {len(compared)} numbers as printed")
sys.exit(not all(compared))
