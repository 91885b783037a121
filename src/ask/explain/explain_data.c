/* Pages about data that are imported (C08). */
#include "ask/explain/explain_pages.h"

static const cm_page pages[] = {
    {"C0801", "error", "data that cannot be imported",
     "party,seats\n"
     "Blue,68\n"
     "Gold,54.5\n",
     "party,seats\n"
     "Blue,68\n"
     "Gold,55\n",
     "comitia import reads tables, Popolo and ParlGov, and guesses nothing: a "
     "cell that is missing or that is no number, a vote without its day, data "
     "that leave open which body or which day is meant are told at their line, "
     "and no model is written. The examples are tables for comitia import "
     "csv."},

    {"C0802", "warning", "doubtful data, and how they were taken",
     "party,seats\n"
     "Blue,60\n"
     "Gold,55\n"
     "Blue,8\n",
     "party,seats\n"
     "Blue,68\n"
     "Gold,55\n",
     "The data say too much or too little, but a model can be made: a party "
     "that stands twice, a member of two groups on one day, seats that do not "
     "add up to their total, a last row that is the sum of the others, a "
     "member without a ballot. The message says what "
     "was done; look at the line, and at the model. In a table of --csv "
     "it is a row that may be a sum. The examples are tables for comitia "
     "import csv."},
};

const cm_page_set cm_pages_of_data = {pages, sizeof pages / sizeof *pages};
