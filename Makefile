# `make chat` and `make test` need nothing but Debian 12 and Swift: both install what is missing.

SHELL := /bin/sh
PACKAGES := libreadline-dev libstemmer-dev
TEST_PACKAGES := libxml2-utils perl python3-venv
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The program holds the Swift runtime and no symbols: it runs where no Swift is, and starts in half the time.
RELEASE_FLAGS := -c release --product trellis --static-swift-stdlib -Xlinker -s $(SWIFT_FLAGS)
RELEASE := .build/release/trellis

.PHONY: chat build test report-formats spark bundle lint format install-dependencies clean bench

chat: build
	@$(RELEASE)

build: install-dependencies bundle
	@swift build $(RELEASE_FLAGS)
	@$(RELEASE) rules compile >/dev/null

# Builds, lints and runs everything: unit tests, the packs' checks and examples, the transcripts.
test: PACKAGES += $(TEST_PACKAGES)
test: install-dependencies bundle lint
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build
	swift build $(RELEASE_FLAGS)
	$(RELEASE) rules compile
	Scripts/check-formats.sh
	Scripts/check-tutorial.py
	$(RELEASE) rules check rules/en
	$(RELEASE) rules test rules/en
	$(RELEASE) replay transcripts --jobs 2
	Scripts/check-report-formats.sh $(RELEASE)

# Has the reports of replay read by xmllint, prove and check-jsonschema.
report-formats: PACKAGES += $(TEST_PACKAGES)
report-formats: install-dependencies
	Scripts/check-report-formats.sh $(RELEASE)

# Runs examples/ against one process: GNU parallel and Spark. Installs both, hundreds of MB; no part of `make test`.
spark: build
	@Scripts/spark.sh

# Lists the files of rules/ that the binary embeds.
bundle:
	@Scripts/bundle.sh

lint:
	swift format lint -s -r Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift

format:
	swift format -i -r Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift

# Installs the Debian packages that are missing, as root or with sudo.
install-dependencies:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	fi

clean:
	rm -rf .build .build-tools Benchmarks/.build Benchmarks/.build-tools

# Compares with other engines and writes the table of Benchmarks/README.md. SETS are the numbers of patterns; the peers
# get those up to N.
BENCH_PACKAGES := wamerican libhyperscan-dev gcc libc6-dev python3-venv
BENCH_TOOLS := Benchmarks/.build-tools
SETS := 100,1000,10000,100000
N := 10000
PASSES := 3

bench: build
	@$(MAKE) --no-print-directory install-dependencies PACKAGES="$(BENCH_PACKAGES)"
	@$(MAKE) --no-print-directory $(BENCH_TOOLS)/hyperscan $(BENCH_TOOLS)/python/installed
	@swift build -c release --package-path Benchmarks
	@Benchmarks/.build/release/bench --program $(RELEASE) --package Benchmarks \
	  --sets $(SETS) --peers-up-to $(N) --passes $(PASSES)

$(BENCH_TOOLS)/hyperscan: Benchmarks/Engines/hyperscan.c
	@mkdir -p $(BENCH_TOOLS)
	gcc -O2 -Wall -Wextra -o $@ $< -lhs

$(BENCH_TOOLS)/python/installed: Benchmarks/Engines/requirements.txt
	/usr/bin/python3 -m venv $(BENCH_TOOLS)/python
	$(BENCH_TOOLS)/python/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@
