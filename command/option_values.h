/* Options that a verb takes: what their values mean. */
#ifndef CLI_OPTION_VALUES_H
#define CLI_OPTION_VALUES_H

#include "option_words.h"

/** Does what the option says, which the verb of the arguments takes. 0, or the
    exit code after it was said what is wrong with the value. */
int cli_apply(const cli_setting *set, cli_arguments *arguments);

#endif
