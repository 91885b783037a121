/* Several processes that answer one question together. */
#ifndef COMITIA_PEERS_H
#define COMITIA_PEERS_H

#include <stddef.h>
#include <stdint.h>

/**
 * How a process meets the others. All of them make the same calls with the same
 * questions, each does its share of the work, and each has the whole answer.
 * They are the same program on machines of one kind: items are plain bytes.
 *
 * exchange: item i (of item_bytes bytes, one behind the other) is known to
 * process i modulo n; afterwards all items are known to all. Every process
 * calls it the same number of times with the same sizes. Anything but 0: another
 * process has stopped; the call of the library then ends with E_CANCELLED.
 */
typedef struct comitia_peers {
    uint32_t rank; /**< which of them this is: 0..n-1 */
    uint32_t n;    /**< how many there are */
    /** Makes the items known to all, as said above. */
    int (*exchange)(void *user, void *items, uint64_t n_items,
                    size_t item_bytes);
    void *user; /**< handed to exchange */
} comitia_peers;

#endif
