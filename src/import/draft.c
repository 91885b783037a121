#include "import/draft.h"

#include <stdio.h>

#include "lang/parse/chars.h"
#include "lang/parse/table.h"
#include "lang/parse/words.h"

/* Room for "-4294967295" behind a name, which has at most 255 bytes. */
enum { MOST_NAME = 240, MOST_TITLE = 4096 };

/* The names that every draft gives out itself. */
static const char *const own_names[] = {"Majority", "weight"};

/* ---- names and titles ---------------------------------------------------- */

/* The first part of a name that is too long: whole letters, no - at its end. */
static void shorten(char *name)
{
    size_t n = MOST_NAME;
    while (n && ((unsigned char)name[n] & 0xC0) == 0x80)
        n--;
    while (n && name[n - 1] == '-')
        n--;
    name[n] = '\0';
}

/* A copy with a number behind it. */
static char *numbered(cm_draft *draft, const char *base, const char *between,
                      uint32_t number)
{
    cm_buf buf;
    cm_buf_init(&buf, draft->arena);
    cm_buf_addf(&buf, "%s%s%u", base, between, (unsigned)number);
    draft->failed |= buf.failed;
    return buf.failed ? NULL : buf.at;
}

static bool take(cm_draft *draft, const char *name, uint32_t count)
{
    if (cm_map_put(draft->arena, &draft->names, name, count))
        return true;
    draft->failed = true;
    return false;
}

/* The count of what is called alike goes on from where it was, so that many
   things of one name take no longer than as many of different ones. */
static const char *free_name(cm_draft *draft, const char *base,
                             const char *between)
{
    uint32_t count = cm_map_get(&draft->names, base);
    if (count == CM_MAP_NONE)
        return take(draft, base, 1) ? base : NULL;
    for (;;) {
        char *name = numbered(draft, base, between, ++count);
        if (!name)
            return NULL;
        if (cm_map_get(&draft->names, name) == CM_MAP_NONE)
            return take(draft, base, count) && take(draft, name, 1) ? name
                                                                    : NULL;
    }
}

const char *cm_draft_name(cm_draft *draft, const char *text, const char *kind)
{
    const char *made = cm_row_name(draft->arena, text);
    char *name = made ? cm_strdup(draft->arena, made) : NULL;
    if (!name) {
        draft->failed = true;
        return NULL;
    }
    if (strlen(name) > MOST_NAME)
        shorten(name);
    /* A part of a name that was cut may be a word of the language. */
    if (!*name || cm_word_reserved(cm_word_of(name, strlen(name))))
        return free_name(draft, kind, "-");
    return free_name(draft, name, "-");
}

const char *cm_draft_title(cm_draft *draft, const char *text)
{
    size_t bytes = text ? strlen(text) : 0;
    cm_buf buf;
    bool gap = false;
    cm_buf_init(&buf, draft->arena);
    for (size_t i = 0; i < bytes;) {
        int32_t point;
        size_t n = cm_utf8_next(text + i, bytes - i, &point);
        bool unfit = point < 0 || point == ' ' || point == '\t' ||
                     point == '\n' || point == '\r' || cm_is_forbidden(point);
        if (!unfit && buf.n + n + 1 > MOST_TITLE)
            break;
        if (unfit) {
            gap = true;
        } else {
            if (gap && buf.n)
                cm_buf_char(&buf, ' ');
            gap = false;
            cm_buf_add_n(&buf, point == '"' ? "'" : text + i, n);
        }
        i += n;
    }
    draft->failed |= buf.failed;
    return buf.failed || buf.n == 0 ? NULL : buf.at;
}

/* The title of a thing, unless its name says the same. */
static const char *title_beside(cm_draft *draft, const char *name,
                                const char *text, const char *title)
{
    const char *clean = cm_draft_title(draft, title ? title : text);
    return clean && name && strcmp(clean, name) != 0 ? clean : NULL;
}

/* ---- entries ------------------------------------------------------------- */

void cm_draft_init(cm_draft *draft, cm_arena *arena, const char *body)
{
    *draft = (cm_draft){.arena = arena};
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        take(draft, own_names[i], 1);
    draft->body_name = cm_draft_name(draft, body ? body : "Assembly", "Body");
    draft->body_title = title_beside(draft, draft->body_name, body, NULL);
}

uint32_t cm_draft_party_of(cm_draft *draft, const char *key, const char *text,
                           const char *title)
{
    uint32_t i = cm_map_get(&draft->party_of, key);
    if (i != CM_MAP_NONE)
        return i;
    cm_draft_party party = {.name = cm_draft_name(draft, text, "Party")};
    party.title = title_beside(draft, party.name, text, title);
    char *kept = cm_strdup(draft->arena, key);
    i = (uint32_t)draft->parties.n;
    if (party.name && kept && cm_push(draft->arena, &draft->parties, party) &&
        cm_map_put(draft->arena, &draft->party_of, kept, i))
        return i;
    draft->failed = true;
    return CM_DRAFT_NONE;
}

uint32_t cm_draft_party_unknown(cm_draft *draft)
{
    uint32_t i =
        cm_draft_party_of(draft, "\2", "Unknown", "party not known");
    if (i != CM_DRAFT_NONE)
        draft->parties.at[i].free = true;
    return i;
}

bool cm_draft_member_add(cm_draft *draft, const char *text, uint32_t party,
                         const char *weight, cm_draft_ballot ballot)
{
    cm_draft_member member = {.party = party,
                              .weight = weight,
                              .ballot = ballot};
    member.name = cm_draft_name(draft, text, "Member");
    member.title = title_beside(draft, member.name, text, NULL);
    if (!member.name || !cm_push(draft->arena, &draft->members, member))
        draft->failed = true;
    return !draft->failed;
}

void cm_draft_group_add(cm_draft *draft, const char *text, uint32_t party)
{
    uint32_t i = cm_map_get(&draft->group_of, text);
    if (i == CM_MAP_NONE) {
        cm_draft_group group = {.name = cm_draft_name(draft, text, "Group")};
        group.title = title_beside(draft, group.name, text, NULL);
        char *kept = cm_strdup(draft->arena, text);
        i = (uint32_t)draft->groups.n;
        if (!group.name || !kept ||
            !cm_push(draft->arena, &draft->groups, group) ||
            !cm_map_put(draft->arena, &draft->group_of, kept, i)) {
            draft->failed = true;
            return;
        }
    }
    cm_draft_group *group = &draft->groups.at[i];
    if (!cm_push(draft->arena, &group->parties, party))
        draft->failed = true;
}

void cm_draft_vote(cm_draft *draft, const char *act, const char *title,
                   const char *date)
{
    draft->act_name = cm_draft_name(draft, act ? act : "Vote", "Vote");
    draft->act_title = title_beside(draft, draft->act_name, act, title);
    draft->date = cm_strdup(draft->arena, date);
    draft->failed |= !draft->date;
}

void cm_draft_remark(cm_draft *draft, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *clean = cm_draft_title(draft, text);
    if (clean && !cm_push(draft->arena, &draft->remarks, clean))
        draft->failed = true;
}
