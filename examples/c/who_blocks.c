/* Asks the library one question about a model:
 *     cc who_blocks.c $(pkg-config --cflags --libs comitia) -o who_blocks
 *     ./who_blocks ../cambodia-2016.comitia Arrest CNRP
 */
#include <comitia/comitia.h>
#include <stdio.h>

static int print(void *out, const char *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, out) != n_bytes;
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    FILE *in = argc == 4 ? fopen(argv[1], "rb") : NULL;
    if (!in)
        return fputs("usage: who_blocks FILE NAME PLAYER\n", stderr), 64;
    size_t n_bytes = fread(bytes, 1, sizeof bytes, in);
    fclose(in);

    comitia_question question = {
        .verb = COMITIA_CAN, .block = true,
        .names = (const char *const *)&argv[2], .n_names = 1,
        .who = (const char *const *)&argv[3], .n_who = 1,
    };
    comitia_ctx *ctx = NULL;
    comitia_model *model = NULL;
    comitia_answer *answer = NULL;
    int code = 70;
    if (!comitia_ctx_new(NULL, &ctx) &&
        !comitia_model_parse(ctx, argv[1], bytes, n_bytes, NULL, &model) &&
        !comitia_ask(ctx, model, &question, NULL, &answer) &&
        !comitia_answer_print(ctx, answer, &(comitia_print){0}, print, stdout))
        code = comitia_answer_exit(answer); /* 0 yes, 1 no, 2 open */
    comitia_answer_free(answer);
    comitia_model_free(model);
    comitia_ctx_free(ctx);
    return code;
}
