/* elfutils' libdw, which reads core files, symbols and debug information. Only telemetry-unwind links it. */
#include <elfutils/libdwfl.h>
