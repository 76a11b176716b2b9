# `make chat` and `make test` need nothing but Debian 12 and Swift: both install what is missing.

SHELL := /bin/sh
PACKAGES := libreadline-dev libstemmer-dev
SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE := .build/release/trellis

.PHONY: chat build test bundle lint format install-dependencies clean

chat: build
	@$(RELEASE)

build: install-dependencies bundle
	@swift build -c release --product trellis $(SWIFT_FLAGS)
	@$(RELEASE) rules compile >/dev/null

# Builds, lints and runs everything: unit tests, the packs' checks and examples, the transcripts.
test: install-dependencies bundle lint
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build
	swift build -c release --product trellis $(SWIFT_FLAGS)
	$(RELEASE) rules compile
	$(RELEASE) rules check rules/en
	$(RELEASE) rules test rules/en
	$(RELEASE) replay transcripts --jobs 2

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
	rm -rf .build
