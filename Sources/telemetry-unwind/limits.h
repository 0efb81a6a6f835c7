#ifndef TELEMETRY_UNWIND_LIMITS_H
#define TELEMETRY_UNWIND_LIMITS_H

/* A core file is a stranger's: this process gets 1 GiB of address space, 20 s of processor time and 30 s of anybody's
   time, gains no rights, leaves no core of its own, and goes when its parent goes. */
void limit_this_process(void);

#endif
