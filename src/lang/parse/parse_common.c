/* The parts of the grammar that several declarations share. */
#include "lang/parse/chars.h"
#include "lang/parse/parser.h"

bool cm_parse_names(cm_parser *p, cm_words *words)
{
    cm_list_mark list = cm_list_open(p);
    do {
        cm_word word;
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_name(p, &word) || !cm_list_add(p, &word, sizeof word))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, words->at, words->n);
}

static cm_cite_status cite_status(cm_parser *p)
{
    if (cm_takes(p, CM_W_VERIFIED))
        return CM_CITE_VERIFIED;
    if (cm_takes(p, CM_W_UNVERIFIED))
        return CM_CITE_UNVERIFIED;
    return cm_takes(p, CM_W_ILLUSTRATIVE) ? CM_CITE_ILLUSTRATIVE
                                          : CM_CITE_PLAIN;
}

bool cm_parse_cites(cm_parser *p, cm_cites *cites)
{
    cm_list_mark list = cm_list_open(p);
    while (cm_sees(p, CM_W_CITE)) {
        cm_mark_here(p, CM_MARK_CITE);
        cm_advance(p);
        cm_word text;
        if (!cm_needs_title(p, &text))
            return false;
        cm_cite cite = {.text = text.text, .span = text.span};
        cite.status = cite_status(p);
        if (!cm_list_add(p, &cite, sizeof cite))
            return false;
    }
    return CM_LIST_CLOSE(p, list, cites->at, cites->n);
}

bool cm_parse_ref(cm_parser *p, cm_ref *ref)
{
    *ref = (cm_ref){.kind = CM_REF_PLAIN};
    if (!cm_needs_name(p, &ref->name))
        return false;
    if (cm_takes(p, CM_W_TO))
        ref->kind = CM_REF_TO;
    else if (cm_takes(p, CM_W_AT))
        ref->kind = CM_REF_AT;
    else
        return true;
    return cm_needs_name(p, &ref->court);
}

/* #rrggbb, in small letters afterwards. */
static bool is_colour(const char *text, char small[8])
{
    if (strlen(text) != 7 || text[0] != '#')
        return false;
    for (int i = 1; i < 7; i++) {
        char c =
            text[i] >= 'A' && text[i] <= 'F' ? (char)(text[i] | 0x20) : text[i];
        if (!cm_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        small[i] = c;
    }
    small[0] = '#';
    small[7] = '\0';
    return true;
}

bool cm_parse_look(cm_parser *p, cm_look *look)
{
    cm_advance(p);
    cm_word word;
    if (!cm_needs_title(p, &word))
        return false;
    char small[8];
    if (!is_colour(word.text, small))
        return cm_error(p, "C0116", word.span,
                        "write # and six hexadecimal digits, as in \"#2b5fa8\"",
                        "\"%.40s\" is no colour", word.text);
    *look = (cm_look){cm_keep_text(p, small, 7), word.span};
    return look->text != NULL;
}

bool cm_maybe_look(cm_parser *p, cm_look *look)
{
    if (!cm_sees(p, CM_W_COLOUR))
        return true;
    if (!cm_parse_look(p, look))
        return false;
    return !cm_sees(p, CM_W_COLOUR) || cm_twice(p, "colour");
}

/* ---- other names and roles ----------------------------------------------- */

typedef struct alias {
    bool is_role;
    cm_word text;
} alias;

bool cm_parse_alias(cm_parser *p)
{
    alias item = {.is_role = cm_ahead(p, 0)->word == CM_W_ROLE};
    cm_advance(p);
    do {
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_title(p, &item.text) ||
            !cm_list_add(p, &item, sizeof item))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return true;
}

static bool part_aliases(cm_parser *p, const alias *items, uint32_t n,
                         bool roles, cm_words *words)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += items[i].is_role == roles;
    if (count == 0)
        return true;
    cm_word *at = cm_new_n(p->arena, cm_word, count);
    if (!at)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    *words = (cm_words){at, count};
    for (uint32_t i = 0; i < n; i++)
        if (items[i].is_role == roles)
            *at++ = items[i].text;
    return true;
}

bool cm_close_aliases(cm_parser *p, cm_list_mark list, cm_words *also,
                      cm_words *roles)
{
    const alias *items = NULL;
    uint32_t n = 0;
    return CM_LIST_CLOSE(p, list, items, n) &&
           part_aliases(p, items, n, false, also) &&
           part_aliases(p, items, n, true, roles);
}

/* ---- labels, comparisons, bases ------------------------------------------ */

bool cm_maybe_label(cm_parser *p, cm_word *label)
{
    cm_token_kind kind = cm_ahead(p, 0)->kind;
    if ((kind != CM_T_NAME && kind != CM_T_RESERVED) ||
        cm_ahead(p, 1)->kind != CM_T_COLON)
        return true;
    if (!cm_any_word(p, label))
        return false;
    cm_advance(p);
    return true;
}

bool cm_sees_compare(cm_parser *p)
{
    return cm_sees(p, CM_W_AT) || cm_sees(p, CM_W_MORE) ||
           cm_sees(p, CM_W_FEWER);
}

bool cm_parse_compare(cm_parser *p, cm_compare *compare)
{
    if (cm_takes(p, CM_W_AT)) {
        if (cm_takes(p, CM_W_LEAST)) {
            *compare = CM_AT_LEAST;
            return true;
        }
        *compare = CM_AT_MOST;
        return cm_needs(p, CM_W_MOST);
    }
    if (cm_takes(p, CM_W_MORE))
        *compare = CM_MORE_THAN;
    else if (cm_takes(p, CM_W_FEWER))
        *compare = CM_FEWER_THAN;
    else
        return cm_unexpected(p);
    return cm_needs(p, CM_W_THAN);
}

bool cm_parse_base(cm_parser *p, cm_syntax_base *base, cm_word *word,
                   cm_word *in)
{
    if (cm_sees(p, CM_W_MEMBERS))
        *base = CM_SB_MEMBERS;
    else if (cm_sees(p, CM_W_SEATS))
        *base = CM_SB_SEATS;
    else if (cm_sees(p, CM_W_PRESENT))
        *base = CM_SB_PRESENT;
    else
        *base = CM_SB_NAME;
    if (*base != CM_SB_NAME ? !cm_any_word(p, word) : !cm_needs_name(p, word))
        return false;
    if (*base == CM_SB_NAME) {
        if (cm_takes(p, CM_W_CAST))
            *base =
                strcmp(word->text, "votes") == 0 ? CM_SB_CAST : CM_SB_NAME_CAST;
        else if (cm_takes(p, CM_W_PRESENT))
            *base = CM_SB_NAME_PRESENT;
    }
    return !cm_takes(p, CM_W_IN) || cm_needs_name(p, in);
}
