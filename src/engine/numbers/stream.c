#include "engine/numbers/stream.h"

static uint64_t mixed(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

cm_stream cm_stream_of(uint64_t number)
{
    cm_stream stream;
    uint64_t state = number;
    for (int i = 0; i < 4; i++)
        stream.s[i] = mixed(&state);
    return stream;
}

static uint64_t turned(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

uint64_t cm_stream_next(cm_stream *stream)
{
    uint64_t *s = stream->s;
    uint64_t result = turned(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turned(s[3], 45);
    return result;
}

uint64_t cm_stream_below(cm_stream *stream, uint64_t n)
{
    /* 2^64 mod n numbers at the bottom would make some rests more frequent */
    uint64_t least = (0 - n) % n, x;
    do
        x = cm_stream_next(stream);
    while (x < least);
    return x % n;
}

static uint64_t ones(uint64_t x)
{
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) +
        (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return x * UINT64_C(0x0101010101010101) >> 56;
}

uint64_t cm_stream_heads(cm_stream *stream, uint64_t n)
{
    uint64_t heads = 0;
    for (; n >= 64; n -= 64)
        heads += ones(cm_stream_next(stream));
    return n ? heads + ones(cm_stream_next(stream) >> (64 - n)) : heads;
}
