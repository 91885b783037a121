#include "report/picture/picture.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/doc/decimal.h"
#include "report/write/write.h"

/* Okabe and Ito's palette, told apart by most colour-blind readers; black is
   left out, for it is the colour of the page at night. */
static const char *const palette[] = {"#0072b2", "#e69f00", "#009e73",
                                      "#cc79a7", "#56b4e9", "#d55e00",
                                      "#f0e442", "#999999"};
enum { N_PALETTE = sizeof palette / sizeof *palette };
enum { MOST_BLOCS = 200, MOST_LEGEND = 24 };

/* ---- colours
 * ---------------------------------------------------------------------- */

/* Colours of all players: what the model says, else the palette in the order
   in which those are declared that have a seat somewhere. */
static const char **read_colours(cm_doc *doc, const cm_model *model)
{
    const char **colours = cm_new_n(doc->arena, const char *, model->n_players);
    bool *seated = cm_new_n(doc->arena, bool, model->n_players);
    size_t next = 0;
    if (!colours || !seated) {
        doc->failed = true;
        return NULL;
    }
    for (uint32_t p = 0; p < model->n_players; p++)
        colours[p] = model->players[p].label.colour;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        for (uint32_t g = 0; g < body->n_groups; g++)
            for (uint32_t e = 0; e < body->groups[g].n_entries; e++) {
                uint32_t p = body->entries[body->groups[g].entries[e]].player;
                if (!colours[p])
                    colours[p] = body->groups[g].label.colour;
            }
        for (uint32_t e = 0; e < body->n_entries; e++)
            seated[body->entries[e].player] = true;
    }
    for (uint32_t p = 0; p < model->n_players; p++)
        if (seated[p] && !colours[p])
            colours[p] = palette[next++ % N_PALETTE];
    return colours;
}

const char *cm_colour_of(cm_doc *doc, const char *player)
{
    const cm_model *model = doc->model;
    cm_name found = model ? cm_model_name(model, player)
                          : (cm_name){.kind = CM_NAME_NOTHING};
    if (found.kind != CM_NAME_PLAYER)
        return palette[cm_hash(player, strlen(player)) % N_PALETTE];
    if (!doc->colours)
        doc->colours = read_colours(doc, model);
    const char *colour = doc->colours ? doc->colours[found.index] : NULL;
    return colour ? colour : palette[0];
}

/* ---- the arc
 * ------------------------------------------------------------------------ */

static uint64_t number_of(const char *digits)
{
    return strtoull(digits, NULL, 10);
}

static void read_blocs(cm_doc *doc, const comitia_value *row, cm_arc *a)
{
    const comitia_value *parties = comitia_value_get(row, "parties");
    uint64_t vacant = number_of(cm_tree_text(row, "vacant"));
    for (size_t p = 0; p < comitia_value_count(parties); p++) {
        const comitia_value *party = comitia_value_at(parties, p);
        const char *name = cm_tree_text(party, "name");
        uint64_t seats = number_of(cm_tree_text(party, "seats"));
        if (seats && !cm_push(doc->arena, &a->blocs,
                              (cm_bloc){name, cm_colour_of(doc, name), seats}))
            doc->failed = true;
    }
    if (vacant &&
        !cm_push(doc->arena, &a->blocs, (cm_bloc){"vacant", NULL, vacant}))
        doc->failed = true;
}

/* "2/3" of "at least 2/3 of seats"; "" where the amount is the number. */
static const char *share_of(cm_doc *doc, const char *text)
{
    static const char *const words[] = {"at least ", "more than ", "at most ",
                                        "fewer than "};
    for (size_t w = 0; w < 4; w++)
        if (strncmp(text, words[w], strlen(words[w])) == 0)
            text += strlen(words[w]);
    size_t n = strcspn(text, " ");
    bool share = memchr(text, '/', n) || memchr(text, '%', n) ||
                 strncmp(text, "half", n) == 0;
    return share && n ? cm_textf(doc, "%.*s", (int)n, text) : "";
}

static void read_ticks(cm_doc *doc, const cm_thresholds *thresholds, cm_arc *a)
{
    for (size_t t = 0; t < thresholds->n; t++) {
        const cm_threshold *of = &thresholds->at[t];
        const char *share = share_of(doc, of->text);
        const char *number = cm_grouped(doc, of->required);
        uint64_t seats = number_of(of->required);
        if (a->ticks.n && a->ticks.at[a->ticks.n - 1].seats == seats)
            continue;
        cm_tick tick = {seats, *share ? cm_textf(doc, "%s: %s", number, share)
                                      : number};
        if (!cm_push(doc->arena, &a->ticks, tick))
            doc->failed = true;
    }
}

static const char *blocs_text(cm_doc *doc, const cm_arc *a)
{
    cm_texts texts = {0};
    for (size_t b = 0; b < a->blocs.n && b < MOST_LEGEND; b++)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s %s", a->blocs.at[b].name,
                              cm_grouped_u64(doc, a->blocs.at[b].seats)));
    if (a->blocs.n > MOST_LEGEND)
        cm_texts_add(doc, &texts, "and others");
    return cm_strung(doc, &texts, ", ");
}

static void add_legend(cm_doc *doc, cm_buf *out, const cm_arc *a, uint64_t per)
{
    cm_buf_add(out, "<figcaption>");
    for (size_t b = 0; b < a->blocs.n && b < MOST_LEGEND; b++) {
        const cm_bloc *bloc = &a->blocs.at[b];
        cm_buf_add(out, "<span class=\"key\"><svg viewBox=\"0 0 12 12\" "
                        "aria-hidden=\"true\"><circle class=\"");
        cm_buf_add(out, bloc->colour ? "seat" : "empty");
        cm_buf_add(out, "\" cx=\"6\" cy=\"6\" r=\"5\" fill=\"");
        cm_xml_add(out, bloc->colour ? bloc->colour : "none");
        cm_buf_add(out, "\"/></svg><bdi>");
        cm_xml_add(out, bloc->name);
        cm_buf_addf(out, "</bdi> %s</span> ", cm_grouped_u64(doc, bloc->seats));
    }
    if (per > 1)
        cm_buf_addf(out, "One circle stands for %s seats.",
                    cm_grouped_u64(doc, per));
    cm_buf_add(out, "</figcaption>\n");
}

bool cm_arc_read(cm_doc *doc, const comitia_value *row,
                 const cm_thresholds *thresholds, cm_arc *a)
{
    *a = (cm_arc){0};
    read_blocs(doc, row, a);
    read_ticks(doc, thresholds, a);
    for (size_t b = 0; b < a->blocs.n; b++)
        a->total += a->blocs.at[b].seats;
    return a->blocs.n > 0 && a->blocs.n <= MOST_BLOCS;
}

void cm_arc_add(cm_doc *doc, const comitia_value *row,
                const cm_thresholds *thresholds, const cm_arc *a, cm_buf *out)
{
    const char *name = cm_tree_text(row, "name");
    const cm_label *label = cm_label_of(doc->model, name);
    const char *title = label && label->title ? label->title : name;
    cm_texts marks = {0};
    for (size_t t = 0; t < thresholds->n; t++)
        cm_texts_add(doc, &marks,
                     cm_textf(doc, "%s (%s)",
                              cm_grouped(doc, thresholds->at[t].required),
                              thresholds->at[t].text));
    const char *description =
        cm_textf(doc, "From left to right: %s.%s%s%s", blocs_text(doc, a),
                 marks.n ? " Thresholds: " : "", cm_strung(doc, &marks, ", "),
                 marks.n ? "." : "");
    cm_hemicycle_add(out, cm_textf(doc, "p%zu", doc->blocks.n),
                     cm_textf(doc, "%s, %s", title,
                              cm_counted_n(doc, a->total, "seat", "seats")),
                     description, a->total == 1 ? "seat" : "seats",
                     a->blocs.at, a->blocs.n, a->ticks.at, a->ticks.n);
}

static void arc_picture(cm_doc *doc, const comitia_value *row,
                        const cm_thresholds *thresholds)
{
    cm_arc a;
    cm_buf out;
    if (!cm_arc_read(doc, row, thresholds, &a))
        return;
    cm_buf_init(&out, doc->arena);
    cm_arc_add(doc, row, thresholds, &a, &out);
    add_legend(doc, &out, &a, cm_per_circle(a.total));
    cm_picture(doc, cm_doc_text(doc, &out), "");
}

/* ---- bars
 * ---------------------------------------------------------------------------
 */

enum { BAR = 18, NAMES = 130, BARS = 200 };

typedef struct bar {
    uint32_t entry;
    mpq_srcptr value;
} bar;

static int by_value(const void *left, const void *right)
{
    const bar *a = left, *b = right;
    int order = mpq_cmp(b->value, a->value);
    return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

/* Tenths of a pixel of a bar whose longest is BARS. */
static unsigned long length_of(mpq_srcptr value, mpq_srcptr longest)
{
    unsigned long length = 0;
    mpq_t q;
    mpq_init(q);
    if (mpq_sgn(longest) > 0) {
        mpq_div(q, value, longest);
        mpz_mul_ui(mpq_numref(q), mpq_numref(q), 10UL * BARS);
        mpz_tdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
        length = mpz_get_ui(mpq_numref(q));
    }
    mpq_clear(q);
    return length;
}

static void add_bar(cm_doc *doc, cm_buf *out, const cm_entry *entry, size_t row,
                    const bar *b, mpq_srcptr longest, mpq_srcptr sum)
{
    mpq_t share;
    unsigned long length = length_of(b->value, longest);
    size_t y = row * BAR;
    cm_buf_addf(out,
                "<text class=\"name\" x=\"%d\" y=\"%zu\" "
                "text-anchor=\"end\">",
                NAMES - 6, y + 13);
    cm_xml_add(out,
               entry->label.title ? entry->label.title : entry->label.name);
    cm_buf_addf(out,
                "</text><rect class=\"seat\" x=\"%d\" y=\"%zu\" "
                "width=\"%lu.%lu\" height=\"%d\" fill=\"",
                NAMES, y + 3, length / 10, length % 10, BAR - 6);
    cm_xml_add(out, entry->label.colour ? entry->label.colour : palette[0]);
    cm_buf_addf(out, "\"/><text class=\"name\" x=\"%lu\" y=\"%zu\">",
                NAMES + length / 10 + 6, y + 13);
    mpq_init(share);
    mpq_div(share, b->value, sum);
    cm_buf percent;
    cm_buf_init(&percent, doc->arena);
    cm_percent_add(&percent, share);
    mpq_clear(share);
    for (const char *c = cm_doc_text(doc, &percent); *c; c++)
        cm_buf_char(out, *c == CM_MARK_TIE ? ' ' : *c);
    cm_buf_add(out, "</text>\n");
}

void cm_bars_add(cm_doc *doc, const cm_body *body, uint32_t m, cm_buf *out)
{
    bar bars[CM_MOST_BARS];
    uint32_t n = body->n_entries;
    mpq_t sum;
    mpq_init(sum);
    for (uint32_t e = 0; e < n; e++) {
        bars[e] = (bar){e, body->entries[e].numbers[m]->q};
        mpq_add(sum, sum, bars[e].value);
    }
    qsort(bars, n, sizeof *bars, by_value);
    const char *id = cm_textf(doc, "p%zu", doc->blocks.n);
    cm_buf_addf(out,
                "<svg class=\"bars\" viewBox=\"0 0 %d %u\" role=\"img\" "
                "aria-labelledby=\"%st\">\n<title id=\"%st\">",
                NAMES + BARS + 70, n * BAR, id, id);
    cm_xml_add(out, body->label.title ? body->label.title : body->label.name);
    cm_buf_add(out, ": shares of ");
    cm_xml_add(out, body->measures[m].name);
    cm_buf_add(out, "</title>\n");
    for (uint32_t i = 0; i < n && mpq_sgn(sum) > 0; i++)
        add_bar(doc, out, &body->entries[bars[i].entry], i, &bars[i],
                bars[0].value, sum);
    cm_buf_add(out, "</svg>\n");
    mpq_clear(sum);
}

static void bars_picture(cm_doc *doc, const cm_body *body, uint32_t m)
{
    cm_buf out;
    cm_buf_init(&out, doc->arena);
    cm_bars_add(doc, body, m, &out);
    cm_buf_add(&out, "<figcaption>Shares of ");
    cm_xml_add(&out, body->measures[m].name);
    cm_buf_add(&out, "</figcaption>\n");
    cm_picture(doc, cm_doc_text(doc, &out), "");
}

void cm_body_picture(cm_doc *doc, const comitia_value *row, const cm_body *body,
                     const cm_thresholds *thresholds)
{
    if (row)
        arc_picture(doc, row, thresholds);
    else if (body && body->n_measures && body->n_entries <= CM_MOST_BARS)
        bars_picture(doc, body, 0);
}
