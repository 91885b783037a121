/* Divisor methods: d'Hondt, Sainte-Lague, Adams, Dean, Huntington-Hill. */
#include "base/number.h"
#include "engine/apportion/claims.h"

enum { STEP = 200 }; /* of work for one claim that is looked at */

typedef struct sharing {
    cm_ctx *ctx;
    const cm_contest *contest;
    cm_claim *claims;
    uint32_t n;
    uint64_t given;
    mpz_t votes, left;  /* of those that are not fixed; seats for them */
    mpz_t left_side, right_side, power;
    mpz_t level, level_over; /* a claim */
} sharing;

/* votes over the signpost of seat k; k = 0 has no signpost and no end. */
static void set_claim(const cm_contest *contest, const cm_claim *claim,
                      uint64_t k, mpz_ptr over, mpz_ptr under)
{
    uint64_t num, den;
    if (k == 0) {
        mpz_set_ui(under, 0);
        return;
    }
    cm_signpost(contest->method, k, &num, &den);
    cm_set_u64(over, den);
    mpz_mul(over, over, contest->votes[claim->party]);
    if (cm_seats_by_squares(contest->method))
        mpz_mul(over, over, contest->votes[claim->party]);
    cm_set_u64(under, num);
}

static uint64_t base_of(const sharing *s, const cm_claim *claim)
{
    return s->contest->base ? s->contest->base[claim->party] : 0;
}

static void set_claims(sharing *s, cm_claim *claim)
{
    set_claim(s->contest, claim, claim->seats + 1, claim->next,
              claim->next_over);
    set_claim(s->contest, claim, claim->seats, claim->last, claim->last_over);
}

/* a / b against c / d, where b or d 0 means above everything. */
static int compare(sharing *s, mpz_srcptr a, mpz_srcptr b, mpz_srcptr c,
                   mpz_srcptr d)
{
    if (mpz_sgn(b) == 0 || mpz_sgn(d) == 0)
        return (mpz_sgn(b) == 0) - (mpz_sgn(d) == 0);
    mpz_mul(s->left_side, a, d);
    mpz_mul(s->right_side, c, b);
    return mpz_cmp(s->left_side, s->right_side);
}

/* The last seat cannot be taken: it is a base seat, or there is none. */
static bool is_kept(const sharing *s, const cm_claim *claim)
{
    return claim->seats == base_of(s, claim);
}

/* ---- the jump ----------------------------------------------------------------- */

/* Seats with the divisor votes / left, a quotient on its signpost rounded up. */
static uint64_t rounded(sharing *s, const cm_claim *claim)
{
    mpz_srcptr own = s->contest->votes[claim->party];
    uint64_t whole = 0, num, den;
    mpz_mul(s->left_side, own, s->left);
    mpz_fdiv_q(s->right_side, s->left_side, s->votes);
    if (!cm_integer_u64(s->right_side, &whole) || whole > CM_MOST_SEATS)
        whole = CM_MOST_SEATS;
    cm_signpost(s->contest->method, whole + 1, &num, &den);
    /* own * left / votes >= num / den ? */
    mpz_set(s->power, s->votes);
    if (cm_seats_by_squares(s->contest->method)) {
        mpz_mul(s->left_side, s->left_side, s->left_side);
        mpz_mul(s->power, s->power, s->power);
    }
    cm_set_u64(s->right_side, den);
    mpz_mul(s->left_side, s->left_side, s->right_side);
    cm_set_u64(s->right_side, num);
    mpz_mul(s->right_side, s->right_side, s->power);
    return whole + (mpz_cmp(s->left_side, s->right_side) >= 0);
}

static void fix(sharing *s, cm_claim *claim)
{
    uint64_t base = base_of(s, claim);
    claim->seats = base;
    claim->fixed = true;
    mpz_sub(s->votes, s->votes, s->contest->votes[claim->party]);
    cm_set_u64(s->left_side, base);
    mpz_sub(s->left, s->left, s->left_side);
}

/* Rounds once for all that are not fixed; those below their base are fixed
   there. A later divisor is larger, so that they would stay below it. */
static comitia_status round_all(sharing *s, bool *again)
{
    bool none = mpz_sgn(s->votes) == 0;
    *again = false;
    CM_TRY(cm_spend(s->ctx, STEP * (uint64_t)s->n));
    for (uint32_t i = 0; i < s->n; i++) {
        cm_claim *claim = &s->claims[i];
        if (claim->fixed)
            continue;
        bool votes = mpz_sgn(s->contest->votes[claim->party]) > 0;
        claim->seats = none || !votes ? 0 : rounded(s, claim);
    }
    for (uint32_t i = 0; i < s->n; i++)
        if (!s->claims[i].fixed && s->claims[i].seats < base_of(s, &s->claims[i])) {
            fix(s, &s->claims[i]);
            *again = true;
        }
    return COMITIA_OK;
}

static comitia_status jump(sharing *s)
{
    bool again = true;
    for (uint32_t i = 0; i < s->n; i++) {
        s->claims[i].party = i;
        s->claims[i].fixed = false;
        mpz_add(s->votes, s->votes, s->contest->votes[i]);
    }
    cm_set_u64(s->left, s->contest->seats);
    while (again)
        CM_TRY(round_all(s, &again));
    for (uint32_t i = 0; i < s->n; i++) {
        s->given += s->claims[i].seats;
        set_claims(s, &s->claims[i]);
    }
    return COMITIA_OK;
}

/* ---- the steps ------------------------------------------------------------------ */

/* The strongest claim to one more seat; NULL if nobody has votes. */
static cm_claim *strongest(sharing *s)
{
    cm_claim *best = NULL;
    for (uint32_t i = 0; i < s->n; i++) {
        cm_claim *at = &s->claims[i];
        if (mpz_sgn(s->contest->votes[at->party]) == 0)
            continue;
        if (!best ||
            compare(s, at->next, at->next_over, best->next, best->next_over) > 0)
            best = at;
    }
    return best;
}

/* The weakest claim to its last seat; NULL if all seats are kept. */
static cm_claim *weakest(sharing *s)
{
    cm_claim *worst = NULL;
    for (uint32_t i = 0; i < s->n; i++) {
        cm_claim *at = &s->claims[i];
        if (is_kept(s, at))
            continue;
        if (!worst || compare(s, at->last, at->last_over, worst->last,
                              worst->last_over) < 0)
            worst = at;
    }
    return worst;
}

/* One seat more, or one less, for each party with a claim as strong as the one
   that is next, as long as seats are missing or over. */
static void level(sharing *s, bool up)
{
    const cm_claim *first = up ? strongest(s) : weakest(s);
    mpz_set(s->level, up ? first->next : first->last);
    mpz_set(s->level_over, up ? first->next_over : first->last_over);
    for (uint32_t i = 0; i < s->n && s->given != s->contest->seats; i++) {
        cm_claim *at = &s->claims[i];
        if (up ? mpz_sgn(s->contest->votes[at->party]) == 0 : is_kept(s, at))
            continue;
        if (compare(s, up ? at->next : at->last,
                    up ? at->next_over : at->last_over, s->level,
                    s->level_over) != 0)
            continue;
        at->seats += up ? 1 : UINT64_MAX;
        s->given += up ? 1 : UINT64_MAX;
        set_claims(s, at);
    }
}

static comitia_status step(sharing *s)
{
    while (s->given != s->contest->seats) {
        CM_TRY(cm_spend(s->ctx, 2 * STEP * (uint64_t)s->n));
        level(s, s->given < s->contest->seats);
    }
    return COMITIA_OK;
}

/* ---- what is left open ---------------------------------------------------------- */

static void set_ratio(mpq_ptr q, mpz_srcptr num, mpz_srcptr den)
{
    mpz_set(mpq_numref(q), num);
    mpz_set(mpq_denref(q), den);
    mpq_canonicalize(q);
}

/* A tie: the strongest claim to a further seat equals the weakest to a seat. */
static void untie(sharing *s, cm_seating *seating, const cm_claim *next,
                  const cm_claim *last)
{
    for (uint32_t i = 0; i < s->n; i++) {
        cm_claim *at = &s->claims[i];
        if (mpz_sgn(s->contest->votes[at->party]) == 0)
            continue;
        bool held = !is_kept(s, at) && compare(s, at->last, at->last_over,
                                               last->last, last->last_over) == 0;
        if (!held && compare(s, at->next, at->next_over, next->next,
                             next->next_over) != 0)
            continue;
        seating->tied[at->party] = true;
        seating->certain[at->party] -= held;
        seating->contested += held;
        seating->n_tied++;
    }
}

static comitia_status settle(sharing *s, cm_seating *seating)
{
    CM_TRY(cm_spend(s->ctx, 3 * STEP * (uint64_t)s->n));
    const cm_claim *next = strongest(s), *last = weakest(s);
    for (uint32_t i = 0; i < s->n; i++)
        seating->certain[s->claims[i].party] = s->claims[i].seats;
    mpq_set_ui(seating->low, 0, 1);
    if (next)
        set_ratio(seating->low, next->next, next->next_over);
    seating->has_high = last && mpz_sgn(last->last_over) > 0;
    if (seating->has_high)
        set_ratio(seating->high, last->last, last->last_over);
    if (seating->has_high && next && mpq_equal(seating->low, seating->high))
        untie(s, seating, next, last);
    return COMITIA_OK;
}

comitia_status cm_apportion_by_divisor(cm_ctx *ctx, const cm_contest *contest,
                                       cm_seating *seating)
{
    comitia_status status;
    sharing s = {.ctx = ctx,
                 .contest = contest,
                 .claims = seating->claims,
                 .n = contest->n};
    mpz_inits(s.votes, s.left, s.left_side, s.right_side, s.power, s.level,
              s.level_over, NULL);
    CM_GO(jump(&s));
    CM_GO(step(&s));
    CM_GO(settle(&s, seating));
done:
    mpz_clears(s.votes, s.left, s.left_side, s.right_side, s.power, s.level,
               s.level_over, NULL);
    return status;
}
