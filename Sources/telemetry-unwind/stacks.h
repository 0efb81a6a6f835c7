#ifndef TELEMETRY_UNWIND_STACKS_H
#define TELEMETRY_UNWIND_STACKS_H

/* Prints the threads of a core file, at most MOST_THREADS, at most MOST_FRAMES frames of each.
   0 when all were unwound, 1 when there was an error (which was printed). */
int print_stacks(int core);

#define MOST_FRAMES 64
#define MOST_THREADS 128

#endif
