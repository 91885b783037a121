/* seats: from votes to seats, with the divisor that shows it and every tie. */
#include "ask/seats/seats_division.h"
#include "ask/seats/seats_joint.h"

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
    cm_district_alliances known;
    cm_joint joint;
    mpz_t *votes;    /* of those who take part */
    uint64_t *base;
    uint32_t *slots; /* which contenders these are */
    uint32_t *slot;  /* of a member among those who take part, or CM_NONE */
    uint64_t kept;   /* base seats of those who do not */
} giving;

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
    g->slots = cm_new_n(&c->scratch, uint32_t, n);
    if (!g->votes || !g->base || !g->slot || !g->slots)
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
        g->slots[in] = g->district->members[k];
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
    return cm_district_alliances_find(c, g->slots, in, &g->known);
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
    share s = {.low = g->joint.low[slot], .high = g->joint.high[slot]};
    s.seats_low = s.low < at->base ? at->base : s.low;
    s.seats_high = s.high < at->base ? at->base : s.high;
    return s;
}

static void put_member(giving *g, comitia_value *rows, uint32_t k,
                       mpq_srcptr basis)
{
    cm_ask *ask = g->c.ask;
    const cm_contender *at = &g->c.at[g->district->members[k]];
    share s = share_of(g, k);
    comitia_value *row = cm_add_object(&ask->b, rows);
    cm_put_text(&ask->b, row, "party", g->c.parties[at->party].name);
    cm_put_integer(&ask->b, row, "votes", mpq_numref(at->votes->q));
    cm_put_text(&ask->b, row, "entry", entries[at->entry]);
    cm_put_count(&ask->b, row, "base", at->base);
    /* a list of an alliance shares in what that has: see "joint" */
    bool alone = g->slot[k] != CM_NONE && g->joint.circle[g->slot[k]] == 0;
    cm_put_quotient(&g->c, row, mpq_numref(at->votes->q), alone ? basis : NULL,
                    g->added ? 0 : at->base);
    cm_put_seats(ask, row, "by_votes", s.low, s.high);
    cm_put_seats(ask, row, "seats", s.seats_low, s.seats_high);
    cm_put_count(&ask->b, row, "low", s.seats_low);
    cm_put_count(&ask->b, row, "high", s.seats_high);
    g->low[at->party] += s.seats_low;
    g->high[at->party] += s.seats_high;
}

/* Seats of the district in the fewest and the most: they differ only where a
   tied seat may go to a party that has it as a base seat. */
static void count_house(giving *g, uint64_t *low, uint64_t *high)
{
    const cm_seating *seating = &g->joint.circles[0].divisions->seating;
    uint64_t hidden = 0, m = seating->contested, n = seating->n_tied;
    *low = *high = g->district->seats;
    if (g->known.alliances.n)
        return; /* they have no base seats */
    *low = g->kept;
    for (uint32_t k = 0; k < g->district->n_members; k++) {
        if (g->slot[k] == CM_NONE)
            continue;
        share s = share_of(g, k);
        *low += s.seats_low;
        hidden += seating->tied[g->slot[k]] && s.seats_low == s.seats_high;
    }
    uint64_t seen = n - hidden;
    *high = *low + (m < seen ? m : seen);
    *low += m > hidden ? m - hidden : 0;
}

static comitia_status put_district(giving *g)
{
    cm_contenders *c = &g->c;
    cm_ask *ask = c->ask;
    const cm_division *whole = g->joint.circles[0].divisions;
    comitia_value *object = cm_add_object(&ask->b, g->districts);
    const char *const *names;
    uint64_t low, high;
    comitia_status status;
    mpq_t basis;
    mpz_t votes;
    cm_put_text(&ask->b, object, "name", g->district->name);
    cm_put_count(&ask->b, object, "seats", g->district->seats);
    count_house(g, &low, &high);
    g->house_low += low;
    g->house_high += high;
    cm_put_seats(ask, object, "house", low, high);
    mpz_init(votes);
    for (uint32_t i = 0; i < g->contest.n; i++)
        mpz_add(votes, votes, g->votes[i]);
    cm_put_integer(&ask->b, object, "votes", votes);
    mpz_clear(votes);
    mpq_init(basis);
    CM_GO(cm_member_names(c, &g->joint, &g->known, g->slots,
                          &g->joint.circles[0], &names));
    CM_GO(cm_put_tie(c, object, whole, names));
    bool known = cm_put_basis(c, object, &whole->seating, basis);
    comitia_value *rows = cm_put_list(&ask->b, object, "parties");
    for (uint32_t k = 0; k < g->district->n_members; k++)
        put_member(g, rows, k, known ? basis : NULL);
    CM_GO(cm_put_joint(c, object, &g->joint, &g->known, g->slots,
                       known ? basis : NULL));
    for (uint32_t i = 0; i < g->contest.n; i++)
        g->open |= g->joint.low[i] != g->joint.high[i];
    CM_GO(cm_spend(ask->ctx, 2000 * (uint64_t)g->district->n_members));
done:
    mpq_clear(basis);
    return status;
}

/* Says where: the district, the alliance in it. */
static comitia_status refuse(giving *g)
{
    cm_contenders *c = &g->c;
    const char *place = g->district->name, *alliance;
    if (g->joint.failed_alliance != CM_NO_ALLIANCE) {
        CM_TRY(cm_alliance_label(c, &g->joint, &g->known, g->slots,
                                 g->joint.failed_alliance, &alliance));
        cm_buf buf;
        cm_buf_init(&buf, &c->scratch);
        cm_buf_addf(&buf, "%s%s%s", place ? place : "", place ? ", " : "",
                    alliance);
        if (buf.failed)
            return COMITIA_E_NOMEM;
        place = cm_buf_text(&buf);
    }
    cm_refuse_seats(c, &g->joint.failed->contest, &g->joint.failed->seating,
                    place);
    return COMITIA_OK;
}

static comitia_status give(giving *g, cm_seat_district *district)
{
    cm_contenders *c = &g->c;
    comitia_status status;
    g->district = district;
    CM_TRY(set_contest(g));
    if (c->ask->diags.n_errors)
        return COMITIA_OK;
    CM_GO(cm_apportion_joint(c->ask->ctx, &c->scratch, &g->contest,
                             &g->known.alliances, &g->joint));
    CM_GO(g->joint.failed ? refuse(g) : put_district(g));
done:
    cm_joint_clear(&g->joint);
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
        cm_put_seats(ask, row, "seats", g->low[p], g->high[p]);
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
    cm_put_seats(ask, g->answer, "house", g->house_low, g->house_high);
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
