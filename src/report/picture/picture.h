/* Pictures of bodies as SVG: seats in an arc, weights as bars. */
#ifndef CM_PICTURE_H
#define CM_PICTURE_H

#include "report/picture/thresholds.h"

/** One bloc of an arc, from the left to the right. */
typedef struct cm_bloc {
    const char *name;
    const char *colour; /**< "#rrggbb"; NULL: an empty seat */
    uint64_t seats;
} cm_bloc;

/** A tick outside the arc: so many seats, counted from the left. */
typedef struct cm_tick {
    uint64_t seats;
    const char *label;
} cm_tick;

/** More circles than this are not drawn: each then stands for several seats. */
enum { CM_CIRCLES = 1000 };

/**
 * A hemicycle. Every circle is one seat, or `per_circle` seats in large
 * bodies; rows are filled from the left, ticks stand outside the arc.
 *
 * @param id     makes the ids of the picture differ from those of others
 * @param title  what it shows, plain text; so is the description
 * @param middle text under the number in the middle: "seats"
 */
void cm_hemicycle_add(cm_buf *out, const char *id, const char *title,
                      const char *description, const char *middle,
                      const cm_bloc *blocs, size_t n_blocs,
                      const cm_tick *ticks, size_t n_ticks);

/** Seats that one circle stands for. */
uint64_t cm_per_circle(uint64_t seats);

/** What the arc of a body shows. */
typedef struct cm_arc {
    cm_vec(cm_bloc) blocs;
    cm_vec(cm_tick) ticks;
    uint64_t total; /**< seats */
} cm_arc;

/** Reads it from {"name","vacant","parties": list of {"name","seats"}}; false
    if it has no seats or too many blocs to be told apart. */
bool cm_arc_read(cm_doc *doc, const comitia_value *row,
                 const cm_thresholds *thresholds, cm_arc *arc);
/** Adds its hemicycle, with its title and what it shows in words. */
void cm_arc_add(cm_doc *doc, const comitia_value *row,
                const cm_thresholds *thresholds, const cm_arc *arc,
                cm_buf *out);

/** Adds the bars of a measure of the body's members, the largest first, without
    a caption. */
void cm_bars_add(cm_doc *doc, const cm_body *body, uint32_t measure,
                 cm_buf *out);

/** The colour of a player: its own, that of its group, or one of the palette by
    its place among the players with a seat that have none. */
const char *cm_colour_of(cm_doc *doc, const char *player);

/** Members whose weights are drawn as bars. */
enum { CM_MOST_BARS = 40 };

/** The picture of a body into the document, if it has one: an arc for parties
    (`row` as in status), bars for a measure of up to CM_MOST_BARS
    members. */
void cm_body_picture(cm_doc *doc, const comitia_value *row, const cm_body *body,
                     const cm_thresholds *thresholds);

#endif
