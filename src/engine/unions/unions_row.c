/* Swings in unions of a weighted rule, on rows of weights.
 *
 * Whole unions are added up by weight, up to the quota, with a mark on each;
 * the union at hand is divided out again. What matters of that row is a window:
 * weights x with which the members of the union, W together, may win or lose,
 * quota - W <= x < quota. The members are added up by weight in a row of length
 * W, and each player is divided out of it. A player of weight w then swings
 * where the others of its union weigh from quota - w - x to quota - 1 - x. */
#include "engine/unions/unions_task.h"
#include "engine/weighted/weighted_row.h"

/* The window of one kind of union. */
typedef struct window {
    uint64_t weight; /* of the union */
    uint64_t low, n; /* x = low .. low + n - 1; n may be 0 */
    uint32_t *at[CM_UNION_WAYS];
} window;

struct cm_union_rows {
    cm_ctx *ctx;
    cm_arena *scratch;
    cm_union_task *tasks;
    uint32_t n; /* tasks, one for each kind of union */
    cm_row row; /* the rule: swings are the same for both its quotas */
    window *windows;
    uint64_t longest;           /* cells of the longest window */
    uint32_t n_primes;          /* the most of any task */
    uint32_t *sums, *less;      /* row.last + 1 cells */
    uint32_t *inside, *without; /* longest + 1 cells */
    uint32_t *mark_weight, *marks_work;
    uint32_t *marked; /* the places of a window that are not 0 */
};

static uint64_t weight_of(const cm_row *row, uint32_t class)
{
    uint32_t at = row->of_class[class];
    return at == UINT32_MAX ? 0 : row->weight[at];
}

/* ---- set up -------------------------------------------------------------- */

static void set_window(cm_union_rows *rows, uint32_t k)
{
    const cm_row *row = &rows->row;
    const cm_union *one = &rows->tasks[k].unions->of[k];
    window *w = &rows->windows[k];
    for (uint32_t i = 0; i < one->n_parts; i++)
        w->weight += weight_of(row, one->parts[i].class_of) *
                     one->parts[i].units; /* at most the total */
    uint64_t quota = row->last + 1;
    uint64_t others = row->total - w->weight;
    uint64_t high = others < row->last ? others : row->last;
    w->low = quota > w->weight ? quota - w->weight : 0;
    w->n = w->low <= high ? high - w->low + 1 : 0;
    if (w->n > rows->longest)
        rows->longest = w->n;
    if (rows->tasks[k].primes.n > rows->n_primes)
        rows->n_primes = rows->tasks[k].primes.n;
}

/* Cells of the row inside: sums of members that can decide. */
static uint64_t inside_cells(const cm_union_rows *rows, const window *w)
{
    return rows->row.last - w->low + 1; /* at most w->weight */
}

static comitia_status new_cells(cm_union_rows *rows)
{
    uint64_t cells = rows->row.last + 1, inside = 0;
    uint64_t marks = 2 * (uint64_t)rows->tasks[0].m + 1;
    for (uint32_t k = 0; k < rows->n; k++) {
        window *w = &rows->windows[k];
        if (inside_cells(rows, w) > inside)
            inside = inside_cells(rows, w);
        for (unsigned i = 0; i < CM_UNION_WAYS; i++)
            if (!(w->at[i] = cm_new_n(rows->scratch, uint32_t, w->n)))
                return COMITIA_E_NOMEM;
    }
    const struct {
        uint32_t **at;
        uint64_t n;
    } tables[] = {
        {&rows->sums, cells},           {&rows->less, cells},
        {&rows->inside, inside},        {&rows->without, inside},
        {&rows->mark_weight, marks},    {&rows->marks_work, marks},
        {&rows->marked, rows->longest},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!(*tables[i].at = cm_new_n(rows->scratch, uint32_t, tables[i].n)))
            return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

comitia_status cm_union_rows_new(cm_ctx *ctx, cm_arena *scratch,
                                 const cm_weighted *game, cm_union_task *tasks,
                                 uint32_t n_tasks, cm_union_rows **out)
{
    bool fits;
    cm_union_rows *rows = cm_new(scratch, cm_union_rows);
    *out = NULL;
    if (!rows)
        return COMITIA_E_NOMEM;
    *rows = (cm_union_rows){
        .ctx = ctx, .scratch = scratch, .tasks = tasks, .n = n_tasks};
    CM_TRY(cm_row_new(ctx, scratch, game, &rows->row, &fits));
    if (!fits || n_tasks == 0 || rows->row.last >= UINT64_C(1) << 25)
        return COMITIA_OK;
    rows->windows = cm_new_n(scratch, window, n_tasks);
    if (!rows->windows)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < n_tasks; k++)
        set_window(rows, k);
    *out = rows;
    return COMITIA_OK;
}

/* ---- what it takes ------------------------------------------------------- */

static uint64_t times(uint64_t a, uint64_t b)
{
    return b && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Adding up or dividing so many cells, at the speed of lanes. */
static uint64_t cells_cost(uint64_t cells)
{
    return cells / 4 + 100;
}

/* Places of a window that are not 0: no more than there are sets of the other
   unions, of alike ones by their number. */
static uint64_t most_places(const cm_union_rows *rows, uint32_t k)
{
    uint64_t sets = 1, most = rows->windows[k].n;
    for (uint32_t j = 0; j < rows->n && sets < most; j++)
        sets = times(sets, cm_union_others(&rows->tasks[k], j) + 1);
    return sets < most ? sets : most;
}

/* One mark on the unions, for all kinds. */
static uint64_t outer_cost(const cm_union_rows *rows)
{
    uint64_t one = cells_cost(rows->row.last + 1);
    return times(one, (uint64_t)rows->tasks[0].m + 2 * (uint64_t)rows->n);
}

/* One mark on the members of one kind. */
static uint64_t inner_cost(const cm_union_rows *rows, uint32_t k)
{
    const cm_union_task *t = &rows->tasks[k];
    uint64_t cells = inside_cells(rows, &rows->windows[k]);
    uint64_t parts = cm_union_parts(t);
    return plus(times(cells_cost(cells), t->n + parts + 4),
                times(parts, plus(6 * most_places(rows, k), t->n)));
}

uint64_t cm_union_rows_cost(const cm_union_rows *rows)
{
    uint64_t m = rows->tasks[0].m;
    uint64_t all =
        times(plus(times(outer_cost(rows), m + 1), 5 * m * m), rows->n_primes);
    for (uint32_t k = 0; k < rows->n; k++)
        all = plus(all, times(times(inner_cost(rows, k), rows->tasks[k].n),
                              rows->tasks[k].primes.n));
    return all;
}

/* ---- rows ---------------------------------------------------------------- */

static uint32_t shoup_of(uint32_t y, cm_modulus mod)
{
    return (uint32_t)(((uint64_t)y << 32) / mod.p);
}

static void scale(uint32_t *row, uint64_t n, uint32_t by, cm_modulus mod)
{
    for (uint64_t s = 0; s < n; s++)
        row[s] = cm_mod_mul(row[s], by, mod);
}

/* row := row * (1 + y x^weight), up to n cells */
static void multiply(const cm_union_rows *rows, uint32_t *row, uint64_t n,
                     uint64_t weight, uint32_t y, cm_modulus mod)
{
    if (weight == 0)
        scale(row, n, y + 1, mod);
    else if (weight < n && y)
        cm_lanes_take(&rows->row.lanes, row, n - 1, &weight, 1, mod, y);
}

/* to := row / (1 + y x^weight): to[s] = row[s] - y to[s - weight], as many at a
   time as the weight leaves apart. */
static void divide(const cm_union_rows *rows, uint32_t *to, const uint32_t *row,
                   uint64_t n, uint64_t weight, uint32_t y, cm_modulus mod)
{
    const cm_lanes *lanes = &rows->row.lanes;
    memcpy(to, row, n * sizeof *to);
    if (y == 0)
        return;
    if (weight == 0) {
        scale(to, n, cm_mod_inverse(y + 1, mod), mod);
        return;
    }
    uint32_t minus = mod.p - y, shoup = shoup_of(minus, mod);
    for (uint64_t s = weight; s < n; s += weight)
        lanes->add_times(to + s, to + s - weight,
                         n - s < weight ? n - s : weight, mod.p, minus, shoup);
}

/* ---- whole unions -------------------------------------------------------- */

static comitia_status add_unions(cm_union_rows *rows, uint32_t y,
                                 cm_modulus mod)
{
    uint64_t n = rows->row.last + 1;
    const cm_unions *unions = rows->tasks[0].unions;
    memset(rows->sums, 0, n * sizeof *rows->sums);
    rows->sums[0] = 1;
    for (uint32_t k = 0; k < rows->n; k++)
        for (uint64_t u = 0; u < unions->of[k].count; u++) {
            CM_TRY(cm_spend(rows->ctx, cells_cost(n)));
            multiply(rows, rows->sums, n, rows->windows[k].weight, y, mod);
        }
    return COMITIA_OK;
}

/* Adds the row at mark y to the windows of all kinds, times `by`. */
static comitia_status add_to_windows(cm_union_rows *rows, unsigned way,
                                     uint32_t y, uint32_t by, cm_modulus mod)
{
    CM_TRY(add_unions(rows, y, mod));
    for (uint32_t k = 0; k < rows->n; k++) {
        window *w = &rows->windows[k];
        if (w->n == 0)
            continue;
        CM_TRY(cm_spend(rows->ctx, 2 * cells_cost(rows->row.last)));
        divide(rows, rows->less, rows->sums, w->low + w->n, w->weight, y, mod);
        rows->row.lanes.add_times(w->at[way], rows->less + w->low, w->n, mod.p,
                                  by, shoup_of(by, mod));
    }
    return COMITIA_OK;
}

static comitia_status find_windows(cm_union_rows *rows, cm_modulus mod)
{
    uint32_t m = rows->tasks[0].m;
    for (uint32_t k = 0; k < rows->n; k++)
        for (unsigned i = 0; i < CM_UNION_WAYS; i++)
            memset(rows->windows[k].at[i], 0,
                   rows->windows[k].n * sizeof(uint32_t));
    if (rows->tasks[0].values[CM_BY_ORDER]) {
        CM_TRY(cm_spend(rows->ctx, 5 * (uint64_t)m * m));
        cm_union_marks(m, mod, rows->mark_weight, rows->marks_work);
        for (uint32_t y = 0; y < m; y++)
            CM_TRY(add_to_windows(rows, CM_BY_ORDER, y, rows->mark_weight[y],
                                  mod));
    }
    if (rows->tasks[0].values[CM_BY_COIN])
        CM_TRY(add_to_windows(rows, CM_BY_COIN, 1, 1, mod));
    return COMITIA_OK;
}

/* ---- members ------------------------------------------------------------- */

/* Places of the window that are not 0 in some way. */
static uint64_t mark_places(cm_union_rows *rows, const window *w)
{
    uint64_t n = 0;
    for (uint64_t i = 0; i < w->n; i++)
        if (w->at[CM_BY_ORDER][i] || w->at[CM_BY_COIN][i])
            rows->marked[n++] = (uint32_t)i;
    return n;
}

/* inside[s] := members of the union by weight, those of at most s together. */
static void add_members(cm_union_rows *rows, const cm_union_task *t,
                        uint64_t cells, uint32_t z, cm_modulus mod)
{
    const cm_union *own = &t->unions->of[t->own];
    memset(rows->inside, 0, cells * sizeof *rows->inside);
    rows->inside[0] = 1;
    for (uint32_t i = 0; i < own->n_parts; i++)
        for (uint64_t u = 0; u < own->parts[i].units; u++)
            multiply(rows, rows->inside, cells,
                     weight_of(&rows->row, own->parts[i].class_of), z, mod);
    cm_lanes_prefix(rows->inside, cells, mod);
}

/* Swings of a player of weight w > 0: `without` has the others of its union, by
   weight and all lighter ones with them. */
static void count_swings(cm_union_rows *rows, const window *w, uint64_t marked,
                         uint64_t weight, cm_modulus mod,
                         uint32_t swings[CM_UNION_WAYS])
{
    swings[CM_BY_ORDER] = swings[CM_BY_COIN] = 0;
    for (uint64_t k = 0; k < marked; k++) {
        uint64_t i = rows->marked[k], top = rows->row.last - (w->low + i);
        uint32_t between = rows->without[top];
        if (top >= weight)
            between = cm_mod_sub(between, rows->without[top - weight], mod);
        for (unsigned way = 0; way < CM_UNION_WAYS; way++)
            swings[way] = cm_mod_add(
                swings[way], cm_mod_mul(w->at[way][i], between, mod), mod);
    }
}

static comitia_status find_swings(cm_union_rows *rows, uint32_t k,
                                  uint32_t prime)
{
    cm_union_task *t = &rows->tasks[k];
    const window *w = &rows->windows[k];
    cm_modulus mod = t->primes.at[prime];
    uint64_t cells = inside_cells(rows, w), marked = mark_places(rows, w);
    for (uint32_t z = 0; z < t->n && marked; z++) {
        CM_TRY(cm_spend(rows->ctx, inner_cost(rows, k)));
        add_members(rows, t, cells, z, mod);
        for (uint32_t i = 0; i < cm_union_parts(t); i++) {
            const cm_union_part *part = &t->unions->of[t->own].parts[i];
            uint64_t weight = weight_of(&rows->row, part->class_of);
            uint32_t swings[CM_UNION_WAYS];
            if (weight == 0)
                continue; /* the values are 0 as they were made */
            divide(rows, rows->without, rows->inside, cells, weight, z, mod);
            count_swings(rows, w, marked, weight, mod, swings);
            for (unsigned way = 0; way < CM_UNION_WAYS; way++)
                if (t->values[way])
                    *cm_union_value(t, way, prime, i, z) = swings[way];
        }
    }
    return COMITIA_OK;
}

comitia_status cm_union_rows_sweep(cm_union_rows *rows)
{
    CM_TRY(new_cells(rows));
    for (uint32_t i = 0; i < rows->n_primes; i++) {
        cm_modulus mod = {0};
        for (uint32_t k = 0; k < rows->n; k++)
            if (i < rows->tasks[k].primes.n)
                mod = rows->tasks[k].primes.at[i]; /* the same for all */
        CM_TRY(find_windows(rows, mod));
        for (uint32_t k = 0; k < rows->n; k++)
            if (i < rows->tasks[k].primes.n)
                CM_TRY(find_swings(rows, k, i));
    }
    return COMITIA_OK;
}
