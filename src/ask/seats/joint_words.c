/* Lists that stand together: --joint "A+B,C+(D+E)", or columns of a table. */
#include "ask/seats/contenders.h"
#include "lang/parse/table_words.h"

static comitia_status new_alliance(cm_contenders *c, const char *name,
                                   uint32_t within, uint32_t *alliance)
{
    *alliance = (uint32_t)c->alliances.n;
    if (!cm_push(&c->scratch, &c->alliances,
                 (cm_contending_alliance){
                     .name = name, .within = within, .local = CM_NONE}))
        return COMITIA_E_NOMEM;
    mpz_init(c->alliances.at[*alliance].votes);
    return COMITIA_OK;
}

/* ---- words ------------------------------------------------------------------
 */

typedef struct parsing {
    cm_contenders *c;
    const char *text, *at;
    bool failed;
} parsing;

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(parsing *p)
{
    while (blank(*p->at))
        p->at++;
}

static void refuse(parsing *p, const char *why)
{
    if (!p->failed)
        cm_refuse_contenders(p->c, "C0112", 64, "--joint %s: %s", p->text, why);
    p->failed = true;
}

/* Up to a + or the ) of the alliance: "GRN (Green Party)" is one name. */
static comitia_status read_list(parsing *p, uint32_t alliance)
{
    cm_contenders *c = p->c;
    const char *from = p->at, *end;
    unsigned open = 0;
    for (; *p->at && *p->at != '+'; p->at++) {
        if (*p->at == ')' && !open)
            break;
        open += *p->at == '(';
        open -= *p->at == ')';
    }
    end = p->at;
    while (end > from && blank(end[-1]))
        end--;
    if (end == from) {
        refuse(p, "a name is missing");
        return COMITIA_OK;
    }
    const char *name = cm_strdup_n(&c->scratch, from, (size_t)(end - from));
    if (!name)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(c->ask->ctx, 100 + 20 * (uint64_t)c->n_parties));
    uint32_t party = cm_contending(c, name);
    if (party == CM_NONE)
        p->failed = true;
    else if (c->parties[party].alliance != CM_NONE)
        cm_refuse_contenders(c, "C0203", 64,
                             "%s stands twice among the joint "
                             "lists",
                             name);
    else
        c->parties[party].alliance = alliance;
    return COMITIA_OK;
}

/* A+B+(C+D), behind the ( that began it. */
static comitia_status read_alliance(parsing *p, uint32_t within, unsigned level)
{
    uint32_t alliance, members = 0;
    if (level > CM_MOST_JOINT_LEVELS) {
        refuse(p, "alliances lie inside each other more than 8 levels deep");
        return COMITIA_OK;
    }
    CM_TRY(new_alliance(p->c, NULL, within, &alliance));
    for (;; p->at++) {
        skip_blanks(p);
        if (*p->at == '(') {
            p->at++;
            CM_TRY(read_alliance(p, alliance, level + 1));
            if (!p->failed && *p->at != ')')
                refuse(p, "a ) is missing");
            p->at += !p->failed;
            skip_blanks(p);
        } else {
            CM_TRY(read_list(p, alliance));
        }
        members++;
        if (p->failed || *p->at != '+')
            break;
    }
    if (!p->failed && *p->at && (*p->at != ')' || level == 1))
        refuse(p, "behind a ) stands + or the end");
    if (!p->failed && members < 2)
        refuse(p, "two lists or more stand together: A+B");
    return COMITIA_OK;
}

comitia_status cm_read_joint(cm_contenders *c)
{
    for (size_t i = 0; i < c->said->n_joint; i++) {
        parsing p = {.c = c, .text = c->said->joint[i]};
        p.at = p.text;
        CM_TRY(read_alliance(&p, CM_NONE, 1));
    }
    for (uint32_t i = 0; c->said->n_joint && i < c->n; i++)
        c->at[i].alliance = c->parties[c->at[i].party].alliance;
    return COMITIA_OK;
}

/* ---- cells ------------------------------------------------------------------
 */

/* The alliance called `name`; one inside another is its own, whatever stands
   elsewhere. A blank cell is none. */
static comitia_status alliance_of(cm_contenders *c, cm_map *known,
                                  const char *name, uint32_t within,
                                  uint32_t *alliance)
{
    cm_buf key;
    if (!name || !*name)
        return COMITIA_OK;
    cm_buf_init(&key, &c->scratch);
    if (within != CM_NONE)
        cm_buf_addf(&key, "%u", (unsigned)within);
    cm_buf_char(&key, '\n'); /* which names do not have */
    cm_buf_add(&key, name);
    if (key.failed)
        return COMITIA_E_NOMEM;
    uint32_t found = cm_map_get(known, cm_buf_text(&key));
    if (found == CM_MAP_NONE) {
        CM_TRY(new_alliance(c, name, within, &found));
        if (!cm_map_put(&c->scratch, known, cm_buf_text(&key), found))
            return COMITIA_E_NOMEM;
    }
    *alliance = found;
    return COMITIA_OK;
}

comitia_status cm_read_joint_cells(cm_contenders *c, cm_map *known,
                                   const char *joint, const char *sub,
                                   uint32_t line, uint32_t *alliance)
{
    const char *table = c->ask->q->csv;
    *alliance = CM_NONE;
    if ((joint && !cm_cell_is_clean(joint)) || (sub && !cm_cell_is_clean(sub)))
        cm_refuse_contenders(c, "C0212", 65,
                             "%s, line %u: a character that names cannot have",
                             table, line);
    else if (sub && *sub && !*joint)
        cm_refuse_contenders(c, "C0212", 65,
                             "%s, line %u: %s is inside which alliance? There "
                             "is none",
                             table, line, sub);
    else {
        CM_TRY(alliance_of(c, known, joint, CM_NONE, alliance));
        return alliance_of(c, known, sub, *alliance, alliance);
    }
    return COMITIA_OK;
}
