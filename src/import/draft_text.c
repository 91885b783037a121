/* A draft as a model: comments, the body, a usual rule, the vote. */
#include <inttypes.h>

#include "import/draft.h"

/* Members of a party, as a list of indices: where each party's begin. */
typedef struct order {
    uint32_t *first; /* of each party, and one more; parties.n + 1 */
    uint32_t *member;
} order;

static void add_title(cm_buf *out, const char *title)
{
    if (title)
        cm_buf_addf(out, " \"%s\"", title);
}

static void add_colour(cm_buf *out, const char *colour)
{
    if (colour)
        cm_buf_addf(out, " colour \"%s\"", colour);
}

/* ---- the comments -------------------------------------------------------- */

static void write_comments(const cm_draft *draft, cm_buf *out)
{
    cm_buf_addf(out, "# %s\n#\n", draft->headline ? draft->headline : "");
    for (size_t i = 0; i < draft->remarks.n; i++)
        cm_buf_addf(out, "# %s\n", draft->remarks.at[i]);
    cm_buf_addf(out, "# Written by comitia %s; edit it as you like.\n\n",
                draft->by ? draft->by : "import");
}

/* ---- the body ------------------------------------------------------------ */

static void write_parties(const cm_draft *draft, cm_buf *out)
{
    for (size_t i = 0; i < draft->parties.n; i++) {
        const cm_draft_party *party = &draft->parties.at[i];
        cm_buf_addf(out, "  party %s %" PRIu64, party->name, party->seats);
        add_title(out, party->title);
        if (party->free && party->seats)
            cm_buf_add(out, " free");
        add_colour(out, party->colour);
        cm_buf_char(out, '\n');
    }
}

static void write_members(const cm_draft *draft, cm_buf *out)
{
    for (size_t i = 0; i < draft->members.n; i++) {
        const cm_draft_member *member = &draft->members.at[i];
        cm_buf_addf(out, "  member %s", member->name);
        add_title(out, member->title);
        if (draft->weighted)
            cm_buf_addf(out, " with weight %s",
                        member->weight ? member->weight : "0");
        cm_buf_char(out, '\n');
    }
}

/* Counting sort: the members of each party in their order. */
static bool sort_members(const cm_draft *draft, order *by)
{
    size_t n = draft->parties.n;
    by->first = cm_new_n(draft->arena, uint32_t, n + 2);
    by->member = cm_new_n(draft->arena, uint32_t, draft->members.n + 1);
    if (!by->first || !by->member)
        return false;
    for (size_t i = 0; i < draft->members.n; i++)
        if (draft->members.at[i].party < n)
            by->first[draft->members.at[i].party + 2]++;
    for (size_t p = 2; p < n + 2; p++)
        by->first[p] += by->first[p - 1];
    for (size_t i = 0; i < draft->members.n; i++)
        if (draft->members.at[i].party < n)
            by->member[by->first[draft->members.at[i].party + 1]++] =
                (uint32_t)i;
    return true;
}

static void add_members_of(const cm_draft *draft, const order *by, uint32_t p,
                           bool *begun, cm_buf *out)
{
    for (uint32_t k = by->first[p]; k < by->first[p + 1]; k++) {
        cm_buf_addf(out, "%s %s", *begun ? "," : "",
                    draft->members.at[by->member[k]].name);
        *begun = true;
    }
}

/* In a body of members the parties are groups; members of no party stand in
   none. */
static void write_party_groups(const cm_draft *draft, const order *by,
                               cm_buf *out)
{
    for (uint32_t p = 0; p < draft->parties.n; p++) {
        const cm_draft_party *party = &draft->parties.at[p];
        bool begun = false;
        if (by->first[p] == by->first[p + 1] || party->free)
            continue;
        cm_buf_addf(out, "  group %s", party->name);
        add_title(out, party->title);
        add_members_of(draft, by, p, &begun, out);
        add_colour(out, party->colour);
        cm_buf_char(out, '\n');
    }
}

static void write_groups(const cm_draft *draft, const order *by, cm_buf *out)
{
    for (size_t g = 0; g < draft->groups.n; g++) {
        const cm_draft_group *group = &draft->groups.at[g];
        size_t before = out->n;
        bool begun = false;
        cm_buf_addf(out, "  group %s", group->name);
        add_title(out, group->title);
        for (size_t i = 0; i < group->parties.n; i++) {
            uint32_t p = group->parties.at[i];
            if (draft->members_stand) {
                add_members_of(draft, by, p, &begun, out);
            } else {
                cm_buf_addf(out, "%s %s", begun ? "," : "",
                            draft->parties.at[p].name);
                begun = true;
            }
        }
        if (begun)
            cm_buf_char(out, '\n');
        else
            out->n = before; /* of parties that have no member */
    }
}

static bool write_body(const cm_draft *draft, cm_buf *out)
{
    order by = {0};
    cm_buf_addf(out, "body %s", draft->body_name);
    add_title(out, draft->body_title);
    if (draft->seats)
        cm_buf_addf(out, " seats %" PRIu64, draft->seats);
    cm_buf_char(out, '\n');
    if (draft->members_stand && !sort_members(draft, &by))
        return false;
    if (draft->members_stand)
        write_members(draft, out);
    else
        write_parties(draft, out);
    if (draft->members_stand)
        write_party_groups(draft, &by, out);
    write_groups(draft, &by, out);
    if (draft->vacant)
        cm_buf_addf(out, "  vacant %" PRIu64 "\n", draft->vacant);
    return true;
}

/* ---- acts and the vote --------------------------------------------------- */

static void write_rule(const cm_draft *draft, cm_buf *out)
{
    const char *base = draft->weighted ? "weight" : "seats";
    cm_buf_addf(out,
                "\n# The usual rule, so that questions can be asked at once. "
                "Put the law in its place.\n"
                "act Majority \"more than half of the %s\" by %s\n"
                "  needs more than half of %s\n",
                draft->weighted ? "weights" : "seats", draft->body_name, base);
}

static const char *const ballot_words[] = {"yes", "no", "abstain", "absent"};

static void write_party_ballots(const cm_draft *draft, cm_buf *out)
{
    bool begun = false;
    for (size_t i = 0; i < draft->parties.n; i++) {
        const cm_draft_party *party = &draft->parties.at[i];
        if (party->seats == 0)
            continue;
        cm_buf_addf(out, "%s %s", begun ? "," : "", party->name);
        begun = true;
        for (int k = 0; k < CM_DRAFT_BALLOTS; k++)
            if (party->ballots[k] == party->seats)
                cm_buf_addf(out, " %s", ballot_words[k]);
            else if (party->ballots[k])
                cm_buf_addf(out, " %" PRIu64 " %s", party->ballots[k],
                            ballot_words[k]);
    }
}

static void write_vote(const cm_draft *draft, cm_buf *out)
{
    cm_buf_addf(out, "\n# The vote; its rule is the usual one of votes cast.\n"
                     "act %s",
                draft->act_name);
    add_title(out, draft->act_title);
    cm_buf_addf(out, " by %s\n  needs more than half of %s\non %s %s voted %s:",
                draft->body_name,
                draft->weighted ? "weight cast" : "votes cast", draft->date,
                draft->body_name, draft->act_name);
    if (draft->members_stand)
        for (size_t i = 0; i < draft->members.n; i++)
            cm_buf_addf(out, "%s %s %s", i ? "," : "",
                        draft->members.at[i].name,
                        ballot_words[draft->members.at[i].ballot]);
    else
        write_party_ballots(draft, out);
    cm_buf_char(out, '\n');
}

comitia_status cm_draft_write(cm_ctx *ctx, const cm_draft *draft, cm_buf *out)
{
    if (draft->failed)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 100 * (draft->parties.n + draft->members.n)));
    write_comments(draft, out);
    if (!write_body(draft, out))
        return COMITIA_E_NOMEM;
    write_rule(draft, out);
    if (draft->act_name)
        write_vote(draft, out);
    return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
