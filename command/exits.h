/* What the program ends with besides the answers' own 0 to 4 (LANGUAGE,
 * section 13). */
#ifndef CLI_EXITS_H
#define CLI_EXITS_H

enum {
    CLI_EXIT_USAGE = 64,   /**< wrong usage */
    CLI_EXIT_MODEL = 65,   /**< the file has errors */
    CLI_EXIT_NOINPUT = 66, /**< the file cannot be read */
    CLI_EXIT_LIMIT = 69,   /**< a limit, or no memory, left nothing to answer */
    CLI_EXIT_BUG = 70,     /**< an internal check failed */
    CLI_EXIT_OUTPUT = 74,  /**< the answer could not be written */
    CLI_EXIT_SIGNAL = 128  /**< and the signal's number: 130 after Ctrl-C */
};

#endif
