/* Sets of descriptors that are polled as one; `cp_watch` makes them. */
#ifndef TELEMETRY_CWATCH_H
#define TELEMETRY_CWATCH_H

/* Adds a descriptor to a set of cp_watch; a closed one leaves the set by itself. -1 and errno on failure. */
int cp_watch_add(int set, int descriptor);

#endif
