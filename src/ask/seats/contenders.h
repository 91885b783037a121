/* Who stands for seats: votes or shares as given, and who passes the hurdle. */
#ifndef CM_CONTENDERS_H
#define CM_CONTENDERS_H

#include "ask/ask.h"
#include "base/map.h"
#include "engine/apportion/joint.h"

/** Why a party takes part, or does not. */
typedef enum cm_standing {
    CM_ENTRY_PASSED, /**< also where there is no hurdle */
    CM_ENTRY_EXEMPT,
    CM_ENTRY_BASE, /**< by its base seats */
    CM_ENTRY_OUT   /**< below the hurdle */
} cm_standing;

/** One line of what was given: a party, in a district if there are any. */
typedef struct cm_contender {
    uint32_t party, district;
    const cm_number *votes; /**< an integer; of poll a share in 0..1 */
    uint64_t base;
    uint32_t alliance; /**< the innermost one it is in, or CM_NONE */
    cm_standing entry; /**< set by cm_contenders_enter */
} cm_contender;

typedef struct cm_contending_party {
    const char *name;
    mpz_t votes; /**< in all districts */
    uint64_t base;
    uint32_t alliance; /**< named on the command line, or CM_NONE */
    bool exempt;
} cm_contending_party;

/** Lists that stand together; outer ones come before those inside them. */
typedef struct cm_contending_alliance {
    const char *name; /**< NULL: called by its members, A+B */
    uint32_t within;  /**< or CM_NONE */
    uint32_t local;   /**< private to seats_joint.c: CM_NONE */
    mpz_t votes;      /**< private to cm_contenders_enter */
} cm_contending_alliance;

typedef struct cm_seat_district {
    const char *name; /**< NULL where there are no districts */
    mpz_t votes;
    uint64_t seats;
    uint32_t line;     /**< where its seats were read */
    uint32_t *members; /**< contenders, in the order given */
    uint32_t n_members;
} cm_seat_district;

typedef struct cm_contenders {
    cm_ask *ask;
    const comitia_seats *said;
    cm_arena scratch;
    cm_seat_method method;
    cm_seat_quota quota;
    cm_contender *at;
    uint32_t n;
    cm_contending_party *parties;
    uint32_t n_parties;
    cm_seat_district *districts;
    uint32_t n_districts;
    cm_vec(cm_contending_alliance) alliances;
    const cm_number *hurdle; /**< NULL: none */
    bool hurdle_is_share;
    uint64_t base_exempts; /**< 0: none */
    mpz_t votes, valid;    /**< in all; valid >= votes */
} cm_contenders;

/** What the question lacks, or NULL. */
const char *cm_seats_missing(const comitia_question *q);

/**
 * Reads votes (of poll: shares), method, hurdle, base seats. What does not fit
 * is an error in ask->diags: the rest is then not to be used.
 *
 * @param contenders  cleared by the caller, also after a failure
 */
COMITIA_NODISCARD comitia_status cm_contenders_read(cm_ask *ask,
                                                    cm_contenders *contenders);
void cm_contenders_clear(cm_contenders *contenders);

/** Whether `votes` of `valid` votes pass the hurdle. */
bool cm_passes_hurdle(const cm_contenders *contenders, mpz_srcptr votes,
                      mpz_srcptr valid);
/** Sets the entry of every contender. */
void cm_contenders_enter(cm_contenders *contenders);

/** "method", "quota" and "hurdle". */
void cm_put_seat_rules(const cm_contenders *contenders, comitia_value *answer);
/** Says why there are no seats, for one district or all; exit 64. */
void cm_refuse_seats(cm_contenders *contenders, const cm_contest *contest,
                     const cm_seating *seating, const char *district);

/** The party of that name, or CM_NONE after an error that says so. */
uint32_t cm_contending(cm_contenders *contenders, const char *name);
/** An error without a place, and the exit code that goes with it. */
#define cm_refuse_contenders(contenders, code, exit_code, ...)                 \
    (cm_diag_add(&(contenders)->ask->diags, (code), CM_ERROR, CM_NO_SPAN,      \
                 __VA_ARGS__),                                                 \
     (void)((contenders)->ask->exit = (contenders)->ask->exit < (exit_code)    \
                                          ? (exit_code)                        \
                                          : (contenders)->ask->exit))

/* Between the two files that read. */

/** So deep do alliances lie inside each other, the outermost included. */
enum { CM_MOST_JOINT_LEVELS = 8 };

/** "598" as 1..CM_MOST_SEATS; false after an error. */
bool cm_read_seat_count(cm_contenders *contenders, const char *what,
                        const char *text, uint64_t *seats);
/** Makes parties and districts of names; n lines at most. */
COMITIA_NODISCARD comitia_status cm_read_contenders(cm_contenders *contenders);
/** Makes alliances of the texts of --joint, sets those of their parties. */
COMITIA_NODISCARD comitia_status cm_read_joint(cm_contenders *contenders);
/**
 * The alliance of a row of a table.
 *
 * @param known      what this made of the rows before; all zero at first
 * @param joint,sub  its cells; NULL: there is no such column, "": none
 * @param alliance   the innermost one, or CM_NONE
 */
COMITIA_NODISCARD comitia_status
cm_read_joint_cells(cm_contenders *contenders, cm_map *known, const char *joint,
                    const char *sub, uint32_t line, uint32_t *alliance);

#endif
