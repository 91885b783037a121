/* What the parser puts into the tree, written again as a text of its own. */
#include "lang/parse/parse.h"
#include "support/test_ctx.h"

static void put_ref(cm_buf *b, const cm_ref *ref)
{
    cm_buf_addf(b, "%s", ref->name.text);
    if (ref->kind != CM_REF_PLAIN)
        cm_buf_addf(b, "%s%s", ref->kind == CM_REF_TO ? ">" : "@",
                    ref->court.text);
}

static void put_figure(cm_buf *b, const cm_figure *figure)
{
    if (!figure->value) {
        cm_buf_char(b, '-');
        return;
    }
    cm_buf_addf(b, "%s%s%s%s", cm_number_text(b->arena, figure->value->q),
                figure->is_integer ? "i" : "", figure->is_share ? "s" : "",
                figure->is_percent ? "p" : "");
}

static const char *const compares[] = {">=", ">", "<=", "<"};

static void put_cond(cm_buf *b, const cm_syntax_cond *cond)
{
    static const char *const heads[] = {"", "not", "and", "or", ""};
    if (cond->kind == CM_SC_REF) {
        put_ref(b, &cond->ref);
        if (cond->option.text)
            cm_buf_addf(b, "=%s", cond->option.text);
        return;
    }
    cm_buf_add(b, heads[cond->kind]);
    if (cond->kind == CM_SC_COUNT) {
        cm_buf_add(b, compares[cond->compare]);
        put_figure(b, &cond->k);
    }
    cm_buf_char(b, '(');
    for (uint32_t i = 0; i < cond->n_children; i++) {
        cm_buf_add(b, i ? " " : "");
        put_cond(b, cond->children[i]);
    }
    cm_buf_char(b, ')');
}

static void put_quota(cm_buf *b, const cm_syntax_quota *q)
{
    static const char *const bases[] = {
        "members", "seats", "present", "cast", "", " present", " cast"};
    static const char *const directions[] = {"yes", "against", "abstaining",
                                             "not-against"};
    cm_buf_add(b, "[");
    if (q->is_nobody)
        cm_buf_add(b, "nobody ");
    else if (q->is_all) {
        cm_buf_add(b, "all-");
        put_figure(b, &q->all_but);
    } else {
        cm_buf_add(b, compares[q->compare]);
        put_figure(b, &q->amount);
    }
    if (!q->is_nobody)
        cm_buf_addf(b, " of %s%s",
                    q->base >= CM_SB_NAME ? q->base_word.text : "",
                    bases[q->base]);
    if (q->in.text)
        cm_buf_addf(b, " in %s", q->in.text);
    cm_buf_addf(b, " %s", directions[q->direction]);
    if (q->tie.text)
        cm_buf_addf(b, " tie %s at %u", q->tie.text, q->ties_span.column);
    cm_buf_addf(b, " '%s']", q->text);
}

static void put_rule(cm_buf *b, const cm_syntax_rule *rule)
{
    static const char *const heads[] = {
        "", "veto:", "consent:", "and", "or", ""};
    if (rule->kind == CM_RULE_QUOTA) {
        put_quota(b, rule->quota);
        return;
    }
    cm_buf_add(b, heads[rule->kind]);
    if (rule->who.text) {
        cm_buf_add(b, rule->who.text);
        return;
    }
    if (rule->kind == CM_RULE_COUNT) {
        cm_buf_add(b, compares[rule->compare]);
        put_figure(b, &rule->k);
    }
    cm_buf_char(b, '(');
    for (uint32_t i = 0; i < rule->n_children; i++) {
        cm_buf_add(b, i ? " " : "");
        put_rule(b, rule->children[i]);
    }
    cm_buf_char(b, ')');
}

/* "17000..17030", days since 0001-01-01, or "-". */
static void put_dates(cm_buf *b, const cm_dates *dates)
{
    if (dates->is_there)
        cm_buf_addf(b, "%d..%d", dates->days.lo, dates->days.hi);
    else
        cm_buf_char(b, '-');
}

static void put_words(cm_buf *b, cm_words words)
{
    for (uint32_t i = 0; i < words.n; i++)
        cm_buf_addf(b, "%s%s", i ? "," : "", words.at[i].text);
}

static void put_cites(cm_buf *b, cm_cites cites)
{
    static const char statuses[] = "-vui";
    for (uint32_t i = 0; i < cites.n; i++)
        cm_buf_addf(b, " %c'%s'", statuses[cites.at[i].status],
                    cites.at[i].text);
}

static void put_entry(cm_buf *b, const cm_syntax_entry *e)
{
    cm_buf_addf(b, "; %d %s '%s' ", e->kind, e->name.text ? e->name.text : "-",
                e->title.text ? e->title.text : "-");
    put_figure(b, &e->seats);
    cm_buf_addf(b, "%s %s", e->free ? " free" : "",
                e->look.text ? e->look.text : "-");
    for (uint32_t i = 0; i < e->n_columns; i++) {
        const cm_syntax_column *c = &e->columns[i];
        cm_buf_addf(b, " {%s%s %s%s ", c->column.text, c->is_title ? "T" : "",
                    c->as.text ? c->as.text : "-", c->rounded ? " r" : "");
        put_figure(b, &c->value);
        cm_buf_char(b, '}');
    }
    if (e->as) {
        cm_buf_add(b, " as ");
        put_ref(b, e->as);
    }
    for (uint32_t i = 0; i < e->n_rows; i++) {
        cm_buf_addf(b, " <%s", e->rows[i].name.text);
        for (uint32_t k = 0; k < e->rows[i].n_numbers; k++) {
            cm_buf_char(b, ' ');
            put_figure(b, &e->rows[i].numbers[k]);
        }
        cm_buf_char(b, '>');
    }
    if (e->path.text)
        cm_buf_addf(b, " from %s %s %s", e->path.text,
                    e->named.text ? e->named.text : "-",
                    e->colour_column.text ? e->colour_column.text : "-");
    put_words(b, e->members);
    put_cites(b, e->cites);
}

static void put_law(cm_buf *b, const cm_syntax_declaration *d)
{
    switch (d->kind) {
    case CM_S_BODY:
        put_figure(b, &d->body.seats);
        for (uint32_t i = 0; i < d->body.n_entries; i++)
            put_entry(b, &d->body.entries[i]);
        break;
    case CM_S_ACTOR:
        put_words(b, d->actor.also);
        cm_buf_char(b, '/');
        put_words(b, d->actor.roles);
        cm_buf_addf(b, "/%s", d->actor.look.text);
        break;
    case CM_S_ACT:
        cm_buf_addf(b, "by %s without ", d->act.by.text);
        put_words(b, d->act.without);
        for (uint32_t i = 0; i < d->act.n_arms; i++) {
            cm_buf_add(b, " needs ");
            put_rule(b, d->act.arms[i].rule);
            if (d->act.arms[i].cond) {
                cm_buf_add(b, " if ");
                put_cond(b, d->act.arms[i].cond);
            }
        }
        if (d->act.quorum) {
            cm_buf_add(b, " quorum ");
            put_rule(b, d->act.quorum);
        }
        cm_buf_char(b, ' ');
        put_dates(b, &d->act.from);
        cm_buf_char(b, ' ');
        put_dates(b, &d->act.until);
        cm_buf_addf(b, " %u %u %u", d->act.without_span.column,
                    d->act.needs_span.column, d->act.quorum_span.column);
        break;
    case CM_S_FACT:
        cm_buf_addf(b, "%d ", d->fact.state);
        put_figure(b, &d->fact.chance);
        for (uint32_t i = 0; i < d->fact.n_options; i++) {
            const cm_syntax_option *o = &d->fact.options[i];
            cm_buf_addf(b, " %s '%s' ", o->name.text,
                        o->title.text ? o->title.text : "-");
            put_figure(b, &o->chance);
        }
        break;
    case CM_S_OUTCOME:
        put_cond(b, d->outcome.when);
        cm_buf_addf(b, " '%s'", d->outcome.when->text);
        if (d->outcome.unless) {
            cm_buf_add(b, " unless ");
            put_cond(b, d->outcome.unless);
        }
        break;
    case CM_S_LADDER:
        cm_buf_addf(b, "%s/%s", d->ladder.by.text,
                    d->ladder.against.text ? d->ladder.against.text : "-");
        for (uint32_t i = 0; i < d->ladder.n_steps; i++) {
            cm_buf_addf(b, " %s", d->ladder.steps[i].court.text);
            if (d->ladder.steps[i].rule)
                put_rule(b, d->ladder.steps[i].rule);
        }
        break;
    default:
        put_ref(b, &d->forecast.act);
        cm_buf_char(b, ' ');
        put_figure(b, &d->forecast.chance);
        for (uint32_t i = 0; i < d->forecast.n_shares; i++) {
            const cm_syntax_share *s = &d->forecast.shares[i];
            cm_buf_addf(b, " %s%s ", s->is_rest ? "*" : "", s->name.text);
            put_figure(b, &s->chance);
            cm_buf_add(b, s->each ? "e" : "");
        }
    }
}

static void put_event(cm_buf *b, const cm_syntax_event *e)
{
    cm_buf_addf(b, "%d ", e->time);
    put_dates(b, &e->days);
    cm_buf_addf(b, " %d %s ", e->kind, e->body.text ? e->body.text : "-");
    if (e->ref.name.text)
        put_ref(b, &e->ref);
    cm_buf_addf(b, " %d %s", e->how, e->option.text ? e->option.text : "-");
    for (uint32_t i = 0; i < e->n_tallies; i++) {
        const cm_syntax_tally *t = &e->tallies[i];
        cm_buf_addf(b, " %s%s", t->is_rest ? "*" : "", t->name.text);
        if (t->alone)
            cm_buf_addf(b, " %d", t->ballot);
        for (uint32_t k = 0; k < t->n_numbers; k++) {
            cm_buf_char(b, ' ');
            put_figure(b, &t->numbers[k]);
            cm_buf_addf(b, " %d", t->ballots[k]);
        }
        cm_buf_char(b, ',');
    }
    for (uint32_t i = 0; i < e->n_holdings; i++) {
        const cm_syntax_holding *h = &e->holdings[i];
        cm_buf_addf(b, " %s%s ", h->is_vacant ? "*" : "", h->name.text);
        put_figure(b, &h->seats);
    }
    cm_buf_addf(b, " '%s'", e->text);
}

static void put_sayings(cm_buf *b, const cm_syntax_declaration *d)
{
    if (d->kind == CM_S_SOURCE) {
        const cm_syntax_source *s = &d->source;
        cm_buf_addf(b, "%d %s ", s->unnamed, s->of.text ? s->of.text : "-");
        put_words(b, s->also);
        cm_buf_char(b, '/');
        put_words(b, s->roles);
        const cm_figure *figures[] = {&s->right.if_true, &s->right.if_false,
                                      &s->believes.if_true,
                                      &s->believes.if_false};
        for (int i = 0; i < 4; i++) {
            cm_buf_char(b, ' ');
            put_figure(b, figures[i]);
        }
        return;
    }
    const cm_syntax_report *r = &d->report;
    put_dates(b, &r->days);
    for (uint32_t i = 0; i < r->n_speakers; i++) {
        cm_buf_addf(b, " %s ", r->speakers[i].name.text);
        put_dates(b, &r->speakers[i].on);
    }
    cm_buf_addf(b, " %d%s ", r->verb, r->negated ? " not" : "");
    put_ref(b, &r->claim.ref);
    cm_buf_addf(b, " %s ", r->claim.option.text ? r->claim.option.text : "-");
    put_dates(b, &r->claim.on);
}

static void put_line(cm_buf *b, const cm_syntax_line *l)
{
    cm_buf_addf(b, "; %u", l->span.column);
    if (l->is_point) {
        cm_buf_addf(b, " point %s '%s' %s", l->name.text,
                    l->title.text ? l->title.text : "-",
                    l->by.text ? l->by.text : "-");
        put_cites(b, l->cites);
        return;
    }
    cm_buf_addf(b, " %d %s %s", l->kind, l->side.text ? l->side.text : "-",
                l->label.text ? l->label.text : "-");
    if (l->statement.is_before) {
        cm_buf_char(b, ' ');
        put_ref(b, &l->statement.first);
        cm_buf_add(b, " before ");
        put_ref(b, &l->statement.second);
    }
    const cm_syntax_cond *conds[] = {l->statement.premise, l->statement.cond,
                                     l->condition};
    static const char *const heads[] = {" if ", " then ", " when "};
    for (int i = 0; i < 3; i++)
        if (conds[i]) {
            cm_buf_add(b, heads[i]);
            put_cond(b, conds[i]);
        }
    if (l->deed.name.text) {
        cm_buf_add(b, " deed ");
        put_ref(b, &l->deed);
    }
    for (uint32_t i = 0; i < l->n_prefers; i++)
        cm_buf_addf(b, " <%s>", l->prefers[i]->text);
    cm_buf_char(b, ' ');
    put_figure(b, &l->worth);
    cm_buf_addf(b, " '%s'", l->statement.text);
}

static void put_expect(cm_buf *b, const cm_syntax_expect *e)
{
    cm_buf_addf(b, "%d at %u ", e->kind, e->first.column);
    put_words(b, e->who);
    cm_buf_addf(b, "%s%s%s ", e->negated ? " not" : "",
                e->block ? " block" : "", e->minimal ? " minimal" : "");
    if (e->subject.name.text)
        put_ref(b, &e->subject);
    cm_buf_char(b, ' ');
    put_figure(b, &e->number);
    if (e->has_base)
        cm_buf_addf(b, " of %d %s %s", e->base, e->base_word.text,
                    e->in.text ? e->in.text : "-");
    cm_buf_addf(b, " %d%d%d %s", e->status, e->result, e->power_index,
                e->goal.text ? e->goal.text : "-");
    for (uint32_t i = 0; i < e->n_settings; i++) {
        cm_buf_add(b, e->settings[i].negated ? " if not " : " if ");
        put_ref(b, &e->settings[i].ref);
        cm_buf_addf(b, "=%s '%s'",
                    e->settings[i].option.text ? e->settings[i].option.text
                                               : "-",
                    e->settings[i].text);
    }
    cm_buf_char(b, ' ');
    put_dates(b, &e->on);
    cm_buf_addf(b, " '%s'", e->text);
}

static void put_declaration(cm_buf *b, const cm_syntax_declaration *d)
{
    cm_buf_addf(b, "%s '%s' ", d->name.text ? d->name.text : "-",
                d->title.text ? d->title.text : "-");
    if (d->kind == CM_S_USE)
        cm_buf_add(b, d->use.path.text);
    else if (d->kind <= CM_S_FORECAST)
        put_law(b, d);
    else if (d->kind == CM_S_EVENT)
        put_event(b, &d->event);
    else if (d->kind == CM_S_SOURCE || d->kind == CM_S_REPORT)
        put_sayings(b, d);
    else if (d->kind == CM_S_EXPECT)
        put_expect(b, &d->expect);
    else {
        put_words(b, d->talks.between);
        for (uint32_t i = 0; i < d->talks.n_lines; i++)
            put_line(b, &d->talks.lines[i]);
    }
    put_cites(b, d->cites);
}

static const struct row {
    const char *name, *text, *tree;
} rows[] = {
    {"a body and its entries",
     "body B \"t\" seats 1_0 cite \"x\" verified party P 3 \"p\" free colour "
     "\"#ABCdef\" cite \"y\" member M with a 2.5, b 1/3 votes as L at C "
     "members with c rounded X 1 2 Y group G \"g\" P, M vacant 2",
     "B 't' 10i; 0 P 'p' 3i free #abcdef -'y'; 1 M '-' - - {a - 5/2} {b - 1/3s}"
     " as L@C; 2 - '-' - - {c - r -} <X 1i 2i> <Y>; 4 G 'g' - -P,M; 5 - '-' 2i "
     "- v'x'"},
    {"a table",
     "body B members from \"f.csv\" named \"N a\" with \"P o\" as p rounded, q "
     "colour c",
     "B '-' -; 3 - '-' - - {P oT p r -} {q - -} from f.csv N a c"},
    {"an actor gathers other names and roles",
     "actor A also \"a\", \"b\" role \"r\" colour \"#000000\" also \"c\"",
     "A '-' a,b,c/r/#000000"},
    {"an act",
     "act A \"t\" by B without X, Y needs at least 2/3 of seats if F is G "
     "otherwise all but 3 of pop cast quorum at least half of members until "
     "0001-01-31 from 0001-01 cite \"c\" illustrative",
     "A 't' by B without X,Y needs [>=2/3s of seats yes 'at least 2/3 of "
     "seats'] if F=G needs [all-3i of pop cast yes 'all but 3 of pop cast'] "
     "quorum [>=1/2s of members yes 'at least half of members'] 0..30 30..30 "
     "16 29 99 i'c'"},
    {"quotas of all kinds",
     "act A by B needs more than 55% of votes cast in G against and at most "
     "2.5 of votes and fewer than 3 of votes present abstaining and nobody "
     "against in H and all of present not against and more than half of "
     "members ties broken by Z",
     "A '-' by B without  needs and([>11/20sp of cast in G against 'more than "
     "55% of votes cast in G against'] [<=5/2 of votes yes 'at most 2.5 of "
     "votes'] [<3i of votes present abstaining 'fewer than 3 of votes present "
     "abstaining'] [nobody  in H against 'nobody against in H'] [all-- of "
     "present not-against 'all of present not against'] [>1/2s of members yes "
     "tie Z at 214 'more than half of members ties broken by Z']) - - 0 12 0"},
    {"rules of rules",
     "act A by B needs (no veto by X or (consent of Y)) and at most 1 of (no "
     "veto by X, (no veto by Y and no veto by Z))",
     "A '-' by B without  needs and(or(veto:X consent:Y) <=1i(veto:X "
     "and(veto:Y veto:Z))) - - 0 12 0"},
    {"facts", "fact A true", "A '-' 1 -"},
    {"a fact that is false", "fact A false", "A '-' 2 -"},
    {"a fact with a chance", "fact A \"t\" 5%", "A 't' 3 1/20sp"},
    {"a bare number is left to the resolver", "fact A 0.5", "A '-' 3 1/2"},
    {"a choice", "fact A one of X \"x\" 1/2, Y 50%, Z",
     "A '-' 0 - X 'x' 1/2s Y '-' 1/2sp Z '-' -"},
    {"an outcome",
     "outcome O when A and not (B or C is D) unless at most 2 of (L to C, A)",
     "O '-' and(A not(or(B C=D))) 'A and not (B or C is D)' unless "
     "<=2i(L>C A)"},
    {"parentheses alone make no node", "outcome O when ((A))",
     "O '-' A '((A))'"},
    {"a ladder", "ladder L by X against Y through C, D needs all of seats, E",
     "L '-' X/Y C D[all-- of seats yes 'all of seats'] E"},
    {"a forecast of an act", "forecast L at C: 70%", "- '-' L@C 7/10sp"},
    {"a forecast of ballots", "forecast A: P 98% each, Q 1/2 as one, rest 0%",
     "- '-' A - P 49/50spe Q 1/2s *rest 0sp"},
    {"what happened",
     "on 0001-01-02..0001-01-04 A did # x\n not happen cite \"c\"",
     "- '-' 0 1..3 0 - A 3 - 'on 0001-01-02..0001-01-04 A did not happen' "
     "-'c'"},
    {"what is so since", "since 0001 L to C does not hold",
     "- '-' 2 0..364 0 - L>C 4 - 'since 0001 L to C does not hold'"},
    {"what was so by", "by 0001-01-01 F is G",
     "- '-' 1 0..0 0 - F 5 G 'by 0001-01-01 F is G'"},
    {"a vote",
     "on 0001-01-01 B voted L at C : P 1 yes 2 abstain , Q absent, rest open",
     "- '-' 0 0..0 1 B L@C 0 - P 1i 0 2i 2, Q 3, *rest 4, 'on 0001-01-01 B "
     "voted L at C: P 1 yes 2 abstain, Q absent, rest open'"},
    {"seats", "on 0001-01-01 B has P 3, vacant 2",
     "- '-' 0 0..0 2 B  0 - P 3i *vacant 2i 'on 0001-01-01 B has P 3, vacant "
     "2'"},
    {"a source",
     "source S \"t\" role \"r\" of X right 80% believes right 1/2 if true, 1/3 "
     "if false unnamed also \"a\"",
     "S 't' 1 X a/r 4/5sp - 1/2s 1/3s"},
    {"a chain of speakers",
     "report 0001-01 A says B on 0001-01-01 says not F is G on 0001-01-02",
     "- '-' 0..30 A - B 0..0 0 not F G 1..1"},
    {"a denial", "report A denies L to C", "- '-' - A - 1 L>C - -"},
    {"a belief", "report A says B believes F", "- '-' - A - B - 2 F - -"},
    {"nothing said", "report A cannot say F", "- '-' - A - 3 F - -"},
    {"talks",
     "talks T between A, B point P \"p\" by A cite \"c\" given g: if P then Q "
     "given P before L at C goal G: P A demands x: not P A holds if P then Q "
     "B wants P worth 2.5 B threatens P if Q B promises L to C A prefers P, "
     "then not Q",
     "T '-' A,B; 22 point P 'p' A -'c'; 48 0 - g if P then Q - 'if P then Q'; "
     "69 0 - - P before L@C - 'P before L at C'; 91 1 - G then P - 'P'; 101 2 "
     "A x then not(P) - 'not P'; 120 3 A - if P then Q - 'if P then Q'; 140 4 "
     "B - then P 5/2 'P'; 160 5 B - when Q deed P - 'P'; 179 6 B - deed L>C - "
     "'L to C'; 197 7 A - <P> <not Q> - 'P, then not Q'"},
    {"who can",
     "expect A, B cannot block L at C if not F and G is H on 0001-01-01",
     "- '-' 0 at 8 A,B not block L@C - 000 - if not F=- 'not F' if G=H 'G is "
     "H' 0..0 'A, B cannot block L at C if not F and G is H on 0001-01-01'"},
    {"one that can", "expect A can force O",
     "- '-' 0 at 8 A O - 000 - - 'A can force O'"},
    {"what is needed", "expect A needs 2.5 of pop cast in G",
     "- '-' 1 at 8  A 5/2 of 6 pop G 000 - - 'A needs 2.5 of pop cast in G'"},
    {"a status", "expect O is certain",
     "- '-' 2 at 8  O - 200 - - 'O is certain'"},
    {"a result", "expect O is no decision",
     "- '-' 3 at 8  O - 020 - - 'O is no decision'"},
    {"a deal", "expect T has no deal for if",
     "- '-' 4 at 8  not T - 000 if - 'T has no deal for if'"},
    {"coalitions", "expect O has 3 minimal blocking coalitions",
     "- '-' 5 at 8  block minimal O 3i 000 - - 'O has 3 minimal blocking "
     "coalitions'"},
    {"a chance", "expect L at C has chance 50%",
     "- '-' 6 at 8  L@C 1/2sp 000 - - 'L at C has chance 50%'"},
    {"an index", "expect P has holler 1/2 in L at C",
     "- '-' 7 at 8 P L@C 1/2s 004 - - 'P has holler 1/2 in L at C'"},
};

static void the_tree_is(void **state)
{
    const struct row *row = *state;
    cm_ctx *ctx = test_ctx();
    cm_model model = {0};
    cm_syntax syntax;
    cm_buf buf;
    cm_arena_init(&model.arena, ctx->allocator);
    cm_diags_init(&model.diags, &model.arena);
    cm_buf_init(&buf, &model.arena);
    expect_ok(cm_parse(ctx, &model, NULL, "m", row->text, strlen(row->text),
                       &syntax));
    for (size_t i = 0; i < model.diags.all.n; i++)
        print_error("%u: %s\n", model.diags.all.at[i]->span.column,
                    model.diags.all.at[i]->message);
    expect_u64(syntax.n, 1);
    put_declaration(&buf, &syntax.at[0]);
    expect_text(cm_buf_text(&buf), row->tree);
    cm_arena_clear(&model.arena);
    test_ctx_done(ctx);
}

int main(void)
{
    enum { N_ROWS = sizeof rows / sizeof *rows };
    static struct CMUnitTest tests[N_ROWS];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] =
            (struct CMUnitTest)TEST_ROW(rows[i].name, the_tree_is, &rows[i]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
