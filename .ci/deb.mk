# What the rules of both source packages have in common. They pack what the source tree TREE installs; nothing is
# compiled: Swift is no package of Debian, so `make deb` and `make deb-collector` build first.

# Where debhelper looks for units: below /usr since 13.11.6.
UNITS := $(shell grep -q usr/lib/systemd/system "$$(command -v dh_installsystemd)" || echo lib/systemd/system)

# $(call install,TARGET): the target of make, below /usr, into debian/tmp.
define install
$(MAKE) -C "$(TREE)" $(1) DESTDIR="$(CURDIR)/debian/tmp" PREFIX=/usr SYSCONFDIR=/etc
if [ -n "$(UNITS)" ] && [ -d debian/tmp/usr/lib/systemd/system ]; then \
  mkdir -p debian/tmp/lib/systemd && mv debian/tmp/usr/lib/systemd/system debian/tmp/lib/systemd/system; fi
endef

# $(call install-rest,PACKAGE,ELSEWHERE): all of debian/tmp into the package, but what has one of these words in its name.
define install-rest
cd debian/tmp && ls -d * >../$(1).install
dh_install -p$(1) $(2:%=-X%)
endef

%:
	dh $@

# make install has taken the symbols out.
override_dh_strip:
	dh_strip --no-automatic-dbgsym

# Installing starts nothing and enables nothing; what runs is restarted by an upgrade.
override_dh_installsystemd:
	dh_installsystemd --no-enable --no-start --restart-after-upgrade
