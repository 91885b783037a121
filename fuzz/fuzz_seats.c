/* Any words and any table of votes: a line of input is one word, and its first
 * letter says what it is for; behind a line "t" stands the table. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

typedef struct list {
    const char *at[MOST];
    size_t n;
} list;

static void add(list *to, const char *word)
{
    if (to->n < MOST)
        to->at[to->n++] = word;
}

static const char *load(void *user, const char *path, comitia_text *out)
{
    (void)path;
    *out = (comitia_text){user, strlen(user), NULL};
    return NULL;
}

/* The table, or what is behind the end. */
static char *read_words(char *at, comitia_seats *s, list lists[4])
{
    while (*at) {
        char *word = at + 1, *end = at + strcspn(at, "\n");
        char kind = *at;
        at = end + (*end == '\n');
        *end = '\0';
        switch (kind) {
        case 'v': add(&lists[0], word); break;
        case 'x': add(&lists[1], word); break;
        case 'c': add(&lists[2], word); break;
        case 'J': add(&lists[3], word); break;
        case 'H': s->joint_hurdle = word; break;
        case 's': s->seats = word; break;
        case 'm': s->method = word; break;
        case 'q': s->quota = word; break;
        case 'h': s->hurdle = word; break;
        case 'M': s->hurdle_more_than = true; break;
        case 'n': s->valid = word; break;
        case 'b': s->base = word; break;
        case 'B': s->base_exempts = word; break;
        case 'o': s->overhang = word; break;
        case 'j': s->majority = word; break;
        case 'z': s->size = strtoull(word, NULL, 10); break;
        case 't': return at;
        default: break;
        }
    }
    return at;
}

/* The same with the columns of the table, in districts and without. */
static void ask_table(comitia_ctx *ctx, comitia_seats s, char *table)
{
    comitia_loader loader = {load, NULL, table};
    comitia_question question = {.verb = COMITIA_SEATS,
                                 .seats = &s,
                                 .csv = "t.csv",
                                 .limit = FUZZ_STEPS};
    s.n_votes = 0;
    s.votes_column = "votes";
    s.base = s.base ? "base" : NULL;
    fuzz_ask(ctx, NULL, &question, &loader);
    if (s.n_joint) { /* the same from columns */
        s.n_joint = 0;
        s.joint_column = "joint";
        s.joint_sub_column = "sub";
        fuzz_ask(ctx, NULL, &question, &loader);
    }
    s.district_column = "district";
    s.district_seats = "seats";
    s.seats = s.valid = NULL;
    s.hurdle_of = s.hurdle ? "district" : NULL;
    fuzz_ask(ctx, NULL, &question, &loader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    comitia_ctx *ctx = fuzz_ctx();
    comitia_seats seats = {0};
    list lists[4] = {0};
    char *lines = malloc(size + 1);
    fuzz_must(lines, "there is memory");
    if (size)
        memcpy(lines, data, size);
    lines[size] = '\0';
    char *table = read_words(lines, &seats, lists);
    seats.votes = lists[0].at, seats.n_votes = lists[0].n;
    seats.exempt = lists[1].at, seats.n_exempt = lists[1].n;
    comitia_seats poll = seats;
    seats.joint = lists[3].at, seats.n_joint = lists[3].n;
    poll.coalitions = lists[2].at, poll.n_coalitions = lists[2].n;
    seats.size = 0;
    seats.majority = NULL;
    fuzz_ask(ctx, NULL,
             &(comitia_question){.verb = COMITIA_SEATS, .seats = &seats,
                                 .limit = FUZZ_STEPS},
             NULL);
    poll.valid = poll.base = poll.base_exempts = poll.overhang = NULL;
    poll.joint_hurdle = NULL;
    fuzz_ask(ctx, NULL,
             &(comitia_question){.verb = COMITIA_POLL, .seats = &poll,
                                 .sample = 3, .limit = FUZZ_STEPS},
             NULL);
    ask_table(ctx, seats, table);
    comitia_ctx_free(ctx);
    free(lines);
    return 0;
}
