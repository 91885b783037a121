#include "compare.h"

#include <gmp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "comitia/places.h"
#include "digest.h"

/* ---- the numbers of an answer, by key
 * ------------------------------------------- */

static const char *const keys[] = {"winning",
                                   "minimal_winning",
                                   "minimal_blocking",
                                   "swings",
                                   "banzhaf",
                                   "banzhaf_absolute",
                                   "shapley",
                                   "deegan_packel",
                                   "holler",
                                   "johnston",
                                   "coleman_prevent",
                                   "coleman_initiate",
                                   "coleman_collective",
                                   "owen",
                                   "seats",
                                   "enters",
                                   "majority",
                                   "minimal"};

enum { N_KEYS = sizeof keys / sizeof *keys, KEPT = 10000 };

/* One number: exact where both ends are the same text. */
typedef struct ends {
    const char *low, *high;
} ends;

typedef struct numbers {
    ends *of[N_KEYS];
    uint32_t n[N_KEYS];
} numbers;

/* What a row has found; those of a small row are kept for later ones. */
typedef struct kept {
    char *row;
    numbers found;
    struct kept *next;
} kept;

static void *grown(void *list, uint32_t n, size_t item_bytes)
{
    if (n & (n - 1))
        return list;
    list = realloc(list, (n ? 2 * (size_t)n : 1) * item_bytes);
    if (!list)
        exit(1);
    return list;
}

static void add(numbers *found, unsigned key, ends number)
{
    found->of[key] = grown(found->of[key], found->n[key], sizeof(ends));
    found->of[key][found->n[key]++] = number;
}

static bool is_number(const char *text)
{
    return text && *text && strspn(text, "0123456789/.-") == strlen(text);
}

static void take(numbers *found, const char *name, const comitia_value *value)
{
    ends number = {comitia_value_string(value), comitia_value_string(value)};
    if (comitia_value_kind(value) == COMITIA_OBJECT) {
        number.low = comitia_value_string(comitia_value_get(value, "low"));
        number.high = comitia_value_string(comitia_value_get(value, "high"));
    }
    for (unsigned key = 0; key < N_KEYS; key++)
        if (strcmp(name, keys[key]) == 0 && is_number(number.low) &&
            is_number(number.high))
            add(found, key, number);
}

/* Of seats, those that a party is given; of majorities, chances. */
static bool is_found(const comitia_value *object, const char *name,
                     const comitia_value *value)
{
    if (strcmp(name, "seats") == 0)
        return comitia_value_get(object, "share") &&
               comitia_value_string(value);
    return strcmp(name, "majority") || !comitia_value_string(value);
}

static void gather(numbers *found, const comitia_value *value)
{
    for (size_t i = 0; i < comitia_value_count(value); i++) {
        const comitia_value *item = comitia_value_at(value, i);
        const char *name = comitia_value_key(value, i);
        if (name && is_found(value, name, item))
            take(found, name, item);
        gather(found, item);
    }
}

static void free_numbers(numbers *found)
{
    for (unsigned key = 0; key < N_KEYS; key++)
        free(found->of[key]);
}

/* ---- exact arithmetic on their texts
 * ------------------------------------------------ */

/* "12", "421/2145", "0.0312". */
static void set_number(mpq_t q, const char *text)
{
    char digits[4096];
    const char *point = strchr(text, '.');
    size_t n = strlen(text);
    if (!point && mpq_set_str(q, text, 10) == 0)
        return;
    if (!point || n >= sizeof digits) {
        fprintf(stderr, "bench: not a number: %s\n", text);
        exit(1);
    }
    size_t places = n - (size_t)(point + 1 - text);
    snprintf(digits, sizeof digits, "%.*s%s", (int)(point - text), text,
             point + 1);
    mpz_set_str(mpq_numref(q), digits, 10);
    mpz_ui_pow_ui(mpq_denref(q), 10, places);
    mpq_canonicalize(q);
}

static uint64_t residue(const char *text)
{
    mpq_t q;
    mpz_t prime;
    mpq_init(q);
    mpz_init(prime);
    mpz_ui_pow_ui(prime, 2, 61);
    mpz_sub_ui(prime, prime, 1);
    set_number(q, text);
    if (!mpz_invert(mpq_denref(q), mpq_denref(q), prime))
        mpz_set_ui(mpq_denref(q), 0);
    mpz_mul(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    mpz_mod(mpq_numref(q), mpq_numref(q), prime);
    uint64_t rest = 0;
    mpz_export(&rest, NULL, -1, sizeof rest, 0, 0, mpq_numref(q));
    mpq_clear(q);
    mpz_clear(prime);
    return rest;
}

/* Do the two overlap, up to an error? */
static bool meet(ends a, ends b, const char *error)
{
    mpq_t low, high, slack;
    mpq_init(low);
    mpq_init(high);
    mpq_init(slack);
    set_number(slack, error);
    set_number(low, a.low);
    set_number(high, b.high);
    mpq_add(high, high, slack);
    bool is = mpq_cmp(low, high) <= 0;
    set_number(low, b.low);
    set_number(high, a.high);
    mpq_add(high, high, slack);
    is = is && mpq_cmp(low, high) <= 0;
    mpq_clear(low);
    mpq_clear(high);
    mpq_clear(slack);
    return is;
}

static bench_digest digest_of(const numbers *found, unsigned key)
{
    bench_digest digest = {0, 0};
    for (uint32_t i = 0; i < found->n[key]; i++)
        bench_digest_add(&digest, residue(found->of[key][i].low));
    return digest;
}

/* ---- the references
 * ------------------------------------------------------------------ */

typedef struct reference {
    char row[64], key[64], known[128];
} reference;

static reference *references;
static uint32_t n_references;

static reference *next_reference(void)
{
    references = grown(references, n_references, sizeof *references);
    return &references[n_references];
}

static void read_references(void)
{
    static bool is_read;
    if (is_read)
        return;
    is_read = true;
    bench_file file = bench_read("bench/references.tsv");
    file.bytes[file.n_bytes] = '\0';
    for (char *line = strtok(file.bytes, "\n"); line;
         line = strtok(NULL, "\n")) {
        reference *r = next_reference();
        n_references +=
            *line != '#' && sscanf(line, "%63[^\t]\t%63[^\t]\t%127[^\t]",
                                   r->row, r->key, r->known) == 3;
    }
    free(file.bytes);
}

void bench_know(const char *row, uint64_t number)
{
    reference *r = next_reference();
    snprintf(r->row, sizeof r->row, "%s", row);
    snprintf(r->key, sizeof r->key, "-");
    snprintf(r->known, sizeof r->known, "%" PRIu64, number);
    n_references++;
}

static kept *rows;

static const numbers *found_by(const char *row)
{
    for (const kept *k = rows; k; k = k->next)
        if (strcmp(k->row, row) == 0)
            return &k->found;
    fprintf(stderr, "bench: no row %s before\n", row);
    exit(1);
}

const char *bench_number(const char *row, const char *key, uint32_t place)
{
    const numbers *found = found_by(row);
    for (unsigned k = 0; k < N_KEYS; k++)
        if (strcmp(keys[k], key) == 0 && place < found->n[k] &&
            strcmp(found->of[k][place].low, found->of[k][place].high) == 0)
            return found->of[k][place].low;
    return NULL;
}

/* Holds the reference of the key? Adds how many numbers it is about. */
static bool holds(const numbers *found, unsigned key, const reference *r,
                  uint32_t *n)
{
    uint32_t place = 0, n_known = 0;
    uint64_t sum = 0;
    char value[128], error[128] = "0";
    if (strncmp(r->known, "as ", 3) == 0) {
        const numbers *other = found_by(r->known + 3);
        bool is = other->n[key] == found->n[key];
        for (uint32_t i = 0; is && i < found->n[key]; i++)
            is = meet(found->of[key][i], other->of[key][i], "0");
        *n += found->n[key];
        return is;
    }
    if (sscanf(r->key, "%*[a-z_][%" SCNu32 "]", &place) == 1) {
        *n += 1;
        sscanf(r->known, "%127[^~]~%127s", value, error);
        return place < found->n[key] &&
               meet(found->of[key][place], (ends){value, value}, error);
    }
    bench_digest digest = digest_of(found, key);
    *n += digest.n_numbers;
    return sscanf(r->known, "%" SCNu32 ":%" SCNx64, &n_known, &sum) == 2 &&
           n_known == digest.n_numbers && sum == digest.sum;
}

/* ---- rows
 * -------------------------------------------------------------------------------
 */

/* Of all numbers whose ends are one. */
static void shorten(const numbers *found, char *text, size_t n_bytes)
{
    bench_digest all = {0, 0};
    uint32_t n = 0;
    for (unsigned key = 0; key < N_KEYS; key++) {
        n += found->n[key];
        for (uint32_t i = 0; i < found->n[key]; i++)
            if (strcmp(found->of[key][i].low, found->of[key][i].high) == 0)
                bench_digest_add(&all, residue(found->of[key][i].low));
    }
    if (all.n_numbers == n)
        snprintf(text, n_bytes, "%" PRIu32 ":%016" PRIx64, n, all.sum);
    else
        snprintf(text, n_bytes, "%" PRIu32 " numbers", n);
}

static bool judge(const char *row, const numbers *found, char *text,
                  size_t n_bytes)
{
    uint32_t n_equal = 0, n_bare = 0;
    char wrong[256] = "";
    for (unsigned key = 0; key < N_KEYS; key++) {
        bool any = false;
        for (uint32_t i = 0; i < n_references; i++) {
            const reference *r = &references[i];
            size_t n_key = strlen(keys[key]);
            if (strcmp(r->row, row) || strncmp(r->key, keys[key], n_key) ||
                (r->key[n_key] && r->key[n_key] != '['))
                continue;
            any = true;
            if (!holds(found, key, r, &n_equal))
                snprintf(wrong, sizeof wrong, "WRONG: %s is not %s", r->key,
                         r->known);
        }
        n_bare += any ? 0 : found->n[key];
    }
    if (*wrong)
        snprintf(text, n_bytes, "%s", wrong);
    else if (n_bare)
        snprintf(text, n_bytes, "%" PRIu32 " equal, %" PRIu32 " unknown",
                 n_equal, n_bare);
    else
        snprintf(text, n_bytes, "%" PRIu32 " equal", n_equal);
    return !*wrong && !n_bare;
}

static char *copy(const char *text)
{
    char *own = malloc(strlen(text) + 1);
    if (!own)
        exit(1);
    return strcpy(own, text);
}

static void keep(const char *row, const numbers *found)
{
    kept *k = calloc(1, sizeof *k);
    if (!k)
        exit(1);
    k->row = copy(row);
    for (unsigned key = 0; key < N_KEYS; key++)
        for (uint32_t i = 0; found->n[key] <= KEPT && i < found->n[key]; i++)
            add(&k->found, key,
                (ends){copy(found->of[key][i].low),
                       copy(found->of[key][i].high)});
    k->next = rows;
    rows = k;
}

static bool judge_number(const char *row, uint64_t number, char *text,
                         size_t n_bytes)
{
    for (uint32_t i = 0; i < n_references; i++) {
        const reference *r = &references[i];
        bool is = strtoull(r->known, NULL, 10) == number;
        if (strcmp(r->row, row) || strcmp(r->key, "-"))
            continue;
        snprintf(text, n_bytes, "%" PRIu64 "\t%s%s", number,
                 is ? "1 equal" : "WRONG: it is ", is ? "" : r->known);
        return is;
    }
    snprintf(text, n_bytes, "%" PRIu64 "\tunknown", number);
    return false;
}

/* Names that the model declares. */
static size_t count_names(comitia_ctx *ctx, const comitia_model *model)
{
    comitia_places *places = NULL;
    size_t n = 0;
    bench_ok(comitia_places_of(ctx, model, &places));
    comitia_places_symbols(places, &n);
    comitia_places_free(places);
    return n;
}

void bench_result_free(bench_result *result)
{
    comitia_answer_free(result->answer);
    comitia_model_free(result->model);
}

bool bench_compare(comitia_ctx *ctx, const char *row,
                   const bench_result *result, char *text, size_t n_bytes)
{
    numbers found = {0};
    read_references();
    if (!result->answer)
        return judge_number(row,
                            result->model ? count_names(ctx, result->model)
                                          : result->number,
                            text, n_bytes);
    gather(&found, comitia_answer_value(result->answer));
    shorten(&found, text, n_bytes);
    size_t used = strlen(text);
    snprintf(text + used, n_bytes - used, "\t");
    bool is = judge(row, &found, text + used + 1, n_bytes - used - 1);
    keep(row, &found);
    free_numbers(&found);
    return is;
}
