/* seats: from votes to seats, with the divisor that shows it and every tie. */
#include "ask/seats/contenders.h"

enum { DIGITS = 12, MOST_DIGITS = 10000, MOST_WAYS = 100000 };

typedef struct giving {
    cm_contenders c;
    comitia_value *answer, *districts;
    uint64_t *low, *high; /* of each party, in all districts */
    uint64_t house_low, house_high;
    bool added; /* base seats beyond the share are added */
    bool open;
    /* the district under way, by its members */
    cm_seat_district *district;
    cm_contest contest;
    cm_seating seating;
    mpz_t *votes;    /* of those who take part */
    uint64_t *base;
    uint32_t *slot;  /* of a member among those who take part, or CM_NONE */
    uint64_t kept;   /* base seats of those who do not */
} giving;

/* The number, or null where it is not the same in all outcomes. */
static void put_seats(cm_ask *ask, comitia_value *object, const char *key,
                      uint64_t low, uint64_t high)
{
    if (low == high)
        cm_put_count(&ask->b, object, key, low);
    else
        cm_put_null(&ask->b, object, key);
}

/* ---- the contest of a district --------------------------------------------------------- */

static const char *const entries[] = {
    [CM_ENTRY_PASSED] = "passed",
    [CM_ENTRY_EXEMPT] = "exempt",
    [CM_ENTRY_BASE] = "base",
    [CM_ENTRY_OUT] = "out",
};

/* Those who take part. A party that does not keeps its base seats, which are
   then not given out again. */
static comitia_status set_contest(giving *g)
{
    cm_contenders *c = &g->c;
    uint32_t n = g->district->n_members, in = 0;
    g->kept = 0;
    g->votes = cm_new_n(&c->scratch, mpz_t, n);
    g->base = cm_new_n(&c->scratch, uint64_t, n);
    g->slot = cm_new_n(&c->scratch, uint32_t, n);
    if (!g->votes || !g->base || !g->slot)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < n; k++) {
        const cm_contender *at = &c->at[g->district->members[k]];
        g->slot[k] = CM_NONE;
        if (at->entry == CM_ENTRY_OUT) {
            g->kept += at->base;
            continue;
        }
        /* read only: the number stays that of the table */
        g->votes[in][0] = *mpq_numref(at->votes->q);
        g->base[in] = at->base;
        g->slot[k] = in++;
    }
    g->contest = (cm_contest){.method = c->method,
                              .quota = c->quota,
                              .n = in,
                              .votes = (const mpz_t *)g->votes,
                              .base = g->added ? NULL : g->base,
                              .seats = g->district->seats};
    if (g->kept > g->contest.seats)
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%sparties below the hurdle have more base "
                             "seats than there are seats",
                             g->district->name ? g->district->name : "",
                             g->district->name ? ": " : "");
    else
        g->contest.seats -= g->kept;
    return COMITIA_OK;
}

/* ---- divisor and quota ------------------------------------------------------------------- */

/* The root of q as a decimal, or q itself; rounded up or down. */
static void put_decimal(cm_ask *ask, comitia_value *object, const char *key,
                        mpq_srcptr q, bool squared, unsigned digits, bool up)
{
    mpq_t value;
    mpq_init(value);
    mpq_set(value, q);
    if (squared && mpq_sgn(q) > 0) {
        /* to `digits` digits more than the integer part needs: q * 100^k */
        mpz_t unit, root;
        mpz_inits(unit, root, NULL);
        mpz_ui_pow_ui(unit, 10, 2UL * digits + 2 +
                                    mpz_sizeinbase(mpq_denref(q), 10));
        mpz_mul(root, unit, unit);
        mpz_mul(root, root, mpq_numref(q));
        mpz_fdiv_q(root, root, mpq_denref(q));
        mpz_sqrt(root, root);
        if (up)
            mpz_add_ui(root, root, 1);
        mpz_set(mpq_numref(value), root);
        mpz_set(mpq_denref(value), unit);
        mpq_canonicalize(value);
        mpz_clears(unit, root, NULL);
    }
    char *text = cm_number_decimal(ask->arena, value, digits, up);
    ask->b.failed |= !text;
    cm_put_text(&ask->b, object, key, text);
    mpq_clear(value);
}

/* Digits for both ends: as many as the example has, or the decimals could pass
   each other between two ends that are close. */
static unsigned digits_for(const cm_ask *ask, mpq_srcptr example)
{
    size_t digits = ask->q->digits ? ask->q->digits : DIGITS;
    size_t least = mpz_sizeinbase(mpq_numref(example), 10) +
                   mpz_sizeinbase(mpq_denref(example), 2);
    if (digits > MOST_DIGITS)
        digits = MOST_DIGITS;
    return (unsigned)(digits < least ? least : digits);
}

static void put_end(cm_ask *ask, comitia_value *object, mpq_srcptr end,
                    bool squared, const char *key, const char *square_key)
{
    if (end)
        cm_put_ratio(&ask->b, object, squared ? square_key : key, end);
    else
        cm_put_null(&ask->b, object, squared ? square_key : key);
    cm_put_null(&ask->b, object, squared ? key : square_key);
}

/* The divisors that give these seats. Decimals are rounded inwards, so that
   they do so too; of a tie, where there is one divisor, outwards. The short one
   between them is *divisor; a tie has the one, unless it is a root. */
static bool put_divisor(giving *g, comitia_value *object, mpq_ptr divisor)
{
    cm_ask *ask = g->c.ask;
    const cm_seating *s = &g->seating;
    bool squared = cm_seats_by_squares(g->c.method), tie = s->n_tied > 0;
    mpq_srcptr high = s->has_high ? s->high : NULL;
    bool found = cm_short_divisor(s->low, high, squared, divisor);
    unsigned digits = digits_for(ask, divisor);
    comitia_value *d = cm_put_object(&ask->b, object, "divisor");
    put_end(ask, d, s->low, squared, "low", "low_squared");
    put_end(ask, d, high, squared, "high", "high_squared");
    put_decimal(ask, d, "low_decimal", s->low, squared, digits, !tie);
    if (high)
        put_decimal(ask, d, "high_decimal", high, squared, digits, tie);
    else
        cm_put_null(&ask->b, d, "high_decimal");
    if (!found && !squared) {
        mpq_set(divisor, s->low);
        found = true;
    }
    if (found && !tie)
        cm_put_ratio(&ask->b, d, "example", divisor);
    else
        cm_put_null(&ask->b, d, "example");
    return found;
}

/* What a party's votes are divided by; false if it is no fraction. */
static bool put_basis(giving *g, comitia_value *object, mpq_ptr basis)
{
    cm_ask *ask = g->c.ask;
    if (g->c.method != CM_LARGEST_REMAINDER) {
        bool known = put_divisor(g, object, basis);
        cm_put_null(&ask->b, object, "quota");
        return known;
    }
    cm_put_null(&ask->b, object, "divisor");
    cm_put_ratio(&ask->b, object, "quota", g->seating.quota);
    mpq_set(basis, g->seating.quota);
    return mpq_sgn(basis) > 0;
}

/* ---- ties ------------------------------------------------------------------------------------ */

static const char *member_name(const giving *g, uint32_t k)
{
    const cm_contenders *c = &g->c;
    return c->parties[c->at[g->district->members[k]].party].name;
}

/* The next choice of `m` out of n in lexicographic order; false after the
   last. */
static bool next_choice(uint32_t *choice, uint32_t m, uint32_t n)
{
    for (uint32_t i = m; i-- > 0;)
        if (choice[i] < n - m + i) {
            choice[i]++;
            for (uint32_t k = i + 1; k < m; k++)
                choice[k] = choice[k - 1] + 1;
            return true;
        }
    return false;
}

/* Every way to give the tied seats, as the names of those who get one. */
static comitia_status put_takers(giving *g, comitia_value *tie,
                                 const char *const *names, mpz_srcptr ways)
{
    cm_ask *ask = g->c.ask;
    uint32_t n = g->seating.n_tied, m = g->seating.contested;
    if (mpz_cmp_ui(ways, MOST_WAYS / m) > 0) {
        cm_put_null(&ask->b, tie, "takers");
        cm_diag *diag = cm_diag_add(
            &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
            "the outcomes of a tie are left out: there are too many to list");
        cm_diag_help(&ask->diags, diag,
                     "any %u of the %u parties get the tied seats", m, n);
        ask->exact = false;
        return COMITIA_OK;
    }
    comitia_value *list = cm_put_list(&ask->b, tie, "takers");
    uint32_t *choice = cm_new_n(&g->c.scratch, uint32_t, m);
    if (!choice)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < m; i++)
        choice[i] = i;
    do {
        comitia_value *way = cm_add_list(&ask->b, list);
        CM_TRY(cm_spend(ask->ctx, 200 * (uint64_t)m));
        for (uint32_t i = 0; i < m; i++)
            cm_add_text(&ask->b, way, names[choice[i]]);
    } while (next_choice(choice, m, n));
    return COMITIA_OK;
}

static comitia_status put_tie(giving *g, comitia_value *object)
{
    cm_ask *ask = g->c.ask;
    const cm_seating *s = &g->seating;
    if (s->n_tied == 0) {
        cm_put_null(&ask->b, object, "tie");
        return COMITIA_OK;
    }
    g->open = true;
    comitia_value *tie = cm_put_object(&ask->b, object, "tie");
    cm_put_count(&ask->b, tie, "seats", s->contested);
    comitia_value *parties = cm_put_list(&ask->b, tie, "parties");
    const char **names = cm_new_n(&g->c.scratch, const char *, s->n_tied);
    if (!names)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0, n = 0; k < g->district->n_members; k++)
        if (g->slot[k] != CM_NONE && s->tied[g->slot[k]]) {
            names[n++] = member_name(g, k);
            cm_add_text(&ask->b, parties, member_name(g, k));
        }
    mpz_t ways;
    CM_TRY(cm_spend(ask->ctx, 10 * (uint64_t)s->n_tied * s->n_tied));
    mpz_init(ways);
    mpz_bin_uiui(ways, s->n_tied, s->contested);
    cm_put_integer(&ask->b, tie, "ways", ways);
    comitia_status status = put_takers(g, tie, names, ways);
    mpz_clear(ways);
    return status;
}

/* ---- parties -------------------------------------------------------------------------------- */

/* Seats by votes alone, and with the base seats. */
typedef struct share {
    uint64_t low, high, seats_low, seats_high;
} share;

static share share_of(const giving *g, uint32_t k)
{
    const cm_contender *at = &g->c.at[g->district->members[k]];
    uint32_t slot = g->slot[k];
    if (slot == CM_NONE)
        return (share){0, 0, at->base, at->base};
    share s = {.low = g->seating.certain[slot]};
    s.high = s.low + g->seating.tied[slot];
    s.seats_low = s.low < at->base ? at->base : s.low;
    s.seats_high = s.high < at->base ? at->base : s.high;
    return s;
}

static void put_quotient(giving *g, comitia_value *row, uint32_t k,
                         mpq_srcptr basis)
{
    cm_builder *b = &g->c.ask->b;
    const cm_contender *at = &g->c.at[g->district->members[k]];
    mpq_t quotient, rest;
    if (!basis || g->slot[k] == CM_NONE) {
        cm_put_null(b, row, "quotient");
        cm_put_null(b, row, "remainder");
        return;
    }
    mpq_inits(quotient, rest, NULL);
    mpq_div(quotient, at->votes->q, basis);
    cm_put_ratio(b, row, "quotient", quotient);
    if (g->c.method == CM_LARGEST_REMAINDER) {
        mpz_fdiv_q(mpq_numref(rest), mpq_numref(quotient),
                   mpq_denref(quotient));
        mpq_mul(rest, rest, basis);
        mpq_sub(rest, at->votes->q, rest);
        cm_put_ratio(b, row, "remainder", rest);
    } else {
        cm_put_null(b, row, "remainder");
    }
    mpq_clears(quotient, rest, NULL);
}

static void put_member(giving *g, comitia_value *rows, uint32_t k,
                       mpq_srcptr basis)
{
    cm_ask *ask = g->c.ask;
    const cm_contender *at = &g->c.at[g->district->members[k]];
    share s = share_of(g, k);
    comitia_value *row = cm_add_object(&ask->b, rows);
    cm_put_text(&ask->b, row, "party", member_name(g, k));
    cm_put_integer(&ask->b, row, "votes", mpq_numref(at->votes->q));
    cm_put_text(&ask->b, row, "entry", entries[at->entry]);
    cm_put_count(&ask->b, row, "base", at->base);
    put_quotient(g, row, k, basis);
    put_seats(ask, row, "by_votes", s.low, s.high);
    put_seats(ask, row, "seats", s.seats_low, s.seats_high);
    cm_put_count(&ask->b, row, "low", s.seats_low);
    cm_put_count(&ask->b, row, "high", s.seats_high);
    g->low[at->party] += s.seats_low;
    g->high[at->party] += s.seats_high;
}

/* Seats of the district in the fewest and the most: they differ only where a
   tied seat may go to a party that has it as a base seat. */
static void count_house(giving *g, uint64_t *low, uint64_t *high)
{
    uint64_t hidden = 0, m = g->seating.contested, n = g->seating.n_tied;
    *low = g->kept;
    for (uint32_t k = 0; k < g->district->n_members; k++) {
        if (g->slot[k] == CM_NONE)
            continue;
        share s = share_of(g, k);
        *low += s.seats_low;
        hidden += g->seating.tied[g->slot[k]] && s.seats_low == s.seats_high;
    }
    uint64_t seen = n - hidden;
    *high = *low + (m < seen ? m : seen);
    *low += m > hidden ? m - hidden : 0;
}

static comitia_status put_district(giving *g)
{
    cm_ask *ask = g->c.ask;
    comitia_value *object = cm_add_object(&ask->b, g->districts);
    uint64_t low, high;
    mpq_t basis;
    mpz_t votes;
    cm_put_text(&ask->b, object, "name", g->district->name);
    cm_put_count(&ask->b, object, "seats", g->district->seats);
    count_house(g, &low, &high);
    g->house_low += low;
    g->house_high += high;
    put_seats(ask, object, "house", low, high);
    mpz_init(votes);
    for (uint32_t i = 0; i < g->contest.n; i++)
        mpz_add(votes, votes, g->votes[i]);
    cm_put_integer(&ask->b, object, "votes", votes);
    mpz_clear(votes);
    CM_TRY(put_tie(g, object));
    mpq_init(basis);
    bool known = put_basis(g, object, basis);
    comitia_value *rows = cm_put_list(&ask->b, object, "parties");
    for (uint32_t k = 0; k < g->district->n_members; k++)
        put_member(g, rows, k, known ? basis : NULL);
    mpq_clear(basis);
    return cm_spend(ask->ctx, 2000 * (uint64_t)g->district->n_members);
}

static comitia_status give(giving *g, cm_seat_district *district)
{
    cm_contenders *c = &g->c;
    comitia_status status;
    g->district = district;
    CM_TRY(set_contest(g));
    if (c->ask->diags.n_errors)
        return COMITIA_OK;
    if (!cm_seating_init(&g->seating, &c->scratch, g->contest.n)) {
        cm_seating_clear(&g->seating);
        return COMITIA_E_NOMEM;
    }
    CM_GO(cm_apportion(c->ask->ctx, &g->contest, &g->seating));
    if (g->seating.why != CM_SEATS_FOUND)
        cm_refuse_seats(c, &g->contest, &g->seating, district->name);
    else
        CM_GO(put_district(g));
done:
    cm_seating_clear(&g->seating);
    return status;
}

/* ---- the answer ---------------------------------------------------------------------------------- */

/* Of the entries of a party in its districts: taking part in one is more than
   in none. */
static comitia_status put_parties(giving *g)
{
    cm_contenders *c = &g->c;
    cm_ask *ask = c->ask;
    uint8_t *entry = cm_new_n(&c->scratch, uint8_t, c->n_parties);
    if (!entry)
        return COMITIA_E_NOMEM;
    memset(entry, CM_ENTRY_OUT, c->n_parties);
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].entry < entry[c->at[i].party])
            entry[c->at[i].party] = (uint8_t)c->at[i].entry;
    comitia_value *rows = cm_put_list(&ask->b, g->answer, "parties");
    mpq_t part;
    mpq_init(part);
    for (uint32_t p = 0; p < c->n_parties; p++) {
        const cm_contending_party *party = &c->parties[p];
        comitia_value *row = cm_add_object(&ask->b, rows);
        cm_put_text(&ask->b, row, "party", party->name);
        cm_put_integer(&ask->b, row, "votes", party->votes);
        mpz_set(mpq_numref(part), party->votes);
        mpz_set(mpq_denref(part), c->valid);
        if (mpz_sgn(c->valid) == 0)
            mpz_set_ui(mpq_denref(part), 1);
        mpq_canonicalize(part);
        cm_put_ratio(&ask->b, row, "share", part);
        cm_put_text(&ask->b, row, "entry", entries[entry[p]]);
        cm_put_count(&ask->b, row, "base", party->base);
        put_seats(ask, row, "seats", g->low[p], g->high[p]);
        cm_put_count(&ask->b, row, "low", g->low[p]);
        cm_put_count(&ask->b, row, "high", g->high[p]);
    }
    mpq_clear(part);
    return COMITIA_OK;
}

static comitia_status put_answer(giving *g)
{
    cm_contenders *c = &g->c;
    cm_ask *ask = c->ask;
    uint64_t seats = 0;
    g->low = cm_new_n(&c->scratch, uint64_t, c->n_parties);
    g->high = cm_new_n(&c->scratch, uint64_t, c->n_parties);
    g->added = c->said->overhang && strcmp(c->said->overhang, "added") == 0;
    if (!g->low || !g->high)
        return COMITIA_E_NOMEM;
    cm_contenders_enter(c);
    cm_put_seat_rules(c, g->answer);
    cm_put_text(&ask->b, g->answer, "overhang", c->said->overhang);
    for (uint32_t d = 0; d < c->n_districts; d++)
        seats += c->districts[d].seats;
    cm_put_count(&ask->b, g->answer, "seats", seats);
    cm_put_integer(&ask->b, g->answer, "votes", c->votes);
    cm_put_integer(&ask->b, g->answer, "valid", c->valid);
    g->districts = cm_list(&ask->b);
    for (uint32_t d = 0; d < c->n_districts; d++)
        CM_TRY(give(g, &c->districts[d]));
    if (ask->diags.n_errors)
        return COMITIA_OK;
    put_seats(ask, g->answer, "house", g->house_low, g->house_high);
    CM_TRY(put_parties(g));
    cm_put(&ask->b, g->answer, "districts", g->districts);
    ask->word = g->open ? CM_WORD_OPEN : CM_WORD_NULL;
    ask->exit = g->open ? 2 : 0;
    return COMITIA_OK;
}

comitia_status cm_ask_seats(cm_ask *ask, comitia_value *answer)
{
    giving g = {.answer = answer};
    comitia_status status;
    CM_GO(cm_contenders_read(ask, &g.c));
    if (ask->diags.n_errors == 0)
        CM_GO(put_answer(&g));
done:
    cm_contenders_clear(&g.c);
    return status;
}
