/* Rules: what a quota counts, who may stop or break a tie (LANGUAGE 5). */
#include "lang/resolve/names.h"

/* ---- who is meant ------------------------------------------------------- */

static const cm_body *body_of(const cm_rule_maker *m)
{
    return &m->r->bodies[m->body];
}

/* Errors that would only follow from another one are not given: the body is
   not wholly known, or `without` takes everybody out. */
static bool is_known(const cm_rule_maker *m)
{
    return !m->r->body_names[m->body].broken &&
           m->r->act_names[m->act].n_inside > 0;
}

static uint32_t voter_of(const cm_rule_maker *m, uint32_t entry)
{
    const uint32_t *of = m->r->act_names[m->act].voter_of;
    return of ? of[entry] : entry;
}

/* The remaining ones of some entries, as voters. */
static cm_voters remaining(cm_rule_maker *m, const uint32_t *entries,
                           uint32_t n)
{
    cm_resolver *r = m->r;
    if (!r->act_names[m->act].voter_of)
        return (cm_voters){entries, n};
    uint32_t *at = cm_new_n(r->arena, uint32_t, n);
    if (!at) {
        r->failed = true;
        return (cm_voters){0};
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t voter = voter_of(m, entries[i]);
        if (voter != CM_NONE)
            at[kept++] = voter;
    }
    r->list_work += n;
    return (cm_voters){at, kept};
}

static cm_voters find_chosen(cm_rule_maker *m, const char *name)
{
    cm_resolver *r = m->r;
    const cm_body *body = body_of(m);
    const cm_body_names *names = &r->body_names[m->body];
    if (!*name)
        return (cm_voters){names->everybody, r->act_names[m->act].n_inside};
    uint32_t g = cm_group_named(r, m->body, name);
    if (g != CM_NONE)
        return remaining(m, body->groups[g].entries, body->groups[g].n_entries);
    uint32_t e = cm_entry_named(r, m->body, name);
    return e == CM_NONE ? (cm_voters){0}
                        : remaining(m, &names->everybody[e], 1);
}

/* The entries that a name of the body stands for; NULL or "": all of them.
   Looked up once for all quotas that name it. */
static cm_chosen *choose(cm_rule_maker *m, const char *name)
{
    cm_resolver *r = m->r;
    name = name ? name : "";
    uint32_t at = cm_map_get(&m->chosen->at, name);
    if (at != CM_MAP_NONE)
        return &m->chosen->list.at[at];
    cm_chosen chosen = {.voters = find_chosen(m, name),
                        .totals = cm_new_n(&r->scratch, const cm_number *,
                                           body_of(m)->n_measures + 1)};
    if (!chosen.totals || r->failed ||
        !cm_push(&r->scratch, &m->chosen->list, chosen) ||
        !cm_map_put(&r->scratch, &m->chosen->at, name,
                    (uint32_t)m->chosen->list.n - 1)) {
        r->failed = true;
        return NULL;
    }
    return &m->chosen->list.at[m->chosen->list.n - 1];
}

static void unfit(cm_resolver *r, uint32_t body, cm_word word,
                  const char *wanted)
{
    if (r->body_names[body].broken)
        return;
    cm_diag *diag =
        cm_diag_add(r->diags, "C0206", CM_ERROR, word.span, "%s is no %s of %s",
                    word.text, wanted, r->bodies[body].label.name);
    if (!diag)
        return;
    if (strcmp(word.text, "votes") == 0 || strcmp(word.text, "cast") == 0) {
        cm_diag_help(r->diags, diag, "did you mean votes cast?");
        return;
    }
    cm_near near;
    cm_near_begin(&near, r, word.text);
    cm_near_try_body(&near, body, true);
    cm_near_help(&near, diag);
}

/* Somebody with a ballot that counts in no base. */
static cm_voters add_outsider(cm_rule_maker *m, cm_word word, uint32_t player,
                              uint32_t entry)
{
    cm_resolver *r = m->r;
    cm_map *outsiders = &r->act_names[m->act].outsiders;
    uint32_t voter = cm_map_get(outsiders, word.text);
    uint32_t *list = cm_new(r->arena, uint32_t);
    if (voter == CM_MAP_NONE) {
        voter = (uint32_t)m->voters.n;
        if (m->shared) {
            cm_voter *copy = cm_new_n(r->arena, cm_voter, m->voters.n + 4);
            if (copy && m->voters.n)
                memcpy(copy, m->voters.at, m->voters.n * sizeof *copy);
            r->failed |= !copy;
            m->voters.at = copy;
            m->voters.cap = m->voters.n + 4;
            m->shared = false;
        }
        if (r->failed ||
            !cm_push(r->arena, &m->voters,
                     (cm_voter){player, entry, .outsider = true}) ||
            !cm_map_put(&r->scratch, outsiders, word.text, voter))
            r->failed = true;
    }
    if (!list || r->failed) {
        r->failed = true;
        return (cm_voters){0};
    }
    *list = voter;
    return (cm_voters){list, 1};
}

/* Z of `consent of`, `no veto by`, `ties broken by`. False after C0206, C0214
   or C0220. */
static bool find_who(cm_rule_maker *m, cm_word word, cm_voters *voters)
{
    cm_resolver *r = m->r;
    uint32_t entry = cm_entry_named(r, m->body, word.text);
    cm_name name = cm_model_name(r->model, word.text);
    if (cm_group_named(r, m->body, word.text) != CM_NONE ||
        (entry != CM_NONE && voter_of(m, entry) != CM_NONE)) {
        const cm_chosen *chosen = choose(m, word.text);
        if (!chosen)
            return false;
        *voters = chosen->voters;
        if (voters->n || !is_known(m))
            return voters->n;
        cm_diag_add(r->diags, "C0220", CM_ERROR, word.span,
                    "nobody of %s is left: `without` takes all of them out",
                    word.text);
        return false;
    }
    bool is_actor =
        (name.kind == CM_NAME_PLAYER || name.kind == CM_NAME_MEMBER) &&
        r->players[name.index].is_actor;
    if (entry == CM_NONE && !is_actor) {
        unfit(r, m->body, word, "group, party or member, and no actor,");
        return false;
    }
    if (body_of(m)->nested) {
        cm_diag_add(r->diags, "C0214", CM_ERROR, word.span,
                    "%s would vote from outside, but the members of %s vote "
                    "as something",
                    word.text, body_of(m)->label.name);
        return false;
    }
    *voters = add_outsider(m, word,
                           entry == CM_NONE ? name.index
                                            : body_of(m)->entries[entry].player,
                           entry);
    return voters->n;
}

/* ---- bases -------------------------------------------------------------- */

static bool is_part(cm_resolver *r, uint32_t body, const char *name)
{
    return cm_entry_named(r, body, name) != CM_NONE ||
           cm_group_named(r, body, name) != CM_NONE;
}

static bool plain_base(cm_resolver *r, uint32_t body, cm_syntax_base base,
                       cm_base *out)
{
    uint32_t votes = cm_measure_named(r, body, "votes");
    switch (base) {
    case CM_SB_MEMBERS: out->kind = CM_BASE_MEMBERS; return true;
    case CM_SB_SEATS: out->kind = CM_BASE_SEATS; return true;
    case CM_SB_PRESENT: out->kind = CM_BASE_PRESENT; return true;
    case CM_SB_CAST:
        out->kind = votes == CM_NONE ? CM_BASE_CAST : CM_BASE_MEASURE_CAST;
        out->measure = votes;
        return true;
    case CM_SB_NAME:
    case CM_SB_NAME_PRESENT:
    case CM_SB_NAME_CAST: break;
    }
    return false;
}

static bool named_base(cm_resolver *r, uint32_t body, cm_syntax_base base,
                       cm_word word, cm_base *out)
{
    uint32_t measure = cm_measure_named(r, body, word.text);
    if (measure != CM_NONE) {
        out->measure = measure;
        out->kind = base == CM_SB_NAME           ? CM_BASE_MEASURE
                    : base == CM_SB_NAME_PRESENT ? CM_BASE_MEASURE_PRESENT
                                                 : CM_BASE_MEASURE_CAST;
        return true;
    }
    if (base == CM_SB_NAME && is_part(r, body, word.text)) {
        out->kind = CM_BASE_MEMBERS;
        out->in = word.text;
        return true;
    }
    if (!is_part(r, body, word.text)) {
        unfit(r, body, word,
              base == CM_SB_NAME ? "group, party, member or measure"
                                 : "measure");
        return false;
    }
    cm_diag *diag = cm_diag_add(r->diags, "C0206", CM_ERROR, word.span,
                                "%s is no measure of %s", word.text,
                                r->bodies[body].label.name);
    cm_diag_help(r->diags, diag,
                 base == CM_SB_NAME_CAST ? "write votes cast in %s"
                                         : "write present in %s",
                 word.text);
    return false;
}

static bool restrict_base(cm_resolver *r, uint32_t body, cm_word in,
                          cm_base *out)
{
    if (!is_part(r, body, in.text)) {
        unfit(r, body, in, "group, party or member");
        return false;
    }
    if (out->kind == CM_BASE_SEATS || out->in) {
        cm_diag *diag = cm_diag_add(
            r->diags, "C0206", CM_ERROR, in.span,
            out->in ? "%s cannot be joined with another group, party or member"
                    : "vacant seats are not of %s or of anybody",
            in.text);
        cm_diag_help(r->diags, diag, "write members in %s", in.text);
        return false;
    }
    out->in = in.text;
    return true;
}

bool cm_resolve_base(cm_resolver *r, uint32_t body, cm_syntax_base base,
                     cm_word word, cm_word in, cm_base *out)
{
    *out = (cm_base){CM_BASE_MEMBERS, CM_NONE, NULL};
    if (!plain_base(r, body, base, out) &&
        !named_base(r, body, base, word, out))
        return false;
    return !in.text || restrict_base(r, body, in, out);
}

/* ---- amounts ------------------------------------------------------------ */

/* Sum of a measure over the chosen, or of their seats: once for each. */
static const cm_number *total_of(cm_rule_maker *m, cm_chosen *chosen,
                                 uint32_t measure)
{
    cm_resolver *r = m->r;
    const cm_body *body = body_of(m);
    uint32_t at = measure == CM_NONE ? body->n_measures : measure;
    if (chosen->totals[at])
        return chosen->totals[at];
    mpq_t total;
    mpz_t term;
    mpq_init(total);
    mpz_init(term);
    if (measure != CM_NONE)
        mpz_set(mpq_denref(total),
                mpq_numref(r->body_names[m->body].units[measure]->q));
    for (uint32_t i = 0; i < chosen->voters.n; i++) {
        const cm_entry *entry =
            &body->entries[m->voters.at[chosen->voters.at[i]].entry];
        if (measure == CM_NONE) {
            cm_set_u64(term, entry->seats);
            mpz_add(mpq_numref(total), mpq_numref(total), term);
            continue;
        }
        mpq_srcptr number = entry->numbers[measure]->q;
        mpz_divexact(term, mpq_denref(total), mpq_denref(number));
        mpz_addmul(mpq_numref(total), term, mpq_numref(number));
    }
    mpq_canonicalize(total);
    chosen->totals[at] = cm_number_keep(&r->scratch, total);
    r->failed |= !chosen->totals[at];
    mpq_clear(total);
    mpz_clear(term);
    return chosen->totals[at];
}

static void above_whole(cm_rule_maker *m, const cm_figure *amount,
                        mpq_srcptr total, bool is_whole)
{
    cm_resolver *r = m->r;
    char *text = cm_number_text(&r->scratch, total);
    if (!text)
        r->failed = true;
    else
        cm_diag_add(r->diags, "C0106", CM_ERROR, amount->span,
                    is_whole ? "more than the whole: there are only %s"
                             : "above the whole: there are only %s",
                    text);
}

/* C0106: an absolute amount that no ballots can reach. */
static bool check_whole(cm_rule_maker *m, const cm_syntax_quota *syntax,
                        const cm_quota *quota, cm_chosen *chosen)
{
    const cm_figure *amount =
        syntax->is_all ? &syntax->all_but : &syntax->amount;
    if (!amount->value || quota->is_share || syntax->is_nobody ||
        !is_known(m) ||
        (quota->base != CM_BASE_MEMBERS && quota->base != CM_BASE_SEATS &&
         quota->base != CM_BASE_MEASURE))
        return true;
    const cm_number *fixed = total_of(m, chosen, quota->measure);
    if (!fixed)
        return false;
    mpq_t total;
    mpz_t vacant;
    mpq_init(total);
    mpz_init(vacant);
    mpq_set(total, fixed->q);
    if (quota->base == CM_BASE_SEATS) {
        uint64_t n = body_of(m)->vacant;
        cm_set_u64(vacant, n);
        mpz_add(mpq_numref(total), mpq_numref(total), vacant);
    }
    int by = mpq_cmp(amount->value->q, total);
    bool more = !syntax->is_all && syntax->compare == CM_MORE_THAN;
    bool fits = by < 0 || (by == 0 && !more);
    if (!fits)
        above_whole(m, amount, total, by == 0);
    mpq_clear(total);
    mpz_clear(vacant);
    return fits;
}

/* ---- quotas ------------------------------------------------------------- */

static bool resolve_tie(cm_rule_maker *m, const cm_syntax_quota *syntax,
                        cm_quota *quota)
{
    if (!syntax->tie.text)
        return true;
    if (syntax->compare != CM_MORE_THAN || !quota->is_share ||
        mpq_cmp_ui(quota->amount->q, 1, 2) != 0 || syntax->is_all ||
        syntax->direction != CM_YES) {
        cm_diag_add(m->r->diags, "C0217", CM_ERROR, syntax->ties_span,
                    "a tie is half of the base: it can be broken only after "
                    "`more than half` counting yes");
        return false;
    }
    quota->has_tie = true;
    quota->tie = syntax->tie.text;
    return find_who(m, syntax->tie, &quota->breakers);
}

static bool find_within(cm_rule_maker *m, const cm_syntax_quota *syntax,
                        cm_quota *quota, cm_chosen **chosen)
{
    *chosen = choose(m, quota->in);
    if (!*chosen)
        return false;
    quota->within = (*chosen)->voters;
    if (quota->within.n || !quota->in || !is_known(m))
        return true;
    cm_span at = syntax->in.text ? syntax->in.span : syntax->base_word.span;
    cm_diag_add(m->r->diags, "C0220", CM_ERROR, at,
                "nobody of %s is left: `without` takes all of them out",
                quota->in);
    return false;
}

static const cm_quota *resolve_quota(cm_rule_maker *m,
                                     const cm_syntax_quota *syntax)
{
    cm_resolver *r = m->r;
    cm_quota *quota = cm_new(r->arena, cm_quota);
    cm_base base;
    cm_chosen *chosen;
    if (!quota) {
        r->failed = true;
        return NULL;
    }
    if (!cm_resolve_base(r, m->body,
                         syntax->is_nobody ? CM_SB_MEMBERS : syntax->base,
                         syntax->base_word, syntax->in, &base))
        return NULL;
    quota->compare = syntax->is_all      ? CM_AT_LEAST
                     : syntax->is_nobody ? CM_AT_MOST
                                         : syntax->compare;
    quota->is_all = syntax->is_all;
    quota->is_nobody = syntax->is_nobody;
    quota->is_share = !syntax->is_all && syntax->amount.is_share;
    quota->amount = syntax->is_all ? NULL : syntax->amount.value;
    quota->base = base.kind;
    quota->measure = base.measure;
    quota->in = base.in;
    quota->direction = syntax->is_nobody ? CM_AGAINST : syntax->direction;
    quota->text = syntax->text;
    if (syntax->is_nobody) {
        quota->is_share = false;
        quota->amount = cm_number_keep_ui(r->arena, 0);
        r->failed |= !quota->amount;
    }
    if (!find_within(m, syntax, quota, &chosen))
        return NULL;
    bool fits = check_whole(m, syntax, quota, chosen);
    if (fits && syntax->is_all && syntax->all_but.value &&
        !cm_figure_u64(&syntax->all_but, &quota->all_but)) {
        /* Above every number of seats, yet not compared with one before. */
        cm_diag_add(r->diags, "C0106", CM_ERROR, syntax->all_but.span,
                    "above every whole");
        fits = false;
    }
    return resolve_tie(m, syntax, quota) && fits && !r->failed ? quota : NULL;
}

/* ---- rules -------------------------------------------------------------- */

/* A quorum counts presence, and more of it is never worse (C0216). */
static bool fits_quorum(const cm_syntax_rule *rule)
{
    const cm_syntax_quota *quota = rule->quota;
    switch (rule->kind) {
    case CM_RULE_QUOTA:
        return !quota->is_nobody && !quota->has_direction && !quota->tie.text &&
               (quota->is_all || quota->compare == CM_AT_LEAST ||
                quota->compare == CM_MORE_THAN) &&
               (quota->base == CM_SB_MEMBERS || quota->base == CM_SB_SEATS ||
                quota->base == CM_SB_NAME);
    case CM_RULE_NO_VETO:
    case CM_RULE_CONSENT: return false;
    case CM_RULE_COUNT:
        return rule->compare == CM_AT_LEAST || rule->compare == CM_MORE_THAN;
    case CM_RULE_AND:
    case CM_RULE_OR: break;
    }
    return true;
}

static bool resolve_parts(cm_rule_maker *m, const cm_syntax_rule *syntax,
                          bool quorum, cm_rule *rule)
{
    cm_resolver *r = m->r;
    const cm_rule **children =
        cm_new_n(r->arena, const cm_rule *, syntax->n_children);
    if (!children) {
        r->failed = true;
        return false;
    }
    bool fits = true;
    if (syntax->kind == CM_RULE_COUNT &&
        (!cm_figure_u64(&syntax->k, &rule->k) ||
         rule->k > syntax->n_children)) {
        cm_diag_add(r->diags, "C0219", CM_ERROR, syntax->k.span,
                    "there are only %u rules to count", syntax->n_children);
        fits = false;
    }
    for (uint32_t i = 0; i < syntax->n_children; i++) {
        children[i] = cm_resolve_rule(m, syntax->children[i], quorum);
        fits &= children[i] != NULL;
    }
    rule->children = children;
    rule->n_children = syntax->n_children;
    return fits;
}

const cm_rule *cm_resolve_rule(cm_rule_maker *m, const cm_syntax_rule *syntax,
                               bool quorum)
{
    cm_resolver *r = m->r;
    cm_rule *rule = cm_new(r->arena, cm_rule);
    if (!rule || r->failed) {
        r->failed = true;
        return NULL;
    }
    if (quorum && !fits_quorum(syntax)) {
        cm_diag *diag =
            cm_diag_add(r->diags, "C0216", CM_ERROR, syntax->span,
                        "a quorum counts who is present, forward only");
        cm_diag_help(r->diags, diag,
                     "write at least, more than or all, of members, seats, a "
                     "measure or a group");
        return NULL;
    }
    rule->kind = syntax->kind;
    rule->span = syntax->span;
    rule->compare = syntax->compare;
    switch (syntax->kind) {
    case CM_RULE_QUOTA:
        rule->quota = resolve_quota(m, syntax->quota);
        return rule->quota ? rule : NULL;
    case CM_RULE_NO_VETO:
    case CM_RULE_CONSENT:
        rule->who = syntax->who.text;
        return find_who(m, syntax->who, &rule->voters) ? rule : NULL;
    case CM_RULE_AND:
    case CM_RULE_OR:
    case CM_RULE_COUNT: break;
    }
    return resolve_parts(m, syntax, quorum, rule) ? rule : NULL;
}
