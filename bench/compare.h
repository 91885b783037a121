/* What a benchmark has found, beside the references of bench/references.tsv. A
 * line there has a row, a key, what is known of it, and how it is known:
 *
 *     row  key         N:DIGEST     all N numbers with that key, exactly
 *     row  key[PLACE]  VALUE~ERROR  one number, up to an error
 *     row  key         as OTHER     what the row OTHER has found
 *     row  -           NUMBER       what the row counts
 */
#ifndef CM_BENCH_COMPARE_H
#define CM_BENCH_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "comitia/comitia.h"

/** What a row has found: an answer; or a model, which counts as the number of
   names that it declares; or a number. */
typedef struct bench_result {
    comitia_answer *answer;
    comitia_model *model;
    uint64_t number;
} bench_result;

void bench_result_free(bench_result *result);

/** A reference that the program knows itself: the number of a row. */
void bench_know(const char *row, uint64_t number);

/** Writes two columns, the result in short and a verdict: how many numbers are
    equal to a reference, or lie between proved ends that hold it, or WRONG and
    what. Later rows may refer to this one. Returns false where something is
    wrong, or has no reference. */
bool bench_compare(comitia_ctx *ctx, const char *row,
                   const bench_result *result, char *text, size_t n_bytes);

/** The number at a place among those with that key that a row before has
    found, exactly; NULL if it has found none. */
const char *bench_number(const char *row, const char *key, uint32_t place);

#endif
