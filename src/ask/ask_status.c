/* status: certain, impossible or open; what is needed and what stops it. */
#include "ask/ask.h"
#include "engine/law/reasons.h"
#include "engine/law/result.h"
#include "model/date.h"

/* ---- how things stand
 * ------------------------------------------------------------- */

static void put_seats(cm_ask *ask, comitia_value *object, const char *key,
                      uint64_t seats)
{
    mpz_t z;
    mpz_init(z);
    cm_set_u64(z, seats);
    cm_put_integer(&ask->b, object, key, z);
    mpz_clear(z);
}

static void put_body(cm_ask *ask, comitia_value *list, uint32_t index)
{
    cm_builder *b = &ask->b;
    const cm_body *body = &ask->model->bodies[index];
    const cm_body_now *now = &ask->world->bodies[index];
    comitia_value *object = cm_add_object(b, list);
    cm_put_text(b, object, "name", body->label.name);
    put_seats(ask, object, "seats", now->members + now->vacant);
    put_seats(ask, object, "members", now->members);
    put_seats(ask, object, "vacant", now->vacant);
    comitia_value *parties = cm_put_list(b, object, "parties");
    for (uint32_t e = 0; e < body->n_entries; e++) {
        if (body->entries[e].kind != CM_PARTY)
            continue;
        comitia_value *party = cm_add_object(b, parties);
        cm_put_text(b, party, "name", body->entries[e].label.name);
        put_seats(ask, party, "seats", now->seats[e]);
    }
}

static bool has_parties(const cm_body *body)
{
    for (uint32_t e = 0; e < body->n_entries; e++)
        if (body->entries[e].kind == CM_PARTY)
            return true;
    return false;
}

void cm_put_state(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    char day[11];
    cm_put_number(b, answer, "read", ask->world->n_read);
    if (ask->world->n_read)
        cm_day_text(ask->world->last, day);
    cm_put_text(b, answer, "last", ask->world->n_read ? day : NULL);
    comitia_value *bodies = cm_put_list(b, answer, "bodies");
    for (uint32_t i = 0; i < ask->model->n_bodies; i++)
        if (has_parties(&ask->model->bodies[i]))
            put_body(ask, bodies, i);
}

/* ---- one subject
 * --------------------------------------------------------------------- */

typedef struct listing {
    cm_ask *ask;
    cm_law *law;
    comitia_value *list;
} listing;

static comitia_status add_term(void *user, const uint32_t *x)
{
    listing *l = user;
    comitia_value *term = cm_add_list(&l->ask->b, l->list);
    for (uint32_t a = 0; a < l->law->n_atoms; a++) {
        uint32_t value = x[l->law->level[a]];
        if (value)
            cm_add(&l->ask->b, term,
                   cm_literal(l->ask, l->law->atoms[a], value - 1));
    }
    return l->ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* A list that is too long or too costly is null; the rest stands. */
static comitia_status put_terms(cm_ask *ask, comitia_value *object,
                                const char *key, cm_law *law, cm_fn f,
                                const char *name, uint32_t lists_left)
{
    listing l = {ask, law, cm_list(&ask->b)};
    bool listed = false;
    ask->ctx->doing = "listing what is needed and what stops it";
    uint64_t limit = cm_share_begin(ask->ctx, lists_left);
    comitia_status status = cm_terms_each(law, f, &listed, add_term, &l);
    cm_share_end(ask->ctx, limit);
    if (status != COMITIA_OK && !cm_is_limit(ask->ctx, status))
        return status;
    if (status == COMITIA_OK && listed) {
        cm_put(&ask->b, object, key, l.list);
        return COMITIA_OK;
    }
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    cm_buf_addf(&text, "the list %s of %s", key, name);
    if (text.failed)
        return COMITIA_E_NOMEM;
    cm_put_null(&ask->b, object, key);
    cm_list_left_out(ask, cm_buf_text(&text));
    return COMITIA_OK;
}

static comitia_status put_result(cm_ask *ask, comitia_value *object,
                                 cm_law *law, const cm_target *target)
{
    bool known = false;
    cm_result result = CM_PASSED;
    if (target->what == CM_COND_ACT)
        CM_TRY(cm_result_now(law, target->index, &known, &result));
    cm_put_text(&ask->b, object, "result",
                known ? cm_result_text(result) : NULL);
    return COMITIA_OK;
}

static comitia_status put_lists(cm_ask *ask, comitia_value *object, cm_law *law,
                                cm_fn f, const char *name, uint32_t lists_left)
{
    cm_fn not_f;
    CM_TRY(put_terms(ask, object, "needed", law, f, name, lists_left));
    CM_TRY(cm_fn_not(law->d, f, &not_f));
    return put_terms(ask, object, "stopped", law, not_f, name,
                     lists_left > 1 ? lists_left - 1 : 1);
}

comitia_status cm_put_status(cm_ask *ask, comitia_value *object,
                             const cm_target *target, uint32_t lists_left,
                             cm_word *word)
{
    static const char *const texts[] = {
        [CM_IMPOSSIBLE] = "impossible",
        [CM_CERTAIN] = "certain",
        [CM_OPEN] = "open",
    };
    cm_arena scratch;
    cm_law *law = NULL;
    cm_fn f;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *root = cm_target_cond(&scratch, target);
    if (!root)
        goto done;
    ask->ctx->doing = "finding the status";
    CM_GO(cm_law_new(ask->ctx, &scratch, ask->world, &root, 1, &cm_any_order,
                     &law));
    CM_GO(cm_law_fn(law, root, &f));
    cm_expect_status now = cm_status_of(f);
    cm_put(&ask->b, object, "subject",
           cm_subject(ask, target->what, target->index));
    cm_put_text(&ask->b, object, "status", texts[now]);
    CM_GO(put_result(ask, object, law, target));
    CM_GO(put_lists(ask, object, law, f,
                    cm_name_of(ask->model, target->what, target->index),
                    lists_left));
    *word = now == CM_CERTAIN      ? CM_WORD_YES
            : now == CM_IMPOSSIBLE ? CM_WORD_NO
                                   : CM_WORD_OPEN;
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}

/* ---- all subjects
 * ------------------------------------------------------------------------ */

cm_target cm_subject_target(const cm_model *model, uint32_t i)
{
    bool ladder = model->subjects[i].kind == CM_NAME_LADDER;
    return (cm_target){.text = model->subjects[i].name,
                       .what = ladder ? CM_COND_LADDER : CM_COND_OUTCOME,
                       .index = model->subjects[i].index,
                       .other = CM_NONE};
}

comitia_status cm_ask_status(cm_ask *ask, comitia_value *answer)
{
    uint32_t n = ask->n_targets ? ask->n_targets : ask->model->n_subjects;
    cm_put_state(ask, answer);
    comitia_value *subjects = cm_put_list(&ask->b, answer, "subjects");
    for (uint32_t i = 0; i < n; i++) {
        cm_word word;
        cm_target target =
            ask->n_targets ? ask->targets[i] : cm_subject_target(ask->model, i);
        comitia_value *object = cm_add_object(&ask->b, subjects);
        /* Steps are put aside for the subjects that follow as well. */
        CM_TRY(cm_put_status(ask, object, &target, 3 * (n - i) - 1, &word));
        if (ask->n_targets == 1) {
            ask->word = word;
            ask->exit = word == CM_WORD_YES ? 0 : word == CM_WORD_NO ? 1 : 2;
        }
    }
    return ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
