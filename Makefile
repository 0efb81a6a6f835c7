# The two that matter on a fresh machine: `make run` (look at it) and `make test` (check all of it).

PREFIX     ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR    ?=
SWIFT      ?= swift
INSTALL    ?= install
# The runtime is linked in: an installed program needs no Swift on the machine.
RELEASE    := -c release --static-swift-stdlib
OUT        := .build/release
SOURCES    := Sources Tests Package.swift
FUZZ_COUNT ?= 1000000

BINDIR     = $(DESTDIR)$(PREFIX)/bin
LIBEXECDIR = $(DESTDIR)$(PREFIX)/libexec/telemetry-tui
SHAREDIR   = $(DESTDIR)$(PREFIX)/share
CONFDIR    = $(DESTDIR)$(SYSCONFDIR)/telemetry-tui
BASHDIR    = $(SHAREDIR)/bash-completion/completions
# Debian's zsh looks into vendor-completions below /usr, and into site-functions below /usr/local.
ZSHDIR    ?= $(SHAREDIR)/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
FISHDIR    = $(SHAREDIR)/fish/vendor_completions.d
DOCDIR     = $(SHAREDIR)/doc/telemetry-tui

MAN1 := man/telemetry-tui.1
MAN5 := man/telemetry-tui.conf.5 man/telemetry-tui-report.5 man/telemetry-tui-outbox.5

.PHONY: all setup setup-test build run test bench fuzz fmt lint lint-format lint-files lint-programs lint-generated \
  generate install uninstall clean

all: build

## What is needed to build, from Debian; says nothing when all is there.
setup:
	@.ci/setup build

## What is needed to build and to test.
setup-test:
	@.ci/setup build test

## Both programs, release, into .build/release.
build: setup
	$(SWIFT) build $(RELEASE) --product telemetry-tui
	$(SWIFT) build $(RELEASE) --product telemetry-deliver
	@.ci/check-no-foundation $(OUT)/telemetry-tui $(OUT)/telemetry-deliver

## The console over a simulated node; sends nothing to anybody.
run: build
	$(OUT)/telemetry-tui --demo

## Format, then everything built, then what is checked on the built programs, then the tests.
test: setup-test lint-format lint-files
	$(SWIFT) build --build-tests
	@$(MAKE) --no-print-directory lint-programs lint-generated
	.ci/test $(SWIFT)

## Tables of measures against their goals: the program, the console beside tig, htop and btop, a large storage cluster.
bench: setup-test build
	.ci/bench $(OUT)
	.ci/bench-console $(OUT)
	$(SWIFT) build $(RELEASE) --product cluster-load
	$(SWIFT) build $(RELEASE) --product cluster-probe
	.ci/bench-cluster $(OUT)

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

lint-programs:
	@.ci/check-no-foundation .build/debug/telemetry-tui .build/debug/telemetry-deliver

lint-generated:
	@.ci/generate --check .build/debug/telemetry-tui
	@.ci/check-man

## Writes what is made from the program's own tables: man pages, completions, the default configuration.
generate: setup
	$(SWIFT) build --product telemetry-tui
	.ci/generate .build/debug/telemetry-tui

## Needs a `make build` before it; builds nothing itself, so that `sudo make install` compiles nothing as root.
install:
	@test -x $(OUT)/telemetry-tui -a -x $(OUT)/telemetry-deliver || \
	  { echo "install: nothing built: $(OUT): run make build first" >&2; exit 1; }
	$(INSTALL) -d $(BINDIR) $(LIBEXECDIR) $(SHAREDIR)/man/man1 $(SHAREDIR)/man/man5 $(BASHDIR) $(ZSHDIR) $(FISHDIR) \
	  $(DOCDIR)/samples $(CONFDIR)
	$(INSTALL) -s -m 755 $(OUT)/telemetry-tui $(BINDIR)/telemetry-tui
	$(INSTALL) -s -m 755 $(OUT)/telemetry-deliver $(LIBEXECDIR)/telemetry-deliver
	$(INSTALL) -m 644 $(MAN1) $(SHAREDIR)/man/man1
	$(INSTALL) -m 644 $(MAN5) $(SHAREDIR)/man/man5
	$(INSTALL) -m 644 completions/telemetry-tui.bash $(BASHDIR)/telemetry-tui
	$(INSTALL) -m 644 completions/_telemetry-tui $(ZSHDIR)/_telemetry-tui
	$(INSTALL) -m 644 completions/telemetry-tui.fish $(FISHDIR)/telemetry-tui.fish
	$(INSTALL) -m 644 README.md LICENSE config/telemetry.conf $(DOCDIR)
	$(INSTALL) -m 644 config/samples/*.conf $(DOCDIR)/samples
	test -e $(CONFDIR)/telemetry.conf || $(INSTALL) -m 644 config/telemetry.conf $(CONFDIR)/telemetry.conf

## Leaves the configuration, the state and the consent: they are the administrator's.
uninstall:
	rm -f $(BINDIR)/telemetry-tui $(LIBEXECDIR)/telemetry-deliver
	rm -f $(addprefix $(SHAREDIR)/man/man1/,$(notdir $(MAN1))) $(addprefix $(SHAREDIR)/man/man5/,$(notdir $(MAN5)))
	rm -f $(BASHDIR)/telemetry-tui $(ZSHDIR)/_telemetry-tui $(FISHDIR)/telemetry-tui.fish
	rm -rf $(DOCDIR)
	-rmdir $(LIBEXECDIR) 2>/dev/null

clean:
	rm -rf .build build
