/* Data of others as a model: tables, Popolo, ParlGov. */
#ifndef COMITIA_IMPORT_H
#define COMITIA_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "comitia/status.h"

/** What is read. */
typedef enum comitia_import_kind {
    COMITIA_IMPORT_CSV,    /**< a table of parties, members or ballots */
    COMITIA_IMPORT_POPOLO, /**< Popolo as JSON, EveryPolitician's too */
    COMITIA_IMPORT_PARLGOV /**< view_election or view_cabinet as a table */
} comitia_import_kind;

/**
 * How data are read. All zero but for `kind` means the defaults. Texts and
 * lists are the caller's and must outlive the call only.
 */
typedef struct comitia_import_options {
    comitia_import_kind kind; /**< what is read */
    const char *on;      /**< the day that is meant, YYYY-MM-DD, a month or a
                              year (its last day); NULL: the data say it, or it
                              is asked for */
    const char *body;    /**< Popolo: id or name of the organization, needed if
                              there are several; a table: what the body is
                              called. NULL: found, or "Assembly" */
    const char *vote;    /**< Popolo: id of the vote event to record, or NULL */
    const char *country; /**< ParlGov: its short or long name */
    const char *act;     /**< what the recorded vote is about, or NULL */
    bool members;        /**< every member is an entry of its own and the
                              parties are groups; else seats are counted */
    const char *const *columns; /**< "seats=Sitze": what a column holds that
                                     is called otherwise */
    size_t n_columns;           /**< of columns */
    const char *const *where; /**< "year=2016": only the rows of a table with
                                   this value in the column count */
    size_t n_where;           /**< of where */
    const char *encoding; /**< "utf-8", "utf-16", "utf-16le", "utf-16be",
                               "windows-1252" or "latin1"; NULL: what a byte
                               order mark says, else UTF-8 */
} comitia_import_options;

#endif
