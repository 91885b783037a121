/* Numbers that look drawn, for --sample: the same on every machine and in every
 * run (xoshiro256**, Blackman and Vigna 2021, started by splitmix64). */
#ifndef CM_STREAM_H
#define CM_STREAM_H

#include <stdint.h>

typedef struct cm_stream {
    uint64_t s[4];
} cm_stream;

/** The stream with this number; streams of different numbers have nothing to
    do with each other. */
cm_stream cm_stream_of(uint64_t number);
/** 64 bits. */
uint64_t cm_stream_next(cm_stream *stream);
/** 0..n-1, each as often as the others; n > 0. */
uint64_t cm_stream_below(cm_stream *stream, uint64_t n);
/** How many of n coins show heads. n / 64 numbers are drawn. */
uint64_t cm_stream_heads(cm_stream *stream, uint64_t n);

#endif
