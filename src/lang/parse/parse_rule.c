/* Conditions and rules: what an act needs, when an outcome holds. */
#include "lang/parse/parser.h"

/* ---- and, or ------------------------------------------------------------- */

/* Takes the next joining word, which must be the one that came first: 1 if it
   is there, 0 if there is none, -1 after an error. */
static int takes_joiner(cm_parser *p, cm_lex_word *joiner)
{
    cm_lex_word found = cm_sees(p, CM_W_AND)  ? CM_W_AND
                        : cm_sees(p, CM_W_OR) ? CM_W_OR
                                              : CM_W_NONE;
    if (found == CM_W_NONE)
        return 0;
    if (*joiner != CM_W_NONE && found != *joiner) {
        cm_error(p, "C0107", cm_span_here(p),
                 "write which belongs together: `A and (B or C)` or "
                 "`(A and B) or C`",
                 "`and` and `or` are mixed without parentheses");
        return -1;
    }
    *joiner = found;
    cm_mark_here(p, CM_MARK_ITEM);
    cm_advance(p);
    return 1;
}

static bool majority_of_what(cm_parser *p)
{
    return cm_error(p, "C0103", cm_span_here(p),
                    "write `more than half of members` (or `of seats`, `of "
                    "present`, `of votes cast`)",
                    "a majority of what? A rule names the share and its base");
}

/* ---- conditions ---------------------------------------------------------- */

static bool cond_or(cm_parser *p, cm_syntax_cond **out);

static cm_syntax_cond *keep_cond(cm_parser *p, cm_syntax_cond cond)
{
    cm_syntax_cond *kept = cm_new(p->arena, cm_syntax_cond);
    if (!kept)
        cm_gave_up(p, COMITIA_E_NOMEM);
    else
        *kept = cond;
    return kept;
}

/* "(" cond { "," cond } ")" of a count, after its `of`. */
static bool cond_list(cm_parser *p, cm_syntax_cond *cond)
{
    if (!cm_sees_kind(p, CM_T_OPEN))
        return cm_unexpected(p);
    if (!cm_deeper(p))
        return false;
    cm_advance(p);
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_cond *child;
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cond_or(p, &child) || !cm_list_add(p, &child, sizeof child))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    cm_shallower(p);
    return cm_needs_kind(p, CM_T_CLOSE) &&
           CM_LIST_CLOSE(p, list, cond->children, cond->n_children);
}

static bool cond_count(cm_parser *p, cm_syntax_cond **out)
{
    cm_syntax_cond cond = {.kind = CM_SC_COUNT, .span = cm_span_here(p)};
    if (!cm_parse_compare(p, &cond.compare) || !cm_needs_integer(p, &cond.k) ||
        !cm_needs(p, CM_W_OF) || !cond_list(p, &cond))
        return false;
    return (*out = keep_cond(p, cond)) != NULL;
}

static bool cond_not(cm_parser *p, cm_syntax_cond **out);

static bool cond_unary(cm_parser *p, cm_syntax_cond **out)
{
    if (cm_sees(p, CM_W_NOT))
        return cond_not(p, out);
    if (cm_sees_compare(p))
        return cond_count(p, out);
    if (cm_sees_kind(p, CM_T_OPEN)) {
        if (!cm_deeper(p))
            return false;
        cm_advance(p);
        if (!cond_or(p, out))
            return false;
        cm_shallower(p);
        return cm_needs_kind(p, CM_T_CLOSE);
    }
    cm_syntax_cond cond = {.kind = CM_SC_REF, .span = cm_span_here(p)};
    if (!cm_parse_ref(p, &cond.ref))
        return false;
    if (cm_takes(p, CM_W_IS) && !cm_needs_name(p, &cond.option))
        return false;
    return (*out = keep_cond(p, cond)) != NULL;
}

static bool cond_not(cm_parser *p, cm_syntax_cond **out)
{
    if (!cm_deeper(p))
        return false;
    cm_syntax_cond cond = {.kind = CM_SC_NOT, .span = cm_span_here(p)};
    cm_advance(p);
    cm_syntax_cond *child;
    cm_list_mark list = cm_list_open(p);
    if (!cond_unary(p, &child) || !cm_list_add(p, &child, sizeof child) ||
        !CM_LIST_CLOSE(p, list, cond.children, cond.n_children))
        return false;
    cm_shallower(p);
    return (*out = keep_cond(p, cond)) != NULL;
}

static bool cond_or(cm_parser *p, cm_syntax_cond **out)
{
    cm_syntax_cond *child;
    cm_list_mark list = cm_list_open(p);
    cm_lex_word joiner = CM_W_NONE;
    int more;
    do {
        if (!cond_unary(p, &child) || !cm_list_add(p, &child, sizeof child))
            return false;
        more = takes_joiner(p, &joiner);
    } while (more > 0);
    if (more < 0)
        return false;
    if (joiner == CM_W_NONE) {
        cm_list_drop(p, list);
        *out = child;
        return true;
    }
    cm_syntax_cond cond = {.kind = joiner == CM_W_AND ? CM_SC_AND : CM_SC_OR};
    if (!CM_LIST_CLOSE(p, list, cond.children, cond.n_children))
        return false;
    cond.span = cond.children[0]->span;
    return (*out = keep_cond(p, cond)) != NULL;
}

bool cm_parse_cond(cm_parser *p, const cm_syntax_cond **out)
{
    uint32_t from = cm_ahead(p, 0)->at;
    cm_syntax_cond *cond;
    if (!cond_or(p, &cond) || !cm_joined(p, from, &cond->text))
        return false;
    *out = cond;
    return true;
}

/* ---- quotas -------------------------------------------------------------- */

/* A share is in (0, 1]; `at least 0` and `fewer than 0` say nothing (C0105). */
static bool check_amount(cm_parser *p, const cm_syntax_quota *quota)
{
    const cm_figure *amount = &quota->amount;
    int sign = mpq_sgn(amount->value->q);
    if (amount->is_share && mpq_cmp_ui(amount->value->q, 1, 1) > 0)
        return cm_error(p, "C0105", amount->span,
                        "write a share of at most 1, such as 2/3 or 55%",
                        "this share is above the whole");
    if (amount->is_share && sign == 0)
        return cm_error(p, "C0105", amount->span,
                        "write a share above 0, or `nobody against`",
                        "a share of nothing");
    if (sign == 0 && quota->compare == CM_AT_LEAST)
        return cm_error(p, "C0105", amount->span, "write at least 1",
                        "`at least 0` always holds");
    if (sign == 0 && quota->compare == CM_FEWER_THAN)
        return cm_error(p, "C0105", amount->span, "write `at most 0`",
                        "`fewer than 0` never holds");
    return true;
}

/* The word `of`, and before anything else a base: C0104 without. */
static bool needs_of(cm_parser *p, cm_span first)
{
    if (cm_takes(p, CM_W_OF))
        return true;
    if (cm_ahead(p, 0)->kind == CM_T_BAD)
        return cm_unexpected(p);
    return cm_error(p, "C0104", first,
                    "say of what: `of members`, `of seats`, `of present`, "
                    "`of votes cast`, or of a measure or group",
                    "a quota names its base");
}

static bool parse_direction(cm_parser *p, cm_syntax_quota *quota)
{
    cm_span span = cm_span_here(p);
    if (cm_takes(p, CM_W_AGAINST)) {
        quota->direction = CM_AGAINST;
    } else if (cm_takes(p, CM_W_ABSTAINING)) {
        quota->direction = CM_ABSTAINING;
    } else if (cm_takes(p, CM_W_NOT)) {
        quota->direction = CM_NOT_AGAINST;
        if (!cm_needs(p, CM_W_AGAINST))
            return false;
    } else {
        return true;
    }
    quota->has_direction = true;
    quota->direction_span = span;
    return true;
}

static bool parse_ties(cm_parser *p, cm_syntax_quota *quota)
{
    cm_span span = cm_span_here(p);
    if (!cm_takes(p, CM_W_TIES))
        return true;
    quota->ties_span = span;
    return cm_needs(p, CM_W_BROKEN) && cm_needs(p, CM_W_BY) &&
           cm_needs_name(p, &quota->tie);
}

/* What follows `of`. Ties are read behind any quota: the resolver says where
   they can be broken (C0217). */
static bool finish_quota(cm_parser *p, cm_syntax_quota *quota)
{
    return cm_parse_base(p, &quota->base, &quota->base_word, &quota->in) &&
           parse_direction(p, quota) && parse_ties(p, quota);
}

/* "all" [ "but" integer ] "of" base [ direction ] */
static bool parse_all(cm_parser *p, cm_syntax_quota *quota)
{
    cm_span first = cm_span_here(p);
    cm_advance(p);
    quota->is_all = true;
    if (cm_takes(p, CM_W_BUT) && !cm_needs_integer(p, &quota->all_but))
        return false;
    return needs_of(p, first) && finish_quota(p, quota);
}

/* "nobody" "against" [ "in" name ] */
static bool parse_nobody(cm_parser *p, cm_syntax_quota *quota)
{
    cm_advance(p);
    quota->is_nobody = true;
    quota->compare = CM_AT_MOST;
    quota->direction = CM_AGAINST;
    quota->direction_span = cm_span_here(p);
    return cm_needs(p, CM_W_AGAINST) &&
           (!cm_takes(p, CM_W_IN) || cm_needs_name(p, &quota->in)) &&
           parse_ties(p, quota);
}

/* ---- rules --------------------------------------------------------------- */

static bool rule_or(cm_parser *p, cm_syntax_rule **out);

static cm_syntax_rule *keep_rule(cm_parser *p, cm_syntax_rule rule)
{
    cm_syntax_rule *kept = cm_new(p->arena, cm_syntax_rule);
    if (!kept)
        cm_gave_up(p, COMITIA_E_NOMEM);
    else
        *kept = rule;
    return kept;
}

/* compare integer "of" "(" rule { "," rule } ")", with `of` taken. */
static bool rule_count(cm_parser *p, cm_syntax_rule *rule)
{
    if (!cm_deeper(p))
        return false;
    cm_advance(p);
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_rule *child;
        cm_mark_here(p, CM_MARK_ITEM);
        if (!rule_or(p, &child) || !cm_list_add(p, &child, sizeof child))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    cm_shallower(p);
    rule->kind = CM_RULE_COUNT;
    return cm_needs_kind(p, CM_T_CLOSE) &&
           CM_LIST_CLOSE(p, list, rule->children, rule->n_children);
}

/* A rule that begins with a comparison: a quota, or a count of rules. */
static bool rule_compare(cm_parser *p, cm_syntax_rule *rule,
                         cm_syntax_quota *quota)
{
    cm_span first = cm_span_here(p);
    if (!cm_parse_compare(p, &quota->compare))
        return false;
    if (cm_sees(p, CM_W_MAJORITY))
        return majority_of_what(p);
    if (!cm_needs_amount(p, &quota->amount) || !needs_of(p, first))
        return false;
    if (quota->amount.is_integer && cm_sees_kind(p, CM_T_OPEN)) {
        rule->compare = quota->compare;
        rule->k = quota->amount;
        return rule_count(p, rule);
    }
    return check_amount(p, quota) && finish_quota(p, quota);
}

static bool rule_who(cm_parser *p, cm_syntax_rule *rule)
{
    if (cm_takes(p, CM_W_NO)) {
        rule->kind = CM_RULE_NO_VETO;
        return cm_needs(p, CM_W_VETO) && cm_needs(p, CM_W_BY) &&
               cm_needs_name(p, &rule->who);
    }
    cm_advance(p);
    rule->kind = CM_RULE_CONSENT;
    return cm_needs(p, CM_W_OF) && cm_needs_name(p, &rule->who);
}

/* A rule of one quota, or a count. */
static bool rule_quota(cm_parser *p, cm_syntax_rule *rule)
{
    cm_syntax_quota quota = {.direction = CM_YES};
    uint32_t from = cm_ahead(p, 0)->at;
    bool is_read = cm_sees(p, CM_W_ALL)      ? parse_all(p, &quota)
                   : cm_sees(p, CM_W_NOBODY) ? parse_nobody(p, &quota)
                                             : rule_compare(p, rule, &quota);
    if (!is_read)
        return false;
    if (rule->kind == CM_RULE_COUNT)
        return true;
    cm_syntax_quota *kept = cm_new(p->arena, cm_syntax_quota);
    if (!kept)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    *kept = quota;
    rule->quota = kept;
    return cm_joined(p, from, &kept->text);
}

static bool rule_unary(cm_parser *p, cm_syntax_rule **out)
{
    cm_syntax_rule rule = {.kind = CM_RULE_QUOTA, .span = cm_span_here(p)};
    if (cm_sees_kind(p, CM_T_OPEN)) {
        if (!cm_deeper(p))
            return false;
        cm_advance(p);
        if (!rule_or(p, out))
            return false;
        cm_shallower(p);
        return cm_needs_kind(p, CM_T_CLOSE);
    }
    if (cm_ahead(p, 0)->word == CM_W_MAJORITY)
        return majority_of_what(p);
    bool is_read = cm_sees(p, CM_W_NO) || cm_sees(p, CM_W_CONSENT)
                       ? rule_who(p, &rule)
                       : rule_quota(p, &rule);
    return is_read && (*out = keep_rule(p, rule)) != NULL;
}

static bool rule_or(cm_parser *p, cm_syntax_rule **out)
{
    cm_syntax_rule *child;
    cm_list_mark list = cm_list_open(p);
    cm_lex_word joiner = CM_W_NONE;
    int more;
    do {
        if (!rule_unary(p, &child) || !cm_list_add(p, &child, sizeof child))
            return false;
        more = takes_joiner(p, &joiner);
    } while (more > 0);
    if (more < 0)
        return false;
    if (joiner == CM_W_NONE) {
        cm_list_drop(p, list);
        *out = child;
        return true;
    }
    cm_syntax_rule rule = {.kind =
                               joiner == CM_W_AND ? CM_RULE_AND : CM_RULE_OR};
    if (!CM_LIST_CLOSE(p, list, rule.children, rule.n_children))
        return false;
    rule.span = rule.children[0]->span;
    return (*out = keep_rule(p, rule)) != NULL;
}

bool cm_parse_rule(cm_parser *p, const cm_syntax_rule **out)
{
    cm_syntax_rule *rule;
    if (!rule_or(p, &rule))
        return false;
    *out = rule;
    return true;
}

bool cm_parse_arms(cm_parser *p, const cm_syntax_arm **arms, uint32_t *n)
{
    cm_list_mark list = cm_list_open(p);
    for (;;) {
        cm_syntax_arm arm = {0};
        if (!cm_parse_rule(p, &arm.rule))
            return false;
        bool more = cm_sees(p, CM_W_IF);
        if (more) {
            cm_mark_here(p, CM_MARK_ITEM);
            cm_advance(p);
            if (!cm_parse_cond(p, &arm.cond))
                return false;
            if (cm_ahead(p, 0)->word == CM_W_OTHERWISE)
                cm_mark_here(p, CM_MARK_CLAUSE);
            if (!cm_needs(p, CM_W_OTHERWISE))
                return false;
        }
        if (!cm_list_add(p, &arm, sizeof arm))
            return false;
        if (!more)
            return CM_LIST_CLOSE(p, list, *arms, *n);
    }
}
