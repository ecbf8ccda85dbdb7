# SPDX-License-Identifier: GPL-3.0-or-later

# Lastword: make run opens a rehearsal of the example meeting, make test proves what the program promises.
SHELL := /bin/sh
CONFIGURATION ?= release
BUILD := .build/$(CONFIGURATION)
PREFIX ?= /usr/local
FLAGS := -c $(CONFIGURATION)

# What Debian has to provide: for building, and for the tests besides.
PACKAGES := libsqlite3-dev libsodium-dev libcsv-dev libicu-dev libsimdjson-dev libgmp-dev libarchive-dev libncurses-dev libxlsxwriter-dev g++
TEST_PACKAGES := python3 python3-pytest python3-pytest-xdist python3-pyflakes python3-jsonschema python3-pyte python3-openpyxl strace openssl faketime

.PHONY: run example test quick test-one bench scale fuzz seeded screens verify-independent check check-install torture install uninstall lay-out man deb clean build packages test-packages format

# At a terminal: the rehearsal. Without one the same meeting is played by the protocol. The first time a debug build does, which is
# made in less than half the time; a release build that is there is brought up to date and used.
RUN := $(if $(wildcard .build/release/lastword),release,debug)
run: packages
	swift build -c $(RUN) --product lastword
	@if [ -t 0 ] && [ -t 1 ]; then .build/$(RUN)/lastword rehearse; else Examples/bureau/run .build/$(RUN)/lastword .build/$(RUN)/example; fi

example: packages build
	@Examples/bureau/run $(BUILD)/lastword $(BUILD)/example

# What the tests' build made is the program too: only what is older than its sources is built again.
build: packages $(BUILD)/lastword
$(BUILD)/lastword: $(shell find Sources -type f) Package.swift
	swift build $(FLAGS) --product lastword
	@touch -c $@

# The inner loop: a debug build, and the tests of the modules without the long searches.
quick: packages
	swift build --build-tests
	swift test --skip-build --filter '$(QUICK)' --skip '$(SLOW)'
QUICK ?= ^(MeetingTests|PersonnelTests|IntakeTests|BallotTests|RecordTests|RoomTests)\.
SLOW ?= ExplorationTests|RandomMeetingTests|TwoWorldTests|OrderTests|LivesTests

# One test: T=NoLongerSoTests (in Swift, by a name or a part of it) or T=Tests/Acceptance/ledger.py (from outside), to the end of its name.
T ?=
test-one: packages test-packages
	@test -n "$(T)" || { echo "make test-one T=NoLongerSoTests, or T=Tests/Acceptance/ledger.py" >&2; exit 64; }
	$(if $(findstring .py,$(T)),swift build $(FLAGS) --product lastword && LASTWORD=$(CURDIR)/$(BUILD)/lastword $(PYTEST) -rP $(T),swift build --build-tests && swift test --skip-build --filter '$(T)')

# One build serves the tests and the program that the tests run.
PYTEST := /usr/bin/python3 -m pytest -c Tests/pytest.ini
test: packages test-packages
	swift build $(FLAGS) --build-tests
	@touch -c $(BUILD)/lastword
	LASTWORD=$(CURDIR)/$(BUILD)/lastword Tests/run swift test $(FLAGS) --skip-build

# The whole of every sweep, the seeded faults and the fuzzing: about six hours.
torture: packages test-packages
	@./.ci/packages gdb rsync xfsprogs python3-sklearn
	swift build $(FLAGS) --build-tests
	LASTWORD_TORTURE=1 swift test $(FLAGS) --skip-build --skip TwoWorldTests
	LASTWORD=$(CURDIR)/$(BUILD)/lastword $(PYTEST) -rP --full Tests/Torture Tests/Acceptance Tests/Terminal
	/usr/bin/python3 Tests/Torture/seeded.py
	/usr/bin/python3 Tests/Fuzz/run.py

# Coverage-guided fuzzing of every reader; FUZZ executions each.
FUZZ ?= 1000000
fuzz: packages
	@./.ci/packages python3
	/usr/bin/python3 Tests/Fuzz/run.py $(FUZZ)

# Faults put into a copy of the program; a test has to catch each.
seeded: packages test-packages
	@./.ci/packages gdb rsync
	/usr/bin/python3 Tests/Torture/seeded.py

# Our archives by a program that we didn't write, its archives by us, and each changed in every way.
verify-independent: packages test-packages
	@./.ci/packages belenios-tool libreoffice-calc-nogui chromium asciinema
	swift build $(FLAGS) --product lastword
	LASTWORD_BENCH=1 swift build $(FLAGS) --product lastword-bench
	LASTWORD=$(CURDIR)/$(BUILD)/lastword $(PYTEST) -rP Tests/Independent

bench: packages
	@./.ci/packages belenios-tool python3-pyte nano
	LASTWORD_BENCH=1 swift build $(FLAGS) --product lastword-bench
	swift build $(FLAGS) --product lastword
	$(BUILD)/lastword-bench
	LASTWORD=$(CURDIR)/$(BUILD)/lastword PYTHONPATH=Tests:Tests/Terminal /usr/bin/python3 Tests/Terminal/bench.py

# A register of 15 million events, 150,000 meetings: about 7 GB in TMPDIR, a quarter of an hour.
SCALE ?= 15000000
scale: packages
	LASTWORD_BENCH=1 swift build $(FLAGS) --product lastword-bench
	$(BUILD)/lastword-bench scale $(SCALE)

# Pictures of every screen, in docs/screens.
screens: packages test-packages
	@./.ci/packages python3-pil fonts-noto-cjk fonts-dejavu-core
	swift build $(FLAGS) --build-tests
	LASTWORD_SCREENS=$(CURDIR)/$(BUILD)/screens swift test $(FLAGS) --skip-build --filter SnapshotTests
	/usr/bin/python3 docs/screens/make.py $(BUILD)/screens docs/screens

# Style, and the rules that the build itself can't see.
check: test-packages
	swift format lint --strict -r Sources Tests Package.swift
	/usr/bin/python3 -m pyflakes Tests Verifier docs/screens
	$(PYTEST) -rP Tests/Lint
	/usr/bin/python3 Tests/Torture/seeded.py places

format:
	swift format -i -r Sources Tests Package.swift

# PREFIX (/usr/local) and DESTDIR as usual.
install: man lay-out

# Man pages: of each command from the program itself, of the manual from docs.
man: build
	@./.ci/packages lowdown
	swift build $(FLAGS) --product generate-manual
	packaging/man $(BUILD) $(BUILD)/man

# What is built, into its places.
SHARE = $(abspath $(DESTDIR)$(PREFIX)/share)
lay-out:
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/bash-completion/completions $(SHARE)/zsh/vendor-completions $(SHARE)/fish/vendor_completions.d
	install -s -m 755 $(BUILD)/lastword $(DESTDIR)$(PREFIX)/bin/lastword
	$(BUILD)/lastword --generate-completion-script bash > $(SHARE)/bash-completion/completions/lastword
	$(BUILD)/lastword --generate-completion-script zsh > $(SHARE)/zsh/vendor-completions/_lastword
	$(BUILD)/lastword --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/lastword.fish
	cd $(BUILD)/man && find . -name '*.[17]' -exec install -D -m 644 {} $(SHARE)/man/{} \;
	install -d $(SHARE)/doc/lastword $(SHARE)/lastword
	install -m 644 README.md README.zh-CN.md CHANGELOG.md CHANGELOG.zh-CN.md SECURITY.md CONTRIBUTING.md docs/*.md docs/*.json $(SHARE)/doc/lastword
	cp -r docs/screens Examples $(SHARE)/doc/lastword
	install -D -m 755 -t $(SHARE)/lastword/verifier Verifier/check.py
	install -m 644 -t $(SHARE)/lastword/verifier $(filter-out Verifier/check.py,$(wildcard Verifier/*.py)) Verifier/words.txt docs/protocol.schema.json

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/lastword $(SHARE)/bash-completion/completions/lastword $(SHARE)/zsh/vendor-completions/_lastword
	rm -f $(SHARE)/fish/vendor_completions.d/lastword.fish $(SHARE)/man/man1/lastword.1 $(SHARE)/man/man1/lastword-*.1
	rm -f $(SHARE)/man/man7/lastword-*.7 $(SHARE)/man/zh_CN/man7/lastword-*.7
	rm -rf $(SHARE)/doc/lastword $(SHARE)/lastword

VERSION := $(shell sed -n 's/.*versionText = "\(.*\)"/\1/p' Sources/lastword/Lastword.swift)
deb: man
	@./.ci/packages debhelper dpkg-dev
	@packaging/deb $(BUILD) $(VERSION)

# Laid out, packed, installed into an empty root, tried and taken away again.
check-install: deb
	@./.ci/packages mandoc zsh fish
	LASTWORD=$(CURDIR)/$(BUILD)/lastword $(PYTEST) -rP Tests/Packaging

clean:
	rm -rf .build .build-fuzz .build-seeded

packages:
	@./.ci/packages $(PACKAGES)

test-packages:
	@./.ci/packages $(TEST_PACKAGES)
