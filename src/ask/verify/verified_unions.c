/* Unions and desirability by their definitions (LANGUAGE, section 8), from a
   list of all sets of players. */
#include "ask/verify/verified.h"

enum { N = CM_MOST_TRIED_PLAYERS };

/* The single players of a game beside the rows of an answer. */
typedef struct beside {
    cm_verifying *v;
    const cm_tried_game *game;
    const comitia_value *one;      /* the case */
    const comitia_value *row[N];   /* per player */
    uint32_t union_of[N], n_unions;
    uint32_t rank_of[N];
} beside;

static const char *name_of(const beside *b, uint32_t i)
{
    const char *name =
        comitia_value_string(comitia_value_get(b->row[i], "player"));
    return name ? name : "";
}

/* False if a player has no row, or two rows of weights have one name: then it
   cannot be said who stands where. */
static bool find_rows(beside *b)
{
    const comitia_value *rows = comitia_value_get(b->one, "indices");
    size_t n = comitia_value_count(rows);
    for (uint32_t i = 0; i < b->game->n; i++)
        for (size_t r = 0; r < n && !b->row[i]; r++)
            if (b->v->world ? cm_verify_is_of(b->v, comitia_value_at(rows, r),
                                              &b->game->at[i])
                            : r == i)
                b->row[i] = comitia_value_at(rows, r);
    for (uint32_t i = 0; i < b->game->n; i++) {
        if (!b->row[i])
            return false;
        for (uint32_t k = 0; k < i && !b->v->world; k++)
            if (strcmp(name_of(b, i), name_of(b, k)) == 0)
                return false;
    }
    return true;
}

static bool has_name(const comitia_value *names, const char *name)
{
    for (size_t k = 0; k < comitia_value_count(names); k++)
        if (strcmp(comitia_value_string(comitia_value_at(names, k)), name) == 0)
            return true;
    return false;
}

/* Which of the lists a name stands in; their number if in none. */
static uint32_t list_of(const comitia_value *lists, const char *key,
                        const char *name)
{
    uint32_t n = (uint32_t)comitia_value_count(lists);
    for (uint32_t u = 0; u < n; u++) {
        const comitia_value *list = comitia_value_at(lists, u);
        if (has_name(key ? comitia_value_get(list, key) : list, name))
            return u;
    }
    return n;
}

/* ---- unions ------------------------------------------------------------------ */

static void find_unions(beside *b)
{
    const comitia_value *unions = comitia_value_get(b->one, "unions");
    uint32_t declared = (uint32_t)comitia_value_count(unions);
    b->n_unions = declared;
    for (uint32_t i = 0; i < b->game->n; i++) {
        b->union_of[i] = list_of(unions, "players", name_of(b, i));
        if (b->union_of[i] == declared)
            b->union_of[i] = b->n_unions++;
    }
}

static uint64_t set_of(const beside *b, uint32_t u)
{
    uint64_t set = 0;
    for (uint32_t i = 0; i < b->game->n; i++)
        if (b->union_of[i] == u)
            set |= UINT64_C(1) << i;
    return set;
}

static unsigned members(uint64_t set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* swings[r][s]: of r whole other unions and s others of one's own. */
typedef uint64_t swings_by[N + 1][N + 1];

static void count_own(const beside *b, uint32_t i, uint64_t others, unsigned r,
                      swings_by swings)
{
    uint64_t one = UINT64_C(1) << i, own = set_of(b, b->union_of[i]) & ~one;
    const uint8_t *wins = b->game->wins;
    for (uint64_t s = own;; s = (s - 1) & own) {
        if (!wins[others | s] && wins[others | s | one])
            swings[r][members(s)]++;
        if (s == 0)
            return;
    }
}

static void count_swings(const beside *b, uint32_t i, swings_by swings)
{
    memset(swings, 0, sizeof(swings_by));
    for (uint64_t r = 0; r < UINT64_C(1) << b->n_unions; r++) {
        uint64_t others = 0;
        if (r >> b->union_of[i] & 1)
            continue;
        for (uint32_t u = 0; u < b->n_unions; u++)
            if (r >> u & 1)
                others |= set_of(b, u);
        count_own(b, i, others, members(r), swings);
    }
}

/* r! (n-1-r)! / n!, or 1 / 2^(n-1) */
static void weight(uint32_t n, uint32_t r, bool order, mpq_ptr q)
{
    mpz_t f;
    mpq_set_ui(q, 1, 1);
    if (!order) {
        mpq_div_2exp(q, q, n - 1);
        return;
    }
    mpz_init(f);
    mpz_fac_ui(mpq_numref(q), r);
    mpz_fac_ui(f, n - 1 - r);
    mpz_mul(mpq_numref(q), mpq_numref(q), f);
    mpz_fac_ui(mpq_denref(q), n);
    mpq_canonicalize(q);
    mpz_clear(f);
}

static void compare_value(const beside *b, uint32_t i, swings_by swings,
                          const char *key, bool order_outside,
                          bool order_inside)
{
    uint32_t m = b->n_unions, k = members(set_of(b, b->union_of[i]));
    mpq_t sum, term, part;
    mpq_inits(sum, term, part, NULL);
    for (uint32_t r = 0; r < m; r++)
        for (uint32_t s = 0; s < k; s++) {
            weight(m, r, order_outside, term);
            weight(k, s, order_inside, part);
            mpq_mul(term, term, part);
            mpq_set_ui(part, 0, 1);
            cm_set_u64(mpq_numref(part), swings[r][s]);
            mpq_mul(term, term, part);
            mpq_add(sum, sum, term);
        }
    cm_verify_number(b->v, cm_verify_named(b->v, key, name_of(b, i)),
                     comitia_value_get(b->row[i], key), sum);
    mpq_clears(sum, term, part, NULL);
}

static comitia_status verify_unions(beside *b)
{
    swings_by swings;
    find_unions(b);
    for (uint32_t i = 0; i < b->game->n; i++) {
        CM_TRY(cm_spend(b->v->ctx, UINT64_C(40) << b->game->n));
        count_swings(b, i, swings);
        compare_value(b, i, swings, "owen", true, true);
        compare_value(b, i, swings, "banzhaf_owen", false, false);
        compare_value(b, i, swings, "symmetric_banzhaf", false, true);
    }
    return COMITIA_OK;
}

/* ---- desirability ------------------------------------------------------------ */

/* i in place of j never harms. */
static bool is_over(const cm_tried_game *g, uint32_t i, uint32_t j)
{
    uint64_t a = UINT64_C(1) << i, c = UINT64_C(1) << j;
    for (uint64_t set = 0; set < UINT64_C(1) << g->n; set++)
        if (!(set & (a | c)) && g->wins[set | c] && !g->wins[set | a])
            return false;
    return true;
}

/* over[x][y]: a way down from rank x to rank y. */
static void find_ways(const beside *b, const comitia_value *order,
                      bool over[N][N])
{
    const comitia_value *ranks = comitia_value_get(order, "ranks");
    const comitia_value *pairs = comitia_value_get(order, "dominates");
    uint32_t n = (uint32_t)comitia_value_count(ranks);
    for (uint32_t i = 0; i < b->game->n; i++)
        for (uint32_t k = 0; k < n; k++)
            over[i][k] = false;
    for (size_t k = 0; k < comitia_value_count(pairs); k++) {
        const comitia_value *pair = comitia_value_at(pairs, k);
        uint32_t x = list_of(
            ranks, NULL, comitia_value_string(comitia_value_at(pair, 0)));
        uint32_t y = list_of(
            ranks, NULL, comitia_value_string(comitia_value_at(pair, 1)));
        if (x < n && y < n)
            over[x][y] = true;
    }
    for (uint32_t z = 0; z < n; z++)
        for (uint32_t x = 0; x < n; x++)
            for (uint32_t y = 0; y < n; y++)
                over[x][y] |= over[x][z] && over[z][y];
}

static comitia_status verify_order(beside *b, const comitia_value *order)
{
    const comitia_value *ranks = comitia_value_get(order, "ranks");
    uint32_t n = (uint32_t)comitia_value_count(ranks);
    bool over[N][N];
    if (n > b->game->n) {
        cm_verify_differs(b->v, "ranks", "more", "as many as players");
        return COMITIA_OK;
    }
    find_ways(b, order, over);
    for (uint32_t i = 0; i < b->game->n; i++) {
        b->rank_of[i] = list_of(ranks, NULL, name_of(b, i));
        if (b->rank_of[i] == n) {
            cm_verify_differs(b->v, "rank", "none", name_of(b, i));
            return COMITIA_OK;
        }
    }
    for (uint32_t i = 0; i < b->game->n; i++)
        for (uint32_t j = 0; j < b->game->n; j++) {
            uint32_t x = b->rank_of[i], y = b->rank_of[j];
            CM_TRY(cm_spend(b->v->ctx, UINT64_C(1) << b->game->n));
            if ((x == y || over[x][y]) != is_over(b->game, i, j))
                cm_verify_differs(
                    b->v, cm_verify_named(b->v, "desirability", name_of(b, i)),
                    x == y || over[x][y] ? "above" : "not above",
                    name_of(b, j));
        }
    return COMITIA_OK;
}

comitia_status cm_verify_unions(cm_verifying *v, const cm_tried_game *game,
                                const comitia_value *one)
{
    beside b = {.v = v, .game = game, .one = one};
    const comitia_value *order = comitia_value_get(one, "order");
    bool ranked = order && comitia_value_kind(order) == COMITIA_OBJECT;
    if (!comitia_value_get(one, "unions") && !ranked)
        return COMITIA_OK;
    if (!find_rows(&b)) {
        v->verdict->method = NULL;
        v->verdict->reason = "players of one name";
        return COMITIA_OK;
    }
    if (comitia_value_get(one, "unions"))
        CM_TRY(verify_unions(&b));
    return ranked ? verify_order(&b, order) : COMITIA_OK;
}
