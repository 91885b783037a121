/* The form of tables as it is seen: what separates cells, where the head is, what
 * sets decimals apart, which row sums up the others. */
#include "base/buf.h"
#include "lang/parse/table_words.h"
#include "support/test_ctx.h"

/* ---- separators --------------------------------------------------------- */

typedef struct separating {
    const char *name, *text;
    char sign;
} separating;

static const separating separatings[] = {
    {"commas", "a,b\n1,2\n", ','},
    {"semicolons", "a;b\n1;2\n", ';'},
    {"tabs", "a\tb\n1\t2\n", '\t'},
    {"bars", "a|b\n1|2\n", '|'},
    {"nothing", "a\n1\n", ','},
    {"no text", "", ','},
    {"what all lines have equally often", "a;b\n1,5;2\n3,5;4\n", ';'},
    {"of two alike the one that is more often", "a;b,c,d\n1;2,3,4\n", ','},
    {"of two as often the semicolon", "a;b,c\n1;2,3\n", ';'},
    {"signs in quotes count nowhere", "\"a;b;c\",d\n\"1;2;3\",4\n", ','},
    {"a quote that is not closed", "\"a;b\n1;2\n", ','},
    {"lines of a cell are no lines", "a;b\n\"1,2\n3,4\n5,6\";7\n", ';'},
    {"a title with commas", "A, of 3, March\nB, C\na;b\n1;2\n3;4\n", ';'},
    {"sep= says it", "sep=,\r\na;b,c\n1;2,3\n", ','},
    {"sep= of another sign says nothing", "sep=:\na;b\n1;2\n", ';'},
    {"sep= of two signs says nothing", "sep=,,\na;b\n1;2\n", ';'},
};

static void sign_is_seen(void **state)
{
    const separating *row = *state;
    char sign = cm_table_delimiter(row->text, strlen(row->text));
    if (sign != row->sign)
        fail_msg("%c and not %c", sign, row->sign);
}

/* ---- numbers ------------------------------------------------------------ */

typedef struct numbering {
    const char *name;
    char delimiter;
    const char *cells; /* between | */
    const char *want;  /* likewise; NULL: which row is unclear */
    uint32_t unclear;
} numbering;

static const numbering numberings[] = {
    {"digits stay", ',', "1|12|1234", "1|12|1234", 0},
    {"a point of decimals stays", ';', "1.5|12|0.125", "1.5|12|0.125", 0},
    {"words and fractions stay", ';', "a b|1/3|1_000|-5|", "a b|1/3|1_000|-5|",
     0},
    {"a decimal comma", ';', "1,5|0,125|1234,567", "1.5|0.125|1234.567", 0},
    {"a comma decides for others", ';', "1,5|1,234", "1.5|1.234", 0},
    {"points are thousands beside it", ';', "1,5|1.234", "1.5|1234", 0},
    {"both in one number", ';', "1.234,5|2,345", "1234.5|2.345", 0},
    {"and the other way round", ';', "1,234.5|2,345", "1234.5|2345", 0},
    {"several groups decide", ';', "1.234.567|2.345", "1234567|2345", 0},
    {"several groups with commas", ',', "1,234,567|2,345|6.5",
     "1234567|2345|6.5", 0},
    {"blanks and apostrophes are no decimals", ';',
     "1 234|1'234|1\u2019234|1\u00a0234|1\u202f234\u202f567|1 234,5",
     "1234|1234|1234|1234|1234567|1234.5", 0},
    {"percent with a blank", ';', "5 %|5,5 %|12\u00a0%| 7% ",
     "5%|5.5%|12%|7%", 0},
    {"blanks around go", ';', " 5 |\t1,5\u00a0", "5|1.5", 0},
    {"groups of others than three", ';', "12 34|1234 567|1 2345|1 234'567",
     "12 34|1234 567|1 2345|1 234'567", 0},
    {"a sign at an end is none", ';', "1,|,5|1.|.|,|%", "1,|,5|1.|.|,|%", 0},
    {"two points are none", ';', "1.5.2|1,5,2", "1.5.2|1,5,2", 0},
    {"a comma alone", ';', "5|1,234|6", NULL, 1},
    {"a point alone", '\t', "5|6|1.234", NULL, 2},
    {"a comma alone in quotes", ',', "1,234", NULL, 0},
    {"a point between commas is clear", ',', "1.234", "1.234", 0},
    {"two that disagree", ';', "1,5|1.5", NULL, 1},
    {"groups that disagree with decimals", ';', "1.234.567|0.5", NULL, 1},
    {"a zero in front has no thousands", ';', "0,500|1,500", "0.500|1.500", 0},
};

static cm_table column_of(cm_arena *arena, const char *cells, char delimiter)
{
    cm_vec(cm_table_row) rows = {0};
    for (const char *at = cells;; at++) {
        size_t n = strcspn(at, "|");
        cm_table_row row = {.cells = cm_new(arena, const char *), .n = 1};
        row.cells[0] = cm_strdup_n(arena, at, n);
        expect_true(cm_push(arena, &rows, row));
        at += n;
        if (!*at)
            break;
    }
    return (cm_table){.rows = rows.at,
                      .n_rows = (uint32_t)rows.n,
                      .n_columns = 1,
                      .delimiter = delimiter};
}

static void column_is_read(void **state)
{
    const numbering *row = *state;
    cm_arena arena;
    cm_buf got;
    bool failed = false;
    cm_arena_init(&arena, (comitia_allocator){0});
    cm_table table = column_of(&arena, row->cells, row->delimiter);
    uint32_t unclear = cm_table_numbers(&arena, &table, 0, &failed);
    expect_true(!failed);
    expect_u64(unclear, row->want ? CM_COLUMN_NONE : row->unclear);
    cm_buf_init(&got, &arena);
    for (uint32_t i = 0; i < table.n_rows; i++)
        cm_buf_addf(&got, "%s%s", i ? "|" : "", table.rows[i].cells[0]);
    expect_text(cm_buf_text(&got), row->want ? row->want : row->cells);
    cm_arena_clear(&arena);
}

/* ---- totals ------------------------------------------------------------- */

typedef struct summing {
    const char *name;
    const char *cells; /* district.name=number between | */
    bool districts;
    cm_total want;
    uint32_t row;
} summing;

static const summing summings[] = {
    {"no total", ".a=3|.b=2|.c=1", false, CM_NO_TOTAL, 0},
    {"a total below", ".a=3|.b=2|.Total=5", false, CM_TOTAL, 2},
    {"a total above", ".Total=5|.a=3|.b=2", false, CM_TOTAL, 0},
    {"a total between", ".a=3|.Total=5|.b=2", false, CM_TOTAL, 1},
    {"a total of those above it", ".a=3|.b=2|.Total=5|.c=4", false, CM_TOTAL,
     2},
    {"decimals", ".a=0.1|.b=0.2|.Summe=0.3", false, CM_TOTAL, 2},
    {"percent", ".a=10%|.b=20%|.Total=30%", false, CM_TOTAL, 2},
    {"percent that was rounded", ".a=33%|.b=33%|.c=33%|.Total=100%", false,
     CM_TOTAL, 3},
    {"another number", ".a=3|.b=2|.Total=6", false, CM_TOTAL_OTHER, 2},
    {"another number, then a total", ".a=3|.Total=6|.b=2|.Sum=5", false,
     CM_TOTAL, 3},
    {"no number", ".a=3|.Total=x", false, CM_NO_TOTAL, 0},
    {"called otherwise", ".a=3|.b=2|.c=1|.House=6", false, CM_TOTAL_MAYBE, 3},
    {"not the last row", ".a=3|.b=2|.c=1|.House=6|.d=1", false, CM_NO_TOTAL, 0},
    {"two rows above are too few", ".a=3|.b=2|.House=5", false, CM_NO_TOTAL, 0},
    {"rows of nothing do not count", ".a=3|.b=2|.c=0|.House=5", false,
     CM_NO_TOTAL, 0},
    {"nothing but zeros", ".a=0|.b=0|.c=0|.House=0", false, CM_NO_TOTAL, 0},
    {"in a district", "N.a=3|N.b=2|S.a=1|S.b=4|S.Total=5", true, CM_TOTAL, 4},
    {"in the first district", "N.a=3|N.b=2|N.Total=5|S.a=1", true, CM_TOTAL, 2},
    {"of another district", "N.a=3|N.b=2|S.Total=5", true, CM_TOTAL_OTHER, 2},
    {"Razem is a party", ".a=3|.b=2|.Razem=5", false, CM_NO_TOTAL, 0},
};

static void sum_is_seen(void **state)
{
    enum { DISTRICT, NAME, NUMBER, N };
    const summing *row = *state;
    cm_arena arena;
    uint32_t at = 0;
    cm_arena_init(&arena, (comitia_allocator){0});
    cm_table table = column_of(&arena, row->cells, ',');
    table.n_columns = N;
    for (uint32_t i = 0; i < table.n_rows; i++) {
        const char *text = table.rows[i].cells[0];
        size_t point = strcspn(text, "."), sign = strcspn(text, "=");
        const char **cells = cm_new_n(&arena, const char *, N);
        cells[DISTRICT] = cm_strdup_n(&arena, text, point);
        cells[NAME] =
            cm_strdup_n(&arena, text + point + 1, sign - point - 1);
        cells[NUMBER] = text + sign + 1;
        memcpy((cm_table_row *)&table.rows[i], &(cm_table_row){.cells = cells},
               sizeof *table.rows);
    }
    expect_u64(cm_table_total(&arena, &table, NAME, NUMBER,
                              row->districts ? DISTRICT : CM_COLUMN_NONE, &at),
               row->want);
    expect_u64(at, row->row);
    cm_arena_clear(&arena);
}

int main(void)
{
    enum {
        N_SIGNS = sizeof separatings / sizeof *separatings,
        N_NUMBERS = sizeof numberings / sizeof *numberings,
        N_SUMS = sizeof summings / sizeof *summings,
    };
    static struct CMUnitTest tests[N_SIGNS + N_NUMBERS + N_SUMS];
    size_t k = 0;
    for (size_t i = 0; i < N_SIGNS; i++)
        tests[k++] = (struct CMUnitTest)TEST_ROW(separatings[i].name,
                                                 sign_is_seen, &separatings[i]);
    for (size_t i = 0; i < N_NUMBERS; i++)
        tests[k++] = (struct CMUnitTest)TEST_ROW(
            numberings[i].name, column_is_read, &numberings[i]);
    for (size_t i = 0; i < N_SUMS; i++)
        tests[k++] = (struct CMUnitTest)TEST_ROW(summings[i].name, sum_is_seen,
                                                 &summings[i]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
