/* The open facts that matter for a question, and their valuations (LANGUAGE,
 * section 8). */
#ifndef CM_CASES_H
#define CM_CASES_H

#include "engine/law/law.h"

enum { CM_MOST_CASES = 4096 };

/** All valuations of the facts and choices that matter, in order: of a fact
    true before false, of a choice its options as declared. */
typedef struct cm_cases {
    uint32_t *atoms; /**< indices into law->atoms, in order of first mention */
    uint32_t n_atoms;
    uint32_t n;         /**< valuations; 1 when nothing matters */
    uint32_t **values;  /**< [case][atom] */
} cm_cases;

/**
 * The cases of f, a function over the atoms of the law.
 * A fact matters if f depends on it, or if it decides which arm is in force in
 * an open act on which f then depends. E_BUDGET beyond CM_MOST_CASES.
 */
COMITIA_NODISCARD comitia_status cm_cases_of(cm_law *law, cm_fn f,
                                             cm_cases *cases);
/** The cases of several functions together, without regard to arms. */
COMITIA_NODISCARD comitia_status cm_cases_plain(cm_law *law, const cm_fn *f,
                                                uint32_t n, cm_cases *cases);

/** f under one valuation; facts that do not matter are set to any value. */
COMITIA_NODISCARD comitia_status cm_case_fn(cm_law *law, const cm_cases *cases,
                                            uint32_t i, cm_fn f, cm_fn *out);
/** The arm of an act in force under a valuation. */
COMITIA_NODISCARD comitia_status cm_case_arm(cm_law *law, const cm_cases *cases,
                                             uint32_t i, uint32_t act,
                                             uint32_t *arm);

#endif
