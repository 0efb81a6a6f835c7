/* What telemetry-unwind says: one fact a line on standard output, so that whoever reads it needs no library. A reader
   that meets an unknown first word passes the line over. The lines, in this order:

     pid N                          the process the core is of
     thread N                       a thread; its frames follow, the innermost first
     frame NAME<TAB>MODULE<TAB>PLACE  a field is empty when it is not known; PLACE is file:line
     deep                           the thread goes on below the frames printed
     more N                         so many more threads, not printed
     error TEXT                     why something could not be unwound; may stand anywhere, more than once
     end                            all was said: without it the program was cut short

   Text of the core is printed without control characters, each field cut to LONGEST_FIELD bytes. */
#ifndef TELEMETRY_UNWIND_LINES_H
#define TELEMETRY_UNWIND_LINES_H

#define LONGEST_FIELD 512

void say_number(const char *word, long number);
void say_text(const char *word, const char *text);
/* NULL for what is not known. `name` is as the symbol table has it. */
void say_frame(const char *name, const char *module, const char *file, int line);
void say_word(const char *word);

#endif
