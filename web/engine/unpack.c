/* Unpacks LZMA (the .lzma format): a small engine that unpacks the large one.
 * Browsers unpack gzip by themselves, but a page would then be a sixth larger;
 * in JavaScript it takes twice the time. No C library: all it needs is here. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STATES = 12,
    POSITIONS = 16, /* of the format's 2^pb */
    LITERAL = 0x300,
    MOST_LITERALS = LITERAL << 4, /* lc + lp of at most 4 */
    HEADER = 13,
    EVEN = 1024 /* a bit that is as likely 0 as 1 */
};

typedef uint16_t chance; /* that a bit is 0, of 2048 */

typedef struct lengths {
    chance choice[2], low[POSITIONS][8], middle[POSITIONS][8], high[256];
} lengths;

/* What has been learnt of the bits so far. */
static struct {
    chance match[STATES][POSITIONS], whole[STATES][POSITIONS];
    chance repeat[STATES], other[STATES], third[STATES], fourth[STATES];
    chance slots[4][64], special[128], align[16];
    lengths first, again;
    chance literals[MOST_LITERALS];
} learnt;

static const uint8_t *in, *in_end;
static uint32_t range, code;

static uint32_t next_byte(void)
{
    return in < in_end ? *in++ : 0;
}

static void fill(void)
{
    if (range < 1u << 24) {
        range <<= 8;
        code = code << 8 | next_byte();
    }
}

static unsigned bit(chance *c)
{
    uint32_t bound = (range >> 11) * *c;
    unsigned found = code >= bound;
    if (found) {
        range -= bound;
        code -= bound;
        *c -= *c >> 5;
    } else {
        range = bound;
        *c += (2048 - *c) >> 5;
    }
    fill();
    return found;
}

/* n bits, each as likely 0 as 1. */
static uint32_t plain(unsigned n)
{
    uint32_t value = 0;
    while (n-- > 0) {
        range >>= 1;
        unsigned found = code >= range;
        if (found)
            code -= range;
        fill();
        value = value << 1 | found;
    }
    return value;
}

/* n bits, the highest first. */
static uint32_t tree(chance *c, unsigned n)
{
    uint32_t at = 1;
    for (unsigned i = 0; i < n; i++)
        at = at << 1 | bit(&c[at]);
    return at - (1u << n);
}

/* n bits, the lowest first. */
static uint32_t reversed(chance *c, unsigned n)
{
    uint32_t at = 1, value = 0;
    for (unsigned i = 0; i < n; i++) {
        unsigned found = bit(&c[at]);
        at = at << 1 | found;
        value |= found << i;
    }
    return value;
}

static uint32_t read_length(lengths *l, unsigned position)
{
    if (!bit(&l->choice[0]))
        return 2 + tree(l->low[position], 3);
    if (!bit(&l->choice[1]))
        return 10 + tree(l->middle[position], 3);
    return 18 + tree(l->high, 8);
}

static uint32_t read_distance(uint32_t length)
{
    uint32_t slot = tree(learnt.slots[length < 6 ? length - 2 : 3], 6);
    if (slot < 4)
        return slot;
    unsigned n = (slot >> 1) - 1;
    uint32_t base = (2 | (slot & 1)) << n;
    if (slot < 14)
        return base + reversed(learnt.special + base - slot, n);
    base += plain(n - 4) << 4;
    return base + reversed(learnt.align, 4);
}

/* A byte that is no copy. `like`: the byte that a copy would have given, or -1;
   it is another. */
static uint8_t read_literal(chance *c, int like)
{
    uint32_t symbol = 1;
    while (like >= 0 && symbol < 0x100) {
        unsigned expected = like >> 7 & 1;
        like = like << 1 & 0xFF;
        unsigned found = bit(&c[((1 + expected) << 8) + symbol]);
        symbol = symbol << 1 | found;
        if (found != expected)
            break;
    }
    while (symbol < 0x100)
        symbol = symbol << 1 | bit(&c[symbol]);
    return (uint8_t)symbol;
}

/* Brings the distance that comes again to the front. True: the last one, for
   one byte. */
static bool read_again(uint32_t recent[4], unsigned state, unsigned position)
{
    if (!bit(&learnt.other[state]))
        return !bit(&learnt.whole[state][position]);
    unsigned k =
        !bit(&learnt.third[state]) ? 1 : bit(&learnt.fourth[state]) + 2;
    uint32_t distance = recent[k];
    for (; k > 0; k--)
        recent[k] = recent[k - 1];
    recent[0] = distance;
    return false;
}

/**
 * Fills out. The header has the properties, and 12 bytes that do not matter
 * here: the caller knows the size. False if what was packed is damaged.
 */
__attribute__((export_name("unpack"))) bool
unpack(const uint8_t *packed, size_t n_packed, uint8_t *out, size_t n_out);

bool unpack(const uint8_t *packed, size_t n_packed, uint8_t *out, size_t n_out)
{
    chance *all = (chance *)&learnt;
    for (size_t i = 0; i < sizeof learnt / sizeof *all; i++)
        all[i] = EVEN;
    if (n_packed < HEADER + 5)
        return false;
    unsigned lc = packed[0] % 9, lp = packed[0] / 9 % 5, pb = packed[0] / 45;
    if (lc + lp > 4 || pb > 4)
        return false;
    in = packed + HEADER + 1;
    in_end = packed + n_packed;
    range = UINT32_MAX;
    code = 0;
    for (int i = 0; i < 4; i++)
        code = code << 8 | next_byte();

    uint32_t recent[4] = {0};
    unsigned state = 0;
    for (size_t at = 0; at < n_out;) {
        unsigned position = at & ((1u << pb) - 1);
        uint32_t length = 1;
        if (!bit(&learnt.match[state][position])) {
            unsigned before = at ? out[at - 1] : 0;
            unsigned group =
                ((at & ((1u << lp) - 1)) << lc) + (before >> (8 - lc));
            int like = state >= 7 ? out[at - recent[0] - 1] : -1;
            out[at++] = read_literal(learnt.literals + LITERAL * group, like);
            state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
            continue;
        }
        if (!bit(&learnt.repeat[state])) {
            recent[3] = recent[2];
            recent[2] = recent[1];
            recent[1] = recent[0];
            length = read_length(&learnt.first, position);
            recent[0] = read_distance(length);
            state = state < 7 ? 7 : 10;
        } else if (read_again(recent, state, position)) {
            state = state < 7 ? 9 : 11;
        } else {
            length = read_length(&learnt.again, position);
            state = state < 7 ? 8 : 11;
        }
        if (recent[0] >= at)
            return false;
        for (; length > 0 && at < n_out; length--, at++)
            out[at] = out[at - recent[0] - 1];
    }
    return true;
}
