/* What the parts of the language server share: documents, the message under
 * way, and the pieces answers are made of.
 */
#ifndef LSP_SERVER_H
#define LSP_SERVER_H

#include "base/buf.h"
#include "base/value.h"
#include "framing.h"
#include "import/json_read.h"
#include "lsp.h"
#include "positions.h"

/** Codes of errors (JSON-RPC 2.0 and the protocol). */
enum {
    LSP_PARSE_ERROR = -32700,
    LSP_INVALID_REQUEST = -32600,
    LSP_METHOD_NOT_FOUND = -32601,
    LSP_INVALID_PARAMS = -32602,
    LSP_INTERNAL_ERROR = -32603,
    LSP_NOT_INITIALIZED = -32002,
    LSP_REQUEST_FAILED = -32803
};

/** Steps of all questions that one message asks, for which an editor waits:
    about a tenth of a second. */
#define LSP_QUICK UINT64_C(100000000)

enum { LSP_MOST_DOCUMENTS = 1000 };

/** What an act needs, asked once. */
typedef struct lsp_meaning {
    char *act;
    comitia_answer *answer; /**< of `needs`; NULL: there is none */
} lsp_meaning;

/** A text that is open in the editor. */
typedef struct lsp_document {
    char *uri, *path;
    char *text;
    size_t n, room;
    bool has_version;
    uint32_t version;   /**< as the editor counts */
    bool stale;         /**< model is that of an older text */
    bool untold;        /**< its diagnostics are to be told */
    comitia_model *model;   /**< NULL before the first look */
    comitia_places *places;
    comitia_model *good;    /**< the last one without errors; may be `model` */
    comitia_places *good_places; /**< that belong to it */
    lsp_meaning *meanings;  /**< of `good` */
    size_t n_meanings;
} lsp_document;

typedef struct lsp_server {
    const lsp_host *host;
    cm_ctx *ctx;
    lsp_framing in;
    lsp_document **documents;
    size_t n_documents, room;
    bool initialized, shut, over;
    bool utf8;  /**< positions count bytes */
    bool plain; /**< the editor shows no markdown */
    int exit;
    /* for one message */
    uint64_t left; /**< of LSP_QUICK */
    cm_arena scratch;
    cm_builder b; /**< builds in scratch */
    struct lsp_shown *shown; /**< lines of the texts that were needed so far */
} lsp_server;

/** A request or notification under way. */
typedef struct lsp_call {
    lsp_server *server;
    const cm_json *json;
    const char *body; /**< the message itself */
    uint32_t params;  /**< a value of json, or CM_JSON_NONE */
    comitia_value *result; /**< NULL: null */
    int error;             /**< 0, or a code */
    const char *message;   /**< of the error */
} lsp_call;

/* ---- messages (dispatch.c) ----------------------------------------------- */

/** Answers with an error. */
void lsp_refuse(lsp_call *call, int error, const char *message);
/** Sends a notification. */
void lsp_notify(lsp_server *server, const char *method, comitia_value *params);
/** A whole number that an object has; false if it is none or negative. */
bool lsp_number(const cm_json *json, uint32_t object, const char *key,
                uint32_t *value);
/** A position that an object has under `key`. */
bool lsp_read_position(const cm_json *json, uint32_t object, const char *key,
                       lsp_position *position);
/** Memory is gone: the server ends. */
void lsp_fail(lsp_server *server);

/* ---- documents (documents.c) --------------------------------------------- */

/** params.textDocument; NULL after it was refused (LSP_INVALID_PARAMS). */
lsp_document *lsp_document_of(lsp_call *call);
/** The open document of a path, or NULL. */
lsp_document *lsp_document_at(const lsp_server *server, const char *path);
/** A text changed (NULL: any may have): so did all that use it. */
void lsp_touch(lsp_server *server, const lsp_document *changed);
/** Reads the document anew if a text changed. False if it cannot be: out of
    memory, or the model could not be read. */
bool lsp_look(lsp_server *server, lsp_document *document);
void lsp_documents_clear(lsp_server *server);
void lsp_did_open(lsp_call *call);
void lsp_did_change(lsp_call *call);
void lsp_did_close(lsp_call *call);
void lsp_did_save(lsp_call *call);
/** A loader of what a document names: open texts first, then files. */
typedef struct lsp_beside {
    const lsp_server *server;
    const char *from; /**< path of the document */
    /** Texts that stand in for all others; NULL: none. See rename.c. */
    const struct lsp_edited *edited;
} lsp_beside;
comitia_loader lsp_loader(lsp_beside *beside);

/** A text that is no longer what is open or on disk. */
typedef struct lsp_edited {
    const char *path, *text;
    size_t n;
    struct lsp_edited *next;
} lsp_edited;

/* ---- places (places_json.c) ---------------------------------------------- */

/** The lines of a text of `places`, for this message; NULL without memory. */
lsp_lines *lsp_lines_of(lsp_server *server, const comitia_places *places,
                        uint32_t file);
/** params.textDocument, read anew if it changed, and its lines; NULL if it was
    refused or cannot be read. */
lsp_document *lsp_document_read(lsp_call *call, lsp_lines **lines);
/** {start, end} */
comitia_value *lsp_range(lsp_server *server, lsp_lines *lines, size_t at,
                         size_t bytes);
comitia_value *lsp_range_of(lsp_server *server, const comitia_places *places,
                            const comitia_span *span);
/** The bytes from..to of params.range, or of everything. */
void lsp_range_asked(const lsp_call *call, const lsp_lines *lines,
                     size_t *from, size_t *to);
/** {uri, range} */
comitia_value *lsp_location(lsp_server *server, const comitia_places *places,
                            const comitia_span *span);
/** The URI of a text: the editor's own if it is open. */
const char *lsp_uri_for(lsp_server *server, const char *path);

/** What stands at a position. */
typedef struct lsp_found {
    const comitia_places *places;
    uint32_t symbol; /**< of places */
    uint32_t place;  /**< of places; COMITIA_NOWHERE if the name was only
                          looked up, because its surroundings do not parse */
    lsp_document *root; /**< whose places they are */
    size_t at, bytes;   /**< the word in the document asked about */
} lsp_found;

/** The name at params.position. False if there is none that is known. */
bool lsp_find(lsp_call *call, lsp_document *document, lsp_found *found);
/** The name that stands at or before byte `at`: false if there is none. */
bool lsp_word_at(const char *text, size_t n, size_t at, size_t *from,
                 size_t *bytes);
/** The same symbol in the places of another document: COMITIA_NOWHERE if it
    has it not. */
uint32_t lsp_same_symbol(const lsp_found *found, const comitia_places *places);

/** A name in one of the texts. */
typedef struct lsp_usage {
    const comitia_places *places;
    const comitia_place *place;
} lsp_usage;

/** All places of a symbol in what is open and what that uses, each once; false
    when memory runs out. (usages.c) */
bool lsp_usages_of(lsp_server *server, const lsp_found *found, lsp_usage **at,
                   size_t *n);

/* ---- what quotas mean (meaning.c) ---------------------------------------- */

/** A quota as `needs` answers it. */
typedef struct lsp_quota {
    const comitia_value *quota; /**< text, base, compare, total, bound, ... */
    const comitia_value *of;    /**< the case: members, vacant, seats */
} lsp_quota;

/** False if the act, or the quota in it, is not known (yet). */
bool lsp_quota_of(lsp_server *server, lsp_document *document,
                  const char *act, const char *text, lsp_quota *quota);
void lsp_forget_meanings(lsp_server *server, lsp_document *document);
/** "82 of 123", "82 of 123 if all are present"; NULL if there is no number. */
const char *lsp_quota_seats(lsp_server *server, const lsp_quota *quota);
/** Lines that say what it and its neighbours mean, as markdown. */
void lsp_quota_readings(lsp_server *server, const lsp_quota *quota,
                        cm_buf *out);

/* ---- what the library says (diagnostics.c) ------------------------------- */

/** A text that an object of an answer has; "" without. */
const char *lsp_text(const comitia_value *object, const char *key);
/** A small number that it has; 0 without. */
uint32_t lsp_count(const comitia_value *object, const char *key);
/** What `check` says of a document that has errors; NULL if it has none, or
    without memory. The caller frees it. */
comitia_answer *lsp_errors_of(lsp_server *server, lsp_document *document,
                              const comitia_value **diagnostics);
/** True if a diagnostic is in the document's own text and touches the bytes
    from..to. */
bool lsp_touches(const lsp_document *document, const lsp_lines *lines,
                 const comitia_value *diagnostic, size_t from, size_t to);

/* ---- features ------------------------------------------------------------ */

/** Asks `check` about a document and sends what it says. */
void lsp_tell(lsp_server *server, lsp_document *document);
/** Takes the diagnostics of a closed document away. */
void lsp_untell(lsp_server *server, const char *uri);
/** The range of a diagnostic (LANGUAGE 16) in the text of its file. */
comitia_value *lsp_diagnostic_range(lsp_server *server, lsp_document *document,
                                    const comitia_value *diagnostic);

void lsp_initialize(lsp_call *call);
void lsp_hover(lsp_call *call);
void lsp_definition(lsp_call *call);
void lsp_references(lsp_call *call);
void lsp_highlight(lsp_call *call);
void lsp_prepare_rename(lsp_call *call);
void lsp_rename(lsp_call *call);
void lsp_completion(lsp_call *call);
void lsp_symbols(lsp_call *call);
void lsp_formatting(lsp_call *call);
void lsp_actions(lsp_call *call);
void lsp_hints(lsp_call *call);

#endif
