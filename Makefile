# `make chat` and `make test` need nothing but Debian 12 and Swift: both install what is missing.

SHELL := /bin/sh
PACKAGES := libreadline-dev libstemmer-dev
TEST_PACKAGES := libxml2-utils perl python3-venv
SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE := .build/release/trellis

.PHONY: chat build test report-formats spark bundle lint format install-dependencies clean

chat: build
	@$(RELEASE)

build: install-dependencies bundle
	@swift build -c release --product trellis $(SWIFT_FLAGS)
	@$(RELEASE) rules compile >/dev/null

# Builds, lints and runs everything: unit tests, the packs' checks and examples, the transcripts.
test: PACKAGES += $(TEST_PACKAGES)
test: install-dependencies bundle lint
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build
	swift build -c release --product trellis $(SWIFT_FLAGS)
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
	swift format lint -s -r Sources Tests Package.swift

format:
	swift format -i -r Sources Tests Package.swift

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
	rm -rf .build .build-tools
