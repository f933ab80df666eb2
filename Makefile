# What a newcomer needs is git, make and Python 3.11 or newer. `make` alone says what there is.
#
# Debian's pip refuses to install outside a virtual environment, so uv gets one of its own (.uv)
# unless there is one on the path; everything else lives in .venv, exactly as uv.lock says.

PORT ?= 8112
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
LOCK := uv.lock pyproject.toml
SYNC = $(UV) sync --quiet --frozen --inexact --python "$(PYTHON)"
SOURCES := src tests docs
# Sentences between quotes are Indonesian; docstrings and comments are not.
ENGLISH = $$(find src tests -name '*.py' -not -path '*/migrations/*') \
	$$(find . -maxdepth 1 -name '*.md' -not -name GLOSSARY.md) docs/adr docs/operations
NOT_ENGLISH = (?<!")"[^"]+"(?!")|\b([Ll]okal|Bu|WIT|[Ss]irine|[Tt]anggap|[Ss]iaga|[Pp]utar|[Uu]lang)\b
# The checks read the code, not a node: they get a data folder that is thrown away.
CHECK_ENV = env -u DATABASE_URL KENTONGAN_DATA="$$(mktemp -d)" KENTONGAN_HTTPS=1 \
	DJANGO_SETTINGS_MODULE=kentongan.config.settings

.DEFAULT_GOAL := help
.PHONY: help run install test check format docs messages url-table crosscheck bench clean python uv browser

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: .venv/run.done ## the demonstration regency on http://127.0.0.1:8112 (PORT=…)
	@exec $(BIN)/kentongan demo --port $(PORT)

install: .venv/run.done ## set up .venv as uv.lock says, and no more

test: .venv/test.done browser ## all tests (ARGS="tests/calls -x" narrows them)
	@$(BIN)/pytest $(ARGS)

check: .venv/dev.done ## format, lint, types, floors, words, papers; touches no network
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/ruff check --quiet $(SOURCES)
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell --ignore-regex '$(NOT_ENGLISH)' $(ENGLISH)
	@$(CHECK_ENV) $(BIN)/django-admin makemigrations --check --dry-run
	@$(CHECK_ENV) $(BIN)/django-admin check --deploy --fail-level WARNING
	@$(CHECK_ENV) $(BIN)/python docs/generate.py --check
	@$(BIN)/python -m tests.house.messages --check

format: .venv/dev.done ## put the code into its format
	@$(BIN)/ruff format --quiet $(SOURCES)
	@$(BIN)/ruff check --quiet --fix $(SOURCES)

docs: .venv/dev.done ## write docs/reference from the code
	@$(CHECK_ENV) $(BIN)/python docs/generate.py

messages: .venv/dev.done ## bring the English catalogue up to date with the marked sentences
	@$(BIN)/python -m tests.house.messages

url-table: .venv/test.done ## write tests/house/url_by_role.tsv from what the pages answer now
	@KENTONGAN_WRITE_TABLES=1 $(BIN)/pytest tests/house/test_url_by_role.py

crosscheck: .venv/test.done ## compare travel times with another routing engine
	@$(SYNC) --group test --group crosscheck
	@$(BIN)/python -m tests.geo.roads.crosscheck

bench: .venv/run.done ## measure this machine: make bench NAME=intake
	@$(BIN)/kentongan bench $(NAME) --json

clean: ## remove what make has made (never a node's data)
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

# One stamp for each set of packages: nothing is resolved or fetched while uv.lock stands still.
.venv/run.done: $(LOCK) | uv
	@$(SYNC) && touch $@

.venv/test.done: $(LOCK) | uv
	@$(SYNC) --group test && touch $@ .venv/run.done

.venv/dev.done: $(LOCK) | uv
	@$(SYNC) --group dev && touch $@ .venv/test.done .venv/run.done

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3 python3-venv" >&2; exit 1; }

uv: | python
	@test -x "$(UV)" && exit 0; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call apt,python3-venv) || { \
		echo "python3-venv is missing: apt install python3-venv" >&2; exit 1; }; \
	$(PYTHON) -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv

# Debian's chromium drives the browser tests; they skip, saying so, where there is none.
browser:
	@test -n "$$KENTONGAN_CHROMIUM" || chromium --version >/dev/null 2>&1 || $(call apt,chromium) || \
		echo "chromium is missing, the browser tests will be skipped: apt install chromium" >&2

# Debian's packages are installed only where that needs nobody's leave.
apt = { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "installing $(1) …" && \
	{ apt-get -qq update || true; } && \
	DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(1) >/dev/null; }
