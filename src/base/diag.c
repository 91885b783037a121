#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

enum { MOST_ERRORS = 20 };

void cm_diags_init(cm_diags *diags, cm_arena *arena)
{
    *diags = (cm_diags){.arena = arena};
}

static const char *formatted(cm_diags *diags, const char *format, va_list args)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, args);
    /* A cut inside a character would not be UTF-8 any more. */
    size_t n = strlen(text);
    if (n == sizeof text - 1) {
        while (n && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
            n--;
        if (n && (unsigned char)text[n - 1] >= 0xC0)
            n--;
        text[n] = '\0';
    }
    char *copy = cm_strdup(diags->arena, text);
    if (!copy)
        diags->failed = true;
    return copy;
}

static bool same_place(cm_span a, cm_span b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

cm_diag *cm_diag_add(cm_diags *diags, const char *code, cm_severity severity,
                     cm_span span, const char *format, ...)
{
    /* The newest are looked at only: a place repeats at once or not at all,
       and cm_diags_finish removes what is left. */
    for (size_t i = diags->all.n, k = 0; i-- > 0 && k < 64; k++)
        if (same_place(diags->all.at[i]->span, span) && span.line &&
            strcmp(diags->all.at[i]->code, code) == 0)
            return NULL;
    va_list args;
    va_start(args, format);
    const char *message = formatted(diags, format, args);
    va_end(args);
    cm_diag *diag = cm_new(diags->arena, cm_diag);
    if (!message || !diag || !cm_push(diags->arena, &diags->all, diag)) {
        diags->failed = true;
        return NULL;
    }
    diag->code = code;
    diag->severity = severity;
    diag->span = span;
    diag->message = message;
    diag->order = span.file;
    if (severity == CM_ERROR)
        diags->n_errors++;
    return diag;
}

void cm_diag_help(cm_diags *diags, cm_diag *diag, const char *format, ...)
{
    if (!diag)
        return;
    va_list args;
    va_start(args, format);
    diag->help = formatted(diags, format, args);
    va_end(args);
}

void cm_diag_note_at(cm_diags *diags, cm_diag *diag, cm_span span,
                     const char *format, ...)
{
    if (!diag)
        return;
    va_list args;
    va_start(args, format);
    const char *message = formatted(diags, format, args);
    va_end(args);
    if (!message ||
        !cm_push(diags->arena, &diag->notes, (cm_diag_note){span, message}))
        diags->failed = true;
}

void cm_diag_count(cm_diags *diags)
{
    diags->n_errors++;
    diags->only_counted++;
}

static int by_place(const void *left, const void *right)
{
    const cm_diag *a = *(cm_diag *const *)left, *b = *(cm_diag *const *)right;
    if (a->severity != b->severity)
        return a->severity < b->severity ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->span.line != b->span.line)
        return a->span.line < b->span.line ? -1 : 1;
    if (a->span.column != b->span.column)
        return a->span.column < b->span.column ? -1 : 1;
    int by_code = strcmp(a->code, b->code);
    return by_code ? by_code : strcmp(a->message, b->message);
}

void cm_diags_finish(cm_diags *diags)
{
    if (diags->all.n == 0)
        return;
    qsort(diags->all.at, diags->all.n, sizeof *diags->all.at, by_place);
    size_t kept = 0;
    uint32_t errors = 0;
    for (size_t i = 0; i < diags->all.n; i++) {
        cm_diag *diag = diags->all.at[i];
        if (kept && diag->span.line &&
            same_place(diags->all.at[kept - 1]->span, diag->span) &&
            strcmp(diags->all.at[kept - 1]->code, diag->code) == 0)
            continue;
        if (diag->severity == CM_ERROR && errors == MOST_ERRORS) {
            diags->only_counted++;
            continue;
        }
        errors += diag->severity == CM_ERROR ? 1 : 0;
        diags->all.at[kept++] = diag;
    }
    diags->n_errors = errors + diags->only_counted;
    diags->more = diags->only_counted;
    diags->all.n = kept;
}

const char *cm_severity_text(cm_severity severity)
{
    static const char *const texts[] = {"error", "warning", "note", "failed",
                                        "refused"};
    return texts[severity];
}
