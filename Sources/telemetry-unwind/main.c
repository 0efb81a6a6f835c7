/* telemetry-unwind [CORE]: prints the stacks of a core file, of the one on standard input when none is named.
   Ends with 0 when everything was unwound, 1 when not (the lines say why), 64 when it was called wrongly. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "limits.h"
#include "lines.h"
#include "stacks.h"

int main(int count, char **words) {
  if (count > 2 || (count == 2 && words[1][0] == '-')) {
    fputs("telemetry-unwind: wrong arguments: usage: telemetry-unwind [CORE]\n", stderr);
    return 64;
  }
  limit_this_process();
  /* Whoever reads has every line that was finished, should this process be cut short. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  int core = count == 2 ? open(words[1], O_RDONLY | O_CLOEXEC) : 0;
  if (core < 0) {
    fprintf(stderr, "telemetry-unwind: cannot open: %s: %s\n", words[1], strerror(errno));
    return 66;
  }
  int status = print_stacks(core);
  say_word("end");
  return fflush(stdout) == 0 ? status : 74;
}
