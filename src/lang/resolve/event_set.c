#include "lang/resolve/event_set.h"

enum { MOST_JOINS = 1 << 20, MOST_FORKS = 1 << 23 };

comitia_status cm_event_sets_init(cm_event_sets *sets, cm_ctx *ctx,
                                  cm_arena *arena, const int32_t *days,
                                  uint32_t n)
{
    *sets = (cm_event_sets){
        .ctx = ctx, .arena = arena, .days = days, .n = n, .table_size = 1024};
    sets->n_joins = 1024;
    while (sets->n_joins < MOST_JOINS && sets->n_joins / 4 < n)
        sets->n_joins *= 2;
    sets->table = cm_new_n(arena, uint32_t, sets->table_size);
    sets->joins = cm_new_n(arena, cm_event_join, sets->n_joins);
    return sets->table && sets->joins ? COMITIA_OK : COMITIA_E_NOMEM;
}

static bool is_one(const cm_event_sets *sets, cm_event_set set)
{
    return set <= sets->n;
}

/* A set of one is a fork without halves. */
static cm_event_fork fork_at(const cm_event_sets *sets, cm_event_set set)
{
    if (is_one(sets, set))
        return (cm_event_fork){.base = set - 1,
                               .first_day = sets->days[set - 1]};
    return sets->forks.at[set - sets->n - 1];
}

static size_t mix(uint32_t a, uint32_t b)
{
    uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ (h >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
    return (size_t)(h ^ (h >> 32));
}

/* ---- unique forks ------------------------------------------------------- */

static uint32_t *slot_of(const cm_event_sets *sets, uint32_t *table,
                         size_t size, cm_event_set low, cm_event_set high)
{
    size_t i = mix(low, high) & (size - 1);
    while (table[i]) {
        const cm_event_fork *fork = &sets->forks.at[table[i] - 1];
        if (fork->low == low && fork->high == high)
            break;
        i = (i + 1) & (size - 1);
    }
    return &table[i];
}

static bool grow(cm_event_sets *sets)
{
    size_t size = sets->table_size * 2;
    uint32_t *table = cm_new_n(sets->arena, uint32_t, size);
    if (!table)
        return false;
    for (size_t i = 0; i < sets->forks.n; i++) {
        const cm_event_fork *fork = &sets->forks.at[i];
        *slot_of(sets, table, size, fork->low, fork->high) = (uint32_t)i + 1;
    }
    sets->table = table;
    sets->table_size = size;
    return true;
}

/* low and high, one beside the other. Their ranges tell where they part. */
static comitia_status fork_of(cm_event_sets *sets, cm_event_set low,
                              cm_event_set high, cm_event_set *out)
{
    uint32_t *slot = slot_of(sets, sets->table, sets->table_size, low, high);
    if (*slot) {
        *out = sets->n + *slot;
        return COMITIA_OK;
    }
    cm_event_fork a = fork_at(sets, low), b = fork_at(sets, high);
    uint32_t height = 1;
    while (height < 32 && (a.base ^ b.base) >> height)
        height++;
    cm_event_fork fork = {.low = low,
                          .high = high,
                          .base = height < 32 ? a.base >> height << height : 0,
                          .height = height,
                          .first_day = a.first_day < b.first_day ? a.first_day
                                                                 : b.first_day};
    CM_TRY(cm_spend(sets->ctx, 100));
    if (sets->forks.n >= MOST_FORKS)
        return cm_fail(sets->ctx, COMITIA_E_BUDGET, "sets of events");
    if (!cm_push(sets->arena, &sets->forks, fork))
        return COMITIA_E_NOMEM;
    *slot = (uint32_t)sets->forks.n;
    *out = sets->n + *slot;
    bool roomy = sets->forks.n <= sets->table_size / 2 || grow(sets);
    return roomy ? COMITIA_OK : COMITIA_E_NOMEM;
}

cm_event_set cm_event_set_of(uint32_t number)
{
    return number + 1;
}

/* ---- joining ------------------------------------------------------------ */

/* a's range has b's or is it. */
static comitia_status join_within(cm_event_sets *sets, cm_event_fork a,
                                  cm_event_fork b, cm_event_set b_set,
                                  cm_event_set *out)
{
    cm_event_set low = a.low, high = a.high;
    if (a.height == b.height) {
        CM_TRY(cm_event_set_join(sets, low, b.low, &low));
        CM_TRY(cm_event_set_join(sets, high, b.high, &high));
    } else if (b.base >> (a.height - 1) & 1) {
        CM_TRY(cm_event_set_join(sets, high, b_set, &high));
    } else {
        CM_TRY(cm_event_set_join(sets, low, b_set, &low));
    }
    return fork_of(sets, low, high, out);
}

static bool apart(cm_event_fork a, cm_event_fork b)
{
    uint32_t height = a.height > b.height ? a.height : b.height;
    return height < 32 && (a.base ^ b.base) >> height;
}

/* As deep as numbers have bits. */
comitia_status cm_event_set_join(cm_event_sets *sets, cm_event_set a,
                                 cm_event_set b, cm_event_set *out)
{
    if (a == b || a == 0 || b == 0) {
        *out = a ? a : b;
        return COMITIA_OK;
    }
    size_t place = mix(a, b) & (sets->n_joins - 1);
    const cm_event_join *known = &sets->joins[place];
    if (known->a == a && known->b == b) {
        *out = known->both;
        return COMITIA_OK;
    }
    cm_event_fork fa = fork_at(sets, a), fb = fork_at(sets, b);
    CM_TRY(cm_spend(sets->ctx, 20));
    if (apart(fa, fb))
        CM_TRY(fa.base < fb.base ? fork_of(sets, a, b, out)
                                 : fork_of(sets, b, a, out));
    else if (fa.height >= fb.height)
        CM_TRY(join_within(sets, fa, fb, b, out));
    else
        CM_TRY(join_within(sets, fb, fa, a, out));
    sets->joins[place] = (cm_event_join){a, b, *out};
    return COMITIA_OK;
}

/* ---- asking ------------------------------------------------------------- */

static bool ends_before(cm_event_fork fork, uint32_t from)
{
    return fork.base + (UINT64_C(1) << fork.height) <= from;
}

uint32_t cm_event_set_next(const cm_event_sets *sets, cm_event_set set,
                           uint32_t from)
{
    cm_event_set later = 0; /* the nearest upper half that was passed */
    for (;;) {
        cm_event_fork fork;
        if (set == 0)
            return UINT32_MAX;
        fork = fork_at(sets, set);
        if (ends_before(fork, from)) {
            set = later;
            later = 0;
        } else if (is_one(sets, set)) {
            return fork.base;
        } else if (ends_before(fork_at(sets, fork.low), from)) {
            set = fork.high;
        } else {
            later = fork.high;
            set = fork.low;
        }
    }
}

/* As deep as numbers have bits; at most one half of each is looked into. */
bool cm_event_set_has_early(const cm_event_sets *sets, cm_event_set set,
                            uint32_t from, int32_t day)
{
    if (set == 0)
        return false;
    cm_event_fork fork = fork_at(sets, set);
    if (fork.first_day > day || ends_before(fork, from))
        return false;
    if (fork.base >= from)
        return true;
    return cm_event_set_has_early(sets, fork.high, from, day) ||
           cm_event_set_has_early(sets, fork.low, from, day);
}
