/* What `seats` and `poll` are asked: votes or shares, a method, a hurdle. */
#ifndef COMITIA_SEATS_H
#define COMITIA_SEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Numbers are texts, as on the command line. All zero but for what is needed
 * means: no hurdle, nobody exempt, no districts, no base seats. With a table
 * (comitia_question.csv, with name_column) there are no `votes`.
 */
typedef struct comitia_seats {
    const char *method; /**< "dhondt" or "jefferson", "sainte-lague" or
                             "webster", "modified-sainte-lague",
                             "modified-sainte-lague-1.2", "adams", "dean",
                             "huntington-hill", "largest-remainder" */
    const char *quota;  /**< of largest-remainder: "hare", "droop",
                             "hagenbach-bischoff", "imperiali" */
    const char *seats;  /**< to be given out; NULL with district_seats */
    const char *const *votes; /**< "NAME=VOTES"; of poll "NAME=SHARE" */
    size_t n_votes;           /**< of votes */
    const char *votes_column; /**< of the table: votes, of poll shares */

    const char *hurdle;    /**< "5%", "1/20" of all valid votes; "2000" votes */
    bool hurdle_more_than; /**< as many do not do */
    const char *hurdle_of; /**< "all" or "district": whose votes count */
    const char *valid;     /**< all valid votes; NULL: the sum of the votes */
    const char *const *exempt; /**< parties without a hurdle */
    size_t n_exempt;           /**< of exempt */

    /* seats only */
    const char *district_column; /**< each is given out by itself */
    const char *district_seats;  /**< a column, one number a district */
    const char *base; /**< the column of base seats; without a table
                           "NAME=SEATS,NAME=SEATS" */
    const char *base_exempts; /**< so many base seats pass the hurdle too */
    const char *overhang;     /**< "within" or "added" */
    const char *const *joint; /**< lists that get their seats as one and then
                                   share these out: "A+B", "A+(B+C)" */
    size_t n_joint;           /**< of joint */
    const char *joint_column; /**< rows with the same text in it are joint */
    const char *joint_sub_column; /**< and of these, those with the same text in
                                       this one */
    const char *joint_hurdle; /**< "list" or "alliance": who of joint lists has
                                   to pass the hurdle */

    /* poll only */
    uint64_t size;        /**< how many were asked */
    const char *majority; /**< seats; NULL: more than half */
    const char *const *coalitions; /**< "NAME+NAME" */
    size_t n_coalitions;           /**< of coalitions */
} comitia_seats;

#endif
