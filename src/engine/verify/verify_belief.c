#include "engine/verify/verify_belief.h"

enum { HEARD_YES = 1, HEARD_NO = 2 };

/* What somebody said: the end of a report from a speaker on. */
typedef struct utterance {
    const cm_report *report;
    uint32_t speaker;
    uint32_t heard;    /* the utterance that it passes on; CM_NONE: the claim */
    uint32_t origin;   /* the utterance that passes on the claim */
    uint8_t observed;
    bool weighs;       /* it and all that it goes back to have an accuracy */
    const cm_number *right[2]; /* if what it heard is no, yes */
} utterance;

typedef struct hearing {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_model *model;
    utterance at[CM_MOST_UTTERANCES];
    uint32_t n;
    bool in[CM_MOST_UTTERANCES]; /* counted now */
    const char *reason;
} hearing;

/* ---- utterances
 * ----------------------------------------------------------------------- */

/* 0: nothing */
static uint8_t conveyed(const cm_report *report)
{
    cm_verb verb = report->speakers[report->n_speakers - 1].verb;
    if (verb == CM_CANNOT_SAY)
        return 0;
    return verb == CM_DENIES || report->negated ? HEARD_NO : HEARD_YES;
}

static bool same_words(const cm_speaker *a, const cm_speaker *b)
{
    return a->source == b->source &&
           (a->verb == CM_BELIEVES) == (b->verb == CM_BELIEVES) &&
           a->has_on == b->has_on &&
           (!a->has_on || (a->on.lo == b->on.lo && a->on.hi == b->on.hi));
}

static bool is_same(const utterance *u, const cm_report *report,
                    uint32_t speaker)
{
    if (u->report->n_speakers - u->speaker != report->n_speakers - speaker)
        return false;
    for (uint32_t k = 0; speaker + k < report->n_speakers; k++)
        if (!same_words(&u->report->speakers[u->speaker + k],
                        &report->speakers[speaker + k]))
            return false;
    return true;
}

static void find_accuracy(const hearing *h, utterance *u)
{
    const cm_speaker *s = &u->report->speakers[u->speaker];
    const cm_source *source = &h->model->sources[s->source];
    bool believes =
        s->verb == CM_BELIEVES && source->believes[0] && source->believes[1];
    u->weighs = believes || source->has_right;
    if (!u->weighs)
        return;
    u->right[1] = believes ? source->believes[0] : source->right[0];
    u->right[0] = believes ? source->believes[1] : source->right[1];
}

/* The utterance of one speaker, new or known; `heard` is what it passes on. */
static uint32_t utterance_of(hearing *h, const cm_report *report,
                             uint32_t speaker, uint32_t heard)
{
    uint32_t i = 0;
    while (i < h->n && !is_same(&h->at[i], report, speaker))
        i++;
    if (i < h->n)
        return i;
    if (h->n == CM_MOST_UTTERANCES) {
        h->reason = "more than 64 utterances about one claim";
        return 0;
    }
    utterance *u = &h->at[h->n++];
    *u = (utterance){.report = report, .speaker = speaker, .heard = heard};
    find_accuracy(h, u);
    u->origin = heard == CM_NONE ? i : h->at[heard].origin;
    u->weighs = u->weighs && (heard == CM_NONE || h->at[heard].weighs);
    return i;
}

static void hear(hearing *h, const cm_report *report)
{
    uint32_t at = CM_NONE;
    for (uint32_t s = report->n_speakers; s-- > 0 && !h->reason;)
        at = utterance_of(h, report, s, at);
    if (!h->reason)
        h->at[at].observed |= conveyed(report);
}

/* ---- every value
 * ----------------------------------------------------------------------- */

/* Times the chance that it says `said` when what it heard is `heard`, and times
   both denominators. */
static void weigh(const utterance *u, bool heard, bool said, mpz_ptr product,
                  mpz_ptr scratch)
{
    mpq_srcptr right = u->right[heard]->q;
    if (heard == said)
        mpz_set(scratch, mpq_numref(right));
    else
        mpz_sub(scratch, mpq_denref(right), mpq_numref(right));
    mpz_mul(product, product, scratch);
    mpz_mul(product, product, mpq_denref(u->right[!heard]->q));
}

/* What is observed is said; the others have the bits of `values` in turn. */
static void set_values(const hearing *h, uint64_t values, bool *said)
{
    for (uint32_t i = 0; i < h->n; i++) {
        if (!h->in[i])
            continue;
        said[i] = h->at[i].observed == HEARD_YES;
        if (h->at[i].observed != HEARD_YES && h->at[i].observed != HEARD_NO) {
            said[i] = values & 1;
            values >>= 1;
        }
    }
}

static void add_term(const hearing *h, const bool *said, bool claim, mpz_ptr sum)
{
    mpz_t product, scratch;
    mpz_init_set_ui(product, 1);
    mpz_init(scratch);
    for (uint32_t i = 0; i < h->n && mpz_sgn(product); i++)
        if (h->in[i])
            weigh(&h->at[i],
                  h->at[i].heard == CM_NONE ? claim : said[h->at[i].heard],
                  said[i], product, scratch);
    mpz_add(sum, sum, product);
    mpz_clear(product);
    mpz_clear(scratch);
}

static const cm_number *kept(cm_arena *arena, mpz_srcptr z)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_z(q, z);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

/* The odds of the utterances that are `in`. */
static comitia_status find_odds(hearing *h, cm_tried_odds *odds)
{
    bool said[CM_MOST_UTTERANCES] = {false};
    uint32_t unheard = 0, n = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        n += h->in[i];
        unheard += h->in[i] && (h->at[i].observed == 0 ||
                                h->at[i].observed == (HEARD_YES | HEARD_NO));
    }
    if (unheard > CM_MOST_UNHEARD) {
        h->reason = "more than 14 utterances about one claim that nobody "
                    "observed";
        return COMITIA_OK;
    }
    CM_TRY(cm_spend(h->ctx, (UINT64_C(100) << unheard) * (n + 1)));
    mpz_t sum[2];
    mpz_init(sum[0]);
    mpz_init(sum[1]);
    for (uint64_t values = 0; values >> unheard == 0; values++) {
        set_values(h, values, said);
        add_term(h, said, false, sum[0]);
        add_term(h, said, true, sum[1]);
    }
    odds->no = kept(h->arena, sum[0]);
    odds->yes = kept(h->arena, sum[1]);
    mpz_clear(sum[0]);
    mpz_clear(sum[1]);
    return odds->no && odds->yes ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- one claim
 * ------------------------------------------------------------------------- */

static comitia_status find_origins(hearing *h, cm_tried_belief *tried)
{
    tried->origins = cm_new_n(h->arena, cm_tried_odds, h->n);
    if (!tried->origins)
        return COMITIA_E_NOMEM;
    for (uint32_t o = 0; o < h->n && !h->reason; o++) {
        if (h->at[o].heard != CM_NONE)
            continue;
        for (uint32_t i = 0; i < h->n; i++)
            h->in[i] = h->at[i].weighs && h->at[i].origin == o;
        CM_TRY(find_odds(h, &tried->origins[tried->n_origins++]));
    }
    return COMITIA_OK;
}

static bool multiply(cm_arena *arena, cm_tried_odds *into,
                     const cm_tried_odds *odds)
{
    mpz_t z;
    mpz_init(z);
    mpz_mul(z, mpq_numref(into->yes->q), mpq_numref(odds->yes->q));
    into->yes = kept(arena, z);
    mpz_mul(z, mpq_numref(into->no->q), mpq_numref(odds->no->q));
    into->no = kept(arena, z);
    mpz_clear(z);
    return into->yes && into->no;
}

/* Each report by itself, as if nobody else had said anything. */
static comitia_status find_naive(const hearing *all,
                                 const cm_report *const *reports, uint32_t n,
                                 cm_tried_belief *tried)
{
    hearing *h = cm_new(all->arena, hearing);
    const cm_number *one = cm_number_keep_ui(all->arena, 1);
    if (!h || !one)
        return COMITIA_E_NOMEM;
    tried->naive = (cm_tried_odds){one, one};
    for (uint32_t i = 0; i < n; i++) {
        cm_tried_odds odds;
        *h = (hearing){
            .ctx = all->ctx, .arena = all->arena, .model = all->model};
        if (!conveyed(reports[i]))
            continue;
        hear(h, reports[i]);
        if (!h->reason && !h->at[h->n - 1].weighs)
            continue;
        memset(h->in, 1, sizeof h->in);
        if (!h->reason)
            CM_TRY(find_odds(h, &odds));
        tried->reason = h->reason;
        if (h->reason)
            return COMITIA_OK;
        if (!multiply(all->arena, &tried->naive, &odds))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

comitia_status cm_trial_belief(cm_ctx *ctx, cm_arena *arena,
                               const cm_model *model,
                               const cm_report *const *reports, uint32_t n,
                               cm_tried_belief *tried)
{
    hearing *h = cm_new(arena, hearing);
    if (!h)
        return COMITIA_E_NOMEM;
    *h = (hearing){.ctx = ctx, .arena = arena, .model = model};
    *tried = (cm_tried_belief){.reason = NULL};
    for (uint32_t i = 0; i < n && !h->reason; i++)
        if (conveyed(reports[i]))
            hear(h, reports[i]);
    for (uint32_t i = 0; i < h->n; i++)
        h->in[i] = h->at[i].weighs;
    if (!h->reason)
        CM_TRY(find_odds(h, &tried->odds));
    if (!h->reason)
        CM_TRY(find_origins(h, tried));
    if (!h->reason)
        CM_TRY(find_naive(h, reports, n, tried));
    if (h->reason)
        tried->reason = h->reason;
    return COMITIA_OK;
}
