#include "engine/apportion/joint.h"

#include "base/number.h"

enum { STEP = 100 }; /* of work for one member that is looked at */

/* Lists and alliances by one number: alliance a is n + a. */
typedef struct arranging {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_joint *joint;
    const cm_alliances *alliances;
    uint32_t n, n_nodes; /* lists; lists and alliances */
    uint32_t *circle;    /* of each; CM_NO_ALLIANCE: of none, it has no lists */
    uint32_t *place;
    const mpz_t *list_votes;
} arranging;

/* ---- who stands beside whom ------------------------------------------------
 */

/* The innermost alliance from `at` outwards that has two members or more. */
static uint32_t standing(const uint32_t *up, uint32_t at)
{
    return at == CM_NO_ALLIANCE ? 0 : up[at];
}

/* Sets the circle of each list and alliance: up[a] is the circle that members
   of alliance a stand in. An alliance of one stands for that one. */
static comitia_status set_circles(arranging *s)
{
    const cm_alliances *alliances = s->alliances;
    uint32_t *count = cm_new_n(s->arena, uint32_t, alliances->n);
    uint32_t *up = cm_new_n(s->arena, uint32_t, alliances->n);
    if (!count || !up)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; alliances->n && i < s->n; i++)
        if (alliances->of[i] != CM_NO_ALLIANCE)
            count[alliances->of[i]]++;
    for (uint32_t a = alliances->n; a-- > 0;)
        if (count[a] && alliances->within[a] != CM_NO_ALLIANCE)
            count[alliances->within[a]]++;
    for (uint32_t a = 0; a < alliances->n; a++) {
        uint32_t outer = standing(up, alliances->within[a]);
        up[a] = count[a] > 1 ? a + 1 : outer;
        s->circle[s->n + a] = count[a] > 1 ? outer : CM_NO_ALLIANCE;
    }
    for (uint32_t i = 0; i < s->n; i++)
        s->circle[i] = alliances->n ? standing(up, alliances->of[i]) : 0;
    return COMITIA_OK;
}

/* Members stand in the order in which their first list was given. */
static comitia_status set_members(arranging *s)
{
    cm_joint *joint = s->joint;
    cm_joint_member *members = cm_new_n(s->arena, cm_joint_member, s->n_nodes);
    if (!members)
        return COMITIA_E_NOMEM;
    uint32_t *room = cm_new_n(s->arena, uint32_t, joint->n_circles);
    if (!room)
        return COMITIA_E_NOMEM;
    for (uint32_t node = 0; node < s->n_nodes; node++) {
        s->place[node] = UINT32_MAX;
        if (s->circle[node] != CM_NO_ALLIANCE)
            room[s->circle[node]]++;
    }
    for (uint32_t c = 0; c < joint->n_circles; c++) {
        joint->circles[c].members = members;
        members += room[c];
    }
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t node = i;
        while (s->place[node] == UINT32_MAX) {
            cm_circle *circle = &joint->circles[s->circle[node]];
            bool alliance = node >= s->n;
            s->place[node] = circle->n++;
            ((cm_joint_member *)circle->members)[s->place[node]] =
                (cm_joint_member){alliance ? node - s->n : node, alliance};
            if (s->circle[node] == 0)
                break;
            node = s->n + s->circle[node] - 1;
        }
    }
    return COMITIA_OK;
}

/* Votes of alliances are sums; those of lists stay the caller's, read only. */
static comitia_status set_votes(arranging *s)
{
    cm_joint *joint = s->joint;
    const cm_alliances *alliances = s->alliances;
    mpz_t *votes = cm_new_n(s->arena, mpz_t, s->n_nodes);
    joint->votes = cm_new_n(s->arena, mpz_t, alliances->n);
    if (!votes || !joint->votes)
        return COMITIA_E_NOMEM;
    for (; joint->n_votes < alliances->n; joint->n_votes++)
        mpz_init(joint->votes[joint->n_votes]);
    for (uint32_t i = 0; alliances->n && i < s->n; i++)
        if (alliances->of[i] != CM_NO_ALLIANCE)
            mpz_add(joint->votes[alliances->of[i]],
                    joint->votes[alliances->of[i]], s->list_votes[i]);
    for (uint32_t a = alliances->n; a-- > 0;)
        if (alliances->within[a] != CM_NO_ALLIANCE)
            mpz_add(joint->votes[alliances->within[a]],
                    joint->votes[alliances->within[a]], joint->votes[a]);
    for (uint32_t c = 0; c < joint->n_circles; c++) {
        cm_circle *circle = &joint->circles[c];
        circle->votes = (const mpz_t *)votes;
        for (uint32_t m = 0; m < circle->n; m++) {
            cm_joint_member one = circle->members[m];
            votes[m][0] =
                one.alliance ? *joint->votes[one.at] : *s->list_votes[one.at];
        }
        votes += circle->n;
    }
    return COMITIA_OK;
}

static comitia_status arrange(arranging *s)
{
    cm_joint *joint = s->joint;
    joint->circles = cm_new_n(s->arena, cm_circle, joint->n_circles);
    joint->low = cm_new_n(s->arena, uint64_t, s->n);
    joint->high = cm_new_n(s->arena, uint64_t, s->n);
    joint->circle = s->circle = cm_new_n(s->arena, uint32_t, s->n_nodes);
    joint->place = s->place = cm_new_n(s->arena, uint32_t, s->n_nodes);
    if (!joint->circles || !joint->low || !joint->high || !s->circle ||
        !s->place)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(s->ctx, 10 * STEP * (uint64_t)s->n_nodes));
    CM_TRY(set_circles(s));
    CM_TRY(set_members(s));
    return set_votes(s);
}

/* ---- from the whole inwards
 * -------------------------------------------------- */

static comitia_status divide(arranging *s, uint32_t c, uint64_t seats)
{
    cm_joint *joint = s->joint;
    cm_circle *circle = &joint->circles[c];
    cm_division **at = &circle->divisions;
    while (*at && (*at)->seats < seats)
        at = &(*at)->next;
    if (*at && (*at)->seats == seats)
        return COMITIA_OK;
    cm_division *division = cm_new(s->arena, cm_division);
    if (!division)
        return COMITIA_E_NOMEM;
    division->seats = seats;
    division->contest = (cm_contest){.method = joint->contest->method,
                                     .quota = joint->contest->quota,
                                     .n = circle->n,
                                     .votes = circle->votes,
                                     .base = c ? NULL : joint->contest->base,
                                     .seats = seats};
    division->next = *at;
    mpz_init(division->ways);
    *at = division;
    if (!cm_seating_init(&division->seating, s->arena, circle->n))
        return COMITIA_E_NOMEM;
    CM_TRY(cm_apportion(s->ctx, &division->contest, &division->seating));
    if (division->seating.why != CM_SEATS_FOUND && !joint->failed) {
        joint->failed = division;
        joint->failed_alliance = c ? c - 1 : CM_NO_ALLIANCE;
    }
    return COMITIA_OK;
}

/* Alliance a may get so many seats. */
static comitia_status hand_in(arranging *s, uint32_t a, uint64_t seats)
{
    if (seats)
        return divide(s, a + 1, seats);
    s->joint->circles[a + 1].can_be_empty = true;
    return COMITIA_OK;
}

static comitia_status hand_out(arranging *s, uint32_t c)
{
    cm_joint *joint = s->joint;
    const cm_circle *circle = &joint->circles[c];
    for (const cm_division *d = circle->divisions; d && !joint->failed;
         d = d->next) {
        CM_TRY(cm_spend(s->ctx, STEP * (uint64_t)circle->n));
        for (uint32_t m = 0; m < circle->n; m++) {
            uint32_t at = circle->members[m].at;
            uint64_t low = d->seating.certain[m];
            uint64_t high = low + d->seating.tied[m];
            if (circle->members[m].alliance) {
                CM_TRY(hand_in(s, at, low));
                CM_TRY(hand_in(s, at, high));
                continue;
            }
            joint->low[at] = low < joint->low[at] ? low : joint->low[at];
            joint->high[at] = high > joint->high[at] ? high : joint->high[at];
        }
    }
    for (uint32_t m = 0; circle->can_be_empty && m < circle->n; m++)
        if (circle->members[m].alliance)
            CM_TRY(hand_in(s, circle->members[m].at, 0));
        else
            joint->low[circle->members[m].at] = 0;
    return COMITIA_OK;
}

/* ---- how many outcomes
 * ---------------------------------------------------------- */

const cm_division *cm_division_of(const cm_circle *circle, uint64_t seats)
{
    const cm_division *d = circle->divisions;
    while (d && d->seats != seats)
        d = d->next;
    return d;
}

static void multiply(const cm_joint *joint, uint32_t a, uint64_t seats,
                     mpz_srcptr from, mpz_ptr to)
{
    const cm_division *d = cm_division_of(&joint->circles[a + 1], seats);
    if (d)
        mpz_mul(to, from, d->ways);
    else
        mpz_set(to, from);
}

/* Outcomes in which k of the tied alliances get one more seat are the
   coefficients of the product of (ways without + ways with x) over them; the
   tied lists that get the others make a binomial coefficient. */
static void count(const cm_joint *joint, const cm_circle *circle,
                  cm_division *d, mpz_t *of)
{
    uint32_t joined = 0, plain, most = d->seating.contested;
    mpz_t part;
    mpz_init(part);
    mpz_set_ui(of[0], 1);
    for (uint32_t m = 0; m < circle->n; m++) {
        uint32_t a = circle->members[m].at;
        uint64_t seats = d->seating.certain[m];
        if (!circle->members[m].alliance)
            continue;
        joined += d->seating.tied[m];
        if (d->seating.tied[m])
            mpz_set_ui(of[joined], 0);
        for (uint32_t k = joined + 1; k-- > 0;) {
            if (k && d->seating.tied[m])
                multiply(joint, a, seats + 1, of[k - 1], part);
            else
                mpz_set_ui(part, 0);
            multiply(joint, a, seats, of[k], of[k]);
            mpz_add(of[k], of[k], part);
        }
    }
    plain = d->seating.n_tied - joined;
    for (uint32_t k = 0; k <= joined && k <= most; k++)
        if (most - k <= plain) {
            mpz_bin_uiui(part, plain, most - k);
            mpz_addmul(d->ways, part, of[k]);
        }
    mpz_clear(part);
}

static comitia_status count_circle(arranging *s, cm_circle *circle)
{
    comitia_status status = COMITIA_OK;
    uint64_t alliances = 0, most = 0; /* tied in one division */
    for (uint32_t m = 0; m < circle->n; m++)
        alliances += circle->members[m].alliance;
    mpz_t *of = cm_new_n(s->arena, mpz_t, alliances + 1);
    if (!of)
        return COMITIA_E_NOMEM;
    for (uint64_t k = 0; k <= alliances; k++)
        mpz_init(of[k]);
    for (cm_division *d = circle->divisions; d; d = d->next) {
        uint64_t tied = d->seating.n_tied;
        for (uint32_t m = most = 0; m < circle->n; m++)
            most += d->seating.tied[m] && circle->members[m].alliance;
        CM_GO(cm_spend(s->ctx, STEP * (circle->n + alliances * (most + 1)) +
                                   10 * tied * tied));
        count(s->joint, circle, d, of);
    }
done:
    for (uint64_t k = 0; k <= alliances; k++)
        mpz_clear(of[k]);
    return status;
}

void cm_joint_ways(const cm_joint *joint, mpz_ptr ways)
{
    mpz_set(ways, joint->circles[0].divisions->ways);
}

/* ---- the whole
 * -------------------------------------------------------------------- */

comitia_status cm_apportion_joint(cm_ctx *ctx, cm_arena *arena,
                                  const cm_contest *contest,
                                  const cm_alliances *alliances,
                                  cm_joint *joint)
{
    *joint = (cm_joint){.contest = contest,
                        .alliances = alliances,
                        .n_circles = alliances->n + 1,
                        .failed_alliance = CM_NO_ALLIANCE};
    arranging s = {.ctx = ctx,
                   .arena = arena,
                   .joint = joint,
                   .alliances = alliances,
                   .n = contest->n,
                   .n_nodes = contest->n + alliances->n,
                   .list_votes = contest->votes};
    CM_TRY(arrange(&s));
    for (uint32_t i = 0; i < contest->n; i++)
        joint->low[i] = UINT64_MAX;
    CM_TRY(divide(&s, 0, contest->seats));
    for (uint32_t c = 0; c < joint->n_circles && !joint->failed; c++)
        CM_TRY(hand_out(&s, c));
    for (uint32_t c = joint->n_circles; c-- > 0 && !joint->failed;)
        CM_TRY(count_circle(&s, &joint->circles[c]));
    return COMITIA_OK;
}

void cm_joint_clear(cm_joint *joint)
{
    for (uint32_t c = 0; joint->circles && c < joint->n_circles; c++)
        for (cm_division *d = joint->circles[c].divisions; d; d = d->next) {
            cm_seating_clear(&d->seating);
            mpz_clear(d->ways);
        }
    for (uint32_t a = 0; a < joint->n_votes; a++)
        mpz_clear(joint->votes[a]);
}
