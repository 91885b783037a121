/* The standard layout of a text (LANGUAGE 13, fmt).
 *
 * The parser marks where a declaration, a clause, entry or line begins and
 * where a list may go on in a new line. Here the tokens are written again with
 * no other blanks than these marks, the comments and the blank lines ask for,
 * so the layout depends on nothing that it changes: it stays as it is when it
 * is laid out again.
 */
#include "lang/parse/chars.h"
#include "lang/parse/parse.h"
#include "lang/parse/parser.h"

enum { WIDTH = 80, CLAUSE_INDENT = 2, LIST_INDENT = 4 };

typedef struct layout {
    cm_lexer lexer;
    const cm_marks *marks;
    size_t mark; /* the first that is not behind */
    cm_buf *out;
    size_t column; /* code points on the line under way */
    cm_buf piece;  /* tokens that stay on one line */
    size_t piece_columns;
    bool piece_blank;   /* a blank stands before it, unless a line begins */
    cm_token_kind left; /* the token before; CM_T_END at the start */
    uint32_t left_line;
    bool line_ends;        /* a comment was written */
    size_t comment_indent; /* of the run of comments under way; */
    bool has_indent;       /* once it is known */
} layout;

static size_t indent_of(cm_mark_kind mark)
{
    return mark == CM_MARK_DECLARATION ? 0
           : mark == CM_MARK_CLAUSE    ? CLAUSE_INDENT
                                       : LIST_INDENT;
}

/* The strongest mark at a place, from the i-th on. */
static cm_mark_kind mark_at(const cm_marks *marks, size_t i, uint32_t at)
{
    cm_mark_kind kind = CM_MARK_NONE;
    for (; i < marks->n && marks->at[i].at <= at; i++)
        if (marks->at[i].at == at && marks->at[i].kind < kind)
            kind = marks->at[i].kind;
    return kind;
}

static void new_line(layout *l, size_t indent)
{
    if (l->left != CM_T_END)
        cm_buf_char(l->out, '\n');
    cm_buf_fill(l->out, ' ', indent);
    l->column = indent;
    l->line_ends = false;
}

/* Writes the tokens that wait, in a new line if this one would be too long. */
static void write_piece(layout *l)
{
    if (l->piece.n == 0)
        return;
    if (l->piece_blank && l->column + 1 + l->piece_columns > WIDTH)
        new_line(l, LIST_INDENT);
    else if (l->piece_blank) {
        cm_buf_char(l->out, ' ');
        l->column++;
    }
    cm_buf_add_n(l->out, l->piece.at, l->piece.n);
    l->column += l->piece_columns;
    l->piece.n = l->piece_columns = 0;
}

/* True if an empty line stands before a token; at the beginning it is kept
   too, since the first line is the title of a brief. */
static bool empty_line_before(const layout *l, const cm_token *token)
{
    return token->line >= l->left_line + (l->left == CM_T_END ? 1 : 2);
}

static void begin_line(layout *l, const cm_token *token, size_t indent)
{
    write_piece(l);
    if (empty_line_before(l, token))
        cm_buf_char(l->out, '\n');
    new_line(l, indent);
}

static void write_token(layout *l, const cm_token *token)
{
    while (l->mark < l->marks->n && l->marks->at[l->mark].at < token->at)
        l->mark++;
    cm_mark_kind mark = mark_at(l->marks, l->mark, token->at);
    bool blank = cm_blank_between(l->left, token->kind);
    if (mark <= CM_MARK_CLAUSE || l->line_ends || l->left == CM_T_END ||
        empty_line_before(l, token)) {
        begin_line(l, token, indent_of(mark));
        l->piece_blank = false;
    } else if (mark != CM_MARK_NONE && blank) {
        write_piece(l);
        l->piece_blank = true;
    } else if (blank) {
        cm_buf_char(&l->piece, ' ');
        l->piece_columns++;
    }
    cm_buf_add_n(&l->piece, l->lexer.text + token->at, token->bytes);
    l->piece_columns += token->end_column - token->column;
    l->has_indent = false;
}

/* Comments stand before what comes next, so they are as far in as that. */
static size_t comment_indent(layout *l)
{
    if (l->has_indent)
        return l->comment_indent;
    cm_lexer ahead = l->lexer;
    ahead.keep_comments = false;
    cm_token next = cm_lexer_next(&ahead);
    l->comment_indent = next.kind == CM_T_END
                            ? 0
                            : indent_of(mark_at(l->marks, l->mark, next.at));
    l->has_indent = true;
    return l->comment_indent;
}

static void write_comment(layout *l, const cm_token *token)
{
    const char *at = l->lexer.text + token->at;
    size_t bytes = token->bytes;
    while (strchr(" \t\r", at[bytes - 1]))
        bytes--;
    if (l->left != CM_T_END && token->line == l->left_line) {
        write_piece(l);
        cm_buf_char(l->out, ' ');
    } else {
        begin_line(l, token, comment_indent(l));
    }
    cm_buf_add_n(l->out, at, bytes);
    l->line_ends = true;
}

static comitia_status lay_out(cm_ctx *ctx, layout *l)
{
    for (uint32_t n = 0;; n++) {
        cm_token token = cm_lexer_next(&l->lexer);
        if (token.kind == CM_T_END)
            break;
        if (token.kind == CM_T_COMMENT)
            write_comment(l, &token);
        else
            write_token(l, &token);
        l->left = (cm_token_kind)token.kind;
        l->left_line = token.line;
        if (n % 256 == 0)
            CM_TRY(cm_spend(ctx, 256 * 10));
    }
    write_piece(l);
    if (l->left != CM_T_END)
        cm_buf_char(l->out, '\n');
    return l->out->failed || l->piece.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_format(cm_ctx *ctx, cm_model *model, const char *path,
                         const char *bytes, size_t n, cm_buf *out)
{
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    cm_marks marks = {0};
    cm_syntax syntax;
    comitia_status status;
    CM_GO(cm_parse_marked(ctx, model, NULL, path, bytes, n, &syntax, &scratch,
                          &marks, false));
    if (model->diags.n_errors) {
        status = COMITIA_E_MODEL;
        goto done;
    }
    layout l = {.marks = &marks, .out = out, .left = CM_T_END, .left_line = 1};
    cm_buf_init(&l.piece, &scratch);
    cm_lexer_init(&l.lexer, model->texts[0].at, model->texts[0].bytes);
    l.lexer.keep_comments = true;
    status = lay_out(ctx, &l);
done:
    cm_arena_clear(&scratch);
    return status;
}
