#include "epic.h"

#include <gmp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

/* A file of its own for each of what goes in and what comes out. */
typedef struct files {
    char weights[64], results[64];
} files;

static FILE *open_new(char *path)
{
    strcpy(path, "/tmp/comitia-bench-XXXXXX");
    int fd = mkstemp(path);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w+");
    if (!out) {
        fprintf(stderr, "bench: no file can be made in /tmp\n");
        exit(1);
    }
    return out;
}

static files write_weights(const bench_holders *holders)
{
    files f;
    FILE *out = open_new(f.weights);
    for (uint32_t i = 0; i < holders->n; i++)
        fprintf(out, "%" PRIu32 "\n", holders->weight[i]);
    fclose(out);
    fclose(open_new(f.results));
    return f;
}

/* "P1: 0.0245", "P7: 3.14159e+55"; players count from 0 or 1, in order. */
static bool read_value(const char *line, const char **value)
{
    const char *colon = strchr(line, ':');
    *value = colon ? colon + 2 : NULL;
    return line[0] == 'P' && colon && colon[1] == ' ' &&
           strspn(line + 1, "0123456789") == (size_t)(colon - line - 1);
}

/* value = digits * 10^exponent, a unit of the last digit printed 10^exponent;
   six digits, however few of them are written. */
static void read_decimal(const char *text, mpq_t value, mpq_t unit)
{
    enum { PRINTED = 6 };
    mpz_t power;
    long exponent = 0, n = 0;
    bool fraction = false;
    mpz_init_set_ui(power, 0);
    for (; *text && strchr("0123456789.", *text); text++) {
        fraction |= *text == '.';
        if (*text == '.')
            continue;
        mpz_mul_ui(power, power, 10);
        mpz_add_ui(power, power, (unsigned long)(*text - '0'));
        n += mpz_sgn(power) != 0;
        exponent -= fraction;
    }
    if (*text == 'e')
        exponent += strtol(text + 1, NULL, 10);
    for (; n && n < PRINTED; n++, exponent--)
        mpz_mul_ui(power, power, 10);
    mpq_set_z(value, power);
    mpz_ui_pow_ui(power, 10, (unsigned long)labs(exponent));
    mpq_set_z(unit, power);
    if (exponent < 0)
        mpq_inv(unit, unit);
    mpq_mul(value, value, unit);
    mpz_clear(power);
}

/* Is it ours, rounded? Where it was rounded twice, half a unit and a bit. */
static bool is_rounded(const char *theirs, const char *ours)
{
    mpq_t value, unit, own;
    mpq_init(value);
    mpq_init(unit);
    mpq_init(own);
    read_decimal(theirs, value, unit);
    bool is = mpq_set_str(own, ours, 10) == 0;
    mpq_sub(value, value, own);
    mpq_abs(value, value);
    mpq_set_ui(own, 51, 100);
    mpq_mul(unit, unit, own);
    is = is && mpq_cmp(value, unit) <= 0;
    mpq_clear(value);
    mpq_clear(unit);
    mpq_clear(own);
    return is;
}

static double decimal_of(const char *fraction)
{
    mpq_t q;
    mpq_init(q);
    double value = mpq_set_str(q, fraction, 10) ? 0 : mpq_get_d(q);
    mpq_clear(q);
    return value;
}

static void compare(const files *f, const char *row, const char *key,
                    uint32_t n, char *text, size_t n_bytes)
{
    char line[256], first[128] = "";
    const char *value;
    uint32_t n_read = 0, n_wrong = 0;
    FILE *in = fopen(f->results, "r");
    while (in && fgets(line, sizeof line, in)) {
        line[strcspn(line, "\r\n")] = '\0';
        const char *ours = bench_number(row, key, n_read);
        if (!read_value(line, &value))
            continue;
        n_read++;
        if (ours && is_rounded(value, ours))
            continue;
        if (!n_wrong++)
            snprintf(first, sizeof first, "%.40s there, %.6g here", line,
                     ours ? decimal_of(ours) : 0);
    }
    if (in)
        fclose(in);
    if (n_read != n)
        snprintf(text, n_bytes, "%" PRIu32 " numbers\tDIFFERENT: not %" PRIu32,
                 n_read, n);
    else if (n_wrong)
        snprintf(text, n_bytes,
                 "%" PRIu32 " numbers\tDIFFERENT: %" PRIu32 ", first %s",
                 n_read, n_wrong, first);
    else
        snprintf(text, n_bytes,
                 "%" PRIu32 " numbers\t%" PRIu32 " equal to six digits", n_read,
                 n_read);
}

void bench_epic(const char *path, const char *row, const char *index,
                const char *key, const bench_holders *holders, uint64_t quota)
{
    char command[4096], name[128], text[512];
    files f = write_weights(holders);
    snprintf(name, sizeof name, "%s-epic", row);
    /* It asks whether to go on where memory may not suffice: no. */
    int n = snprintf(command, sizeof command,
                     "echo n | '%s' -i %s -w %s -q %" PRIu64 " >%s", path,
                     index, f.weights, quota, f.results);
    double took = n < (int)sizeof command ? bench_command(name, command) : -1;
    if (took >= 0) {
        compare(&f, row, key, holders->n, text, sizeof text);
        printf("%s\t1\t%.3f\t%.3f\t%.3f\t-\t%s\n", name, took, took, took,
               text);
        fflush(stdout);
    }
    remove(f.weights);
    remove(f.results);
}
