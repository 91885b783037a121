/* The words of the language: reserved ones, and those that only the grammar's
 * own places recognise. */
#ifndef CM_WORDS_H
#define CM_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Reserved words (LANGUAGE 2), in alphabetical order. */
#define CM_RESERVED_LIST(X)                                                    \
    X(ABSENT, "absent")                                                        \
    X(ABSTAIN, "abstain")                                                      \
    X(ABSTAINING, "abstaining")                                                \
    X(ACT, "act")                                                              \
    X(ACTOR, "actor")                                                          \
    X(AGAINST, "against")                                                      \
    X(ALL, "all")                                                              \
    X(AND, "and")                                                              \
    X(AS, "as")                                                                \
    X(AT, "at")                                                                \
    X(BEFORE, "before")                                                        \
    X(BELIEVES, "believes")                                                    \
    X(BETWEEN, "between")                                                      \
    X(BLOCK, "block")                                                          \
    X(BODY, "body")                                                            \
    X(BUT, "but")                                                              \
    X(BY, "by")                                                                \
    X(CAN, "can")                                                              \
    X(CANNOT, "cannot")                                                        \
    X(CAST, "cast")                                                            \
    X(CERTAIN, "certain")                                                      \
    X(CITE, "cite")                                                            \
    X(CONSENT, "consent")                                                      \
    X(DEAL, "deal")                                                            \
    X(DEMANDS, "demands")                                                      \
    X(DENIES, "denies")                                                        \
    X(DID, "did")                                                              \
    X(EACH, "each")                                                            \
    X(EXPECT, "expect")                                                        \
    X(FACT, "fact")                                                            \
    X(FAILED, "failed")                                                        \
    X(FALSE, "false")                                                          \
    X(FEWER, "fewer")                                                          \
    X(FORCE, "force")                                                          \
    X(FORECAST, "forecast")                                                    \
    X(FREE, "free")                                                            \
    X(FROM, "from")                                                            \
    X(GIVEN, "given")                                                          \
    X(GOAL, "goal")                                                            \
    X(GROUP, "group")                                                          \
    X(HALF, "half")                                                            \
    X(HAPPEN, "happen")                                                        \
    X(HAPPENED, "happened")                                                    \
    X(HAS, "has")                                                              \
    X(HOLDS, "holds")                                                          \
    X(IF, "if")                                                                \
    X(ILLUSTRATIVE, "illustrative")                                            \
    X(IMPOSSIBLE, "impossible")                                                \
    X(IN, "in")                                                                \
    X(IS, "is")                                                                \
    X(LADDER, "ladder")                                                        \
    X(LEAST, "least")                                                          \
    X(MAJORITY, "majority")                                                    \
    X(MEMBER, "member")                                                        \
    X(MEMBERS, "members")                                                      \
    X(MORE, "more")                                                            \
    X(MOST, "most")                                                            \
    X(NAMED, "named")                                                          \
    X(NEEDS, "needs")                                                          \
    X(NO, "no")                                                                \
    X(NOBODY, "nobody")                                                        \
    X(NOT, "not")                                                              \
    X(OF, "of")                                                                \
    X(ON, "on")                                                                \
    X(ONE, "one")                                                              \
    X(OPEN, "open")                                                            \
    X(OR, "or")                                                                \
    X(OTHERWISE, "otherwise")                                                  \
    X(OUTCOME, "outcome")                                                      \
    X(PARTY, "party")                                                          \
    X(PASSED, "passed")                                                        \
    X(POINT, "point")                                                          \
    X(PREFERS, "prefers")                                                      \
    X(PRESENT, "present")                                                      \
    X(PROMISES, "promises")                                                    \
    X(QUORUM, "quorum")                                                        \
    X(REJECTED, "rejected")                                                    \
    X(REPORT, "report")                                                        \
    X(REST, "rest")                                                            \
    X(ROUNDED, "rounded")                                                      \
    X(SAY, "say")                                                              \
    X(SAYS, "says")                                                            \
    X(SEATS, "seats")                                                          \
    X(SINCE, "since")                                                          \
    X(SOURCE, "source")                                                        \
    X(TALKS, "talks")                                                          \
    X(THAN, "than")                                                            \
    X(THEN, "then")                                                            \
    X(THROUGH, "through")                                                      \
    X(TIES, "ties")                                                            \
    X(TO, "to")                                                                \
    X(TRUE, "true")                                                            \
    X(UNKNOWN, "unknown")                                                      \
    X(UNLESS, "unless")                                                        \
    X(UNTIL, "until")                                                          \
    X(UNVERIFIED, "unverified")                                                \
    X(USE, "use")                                                              \
    X(VACANT, "vacant")                                                        \
    X(VERIFIED, "verified")                                                    \
    X(VETO, "veto")                                                            \
    X(VOTED, "voted")                                                          \
    X(WANTS, "wants")                                                          \
    X(WHEN, "when")                                                            \
    X(WITH, "with")                                                            \
    X(WITHOUT, "without")                                                      \
    X(WORTH, "worth")                                                          \
    X(YES, "yes")

/** Words that are free names elsewhere. */
#define CM_CONTEXTUAL_LIST(X)                                                  \
    X(A, "a")                                                                  \
    X(ALSO, "also")                                                            \
    X(BANZHAF, "banzhaf")                                                      \
    X(BLOCKING, "blocking")                                                    \
    X(BROKEN, "broken")                                                        \
    X(CHANCE, "chance")                                                        \
    X(COALITION, "coalition")                                                  \
    X(COALITIONS, "coalitions")                                                \
    X(COLOUR, "colour")                                                        \
    X(DECISION, "decision")                                                    \
    X(DEEGAN_PACKEL, "deegan-packel")                                          \
    X(DOES, "does")                                                            \
    X(FOR, "for")                                                              \
    X(HOLD, "hold")                                                            \
    X(HOLLER, "holler")                                                        \
    X(JOHNSTON, "johnston")                                                    \
    X(MINIMAL, "minimal")                                                      \
    X(POSSIBLE, "possible")                                                    \
    X(RIGHT, "right")                                                          \
    X(ROLE, "role")                                                            \
    X(SHAPLEY, "shapley")                                                      \
    X(SWINGS, "swings")                                                        \
    X(THREATENS, "threatens")                                                  \
    X(UNNAMED, "unnamed")                                                      \
    X(VOTES, "votes")                                                          \
    X(WINNING, "winning")

typedef enum cm_lex_word {
    CM_W_NONE,
#define CM_WORD_ROW(name, text) CM_W_##name,
    CM_RESERVED_LIST(CM_WORD_ROW) CM_W_LAST_RESERVED,
    CM_CONTEXTUAL_LIST(CM_WORD_ROW)
#undef CM_WORD_ROW
        CM_N_WORDS
} cm_lex_word;

/** The word that a text is, or CM_W_NONE. */
cm_lex_word cm_word_of(const char *at, size_t bytes);

static inline bool cm_word_reserved(cm_lex_word word)
{
    return word > CM_W_NONE && word < CM_W_LAST_RESERVED;
}

/** True for the words that begin a declaration. */
bool cm_word_declares(cm_lex_word word);

/** Its spelling; "" for CM_W_NONE. */
const char *cm_word_text(cm_lex_word word);

#endif
