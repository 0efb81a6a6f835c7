# The two that matter on a fresh machine: `make run` (look at it) and `make test` (check all of it).

PREFIX     ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR    ?=
SWIFT      ?= swift
INSTALL    ?= install
# The runtime is linked in: an installed program needs no Swift on the machine.
CC         ?= cc
CFLAGS     ?= -O2 -g
HARDENING  := -Wall -Wextra -Werror -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -pie -Wl,-z,relro,-z,now
RELEASE    := -c release --static-swift-stdlib
OUT        := .build/release
SOURCES    := Sources Tests Package.swift Collector/Sources Collector/Tests Collector/Package.swift
FUZZ_COUNT ?= 1000000
# Where the C library is built.
BUILD      ?= build
# Debian keeps the libraries of its packages in a directory of the architecture.
LIBDIR     ?= $(PREFIX)/lib$(if $(filter /usr,$(PREFIX)),$(addprefix /,$(shell $(CC) -print-multiarch 2>/dev/null)))
INCLUDEDIR ?= $(PREFIX)/include

BINDIR     = $(DESTDIR)$(PREFIX)/bin
LIBEXECDIR = $(DESTDIR)$(PREFIX)/libexec/telemetry-tui
SHAREDIR   = $(DESTDIR)$(PREFIX)/share
CONFDIR    = $(DESTDIR)$(SYSCONFDIR)/telemetry-tui
BASHDIR    = $(SHAREDIR)/bash-completion/completions
# Debian's zsh looks into vendor-completions below /usr, and into site-functions below /usr/local.
ZSHDIR    ?= $(SHAREDIR)/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
FISHDIR    = $(SHAREDIR)/fish/vendor_completions.d
DOCDIR     = $(SHAREDIR)/doc/telemetry-tui
# Where systemd looks, whether below /usr or /usr/local.
UNITDIR      = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERSDIR  = $(DESTDIR)$(PREFIX)/lib/sysusers.d
TMPFILESDIR  = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
LOGROTATEDIR = $(DESTDIR)$(SYSCONFDIR)/logrotate.d

LIBRARY         := libtelemetry.so.4.0.1
LIBRARY_LINKS   := libtelemetry.so.4 libtelemetry.so
LIBRARY_SOURCES := $(wildcard Sources/libtelemetry/*.c)
LIBRARY_HEADERS := $(wildcard Sources/libtelemetry/*.h Sources/libtelemetry/include/*.h)
LIBRARY_MAP     := Sources/libtelemetry/telemetry.map
LIBRARY_CFLAGS   = -O2 -g -std=gnu11 -Wall -Wextra -Werror $(CFLAGS) -fPIC -fvisibility=hidden \
  -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -pthread
LIBRARY_LDFLAGS  = $(LDFLAGS) -shared -Wl,-soname,libtelemetry.so.4 -Wl,--version-script=$(LIBRARY_MAP) \
  -Wl,-z,relro,-z,now -Wl,-z,defs -Wl,--as-needed
# The old name of the description, and the library's own.
LIBRARY_PC      := telemetry.pc libtelemetry.pc
LIBRARY_PATHS    = -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|'

# Names under which the one program behaves like an older tool; each has a manual page and completions.
FACES := telem-record-gen hprobe crashprobe telemctl asd-telemetry
MAN1 := man/telemetry-tui.1 $(FACES:%=man/%.1)
MAN3 := $(wildcard man/*.3)
MAN5 := man/telemetry-tui.conf.5 man/telemetry-tui-report.5 man/telemetry-tui-outbox.5
MAN7 := man/telemetry-tui-records.7 man/telemetry-tui-tutorial.7
MAN8 := man/telemetry-tui.service.8
COLLECTOR := $(OUT)/telemetry-collector
UNITS := $(notdir $(wildcard config/systemd/*))
UNIT_PATHS = -e 's,@bindir@,$(PREFIX)/bin,' -e 's,@libexecdir@,$(PREFIX)/libexec/telemetry-tui,' \
  -e 's,@sysconfdir@,$(SYSCONFDIR),'

.PHONY: all bench bench-collector build build-collector clean deb deb-collector fmt fuzz generate generate-collector \
  install install-collector install-library library lint lint-files lint-format lint-generated lint-programs run setup \
  setup-collector setup-test simulate test test-agent test-collector uninstall uninstall-library

all: build

## What is needed to build, from Debian; says nothing when all is there.
setup:
	@.ci/setup build

## What is needed to build and to test.
setup-test:
	@.ci/setup build test

## What the collector needs to be built and tested.
setup-collector:
	@.ci/setup build collector

UNWIND := $(wildcard Sources/telemetry-unwind/*.c)

## The programs, release, into .build/release, and the C library into build. The C program is linked by cc: SwiftPM would
## tie it to the Swift runtime.
build: setup library
	$(SWIFT) build $(RELEASE) --product telemetry-tui
	$(SWIFT) build $(RELEASE) --product telemetry-deliver
	$(CC) $(CFLAGS) $(HARDENING) $(UNWIND) -o $(OUT)/telemetry-unwind -ldw -lelf -lstdc++
	@.ci/check-no-foundation $(OUT)/telemetry-tui $(OUT)/telemetry-deliver $(OUT)/telemetry-unwind

## The collector, release, beside the other programs. A package of its own: an agent is built without its HTTP server and
## its databases.
build-collector: setup-collector
	$(SWIFT) build --package-path Collector $(RELEASE) --product telemetry-collector
	@mkdir -p $(OUT)
	install -m 755 Collector/.build/release/telemetry-collector $(OUT)/telemetry-collector

## libtelemetry alone: needs a C compiler and make.
library: $(BUILD)/$(LIBRARY) $(addprefix $(BUILD)/,$(LIBRARY_PC))

$(BUILD)/$(LIBRARY): $(LIBRARY_SOURCES) $(LIBRARY_HEADERS) $(LIBRARY_MAP) Makefile
	@mkdir -p $(BUILD)
	$(CC) $(CPPFLAGS) -ISources/libtelemetry/include $(LIBRARY_CFLAGS) -o $@ $(LIBRARY_SOURCES) $(LIBRARY_LDFLAGS)
	@for link in $(LIBRARY_LINKS); do ln -sf $(LIBRARY) $(BUILD)/$$link; done

$(BUILD)/%.pc: Sources/libtelemetry/telemetry.pc.in Makefile
	@mkdir -p $(BUILD)
	@sed $(LIBRARY_PATHS) $< >$@

## The console over a simulated node; sends nothing to anybody.
run: build
	$(OUT)/telemetry-tui --demo

## All of it: the agent's tests, then the collector's. Both run, whatever the first says.
test:
	@mkdir -p $(BUILD) && rm -f $(BUILD)/closing-agent $(BUILD)/closing-collector
	@agent=0; CLOSING=$(BUILD)/closing-agent $(MAKE) --no-print-directory test-agent || agent=$$?; \
	collector=0; CLOSING=$(BUILD)/closing-collector $(MAKE) --no-print-directory test-collector || collector=$$?; \
	.ci/closing $(BUILD) $$agent $$collector

## Format, then everything built, then what is checked on the built programs, then the tests. Never touches Collector/.
test-agent: setup-test lint-format lint-files
	$(SWIFT) build --build-tests
	@$(MAKE) --no-print-directory lint-programs lint-generated
	.ci/test $(SWIFT)

## The collector's tests: real PostgreSQL, real nginx, real Chromium, and the real agent sending to it.
test-collector: setup-test setup-collector lint-format lint-files
	$(SWIFT) build --product telemetry-tui
	$(SWIFT) build --product telemetry-deliver
	$(SWIFT) build --product demo-peers
	$(SWIFT) build --package-path Collector --build-tests
	@.ci/generate-collector --check Collector/.build/debug/telemetry-collector
	.ci/check-openapi $(BUILD)
	.ci/test $(SWIFT) --package-path Collector

## Tables of measures against their goals: the program, the console beside tig, htop and btop, a large storage cluster.
bench: setup-test build
	.ci/bench $(OUT)
	.ci/bench-probe $(OUT)
	.ci/bench-console $(OUT)
	$(SWIFT) build $(RELEASE) --product cluster-load
	$(SWIFT) build $(RELEASE) --product cluster-probe
	.ci/bench-cluster $(OUT)
	@test ! -x $(OUT)/telemetry-collector || .ci/bench-collector $(OUT)

## What the collector takes, on SQLite and on PostgreSQL; TELEMETRY_BENCH_RECORDS=10000000 times its pages as well.
bench-collector: build-collector
	$(if $(TELEMETRY_BENCH_RECORDS),$(SWIFT) build --package-path Collector $(RELEASE) --product StoreLoad)
	.ci/bench-collector $(OUT)

## A million agents lose their destination for an hour: docs/fleet.md.
simulate: setup
	$(SWIFT) build $(RELEASE) --product fleet-simulation
	$(OUT)/fleet-simulation

fuzz: setup
	$(SWIFT) build -c release --product telemetry-fuzz
	.ci/fuzz $(OUT)/telemetry-fuzz $(FUZZ_COUNT)

fmt:
	$(SWIFT) format -i -r $(SOURCES)

lint: setup-test lint-format lint-files
	$(SWIFT) build --product telemetry-tui
	$(SWIFT) build --product telemetry-deliver
	@$(MAKE) --no-print-directory lint-programs lint-generated

lint-format:
	$(SWIFT) format lint --strict -r $(SOURCES)

lint-files:
	@.ci/check-files
	@.ci/check-version >/dev/null

lint-programs:
	@.ci/check-no-foundation .build/debug/telemetry-tui .build/debug/telemetry-deliver

lint-generated:
	@.ci/generate --check .build/debug/telemetry-tui
	@.ci/check-man

## Writes what is made from the program's own tables: man pages, completions, the default configuration.
generate: setup
	$(SWIFT) build --product telemetry-tui
	.ci/generate .build/debug/telemetry-tui

## The collector's completions, from its own options.
generate-collector: setup-collector
	$(SWIFT) build --package-path Collector --product telemetry-collector
	.ci/generate-collector Collector/.build/debug/telemetry-collector

## Needs a `make build` before it; builds nothing itself, so that `sudo make install` compiles nothing as root.
install: install-library
	@test -x $(OUT)/telemetry-tui -a -x $(OUT)/telemetry-deliver -a -x $(OUT)/telemetry-unwind || \
	  { echo "install: nothing built: $(OUT): run make build first" >&2; exit 1; }
	$(INSTALL) -d $(BINDIR) $(LIBEXECDIR) $(addprefix $(SHAREDIR)/man/man,1 3 5 7 8) \
	  $(UNITDIR) $(SYSUSERSDIR) $(TMPFILESDIR) $(LOGROTATEDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR) $(DOCDIR)/samples \
	  $(CONFDIR)/telemetry.conf.d
	$(INSTALL) -s -m 755 $(OUT)/telemetry-tui $(BINDIR)/telemetry-tui
	$(INSTALL) -s -m 755 $(OUT)/telemetry-deliver $(LIBEXECDIR)/telemetry-deliver
	$(INSTALL) -s -m 755 $(OUT)/telemetry-unwind $(LIBEXECDIR)/telemetry-unwind
	$(INSTALL) -m 644 $(MAN1) $(SHAREDIR)/man/man1
	for face in $(FACES); do ln -sf telemetry-tui $(BINDIR)/$$face; done
	$(INSTALL) -m 644 $(MAN3) $(SHAREDIR)/man/man3
	$(INSTALL) -m 644 $(MAN5) $(SHAREDIR)/man/man5
	$(INSTALL) -m 644 $(MAN7) $(SHAREDIR)/man/man7
	$(INSTALL) -m 644 $(MAN8) $(SHAREDIR)/man/man8
	for unit in $(UNITS); do sed $(UNIT_PATHS) config/systemd/$$unit >$(UNITDIR)/$$unit; done
	chmod 644 $(addprefix $(UNITDIR)/,$(UNITS))
	$(INSTALL) -m 644 config/sysusers.d/telemetry-tui.conf $(SYSUSERSDIR)
	$(INSTALL) -m 644 config/tmpfiles.d/telemetry-tui.conf $(TMPFILESDIR)
	test -e $(LOGROTATEDIR)/telemetry-tui || \
	  { sed $(UNIT_PATHS) config/logrotate.d/telemetry-tui >$(LOGROTATEDIR)/telemetry-tui && \
	    chmod 644 $(LOGROTATEDIR)/telemetry-tui; }
	$(INSTALL) -m 644 completions/telemetry-tui.bash $(BASHDIR)/telemetry-tui
	$(INSTALL) -m 644 completions/_telemetry-tui $(ZSHDIR)/_telemetry-tui
	$(INSTALL) -m 644 completions/telemetry-tui.fish $(FISHDIR)/telemetry-tui.fish
	for face in $(FACES); do \
	  $(INSTALL) -m 644 completions/$$face.bash $(BASHDIR)/$$face; \
	  $(INSTALL) -m 644 completions/_$$face $(ZSHDIR)/_$$face; \
	  $(INSTALL) -m 644 completions/$$face.fish $(FISHDIR)/$$face.fish; done
	$(INSTALL) -m 644 README.md LICENSE config/telemetry.conf $(DOCDIR)
	$(INSTALL) -m 644 config/samples/*.conf $(DOCDIR)/samples
	sed 's,@bindir@,$(PREFIX)/bin,' config/sysctl.d/40-crash-probe.conf >$(DOCDIR)/samples/40-crash-probe.conf
	test ! -x "$(COLLECTOR)" || $(MAKE) --no-print-directory install-collector
	test -e $(CONFDIR)/telemetry.conf || $(INSTALL) -m 644 config/telemetry.conf $(CONFDIR)/telemetry.conf

## The collector, where it is built: part of install.
install-collector:
	$(INSTALL) -d $(BINDIR) $(SHAREDIR)/man/man8 $(UNITDIR) $(SYSUSERSDIR) $(TMPFILESDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR)
	$(INSTALL) -s -m 755 $(COLLECTOR) $(BINDIR)/telemetry-collector
	$(INSTALL) -m 644 man/telemetry-collector.8 $(SHAREDIR)/man/man8
	sed $(UNIT_PATHS) Collector/config/telemetry-collector.service >$(UNITDIR)/telemetry-collector.service
	chmod 644 $(UNITDIR)/telemetry-collector.service
	$(INSTALL) -m 644 Collector/config/sysusers.conf $(SYSUSERSDIR)/telemetry-collector.conf
	$(INSTALL) -m 644 Collector/config/tmpfiles.conf $(TMPFILESDIR)/telemetry-collector.conf
	$(INSTALL) -m 644 completions/telemetry-collector.bash $(BASHDIR)/telemetry-collector
	$(INSTALL) -m 644 completions/_telemetry-collector $(ZSHDIR)/_telemetry-collector
	$(INSTALL) -m 644 completions/telemetry-collector.fish $(FISHDIR)/telemetry-collector.fish

## Header, library with its links, and pkg-config's description.
install-library:
	@test -e $(BUILD)/$(LIBRARY) || { echo "install: nothing built: $(BUILD): run make build first" >&2; exit 1; }
	$(INSTALL) -d $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 Sources/libtelemetry/include/telemetry.h $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -s -m 644 $(BUILD)/$(LIBRARY) $(DESTDIR)$(LIBDIR)
	for link in $(LIBRARY_LINKS); do ln -sf $(LIBRARY) $(DESTDIR)$(LIBDIR)/$$link; done
	for name in $(LIBRARY_PC); do \
	  sed $(LIBRARY_PATHS) Sources/libtelemetry/telemetry.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/$$name; done
	@case "$(DESTDIR)$(LIBDIR)" in /usr/*) /sbin/ldconfig 2>/dev/null || true ;; esac

## Leaves the configuration, the state and the consent: they are the administrator's.
uninstall: uninstall-library
	rm -f $(BINDIR)/telemetry-tui $(addprefix $(BINDIR)/,$(FACES))
	rm -f $(LIBEXECDIR)/telemetry-deliver $(LIBEXECDIR)/telemetry-unwind
	rm -f $(addprefix $(SHAREDIR)/man/man3/,$(notdir $(MAN3)))
	rm -f $(addprefix $(BASHDIR)/,$(FACES)) $(FACES:%=$(ZSHDIR)/_%) $(FACES:%=$(FISHDIR)/%.fish)
	rm -f $(addprefix $(SHAREDIR)/man/man1/,$(notdir $(MAN1))) $(addprefix $(SHAREDIR)/man/man5/,$(notdir $(MAN5)))
	rm -f $(addprefix $(SHAREDIR)/man/man7/,$(notdir $(MAN7)))
	rm -f $(addprefix $(SHAREDIR)/man/man8/,$(notdir $(MAN8))) $(addprefix $(UNITDIR)/,$(UNITS))
	rm -f $(SYSUSERSDIR)/telemetry-tui.conf $(TMPFILESDIR)/telemetry-tui.conf
	rm -f $(BASHDIR)/telemetry-tui $(ZSHDIR)/_telemetry-tui $(FISHDIR)/telemetry-tui.fish
	rm -f $(BINDIR)/telemetry-collector $(SHAREDIR)/man/man8/telemetry-collector.8 $(UNITDIR)/telemetry-collector.service
	rm -f $(SYSUSERSDIR)/telemetry-collector.conf $(TMPFILESDIR)/telemetry-collector.conf
	rm -f $(BASHDIR)/telemetry-collector $(ZSHDIR)/_telemetry-collector $(FISHDIR)/telemetry-collector.fish
	rm -rf $(DOCDIR)
	-rmdir $(LIBEXECDIR) 2>/dev/null

uninstall-library:
	rm -f $(DESTDIR)$(INCLUDEDIR)/telemetry.h $(addprefix $(DESTDIR)$(LIBDIR)/,$(LIBRARY) $(LIBRARY_LINKS)) \
	  $(addprefix $(DESTDIR)$(LIBDIR)/pkgconfig/,$(LIBRARY_PC))

## Debian packages into build/deb: of what make install installs.
deb: build
	@.ci/setup deb
	.ci/deb $(BUILD)/deb

## A Debian package of the collector into build/deb-collector.
deb-collector: build-collector
	@.ci/setup deb
	.ci/deb $(BUILD)/deb-collector Collector/config/debian

clean:
	rm -rf .build build
