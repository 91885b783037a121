/* Indices by their definitions (LANGUAGE, section 8), from a list of all sets
   of players. */
#include "ask/verify/verified.h"

enum { N = CM_MOST_TRIED_PLAYERS + 1 };

/* Sets counted by what the indices ask of them. */
typedef struct counts {
    uint32_t n;
    uint64_t winning, minimal, blocking, pivots, critical_sets[N];
    uint64_t swings[N], by_size[N][N]; /* player, members of the set */
    uint64_t in_minimal[N][N];         /* player, members */
    uint64_t critical[N][N];           /* player, critical members */
    uint64_t minimal_members;          /* of all minimal sets together */
    uint64_t agreements[N]; /* divisions that come out as the player votes */
} counts;

static unsigned members(uint64_t set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* Members without whom the winning set loses. */
static uint64_t critical_of(const cm_tried_game *g, uint64_t set)
{
    uint64_t critical = 0;
    for (uint32_t i = 0; i < g->n; i++)
        if (set >> i & 1 && !g->wins[set & ~(UINT64_C(1) << i)])
            critical |= UINT64_C(1) << i;
    return critical;
}

/* A minimal blocking set: its rest loses, and wins with any one of it. */
static bool blocks_minimally(const cm_tried_game *g, uint64_t set)
{
    uint64_t rest = ((UINT64_C(1) << g->n) - 1) & ~set;
    if (g->wins[rest])
        return false;
    for (uint32_t i = 0; i < g->n; i++)
        if (set >> i & 1 && !g->wins[rest | UINT64_C(1) << i])
            return false;
    return true;
}

static void count_set(counts *c, const cm_tried_game *g, uint64_t set)
{
    c->blocking += blocks_minimally(g, set);
    for (uint32_t i = 0; i < g->n; i++)
        c->agreements[i] += (set >> i & 1) == g->wins[set];
    if (!g->wins[set])
        return;
    uint64_t critical = critical_of(g, set);
    unsigned size = members(set), n_critical = members(critical);
    c->winning++;
    c->minimal += critical == set;
    for (uint32_t i = 0; i < g->n; i++) {
        if (!(critical >> i & 1))
            continue;
        c->swings[i]++;
        c->by_size[i][size]++;
        c->critical[i][n_critical]++;
        c->in_minimal[i][size] += critical == set;
    }
}

static comitia_status count_sets(cm_verifying *v, const cm_tried_game *g,
                                 counts *c)
{
    uint64_t n = UINT64_C(1) << g->n;
    *c = (counts){.n = g->n};
    CM_TRY(cm_spend(v->ctx, n * (g->n + 1) * 4));
    for (uint64_t set = 0; set < n; set++)
        count_set(c, g, set);
    return COMITIA_OK;
}

/* ---- the definitions
 * ------------------------------------------------------------------- */

static void add_term(mpq_ptr sum, uint64_t count, mpq_srcptr each)
{
    mpq_t term;
    mpq_init(term);
    cm_set_u64(mpq_numref(term), count);
    mpq_mul(term, term, each);
    mpq_add(sum, sum, term);
    mpq_clear(term);
}

/* a / b; false if b is 0. */
static bool ratio(uint64_t a, uint64_t b, mpq_ptr q)
{
    if (b == 0)
        return false;
    cm_set_u64(mpq_numref(q), a);
    cm_set_u64(mpq_denref(q), b);
    mpq_canonicalize(q);
    return true;
}

/* (k-1)! (n-k)! / n! */
static void order_weight(uint32_t n, uint32_t k, mpq_ptr q)
{
    mpz_t f;
    mpz_init(f);
    mpz_fac_ui(mpq_numref(q), k - 1);
    mpz_fac_ui(f, n - k);
    mpz_mul(mpq_numref(q), mpq_numref(q), f);
    mpz_fac_ui(mpq_denref(q), n);
    mpq_canonicalize(q);
    mpz_clear(f);
}

static bool shapley(const counts *c, uint32_t i, mpq_ptr q)
{
    mpq_t each;
    mpq_init(each);
    mpq_set_ui(q, 0, 1);
    for (uint32_t k = 1; k <= c->n; k++) {
        order_weight(c->n, k, each);
        add_term(q, c->by_size[i][k], each);
    }
    mpq_clear(each);
    return true;
}

/* Sum over k of count[k] / k. */
static void harmonic(const uint64_t *count, uint32_t n, mpq_ptr q)
{
    mpq_t each;
    mpq_init(each);
    mpq_set_ui(q, 0, 1);
    for (uint32_t k = 1; k <= n; k++) {
        mpq_set_ui(each, 1, k);
        add_term(q, count[k], each);
    }
    mpq_clear(each);
}

static bool deegan_packel(const counts *c, uint32_t i, mpq_ptr q)
{
    mpq_t all;
    if (c->minimal == 0 || c->n == 0)
        return false;
    mpq_init(all);
    harmonic(c->in_minimal[i], c->n, q);
    ratio(c->minimal, 1, all);
    mpq_div(q, q, all);
    mpq_clear(all);
    return true;
}

static uint64_t sum_of(const uint64_t *of, uint32_t n)
{
    uint64_t sum = 0;
    for (uint32_t k = 0; k <= n; k++)
        sum += of[k];
    return sum;
}

static bool holler(const counts *c, uint32_t i, mpq_ptr q)
{
    uint64_t all = 0;
    for (uint32_t k = 0; k < c->n; k++)
        all += sum_of(c->in_minimal[k], c->n);
    return ratio(sum_of(c->in_minimal[i], c->n), all, q);
}

static bool johnston(const counts *c, uint32_t i, mpq_ptr q)
{
    mpq_t all, one;
    mpq_inits(all, one, NULL);
    for (uint32_t k = 0; k < c->n; k++) {
        harmonic(c->critical[k], c->n, one);
        mpq_add(all, all, one);
    }
    harmonic(c->critical[i], c->n, q);
    bool defined = mpq_sgn(all) != 0;
    if (defined)
        mpq_div(q, q, all);
    mpq_clears(all, one, NULL);
    return defined;
}

static bool swings(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->swings[i], 1, q);
}

static bool banzhaf(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->swings[i], sum_of(c->swings, c->n), q);
}

static bool absolute(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->swings[i], c->n ? UINT64_C(1) << (c->n - 1) : 0, q);
}

static bool prevent(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->swings[i], c->winning, q);
}

static bool initiate(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->swings[i], (UINT64_C(1) << c->n) - c->winning, q);
}

static bool satisfaction(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->agreements[i], 1, q);
}

static bool rae(const counts *c, uint32_t i, mpq_ptr q)
{
    return ratio(c->agreements[i], UINT64_C(1) << c->n, q);
}

static const struct index {
    const char *key;
    bool (*of)(const counts *c, uint32_t i, mpq_ptr q);
} indices[] = {
    {"swings", swings},           {"banzhaf", banzhaf},
    {"banzhaf_absolute", absolute}, {"shapley", shapley},
    {"deegan_packel", deegan_packel}, {"holler", holler},
    {"johnston", johnston},       {"coleman_prevent", prevent},
    {"coleman_initiate", initiate}, {"rae", rae},
    {"satisfaction", satisfaction},
};

/* ---- the answer beside them
 * ------------------------------------------------------------ */

static const char *text_in(const comitia_value *object, const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

const char *cm_verify_named(cm_verifying *v, const char *key,
                            const char *player)
{
    cm_buf text;
    cm_buf_init(&text, v->arena);
    cm_buf_addf(&text, "%s of %s", key, player);
    const char *whole = cm_buf_text(&text);
    return whole ? whole : key;
}

/* low <= q <= high */
static void compare_range(cm_verifying *v, const comitia_value *row,
                          mpq_srcptr q)
{
    const char *low = text_in(row, "shapley_low");
    const char *high = text_in(row, "shapley_high");
    mpq_t end;
    if (!*low || !*high)
        return;
    mpq_init(end);
    bool inside = cm_number_read(low, strlen(low), end) && mpq_cmp(end, q) <= 0;
    inside = inside && cm_number_read(high, strlen(high), end) &&
             mpq_cmp(end, q) >= 0;
    mpq_clear(end);
    if (!inside)
        cm_verify_differs(v, cm_verify_named(v, "shapley", text_in(row, "player")), low,
                          cm_number_text(v->arena, q));
}

static void compare_row(cm_verifying *v, const counts *c, uint32_t i,
                        const comitia_value *row)
{
    mpq_t q;
    mpq_init(q);
    for (size_t k = 0; k < sizeof indices / sizeof *indices; k++) {
        const char *what = cm_verify_named(v, indices[k].key, text_in(row, "player"));
        const comitia_value *is = comitia_value_get(row, indices[k].key);
        bool defined = indices[k].of(c, i, q);
        if (!defined && comitia_value_string(is))
            cm_verify_differs(v, what, comitia_value_string(is), "none");
        else if (defined)
            cm_verify_number(v, what, is, q);
        if (defined && strcmp(indices[k].key, "shapley") == 0)
            compare_range(v, row, q);
    }
    mpq_clear(q);
}

static void compare_count(cm_verifying *v, const comitia_value *one,
                          const char *key, uint64_t count)
{
    mpq_t q;
    mpq_init(q);
    ratio(count, 1, q);
    cm_verify_number(v, key, comitia_value_get(one, key), q);
    mpq_clear(q);
}

static void compare_collective(cm_verifying *v, const comitia_value *one,
                               const counts *c)
{
    mpq_t q;
    mpq_init(q);
    ratio(c->winning, UINT64_C(1) << c->n, q);
    if (comitia_value_get(one, "coleman_collective"))
        cm_verify_number(v, "coleman_collective",
                         comitia_value_get(one, "coleman_collective"), q);
    mpq_clear(q);
}

/* Whether a row is about a player: "CPP", or "CPP in Assembly" of freed
   seats. */
bool cm_verify_is_of(const cm_verifying *v, const comitia_value *row,
                     const cm_tried_player *player)
{
    const cm_model *model = v->world->model;
    const char *name = model->players[player->player].label.name;
    const char *text = text_in(row, "player");
    size_t n = strlen(name);
    if (comitia_value_bool(comitia_value_get(row, "free")) !=
            (player->body != CM_NONE) ||
        strncmp(text, name, n) != 0)
        return false;
    return !text[n] ||
           (player->body != CM_NONE && strncmp(text + n, " in ", 4) == 0 &&
            strcmp(text + n + 4, model->bodies[player->body].label.name) == 0);
}

comitia_status cm_verify_indices(cm_verifying *v, const cm_trial *t,
                                 const cm_tried_game *game,
                                 const comitia_value *one)
{
    const comitia_value *rows = comitia_value_get(one, "indices");
    uint64_t told = 0;
    counts c;
    (void)t;
    CM_TRY(count_sets(v, game, &c));
    compare_count(v, one, "winning", c.winning);
    compare_collective(v, one, &c);
    compare_count(v, one, "minimal_winning", c.minimal);
    compare_count(v, one, "minimal_blocking", c.blocking);
    for (size_t r = 0; r < comitia_value_count(rows); r++) {
        const comitia_value *row = comitia_value_at(rows, r);
        uint32_t i = 0;
        while (i < game->n &&
               !(v->world ? cm_verify_is_of(v, row, &game->at[i]) : i == r))
            i++;
        if (i == game->n)
            cm_verify_differs(v, "players", text_in(row, "player"), "nobody");
        else
            compare_row(v, &c, i, row);
        told += (uint64_t)comitia_value_number(comitia_value_get(row, "count"));
    }
    if (told != game->n)
        cm_verify_differs(v, "players", "others", "as many as there are");
    return v->verdict->agrees ? cm_verify_unions(v, game, one) : COMITIA_OK;
}

void cm_verify_totals(cm_verifying *v, const cm_tried_game *game,
                      const comitia_value *one)
{
    counts c = {.n = game->n};
    for (uint64_t set = 0; set < UINT64_C(1) << game->n; set++)
        count_set(&c, game, set);
    compare_count(v, one, "force_total", c.minimal);
    compare_count(v, one, "block_total", c.blocking);
}
