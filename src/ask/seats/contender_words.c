/* Votes and base seats as they are given: words or a table. */
#include "ask/asked_table.h"
#include "ask/seats/contenders.h"
#include "base/map.h"

enum { MOST_LINES = 100000, MOST_TOLD = 20 };

/* ---- parties and districts ------------------------------------------------------------- */

typedef struct reading {
    cm_contenders *c;
    cm_map parties, districts, alliances;
    cm_vec(cm_contending_party) party;
    cm_vec(cm_seat_district) district;
    const char *table; /* its path, or NULL */
} reading;

static bool is_poll(const cm_contenders *c)
{
    return c->ask->q->verb == COMITIA_POLL;
}

/* Parties and districts are in the contenders as soon as they are made, so that
   their numbers are cleared whatever happens. */
static comitia_status party_of(reading *r, const char *name, uint32_t *party)
{
    cm_contenders *c = r->c;
    *party = cm_map_get(&r->parties, name);
    if (*party != CM_MAP_NONE)
        return COMITIA_OK;
    if (!cm_map_put(&c->scratch, &r->parties, name, c->n_parties) ||
        !cm_push(&c->scratch, &r->party, (cm_contending_party){.name = name,
                                       .alliance = CM_NONE}))
        return COMITIA_E_NOMEM;
    *party = c->n_parties;
    c->parties = r->party.at;
    mpz_init(c->parties[c->n_parties++].votes);
    return COMITIA_OK;
}

static comitia_status district_of(reading *r, const char *name,
                                  uint32_t *district)
{
    cm_contenders *c = r->c;
    *district = cm_map_get(&r->districts, name);
    if (*district != CM_MAP_NONE)
        return COMITIA_OK;
    if (!cm_map_put(&c->scratch, &r->districts, name, c->n_districts) ||
        !cm_push(&c->scratch, &r->district, (cm_seat_district){.name = name}))
        return COMITIA_E_NOMEM;
    *district = c->n_districts;
    c->districts = r->district.at;
    mpz_init(c->districts[c->n_districts++].votes);
    return COMITIA_OK;
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* "t.csv, line 7: the votes of Green" or "the votes of Green" */
static const char *place(reading *r, const char *what, const char *name,
                         uint32_t line)
{
    cm_buf buf;
    cm_buf_init(&buf, &r->c->scratch);
    if (r->table)
        cm_buf_addf(&buf, "%s, line %u: ", r->table, line);
    cm_buf_addf(&buf, "%s of %s", what, name);
    r->c->ask->b.failed |= buf.failed;
    return buf.failed ? "" : cm_buf_text(&buf);
}

static void refuse_number(reading *r, const char *what, const char *name,
                          uint32_t line, const char *text, const char *needed)
{
    cm_refuse_contenders(r->c, r->table ? "C0212" : "C0113", r->table ? 65 : 64,
                         "%s: \"%s\" is no %s", place(r, what, name, line), text,
                         needed);
}

/* Votes are counted; a decimal would have been rounded by somebody else. */
static comitia_status read_votes(reading *r, const char *name, uint32_t line,
                                 const char *text, const cm_number **votes)
{
    switch (cm_read_cell(&r->c->scratch, text, votes)) {
    case CM_CELL_NOMEM: return COMITIA_E_NOMEM;
    case CM_CELL_NUMBER:
        if (mpz_cmp_ui(mpq_denref((*votes)->q), 1) == 0)
            return COMITIA_OK;
        break;
    case CM_CELL_NO_NUMBER: break;
    case CM_CELL_TOO_LONG:
        cm_refuse_contenders(r->c, "C0701", r->table ? 65 : 64,
                             "%s have more than 200 digits",
                             place(r, "the votes", name, line));
        return COMITIA_OK;
    }
    refuse_number(r, "the votes", name, line, text, "whole number");
    return COMITIA_OK;
}

/* "33.5%", "0.335", "67/200" */
static comitia_status read_share(reading *r, const char *name, uint32_t line,
                                 const char *text, const cm_number **share)
{
    size_t n = strlen(text);
    mpq_t q;
    mpq_init(q);
    bool fits = n <= 200 && strspn(text, "0123456789_./%") == n &&
                cm_number_read(text, n, q) && mpq_cmp_ui(q, 1, 1) <= 0;
    *share = fits ? cm_number_keep(&r->c->scratch, q) : NULL;
    mpq_clear(q);
    if (!fits)
        refuse_number(r, "the share", name, line, text,
                      "share, such as 33.5% or 0.335");
    return fits && !*share ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* ---- one line ------------------------------------------------------------------------------- */

typedef struct said {
    const char *name, *district, *votes, *base, *seats, *joint, *sub;
    uint32_t line;
} said;

/* The seats of a district stand in each of its lines, and agree. */
static void set_seats(reading *r, cm_seat_district *district, const said *s)
{
    uint64_t seats = 0;
    if (!s->seats ||
        !cm_read_seat_count(r->c, place(r, "the seats", s->district, s->line),
                            s->seats, &seats))
        return;
    if (district->line && district->seats != seats)
        cm_refuse_contenders(r->c, "C0212", 65,
                             "%s: district %s has %llu seats in line %u and "
                             "%llu in line %u",
                             r->table, s->district,
                             (unsigned long long)district->seats,
                             district->line, (unsigned long long)seats,
                             s->line);
    district->seats = seats;
    district->line = s->line;
}

static comitia_status add_line(reading *r, const said *s)
{
    cm_contenders *c = r->c;
    cm_contender *at = &c->at[c->n];
    if (!*s->name) {
        cm_refuse_contenders(c, r->table ? "C0212" : "C0112",
                             r->table ? 65 : 64,
                             r->table ? "%s, line %u: a party without a name"
                                      : "%sa party without a name",
                             r->table ? r->table : "", s->line);
        return COMITIA_OK;
    }
    if (!cm_cell_is_clean(s->name) ||
        (s->district && !cm_cell_is_clean(s->district))) {
        cm_refuse_contenders(c, r->table ? "C0212" : "C0112",
                             r->table ? 65 : 64,
                             r->table ? "%s, line %u: a character that names "
                                        "cannot have"
                                      : "%sa character that names cannot have",
                             r->table ? r->table : "", s->line);
        return COMITIA_OK;
    }
    CM_TRY(party_of(r, s->name, &at->party));
    CM_TRY(district_of(r, s->district ? s->district : "", &at->district));
    CM_TRY(cm_read_joint_cells(c, &r->alliances, s->joint, s->sub, s->line,
                               &at->alliance));
    cm_seat_district *district = &c->districts[at->district];
    set_seats(r, district, s);
    CM_TRY(is_poll(c) ? read_share(r, s->name, s->line, s->votes, &at->votes)
                      : read_votes(r, s->name, s->line, s->votes, &at->votes));
    if (s->base && !cm_read_seat_count(
                       c, place(r, "the base seats", s->name, s->line), s->base,
                       &at->base))
        return COMITIA_OK;
    c->parties[at->party].base += at->base;
    district->n_members++;
    c->n++;
    if (c->ask->diags.n_errors || is_poll(c))
        return COMITIA_OK;
    mpz_add(c->parties[at->party].votes, c->parties[at->party].votes,
            mpq_numref(at->votes->q));
    mpz_add(district->votes, district->votes, mpq_numref(at->votes->q));
    return COMITIA_OK;
}

static comitia_status new_lines(cm_contenders *c, size_t n)
{
    if (n > MOST_LINES)
        return cm_fail(c->ask->ctx, COMITIA_E_BUDGET,
                       "more than 100,000 lines of votes");
    c->at = cm_new_n(&c->scratch, cm_contender, n);
    return c->at ? cm_spend(c->ask->ctx, 1000 * n) : COMITIA_E_NOMEM;
}

/* ---- words ---------------------------------------------------------------------------------- */

/* NAME=TEXT; the last = counts, so that a name may have one. */
static comitia_status split_pair(cm_contenders *c, const char *at, size_t n,
                                 const char *form, const char **name,
                                 const char **text)
{
    size_t cut = n;
    while (cut && at[cut - 1] != '=')
        cut--;
    *name = cm_strdup_n(&c->scratch, at, cut ? cut - 1 : 0);
    *text = cm_strdup_n(&c->scratch, at + cut, n - cut);
    if (!*name || !*text)
        return COMITIA_E_NOMEM;
    if (!cut)
        cm_refuse_contenders(c, "C0112", 64, "\"%.*s\": %s is needed",
                             (int)n, at, form);
    return COMITIA_OK;
}

static comitia_status read_words(reading *r)
{
    cm_contenders *c = r->c;
    const comitia_seats *s = c->said;
    CM_TRY(new_lines(c, s->n_votes));
    for (size_t i = 0; i < s->n_votes; i++) {
        said line = {0};
        uint32_t errors = c->ask->diags.n_errors;
        CM_TRY(split_pair(c, s->votes[i], strlen(s->votes[i]),
                          is_poll(c) ? "NAME=SHARE" : "NAME=VOTES", &line.name,
                          &line.votes));
        if (c->ask->diags.n_errors == errors)
            CM_TRY(add_line(r, &line));
    }
    return COMITIA_OK;
}

/* --base NAME=SEATS,NAME=SEATS */
static comitia_status read_base_words(reading *r)
{
    cm_contenders *c = r->c;
    for (const char *at = c->said->base; at;) {
        size_t n = strcspn(at, ",");
        const char *name, *text;
        uint32_t errors = c->ask->diags.n_errors;
        uint64_t seats = 0;
        CM_TRY(split_pair(c, at, n, "NAME=SEATS", &name, &text));
        uint32_t party = c->ask->diags.n_errors == errors
                             ? cm_contending(c, name)
                             : CM_NONE;
        if (party != CM_NONE &&
            cm_read_seat_count(c, place(r, "the base seats", name, 0), text,
                               &seats)) {
            c->parties[party].base = seats;
            for (uint32_t i = 0; i < c->n; i++)
                if (c->at[i].party == party)
                    c->at[i].base = seats;
        }
        at = at[n] ? at + n + 1 : NULL;
    }
    return COMITIA_OK;
}

/* ---- a table ------------------------------------------------------------------------------------ */

typedef struct columns {
    uint32_t name, votes, base, district, seats, joint, sub;
} columns;

static comitia_status read_rows(reading *r, cm_table *table)
{
    cm_contenders *c = r->c;
    const comitia_seats *s = c->said;
    columns k = {0};
    cm_asked_column(c->ask, table, c->ask->q->name_column, &k.name);
    cm_asked_column(c->ask, table, s->votes_column, &k.votes);
    cm_asked_column(c->ask, table, s->base, &k.base);
    cm_asked_column(c->ask, table, s->district_column, &k.district);
    cm_asked_column(c->ask, table, s->district_seats, &k.seats);
    cm_asked_column(c->ask, table, s->joint_column, &k.joint);
    cm_asked_column(c->ask, table, s->joint_sub_column, &k.sub);
    if (c->ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(cm_asked_numbers(c->ask, &c->scratch, table, k.name, k.votes,
                            s->district_column ? k.district : CM_COLUMN_NONE,
                            "party"));
    if (c->ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(new_lines(c, table->n_rows));
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const char *const *cells = table->rows[i].cells;
        const said line = {
            .name = cells[k.name],
            .votes = cells[k.votes],
            .base = s->base ? cells[k.base] : NULL,
            .district = s->district_column ? cells[k.district] : NULL,
            .seats = s->district_seats ? cells[k.seats] : NULL,
            .joint = s->joint_column ? cells[k.joint] : NULL,
            .sub = s->joint_sub_column ? cells[k.sub] : NULL,
            .line = table->rows[i].line};
        CM_TRY(add_line(r, &line));
        if (c->ask->diags.n_errors >= MOST_TOLD)
            break;
    }
    return COMITIA_OK;
}

static comitia_status read_table(reading *r)
{
    cm_contenders *c = r->c;
    cm_table table;
    CM_TRY(cm_asked_table(c->ask, &c->scratch, c->said->votes_column, &table));
    return c->ask->diags.n_errors ? COMITIA_OK : read_rows(r, &table);
}

/* ---- the whole --------------------------------------------------------------------------------------- */

uint32_t cm_contending(cm_contenders *c, const char *name)
{
    for (uint32_t i = 0; i < c->n_parties; i++)
        if (strcmp(c->parties[i].name, name) == 0)
            return i;
    cm_refuse_contenders(c, "C0202", 64, "no party is called %s", name);
    return CM_NONE;
}

/* The lines of each district; a party that stands twice in one is refused. */
static comitia_status gather(reading *r)
{
    cm_contenders *c = r->c;
    uint32_t *of = cm_new_n(&c->scratch, uint32_t, c->n);
    uint32_t *seen = cm_new_n(&c->scratch, uint32_t, c->n_parties);
    if (!of || !seen)
        return COMITIA_E_NOMEM;
    for (uint32_t d = 0; d < c->n_districts; d++) {
        c->districts[d].members = of;
        of += c->districts[d].n_members;
        c->districts[d].n_members = 0;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        cm_seat_district *district = &c->districts[c->at[i].district];
        district->members[district->n_members++] = i;
    }
    for (uint32_t d = 0; d < c->n_districts; d++)
        for (uint32_t k = 0; k < c->districts[d].n_members; k++) {
            uint32_t party = c->at[c->districts[d].members[k]].party;
            if (seen[party] == d + 1)
                cm_refuse_contenders(c, r->table ? "C0212" : "C0203",
                                     r->table ? 65 : 64, "%s stands twice%s%s",
                                     c->parties[party].name,
                                     c->said->district_column ? " in " : "",
                                     c->districts[d].name);
            seen[party] = d + 1;
        }
    return COMITIA_OK;
}

comitia_status cm_read_contenders(cm_contenders *c)
{
    reading r = {.c = c, .table = c->ask->q->csv};
    CM_TRY(r.table ? read_table(&r) : read_words(&r));
    if (c->ask->diags.n_errors)
        return COMITIA_OK;
    if (c->n == 0) {
        cm_refuse_contenders(c, "C0212", 65, "%s has no rows", r.table);
        return COMITIA_OK;
    }
    CM_TRY(gather(&r));
    if (c->said->base && !r.table)
        CM_TRY(read_base_words(&r));
    CM_TRY(cm_read_joint(c));
    for (size_t i = 0; i < c->said->n_exempt; i++) {
        uint32_t party = cm_contending(c, c->said->exempt[i]);
        if (party != CM_NONE)
            c->parties[party].exempt = true;
    }
    if (c->said->seats && cm_read_seat_count(c, "--seats", c->said->seats,
                                             &c->districts[0].seats))
        c->districts[0].name = NULL;
    for (uint32_t d = 0; d < c->n_districts; d++)
        if (c->districts[d].seats == 0)
            cm_refuse_contenders(c, "C0112", 64, "no seats are to be given "
                                                 "out%s%s",
                                 c->districts[d].name ? " in " : "",
                                 c->districts[d].name ? c->districts[d].name
                                                      : "");
    return COMITIA_OK;
}
