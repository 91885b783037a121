#include "engine/apportion/claims.h"

bool cm_seating_init(cm_seating *seating, cm_arena *arena, uint32_t n)
{
    *seating = (cm_seating){.certain = cm_new_n(arena, uint64_t, n),
                            .tied = cm_new_n(arena, bool, n),
                            .claims = cm_new_n(arena, cm_claim, n),
                            .order = cm_new_n(arena, cm_claim *, n)};
    mpq_inits(seating->low, seating->high, seating->quota, NULL);
    if (!seating->certain || !seating->tied || !seating->claims ||
        !seating->order)
        return false;
    for (; seating->room < n; seating->room++) {
        cm_claim *claim = &seating->claims[seating->room];
        mpz_inits(claim->next, claim->next_over, claim->last, claim->last_over,
                  claim->rest, NULL);
    }
    return true;
}

void cm_seating_clear(cm_seating *seating)
{
    for (uint32_t i = 0; i < seating->room; i++) {
        cm_claim *claim = &seating->claims[i];
        mpz_clears(claim->next, claim->next_over, claim->last, claim->last_over,
                   claim->rest, NULL);
    }
    mpq_clears(seating->low, seating->high, seating->quota, NULL);
}

/* Whether there is anything to give out, and to anybody. */
static cm_no_seats refusal(const cm_contest *contest)
{
    uint64_t base = 0, least = 0;
    bool votes = false;
    for (uint32_t i = 0; i < contest->n; i++) {
        uint64_t own = contest->base ? contest->base[i] : 0;
        bool has_votes = mpz_sgn(contest->votes[i]) > 0;
        if (own > contest->seats - base)
            return CM_SEATS_BASE;
        base += own;
        least += has_votes && own == 0;
        votes |= has_votes;
    }
    if (base < contest->seats && !votes)
        return CM_SEATS_NO_VOTES;
    return cm_seats_for_all(contest->method) && least > contest->seats - base
               ? CM_SEATS_TOO_FEW
               : CM_SEATS_FOUND;
}

comitia_status cm_apportion(cm_ctx *ctx, const cm_contest *contest,
                            cm_seating *seating)
{
    for (uint32_t i = 0; i < contest->n; i++) {
        seating->certain[i] = 0;
        seating->tied[i] = false;
    }
    seating->n_tied = seating->contested = 0;
    seating->whole = 0;
    seating->why = refusal(contest);
    if (seating->why != CM_SEATS_FOUND)
        return COMITIA_OK;
    return contest->method == CM_LARGEST_REMAINDER
               ? cm_apportion_by_quota(ctx, contest, seating)
               : cm_apportion_by_divisor(ctx, contest, seating);
}
