/* Ladders: from court to court (LANGUAGE 6). Their steps are acts; the rules of
 * these are resolved with those of all other acts. */
#include "base/buf.h"
#include "lang/resolve/names.h"

/* Makes the act `L to C` or `L at C`. */
static void name_step(cm_resolver *r, uint32_t a, uint32_t l, uint32_t c,
                      const char *word, cm_word court)
{
    const cm_label *ladder = &r->ladders[l].label;
    cm_buf name;
    cm_buf_init(&name, r->arena);
    cm_buf_addf(&name, "%s %s %s", ladder->name, word, court.text);
    r->failed |= name.failed;
    r->acts[a] = (cm_act){.label = {.name = cm_buf_text(&name),
                                    .span = court.span,
                                    .cites = ladder->cites},
                          .body = CM_NONE,
                          .player = CM_NONE,
                          .is_step = true,
                          .ladder = l,
                          .court = c};
}

static void find_court(cm_resolver *r, cm_word word, cm_court *court)
{
    cm_name name;
    court->body = court->player = CM_NONE;
    if (!cm_find_name(r, word, &name))
        return;
    if (name.kind == CM_NAME_BODY)
        court->body = name.index;
    else if (name.kind == CM_NAME_PLAYER)
        court->player = name.index;
    else
        cm_wrong_kind(r, word, "a body or a player");
}

static void enter_court(cm_resolver *r, uint32_t l, uint32_t c,
                        const cm_syntax_ladder *syntax)
{
    cm_map *courts = &r->ladder_names[l].courts;
    cm_word word = syntax->steps[c].court;
    uint32_t first = cm_map_get(courts, word.text);
    if (first != CM_MAP_NONE)
        cm_already(r, word.text, word.span, syntax->steps[first].court.span);
    else if (!cm_map_put(&r->scratch, courts, word.text, c))
        r->failed = true;
}

/* Steps take the acts from `a` on: for each court to, to by the other, at. */
static void resolve_ladder(cm_resolver *r, uint32_t l, uint32_t a,
                           const cm_syntax_ladder *syntax)
{
    cm_ladder *ladder = &r->ladders[l];
    cm_court *courts = cm_new_n(r->arena, cm_court, syntax->n_steps);
    if (!courts) {
        r->failed = true;
        return;
    }
    ladder->by = cm_find_kind(r, syntax->by, CM_NAME_PLAYER, "a player");
    ladder->against =
        cm_find_kind(r, syntax->against, CM_NAME_PLAYER, "a player");
    for (uint32_t c = 0; c < syntax->n_steps && !r->failed; c++) {
        cm_word court = syntax->steps[c].court;
        enter_court(r, l, c, syntax);
        find_court(r, court, &courts[c]);
        courts[c].name = court.text;
        courts[c].to = a;
        name_step(r, a++, l, c, "to", court);
        courts[c].to_against = CM_NONE;
        if (syntax->against.text) {
            courts[c].to_against = a;
            name_step(r, a++, l, c, "to", court);
        }
        courts[c].at = a;
        name_step(r, a++, l, c, "at", court);
    }
    ladder->courts = courts;
    ladder->n_courts = syntax->n_steps;
}

comitia_status cm_resolve_ladders(cm_resolver *r)
{
    uint32_t a = 0, l = 0;
    for (uint32_t i = 0; i < r->syntax->n && !r->failed; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        if (d->kind == CM_S_ACT)
            a++;
        if (d->kind != CM_S_LADDER)
            continue;
        CM_TRY(cm_spend(r->ctx, 100 * (uint64_t)d->ladder.n_steps));
        resolve_ladder(r, l++, a, &d->ladder);
        a += d->ladder.n_steps * (d->ladder.against.text ? 3 : 2);
    }
    return cm_resolved(r);
}
