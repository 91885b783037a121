#include "options.h"

#include <string.h>

/* The verbs, and for each its options, as a shell's case statement. */
static void print_bash(void)
{
    fputs("_comitia() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} verb= word\n"
          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        case $word in -*) ;; *) verb=$word; break ;; esac\n"
          "    done\n"
          "    local words=\n"
          "    case $verb in\n"
          "    '') words='",
          stdout);
    for (size_t i = 0; i < cli_n_verbs; i++)
        printf("%s%s", i ? " " : "", cli_verbs[i].name);
    fputs("' ;;\n", stdout);
    for (size_t i = 0; i < cli_n_verbs; i++) {
        printf("    %s) words='", cli_verbs[i].name);
        for (size_t k = 0; k < cli_n_options; k++)
            if (cli_takes(&cli_verbs[i], &cli_options[k]))
                printf(" --%s", cli_options[k].name);
        fputs("' ;;\n", stdout);
    }
    fputs("    esac\n"
          "    case $verb,$cur in\n"
          "    ,* | *,-*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
          "    esac\n"
          "}\n"
          "complete -o filenames -F _comitia comitia\n",
          stdout);
}

/* One text inside single quotes of fish. */
static void print_quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void print_fish(void)
{
    for (size_t i = 0; i < cli_n_verbs; i++) {
        printf("complete -c comitia -n __fish_use_subcommand -a %s -d ",
               cli_verbs[i].name);
        print_quoted(cli_verbs[i].does);
        putchar('\n');
    }
    for (size_t k = 0; k < cli_n_options; k++) {
        const cli_option *option = &cli_options[k];
        fputs("complete -c comitia -n '__fish_seen_subcommand_from", stdout);
        for (size_t i = 0; i < cli_n_verbs; i++)
            if (cli_takes(&cli_verbs[i], option))
                printf(" %s", cli_verbs[i].name);
        printf("' -l %s%s -d ", option->name, option->value ? " -r" : "");
        print_quoted(option->does);
        putchar('\n');
    }
}

bool cli_print_completions(const char *shell)
{
    if (strcmp(shell, "bash") == 0) {
        print_bash();
    } else if (strcmp(shell, "zsh") == 0) {
        puts("#compdef comitia\nautoload -U +X bashcompinit && bashcompinit");
        print_bash();
    } else if (strcmp(shell, "fish") == 0) {
        print_fish();
    } else {
        return false;
    }
    return true;
}
