#include "options.h"

#include <string.h>

/* The verbs, and for each its options, as a shell's case statement. */
static void print_bash(FILE *out)
{
    fputs("_comitia() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} verb= word\n"
          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        case $word in -*) ;; *) verb=$word; break ;; esac\n"
          "    done\n"
          "    local words=\n"
          "    case $verb in\n"
          "    '') words='",
          out);
    for (size_t i = 0; i < cli_n_verbs; i++)
        fprintf(out, "%s%s", i ? " " : "", cli_verbs[i].name);
    fputs("' ;;\n", out);
    for (size_t i = 0; i < cli_n_verbs; i++) {
        fprintf(out, "    %s) words='", cli_verbs[i].name);
        for (size_t k = 0; k < cli_n_options; k++)
            if (cli_takes(&cli_verbs[i], &cli_options[k]))
                fprintf(out, " --%s", cli_options[k].name);
        fputs("' ;;\n", out);
    }
    fputs("    esac\n"
          "    case $verb,$cur in\n"
          "    ,* | *,-*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
          "    esac\n"
          "}\n"
          "complete -o filenames -F _comitia comitia\n",
          out);
}

/* One text inside single quotes of fish. */
static void print_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

static void print_fish(FILE *out)
{
    for (size_t i = 0; i < cli_n_verbs; i++) {
        fprintf(out, "complete -c comitia -n __fish_use_subcommand -a %s -d ",
                cli_verbs[i].name);
        print_quoted(out, cli_verbs[i].does);
        fputc('\n', out);
    }
    for (size_t k = 0; k < cli_n_options; k++) {
        const cli_option *option = &cli_options[k];
        fputs("complete -c comitia -n '__fish_seen_subcommand_from", out);
        for (size_t i = 0; i < cli_n_verbs; i++)
            if (cli_takes(&cli_verbs[i], option))
                fprintf(out, " %s", cli_verbs[i].name);
        fprintf(out, "' -l %s%s -d ", option->name,
                cli_needs_value(option) ? " -r" : "");
        print_quoted(out, option->does);
        fputc('\n', out);
    }
}

bool cli_print_completions(FILE *out, const char *shell)
{
    if (strcmp(shell, "bash") == 0) {
        print_bash(out);
    } else if (strcmp(shell, "zsh") == 0) {
        fputs("#compdef comitia\nautoload -U +X bashcompinit && bashcompinit\n",
              out);
        print_bash(out);
    } else if (strcmp(shell, "fish") == 0) {
        print_fish(out);
    } else {
        return false;
    }
    return true;
}
