#include "report/words/wording.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/number.h"
#include "model/date.h"
#include "report/doc/decimal.h"
#include "report/doc/width.h"

/* A title in the middle of a sentence is cut here; headings show it whole. */
enum { TITLE_COLUMNS = 120, FRACTION_BYTES = 21 };

void cm_texts_add(cm_doc *doc, cm_texts *texts, const char *text)
{
    if (!cm_push(doc->arena, texts, text))
        doc->failed = true;
}

const char *cm_listed(cm_doc *doc, const cm_texts *texts, const char *word)
{
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    for (size_t i = 0; i < texts->n; i++) {
        if (i && i == texts->n - 1)
            cm_buf_addf(&buf, " %s ", word);
        else if (i)
            cm_buf_add(&buf, ", ");
        cm_buf_add(&buf, texts->at[i]);
    }
    return cm_doc_text(doc, &buf);
}

const char *cm_strung(cm_doc *doc, const cm_texts *texts, const char *between)
{
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    for (size_t i = 0; i < texts->n; i++) {
        cm_buf_add(&buf, i ? between : "");
        cm_buf_add(&buf, texts->at[i]);
    }
    return cm_doc_text(doc, &buf);
}

/* ---- names ------------------------------------------------------------------
 */

static const cm_label *label_at(const cm_model *model, cm_name name)
{
    switch (name.kind) {
    case CM_NAME_PLAYER:
    case CM_NAME_MEMBER: return &model->players[name.index].label;
    case CM_NAME_BODY: return &model->bodies[name.index].label;
    case CM_NAME_ACT: return &model->acts[name.index].label;
    case CM_NAME_FACT: return &model->facts[name.index].label;
    case CM_NAME_OUTCOME: return &model->outcomes[name.index].label;
    case CM_NAME_LADDER: return &model->ladders[name.index].label;
    case CM_NAME_TALKS: return &model->talks[name.index].label;
    case CM_NAME_SOURCE: return &model->sources[name.index].label;
    case CM_NAME_NOTHING: break;
    }
    return NULL;
}

const cm_label *cm_label_of(const cm_model *model, const char *name)
{
    if (!model || !name)
        return NULL;
    return label_at(model, cm_model_name(model, name));
}

/* Letters and digits; bytes of other scripts count as letters. */
static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether the title is the name but for blanks, hyphens and the like. */
static bool says_the_same(const char *name, const char *title)
{
    for (;;) {
        while (*name && !is_letter(*name))
            name++;
        while (*title && !is_letter(*title))
            title++;
        char a = *name, b = *title;
        if (a >= 'A' && a <= 'Z')
            a = (char)(a - 'A' + 'a');
        if (b >= 'A' && b <= 'Z')
            b = (char)(b - 'A' + 'a');
        if (a != b)
            return false;
        if (!a)
            return true;
        name++;
        title++;
    }
}

const char *cm_quoted(cm_doc *doc, const char *text)
{
    return *text ? cm_textf(doc, CM_NAME "%s" CM_END, text) : "";
}

const char *cm_name_text(cm_doc *doc, const char *name)
{
    const cm_label *label = cm_label_of(doc->model, name);
    if (label && label->title && says_the_same(name, label->title))
        return cm_quoted(doc, label->title);
    return cm_quoted(doc, name);
}

/* True once for each name. */
static bool is_first(cm_doc *doc, const char *name)
{
    if (cm_map_get(&doc->mentioned, name) != CM_MAP_NONE)
        return false;
    const char *key = cm_textf(doc, "%s", name);
    if (!cm_map_put(doc->arena, &doc->mentioned, key, 1))
        doc->failed = true;
    return true;
}

/* The beginning of a title that fits into a sentence. */
static const char *shortened(cm_doc *doc, const char *title)
{
    if (cm_text_width(title) <= TITLE_COLUMNS)
        return title;
    cm_pieces lines = {0};
    if (!cm_wrap(doc->arena, title, TITLE_COLUMNS, &lines) || lines.n == 0) {
        doc->failed = true;
        return "";
    }
    return cm_textf(doc, "%.*s ...", (int)lines.at[0].bytes, lines.at[0].at);
}

const char *cm_name_first(cm_doc *doc, const char *name)
{
    const cm_label *label = cm_label_of(doc->model, name);
    bool first = is_first(doc, name);
    if (!first || !label || !label->title || says_the_same(name, label->title))
        return cm_name_text(doc, name);
    return cm_textf(doc, CM_NAME "%s" CM_END " (" CM_NAME "%s" CM_END ")", name,
                    shortened(doc, label->title));
}

/* A line begins with a capital; only Latin letters have a plain one. */
static const char *capitalised(cm_doc *doc, const char *text)
{
    if (*text < 'a' || *text > 'z')
        return text;
    return cm_textf(doc, "%c%s", *text - 'a' + 'A', text + 1);
}

const char *cm_name_titled(cm_doc *doc, const char *name, const char *title)
{
    is_first(doc, name);
    if (!title || !*title)
        return cm_quoted(doc, name);
    title = capitalised(doc, title);
    if (says_the_same(name, title))
        return cm_quoted(doc, title);
    return cm_textf(doc, CM_NAME "%s" CM_END " (" CM_NAME "%s" CM_END ")",
                    title, name);
}

const char *cm_subject_titled(cm_doc *doc, const comitia_value *subject)
{
    return cm_name_titled(doc, cm_tree_text(subject, "name"),
                          cm_tree_text(subject, "title"));
}

const char *cm_names_joined(cm_doc *doc, const comitia_value *list,
                            const char *word)
{
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(list); i++)
        cm_texts_add(doc, &names, cm_name_first(doc, cm_tree_item(list, i)));
    return cm_listed(doc, &names, word);
}

/* ---- numbers ----------------------------------------------------------------
 */

const char *cm_grouped(cm_doc *doc, const char *digits)
{
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    cm_grouped_add(&buf, digits);
    return cm_doc_text(doc, &buf);
}

const char *cm_grouped_u64(cm_doc *doc, uint64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, n);
    return cm_grouped(doc, digits);
}

static bool is_long(const char *digits)
{
    enum { SHOWN = 24 };
    size_t n = strlen(digits);
    return n > SHOWN && strspn(digits, "0123456789") == n;
}

const char *cm_count_cell(cm_doc *doc, const char *digits)
{
    enum { ROUNDED = 5 };
    size_t n = strlen(digits);
    cm_buf buf;
    mpq_t lead;
    if (!is_long(digits))
        return cm_grouped(doc, digits);
    /* the digits that are shown and one more, which decides */
    mpq_init(lead);
    cm_ratio_read(cm_textf(doc, "%.*s", ROUNDED + 1, digits), lead);
    mpz_ui_pow_ui(mpq_denref(lead), 10, ROUNDED);
    mpq_canonicalize(lead);
    cm_buf_init(&buf, doc->arena);
    cm_decimal_add(&buf, lead, ROUNDED - 1);
    mpq_clear(lead);
    const char *text = cm_doc_text(doc, &buf);
    bool is_ten = strcmp(text, "10") == 0; /* from 9.99995 on */
    doc->rounded = true;
    return cm_textf(doc, "%s" CM_TIE "\xc3\x97" CM_TIE "10^%zu",
                    is_ten ? "1" : text, n - 1 + is_ten);
}

const char *cm_count_text(cm_doc *doc, const char *digits)
{
    const char *text = cm_count_cell(doc, digits);
    return is_long(digits) ? cm_textf(doc, "about" CM_TIE "%s", text) : text;
}

void cm_rounded_para(cm_doc *doc)
{
    if (doc->rounded)
        cm_para(doc, "Long counts are rounded; --json has every digit.");
}

bool cm_is_one(const char *digits)
{
    return strcmp(digits, "1") == 0;
}

const char *cm_counted(cm_doc *doc, const char *digits, const char *one,
                       const char *many)
{
    if (strcmp(digits, "0") == 0)
        return cm_textf(doc, "no %s", many);
    return cm_textf(doc, "%s %s", cm_count_text(doc, digits),
                    cm_is_one(digits) ? one : many);
}

const char *cm_counted_n(cm_doc *doc, uint64_t n, const char *one,
                         const char *many)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, n);
    return cm_counted(doc, digits, one, many);
}

const char *cm_percent_text(cm_doc *doc, const char *ratio)
{
    cm_buf buf;
    mpq_t q;
    cm_buf_init(&buf, doc->arena);
    mpq_init(q);
    if (cm_ratio_read(ratio, q))
        cm_percent_add(&buf, q);
    mpq_clear(q);
    return cm_doc_text(doc, &buf);
}

const char *cm_share_text(cm_doc *doc, const char *ratio)
{
    const char *percent = cm_percent_text(doc, ratio);
    if (!*percent)
        return cm_textf(doc, "%s", ratio);
    if (strlen(ratio) > FRACTION_BYTES) /* "below 0.1 %" is exact */
        return *percent < '0' || *percent > '9'
                   ? percent
                   : cm_textf(doc, "about" CM_TIE "%s", percent);
    return strcmp(ratio, "0") == 0 ? "0"
                                   : cm_textf(doc, "%s (%s)", ratio, percent);
}

const char *cm_ratio_text(cm_doc *doc, const char *ratio)
{
    cm_buf buf;
    mpq_t q;
    cm_buf_init(&buf, doc->arena);
    mpq_init(q);
    if (!cm_ratio_read(ratio, q)) {
        cm_buf_add(&buf, ratio);
    } else if (mpz_cmp_ui(mpq_denref(q), 1) == 0) {
        cm_grouped_add(&buf, ratio);
    } else if (strlen(ratio) > FRACTION_BYTES) {
        cm_buf_add(&buf, "about" CM_TIE);
        cm_decimal_add(&buf, q, 4);
    } else {
        cm_buf_addf(&buf, "%s (", ratio);
        cm_decimal_add(&buf, q, 4);
        cm_buf_char(&buf, ')');
    }
    mpq_clear(q);
    return cm_doc_text(doc, &buf);
}

const char *cm_difference(cm_doc *doc, const char *a, const char *b)
{
    const char *text = "";
    mpq_t x, y;
    mpq_init(x);
    mpq_init(y);
    if (cm_ratio_read(a, x) && cm_ratio_read(b, y)) {
        mpq_sub(x, x, y);
        text = cm_number_text(doc->arena, x);
        if (!text)
            doc->failed = true;
    }
    mpq_clear(x);
    mpq_clear(y);
    return text ? text : "";
}

const char *cm_part_of(cm_doc *doc, const char *a, const char *b)
{
    const char *text = "";
    mpq_t x, y;
    mpq_init(x);
    mpq_init(y);
    if (cm_ratio_read(a, x) && cm_ratio_read(b, y) && mpq_sgn(y) != 0) {
        mpq_div(x, x, y);
        text = cm_number_text(doc->arena, x);
        if (!text)
            doc->failed = true;
    }
    mpq_clear(x);
    mpq_clear(y);
    return text ? text : "";
}

int cm_compare_texts(const char *a, const char *b)
{
    mpq_t x, y;
    mpq_init(x);
    mpq_init(y);
    if (!cm_ratio_read(a, x))
        mpq_set_ui(x, 0, 1);
    if (!cm_ratio_read(b, y))
        mpq_set_ui(y, 0, 1);
    int order = mpq_cmp(x, y);
    mpq_clear(x);
    mpq_clear(y);
    return (order > 0) - (order < 0);
}

/* ---- dates ------------------------------------------------------------------
 */

typedef struct day {
    int year, month, day;
} day;

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static bool read_digits(const char *at, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = 10 * *value + (at[i] - '0');
    }
    return true;
}

static bool read_day(const char *iso, day *d)
{
    int32_t number;
    if (strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
        return false;
    return read_digits(iso, 4, &d->year) &&
           read_digits(iso + 5, 2, &d->month) &&
           read_digits(iso + 8, 2, &d->day) &&
           cm_day_of(d->year, d->month, d->day, &number);
}

const char *cm_date_text(cm_doc *doc, const char *iso)
{
    day d;
    if (!read_day(iso, &d))
        return cm_textf(doc, "%s", iso);
    return cm_textf(doc, "%d %s %d", d.day, months[d.month - 1], d.year);
}

const char *cm_days_text(cm_doc *doc, const char *from, const char *to)
{
    day a, b;
    if (!read_day(to, &b))
        return cm_textf(doc, "%s", to);
    const char *end = cm_date_text(doc, to);
    if (!read_day(from, &a))
        return cm_textf(doc, "by %s", end);
    if (strcmp(from, to) == 0)
        return end;
    bool from_first = a.day == 1;
    bool to_last = b.day == cm_days_in_month(b.year, b.month);
    if (a.year == b.year && a.month == 1 && b.month == 12 && from_first &&
        to_last)
        return cm_textf(doc, "%d", a.year);
    if (a.year == b.year && a.month == b.month)
        return from_first && to_last
                   ? cm_textf(doc, "%s %d", months[a.month - 1], a.year)
                   : cm_textf(doc, "%d to %s", a.day, end);
    if (a.year == b.year)
        return cm_textf(doc, "%d %s to %s", a.day, months[a.month - 1], end);
    return cm_textf(doc, "%s to %s", cm_date_text(doc, from), end);
}
