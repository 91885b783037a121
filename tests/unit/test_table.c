/* Tables: what rows become, and what cannot be read (LANGUAGE 4, CSV). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/parse/chars.h"
#include "lang/parse/parse.h"
#include "lang/parse/table.h"
#include "support/reading.h"

/* ---- names of rows ------------------------------------------------------ */

typedef struct naming {
    const char *name, *text, *want;
} naming;

static const naming namings[] = {
    {"a word stays", "Zurich", "Zurich"},
    {"what is between runs becomes a hyphen", "St. Gallen", "St-Gallen"},
    {"several signs are one hyphen", "Afghanistan (Islamic Republic of)",
     "Afghanistan-Islamic-Republic-of"},
    {"a hyphen stays", "Baden-Wuerttemberg", "Baden-Wuerttemberg"},
    {"signs at the ends fall away", " \"New York\" ", "New-York"},
    {"N stands before a digit", "2nd chamber", "N2nd-chamber"},
    {"N stands before an underscore", "_x", "N_x"},
    {"a digit inside needs none", "Fund 2", "Fund-2"},
    {"N- stands before a reserved word", "all", "N-all"},
    {"a reserved word inside is no matter", "all but one", "all-but-one"},
    {"case counts", "All", "All"},
    {"letters of other scripts are letters", "C\xC3\xB4te d'Ivoire",
     "C\xC3\xB4te-d-Ivoire"},
    {"a multiplication sign is none",
     "a\xC3\x97"
     "b",
     "a-b"},
    {"nothing gives nothing", " - ", ""},
};

static void row_is_named(void **state)
{
    const naming *row = *state;
    cm_arena arena;
    cm_arena_init(&arena, (comitia_allocator){0});
    const char *name = cm_row_name(&arena, row->text);
    expect_text(name, row->want);
    if (*name)
        expect_true(cm_is_name(name, strlen(name)));
    cm_arena_clear(&arena);
}

/* ---- bodies from tables ------------------------------------------------- */

typedef struct body_row {
    const char *name, *text; /* marked */
    const char *table;       /* of t.csv, or NULL: there is none */
    const char *want;        /* entries: name/title/numbers/colour, ... */
    const char *message;     /* a part of the first message, or NULL */
} body_row;

#define FROM "body B members from "
#define BAD FROM "{C0212|\"t.csv\"}"

static const body_row bodies[] = {
    {"the first column names the rows", FROM "\"t.csv\"\n",
     "name,m\nX,1\nY,2\n", "X/X Y/Y", NULL},
    {"another column may name them", FROM "\"t.csv\" named id with m\n",
     "m,id\n1,X\n2,Y\n", "X/X/1 Y/Y/2", NULL},
    {"columns may be titles",
     FROM "\"t.csv\" named \"the id\" with \"a b\" as m\n", "a b,the id\n1,X\n",
     "X/X/1", NULL},
    {"a title that is a name needs no `as`", FROM "\"t.csv\" with \"m\"\n",
     "n,m\nX,1\n", "X/X/1", NULL},
    {"two measures of one column",
     FROM "\"t.csv\" with m as u, m as v rounded\n", "n,m\nX,1\n", "X/X/1/1",
     NULL},
    {"a byte order mark is skipped", FROM "\"t.csv\" named n\n",
     "\xEF\xBB\xBFn,m\nX,1\n", "X/X", NULL},
    {"lines may end in CR LF", FROM "\"t.csv\" with m\n",
     "n,m\r\nX,1\r\nY,2\r\n", "X/X/1 Y/Y/2", NULL},
    {"the last line may have no end", FROM "\"t.csv\" with m\n", "n,m\nX,1",
     "X/X/1", NULL},
    {"a CR at the very end is no part of the title", FROM "\"t.csv\"\n",
     "n\r\nX\r", "X/X", NULL},
    {"empty lines are skipped", FROM "\"t.csv\" with m\n",
     "\nn,m\n\n\r\nX,1\n  \n\nY,2\n\n", "X/X/1 Y/Y/2", NULL},
    {"blanks around a number are dropped", FROM "\"t.csv\" with m\n",
     "n,m\nX, 1 \nY,\t2/4 \nZ, 1_000.50\n", "X/X/1 Y/Y/1/2 Z/Z/2001/2", NULL},
    {"quotes hold commas, quotes and lines", FROM "\"t.csv\" with m\n",
     "n,m\n\"X, \"\"Y\"\"\",1\n\"A\nB\",\"2\"\n", "X-Y/X, \"Y\"/1 A-B/A\nB/2",
     NULL},
    {"titles keep their text", FROM "\"t.csv\"\n", "n\nSt. Gallen\n",
     "St-Gallen/St. Gallen", NULL},
    {"a colour, and a cell without", FROM "\"t.csv\" with m colour c\n",
     "n,m,c\nX,1,#AABBCC\nY,2,\n", "X/X/1#aabbcc Y/Y/2", NULL},
    {"a player of a table has one colour",
     "actor X colour \"#000000\"\n" FROM "{C0117|\"t.csv\"} colour c\n",
     "n,c\nX,#AABBCC\n", "X/X#000000", NULL},
    {"paths are relative to the text, . and .. removed",
     FROM "\"./d/../t.csv\"\n", "n\nX\n", "X/X", NULL},

    {"semicolons, and a comma before decimals", FROM "\"t.csv\" with m\n",
     "n;m\nX;1,5\nY;1.234,5\n", "X/X/3/2 Y/Y/2469/2", NULL},
    {"thousands apart", FROM "\"t.csv\" with m\n",
     "n\tm\nX\t1 234\nY\t1.234.567\nZ\t2.000\n",
     "X/X/1234 Y/Y/1234567 Z/Z/2000", NULL},
    {"two measures of a column with decimal commas",
     FROM "\"t.csv\" with m as u, m as v rounded\n", "n;m\nX;1.234.567\nY;1,234\n",
     "X/X/1234567/1234567 Y/Y/617/500/617/500", NULL},
    {"a title above a column that is named", FROM "\"t.csv\" named n\n",
     "Members, 3 March\n\nn,m\nX,1\nY,2\n", "X/X Y/Y", NULL},
    {"signs inside names, as often as commas", FROM "\"t.csv\" with m\n",
     "a|b,m\nX|Y,1\nZ|W,2\n", "X-Y/X|Y/1 Z-W/Z|W/2", NULL},
    {"rows of blanks are skipped, and blank cells too many",
     FROM "\"t.csv\" with m\n", "n,m\n,\nX,1,,\n , \n", "X/X/1", NULL},
    {"no title above where no column is named", BAD "\n",
     "Members\nn,m\nX,1\n", NULL, "line 2: 2"},
    {"a spreadsheet that is no text", BAD "\n", "PK\x03\x04xx\n", NULL,
     "save the sheet as CSV"},
    {"a number that may be either", BAD " with m\n", "n;m\nX;1,234\n", NULL,
     "line 2: does the sign"},

    {"no such file", BAD "\n", NULL, NULL, "no such file"},
    {"an empty file", BAD "\n", "", NULL, "empty"},
    {"a missing column", BAD " with m\n", "n\nX\n", NULL, "no column m"},
    {"a missing column of names", BAD " named m\n", "n\nX\n", NULL,
     "no column m"},
    {"a missing column of colours", BAD " colour m\n", "n\nX\n", NULL,
     "no column m"},
    {"two columns of one name", BAD " with m\n", "n,m,m\nX,1,2\n", NULL,
     "two columns"},
    {"a row that is too short", BAD "\n", "n,m\nX,1\n\nY\n", NULL, "line 4: 1"},
    {"a row that is too long", BAD "\n", "n,m\nX,1,2\n", NULL, "line 2: 3"},
    {"the line of a row is where it begins", BAD "\n",
     "n,m\n\"A\nB\",1\n\"C\nD\"\n", NULL, "line 4"},
    {"a number that is a word", BAD " with m\n", "n,m\nX,1\nY,many\n", NULL,
     "line 3"},
    {"a number that is empty", BAD " with m\n", "n,m\nX,\n", NULL, "line 2"},
    {"a percent is none", BAD " with m\n", "n,m\nX,5%\n", NULL, "line 2"},
    {"a negative number is none", BAD " with m\n", "n,m\nX,-5\n", NULL,
     "line 2"},
    {"a zero denominator", BAD " with m\n", "n,m\nX,1/0\n", NULL, "line 2"},
    {"two underscores", BAD " with m\n", "n,m\nX,1__0\n", NULL, "line 2"},
    {"a grouping comma makes a longer row", BAD " with m\n", "n,m\nX,1,000\n",
     NULL, "line 2: 3"},
    {"an empty name", BAD "\n", "n,m\n,1\n", NULL, "line 2"},
    {"a name of signs", BAD "\n", "n,m\n--,1\n", NULL, "line 2"},
    {"a repeated name", BAD "\n", "n\nX\nY\nX\n", NULL, "line 4"},
    {"two texts with the same name", BAD "\n", "n\nSt Gallen\nSt. Gallen\n",
     NULL, "St-Gallen"},
    {"no colour", BAD " colour c\n", "n,c\nX,red\n", NULL, "line 2"},
    {"a quote inside a cell", BAD "\n", "n\nX\"Y\n", NULL, "line 2"},
    {"a quote that does not end", BAD "\n", "n\n\"X\nY\n", NULL, "line 2"},
    {"not UTF-8", BAD "\n", "n\nX\nY\xC3\n", NULL, "line 3: not UTF-8"},
    {"a mark that turns the writing", BAD "\n", "n\nX\xE2\x80\xAEY\n", NULL,
     "line 2"},

    {"a name of another kind of thing", "fact X\n" FROM "{C0203|\"t.csv\"}\n",
     "n\nX\n", "X/X", NULL},
    {"a name that comes after the table", FROM "\"t.csv\"\nfact {C0203|X}\n",
     "n\nX\n", "X/X", NULL},
    {"another entry of the body",
     "body B party X 1 members from {C0203|\"t.csv\"}\n", "n\nX\n", "X", NULL},
    {"a measure that the table lacks",
     "body B members with m A 1 members from {C0205|\"t.csv\"}\n", "n\nX\n",
     "A/1 X/X/-", NULL},
    {"a table without rows", "body {C0220|B} members from \"t.csv\"\n", "n\n",
     "", NULL},
    {"a table too long a number", FROM "{C0701|\"t.csv\"} with m\n",
     "n,m\nX,"
     "1111111111111111111111111111111111111111111111111111111111111111111111"
     "1111111111111111111111111111111111111111111111111111111111111111111111"
     "11111111111111111111111111111111111111111111111111111111111111111\n",
     NULL, NULL},
    {"names that may be in an unread table are not missed",
     BAD " with m group G Y\nact A by B needs all of m in Z\noutcome O when A\n"
         "expect Q can force O\n",
     NULL, NULL, "no such file"},
};

static void describe(cm_buf *buf, const cm_body *body)
{
    for (uint32_t e = 0; e < body->n_entries; e++) {
        const cm_entry *entry = &body->entries[e];
        cm_buf_addf(buf, "%s%s", e ? " " : "", entry->label.name);
        if (entry->label.title)
            cm_buf_addf(buf, "/%s", entry->label.title);
        for (uint32_t m = 0; m < body->n_measures; m++)
            cm_buf_addf(buf, "/%s",
                        entry->numbers[m]
                            ? cm_number_text(buf->arena, entry->numbers[m]->q)
                            : "-");
        if (entry->label.colour)
            cm_buf_add(buf, entry->label.colour);
    }
}

static void table_makes_the_body(void **state)
{
    const body_row *row = *state;
    cm_ctx *ctx = test_ctx();
    test_page pages[] = {{"t.csv", row->table}, {0}};
    cm_model *model =
        test_reading(ctx, row->text, row->table ? pages : pages + 1);
    if (row->want) {
        cm_buf buf;
        cm_buf_init(&buf, &model->arena);
        describe(&buf, &model->bodies[0]);
        expect_text(cm_buf_text(&buf), row->want);
    }
    if (row->message && !strstr(model->diags.all.at[0]->message, row->message))
        fail_msg("%s", model->diags.all.at[0]->message);
    cm_model_free(model);
    test_ctx_done(ctx);
}

/* ---- used files --------------------------------------------------------- */

static void a_table_is_found_beside_the_text_that_names_it(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    test_page pages[] = {{"d/law.comitia",
                          "body B members from \"t.csv\"\n"
                          "body C members from \"../t.csv\"\n"},
                         {"d/t.csv", "n\nNear\n"},
                         {"t.csv", "n\nFar\n"},
                         {0}};
    cm_model *model = test_reading(
        ctx, "use \"d/law.comitia\"\nfact F\nfact {C0203|Far}\n", pages);
    expect_text(model->bodies[0].entries[0].label.name, "Near");
    expect_text(model->bodies[1].entries[0].label.name, "Far");
    expect_u64(model->bodies[0].entries[0].label.span.file, 1);
    cm_model_free(model);
    test_ctx_done(ctx);
}

/* ---- limits ------------------------------------------------------------- */

static void tables_count_among_the_16_mib(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    size_t half = (size_t)CM_MOST_BYTES / 2;
    char *table = malloc(half + 1);
    memset(table, '\n', half);
    memcpy(table, "n\nX", 3);
    table[half] = '\0';
    test_page pages[] = {{"t.csv", table}, {0}};
    cm_model *model = test_reading(ctx,
                                   "body A members from \"t.csv\"\n"
                                   "body B members from {C0701|\"t.csv\"}\n"
                                   "body C members from {C0701|\"t.csv\"}\n",
                                   pages);
    cm_model_free(model);
    free(table);
    test_ctx_done(ctx);
}

/* A table of n rows: R1, R2, ... */
static char *rows_of(unsigned n)
{
    char *text = malloc(16 * (size_t)n + 8), *end = text;
    end += sprintf(end, "n\n");
    for (unsigned i = 1; i <= n; i++)
        end += sprintf(end, "R%u\n", i);
    return text;
}

static void a_body_has_at_most_100000_rows(void **state)
{
    (void)state;
    static const unsigned sizes[] = {CM_MOST_ENTRIES, CM_MOST_ENTRIES + 1};
    for (int i = 0; i < 2; i++) {
        cm_ctx *ctx = test_ctx();
        char *table = rows_of(sizes[i]);
        test_page pages[] = {{"t.csv", table}, {0}};
        cm_model *model = test_reading(
            ctx, i ? FROM "{C0701|\"t.csv\"}\n" : FROM "\"t.csv\"\n", pages);
        expect_u64(model->bodies[0].n_entries, CM_MOST_ENTRIES);
        cm_model_free(model);
        free(table);
        test_ctx_done(ctx);
    }
}

static void rules_of_large_bodies_are_resolved(void **state)
{
    (void)state;
    cm_ctx *ctx = test_ctx();
    char *table = rows_of(CM_MOST_ENTRIES);
    test_page pages[] = {{"t.csv", table}, {0}};
    cm_model *model = test_reading(
        ctx,
        FROM "\"t.csv\" group G R1, R99999\n"
             "act A by B needs at least 2 of G and at least 99998 of members\n"
             "act C by B without R5, G needs at least 99997 of members\n"
             "  and no veto by R1 and at least {C0106|99998} of members\n",
        pages);
    cm_model_free(model);
    free(table);
    test_ctx_done(ctx);
}

int main(void)
{
    enum {
        N = sizeof namings / sizeof *namings,
        B = sizeof bodies / sizeof *bodies
    };
    static struct CMUnitTest tests[N + B + 4];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(namings[i].name, row_is_named,
                                               &namings[i]);
    for (size_t i = 0; i < B; i++)
        tests[N + i] = (struct CMUnitTest)TEST_ROW(
            bodies[i].name, table_makes_the_body, &bodies[i]);
    tests[N + B] =
        (struct CMUnitTest)cmocka_unit_test(a_body_has_at_most_100000_rows);
    tests[N + B + 1] =
        (struct CMUnitTest)cmocka_unit_test(rules_of_large_bodies_are_resolved);
    tests[N + B + 2] = (struct CMUnitTest)cmocka_unit_test(
        a_table_is_found_beside_the_text_that_names_it);
    tests[N + B + 3] =
        (struct CMUnitTest)cmocka_unit_test(tables_count_among_the_16_mib);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
