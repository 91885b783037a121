/* Votes to seats, polls to chances. */
#ifndef CM_REFERENCES_VOTES_H
#define CM_REFERENCES_VOTES_H

#include "plain.h"

/** One seat after the other to the highest votes / sqrt(s (s + 1)); one each
   first (Huntington 1921). */
void ref_seats_by_hill(uint32_t n, const uint32_t *votes, uint32_t seats,
                       uint32_t *given);
/** One seat after the other to the highest votes / (s + 1) (D'Hondt 1882). */
void ref_seats_by_dhondt(uint32_t n, const uint32_t *votes, uint32_t seats,
                         uint32_t *given);

enum { REF_PARTIES = 8, REF_COALITIONS = 4 };

/** A poll: how many of those asked named each party; the last named none that
   is listed. Coalitions are sets of parties, bit i is party i. */
typedef struct ref_poll {
    uint32_t n_parties, asked[REF_PARTIES + 1], seats;
    bool by_odd_numbers; /**< Sainte-Laguë; else D'Hondt */
    double hurdle;
    uint32_t n_coalitions, coalitions[REF_COALITIONS];
} ref_poll;

/** Chances by `draws` draws with doubles. */
typedef struct ref_chances {
    double enters[REF_PARTIES], majority[REF_COALITIONS],
        minimal[REF_COALITIONS];
} ref_chances;

ref_chances ref_draw(const ref_poll *poll, uint32_t draws);

#endif
