/* A page before it has a form: headings, sentences, tables, pictures.
 *
 * What is said is put together once, as a cm_doc; three writers (text,
 * markdown, html) print it, so that the forms say the same. Running text is
 * plain UTF-8 with the marks below in it. They are control characters, which
 * no model text can contain (C0101), so nothing that a model says can be taken
 * for a mark; and a stray one could only change the weight of a word.
 */
#ifndef CM_DOC_H
#define CM_DOC_H

#include "base/buf.h"
#include "model/model.h"

#define CM_STRONG "\1"  /**< the word that matters */
#define CM_SOFT "\2"    /**< remarks such as (illustrative) */
#define CM_NAME "\3"    /**< a name of the model */
#define CM_END "\4"     /**< ends any of them */
#define CM_GOOD "\16"   /**< certain, passed, yes */
#define CM_BAD "\17"    /**< impossible, rejected, no */
#define CM_OPENED "\20" /**< open */
#define CM_REF '\5'     /**< a footnote: digits up to CM_REF_END */
#define CM_REF_END '\6'
#define CM_TIE "\7" /**< a blank at which no line ends */

/** The same marks as characters. */
enum cm_mark {
    CM_MARK_STRONG = 1,
    CM_MARK_SOFT = 2,
    CM_MARK_NAME = 3,
    CM_MARK_END = 4,
    CM_MARK_TIE = 7,
    CM_MARK_GOOD = 14,
    CM_MARK_BAD = 15,
    CM_MARK_OPENED = 16
};

typedef enum cm_block_kind {
    CM_HEADING, /**< level 1 to 3 */
    CM_PARA,
    CM_ITEM, /**< of a list; level 0 or 1 */
    CM_CODE, /**< lines as they are */
    CM_TABLE,
    CM_PICTURE, /**< svg for html, text for the others */
    CM_NOTES    /**< the numbered sources stand here */
} cm_block_kind;

typedef struct cm_table {
    const char *caption;
    const char **head; /**< n_columns */
    bool *right;       /**< numbers are set to the right */
    size_t n_columns;
    cm_vec(const char *) cells; /**< row by row */
} cm_table;

typedef struct cm_block {
    cm_block_kind kind;
    unsigned level;
    const char *text;
    const char *id; /**< of a heading, for links; or NULL */
    cm_table *table;
    const char *svg; /**< of a picture */
} cm_block;

/** A source, numbered from 1 in order of first mention. */
typedef struct cm_footnote {
    const char *text, *status; /**< status may be "" */
} cm_footnote;

typedef struct cm_doc {
    cm_arena *arena;
    const cm_model *model; /**< or NULL */
    uint64_t most;         /**< items of a list before it is cut */
    const char *title;     /**< of the page; or NULL */
    cm_vec(cm_block) blocks;
    cm_vec(cm_footnote) footnotes;
    cm_map footnote_of;     /**< text and status -> place in footnotes */
    cm_map mentioned;       /**< names whose title was given already */
    const char *common_via; /**< whom claims need not name; or NULL */
    const char **colours;   /**< of the players, once a picture asked */
    bool pictures;          /**< svg is wanted: html */
    bool rounded;           /**< a long count was */
    bool failed;            /**< memory ran out */
} cm_doc;

void cm_doc_init(cm_doc *doc, cm_arena *arena, const cm_model *model,
                 uint64_t most);

/** A text in the document's arena; "" when memory runs out. */
const char *cm_textf(cm_doc *doc, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** The text of a buffer in the same arena; "" when memory ran out. */
const char *cm_doc_text(cm_doc *doc, const cm_buf *buf);

void cm_heading(cm_doc *doc, unsigned level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void cm_para(cm_doc *doc, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cm_item(cm_doc *doc, unsigned level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void cm_code(cm_doc *doc, const char *text);
/** A picture: svg for html, `text` (may be "") for the other forms. */
void cm_picture(cm_doc *doc, const char *svg, const char *text);
/** Marks the place of the numbered sources. */
void cm_notes_here(cm_doc *doc);

/** A table with that many columns; NULL when memory runs out, which the
    functions below accept. `head` has a column title for each, a leading '>'
    sets the column to the right. */
cm_table *cm_table_new(cm_doc *doc, const char *caption, size_t n_columns,
                       const char *const *head);
/** The next cell, row by row; the text is not copied. */
void cm_cell(cm_doc *doc, cm_table *table, const char *text);
/** Rows so far. */
size_t cm_table_rows(const cm_table *table);

/** The number of a source, from 1; 0 when memory runs out. */
size_t cm_footnote_of(cm_doc *doc, const char *text, const char *status);
/** The mark that refers to it, " [3]" in the text form. */
const char *cm_ref(cm_doc *doc, const char *text, const char *status);

/** The sentence for what a cut list leaves out. */
void cm_more(cm_doc *doc, unsigned level, uint64_t n);
/** The same for cases that are told one after the other. */
void cm_more_cases(cm_doc *doc, uint64_t n);

#endif
