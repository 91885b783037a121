#include "report/picture/chart.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/value.h"
#include "report/doc/decimal.h"
#include "report/doc/width.h"
#include "report/picture/picture.h"
#include "report/words/units.h"
#include "report/words/verbs.h"
#include "report/write/write.h"

static const char style[] =
    "svg{--ink:#1b1b1b;--soft:#5b5b5b;--paper:#fff;"
    "font-family:system-ui,'Noto Sans',sans-serif}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e9e9e6;--soft:#a9a9a4;"
    "--paper:#161615}}"
    ".paper{fill:var(--paper)}"
    "text{fill:var(--ink);unicode-bidi:plaintext}"
    ".seat{stroke:var(--ink);stroke-opacity:.45}"
    ".empty{fill:none;stroke:var(--soft);stroke-dasharray:2 2}"
    ".tick{stroke:var(--ink);stroke-width:2.5}"
    ".label{font-size:15px}.bloc{font-size:13px;font-weight:600}"
    ".total{font-size:30px;font-weight:700}.name{font-size:12px}"
    ".head{font-size:13px;font-weight:600}"
    ".held{fill:none;stroke:var(--soft)}.second{fill-opacity:.55}"
    ".third{fill-opacity:.25}.soft{font-size:11.5px;fill:var(--soft)}";

/* Text of the model or of the report: its ties become blanks. */
static void add_plain(cm_buf *out, const char *text)
{
    char letter[2] = "";
    for (size_t n; *text; text += n) {
        n = strcspn(text, CM_TIE);
        if (n == 0) {
            cm_buf_char(out, ' ');
            n = 1;
            continue;
        }
        cm_buf piece;
        cm_buf_init(&piece, out->arena);
        cm_buf_add_n(&piece, text, n);
        cm_xml_add(out, piece.failed ? letter : cm_buf_text(&piece));
        out->failed |= piece.failed;
    }
}

static void begin(cm_buf *out, unsigned width, unsigned height)
{
    cm_buf_addf(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" "
                "height=\"%u\" viewBox=\"0 0 %u %u\">\n<style>%s</style>\n"
                "<rect class=\"paper\" width=\"%u\" height=\"%u\"/>\n",
                width, height, width, height, style, width, height);
}

/* ---- seats and thresholds ------------------------------------------------ */

enum {
    ARC_WIDTH = 460,
    ARC_HEIGHT = 250,
    KEY_WIDTH = 150,
    KEY_HEIGHT = 20,
    KEYS_A_LINE = 3,
    MOST_KEYS = 24
};

/* The body as status has it: who has how many seats on that day. */
static comitia_value *row_of(cm_builder *b, const comitia_value *answer)
{
    const comitia_value *one =
        comitia_value_at(comitia_value_get(answer, "cases"), 0);
    const comitia_value *players = comitia_value_get(one, "players");
    comitia_value *row = cm_object(b);
    cm_put_text(b, row, "name", cm_tree_text(answer, "body"));
    cm_put_text(b, row, "vacant", cm_tree_text(one, "vacant"));
    comitia_value *parties = cm_put_list(b, row, "parties");
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        comitia_value *party = cm_add_object(b, parties);
        cm_put_text(b, party, "name", cm_tree_text(player, "player"));
        cm_put_text(b, party, "seats", cm_tree_text(player, "seats"));
    }
    return row;
}

static void add_key(cm_doc *doc, cm_buf *out, const cm_bloc *bloc, size_t k)
{
    unsigned x = 10 + KEY_WIDTH * (unsigned)(k % KEYS_A_LINE);
    unsigned y = ARC_HEIGHT + 14 + KEY_HEIGHT * (unsigned)(k / KEYS_A_LINE);
    cm_buf_addf(out, "<circle class=\"%s\" cx=\"%u\" cy=\"%u\" r=\"5\" fill=\"",
                bloc->colour ? "seat" : "empty", x, y);
    cm_xml_add(out, bloc->colour ? bloc->colour : "none");
    cm_buf_addf(out, "\"/><text class=\"name\" x=\"%u\" y=\"%u\">", x + 10,
                y + 4);
    cm_xml_add(out, bloc->name);
    cm_buf_addf(out, " %s</text>\n", cm_grouped_u64(doc, bloc->seats));
}

static void add_arc(cm_doc *doc, cm_buf *out, const comitia_value *row,
                    const cm_thresholds *thresholds, const cm_arc *arc)
{
    size_t keys = arc->blocs.n < MOST_KEYS ? arc->blocs.n : MOST_KEYS;
    unsigned lines = (unsigned)((keys + KEYS_A_LINE - 1) / KEYS_A_LINE);
    uint64_t per = cm_per_circle(arc->total);
    begin(out, ARC_WIDTH,
          ARC_HEIGHT + KEY_HEIGHT * (lines + (per > 1)) + 10);
    cm_buf_addf(out, "<svg width=\"%d\" height=\"%d\">\n", ARC_WIDTH,
                ARC_HEIGHT);
    cm_arc_add(doc, row, thresholds, arc, out);
    cm_buf_add(out, "</svg>\n");
    for (size_t k = 0; k < keys; k++)
        add_key(doc, out, &arc->blocs.at[k], k);
    if (per > 1)
        cm_buf_addf(out,
                    "<text class=\"soft\" x=\"10\" y=\"%u\">One circle stands "
                    "for %s seats.</text>\n",
                    ARC_HEIGHT + 14 + KEY_HEIGHT * lines + 4,
                    cm_grouped_u64(doc, per));
    cm_buf_add(out, "</svg>\n");
}

static const char *draw_needs(cm_doc *doc, const comitia_value *answer,
                              cm_buf *out)
{
    const char *name = cm_tree_text(answer, "body");
    const cm_body *body = cm_body_of(doc, name);
    cm_builder b = {.arena = doc->arena};
    cm_thresholds thresholds = {0};
    cm_arc arc;
    if (body && body->n_measures) {
        if (body->n_entries > CM_MOST_BARS)
            return "the body has too many members to be drawn";
        begin(out, 400, 18 * body->n_entries + 8);
        cm_bars_add(doc, body, 0, out);
        cm_buf_add(out, "</svg>\n");
        return NULL;
    }
    comitia_value *row = row_of(&b, answer);
    cm_thresholds_of(doc, answer, name, NULL, &thresholds);
    doc->failed |= b.failed;
    if (doc->failed)
        return NULL;
    if (!cm_arc_read(doc, row, &thresholds, &arc))
        return "the body has no seats to draw, or too many parties";
    add_arc(doc, out, row, &thresholds, &arc);
    return NULL;
}

/* ---- power --------------------------------------------------------------- */

enum {
    NAMES = 170,
    MOST_LETTERS = 20,
    BARS = 230,
    VALUES = 60,
    THICK = 11,
    GAP = 9,
    MOST_PLAYERS = 60,
    MOST_INDICES = 3,
    MOST_CASES = 8
};

/* Shares of power: their sum over all players is 1. */
static const struct share {
    const char *key, *word;
} shares[] = {
    {"banzhaf", "Banzhaf"},
    {"shapley", "Shapley-Shubik"},
    {"deegan_packel", "Deegan-Packel"},
    {"holler", "Holler"},
    {"johnston", "Johnston"},
    {"owen", "Owen"},
    {"banzhaf_owen", "Banzhaf-Owen"},
};

/* What the bars show: the share of seats, of a weight or of a measure, then up
   to three indices. */
typedef struct shown {
    const struct share *index[MOST_INDICES];
    size_t n;
    bool seats;
    cm_holdings held;
} shown;

/* Those that the answer has; of all without --index the first two. */
static shown shown_of(const comitia_value *players, cm_holdings held)
{
    const comitia_value *player = comitia_value_at(players, 0);
    shown s = {.seats = comitia_value_count(players) > 0, .held = held};
    size_t there = 0;
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
        if (!cm_tree_null(player, shares[k].key) && there++ < MOST_INDICES)
            s.index[s.n++] = &shares[k];
    if (there > MOST_INDICES)
        s.n = 2;
    for (size_t i = 0; i < comitia_value_count(players); i++)
        s.seats &= !cm_tree_null(comitia_value_at(players, i), "seats");
    return s;
}

/* A fraction, or the lower of two ends; 0 for null. */
static void value_of(const comitia_value *value, mpq_ptr q)
{
    const char *text = comitia_value_string(value);
    if (!text)
        text = cm_tree_text(value, "low");
    mpq_set_ui(q, 0, 1);
    if (!cm_ratio_read(text, q) && strlen(text) < 200 && strchr(text, '.') &&
        !cm_number_read(text, strlen(text), q))
        mpq_set_ui(q, 0, 1);
}

/* Seats, or what is held of the measure that is counted. */
static void weight_of(const cm_doc *doc, const shown *s,
                      const comitia_value *player, mpq_ptr q)
{
    const cm_number *held =
        s->held.measure
            ? cm_held_by(doc, &s->held, cm_tree_text(player, "player"))
            : NULL;
    if (held)
        mpq_set(q, held->q);
    else if (s->held.measure)
        mpq_set_ui(q, 0, 1);
    else
        value_of(comitia_value_get(player, "seats"), q);
}

/* Sum of the seats of all players, those that stand for several included. */
static void seats_of(const cm_doc *doc, const shown *s,
                     const comitia_value *players, mpq_ptr sum)
{
    mpq_t q, n;
    mpq_inits(q, n, NULL);
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        weight_of(doc, s, player, q);
        cm_set_u64(mpq_numref(n), (uint64_t)cm_tree_number(player, "count"));
        mpq_mul(q, q, n);
        mpq_add(sum, sum, q);
    }
    mpq_clears(q, n, NULL);
}

/* One bar: its length is share / longest. */
static void add_bar(cm_doc *doc, cm_buf *out, unsigned y, const char *class,
                    const char *colour, mpq_srcptr share, mpq_srcptr longest)
{
    mpq_t q;
    cm_buf percent;
    mpq_init(q);
    if (mpq_sgn(longest) > 0)
        mpq_div(q, share, longest);
    mpz_mul_ui(mpq_numref(q), mpq_numref(q), 10UL * BARS);
    mpz_tdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    unsigned long length = mpz_get_ui(mpq_numref(q));
    mpq_clear(q);
    cm_buf_addf(out, "<rect class=\"%s\" x=\"%d\" y=\"%u\" width=\"%lu.%lu\" "
                     "height=\"%d\" fill=\"",
                class, NAMES, y, length / 10, length % 10, THICK - 2);
    cm_xml_add(out, colour);
    cm_buf_addf(out, "\"/><text class=\"soft\" x=\"%lu\" y=\"%u\">",
                NAMES + length / 10 + 6, y + THICK - 2);
    cm_buf_init(&percent, doc->arena);
    cm_percent_add(&percent, share);
    add_plain(out, cm_doc_text(doc, &percent));
    cm_buf_add(out, "</text>\n");
}

/* The longest bar of a case. */
static void longest_of(const cm_doc *doc, const comitia_value *players,
                       const shown *s, mpq_srcptr seats, mpq_ptr longest)
{
    mpq_t q;
    mpq_init(q);
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        for (size_t k = 0; k < s->n + s->seats; k++) {
            if (k == s->n)
                weight_of(doc, s, player, q);
            else
                value_of(comitia_value_get(player, s->index[k]->key), q);
            if (k == s->n && mpq_sgn(seats) > 0)
                mpq_div(q, q, seats);
            if (mpq_cmp(q, longest) > 0)
                mpq_set(longest, q);
        }
    }
    mpq_clear(q);
}

/* A name that is too long for its place, cut with dots. */
static void add_name(cm_buf *out, const char *name)
{
    size_t bytes = strlen(name), at = 0, n = 0;
    int32_t point;
    while (at < bytes && n < MOST_LETTERS) {
        at += cm_point_at(name + at, bytes - at, &point);
        n++;
    }
    char *cut = cm_strdup_n(out->arena, name, at);
    if (!cut)
        out->failed = true;
    else
        cm_xml_add(out, cut);
    if (at < bytes)
        cm_buf_add(out, "\u2026");
}

static unsigned add_player(cm_doc *doc, cm_buf *out, unsigned y,
                           const comitia_value *player, const shown *s,
                           mpq_srcptr seats, mpq_srcptr longest)
{
    static const char *const classes[] = {"seat", "seat second", "seat third"};
    const char *name = cm_tree_text(player, "player");
    const char *colour = cm_colour_of(doc, name);
    int64_t count = cm_tree_number(player, "count");
    unsigned rows = (unsigned)(s->n + s->seats);
    mpq_t q;
    cm_buf_addf(out, "<text class=\"name\" x=\"%d\" y=\"%u\" "
                     "text-anchor=\"end\">",
                NAMES - 8, y + rows * THICK / 2 + 3);
    add_name(out, name);
    if (count > 1 || cm_tree_bool(player, "free"))
        cm_buf_addf(out, ", each of %" PRId64, count);
    cm_buf_add(out, "</text>\n");
    mpq_init(q);
    if (s->seats && mpq_sgn(seats) > 0) {
        weight_of(doc, s, player, q);
        mpq_div(q, q, seats);
        add_bar(doc, out, y, "held", "none", q, longest);
        y += THICK;
    }
    for (size_t k = 0; k < s->n; k++, y += THICK) {
        value_of(comitia_value_get(player, s->index[k]->key), q);
        add_bar(doc, out, y, classes[k], colour, q, longest);
    }
    mpq_clear(q);
    return y + GAP;
}

/* "Reading is Court and not Open", without titles, which are long. */
static void add_when(cm_buf *out, const comitia_value *when)
{
    for (size_t i = 0; i < comitia_value_count(when); i++) {
        const comitia_value *literal = comitia_value_at(when, i);
        const comitia_value *value = comitia_value_get(literal, "value");
        bool choice = comitia_value_kind(value) == COMITIA_STRING;
        cm_buf_add(out, i ? " and " : "");
        cm_buf_add(out, choice || comitia_value_bool(value) ? "" : "not ");
        cm_xml_add(out, cm_tree_text(literal, "name"));
        cm_buf_add(out, choice ? " is " : "");
        cm_xml_add(out, choice ? comitia_value_string(value) : "");
    }
}

static unsigned add_case(cm_doc *doc, cm_buf *out, unsigned y,
                         const comitia_value *one, const shown *s)
{
    const comitia_value *players = comitia_value_get(one, "indices");
    const comitia_value *when = comitia_value_get(one, "when");
    mpq_t seats, longest;
    mpq_inits(seats, longest, NULL);
    if (s->seats)
        seats_of(doc, s, players, seats);
    longest_of(doc, players, s, seats, longest);
    if (comitia_value_count(when)) {
        cm_buf_addf(out, "<text class=\"head\" x=\"10\" y=\"%u\">If ", y + 8);
        add_when(out, when);
        cm_buf_add(out, "</text>\n");
        y += 20;
    }
    for (size_t i = 0; i < comitia_value_count(players) && i < MOST_PLAYERS;
         i++)
        y = add_player(doc, out, y, comitia_value_at(players, i), s, seats,
                       longest);
    mpq_clears(seats, longest, NULL);
    return y;
}

/* What the bars are, in their order: nothing hangs on colour alone. */
static void add_words(cm_doc *doc, cm_buf *out, unsigned y, const shown *s)
{
    cm_texts texts = {0};
    if (s->seats)
        cm_texts_add(doc, &texts,
                     s->held.measure
                         ? cm_textf(doc, "share of %s", s->held.measure)
                     : doc->model ? "share of seats"
                                  : "share of weight");
    for (size_t k = 0; k < s->n; k++)
        cm_texts_add(doc, &texts, s->index[k]->word);
    cm_buf_addf(out, "<text class=\"soft\" x=\"10\" y=\"%u\">%s: ", y,
                texts.n > 1 ? "From above" : "Bars");
    add_plain(out, cm_strung(doc, &texts, ", "));
    cm_buf_add(out, ".</text>\n");
}

static unsigned height_of(const comitia_value *one, const shown *s)
{
    size_t n = comitia_value_count(comitia_value_get(one, "indices"));
    n = n < MOST_PLAYERS ? n : MOST_PLAYERS;
    unsigned rows = (unsigned)(s->n + s->seats);
    return (unsigned)n * (rows * THICK + GAP) + 20;
}

static const char *draw_power(cm_doc *doc, const comitia_value *answer,
                              cm_buf *out)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    const comitia_value *first = comitia_value_get(
        comitia_value_at(cases, 0), "indices");
    const char *subject = cm_tree_text(comitia_value_get(answer, "subject"),
                                       "name");
    shown s = shown_of(first, cm_holdings_of(doc, subject));
    unsigned y = 34, height = 54;
    if (s.n == 0)
        return "no index of this answer is a share that can be drawn";
    n = n < MOST_CASES ? n : MOST_CASES;
    for (size_t i = 0; i < n; i++)
        height += height_of(comitia_value_at(cases, i), &s);
    begin(out, NAMES + BARS + VALUES, height);
    cm_buf_add(out, "<title>Power: ");
    cm_xml_add(out, *subject ? subject : "a weighted rule");
    cm_buf_add(out, "</title>\n<text class=\"head\" x=\"10\" y=\"18\">"
                    "Power: ");
    cm_xml_add(out, *subject ? subject : "a weighted rule");
    cm_buf_add(out, "</text>\n");
    for (size_t i = 0; i < n; i++)
        y = add_case(doc, out, y, comitia_value_at(cases, i), &s);
    add_words(doc, out, height - 8, &s);
    cm_buf_add(out, "</svg>\n");
    return NULL;
}

/* ---- the whole ----------------------------------------------------------- */

comitia_status cm_print_chart(cm_ctx *ctx, const cm_model *model,
                              const comitia_value *answer, cm_buf *out)
{
    cm_arena scratch;
    cm_doc doc;
    const char *reason = NULL;
    cm_arena_init(&scratch, ctx->allocator);
    cm_doc_init(&doc, &scratch, model, 0);
    if (comitia_value_get(answer, "each"))
        reason = "one picture has no room for --each";
    else if (!comitia_value_get(answer, "cases"))
        reason = NULL; /* refused, which the diagnostics say */
    else
        reason = cm_tree_is(answer, "verb", "needs")
                     ? draw_needs(&doc, answer, out)
                     : draw_power(&doc, answer, out);
    bool failed = doc.failed || out->failed;
    cm_arena_clear(&scratch);
    if (reason)
        return cm_fail(ctx, COMITIA_E_USAGE, "%s: %s",
                       cm_tree_text(answer, "verb"), reason);
    return failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
