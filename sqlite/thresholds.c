/* Scalar functions about one threshold: what is needed, whether it passes, how
 * likely that is. */
#include "extension.h"

#include <string.h>

#include "base/number.h"

enum { MOST_DIGITS = 200, MOST_VOTERS = 20000 };

/** A threshold: at least or more than a share of a base, or an amount. */
typedef struct threshold {
    mpz_t base;
    mpq_t bound; /* in votes */
    bool more_than;
} threshold;

static void threshold_init(threshold *t)
{
    mpz_init(t->base);
    mpq_init(t->bound);
}

static void threshold_clear(threshold *t)
{
    mpz_clear(t->base);
    mpq_clear(t->bound);
}

static bool refuse(sqlite3_context *to, const char *format, const char *what)
{
    char *message = sqlite3_mprintf(format, what ? what : "NULL");
    if (message)
        sqlite3_result_error(to, message, -1);
    else
        sqlite3_result_error_nomem(to);
    sqlite3_free(message);
    return false;
}

/* A number of votes: an integer, 0 or more. */
static bool read_count(sqlite3_context *to, sqlite3_value *value, mpz_ptr z)
{
    const char *text = (const char *)sqlite3_value_text(value);
    size_t n = text ? strlen(text) : 0;
    if (n == 0 || n > MOST_DIGITS || strspn(text, "0123456789") != n)
        return refuse(to, "a number of votes is an integer, 0 or more; found %s",
                      text);
    mpz_set_str(z, text, 10);
    return true;
}

/* '2/3' and '50%' are shares, 82 an amount. A floating-point number is neither:
   0.5 would be half a seat. */
static bool read_number(sqlite3_context *to, sqlite3_value *value, mpq_ptr q,
                        bool *is_share)
{
    const char *text = (const char *)sqlite3_value_text(value);
    size_t n = text ? strlen(text) : 0;
    if (sqlite3_value_type(value) == SQLITE_FLOAT || n == 0 || n > MOST_DIGITS ||
        strspn(text, "0123456789_./%") != n || !cm_number_read(text, n, q))
        return refuse(to,
                      "a share is a text like '2/3' or '50%%', an amount an "
                      "integer; found %s",
                      text);
    *is_share = strpbrk(text, "/%") != NULL;
    return true;
}

static bool read_threshold(sqlite3_context *to, sqlite3_value *base,
                           sqlite3_value *share, sqlite3_value *how,
                           threshold *t)
{
    bool is_share;
    char *message = NULL;
    mpq_t all;
    if (!read_count(to, base, t->base) ||
        !read_number(to, share, t->bound, &is_share))
        return false;
    if (!cm_sql_strictness((const char *)sqlite3_value_text(how),
                           &t->more_than, &message)) {
        refuse(to, "%s", message);
        sqlite3_free(message);
        return false;
    }
    mpq_init(all);
    mpq_set_z(all, t->base);
    if (is_share)
        mpq_mul(t->bound, t->bound, all);
    mpq_clear(all);
    return true;
}

/* Fewest votes; false if all are not enough. Of nothing no share is reached
   (LANGUAGE, section 5). */
static bool fewest(const threshold *t, mpz_ptr votes)
{
    if (t->more_than) {
        mpz_fdiv_q(votes, mpq_numref(t->bound), mpq_denref(t->bound));
        mpz_add_ui(votes, votes, 1);
    } else {
        mpz_cdiv_q(votes, mpq_numref(t->bound), mpq_denref(t->bound));
    }
    return mpz_sgn(t->base) > 0 && mpz_cmp(votes, t->base) <= 0;
}

static void result_integer(sqlite3_context *to, mpz_srcptr z)
{
    uint64_t small;
    if (cm_integer_u64(z, &small) && small <= INT64_MAX) {
        sqlite3_result_int64(to, (sqlite3_int64)small);
        return;
    }
    char text[MOST_DIGITS + 3]; /* at most a base of MOST_DIGITS */
    mpz_get_str(text, 10, z);
    sqlite3_result_text(to, text, -1, SQLITE_TRANSIENT);
}

static void needed(sqlite3_context *to, int n, sqlite3_value **of)
{
    threshold t;
    mpz_t votes;
    (void)n;
    threshold_init(&t);
    mpz_init(votes);
    if (read_threshold(to, of[0], of[1], of[2], &t) && fewest(&t, votes))
        result_integer(to, votes); /* NULL: out of reach */
    mpz_clear(votes);
    threshold_clear(&t);
}

static void passes(sqlite3_context *to, int n, sqlite3_value **of)
{
    threshold t;
    mpz_t votes, yes;
    (void)n;
    threshold_init(&t);
    mpz_inits(votes, yes, NULL);
    if (read_count(to, of[0], yes) &&
        read_threshold(to, of[1], of[2], of[3], &t)) {
        if (mpz_cmp(yes, t.base) > 0)
            refuse(to, "more votes than the base has%.0s", "");
        else
            sqlite3_result_int(to, fewest(&t, votes) &&
                                       mpz_cmp(yes, votes) >= 0);
    }
    mpz_clears(votes, yes, NULL);
    threshold_clear(&t);
}

/* Sum over k >= needed of C(n, k) p^k (1-p)^(n-k), in units of den^n. */
static void binomial_tail(unsigned long n, unsigned long needed, mpq_srcptr p,
                          mpq_ptr tail)
{
    mpz_t no, term, power;
    mpz_inits(no, term, power, NULL);
    mpz_sub(no, mpq_denref(p), mpq_numref(p));
    mpq_set_ui(tail, 0, 1);
    for (unsigned long k = needed; k <= n; k++) {
        mpz_bin_uiui(term, n, k);
        mpz_pow_ui(power, mpq_numref(p), k);
        mpz_mul(term, term, power);
        mpz_pow_ui(power, no, n - k);
        mpz_addmul(mpq_numref(tail), term, power);
    }
    mpz_pow_ui(mpq_denref(tail), mpq_denref(p), n);
    mpq_canonicalize(tail);
    mpz_clears(no, term, power, NULL);
}

/* comitia_chance_of_votes(needed, voters, chance) */
static void chance_of_votes(sqlite3_context *to, int n, sqlite3_value **of)
{
    enum { MOST_BITS = 200000 }; /* of the answer's denominator */
    mpz_t least, voters;
    mpq_t p, tail;
    bool is_share;
    (void)n;
    mpz_inits(least, voters, NULL);
    mpq_inits(p, tail, NULL);
    if (!read_count(to, of[0], least) || !read_count(to, of[1], voters) ||
        !read_number(to, of[2], p, &is_share))
        goto done;
    if (mpq_cmp_ui(p, 1, 1) > 0) {
        refuse(to, "a chance is from 0 to 1; found %s",
               (const char *)sqlite3_value_text(of[2]));
        goto done;
    }
    if (mpz_cmp_ui(voters, MOST_VOTERS) > 0 ||
        mpz_get_ui(voters) * mpz_sizeinbase(mpq_denref(p), 2) > MOST_BITS) {
        refuse(to, "so many voters are too many for an exact chance%.0s", "");
        goto done;
    }
    if (mpz_cmp(least, voters) <= 0)
        binomial_tail(mpz_get_ui(voters), mpz_get_ui(least), p, tail);
    sqlite3_result_double(to, mpq_get_d(tail));
done:
    mpz_clears(least, voters, NULL);
    mpq_clears(p, tail, NULL);
}

int cm_sql_add_thresholds(sqlite3 *db)
{
    int status = cm_sql_add_function(db, "comitia_needed", 3, needed);
    if (status == SQLITE_OK)
        status = cm_sql_add_function(db, "comitia_passes", 4, passes);
    if (status == SQLITE_OK)
        status = cm_sql_add_function(db, "comitia_chance_of_votes", 3,
                                     chance_of_votes);
    return status;
}
