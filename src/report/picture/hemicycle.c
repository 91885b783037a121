/* Seats in an arc.
 *
 * Rows of equal distance; seats are shared out to the rows in proportion to
 * their length by largest remainder, spread evenly in each, and then counted
 * from the left by angle, so that the k-th seat is the k-th vote. All geometry
 * is in whole numbers (tenths of a pixel, angles in 2^-30), so that equal
 * models give equal bytes everywhere.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/doc/decimal.h"
#include "report/picture/picture.h"
#include "report/write/write.h"

enum {
    WIDTH = 4600,
    HEIGHT = 2500,
    CENTRE_X = 2300,
    CENTRE_Y = 2280,
    OUTER = 1650,
    INNER = 750,
    MOST_ROWS = 40,
    LARGEST_DOT = 110
};

static const int64_t one = INT64_C(1) << 30;
static const int64_t half_pi = INT64_C(1686629713); /* pi/2 in 2^-30 */

/* sin of 0..pi/2 by its series; the products stay below 2^63 as x < 2 * 2^30.
 */
static int64_t sine_first(int64_t x)
{
    int64_t square = x * x / one, term = x, sum = x;
    for (int64_t k = 1; k <= 8; k++) {
        term = -(term * square / one) / (2 * k * (2 * k + 1));
        sum += term;
    }
    return sum;
}

/* cos and sin of an angle of 0..pi. */
static void direction(int64_t angle, int64_t *cosine, int64_t *sine)
{
    bool left = angle > half_pi;
    if (left)
        angle = 2 * half_pi - angle;
    *sine = sine_first(angle);
    *cosine = sine_first(half_pi - angle);
    if (left)
        *cosine = -*cosine;
}

typedef struct seat {
    uint32_t k, of; /* place in its row from the left, seats of the row */
    int32_t radius;
} seat;

/* From the left; where two stand in one line, the inner one first. The angle
   is k / (of - 1) of the half circle; a lone seat stands in the middle. */
static int by_angle(const void *left, const void *right)
{
    const seat *a = left, *b = right;
    uint64_t x = a->of > 1 ? (uint64_t)a->k * 2 : 1;
    uint64_t y = b->of > 1 ? (uint64_t)b->k * 2 : 1;
    uint64_t of_a = a->of > 1 ? a->of - 1 : 1;
    uint64_t of_b = b->of > 1 ? b->of - 1 : 1;
    if (x * of_b != y * of_a)
        return x * of_b < y * of_a ? -1 : 1;
    return (a->radius > b->radius) - (a->radius < b->radius);
}

static int64_t angle_of(const seat *s)
{
    if (s->of < 2)
        return half_pi;
    return 2 * half_pi - 2 * half_pi * s->k / (s->of - 1);
}

static int32_t radius_of(uint32_t row, uint32_t rows)
{
    if (rows == 1)
        return (OUTER + INNER) / 2 + 250;
    return INNER + (int32_t)((OUTER - INNER) * row / (rows - 1));
}

static int64_t length_of(uint32_t rows)
{
    int64_t sum = 0;
    for (uint32_t r = 0; r < rows; r++)
        sum += radius_of(r, rows);
    return sum;
}

/* As many rows as make the distance between rows most like that in a row. */
static uint32_t rows_for(uint32_t circles)
{
    uint32_t best = 1;
    int64_t least = INT64_MAX;
    if (circles <= 10)
        return 1;
    for (uint32_t rows = 2; rows <= MOST_ROWS; rows++) {
        int64_t between = (OUTER - INNER) / (rows - 1);
        int64_t within = length_of(rows) * 31416 / 10000 / circles;
        int64_t ratio = within ? between * 1000 / within : INT64_MAX / 2;
        int64_t bad = ratio >= 1000 ? ratio
                      : ratio       ? 1000000 / ratio
                                    : INT64_MAX / 2;
        if (bad < least) {
            least = bad;
            best = rows;
        }
    }
    return best;
}

/* Seats of each row by largest remainder; what is left over goes to the rows
   with the largest remainders, outer ones first. */
static void share_out(uint32_t circles, uint32_t rows, uint32_t *of)
{
    int64_t sum = length_of(rows), rest[MOST_ROWS];
    uint32_t given = 0;
    for (uint32_t r = 0; r < rows; r++) {
        int64_t exact = (int64_t)circles * radius_of(r, rows);
        of[r] = (uint32_t)(exact / sum);
        rest[r] = exact % sum;
        given += of[r];
    }
    while (given < circles) {
        uint32_t most = rows - 1;
        for (uint32_t r = rows; r-- > 0;)
            if (rest[r] > rest[most])
                most = r;
        of[most]++;
        rest[most] = -1;
        given++;
    }
}

static seat *place_seats(cm_arena *arena, uint32_t circles, uint32_t rows)
{
    uint32_t of[MOST_ROWS], n = 0;
    seat *seats = cm_new_n(arena, seat, circles);
    if (!seats)
        return NULL;
    share_out(circles, rows, of);
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t k = 0; k < of[r]; k++)
            seats[n++] = (seat){k, of[r], radius_of(r, rows)};
    qsort(seats, circles, sizeof *seats, by_angle);
    return seats;
}

/* ---- drawing
 * ------------------------------------------------------------------------ */

static void tenths(cm_buf *out, const char *name, int64_t value)
{
    if (name)
        cm_buf_addf(out, " %s=\"", name);
    cm_buf_addf(out, "%s%" PRId64 ".%" PRId64, value < 0 ? "-" : "",
                (value < 0 ? -value : value) / 10,
                (value < 0 ? -value : value) % 10);
    if (name)
        cm_buf_char(out, '"');
}

static void point_at(int64_t angle, int64_t radius, int64_t *x, int64_t *y)
{
    int64_t cosine, sine;
    direction(angle, &cosine, &sine);
    *x = CENTRE_X + (radius * cosine + one / 2) / one;
    *y = CENTRE_Y - (radius * sine + one / 2) / one;
}

static int32_t dot_for(uint32_t circles, uint32_t rows)
{
    int64_t within = length_of(rows) * 31416 / 10000 / circles;
    int64_t between = rows > 1 ? (OUTER - INNER) / (rows - 1) : within;
    int64_t dot = (within < between ? within : between) * 42 / 100;
    return dot > LARGEST_DOT ? LARGEST_DOT : dot < 5 ? 5 : (int32_t)dot;
}

uint64_t cm_per_circle(uint64_t seats)
{
    return seats <= CM_CIRCLES ? 1 : (seats + CM_CIRCLES - 1) / CM_CIRCLES;
}

/* Circles up to a number of seats: a bloc ends where its last seat falls. */
static uint32_t circles_up_to(uint64_t seats, uint64_t per)
{
    return (uint32_t)(seats / per + (seats % per * 2 >= per && per > 1));
}

static void draw_seats(cm_buf *out, const seat *seats, uint32_t circles,
                       int32_t dot, uint64_t per, const cm_bloc *blocs,
                       size_t n_blocs)
{
    uint64_t counted = 0;
    uint32_t from = 0;
    for (size_t b = 0; b < n_blocs; b++) {
        counted += blocs[b].seats;
        uint32_t to = b + 1 == n_blocs ? circles : circles_up_to(counted, per);
        if (to > circles)
            to = circles;
        cm_buf_add(out, "<g class=\"");
        cm_buf_add(out, blocs[b].colour ? "seat\" fill=\"" : "empty\" fill=\"");
        cm_xml_add(out, blocs[b].colour ? blocs[b].colour : "none");
        cm_buf_add(out, "\">");
        for (; from < to; from++) {
            int64_t x, y;
            point_at(angle_of(&seats[from]), seats[from].radius, &x, &y);
            cm_buf_add(out, "<circle");
            tenths(out, "cx", x);
            tenths(out, "cy", y);
            tenths(out, "r", dot);
            cm_buf_add(out, "/>");
        }
        cm_buf_add(out, "</g>\n");
    }
}

/* The angle between two counted seats. */
static int64_t angle_after(const seat *seats, uint32_t circles, uint32_t k)
{
    if (k == 0)
        return 2 * half_pi;
    if (k >= circles)
        return 0;
    return (angle_of(&seats[k - 1]) + angle_of(&seats[k])) / 2;
}

enum {
    MOST_TICKS = 8,
    LINE = 190,
    LETTER = 85,
    TOTAL_LINE = 280, /* the number in the middle is larger */
    TOTAL_LETTER = 200
};

typedef struct box {
    int64_t left, right, y;
} box;

/* A label moves up until it is clear of those before it. */
static void make_room(box *boxes, size_t n, box *label)
{
    for (size_t tries = 0; tries < MOST_TICKS; tries++) {
        bool clear = true;
        for (size_t i = 0; i < n; i++) {
            int64_t apart = label->y - boxes[i].y;
            if (label->left < boxes[i].right && label->right > boxes[i].left &&
                apart > -LINE && apart < LINE) {
                label->y = boxes[i].y - LINE;
                clear = false;
            }
        }
        if (clear)
            return;
    }
}

static void draw_tick(cm_buf *out, int64_t angle, int32_t dot,
                      const char *label, box *boxes, size_t *n)
{
    int64_t x1, y1, x2, y2, x, y, cosine, sine;
    int64_t from = OUTER + dot + 30;
    direction(angle, &cosine, &sine);
    point_at(angle, from, &x1, &y1);
    point_at(angle, from + 110, &x2, &y2);
    point_at(angle, from + 160, &x, &y);
    cm_buf_add(out, "<line class=\"tick\"");
    tenths(out, "x1", x1);
    tenths(out, "y1", y1);
    tenths(out, "x2", x2);
    tenths(out, "y2", y2);
    cm_buf_add(out, "/>");
    int64_t wide = (int64_t)strlen(label) * LETTER;
    int side = cosine > one / 4 ? 1 : cosine < -one / 4 ? -1 : 0;
    int64_t left = side > 0 ? x : side < 0 ? x - wide : x - wide / 2;
    box b = {left, left + wide, side ? y + 50 : y};
    make_room(boxes, *n, &b);
    boxes[(*n)++] = b;
    cm_buf_add(out, "<text class=\"label\"");
    tenths(out, "x", x);
    tenths(out, "y", b.y);
    cm_buf_addf(out, " text-anchor=\"%s\">",
                side > 0   ? "start"
                : side < 0 ? "end"
                           : "middle");
    cm_xml_add(out, label);
    cm_buf_add(out, "</text>\n");
}

/* The whole square root, by Newton's steps. */
static int64_t root(int64_t n)
{
    int64_t x = n > 1 ? n : 1, next = (x + 1) / 2;
    while (next < x) {
        x = next;
        next = (x + n / x) / 2;
    }
    return x;
}

/* Moves a name towards the middle until it is clear of the innermost row. */
static int64_t kept_inside(int64_t x, int64_t y, int64_t wide, int64_t radius)
{
    int64_t up = CENTRE_Y - y;
    int64_t room = up < radius ? root(radius * radius - up * up) - wide / 2 : 0;
    if (room < 0)
        room = 0;
    if (x > CENTRE_X + room)
        return CENTRE_X + room;
    return x < CENTRE_X - room ? CENTRE_X - room : x;
}

/* Whether a name would stand in the number in the middle. */
static bool hits_total(int64_t x, int64_t y, int64_t wide, uint64_t total)
{
    int64_t digits = 0;
    for (; total; total /= 10)
        digits++;
    int64_t half = wide / 2 + digits * (TOTAL_LETTER / 2) + LETTER;
    int64_t apart = x > CENTRE_X ? x - CENTRE_X : CENTRE_X - x;
    return y > CENTRE_Y - TOTAL_LINE && apart < half;
}

/* Names stand on the inner side of their bloc, where there is room; the legend
   has them all. */
static void draw_names(cm_buf *out, const cm_bloc *blocs, size_t n_blocs,
                       uint64_t total, bool one_row, int32_t dot)
{
    uint64_t before = 0;
    uint64_t unit = total / 1000000 + 1; /* so that * 1000 cannot overflow */
    int64_t inner = (one_row ? radius_of(0, 1) : INNER) - dot - 20;
    int64_t used = INT64_MIN; /* right end of the name before */
    for (size_t b = 0; n_blocs > 1 && b < n_blocs; b++) {
        uint64_t n = blocs[b].seats;
        uint64_t share = n / unit * 1000 / (total / unit);
        uint64_t middle = (before + n / 2) / unit * 1000 / (total / unit);
        int64_t wide = (int64_t)strlen(blocs[b].name) * LETTER;
        before += n;
        if (share < 110 || middle > 1000 || wide > inner)
            continue;
        int64_t x, y;
        point_at(2 * half_pi - 2 * half_pi * (int64_t)middle / 1000,
                 inner - 100, &x, &y);
        x = kept_inside(x, y - 60, wide, inner);
        if (x - wide / 2 < used || hits_total(x, y + 40, wide, total))
            continue;
        used = x + wide / 2 + LETTER / 2;
        cm_buf_add(out, "<text class=\"bloc\"");
        tenths(out, "x", x);
        tenths(out, "y", y + 40);
        cm_buf_add(out, " text-anchor=\"middle\">");
        cm_xml_add(out, blocs[b].name);
        cm_buf_add(out, "</text>\n");
    }
}

static void draw_middle(cm_buf *out, uint64_t total, const char *middle)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, total);
    cm_buf_add(out, "<text class=\"total\"");
    tenths(out, "x", CENTRE_X);
    tenths(out, "y", CENTRE_Y - 20);
    cm_buf_add(out, " text-anchor=\"middle\">");
    cm_grouped_add(out, digits);
    cm_buf_add(out, "</text>\n<text class=\"label\"");
    tenths(out, "x", CENTRE_X);
    tenths(out, "y", CENTRE_Y + 140);
    cm_buf_add(out, " text-anchor=\"middle\">");
    cm_xml_add(out, middle);
    cm_buf_add(out, "</text>\n");
}

void cm_hemicycle_add(cm_buf *out, const char *id, const char *title,
                      const char *description, const char *middle,
                      const cm_bloc *blocs, size_t n_blocs,
                      const cm_tick *ticks, size_t n_ticks)
{
    uint64_t total = 0;
    for (size_t b = 0; b < n_blocs; b++)
        total += blocs[b].seats;
    if (total == 0)
        return;
    uint64_t per = cm_per_circle(total);
    uint32_t circles = (uint32_t)((total + per - 1) / per);
    uint32_t rows = rows_for(circles);
    seat *seats = place_seats(out->arena, circles, rows);
    if (!seats) {
        out->failed = true;
        return;
    }
    int32_t dot = dot_for(circles, rows);
    cm_buf_addf(out,
                "<svg class=\"arc\" viewBox=\"0 0 %d %d\" role=\"img\" "
                "aria-labelledby=\"%st %sd\">\n<title id=\"%st\">",
                WIDTH / 10, HEIGHT / 10, id, id, id);
    cm_xml_add(out, title);
    cm_buf_addf(out, "</title>\n<desc id=\"%sd\">", id);
    cm_xml_add(out, description);
    cm_buf_add(out, "</desc>\n");
    draw_seats(out, seats, circles, dot, per, blocs, n_blocs);
    box boxes[MOST_TICKS];
    size_t n = 0;
    for (size_t t = 0; t < n_ticks && n < MOST_TICKS; t++) {
        uint32_t at = ticks[t].seats >= total
                          ? circles
                          : circles_up_to(ticks[t].seats, per);
        draw_tick(out, angle_after(seats, circles, at), dot, ticks[t].label,
                  boxes, &n);
    }
    draw_names(out, blocs, n_blocs, total, rows == 1, dot);
    draw_middle(out, total, middle);
    cm_buf_add(out, "</svg>\n");
}
