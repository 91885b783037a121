#include "options.h"

#include <string.h>

/* Asks the program which names may stand there; else files are offered. Bash
   makes words of their own of "=" and what is beside it: they are put together
   again, and what stands before the last stays. */
static void print_bash_names(FILE *out)
{
    fputs("    local whole= before= first=1 names IFS=$'\\n'\n"
          "    set --\n"
          "    for word in \"${COMP_WORDS[@]:1:$COMP_CWORD}\"; do\n"
          "        case $word,$before in\n"
          "        =,* | *,=) whole=$whole$word ;;\n"
          "        *)\n"
          "            [[ $first ]] || set -- \"$@\" \"$whole\"\n"
          "            whole=$word first= ;;\n"
          "        esac\n"
          "        before=$word\n"
          "    done\n"
          "    [[ $cur != = ]] || cur=\n"
          "    names=$(\"${COMP_WORDS[0]/#\\~\\//$HOME/}\" completions names "
          "\"$@\" \"$whole\" 2>/dev/null)\n"
          "    COMPREPLY=($names)\n"
          "    COMPREPLY=(\"${COMPREPLY[@]#\"${whole%\"$cur\"}\"}\")\n"
          "    [[ $names ]] || COMPREPLY=($(compgen -f -- \"$cur\"))\n",
          out);
}

/* The verbs, and for each its options, as a shell's case statement. */
static void print_bash(FILE *out)
{
    fputs("_comitia() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} verb= word\n"
          "    for word in \"${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}\"; do\n"
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
          "    *,-*=*) ;;\n"
          "    ,* | *,-*)\n"
          "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
          "        return ;;\n"
          "    esac\n",
          out);
    print_bash_names(out);
    fputs("}\n"
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
    fputs("function __comitia_names\n"
          "    set -l words (commandline -opc)\n"
          "    eval $words[1] completions names \\\n"
          "        (string escape -- $words[2..] (commandline -ct)) 2>/dev/null |\n"
          "        string replace -r -- '^--[a-z-]+=' ''\n"
          "end\n"
          "complete -c comitia -n 'not __fish_use_subcommand' "
          "-a '(__comitia_names)'\n",
          out);
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
                cli_needs_value(option) ? " -r -a '(__comitia_names)'" : "");
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
