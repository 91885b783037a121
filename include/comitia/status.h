/* What a call can come back with. */
#ifndef COMITIA_STATUS_H
#define COMITIA_STATUS_H

/* Before every function: what C++ and the linker have to know. */
#if defined(__cplusplus)
#define COMITIA_C extern "C"
#else
#define COMITIA_C
#endif

#if defined(_WIN32)
#define COMITIA_API COMITIA_C __declspec(dllexport)
#elif defined(__GNUC__)
#define COMITIA_API COMITIA_C __attribute__((visibility("default")))
#else
#define COMITIA_API COMITIA_C
#endif

#if defined(__GNUC__)
#define COMITIA_NODISCARD __attribute__((warn_unused_result))
#else
#define COMITIA_NODISCARD
#endif

/** The statuses: one row each, rows are only appended. */
#define COMITIA_STATUS_LIST(X)                                                 \
    X(OK, "done")                                                              \
    X(E_NOMEM, "out of memory")                                                \
    X(E_BUDGET, "a limit of work was reached")                                 \
    X(E_CANCELLED, "cancelled by the caller")                                  \
    X(E_USAGE, "the question is not well formed")                              \
    X(E_MODEL, "the model has errors")                                         \
    X(E_RANGE, "a value is out of range")                                      \
    X(E_BUG, "an internal check failed: a bug")

/** Result of a call; COMITIA_OK is 0. */
typedef enum comitia_status {
#define COMITIA_STATUS_ROW(name, text) COMITIA_##name,
    COMITIA_STATUS_LIST(COMITIA_STATUS_ROW)
#undef COMITIA_STATUS_ROW
} comitia_status;

/** A short English text for a status; never NULL. */
COMITIA_API const char *comitia_status_text(comitia_status status);

#endif
