/* The calls on lists of numbers that mini-gmp leaves out. */

#include <gmp.h>
#include <stdarg.h>
#include <stddef.h>

/* Does `each` to first and to all that follow, up to a NULL. */
#define FOR_ALL(type, first, each)                                             \
    do {                                                                       \
        va_list rest;                                                          \
        va_start(rest, first);                                                 \
        for (type at = first; at; at = va_arg(rest, type))                     \
            each(at);                                                          \
        va_end(rest);                                                          \
    } while (0)

void mpz_inits(mpz_ptr first, ...)
{
    FOR_ALL(mpz_ptr, first, mpz_init);
}

void mpz_clears(mpz_ptr first, ...)
{
    FOR_ALL(mpz_ptr, first, mpz_clear);
}

void mpq_inits(mpq_ptr first, ...)
{
    FOR_ALL(mpq_ptr, first, mpq_init);
}

void mpq_clears(mpq_ptr first, ...)
{
    FOR_ALL(mpq_ptr, first, mpq_clear);
}
