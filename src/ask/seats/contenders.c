#include "ask/seats/contenders.h"

#include "lang/parse/table.h"

/* ---- the hurdle ------------------------------------------------------------------- */

bool cm_passes_hurdle(const cm_contenders *c, mpz_srcptr votes,
                      mpz_srcptr valid)
{
    if (!c->hurdle)
        return true;
    mpq_t left, right;
    mpq_inits(left, right, NULL);
    mpz_set(mpq_numref(left), votes);
    mpq_set(right, c->hurdle->q);
    if (c->hurdle_is_share) {
        mpz_mul(mpq_numref(right), mpq_numref(right), valid);
        mpq_canonicalize(right);
    }
    int sign = mpq_cmp(left, right);
    mpq_clears(left, right, NULL);
    return c->said->hurdle_more_than ? sign > 0 : sign >= 0;
}

static uint32_t outermost(const cm_contenders *c, uint32_t alliance)
{
    while (alliance != CM_NONE && c->alliances.at[alliance].within != CM_NONE)
        alliance = c->alliances.at[alliance].within;
    return alliance;
}

static cm_standing entry_of(const cm_contenders *c, const cm_contender *at,
                            mpz_srcptr own, mpz_srcptr all, uint64_t base)
{
    if (cm_passes_hurdle(c, own, all))
        return CM_ENTRY_PASSED;
    if (c->parties[at->party].exempt)
        return CM_ENTRY_EXEMPT;
    return c->base_exempts && base >= c->base_exempts ? CM_ENTRY_BASE
                                                      : CM_ENTRY_OUT;
}

/* The votes of whole alliances; in one district, or in all (NULL). */
static void add_up_alliances(cm_contenders *c, const cm_seat_district *district)
{
    uint32_t n = district ? district->n_members : c->n;
    for (uint32_t k = 0; k < n; k++) {
        const cm_contender *at = &c->at[district ? district->members[k] : k];
        if (at->alliance != CM_NONE)
            mpz_set_ui(c->alliances.at[outermost(c, at->alliance)].votes, 0);
    }
    for (uint32_t k = 0; k < n; k++) {
        const cm_contender *at = &c->at[district ? district->members[k] : k];
        mpz_ptr sum = at->alliance == CM_NONE
                          ? NULL
                          : c->alliances.at[outermost(c, at->alliance)].votes;
        if (sum)
            mpz_add(sum, sum, mpq_numref(at->votes->q));
    }
}

void cm_contenders_enter(cm_contenders *c)
{
    const comitia_seats *s = c->said;
    bool by_district = s->hurdle_of && strcmp(s->hurdle_of, "district") == 0;
    bool together = s->joint_hurdle && strcmp(s->joint_hurdle, "alliance") == 0;
    if (together && !by_district)
        add_up_alliances(c, NULL);
    for (uint32_t d = 0; d < c->n_districts; d++) {
        const cm_seat_district *district = &c->districts[d];
        if (together && by_district)
            add_up_alliances(c, district);
        for (uint32_t k = 0; k < district->n_members; k++) {
            cm_contender *at = &c->at[district->members[k]];
            const cm_contending_party *party = &c->parties[at->party];
            mpz_srcptr own =
                by_district ? mpq_numref(at->votes->q) : party->votes;
            if (together && at->alliance != CM_NONE)
                own = c->alliances.at[outermost(c, at->alliance)].votes;
            at->entry = entry_of(c, at, own,
                                 by_district ? district->votes : c->valid,
                                 by_district ? at->base : party->base);
        }
    }
}

/* ---- what was asked ------------------------------------------------------------------- */

static const char *missing_base(const comitia_seats *s)
{
    if (s->base && !s->overhang)
        return "base seats: where they are more than the votes give, are they "
               "within the seats or added to them? --overhang within|added";
    if (s->overhang && !s->base)
        return "--overhang: which base seats? --base";
    if (s->base_exempts && !(s->base && s->hurdle))
        return "--base-exempts needs base seats and a hurdle";
    return NULL;
}

static bool is_joint(const comitia_seats *s)
{
    return s->n_joint || s->joint_column;
}

static const char *missing_joint(const comitia_seats *s)
{
    if (s->n_joint && s->joint_column)
        return "joint lists come from a column or from the command line, not "
               "from both";
    if (s->joint_sub_column && !s->joint_column)
        return "--joint-sub-column: inside which alliances? --joint-column";
    if (s->joint_hurdle && !(is_joint(s) && s->hurdle))
        return "--joint-hurdle needs joint lists and a hurdle";
    if (is_joint(s) && s->hurdle && !s->joint_hurdle)
        return "who of the joint lists passes the hurdle, each by itself or the "
               "alliance? --joint-hurdle list|alliance";
    if (s->joint_hurdle && strcmp(s->joint_hurdle, "list") != 0 &&
        strcmp(s->joint_hurdle, "alliance") != 0)
        return "--joint-hurdle is list or alliance";
    if (is_joint(s) && s->base)
        return "joint lists and base seats do not go together";
    return NULL;
}

static const char *missing_hurdle(const comitia_seats *s)
{
    if (s->n_exempt && !s->hurdle)
        return "--exempt: from which hurdle? --hurdle";
    if (s->valid && !s->hurdle)
        return "--valid is for the hurdle: --hurdle";
    if (s->hurdle && s->district_column && !s->hurdle_of)
        return "a hurdle of which votes? --hurdle-of all|district";
    if (s->hurdle_of && !(s->hurdle && s->district_column))
        return "--hurdle-of needs a hurdle and districts";
    if (s->hurdle_of && strcmp(s->hurdle_of, "all") != 0 &&
        strcmp(s->hurdle_of, "district") != 0)
        return "--hurdle-of is all or district";
    if (s->valid && s->hurdle_of && strcmp(s->hurdle_of, "all") != 0)
        return "--valid counts all votes, and the hurdle is one of districts";
    return NULL;
}

static const char *missing_seats(const comitia_question *q)
{
    const comitia_seats *s = q->seats;
    if (!s->district_column != !s->district_seats)
        return "districts need both their column and that of their seats: "
               "--district COLUMN --district-seats COLUMN";
    if (s->district_column && !q->csv)
        return "districts need a table: --csv TABLE";
    if (s->district_column ? s->seats != NULL : !s->seats)
        return s->seats ? "seats are given for all and by district"
                        : "how many seats? --seats N";
    if (s->size || s->majority || s->n_coalitions)
        return "size, majority and coalitions are of a poll";
    const char *lacks = missing_base(s);
    if (!lacks)
        lacks = missing_joint(s);
    return lacks ? lacks : missing_hurdle(s);
}

static const char *missing_poll(const comitia_seats *s)
{
    if (!s->size)
        return "how many were asked? --size N";
    if (!s->seats)
        return "how many seats? --seats N";
    if (s->district_column || s->district_seats || s->hurdle_of || s->valid ||
        s->base || s->base_exempts || s->overhang)
        return "a poll has no districts, base seats and counted votes";
    if (is_joint(s) || s->joint_sub_column || s->joint_hurdle)
        return "a poll has no joint lists";
    return missing_hurdle(s);
}

const char *cm_seats_missing(const comitia_question *q)
{
    const comitia_seats *s = q->seats;
    bool poll = q->verb == COMITIA_POLL;
    if (!s->method)
        return "which method? --method dhondt|sainte-lague|"
               "modified-sainte-lague|modified-sainte-lague-1.2|adams|dean|"
               "huntington-hill|largest-remainder";
    if (q->csv && s->n_votes)
        return "votes come from a table or from the command line, not from "
               "both";
    if (!q->csv && (s->votes_column || q->name_column || s->joint_column ||
                    s->joint_sub_column))
        return "a column of which table? --csv TABLE";
    if (q->csv && !s->votes_column)
        return "which column has the votes? --votes COLUMN";
    if (!q->csv && !s->n_votes)
        return poll ? "whose shares? NAME=SHARE, or --csv TABLE"
                    : "whose votes? NAME=VOTES, or --csv TABLE";
    return poll ? missing_poll(s) : missing_seats(q);
}

/* ---- method and numbers ----------------------------------------------------------------- */

static void read_method(cm_contenders *c)
{
    const comitia_seats *s = c->said;
    if (!cm_seat_method_read(s->method, &c->method)) {
        cm_refuse_contenders(c, "C0112", 64,
                             "no method \"%s\"; there are dhondt (or "
                             "jefferson), sainte-lague (or webster), "
                             "modified-sainte-lague, "
                             "modified-sainte-lague-1.2, adams, dean, "
                             "huntington-hill, largest-remainder",
                             s->method);
        return;
    }
    bool by_quota = c->method == CM_LARGEST_REMAINDER;
    if (by_quota && !s->quota)
        cm_refuse_contenders(c, "C0112", 64,
                             "largest remainders of which quota? --quota "
                             "hare|droop|hagenbach-bischoff|imperiali");
    else if (!by_quota && s->quota)
        cm_refuse_contenders(c, "C0112", 64, "%s has no quota, only "
                             "largest-remainder has one", s->method);
    else if (by_quota && !cm_seat_quota_read(s->quota, &c->quota))
        cm_refuse_contenders(c, "C0112", 64,
                             "no quota \"%s\"; there are hare, droop, "
                             "hagenbach-bischoff, imperiali",
                             s->quota);
    if (s->overhang && strcmp(s->overhang, "within") != 0 &&
        strcmp(s->overhang, "added") != 0)
        cm_refuse_contenders(c, "C0112", 64,
                             "overhang is within or added, not \"%s\"",
                             s->overhang);
}

bool cm_read_seat_count(cm_contenders *c, const char *what, const char *text,
                        uint64_t *seats)
{
    const cm_number *number = NULL;
    cm_cell_number found = cm_read_cell(&c->scratch, text, &number);
    c->ask->b.failed |= found == CM_CELL_NOMEM;
    if (found == CM_CELL_NUMBER && cm_number_u64(number, seats) &&
        *seats <= CM_MOST_SEATS)
        return true;
    if (found != CM_CELL_NOMEM)
        cm_refuse_contenders(c, "C0112", 64,
                             "%s: \"%s\" is no whole number up to 1,000,000,000",
                             what, text);
    return false;
}

static comitia_status read_hurdle(cm_contenders *c)
{
    const char *text = c->said->hurdle;
    mpq_t q;
    if (!text)
        return COMITIA_OK;
    size_t n = strlen(text);
    mpq_init(q);
    bool fits = n <= 200 && strspn(text, "0123456789_./%") == n &&
                cm_number_read(text, n, q);
    c->hurdle_is_share = strpbrk(text, "/%") != NULL;
    if (!fits)
        cm_refuse_contenders(c, "C0113", 64, "the hurdle is no number: %s",
                             text);
    else if (c->hurdle_is_share && mpq_cmp_ui(q, 1, 1) > 0)
        cm_refuse_contenders(c, "C0106", 64, "the hurdle %s is above the whole",
                             text);
    else if (!c->hurdle_is_share && (mpz_cmp_ui(mpq_denref(q), 1) != 0 ||
                                     c->ask->q->verb == COMITIA_POLL))
        cm_refuse_contenders(c, "C0112", 64,
                             "the hurdle %s: a share is needed, 5%% or 1/20%s",
                             text, c->ask->q->verb == COMITIA_POLL
                                       ? ""
                                       : ", or a whole number of votes");
    c->hurdle = fits ? cm_number_keep(&c->scratch, q) : NULL;
    mpq_clear(q);
    return fits && !c->hurdle ? COMITIA_E_NOMEM : COMITIA_OK;
}

static comitia_status read_valid(cm_contenders *c)
{
    const cm_number *number = NULL;
    for (uint32_t i = 0; i < c->n_parties; i++)
        mpz_add(c->votes, c->votes, c->parties[i].votes);
    mpz_set(c->valid, c->votes);
    if (!c->said->valid)
        return COMITIA_OK;
    cm_cell_number found = cm_read_cell(&c->scratch, c->said->valid, &number);
    if (found == CM_CELL_NOMEM)
        return COMITIA_E_NOMEM;
    if (found != CM_CELL_NUMBER || mpz_cmp_ui(mpq_denref(number->q), 1) != 0) {
        cm_refuse_contenders(c, "C0113", 64,
                             "--valid: %s is no whole number of votes",
                             c->said->valid);
        return COMITIA_OK;
    }
    mpz_set(c->valid, mpq_numref(number->q));
    if (mpz_cmp(c->valid, c->votes) < 0)
        cm_refuse_contenders(c, "C0112", 64,
                             "--valid %s: the parties alone have more votes",
                             c->said->valid);
    return COMITIA_OK;
}

comitia_status cm_contenders_read(cm_ask *ask, cm_contenders *c)
{
    *c = (cm_contenders){.ask = ask, .said = ask->q->seats};
    cm_arena_init(&c->scratch, ask->ctx->allocator);
    mpz_inits(c->votes, c->valid, NULL);
    read_method(c);
    CM_TRY(read_hurdle(c));
    if (c->said->base_exempts &&
        cm_read_seat_count(c, "--base-exempts", c->said->base_exempts,
                           &c->base_exempts) &&
        c->base_exempts == 0)
        cm_refuse_contenders(c, "C0112", 64,
                             "--base-exempts 0 would exempt everybody");
    if (ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(cm_read_contenders(c));
    if (ask->diags.n_errors)
        return COMITIA_OK;
    return read_valid(c);
}

void cm_contenders_clear(cm_contenders *c)
{
    for (uint32_t i = 0; i < c->n_parties; i++)
        mpz_clear(c->parties[i].votes);
    for (uint32_t i = 0; i < c->n_districts; i++)
        mpz_clear(c->districts[i].votes);
    for (size_t i = 0; i < c->alliances.n; i++)
        mpz_clear(c->alliances.at[i].votes);
    mpz_clears(c->votes, c->valid, NULL);
    cm_arena_clear(&c->scratch);
}

/* ---- what the answers share ------------------------------------------------------------ */

void cm_put_seat_rules(const cm_contenders *c, comitia_value *answer)
{
    cm_builder *b = &c->ask->b;
    bool by_quota = c->method == CM_LARGEST_REMAINDER;
    cm_put_text(b, answer, "method", cm_seat_method_word(c->method));
    cm_put_text(b, answer, "quota",
                by_quota ? cm_seat_quota_word(c->quota) : NULL);
    if (!c->hurdle) {
        cm_put_null(b, answer, "hurdle");
        return;
    }
    comitia_value *hurdle = cm_put_object(b, answer, "hurdle");
    cm_put_ratio(b, hurdle, "bound", c->hurdle->q);
    cm_put_text(b, hurdle, "unit", c->hurdle_is_share ? "share" : "votes");
    cm_put_text(b, hurdle, "compare",
                c->said->hurdle_more_than ? "more than" : "at least");
    cm_put_text(b, hurdle, "of",
                c->said->hurdle_of ? c->said->hurdle_of : "all");
    cm_put_text(b, hurdle, "joint", c->said->joint_hurdle);
}

void cm_refuse_seats(cm_contenders *c, const cm_contest *contest,
                     const cm_seating *seating, const char *district)
{
    const char *where = district ? district : "";
    const char *colon = district ? ": " : "";
    unsigned long long seats = contest->seats, whole = seating->whole;
    switch (seating->why) {
    case CM_SEATS_FOUND: return;
    case CM_SEATS_NO_VOTES:
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%snobody who takes part has a vote", where,
                             colon);
        return;
    case CM_SEATS_TOO_FEW:
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%s%s gives everybody with a vote a seat, and "
                             "there are more parties than the %llu seats",
                             where, colon, cm_seat_method_word(c->method),
                             seats);
        return;
    case CM_SEATS_BASE:
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%sthe base seats are more than the seats; "
                             "--overhang added adds them",
                             where, colon);
        return;
    case CM_SEATS_TOO_MANY:
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%swhole quotas%s alone give %llu seats, more "
                             "than the %llu there are; laws differ about which "
                             "to take back%s",
                             where, colon,
                             contest->base ? " and base seats" : "", whole,
                             seats,
                             contest->quota == CM_QUOTA_HARE
                                 ? ""
                                 : ": ask with a larger quota (hare)");
        return;
    case CM_SEATS_LEFT:
        cm_refuse_contenders(c, "C0112", 64,
                             "%s%swhole quotas give %llu of %llu seats, and "
                             "fewer parties have votes than seats are left: "
                             "there are too few votes for this quota",
                             where, colon, whole, seats);
        return;
    }
}
