/* What the engine of a page does without (meson.build lists the files): a page
 * never asks for it, and whoever does is told in words. */
#include "ask/power/ask_three.h"
#include "ask/power/asked_unions.h"
#include "ask/power/order_rows.h"
#include "ask/seats/contenders.h"
#include "ask/sweep/vary.h"
#include "ask/verify/verified.h"
#include "command/options.h"
#include "engine/chance/chance_net.h"
#include "engine/law/followed.h"
#include "import/import.h"
#include "report/doc/csv.h"
#include "report/picture/chart.h"
#include "report/picture/graph.h"
#include "report/verbs/seats_model.h"
#include "report/words/verbs.h"
#include "report/write/write.h"
#include "report/write/write_csv.h"
#include "report/write/write_popolo.h"

static const char none[] = "the engine of a page has no %s; the program has";

static comitia_status left_out(cm_ctx *ctx, const char *what)
{
    return cm_fail(ctx, COMITIA_E_BUDGET, none, what);
}

/* ---- verbs -------------------------------------------------------------------- */

comitia_status cm_ask_diff(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "diff");
}

comitia_status cm_ask_explain(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "explain");
}

comitia_status cm_ask_seats(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "seats");
}

comitia_status cm_ask_poll(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "poll");
}

comitia_status cm_ask_sweep(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "sweep");
}

comitia_status cm_ask_quick_power(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "power of weights without a model");
}

comitia_status cm_ask_three(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "--ballots");
}

/* The law of a timeline is made again after each event. */
comitia_status cm_followed_new(cm_ctx *ctx, cm_arena *arena,
                               const cm_model *model,
                               const cm_world_options *options,
                               const cm_cond *const *roots, uint32_t n_roots,
                               cm_followed **followed)
{
    (void)arena;
    (void)model;
    (void)options;
    (void)roots;
    (void)n_roots;
    (void)followed;
    return cm_fail(ctx, COMITIA_E_BUDGET, "the law is made again");
}

comitia_status cm_followed_next(cm_followed *f)
{
    (void)f;
    return COMITIA_OK;
}

void cm_followed_clear(cm_followed *f)
{
    (void)f;
}

cm_fn cm_followed_fn(const cm_followed *f, uint32_t i)
{
    (void)f;
    (void)i;
    return CM_FALSE;
}

const char *cm_seats_missing(const comitia_question *q)
{
    (void)q;
    return NULL;
}

comitia_status cm_verify(cm_ask *ask, comitia_value *answer)
{
    (void)answer;
    return left_out(ask->ctx, "--verify");
}

comitia_status cm_vary(cm_ask *ask)
{
    return ask->q->n_vary ? left_out(ask->ctx, "--vary") : COMITIA_OK;
}

void cm_vary_check(cm_ask *ask)
{
    (void)ask;
}

comitia_status cm_print_graph(cm_ctx *ctx, const cm_model *model,
                              comitia_format format, cm_buf *out)
{
    (void)model;
    (void)format;
    (void)out;
    return left_out(ctx, "show --dot and --svg");
}

/* Nobody reads usage in a page: the interface asks what it knows of. */
void cli_print_usage(FILE *out, const cli_verb *verb)
{
    (void)out;
    (void)verb;
}

void cli_print_help(FILE *out, const cli_verb *verb)
{
    (void)verb;
    fprintf(out, none, "help");
}

void cli_print_short_help(FILE *out, const cli_verb *verb)
{
    cli_print_help(out, verb);
}

bool cli_print_completions(FILE *out, const char *shell)
{
    (void)out;
    (void)shell;
    return false;
}

/* ---- a quicker way to the same numbers -------------------------------------------- */

comitia_status cm_chance_by_net(cm_ctx *ctx, cm_arena *arena,
                                const cm_world *world, const cm_cond *what,
                                bool with_change, cm_net_chance_found *found)
{
    (void)ctx;
    (void)arena;
    (void)world;
    (void)what;
    (void)with_change;
    *found = (cm_net_chance_found){.possible = false};
    return COMITIA_OK;
}

/* ---- data --------------------------------------------------------------------------- */

comitia_status cm_import(cm_ctx *ctx, cm_model *model,
                         const comitia_import_options *options,
                         const char *path, const char *bytes, size_t n,
                         cm_buf *out)
{
    (void)model;
    (void)options;
    (void)path;
    (void)bytes;
    (void)n;
    (void)out;
    return left_out(ctx, "import");
}

/* ---- parts of power ----------------------------------------------------------- */

comitia_status cm_put_order(cm_ask *ask, cm_arena *scratch, comitia_value *one,
                            const cm_dominance *dominance,
                            const cm_order_row *rows, uint32_t n)
{
    (void)scratch;
    (void)one;
    (void)dominance;
    (void)rows;
    (void)n;
    return left_out(ask->ctx, "--order");
}

/* Without unions in the question there are none. */
static comitia_status no_unions(cm_ask *ask, cm_asked_unions *unions)
{
    *unions = (cm_asked_unions){0};
    return ask->q->n_unions || ask->q->unions_column
               ? left_out(ask->ctx, "--unions")
               : COMITIA_OK;
}

comitia_status cm_unions_of_game(cm_ask *ask, cm_asked_game *asked,
                                 cm_asked_unions *unions)
{
    (void)asked;
    return no_unions(ask, unions);
}

comitia_status cm_unions_of_names(cm_ask *ask, cm_arena *arena,
                                  const char *const *names,
                                  const char *const *column, uint32_t n,
                                  cm_asked_unions *unions)
{
    (void)arena;
    (void)names;
    (void)column;
    (void)n;
    return no_unions(ask, unions);
}

comitia_status cm_unions_begin(cm_ask *ask, cm_arena *arena,
                               cm_asked_unions *unions)
{
    (void)arena;
    return no_unions(ask, unions);
}

comitia_status cm_put_unions(cm_ask *ask, cm_arena *scratch, comitia_value *one,
                             const cm_asked_unions *unions,
                             const char *const *names, unsigned want)
{
    (void)scratch;
    (void)one;
    (void)unions;
    (void)names;
    (void)want;
    return left_out(ask->ctx, "--unions");
}

comitia_status cm_unions_of_fn(cm_ctx *ctx, cm_arena *arena,
                               const cm_fn_game *game, cm_unions *unions,
                               unsigned want, uint64_t budget, unsigned *known)
{
    (void)arena;
    (void)game;
    (void)unions;
    (void)want;
    (void)budget;
    (void)known;
    return left_out(ctx, "--unions");
}

comitia_status cm_unions_of_weighted(cm_ctx *ctx, cm_arena *arena,
                                     const cm_weighted *game, cm_unions *unions,
                                     unsigned want, uint64_t budget,
                                     unsigned *known)
{
    (void)arena;
    (void)game;
    (void)unions;
    (void)want;
    (void)budget;
    (void)known;
    return left_out(ctx, "--unions");
}

/* ---- forms of answers ---------------------------------------------------------- */

void cm_print_diff(cm_doc *doc, const comitia_value *answer)
{
    (void)doc;
    (void)answer;
}

void cm_print_explain(cm_doc *doc, const comitia_value *answer)
{
    (void)doc;
    (void)answer;
}

void cm_print_seats(cm_doc *doc, const comitia_value *answer)
{
    (void)doc;
    (void)answer;
}

void cm_print_poll(cm_doc *doc, const comitia_value *answer)
{
    (void)doc;
    (void)answer;
}

comitia_status cm_print_chart(cm_ctx *ctx, const cm_model *model,
                              const comitia_value *answer, cm_buf *out)
{
    (void)model;
    (void)answer;
    (void)out;
    return left_out(ctx, "picture of this");
}

comitia_status cm_print_seats_model(cm_ctx *ctx, const comitia_value *answer,
                                    cm_buf *out)
{
    (void)answer;
    (void)out;
    return left_out(ctx, "seats");
}

comitia_status cm_write_markdown(cm_doc *doc, cm_buf *out)
{
    (void)doc;
    cm_buf_addf(out, none, "markdown");
    return COMITIA_OK;
}

void cm_csv_add(cm_buf *out, const comitia_value *answer)
{
    (void)answer;
    cm_buf_addf(out, none, "csv");
}

bool cm_long_table_add(cm_arena *arena, const comitia_value *answer,
                       cm_buf *out)
{
    (void)arena;
    (void)answer;
    cm_buf_addf(out, none, "csv");
    return true;
}

void cm_popolo_add(const cm_model *model, cm_buf *out)
{
    (void)model;
    cm_buf_addf(out, none, "popolo");
}
