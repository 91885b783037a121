#include "engine/diagram/order_sloan.h"

#include <stdlib.h>

enum { NODE_STEPS = 20, MOST_ROUNDS = 60, IDLE_ROUNDS = 12, WIDE = 8 };

typedef struct ordering {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_circuit *c;
    uint64_t *key; /* per node: what its place among its siblings depends on */
    uint32_t *input; /* inputs of all gates, each gate's sorted by key */
    uint32_t *order;
    uint32_t n;
    uint8_t *seen;
} ordering;

static uint32_t n_inputs(const cm_circuit *c)
{
    return c->first[c->n];
}

/* ---- keys ---------------------------------------------------------------- */

static void count_uses(const cm_circuit *c, uint64_t *uses)
{
    for (uint32_t i = 0; i < n_inputs(c); i++)
        uses[c->input[i]]++;
}

/* Leaves below a gate, each as often as there are ways to it. */
static void measure(const cm_circuit *c, uint64_t *size)
{
    for (uint32_t g = 0; g < c->n; g++) {
        size[g] = g < c->n_leaves;
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++)
            size[g] += size[c->input[i]] < UINT64_C(1) << 32
                           ? size[c->input[i]]
                           : UINT64_C(1) << 32;
    }
}

/* The longest way from a gate to a leaf. */
static void measure_depth(const cm_circuit *c, uint64_t *depth)
{
    for (uint32_t g = c->n_leaves; g < c->n; g++)
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++)
            if (depth[c->input[i]] >= depth[g])
                depth[g] = depth[c->input[i]] + 1;
}

static void set_keys(ordering *o, cm_order_kind kind)
{
    const cm_circuit *c = o->c;
    memset(o->key, 0, c->n * sizeof *o->key);
    if (kind == CM_ORDER_SHARED)
        count_uses(c, o->key);
    else if (kind == CM_ORDER_LARGE || kind == CM_ORDER_SMALL)
        measure(c, o->key);
    else if (kind == CM_ORDER_DEEP || kind == CM_ORDER_SHALLOW)
        measure_depth(c, o->key);
    for (uint32_t g = 0; g < c->n; g++)
        if (kind == CM_ORDER_SHARED || kind == CM_ORDER_LARGE ||
            kind == CM_ORDER_DEEP)
            o->key[g] = UINT64_MAX - o->key[g];
        else if (kind == CM_ORDER_LEAVES)
            o->key[g] = g >= c->n_leaves;
}

/* Inputs of each gate by key, as written where keys are equal. */
typedef struct keyed {
    uint64_t key;
    uint32_t place, node;
} keyed;

static int by_key(const void *left, const void *right)
{
    const keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static comitia_status sort_inputs(ordering *o, cm_order_kind kind)
{
    const cm_circuit *c = o->c;
    keyed *row = cm_new_n(o->arena, keyed, (uint64_t)n_inputs(c) + 1);
    if (!row)
        return COMITIA_E_NOMEM;
    set_keys(o, kind);
    for (uint32_t g = c->n_leaves; g < c->n; g++) {
        uint32_t n = c->first[g + 1] - c->first[g];
        for (uint32_t i = 0; i < n; i++) {
            uint32_t node = c->input[c->first[g] + i];
            row[i] =
                (keyed){o->key[node], kind == CM_ORDER_BACK ? n - i : i, node};
        }
        if (n)
            qsort(row, n, sizeof *row, by_key);
        for (uint32_t i = 0; i < n; i++)
            o->input[c->first[g] + i] = row[i].node;
    }
    return COMITIA_OK;
}

/* ---- walks ----------------------------------------------------------------
 */

static void take(ordering *o, uint32_t node)
{
    if (node < o->c->n_leaves)
        o->order[o->n++] = node;
}

static comitia_status depth_first(ordering *o)
{
    const cm_circuit *c = o->c;
    uint32_t *stack = cm_new_n(o->arena, uint32_t, c->n);
    uint32_t *next = cm_new_n(o->arena, uint32_t, c->n);
    uint32_t n = 0;
    if (!stack || !next)
        return COMITIA_E_NOMEM;
    memcpy(next, c->first, c->n * sizeof *next);
    o->seen[c->n - 1] = 1;
    stack[n++] = c->n - 1;
    take(o, c->n - 1);
    while (n) {
        uint32_t top = stack[n - 1];
        if (next[top] == c->first[top + 1]) {
            n--;
            continue;
        }
        uint32_t node = o->input[next[top]++];
        if (o->seen[node])
            continue;
        o->seen[node] = 1;
        take(o, node);
        stack[n++] = node;
    }
    return COMITIA_OK;
}

static comitia_status breadth_first(ordering *o)
{
    const cm_circuit *c = o->c;
    uint32_t *queue = cm_new_n(o->arena, uint32_t, c->n);
    uint32_t n = 0;
    if (!queue)
        return COMITIA_E_NOMEM;
    o->seen[c->n - 1] = 1;
    queue[n++] = c->n - 1;
    for (uint32_t at = 0; at < n; at++) {
        take(o, queue[at]);
        for (uint32_t i = c->first[queue[at]]; i < c->first[queue[at] + 1]; i++)
            if (!o->seen[c->input[i]]) {
                o->seen[c->input[i]] = 1;
                queue[n++] = c->input[i];
            }
    }
    return COMITIA_OK;
}

/* ---- by weight ------------------------------------------------------------
 */

/* Which gates still have leaves that are not taken. */
static void find_open(const ordering *o, uint32_t *open)
{
    const cm_circuit *c = o->c;
    for (uint32_t g = 0; g < c->n; g++) {
        open[g] = g < c->n_leaves ? !o->seen[g] : 0;
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++)
            open[g] += open[c->input[i]] != 0;
    }
}

/* The root's weight is shared out among the open inputs of each gate. */
static uint32_t heaviest(const ordering *o, const uint32_t *open,
                         uint64_t *weight)
{
    const cm_circuit *c = o->c;
    uint32_t best = UINT32_MAX;
    memset(weight, 0, c->n * sizeof *weight);
    weight[c->n - 1] = UINT64_C(1) << 62;
    for (uint32_t g = c->n; g-- > c->n_leaves;)
        for (uint32_t i = c->first[g]; open[g] && i < c->first[g + 1]; i++)
            if (open[c->input[i]])
                weight[c->input[i]] += weight[g] / open[g];
    for (uint32_t l = 0; l < c->n_leaves; l++)
        if (open[l] && (best == UINT32_MAX || weight[l] > weight[best]))
            best = l;
    return best;
}

static comitia_status by_weight(ordering *o)
{
    const cm_circuit *c = o->c;
    uint32_t *open = cm_new_n(o->arena, uint32_t, c->n);
    if (!open)
        return COMITIA_E_NOMEM;
    while (o->n < c->n_leaves) {
        CM_TRY(cm_spend(o->ctx, 2 * ((uint64_t)c->n + n_inputs(c))));
        find_open(o, open);
        uint32_t best = heaviest(o, open, o->key);
        o->seen[best] = 1;
        take(o, best);
    }
    return COMITIA_OK;
}

/* ---- by force --------------------------------------------------------------
 */

/* Sum over gates of the distance between their first and last input. */
static uint64_t span(const cm_circuit *c, const uint64_t *place)
{
    uint64_t sum = 0;
    for (uint32_t g = c->n_leaves; g < c->n; g++) {
        uint64_t low = place[g], high = place[g];
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++) {
            uint64_t at = place[c->input[i]];
            low = at < low ? at : low;
            high = at > high ? at : high;
        }
        sum += high - low;
    }
    return sum;
}

/* Each gate goes to the middle of what it touches, then each node to the
   middle of its gates; nodes are then placed in that order. */
static void pull(const cm_circuit *c, const uint64_t *place, keyed *row,
                 uint64_t *sum, uint64_t *uses)
{
    enum { FINE = 1 << 16 };
    memset(sum, 0, c->n * sizeof *sum);
    memset(uses, 0, c->n * sizeof *uses);
    for (uint32_t g = c->n_leaves; g < c->n; g++) {
        uint64_t n = c->first[g + 1] - c->first[g] + 1, middle = place[g];
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++)
            middle += place[c->input[i]];
        middle = middle * FINE / n;
        sum[g] += middle;
        uses[g]++;
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++) {
            sum[c->input[i]] += middle;
            uses[c->input[i]]++;
        }
    }
    for (uint32_t g = 0; g < c->n; g++)
        row[g] = (keyed){uses[g] ? sum[g] / uses[g] : place[g] * FINE,
                         (uint32_t)place[g], g};
}

/* Places of gates to start with: in the middle of their inputs. */
static void first_places(const ordering *o, keyed *row, uint64_t *place)
{
    const cm_circuit *c = o->c;
    for (uint32_t i = 0; i < c->n_leaves; i++)
        place[o->order[i]] = i;
    for (uint32_t g = 0; g < c->n; g++) {
        uint32_t n = c->first[g + 1] - c->first[g];
        uint64_t sum = 0;
        for (uint32_t i = c->first[g]; i < c->first[g + 1]; i++)
            sum += place[c->input[i]];
        if (g >= c->n_leaves)
            place[g] = n ? sum / n : 0;
        row[g] = (keyed){place[g], g, g};
    }
}

/* Sorts rows, of which long runs are in order already, by merging runs. */
static void sort_rows(keyed *row, keyed *room, uint32_t n)
{
    enum { RUN = 8 };
    for (uint32_t i = 0; i < n; i++) {
        keyed at = row[i];
        uint32_t k = i;
        for (; k % RUN && by_key(&row[k - 1], &at) > 0; k--)
            row[k] = row[k - 1];
        row[k] = at;
    }
    for (uint32_t run = RUN; run < n; run *= 2)
        for (uint32_t at = 0; n - at > run; at += 2 * run) {
            uint32_t i = 0, k = at + run, to = at;
            uint32_t end = n - k > run ? k + run : n;
            memcpy(room, row + at, run * sizeof *row);
            while (i < run)
                row[to++] = k < end && by_key(&row[k], &room[i]) < 0
                                ? row[k++]
                                : room[i++];
            if (end == n)
                break;
        }
}

static comitia_status by_force(ordering *o)
{
    const cm_circuit *c = o->c;
    uint64_t *place = cm_new_n(o->arena, uint64_t, c->n);
    uint64_t *uses = cm_new_n(o->arena, uint64_t, c->n);
    keyed *row = cm_new_n(o->arena, keyed, c->n);
    keyed *room = cm_new_n(o->arena, keyed, c->n);
    if (!place || !uses || !row || !room)
        return COMITIA_E_NOMEM;
    uint64_t least = UINT64_MAX;
    int idle = 0;
    first_places(o, row, place);
    for (int round = 0; round < MOST_ROUNDS && idle < IDLE_ROUNDS; round++) {
        CM_TRY(cm_spend(o->ctx, NODE_STEPS * ((uint64_t)c->n + n_inputs(c))));
        sort_rows(row, room, c->n);
        for (uint32_t i = 0; i < c->n; i++)
            place[row[i].node] = i;
        uint64_t now = span(c, place);
        idle++;
        if (now < least) {
            idle = 0;
            least = now;
            o->n = 0;
            for (uint32_t i = 0; i < c->n; i++)
                take(o, row[i].node);
        }
        pull(c, place, row, o->key, uses);
    }
    return COMITIA_OK;
}

/* ---- all --------------------------------------------------------------------
 */

/* Leaves that the root does not reach: last. */
static void take_rest(ordering *o)
{
    for (uint32_t l = 0; l < o->c->n_leaves; l++)
        if (!o->seen[l])
            take(o, l);
}

static comitia_status walk(ordering *o, cm_order_kind kind)
{
    if (kind == CM_ORDER_WEIGHT)
        return by_weight(o);
    if (kind == CM_ORDER_SLOAN || kind == CM_ORDER_NARROW ||
        kind == CM_ORDER_FORCE_NARROW) {
        CM_TRY(cm_order_sloan(o->ctx, o->arena, o->c,
                              kind == CM_ORDER_SLOAN ? UINT32_MAX : WIDE,
                              o->order));
        return kind == CM_ORDER_FORCE_NARROW ? by_force(o) : COMITIA_OK;
    }
    if (kind == CM_ORDER_BREADTH) {
        CM_TRY(breadth_first(o));
        take_rest(o);
        return COMITIA_OK;
    }
    cm_order_kind first = kind == CM_ORDER_FORCE          ? CM_ORDER_DEPTH
                          : kind == CM_ORDER_FORCE_SHARED ? CM_ORDER_SHARED
                          : kind == CM_ORDER_FORCE_DEEP   ? CM_ORDER_DEEP
                          : kind == CM_ORDER_FORCE_SMALL  ? CM_ORDER_SMALL
                                                          : kind;
    CM_TRY(sort_inputs(o, first));
    CM_TRY(depth_first(o));
    take_rest(o);
    return first == kind ? COMITIA_OK : by_force(o);
}

comitia_status cm_order_of(cm_ctx *ctx, cm_arena *arena,
                           const cm_circuit *circuit, cm_order_kind kind,
                           uint32_t *order)
{
    ordering o = {.ctx = ctx,
                  .arena = arena,
                  .c = circuit,
                  .key = cm_new_n(arena, uint64_t, circuit->n),
                  .input = cm_new_n(arena, uint32_t,
                                    (uint64_t)circuit->first[circuit->n] + 1),
                  .order = order,
                  .seen = cm_new_n(arena, uint8_t, circuit->n)};
    if (!o.key || !o.input || !o.seen)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(
        ctx, NODE_STEPS * ((uint64_t)circuit->n + circuit->first[circuit->n])));
    return walk(&o, kind);
}
