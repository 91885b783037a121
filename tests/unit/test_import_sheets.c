/* Tables as spreadsheets write them: their encodings, what stands above and below,
 * their numbers, their totals. */
#include "support/imported.h"

#define CSV COMITIA_IMPORT_CSV

static const test_import rows[] = {
    {"a title above, blank rows and a total",
     {.kind = CSV},
     "\xEF\xBB\xBF" "Election;;\r\nParty;Seats;Share\r\nRed;3;60,0 %\r\n"
     "Blue;2;40,0 %\r\n;;\r\nTotal;5;100 %\r\n;;\r\n",
     "# Line 1, above the table: Election # 5 seats, 2 parties. # Written by "
     "comitia import; edit it as you like. body Assembly party Red 3 party "
     "Blue 2 #",
     ""},
    {"a total that is another", {.kind = CSV},
     "Partei;Sitze\nRed;3\nBlue;2\nSumme;6\n", "party Red 3 party Blue 2 #",
     "4:7 C0802"},
    {"a title above a table without titles", {.kind = CSV}, "a,b\nRed,3\n",
     NULL, "1:1 C0801"},
    {"a note below", {.kind = CSV}, "party;seats\nRed;3\nSource: x;\n", NULL,
     "3:11 C0801"},
    {"a total of counted ballots", {.kind = CSV, .on = "2024-03-01"},
     "party,yes,no\nRed,3,1\nBlue,0,2\nTotal,3,3\n",
     "voted Vote: Red 3 yes 1 no, Blue no", "4:1 C0802"},
    {"thousands apart", {.kind = CSV},
     "party;seats\nA;1 234\nB;1\u202f000\nC;12'345 \nD;1\u00a0234\u00a0567"
     "\n",
     "party A 1234 party B 1000 party C 12345 party D 1234567", ""},
    {"blanks that set no thousands apart", {.kind = CSV},
     "party;seats\nA;1 23\nB;1234 567\nC;1 234'567\nD;68 / 123\nE; 1 2345\n",
     NULL, "2:3 C0801 3:3 C0801 4:3 C0801 5:3 C0801 6:3 C0801"},

    /* what separates the cells */
    {"a comma in a title above a table of semicolons", {.kind = CSV},
     "Election, 3 March, final\n\nparty;seats\nRed;3\nBlue;2\n",
     "# Line 1, above the table: Election, 3 March, final # 5 seats", ""},
    {"decimal commas are no separators", {.kind = CSV},
     "party;share;seats\nRed;1,5;3\nBlue;2,5;2\n",
     "party Red 3 party Blue 2", ""},
    {"semicolons inside cells of a table of commas", {.kind = CSV},
     "party,seats,note\nRed,3,a;b;c\nBlue,2,d;e;f\n",
     "party Red 3 party Blue 2", ""},
    {"sep= says it", {.kind = CSV},
     "sep=|\nparty|seats\nA;b;c|3\nA;b;d|2\n",
     "party A-b-c 3", ""},
    {"separators behind the last cell", {.kind = CSV},
     "party;seats\nRed;3;;\nBlue;2; \n",
     "party Red 3 party Blue 2", ""},
    {"lines that end in CR alone", {.kind = CSV},
     "party,seats\rRed,3\r",
     "party Red 3", ""},

    /* titles above, notes below */
    {"several lines above, with blank ones", {.kind = CSV},
     "House of A\n\n(c) B\n,\nparty,seats\nRed,3\nBlue,2\n",
     "# Line 1, above the table: House of A # Line 3, above the table: (c) B # 5", ""},
    {"more lines above than are told", {.kind = CSV},
     "1\n2\n3\n4\n5\n6\n7\nparty,seats\nRed,3\nBlue,2\n",
     "# Line 5, above the table: 5 # 2 further lines above the table. # 5", ""},
    {"a title that is quoted", {.kind = CSV},
     "\"A;\n\"\"b\"\"\"\nparty;seats\nRed;3\nBlue;2\n",
     "# Line 1, above the table: A; 'b' # 5", ""},
    {"titles of several cells", {.kind = CSV},
     "Election,2024\nparty,seats\nRed,3\n",
     "party Red 3", "2:1 C0802"},
    {"a list of names has no title above", {.kind = CSV},
     "name\nAnn\nBo,x\n",
     NULL, "3:1 C0212"},
    {"blanks that break no line, at the ends of cells", {.kind = CSV},
     "Party\u00a0;Seats\nRed\u00a0;3\u00a0\nRed;2\n\u00a0\u200bBlue \u00a0;1\n",
     "party Red 5 party Blue 1 #", "3:1 C0802"},
    {"a first column without a title", {.kind = CSV},
     ",seats,party\n1,3,Red\n2,2,Blue\n",
     "party Red 3 party Blue 2", ""},
    {"a note below of one cell", {.kind = CSV},
     "party;seats\nRed;3\nSource: x\n",
     NULL, "3:1 C0212"},

    /* numbers */
    {"a decimal comma", {.kind = CSV},
     "holder;shares\nAnn;2,5\nBo;1.234,25\n",
     "member Ann with weight 2.5 member Bo with weight 1234.25", ""},
    {"a comma that may be either", {.kind = CSV},
     "holder;shares\nAnn;2\nBo;1,234\n",
     NULL, "3:4 C0801"},
    {"a point that may be either", {.kind = CSV},
     "holder;shares\nAnn;2\nBo;1.234\n",
     NULL, "3:4 C0801"},
    {"another number decides", {.kind = CSV},
     "holder;shares\nAnn;0,5\nBo;1,234\n",
     "member Bo with weight 1.234", ""},
    {"thousands decide", {.kind = CSV},
     "holder;shares\nAnn;1.234.567\nBo;1.234\n",
     "member Ann with weight 1234567 member Bo with weight 1234", ""},
    {"numbers that disagree", {.kind = CSV},
     "holder;shares\nAnn;0,5\nBo;1.5\n",
     NULL, "3:4 C0801"},
    {"a point between commas is that of decimals", {.kind = CSV},
     "holder,shares\nAnn,1.234\nBo,2\n",
     "member Ann with weight 1.234", ""},
    {"thousands in quotes", {.kind = CSV},
     "party,seats\nRed,\"1,234,567\"\nBlue,\"2,345\"\n",
     "party Red 1234567 party Blue 2345", ""},

    /* totals */
    {"a total at the top", {.kind = CSV},
     "party,seats\nTotal,6\nRed,3\nBlue,2\nGrey,1\n",
     "body Assembly party Red 3 party Blue 2 party Grey 1 #", ""},
    {"a sum that is called otherwise", {.kind = CSV},
     "party,seats\nRed,3\nBlue,2\nGrey,1\nHouse,6\n",
     "party House 6", "5:1 C0802"},
    {"with vacant seats", {.kind = CSV},
     "party,seats\nRed,3\nBlue,2\nvacant,1\nHouse,6\n",
     "party House 6", "5:1 C0802"},
    {"two equal parties are no sum", {.kind = CSV},
     "party,seats\nRed,50\nBlue,50\n",
     "party Blue 50", ""},
    {"nor is the third of three", {.kind = CSV},
     "party,seats\nRed,30\nBlue,20\nGrey,50\n",
     "party Grey 50", ""},
    {"nor what stands above parties without seats", {.kind = CSV},
     "party,seats\nRed,50\nBlue,0\nGreen,0\nGrey,50\n",
     "party Grey 50", ""},
    {"a sum of weights", {.kind = CSV},
     "holder,shares\nAnn,2\nBo,3\nCy,1\nPool,6\n",
     "member Pool with weight 6", "5:1 C0802"},
    {"a sum of ballots", {.kind = CSV, .on = "2024-03-01"},
     "party,yes,no\nA,3,1\nB,2,2\nC,1,0\nHouse,6,3\n",
     "party House 9", "5:1 C0802"},
    {"Greek and Russian totals", {.kind = CSV},
     "party;seats\nA;3\nB;2\n\u03a3\u03cd\u03bd\u03bf\u03bb\u03bf;5\n\u0412\u0441\u0435\u0433\u043e;5\n",
     "body Assembly party A 3 party B 2 #", ""},

    /* encodings */
    {"not UTF-8", {.kind = CSV},
     "party,seats\nGr\xFCne,3\n",
     NULL, "2:3 C0212"},
    {"Windows-1252", {.kind = CSV, .encoding = "windows-1252"},
     "party,seats\nGr\xFCne \x80,3\n",
     "party Gr\u00fcne 3 \"Gr\u00fcne \u20ac\"", ""},
    {"what Windows-1252 does not have", {.kind = CSV, .encoding = "CP1252"},
     "party,seats\nGr\x81,3\n",
     NULL, "2:3 C0212"},
    {"Latin-1", {.kind = CSV, .encoding = "latin1"},
     "party,seats\nGr\xFCne,3\n",
     "party Gr\u00fcne 3", ""},
    {"a control of Latin-1", {.kind = CSV, .encoding = "ISO-8859-1"},
     "party,seats\nGr\x80,3\n",
     NULL, "2:3 C0212"},
    {"UTF-8 by its name", {.kind = CSV, .encoding = "UTF-8"},
     "\xEF\xBB\xBFparty,seats\nGr\u00fcne,3\n",
     "party Gr\u00fcne 3", ""},
    {"UTF-16 without a mark", {.kind = CSV, .encoding = "utf-16"},
     "party,seats\nRed,3\n",
     NULL, "1:1 C0212"},
    {"half a unit", {.kind = CSV, .encoding = "utf-16le"},
     "p",
     NULL, "1:1 C0212"},
    {"a spreadsheet that was not saved as CSV", {.kind = CSV}, "PK\x03\x04xx\n",
     NULL, "1:1 C0212"},
    {"an old one", {.kind = CSV, .encoding = "latin1"},
     "\xD0\xCF\x11\xE0xx", NULL, "1:1 C0212"},
    {"a compressed file", {.kind = COMITIA_IMPORT_POPOLO}, "\x1F\x8Bxx", NULL,
     "1:1 C0212"},
    {"no encoding", {.kind = CSV, .encoding = "klingon"},
     "party,seats\nRed,3\n",
     NULL, "0:0 C0801"},
};

/* Data with NULs: the bytes of UTF-16. */
typedef struct wide {
    test_import row;
    size_t bytes;
} wide;

#define WIDE(name, encoding_, data, says, found)                               \
    {                                                                          \
        {name, {.kind = CSV, .encoding = encoding_}, data, says, found},       \
            sizeof data - 1                                                    \
    }
#define LITTLE                                                                 \
    "p\0a\0r\0t\0y\0\t\0s\0e\0a\0t\0s\0\r\0\n\0"
#define BIG                                                                    \
    "\0p\0a\0r\0t\0y\0\t\0s\0e\0a\0t\0s\0\r\0\n"

static const wide wides[] = {
    WIDE("UTF-16 with its mark, as Excel writes it", NULL,
         "\xFF\xFE" LITTLE "\xC9\0\0\x04=\xD8\0\xDE\t\0" "3\0",
         "party \u00c9\u0400\U0001F600 3", ""),
    WIDE("UTF-16 with the other mark", NULL,
         "\xFE\xFF" BIG "\0\xC9\x04\0\xD8=\xDE\0\0\t\0" "3",
         "party \u00c9\u0400\U0001F600 3", ""),
    WIDE("UTF-16 by its name and mark", "utf-16",
         "\xFE\xFF" BIG "\0R\0\t\0" "3", "party R 3", ""),
    WIDE("little ends without a mark", "utf-16le",
         LITTLE "R\0\t\0" "3\0", "party R 3", ""),
    WIDE("big ends without a mark", "UTF-16BE", BIG "\0R\0\t\0" "3",
         "party R 3", ""),
    WIDE("UTF-16 that nothing says", NULL, LITTLE "R\0\t\0" "3\0", NULL,
         "1:2 C0212"),
    WIDE("the first half of a pair alone", NULL,
         "\xFF\xFE" LITTLE "R\0=\xD8\t\0" "3\0", NULL, "2:2 C0212"),
    WIDE("the second half of a pair alone", NULL,
         "\xFF\xFE" LITTLE "R\0\0\xDE\t\0" "3\0", NULL, "2:2 C0212"),
    WIDE("a pair that is cut", NULL, "\xFF\xFE" LITTLE "R\0=\xD8", NULL,
         "2:2 C0212"),
    WIDE("a unit that is cut", NULL, "\xFF\xFE" LITTLE "R\0\t\0" "3", NULL,
         "2:3 C0212"),
    WIDE("a mark and nothing else", NULL, "\xFF\xFE", NULL, "1:1 C0212"),
    WIDE("a mark that is another", "utf-8", "\xFF\xFE" LITTLE, NULL,
         "1:1 C0212"),
};

static void wide_bytes_are_imported(void **state)
{
    const wide *at = *state;
    test_import_bytes(&at->row, at->bytes);
}

int main(void)
{
    enum { N = sizeof wides / sizeof *wides };
    static struct CMUnitTest tests[N];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            wides[i].row.name, wide_bytes_are_imported, &wides[i]);
    return test_imports(rows, sizeof rows / sizeof *rows, tests, N);
}
