#include "ask/power/power_rows.h"

#include "ask/power/power_bounds.h"
#include "engine/unions/unions.h"

static const struct key {
    const char *name;
    unsigned part;
} keys[CM_N_KEYS] = {
    [CM_KEY_SWINGS] = {"swings", CM_PART_SWINGS},
    [CM_KEY_BANZHAF] = {"banzhaf", CM_PART_SWINGS},
    [CM_KEY_BANZHAF_ABSOLUTE] = {"banzhaf_absolute", CM_PART_SWINGS},
    [CM_KEY_SHAPLEY] = {"shapley", CM_PART_SHAPLEY},
    [CM_KEY_DEEGAN_PACKEL] = {"deegan_packel", CM_PART_DEEGAN_PACKEL},
    [CM_KEY_HOLLER] = {"holler", CM_PART_HOLLER},
    [CM_KEY_JOHNSTON] = {"johnston", CM_PART_JOHNSTON},
    [CM_KEY_COLEMAN_PREVENT] = {"coleman_prevent", CM_PART_SWINGS},
    [CM_KEY_COLEMAN_INITIATE] = {"coleman_initiate", CM_PART_SWINGS},
    [CM_KEY_RAE] = {"rae", CM_PART_SWINGS},
    [CM_KEY_SATISFACTION] = {"satisfaction", CM_PART_SWINGS},
    [CM_KEY_OWEN] = {"owen", CM_PART_OWEN},
    [CM_KEY_BANZHAF_OWEN] = {"banzhaf_owen", CM_PART_BANZHAF_OWEN},
    [CM_KEY_SYMMETRIC] = {"symmetric_banzhaf", CM_PART_SYMMETRIC},
};

/* Totals, which --index may name to have them and nothing else. */
static const struct key totals[] = {
    {"winning", CM_PART_SWINGS},
    {"minimal_winning", CM_PART_MINIMAL},
    {"minimal_blocking", CM_PART_MINIMAL},
    {"coleman_collective", CM_PART_SWINGS},
};

/* ---- --index
 * ------------------------------------------------------------------ */

/* "deegan-packel" and "deegan_packel" alike. */
static bool same_word(const char *word, const char *name)
{
    for (; *word && *name; word++, name++)
        if (*word != *name && !(*word == '-' && *name == '_'))
            return false;
    return *word == *name;
}

static void refuse(cm_ask *ask, const char *word)
{
    cm_buf names;
    cm_buf_init(&names, ask->arena);
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        cm_buf_addf(&names, "%s%s", k ? ", " : "", keys[k].name);
    cm_diag *diag = cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "no index is called %s", word);
    if (names.failed)
        ask->diags.failed = true;
    else
        cm_diag_help(&ask->diags, diag, "the indices are %s",
                     cm_buf_text(&names));
}

enum {
    OF_UNIONS =
        1u << CM_KEY_OWEN | 1u << CM_KEY_BANZHAF_OWEN | 1u << CM_KEY_SYMMETRIC
};

/* Unions that no index asked for would look at. */
static void refuse_unions(cm_ask *ask)
{
    cm_diag *diag =
        cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                    "unions are given, and no index of players in "
                    "unions: the others are of players on their own");
    cm_diag_help(&ask->diags, diag,
                 "--index owen, banzhaf_owen or symmetric_banzhaf, beside "
                 "others if you like; or leave the unions out");
}

/* These three are there where there are unions, and nowhere else. */
static void wish_unions(cm_ask *ask, cm_power_wish *wish)
{
    bool given = ask->q->n_unions || ask->q->unions_column;
    if (given && wish->all)
        wish->keys |= OF_UNIONS;
    if (given && !(wish->keys & OF_UNIONS))
        refuse_unions(ask);
    for (unsigned k = 0; k < CM_N_KEYS && !given; k++) {
        if (!(wish->keys & OF_UNIONS & 1u << k))
            continue;
        cm_diag *diag =
            cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                        "%s is an index of players in unions, and no union is "
                        "given",
                        keys[k].name);
        cm_diag_help(&ask->diags, diag, "--unions A+B,C+D");
    }
    if (wish->keys & OF_UNIONS ||
        ask->q->order) /* how many coalitions win, and dummies */
        wish->parts |= CM_PART_SWINGS;
}

void cm_power_wish_read(cm_ask *ask, cm_power_wish *wish)
{
    *wish = (cm_power_wish){.all = ask->q->n_indices == 0};
    wish->collective = wish->all;
    for (unsigned k = 0; wish->all && k < CM_N_PLAIN; k++)
        wish->keys |= 1u << k;
    for (size_t i = 0; i < ask->q->n_indices; i++) {
        bool known = same_word(ask->q->indices[i], "coleman");
        if (known)
            wish->keys |=
                1u << CM_KEY_COLEMAN_PREVENT | 1u << CM_KEY_COLEMAN_INITIATE;
        wish->collective |=
            known || same_word(ask->q->indices[i], "coleman_collective");
        for (size_t k = 0; k < sizeof totals / sizeof *totals; k++)
            if (same_word(ask->q->indices[i], totals[k].name)) {
                wish->parts |= totals[k].part;
                known = true;
            }
        for (unsigned k = 0; k < CM_N_KEYS; k++)
            if (same_word(ask->q->indices[i], keys[k].name)) {
                wish->keys |= 1u << k;
                known = true;
            }
        if (!known)
            refuse(ask, ask->q->indices[i]);
    }
    wish_unions(ask, wish);
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        if (wish->keys >> k & 1)
            wish->parts |=
                keys[k].part | (cm_is_share(k) ? CM_PART_SHARES : 0u);
    wish->parts |= wish->all ? CM_PART_MINIMAL : CM_PART_ANYWAY;
}

const char *cm_power_key(unsigned key)
{
    return keys[key].name;
}

unsigned cm_power_part(unsigned key)
{
    return keys[key].part;
}

cm_precision cm_power_precision(const cm_ask *ask)
{
    return (cm_precision){.exact = ask->q->exact, .places = ask->q->certified};
}

/* ---- totals
 * -------------------------------------------------------------------- */

enum { MOST_PLAYERS = 10000000 }; /* 2^players has three million digits */

/* Coleman's power of the collectivity to act: the share of all coalitions that
   win. */
static void put_collective(cm_ask *ask, comitia_value *one,
                           const cm_power *power)
{
    mpq_t share;
    if (!power->winning || power->players > MOST_PLAYERS) {
        cm_put_null(&ask->b, one, "coleman_collective");
        return;
    }
    mpq_init(share);
    mpq_div_2exp(share, power->winning->q, (mp_bitcnt_t)power->players);
    cm_put_ratio(&ask->b, one, "coleman_collective", share);
    mpq_clear(share);
}

comitia_value *cm_put_power(cm_ask *ask, comitia_value *one,
                            const cm_power *power, const cm_power_wish *wish)
{
    cm_builder *b = &ask->b;
    mpz_t all;
    mpz_init(all);
    cm_put_number(b, one, "players", (int64_t)power->players);
    if (power->players <= MOST_PLAYERS) {
        mpz_setbit(all, power->players);
        cm_put_integer(b, one, "coalitions", all);
    } else {
        cm_put_null(b, one, "coalitions");
    }
    mpz_clear(all);
    cm_put_amount(ask, one, "winning", power->winning);
    cm_put_amount(ask, one, "minimal_winning", power->minimal_winning);
    cm_put_amount(ask, one, "minimal_blocking", power->minimal_blocking);
    if (wish->collective)
        put_collective(ask, one, power);
    cm_put_bounds(ask, one, power, wish->keys);
    return cm_put_list(b, one, "indices");
}

/* ---- rows
 * ----------------------------------------------------------------------- */

typedef struct class_texts {
    comitia_value *at[CM_N_KEYS]; /* NULL: not wished */
    comitia_value *dummy;
} class_texts;

struct cm_power_texts {
    class_texts *of; /* per class */
    comitia_value *yes, *no, *null, *one;
    unsigned keys;
};

/* num / den, or null where den is 0. */
static comitia_value *ratio_value(cm_ask *ask, mpz_srcptr num, mpz_srcptr den,
                                  comitia_value *null)
{
    mpq_t q;
    char *text;
    if (mpz_sgn(den) == 0)
        return null;
    mpq_init(q);
    mpz_set(mpq_numref(q), num);
    mpz_set(mpq_denref(q), den);
    mpq_canonicalize(q);
    text = cm_number_text(ask->arena, q);
    mpq_clear(q);
    if (!text)
        ask->b.failed = true;
    return cm_text(&ask->b, text);
}

static comitia_value *number_value(cm_ask *ask, const cm_number *number,
                                   comitia_value *null)
{
    return number ? ratio_value(ask, mpq_numref(number->q),
                                mpq_denref(number->q), null)
                  : null;
}

/* What shares of swings are divided by. */
typedef struct bases {
    mpz_t swings, half, winning, losing, all;
} bases;

static void set_bases(const cm_power *power, const uint64_t *units, bases *b)
{
    mpz_t n;
    mpz_init(n);
    for (uint32_t c = 0; c < power->n_rows; c++) {
        if (!power->rows[c].swings)
            continue;
        cm_set_u64(n, units[c]);
        mpz_addmul(b->swings, n, mpq_numref(power->rows[c].swings->q));
    }
    mpz_clear(n);
    if (power->players)
        mpz_setbit(b->half, power->players - 1);
    mpz_setbit(b->losing, power->players);
    mpz_set(b->all, b->losing);
    mpz_set(b->winning, mpq_numref(power->winning->q));
    mpz_sub(b->losing, b->losing, b->winning);
}

/* A player is with the decision in half of all divisions and in as many more as
   it has swings (docs/theory/rae.md). */
static void set_agreement(cm_ask *ask, const cm_power_texts *texts,
                          mpz_srcptr swings, const bases *b, class_texts *to)
{
    mpz_t with, one;
    if (!(texts->keys & (1u << CM_KEY_RAE | 1u << CM_KEY_SATISFACTION)))
        return;
    mpz_init(with);
    mpz_init_set_ui(one, 1);
    mpz_add(with, b->half, swings);
    if (texts->keys >> CM_KEY_RAE & 1)
        to->at[CM_KEY_RAE] = ratio_value(ask, with, b->all, texts->null);
    if (texts->keys >> CM_KEY_SATISFACTION & 1)
        to->at[CM_KEY_SATISFACTION] = ratio_value(ask, with, one, texts->null);
    mpz_clears(with, one, NULL);
}

static void set_swing_texts(cm_ask *ask, const cm_power_texts *texts,
                            const cm_power_row *row, const bases *b,
                            class_texts *to)
{
    mpz_srcptr swings = mpq_numref(row->swings->q);
    const struct {
        unsigned key;
        mpz_srcptr base;
    } shares[] = {
        {CM_KEY_SWINGS, mpq_denref(row->swings->q)},
        {CM_KEY_BANZHAF, b->swings},
        {CM_KEY_BANZHAF_ABSOLUTE, b->half},
        {CM_KEY_COLEMAN_PREVENT, b->winning},
        {CM_KEY_COLEMAN_INITIATE, b->losing},
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (texts->keys >> shares[i].key & 1)
            to->at[shares[i].key] =
                ratio_value(ask, swings, shares[i].base, texts->null);
    to->dummy = mpz_sgn(swings) ? texts->no : texts->yes;
    set_agreement(ask, texts, swings, b, to);
}

static void set_class(cm_ask *ask, const cm_power_texts *texts,
                      const cm_power_row *row, const bases *b, class_texts *to)
{
    const struct {
        unsigned key;
        const cm_number *number;
    } others[] = {
        {CM_KEY_SHAPLEY, row->shapley},
        {CM_KEY_DEEGAN_PACKEL, row->deegan_packel},
        {CM_KEY_HOLLER, row->holler},
        {CM_KEY_JOHNSTON, row->johnston},
    };
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        to->at[k] = texts->keys >> k & 1 ? texts->null : NULL;
    to->dummy = texts->null;
    if (row->swings)
        set_swing_texts(ask, texts, row, b, to);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (texts->keys >> others[i].key & 1)
            to->at[others[i].key] =
                number_value(ask, others[i].number, texts->null);
}

/* Fractions between two decimals, which are equal where they end. */
static void round_fractions(cm_ask *ask, const cm_power_texts *texts,
                            class_texts *to)
{
    mpq_t q;
    mpq_init(q);
    for (unsigned k = CM_KEY_BANZHAF; k < CM_N_KEYS; k++) {
        const char *text = to->at[k] ? comitia_value_string(to->at[k]) : NULL;
        if (text && texts->keys >> k & 1 && mpq_set_str(q, text, 10) == 0)
            to->at[k] = cm_ends_value(ask, q, q);
    }
    mpq_clear(q);
}

/* What is not known but bounded. */
static void set_bounded(cm_ask *ask, const cm_power_texts *texts,
                        const cm_power *power, uint32_t c, class_texts *to)
{
    for (unsigned k = 0; k < CM_N_KEYS; k++) {
        const cm_bounds *of = cm_bounds_of(power, 1u << k);
        if (!of)
            continue;
        if (to->at[k])
            to->at[k] = cm_ends_value(ask, of[c].low->q, of[c].high->q);
        if (mpq_sgn(of[c].low->q) && (k != CM_KEY_RAE))
            to->dummy = texts->no;
        if (mpq_sgn(of[c].high->q) == 0)
            to->dummy = texts->yes;
    }
}

/* A hundred thousand numbers of thirty thousand digits are no answer. */
static void drop_long(cm_ask *ask, cm_power_texts *texts, unsigned key,
                      uint32_t n, const uint64_t *rows)
{
    enum { MOST_BYTES = 1 << 26 };
    uint64_t bytes = 0;
    for (uint32_t c = 0; c < n && bytes <= MOST_BYTES; c++) {
        const char *text = comitia_value_string(texts->of[c].at[key]);
        if (text)
            bytes += (uint64_t)strlen(text) * rows[c]; /* both below 2^30 */
    }
    if (bytes <= MOST_BYTES)
        return;
    for (uint32_t c = 0; c < n; c++)
        if (texts->of[c].at[key])
            texts->of[c].at[key] = texts->null;
    cm_diag_add(&ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
                "%s is left out: its digits for all players would take more "
                "than 67,108,864 bytes",
                keys[key].name);
    ask->exact = false;
}

cm_power_texts *cm_power_texts_new(cm_ask *ask, cm_arena *scratch,
                                   const cm_power *power, const uint64_t *units,
                                   const uint64_t *rows,
                                   const cm_power_wish *wish)
{
    bases b;
    cm_power_texts *texts = cm_new(scratch, cm_power_texts);
    if (!texts || !(texts->of = cm_new_n(scratch, class_texts, power->n_rows)))
        return NULL;
    texts->yes = cm_bool(&ask->b, true);
    texts->no = cm_bool(&ask->b, false);
    texts->null = cm_null(&ask->b);
    texts->one = cm_int(&ask->b, 1);
    texts->keys = wish->keys;
    mpz_inits(b.swings, b.half, b.winning, b.losing, b.all, NULL);
    if (power->known & CM_PART_SWINGS)
        set_bases(power, units, &b);
    for (uint32_t c = 0; c < power->n_rows; c++)
        if (units[c]) {
            set_class(ask, texts, &power->rows[c], &b, &texts->of[c]);
            if (ask->q->certified)
                round_fractions(ask, texts, &texts->of[c]);
            set_bounded(ask, texts, power, c, &texts->of[c]);
        }
    mpz_clears(b.swings, b.half, b.winning, b.losing, b.all, NULL);
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        if (texts->keys >> k & 1)
            drop_long(ask, texts, k, power->n_rows, rows);
    return ask->b.failed ? NULL : texts;
}

static comitia_value *flag(const cm_power_texts *texts, int value)
{
    return value < 0 ? texts->null : value ? texts->yes : texts->no;
}

static const cm_number *union_value(const cm_union_part *part, unsigned key)
{
    return key == CM_KEY_OWEN           ? part->owen
           : key == CM_KEY_BANZHAF_OWEN ? part->banzhaf_owen
                                        : part->symmetric;
}

static void put_union_values(cm_ask *ask, comitia_value *row,
                             const cm_power_texts *texts,
                             const cm_union_part *part)
{
    for (unsigned k = 0; k < CM_N_KEYS; k++) {
        if (!(texts->keys & OF_UNIONS & 1u << k))
            continue;
        const cm_number *number = part ? union_value(part, k) : NULL;
        cm_put(&ask->b, row, keys[k].name,
               number && ask->q->certified
                   ? cm_ends_value(ask, number->q, number->q)
                   : number_value(ask, number, texts->null));
    }
}

/* A million rows are to have no room that they do not use. */
enum { OTHER_KEYS = 7 }; /* player, count, seats, free, dummy, veto, dictator */

void cm_put_power_row(cm_ask *ask, comitia_value *indices,
                      cm_power_texts *texts, uint32_t class_of,
                      const cm_power_player *player)
{
    cm_builder *b = &ask->b;
    const class_texts *of = &texts->of[class_of];
    comitia_value *row = cm_add_row(
        b, indices, OTHER_KEYS + (size_t)__builtin_popcount(texts->keys));
    cm_put_text(b, row, "player", player->name);
    cm_put(b, row, "count",
           player->count == 1 ? texts->one : cm_int(b, (int64_t)player->count));
    cm_put_text(b, row, "seats", player->seats);
    cm_put(b, row, "free", flag(texts, player->free));
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        if (of->at[k] && !(OF_UNIONS >> k & 1))
            cm_put(b, row, keys[k].name, of->at[k]);
    put_union_values(ask, row, texts, player->part);
    cm_put(b, row, "dummy", of->dummy);
    cm_put(b, row, "veto", flag(texts, player->veto));
    cm_put(b, row, "dictator", flag(texts, player->dictator));
}

/* With what it costs, where that is known. */
static void left_out_by_cost(cm_ask *ask, const char *index, uint64_t steps)
{
    char time[32];
    uint64_t limit = cm_power_limit_for(steps);
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
        "%s is left out: it takes about %llu steps (%s), and a part may take a "
        "quarter of the %llu steps of work",
        index, (unsigned long long)steps, cm_time_words(steps, time),
        (unsigned long long)ask->ctx->limit);
    if (limit < UINT64_MAX)
        cm_diag_help(&ask->diags, diag, "--limit %llu gives it",
                     (unsigned long long)limit);
}

static void left_out(cm_ask *ask, const char *index, uint64_t steps)
{
    char most[32];
    if (ask->ctx->short_of_memory) {
        cm_diag *diag = cm_diag_add(
            &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
            "%s is left out: it takes more than its share of the %llu steps "
            "of work, or of %s of memory",
            index, (unsigned long long)ask->ctx->limit,
            cm_memory_words(ask->ctx, most));
        cm_diag_help(&ask->diags, diag,
                     "--limit STEPS and --memory SIZE give more");
        return;
    }
    if (steps > ask->ctx->limit / 4 && steps < UINT64_MAX) {
        left_out_by_cost(ask, index, steps);
        return;
    }
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
        "%s is left out: it takes more than its share of the %llu steps "
        "of work",
        index, (unsigned long long)ask->ctx->limit);
    cm_diag_help(&ask->diags, diag, "--limit STEPS gives more steps");
}

void cm_power_left_out(cm_ask *ask, const cm_power_wish *wish, unsigned known,
                       const cm_power_costs *costs)
{
    for (unsigned k = 0; k < CM_N_KEYS; k++) {
        if (!(wish->keys >> k & 1) || known & keys[k].part ||
            (known & CM_PART_SHARES && cm_is_share(k)))
            continue;
        left_out(ask, keys[k].name, cm_power_cost(costs, keys[k].part));
        ask->exact = false;
    }
    if (wish->parts & ~known & CM_PART_MINIMAL)
        cm_list_left_out(ask, "the number of minimal coalitions");
}

comitia_status cm_power_nothing(cm_ask *ask, const cm_power_wish *wish,
                                uint32_t players, const char *them,
                                const cm_power_costs *costs)
{
    char time[32];
    cm_ctx *ctx = ask->ctx;
    uint64_t steps = cm_power_cost(costs, wish->parts & ~CM_PART_MINIMAL);
    uint64_t limit = cm_power_limit_for(steps);
    if (ctx->short_of_memory)
        return cm_fail(ctx, COMITIA_E_BUDGET, "the indices of %u %s", players,
                       them);
    if (limit == UINT64_MAX)
        return cm_fail(ctx, COMITIA_E_BUDGET,
                       "the indices of %u %s: their weights have too many "
                       "different sums, and no --limit is known that is enough; "
                       "in a coarser unit (weights and quota divided and rounded: "
                       "another rule, nearly the same) there are fewer",
                       players, them);
    if (steps <= ctx->limit / 4)
        return cm_fail(ctx, COMITIA_E_BUDGET,
                       "the indices of %u %s; --limit STEPS gives more steps "
                       "than %llu",
                       players, them, (unsigned long long)ctx->limit);
    return cm_fail(ctx, COMITIA_E_BUDGET,
                   "the indices of %u %s take about %llu steps (%s); --limit "
                   "%llu gives them",
                   players, them, (unsigned long long)steps,
                   cm_time_words(steps, time), (unsigned long long)limit);
}
