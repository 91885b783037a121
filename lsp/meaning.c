/* A quota in seats: what `needs` says of its act, and its neighbours. */
#include <gmp.h>

#include "server.h"

enum { MOST_MEANINGS = 500 };

/* ---- asking -------------------------------------------------------------- */

/* False if other questions of this message left too little for this one: then
   nothing is known of it yet. */
static bool ask(lsp_server *server, const lsp_document *document,
                const char *act, comitia_answer **answer)
{
    enum { A_LIMIT = 69 };
    uint64_t most = server->host->limit ? server->host->limit : LSP_QUICK;
    uint64_t left = server->left < most ? server->left : most;
    comitia_question question = {
        .verb = COMITIA_NEEDS, .names = &act, .n_names = 1, .limit = left};
    *answer = NULL;
    if (left == 0)
        return false;
    comitia_status status =
        comitia_ask(server->ctx, document->good, &question, NULL, answer);
    server->left -= server->ctx->steps < left ? server->ctx->steps : left;
    if (status != COMITIA_OK || comitia_answer_exit(*answer) != A_LIMIT)
        return true;
    comitia_answer_free(*answer);
    *answer = NULL;
    return left == most;
}

static lsp_meaning *meaning_of(lsp_server *server, lsp_document *document,
                               const char *act)
{
    comitia_allocator *allocator = &server->ctx->allocator;
    for (size_t i = 0; i < document->n_meanings; i++)
        if (strcmp(document->meanings[i].act, act) == 0)
            return &document->meanings[i];
    comitia_answer *answer;
    if (document->n_meanings == MOST_MEANINGS ||
        !ask(server, document, act, &answer))
        return NULL;
    if (!document->meanings)
        document->meanings =
            allocator->resize(allocator->user, NULL, 0,
                              MOST_MEANINGS * sizeof *document->meanings);
    size_t n = strlen(act) + 1;
    char *copy = document->meanings
                     ? allocator->resize(allocator->user, NULL, 0, n)
                     : NULL;
    if (!copy) {
        comitia_answer_free(answer);
        return NULL;
    }
    memcpy(copy, act, n);
    lsp_meaning *meaning = &document->meanings[document->n_meanings++];
    *meaning = (lsp_meaning){copy, answer};
    return meaning;
}

void lsp_forget_meanings(lsp_server *server, lsp_document *document)
{
    comitia_allocator *allocator = &server->ctx->allocator;
    for (size_t i = 0; i < document->n_meanings; i++) {
        char *act = document->meanings[i].act;
        comitia_answer_free(document->meanings[i].answer);
        allocator->resize(allocator->user, act, strlen(act) + 1, 0);
    }
    if (document->meanings)
        allocator->resize(allocator->user, document->meanings,
                          MOST_MEANINGS * sizeof *document->meanings, 0);
    document->meanings = NULL;
    document->n_meanings = 0;
}

/* The quota of a case with this text, in its rule or its quorum. */
static const comitia_value *quota_in(const comitia_value *of, const char *key,
                                     const char *text)
{
    const comitia_value *quotas = comitia_value_get(of, key);
    for (size_t k = 0; k < comitia_value_count(quotas); k++)
        if (strcmp(lsp_text(comitia_value_at(quotas, k), "text"), text) == 0)
            return comitia_value_at(quotas, k);
    return NULL;
}

bool lsp_quota_of(lsp_server *server, lsp_document *document, const char *act,
                  const char *text, lsp_quota *quota)
{
    lsp_meaning *meaning =
        document->good ? meaning_of(server, document, act) : NULL;
    if (!meaning || !meaning->answer)
        return false;
    const comitia_value *cases =
        comitia_value_get(comitia_answer_value(meaning->answer), "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *of = comitia_value_at(cases, i);
        const comitia_value *one = quota_in(of, "quotas", text);
        if (!one)
            one = quota_in(of, "quorum", text);
        if (!one)
            continue;
        *quota = (lsp_quota){one, of};
        return true;
    }
    return false;
}

/* ---- numbers ------------------------------------------------------------- */

typedef enum side { AT_LEAST, MORE_THAN, AT_MOST, FEWER_THAN } side;

static const char *const side_texts[] = {"at least", "more than", "at most",
                                         "fewer than"};

static side side_of(const comitia_value *quota)
{
    for (unsigned s = 0; s < 4; s++)
        if (strcmp(lsp_text(quota, "compare"), side_texts[s]) == 0)
            return (side)s;
    return AT_LEAST;
}

/* The whole number at which a bound begins or ends to hold. */
static void turning_point(mpz_ptr seats, mpq_srcptr bound, side which)
{
    bool up = which == AT_LEAST || which == FEWER_THAN;
    if (up)
        mpz_cdiv_q(seats, mpq_numref(bound), mpq_denref(bound));
    else
        mpz_fdiv_q(seats, mpq_numref(bound), mpq_denref(bound));
    if (which == MORE_THAN)
        mpz_add_ui(seats, seats, 1);
    if (which == FEWER_THAN)
        mpz_sub_ui(seats, seats, 1);
}

static void add_integer(cm_buf *out, mpz_srcptr z)
{
    char *text = cm_alloc(out->arena, mpz_sizeinbase(z, 10) + 2);
    if (text)
        cm_buf_add(out, mpz_get_str(text, 10, z));
    else
        out->failed = true;
}

static bool read_ratio(mpq_ptr q, const char *text)
{
    if (!*text || mpq_set_str(q, text, 10) != 0 ||
        mpz_sgn(mpq_denref(q)) == 0)
        return false;
    mpq_canonicalize(q);
    return true;
}

/* "if all are present": the base is no fixed number. */
static const char *condition_of(const comitia_value *quota)
{
    const char *base = lsp_text(quota, "base");
    const char *last = strrchr(base, ' ');
    last = last ? last + 1 : base;
    if (strcmp(last, "present") == 0)
        return " if all are present";
    return strcmp(last, "cast") == 0 ? " if all vote" : "";
}

const char *lsp_quota_seats(lsp_server *server, const lsp_quota *quota)
{
    const char *total = lsp_text(quota->quota, "total");
    const char *required = lsp_text(quota->quota, "required");
    side which = side_of(quota->quota);
    mpq_t bound;
    mpz_t seats;
    cm_buf out;
    cm_buf_init(&out, &server->scratch);
    mpq_init(bound);
    mpz_init(seats);
    bool known = *total && read_ratio(bound, lsp_text(quota->quota, "bound"));
    /* A measure's unit need not be whole: then its bound is said as it is. */
    bool whole = *required || !strchr(total, '/');
    if (known && which >= AT_MOST)
        cm_buf_add(&out, "at most ");
    if (known && whole) {
        turning_point(seats, bound, which);
        add_integer(&out, seats);
    } else if (known) {
        cm_buf_addf(&out, "%s", lsp_text(quota->quota, "bound"));
    }
    if (known)
        cm_buf_addf(&out, " of %s%s", total, condition_of(quota->quota));
    mpz_clear(seats);
    mpq_clear(bound);
    server->b.failed |= out.failed;
    return known ? cm_buf_text(&out) : NULL;
}

/* ---- the other readings -------------------------------------------------- */

/* The share that a quota asks for; false if it asks for a number. */
static bool share_of(mpq_ptr share, const comitia_value *quota)
{
    const char *text = lsp_text(quota, "text");
    size_t compare = strlen(lsp_text(quota, "compare"));
    const char *of = strstr(text, " of ");
    mpq_t total;
    if (strncmp(text, lsp_text(quota, "compare"), compare) != 0 || !of)
        return false;
    bool is_share = false;
    for (const char *at = text + compare; at < of; at++)
        is_share |= *at == '/' || *at == '%' || *at == 'h'; /* half */
    mpq_init(total);
    bool known = is_share && read_ratio(share, lsp_text(quota, "bound")) &&
                 read_ratio(total, lsp_text(quota, "total")) &&
                 mpq_sgn(total) > 0;
    if (known)
        mpq_div(share, share, total);
    mpq_clear(total);
    return known;
}

/* "- more than 2/3 of seats: 83 of 123" */
static void add_reading(cm_buf *out, mpq_srcptr share, side which,
                        const char *amount, size_t n, const char *base,
                        const char *total)
{
    mpq_t bound;
    mpz_t seats;
    mpq_init(bound);
    mpz_init(seats);
    if (read_ratio(bound, total) &&
        mpz_cmp_ui(mpq_denref(bound), 1) == 0) {
        mpq_mul(bound, bound, share);
        turning_point(seats, bound, which);
        cm_buf_addf(out, "- %s %.*s of %s: ", side_texts[which], (int)n, amount,
                    base);
        add_integer(out, seats);
        cm_buf_addf(out, " of %s\n", total);
    }
    mpz_clear(seats);
    mpq_clear(bound);
}

void lsp_quota_readings(lsp_server *server, const lsp_quota *quota,
                        cm_buf *out)
{
    const comitia_value *q = quota->quota;
    const char *base = lsp_text(q, "base"), *total = lsp_text(q, "total");
    const char *seats = lsp_text(quota->of, "seats");
    const char *members = lsp_text(quota->of, "members");
    side own = side_of(q), other = (side)(own ^ 1);
    mpq_t share;
    mpq_init(share);
    bool is_fixed =
        (!strcmp(base, "seats") || !strcmp(base, "members")) &&
        !comitia_value_string(comitia_value_get(q, "in"));
    if (share_of(share, q)) {
        const char *amount =
            lsp_text(q, "text") + strlen(lsp_text(q, "compare")) + 1;
        size_t n = (size_t)(strstr(amount, " of ") - amount);
        add_reading(out, share, own, amount, n, base, total);
        add_reading(out, share, other, amount, n, base, total);
        if (is_fixed && strcmp(seats, members) != 0) {
            bool of_seats = strcmp(base, "seats") == 0;
            const char *name = of_seats ? "members" : "seats";
            const char *count = of_seats ? members : seats;
            add_reading(out, share, own, amount, n, name, count);
            add_reading(out, share, other, amount, n, name, count);
        }
    }
    mpq_clear(share);
    server->b.failed |= out->failed;
}
