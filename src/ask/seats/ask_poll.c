/* poll: from a poll to the chances of parties and coalitions, by drawing the
 * elections that it leaves open. */
#include "ask/power/sampled.h"
#include "ask/seats/contenders.h"
#include "ask/seats/poll_sets.h"
#include "engine/apportion/posterior.h"

#define DRAWS UINT64_C(10000)     /* unless --sample says otherwise */
#define MOST_ASKED UINT64_C(1000000000000)
#define MOST_CELLS UINT64_C(50000000) /* of the tables of seats */

/* One coalition that was asked for. */
typedef struct coalition {
    const char *text;
    uint32_t *members;
    uint32_t n;
    uint64_t majority, minimal; /* draws in which it has, or is */
} coalition;

typedef struct polled {
    cm_contenders c;
    comitia_value *answer;
    uint64_t *counts; /* of each party, and of all others */
    mpq_t sum;        /* of the shares that were given */
    uint64_t draws, majority, failed, lots;
    uint64_t *enters;     /* draws in which a party has passed */
    uint64_t *seats_seen; /* [party][seats]: draws */
    coalition *coalitions;
    uint32_t n_coalitions;
    cm_poll_sets sets; /* of "--coalition all" */
    /* one draw */
    uint64_t *shares, *seats;
    uint32_t *in;
    mpz_t *votes;
    mpz_t all;
    cm_seating seating;
    bool has_seating;
} polled;

/* ---- what was asked -------------------------------------------------------------------- */

/* Published shares are rounded; their sum may be above the whole by half a
   percent a party. Then they are taken as parts of their sum. */
static comitia_status count_asked(polled *p)
{
    cm_contenders *c = &p->c;
    uint64_t size = c->said->size, named = 0;
    if (size > MOST_ASKED)
        return cm_fail(c->ask->ctx, COMITIA_E_BUDGET,
                       "a poll of more than 10^12");
    p->counts = cm_new_n(&c->scratch, uint64_t, c->n_parties + 1);
    if (!p->counts)
        return COMITIA_E_NOMEM;
    mpq_t most, part, half;
    mpq_inits(most, part, half, NULL);
    for (uint32_t i = 0; i < c->n; i++)
        mpq_add(p->sum, p->sum, c->at[i].votes->q);
    mpq_set_ui(most, 200 + (unsigned long)c->n, 200);
    mpq_canonicalize(most);
    mpq_set_ui(half, 1, 2);
    bool fits = mpq_cmp(p->sum, most) <= 0 && mpq_sgn(p->sum) > 0;
    if (!fits)
        cm_refuse_contenders(c, "C0112", 64,
                             mpq_sgn(p->sum) > 0
                                 ? "the shares add up to more than rounding "
                                   "explains: give shares of all who named a "
                                   "party"
                                 : "nobody has a share");
    for (uint32_t i = 0; fits && i < c->n; i++) {
        mpq_set_ui(part, 1, 1);
        cm_set_u64(mpq_numref(part), size);
        mpq_mul(part, part, c->at[i].votes->q);
        if (mpq_cmp_ui(p->sum, 1, 1) > 0)
            mpq_div(part, part, p->sum);
        mpq_add(part, part, half);
        mpz_fdiv_q(mpq_numref(part), mpq_numref(part), mpq_denref(part));
        (void)cm_integer_u64(mpq_numref(part), &p->counts[c->at[i].party]);
        named += p->counts[c->at[i].party];
        mpz_set_ui(mpq_denref(part), 1);
    }
    p->counts[c->n_parties] = named < size ? size - named : 0;
    mpq_clears(most, part, half, NULL);
    return COMITIA_OK;
}

static comitia_status add_member(polled *p, coalition *k, const char *name)
{
    uint32_t party = cm_contending(&p->c, name);
    if (party == CM_NONE)
        return COMITIA_OK;
    for (uint32_t i = 0; i < k->n; i++)
        if (k->members[i] == party)
            cm_refuse_contenders(&p->c, "C0203", 64, "%s stands twice in %s",
                                 name, k->text);
    if (k->n < p->c.n_parties)
        k->members[k->n++] = party;
    return COMITIA_OK;
}

/* A+B, or one party that has a + in its name. */
static comitia_status read_coalition(polled *p, coalition *k, const char *text)
{
    *k = (coalition){.text = text,
                     .members = cm_new_n(&p->c.scratch, uint32_t,
                                         p->c.n_parties)};
    if (!k->members)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < p->c.n_parties; i++)
        if (strcmp(p->c.parties[i].name, text) == 0)
            return add_member(p, k, text);
    for (const char *at = text; at;) {
        size_t n = strcspn(at, "+");
        char *name = cm_strdup_n(&p->c.scratch, at, n);
        if (!name)
            return COMITIA_E_NOMEM;
        CM_TRY(add_member(p, k, name));
        at = at[n] ? at + n + 1 : NULL;
    }
    return COMITIA_OK;
}

/* "all": whatever turns out to be a minimal winner. */
static comitia_status want_all(polled *p)
{
    cm_contenders *c = &p->c;
    if (c->n_parties > CM_MOST_SET_PARTIES) {
        cm_refuse_contenders(c, "C0112", 64,
                             "--coalition all: %u parties have too many "
                             "coalitions; name those you mean",
                             c->n_parties);
        return COMITIA_OK;
    }
    return cm_poll_sets_init(&p->sets, &c->scratch, c->n_parties)
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status read_poll(polled *p)
{
    cm_contenders *c = &p->c;
    const comitia_seats *s = c->said;
    uint64_t seats = c->districts[0].seats;
    CM_TRY(count_asked(p));
    p->majority = seats / 2 + 1;
    if (s->majority &&
        cm_read_seat_count(c, "--majority", s->majority, &p->majority) &&
        (p->majority == 0 || p->majority > seats))
        cm_refuse_contenders(c, "C0106", 64,
                             "--majority %s: of %llu seats that cannot be",
                             s->majority, (unsigned long long)seats);
    p->coalitions = cm_new_n(&c->scratch, coalition, s->n_coalitions);
    if (!p->coalitions)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < s->n_coalitions; i++)
        if (strcmp(s->coalitions[i], "all") == 0)
            CM_TRY(want_all(p));
        else
            CM_TRY(read_coalition(p, &p->coalitions[p->n_coalitions++],
                                  s->coalitions[i]));
    return COMITIA_OK;
}

/* ---- one draw ------------------------------------------------------------------------------ */

/* Those who pass the hurdle, with the shares as votes. */
static uint32_t enter(polled *p)
{
    cm_contenders *c = &p->c;
    uint64_t all = p->shares[c->n_parties];
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_parties; i++)
        all += p->shares[i];
    cm_set_u64(p->all, all);
    for (uint32_t i = 0; i < c->n_parties; i++) {
        p->seats[i] = 0;
        cm_set_u64(p->votes[n], p->shares[i]);
        if (!c->parties[i].exempt && !cm_passes_hurdle(c, p->votes[n], p->all))
            continue;
        p->enters[i]++;
        p->in[n++] = i;
    }
    return n;
}

/* The tied seats go to parties drawn by lot: a draw is one election. */
static void draw_lots(polled *p, uint32_t n, cm_stream *stream)
{
    uint32_t left = p->seating.contested, among = p->seating.n_tied;
    p->lots += left > 0;
    for (uint32_t i = 0; i < n && left; i++) {
        if (!p->seating.tied[i])
            continue;
        if (cm_stream_below(stream, among) < left) {
            p->seats[p->in[i]]++;
            left--;
        }
        among--;
    }
}

static void judge(coalition *k, const uint64_t *seats, uint64_t majority)
{
    uint64_t sum = 0, least = UINT64_MAX;
    for (uint32_t i = 0; i < k->n; i++) {
        uint64_t own = seats[k->members[i]];
        sum += own;
        least = own < least ? own : least;
    }
    bool wins = sum >= majority;
    k->majority += wins;
    k->minimal += wins && sum - least < majority;
}

static comitia_status draw(polled *p, cm_posterior *posterior,
                           cm_stream *stream)
{
    cm_contenders *c = &p->c;
    uint64_t seats = c->districts[0].seats;
    CM_TRY(cm_posterior_draw(c->ask->ctx, posterior, stream, p->shares));
    uint32_t n = enter(p);
    const cm_contest contest = {.method = c->method,
                                .quota = c->quota,
                                .n = n,
                                .votes = (const mpz_t *)p->votes,
                                .seats = seats};
    CM_TRY(cm_spend(c->ask->ctx, 500 * (uint64_t)c->n_parties));
    CM_TRY(cm_apportion(c->ask->ctx, &contest, &p->seating));
    if (p->seating.why != CM_SEATS_FOUND) {
        p->failed++; /* a parliament without seats: nobody has a majority */
    } else {
        for (uint32_t i = 0; i < n; i++)
            p->seats[p->in[i]] = p->seating.certain[i];
        draw_lots(p, n, stream);
    }
    for (uint32_t i = 0; i < c->n_parties; i++)
        p->seats_seen[i * (seats + 1) + p->seats[i]]++;
    for (uint32_t i = 0; i < p->n_coalitions; i++)
        judge(&p->coalitions[i], p->seats, p->majority);
    return p->sets.n ? cm_poll_sets_count(c->ask->ctx, &p->sets, p->seats,
                                          p->majority)
                     : COMITIA_OK;
}

static comitia_status make_room(polled *p)
{
    cm_contenders *c = &p->c;
    uint64_t cells = c->districts[0].seats + 1;
    uint32_t n = c->n_parties;
    if (cells > MOST_CELLS / n)
        return cm_fail(c->ask->ctx, COMITIA_E_BUDGET,
                       "a table of %llu seats for each of %u parties",
                       (unsigned long long)cells, n);
    p->enters = cm_new_n(&c->scratch, uint64_t, n);
    p->seats_seen = cm_new_n(&c->scratch, uint64_t, n * cells);
    p->shares = cm_new_n(&c->scratch, uint64_t, n + 1);
    p->seats = cm_new_n(&c->scratch, uint64_t, n);
    p->in = cm_new_n(&c->scratch, uint32_t, n);
    p->votes = cm_new_n(&c->scratch, mpz_t, n);
    if (!p->enters || !p->seats_seen || !p->shares || !p->seats || !p->in ||
        !p->votes)
        return COMITIA_E_NOMEM;
    p->has_seating = true;
    if (!cm_seating_init(&p->seating, &c->scratch, n))
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        mpz_init(p->votes[i]);
    return COMITIA_OK;
}

static comitia_status draw_all(polled *p)
{
    cm_contenders *c = &p->c;
    cm_posterior posterior;
    cm_stream stream = cm_stream_of(0);
    CM_TRY(make_room(p));
    CM_TRY(cm_posterior_init(c->ask->ctx, &c->scratch, p->counts,
                             c->n_parties + 1, &posterior));
    p->draws = c->ask->q->sample ? c->ask->q->sample : DRAWS;
    if (p->draws > CM_MOST_TRIALS)
        return cm_fail(c->ask->ctx, COMITIA_E_BUDGET, "more than 2^50 draws");
    for (uint64_t i = 0; i < p->draws; i++)
        CM_TRY(draw(p, &posterior, &stream));
    return COMITIA_OK;
}

/* ---- the answer --------------------------------------------------------------------------------- */

static comitia_status put_frequency(polled *p, comitia_value *row,
                                    const char *key, uint64_t hits)
{
    cm_ask *ask = p->c.ask;
    CM_TRY(cm_spend(ask->ctx, 50000)); /* both ends by halving */
    cm_put_frequency(ask, cm_put_object(&ask->b, row, key),
                     (cm_frequency){hits, p->draws, 1}, 1);
    return COMITIA_OK;
}

/* The least number of seats that at least part / 1000 of the draws do not
   exceed. */
static uint64_t quantile(const polled *p, uint32_t party, uint64_t part)
{
    uint64_t cells = p->c.districts[0].seats + 1, seats = 0, sum = 0;
    const uint64_t *seen = p->seats_seen + party * cells;
    /* part * draws < 2^60: draws are at most 2^50 */
    for (; seats + 1 < cells; seats++) {
        sum += seen[seats];
        if (1000 * sum >= part * p->draws)
            break;
    }
    return seats;
}

static comitia_status put_parties(polled *p, comitia_value *sample)
{
    cm_contenders *c = &p->c;
    cm_ask *ask = c->ask;
    comitia_value *rows = cm_put_list(&ask->b, sample, "parties");
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t party = c->at[i].party;
        comitia_value *row = cm_add_object(&ask->b, rows);
        cm_put_text(&ask->b, row, "party", c->parties[party].name);
        cm_put_ratio(&ask->b, row, "share", c->at[i].votes->q);
        cm_put_count(&ask->b, row, "asked", p->counts[party]);
        CM_TRY(cm_spend(ask->ctx, 3 * c->districts[0].seats));
        CM_TRY(put_frequency(p, row, "enters", p->enters[party]));
        comitia_value *seats = cm_put_object(&ask->b, row, "seats");
        cm_put_count(&ask->b, seats, "median", quantile(p, party, 500));
        cm_put_count(&ask->b, seats, "low", quantile(p, party, 25));
        cm_put_count(&ask->b, seats, "high", quantile(p, party, 975));
    }
    return COMITIA_OK;
}

/* The sets that were minimal winners in some draw. */
static comitia_status put_sets(polled *p, comitia_value *rows)
{
    cm_contenders *c = &p->c;
    cm_ask *ask = c->ask;
    uint32_t n = cm_poll_sets_sort(&p->sets);
    for (uint32_t i = 0; i < n; i++) {
        const cm_poll_set *set = &p->sets.at[i];
        comitia_value *row = cm_add_object(&ask->b, rows);
        comitia_value *names = cm_put_list(&ask->b, row, "parties");
        for (uint32_t k = 0; k < p->sets.n; k++)
            if (set->parties >> k & 1)
                cm_add_text(&ask->b, names, c->parties[k].name);
        CM_TRY(put_frequency(p, row, "majority", set->majority));
        CM_TRY(put_frequency(p, row, "minimal", set->minimal));
    }
    return COMITIA_OK;
}

static comitia_status put_coalitions(polled *p, comitia_value *sample)
{
    cm_contenders *c = &p->c;
    cm_ask *ask = c->ask;
    comitia_value *rows = cm_put_list(&ask->b, sample, "coalitions");
    for (uint32_t i = 0; i < p->n_coalitions; i++) {
        const coalition *k = &p->coalitions[i];
        comitia_value *row = cm_add_object(&ask->b, rows);
        comitia_value *names = cm_put_list(&ask->b, row, "parties");
        for (uint32_t m = 0; m < k->n; m++)
            cm_add_text(&ask->b, names, c->parties[k->members[m]].name);
        CM_TRY(put_frequency(p, row, "majority", k->majority));
        CM_TRY(put_frequency(p, row, "minimal", k->minimal));
    }
    return p->sets.n ? put_sets(p, rows) : COMITIA_OK;
}

static comitia_status put_answer(polled *p)
{
    cm_contenders *c = &p->c;
    cm_ask *ask = c->ask;
    CM_TRY(read_poll(p));
    if (ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(draw_all(p));
    cm_put_seat_rules(c, p->answer);
    cm_put_count(&ask->b, p->answer, "seats", c->districts[0].seats);
    cm_put_count(&ask->b, p->answer, "majority", p->majority);
    cm_put_count(&ask->b, p->answer, "size", c->said->size);
    cm_put_ratio(&ask->b, p->answer, "sum", p->sum);
    cm_put_count(&ask->b, p->answer, "others", p->counts[c->n_parties]);
    comitia_value *sample = cm_put_sample(ask, p->answer, p->draws);
    cm_put_count(&ask->b, sample, "without_seats", p->failed);
    cm_put_count(&ask->b, sample, "lots", p->lots);
    CM_TRY(put_parties(p, sample));
    return put_coalitions(p, sample);
}

comitia_status cm_ask_poll(cm_ask *ask, comitia_value *answer)
{
    polled p = {.answer = answer};
    comitia_status status;
    mpq_init(p.sum);
    mpz_init(p.all);
    CM_GO(cm_contenders_read(ask, &p.c));
    if (ask->diags.n_errors == 0)
        CM_GO(put_answer(&p));
done:
    if (p.has_seating) {
        for (uint32_t i = 0; i < p.seating.room; i++)
            mpz_clear(p.votes[i]);
        cm_seating_clear(&p.seating);
    }
    mpq_clear(p.sum);
    mpz_clear(p.all);
    cm_contenders_clear(&p.c);
    return status;
}
