/* Words for versions, statuses and verbs. */
#include "comitia/comitia.h"

const char *comitia_version(void)
{
    return COMITIA_VERSION;
}

const char *comitia_status_text(comitia_status status)
{
    static const char *const texts[] = {
#define TEXT_ROW(name, text) [COMITIA_##name] = (text),
        COMITIA_STATUS_LIST(TEXT_ROW)
#undef TEXT_ROW
    };
    return (size_t)status < sizeof texts / sizeof *texts ? texts[status]
                                                         : "unknown status";
}

const char *comitia_verb_text(comitia_verb verb)
{
    static const char *const texts[] = {
        [COMITIA_CHECK] = "check",   [COMITIA_BRIEF] = "brief",
        [COMITIA_STATUS] = "status", [COMITIA_NEEDS] = "needs",
        [COMITIA_CAN] = "can",       [COMITIA_WHO] = "who",
        [COMITIA_POWER] = "power",   [COMITIA_CHANCE] = "chance",
        [COMITIA_BELIEF] = "belief", [COMITIA_DEAL] = "deal",
        [COMITIA_TIMELINE] = "timeline",
        [COMITIA_WHY] = "why",       [COMITIA_HOW] = "how",
        [COMITIA_SHOW] = "show",     [COMITIA_DIFF] = "diff",
        [COMITIA_EXPLAIN] = "explain",
        [COMITIA_SWEEP] = "sweep",
        [COMITIA_SEATS] = "seats",   [COMITIA_POLL] = "poll",
    };
    return (size_t)verb < sizeof texts / sizeof *texts ? texts[verb]
                                                       : "unknown";
}
