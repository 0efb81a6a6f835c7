#include "stacks.h"

#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lines.h"

struct progress {
  Dwfl *session;
  int threads;
  int more;
  int frames;
  bool has_failed;
};

static int fail(struct progress *progress, const char *text) {
  progress->has_failed = true;
  say_text("error", text);
  return DWARF_CB_ABORT;
}

/* Of a damaged file the library often knows only that it got no further. */
static int fail_at(struct progress *progress, const char *step) {
  const char *reason = dwfl_errmsg(-1);
  return fail(progress, reason != NULL ? reason : step);
}

/* File and line of an address, where the debug information is at hand. */
static const char *source(Dwfl_Module *module, Dwarf_Addr address, int *line) {
  Dwfl_Line *found = dwfl_module_getsrc(module, address);
  return found == NULL ? NULL : dwfl_lineinfo(found, NULL, line, NULL, NULL, NULL);
}

static int on_frame(Dwfl_Frame *frame, void *argument) {
  struct progress *progress = argument;
  if (progress->frames == MOST_FRAMES) {
    say_word("deep");
    return DWARF_CB_ABORT;
  }
  Dwarf_Addr address;
  bool is_activation;
  if (!dwfl_frame_pc(frame, &address, &is_activation)) return fail_at(progress, "a frame has no address");
  progress->frames++;
  /* A return address may be the first of another function, or of none; the call is before it. */
  if (!is_activation && address > 0) address--;
  Dwfl_Module *module = dwfl_addrmodule(progress->session, address);
  if (module == NULL) {
    say_frame(NULL, NULL, NULL, 0);
    return DWARF_CB_OK;
  }
  const char *main_file = NULL;
  const char *name = dwfl_module_info(module, NULL, NULL, NULL, NULL, NULL, &main_file, NULL);
  int line = 0;
  const char *file = source(module, address, &line);
  say_frame(dwfl_module_addrname(module, address), main_file != NULL ? main_file : name, file, line);
  return DWARF_CB_OK;
}

static int on_thread(Dwfl_Thread *thread, void *argument) {
  struct progress *progress = argument;
  if (progress->threads == MOST_THREADS) {
    progress->more++;
    return DWARF_CB_OK;
  }
  progress->threads++;
  progress->frames = 0;
  say_number("thread", dwfl_thread_tid(thread));
  /* One thread that cannot be unwound to its end keeps nobody from the others. */
  if (dwfl_thread_getframes(thread, on_frame, progress) < 0) fail_at(progress, "the thread cannot be unwound further");
  return DWARF_CB_OK;
}

static int report(struct progress *progress, Elf *elf) {
  GElf_Ehdr header;
  if (elf == NULL || elf_kind(elf) != ELF_K_ELF || gelf_getehdr(elf, &header) == NULL)
    return fail(progress, "this is no ELF file");
  if (header.e_type != ET_CORE) return fail(progress, "this ELF file is no core file");
  if (dwfl_core_file_report(progress->session, elf, NULL) < 0) return fail_at(progress, "the core file's segments cannot be read");
  if (dwfl_report_end(progress->session, NULL, NULL) != 0) return fail_at(progress, "the core file's modules cannot be read");
  int pid = dwfl_core_file_attach(progress->session, elf);
  if (pid < 0) return fail_at(progress, "the core file describes no process");
  say_number("pid", pid);
  if (dwfl_getthreads(progress->session, on_thread, progress) != DWARF_CB_OK && !progress->has_failed)
    fail_at(progress, "the core file's threads cannot be read");
  if (progress->threads == 0 && !progress->has_failed) fail(progress, "the core file has no threads");
  if (progress->more > 0) say_number("more", progress->more);
  return DWARF_CB_OK;
}

int print_stacks(int core) {
  static char *debug_path = NULL;
  static const Dwfl_Callbacks callbacks = {
      .find_elf = dwfl_build_id_find_elf,
      .find_debuginfo = dwfl_standard_find_debuginfo,
      .debuginfo_path = &debug_path,
  };
  elf_version(EV_CURRENT);
  struct progress progress = {.session = dwfl_begin(&callbacks)};
  if (progress.session == NULL) {
    fail_at(&progress, "libdw cannot be set up");
    return 1;
  }
  Elf *elf = elf_begin(core, ELF_C_READ_MMAP, NULL);
  report(&progress, elf);
  dwfl_end(progress.session);
  elf_end(elf);
  return progress.has_failed;
}
