// The one instruction of the processor that Swift has no word for.

#ifndef TRELLIS_CPREFETCH_H
#define TRELLIS_CPREFETCH_H

/// Asks for the line of memory that holds an address; never waits for it, never faults.
static inline void trellis_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
