/* The words of --vary. */
#include "ask/sweep/vary.h"

#include <stdio.h>

/* What is left to read. */
typedef struct reader {
    cm_ask *ask;
    const char *whole; /* for messages */
    const char *at;
    bool ok;
} reader;

static void refuse(reader *r, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What can be written, or how else it is had. */
static const char forms[] =
    "write \"seats A->B 0..20\", \"quota ACT 50%..80% step 1%\" or \"chance "
    "FACT 0..1 step 0.1\"";
static const char in_file[] =
    "change the file, and compare both: comitia diff OLD NEW";

static void refuse_as(reader *r, const char *code, const char *text,
                      const char *help)
{
    if (r->ok) {
        cm_diag *diag = cm_diag_add(&r->ask->diags, code, CM_ERROR, CM_NO_SPAN,
                                    "--vary \"%.200s\": %s", r->whole, text);
        cm_diag_help(&r->ask->diags, diag, "%s", help);
    }
    r->ok = false;
}

static void refuse(reader *r, const char *code, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    refuse_as(r, code, text, forms);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip(reader *r)
{
    while (blank(*r->at))
        r->at++;
}

/* The next word in the arena, "" at the end; NULL without memory. */
static const char *word(reader *r)
{
    skip(r);
    const char *first = r->at;
    while (*r->at && !blank(*r->at))
        r->at++;
    const char *copy =
        cm_strdup_n(r->ask->arena, first, (size_t)(r->at - first));
    r->ask->diags.failed |= !copy;
    return copy ? copy : "";
}

/* ---- values
 * ------------------------------------------------------------------------ */

/* A number of n bytes; sets how the axis writes its values. */
static bool number(reader *r, const char *at, size_t n, cm_axis *axis,
                   mpq_ptr q)
{
    enum { MOST = 200 };
    while (n && blank(*at))
        at++, n--;
    while (n && blank(at[n - 1]))
        n--;
    if (n == 0 || n > MOST || !cm_number_read(at, n, q)) {
        refuse(r, "C0113", "%.*s is no number",
               (int)(n < MOST ? n : MOST), at);
        return false;
    }
    axis->percent |= at[n - 1] == '%';
    axis->fraction |= memchr(at, '/', n) != NULL;
    axis->amount |= at[n - 1] != '%' && !memchr(at, '/', n);
    return true;
}

static bool keep(reader *r, cm_axis *axis, mpq_srcptr q)
{
    axis->values[axis->n] = cm_number_keep(r->ask->arena, q);
    r->ask->diags.failed |= !axis->values[axis->n];
    return axis->values[axis->n++] != NULL;
}

static bool room(reader *r, cm_axis *axis, uint64_t n)
{
    if (n > CM_MOST_POINTS) {
        refuse(r, "C0701", "more than 1,000,000 values");
        return false;
    }
    axis->values = cm_new_n(r->ask->arena, const cm_number *, n);
    r->ask->diags.failed |= !axis->values;
    return axis->values != NULL;
}

/* "A,B,C", or one number. */
static void list(reader *r, cm_axis *axis)
{
    uint64_t n = 1;
    mpq_t q;
    for (const char *c = r->at; *c; c++)
        n += *c == ',';
    if (!room(r, axis, n))
        return;
    mpq_init(q);
    for (const char *at = r->at; r->ok; at++) {
        size_t length = strcspn(at, ",");
        if (!number(r, at, length, axis, q) || !keep(r, axis, q))
            break;
        at += length;
        if (!*at)
            break;
    }
    if (axis->kind != CM_VARY_CHANCE && axis->amount &&
        (axis->percent || axis->fraction))
        refuse(r, "C0112", "shares and amounts in one list");
    mpq_clear(q);
}

/* How many values there are from low to high; 0 after an error. */
static uint64_t count(reader *r, mpq_srcptr low, mpq_srcptr high,
                      mpq_srcptr step)
{
    uint64_t n = 0;
    mpq_t steps;
    mpz_t whole;
    if (mpq_sgn(step) <= 0) {
        refuse(r, "C0112", "a step above 0 is needed");
        return 0;
    }
    if (mpq_cmp(low, high) > 0) {
        refuse(r, "C0112", "the range runs backwards");
        return 0;
    }
    mpq_init(steps);
    mpz_init(whole);
    mpq_sub(steps, high, low);
    mpq_div(steps, steps, step);
    mpz_fdiv_q(whole, mpq_numref(steps), mpq_denref(steps));
    if (!cm_integer_u64(whole, &n) || n >= CM_MOST_POINTS)
        n = CM_MOST_POINTS; /* and one more: room() refuses */
    n++;
    mpz_clear(whole);
    mpq_clear(steps);
    return n;
}

static bool is_whole(mpq_srcptr q)
{
    return mpz_cmp_ui(mpq_denref(q), 1) == 0;
}

/* The step that is written, or the usual one. */
static bool read_step(reader *r, cm_axis *axis, const char *text, bool whole,
                      mpq_ptr step)
{
    cm_axis own = {.kind = axis->kind};
    bool shares = axis->percent || axis->fraction;
    mpq_set_ui(step, 1, axis->percent ? 100 : 1);
    if (!text) {
        if (!axis->percent && !whole)
            refuse(r, "C0112", "between fractions and decimals a step is "
                               "needed");
        return r->ok;
    }
    if (!number(r, text, strlen(text), &own, step))
        return false;
    if (axis->percent && own.amount)
        refuse(r, "C0112", "between percentages a step like 1%% is needed");
    else if (!shares && !own.amount && axis->kind != CM_VARY_CHANCE)
        refuse(r, "C0112", "between amounts a step like 1 or 0.5 is needed");
    axis->fraction |= own.fraction;
    axis->percent |= own.percent && !axis->fraction;
    return r->ok;
}

/* LOW..HIGH [step STEP]; `dots` is the place of the dots. */
static void range(reader *r, cm_axis *axis, const char *dots)
{
    const char *end = dots + 2, *word_step = strstr(end, "step");
    mpq_t low, high, step;
    mpq_inits(low, high, step, NULL);
    size_t n_high = word_step ? (size_t)(word_step - end) : strlen(end);
    bool read =
        number(r, r->at, (size_t)(dots - r->at), axis, low) &&
        number(r, end, n_high, axis, high) &&
        read_step(r, axis, word_step ? word_step + 4 : NULL,
                  is_whole(low) && is_whole(high), step);
    uint64_t n = read ? count(r, low, high, step) : 0;
    if (n && room(r, axis, n))
        for (uint64_t i = 0; i < n && keep(r, axis, low); i++)
            mpq_add(low, low, step);
    mpq_clears(low, high, step, NULL);
}

static void values(reader *r, cm_axis *axis)
{
    skip(r);
    const char *dots = strstr(r->at, "..");
    if (!*r->at)
        refuse(r, "C0112", "values are missing");
    else if (dots)
        range(r, axis, dots);
    else
        list(r, axis);
}

/* ---- what takes them
 * ---------------------------------------------------------------- */

static cm_name find(reader *r, const char *name)
{
    cm_name found = cm_model_name(r->ask->model, name);
    if (found.kind == CM_NAME_NOTHING)
        refuse(r, "C0202", "nothing has the name %.100s", name);
    return found;
}

/* The party of that name in the body; CM_NONE if it has none. */
static uint32_t party_of(const cm_body *body, uint32_t player)
{
    for (uint32_t e = 0; e < body->n_entries; e++)
        if (body->entries[e].player == player &&
            body->entries[e].kind == CM_PARTY)
            return e;
    return CM_NONE;
}

/* A member of some body, which has one seat: there is nothing to move. */
static const char *member_named(const cm_model *model, uint32_t player)
{
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        uint32_t e = cm_body_entry_of(&model->bodies[b], player);
        if (e != CM_NONE && model->bodies[b].entries[e].kind == CM_MEMBER)
            return model->bodies[b].label.name;
    }
    return NULL;
}

/* No body has both as parties. */
static void refuse_pair(reader *r, const char *in, uint32_t from, uint32_t to)
{
    const cm_model *model = r->ask->model;
    const char *of_from = member_named(model, from);
    const char *body = of_from ? of_from : member_named(model, to);
    char text[512];
    if (!body) {
        refuse(r, "C0206", "no body%s%.100s has both parties", in ? " " : "",
               in ? in : "");
        return;
    }
    snprintf(text, sizeof text,
             "%.100s is a member of %.100s, and a member has one seat: seats "
             "move between parties, and what members hold stands in the file",
             model->players[of_from ? from : to].label.name, body);
    refuse_as(r, "C0206", text, in_file);
}

/* The body: the one that is named, or the only one with both parties. */
static void find_body(reader *r, cm_axis *axis, const char *in, uint32_t from,
                      uint32_t to)
{
    const cm_model *model = r->ask->model;
    uint32_t found = 0;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        uint32_t f = party_of(body, from), t = party_of(body, to);
        if ((in && strcmp(body->label.name, in) != 0) || f == CM_NONE ||
            t == CM_NONE)
            continue;
        found++;
        axis->body = b;
        axis->from = f;
        axis->to = t;
    }
    if (found == 0)
        refuse_pair(r, in, from, to);
    else if (found > 1)
        refuse(r, "C0112", "in which body? write A->B in BODY");
}

static void seats(reader *r, cm_axis *axis)
{
    const char *parties = word(r), *arrow = strstr(parties, "->");
    if (!arrow) {
        refuse(r, "C0112", "from which party to which? write A->B");
        return;
    }
    const char *from =
        cm_strdup_n(r->ask->arena, parties, (size_t)(arrow - parties));
    if (!from) {
        r->ask->diags.failed = true;
        return;
    }
    cm_name a = find(r, from), b = find(r, arrow + 2);
    if (r->ok && (a.kind != CM_NAME_PLAYER || b.kind != CM_NAME_PLAYER ||
                  a.index == b.index))
        refuse(r, "C0209", "two parties are asked for");
    if (!r->ok)
        return;
    reader before = *r;
    const char *in = word(r);
    if (strcmp(in, "in") == 0)
        in = word(r);
    else
        *r = before, in = NULL;
    find_body(r, axis, in, a.index, b.index);
}

/* ACT, or ACT#K for the K-th quota of its rule. */
static void quota(reader *r, cm_axis *axis)
{
    char *name = (char *)(uintptr_t)word(r), *sign = strchr(name, '#');
    uint64_t k = 1;
    mpq_t q;
    if (sign) {
        *sign = '\0';
        mpq_init(q);
        bool is = sign[1] >= '0' && sign[1] <= '9' &&
                  cm_number_read(sign + 1, strlen(sign + 1), q) &&
                  mpz_cmp_ui(mpq_denref(q), 1) == 0 &&
                  cm_integer_u64(mpq_numref(q), &k) && k > 0 &&
                  k < UINT32_MAX;
        mpq_clear(q);
        if (!is)
            refuse(r, "C0112", "which quota? write ACT#1, ACT#2, ...");
    }
    cm_name found = find(r, name);
    if (r->ok && found.kind != CM_NAME_ACT)
        refuse(r, "C0209", "%.100s is no act", name);
    axis->index = found.index;
    axis->quota = sign ? (uint32_t)k - 1 : CM_NONE;
}

static void chance(reader *r, cm_axis *axis)
{
    const cm_model *model = r->ask->model;
    const char *name = word(r);
    cm_name found = find(r, name);
    if (!r->ok)
        return;
    axis->index = found.index;
    axis->of_act = found.kind == CM_NAME_ACT;
    bool fits =
        found.kind == CM_NAME_FACT && !model->facts[found.index].is_choice;
    for (uint32_t i = 0; axis->of_act && i < model->n_forecasts; i++)
        fits |= model->forecasts[i].act == found.index &&
                model->forecasts[i].chance;
    if (!fits)
        refuse(r, "C0209",
               axis->of_act ? "%.100s has no forecast with one chance"
                            : "%.100s is no fact with two values",
               name);
}

/* What stands before the values, as the name of a column. */
static void label(reader *r, cm_axis *axis)
{
    const char *end = r->at;
    const char *at = r->whole;
    while (blank(*at))
        at++;
    axis->label = cm_strdup_n(r->ask->arena, at, (size_t)(end - at));
    r->ask->diags.failed |= !axis->label;
}

/* Neither seats nor quota nor chance. */
static void refuse_kind(reader *r, const char *kind)
{
    const cm_model *model = r->ask->model;
    bool held = strcmp(kind, "weight") == 0 || strcmp(kind, "weights") == 0;
    for (uint32_t b = 0; b < model->n_bodies && !held; b++)
        for (uint32_t m = 0; m < model->bodies[b].n_measures && !held; m++)
            held = strcmp(model->bodies[b].measures[m].name, kind) == 0;
    if (held)
        refuse_as(r, "C0112",
                  "what members hold stands in the file, and is not varied",
                  in_file);
    else
        refuse(r, "C0112", "seats, quota or chance?");
}

comitia_status cm_axis_read(cm_ask *ask, const char *text, cm_axis *axis,
                            bool *ok)
{
    reader r = {.ask = ask, .whole = text, .at = text, .ok = true};
    *axis = (cm_axis){.kind = CM_VARY_SEATS};
    const char *kind = word(&r);
    if (strcmp(kind, "seats") == 0) {
        seats(&r, axis);
    } else if (strcmp(kind, "quota") == 0) {
        axis->kind = CM_VARY_QUOTA;
        quota(&r, axis);
    } else if (strcmp(kind, "chance") == 0) {
        axis->kind = CM_VARY_CHANCE;
        chance(&r, axis);
    } else {
        refuse_kind(&r, kind);
    }
    label(&r, axis);
    if (r.ok && !ask->diags.failed)
        values(&r, axis);
    *ok = r.ok;
    return ask->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_axis_of_quota(cm_ask *ask, const char *text, cm_axis *axis,
                                bool *ok)
{
    reader r = {.ask = ask, .whole = text, .at = text, .ok = true};
    *axis = (cm_axis){.kind = CM_VARY_WEIGHTED, .label = "quota"};
    values(&r, axis);
    *ok = r.ok;
    return ask->diags.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- values as text
 * ----------------------------------------------------------------- */

/* So many digits behind the point as make 1/den whole; false if none do. */
static bool places_of(mpz_srcptr den, unsigned *places)
{
    enum { MOST = 40 };
    mpz_t power;
    mpz_init_set_ui(power, 1);
    *places = 0;
    while (!mpz_divisible_p(power, den) && *places < MOST) {
        mpz_mul_ui(power, power, 10);
        ++*places;
    }
    bool ends = mpz_divisible_p(power, den);
    mpz_clear(power);
    return ends;
}

/* q >= 0 with so many digits behind the point, which it does not pass. */
static char *decimal(cm_arena *arena, mpq_srcptr q, unsigned places)
{
    mpz_t scaled;
    char *out = NULL;
    mpz_init(scaled);
    mpz_ui_pow_ui(scaled, 10, places);
    mpz_mul(scaled, scaled, mpq_numref(q));
    mpz_divexact(scaled, scaled, mpq_denref(q));
    char *digits = cm_integer_text(arena, scaled);
    if (digits) {
        size_t n = strlen(digits), pad = n <= places ? places + 1 - n : 0;
        out = cm_alloc(arena, n + pad + 2);
        for (size_t i = 0, k = 0; out && i < n + pad; i++) {
            if (i == n + pad - places)
                out[k++] = '.';
            out[k++] = i < pad ? '0' : digits[i - pad];
        }
    }
    mpz_clear(scaled);
    return out;
}

const char *cm_axis_text(cm_arena *arena, const cm_axis *axis, uint64_t i)
{
    mpq_t q;
    unsigned places;
    cm_buf text;
    mpq_init(q);
    mpq_set(q, axis->values[i]->q);
    if (axis->percent) {
        mpq_t hundred;
        mpq_init(hundred);
        mpq_set_ui(hundred, 100, 1);
        mpq_mul(q, q, hundred);
        mpq_clear(hundred);
    }
    bool ends = places_of(mpq_denref(q), &places);
    char *number = ends && !(axis->fraction && places)
                       ? decimal(arena, q, places)
                       : cm_number_text(arena, q);
    mpq_clear(q);
    /* A whole number alone is an amount and no share. */
    const char *sign = axis->percent                          ? "%"
                       : axis->fraction && !strchr(number ? number : "", '/') &&
                               axis->kind != CM_VARY_CHANCE
                           ? "/1"
                           : NULL;
    if (!number || !sign)
        return number;
    cm_buf_init(&text, arena);
    cm_buf_addf(&text, "%s%s", number, sign);
    return cm_buf_text(&text);
}
