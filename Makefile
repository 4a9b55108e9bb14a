# Two commands matter: `make run` starts the house, `make test` proves it. `make help` names the others.
# Needs GNU make and Python 3.11 or newer with its venv module; everything else is fetched into .venv.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

# The first of these that is new enough. Name another by `make run PYTHON=/path/to/python3`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
FUZZ_READY := $(VENV)/.ready-fuzz

.PHONY: help run setup demo test faults fuzz bench evaluate images check check-style check-layout check-types check-site machine

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  Settings go behind a command: make run PORT=8123 HOST=0.0.0.0 VAR_DIR=/path (all of them: .env.example)"

run: $(RUN_READY) ## start Rapport and print its address; Ctrl-C stops it
	@exec $(MANAGE) up

setup: $(RUN_READY) ## everything that `make run` does before it starts
	@exec $(MANAGE) up --prepare

demo: setup ## fill an account with a believable network to look around in
	@exec $(MANAGE) demo

test: $(DEV_READY) ## every test, on SQLite and on PostgreSQL, with real servers and a real browser
	@exec $(BIN)/python -m tests.servers $(ARGS)

faults: $(DEV_READY) ## kill, flush, refuse and hang, and look whether anything is lost; ARGS="--rounds 5 --only sqlite"
	@exec $(BIN)/python -m tests.faults $(ARGS)

fuzz: $(FUZZ_READY) ## throw broken files at everything that reads files; ARGS="--seconds 300 --only vcard monica"
	@exec $(BIN)/python -m tests.fuzz $(ARGS)

bench: $(DEV_READY) ## how long pages take for 10,000 people beside bare ones, a log by hand; ARGS=--sqlite for SQLite
	@exec $(BIN)/python -m tests.bench $(ARGS)

evaluate: $(DEV_READY) ## play real history through the rules; DATA=/path/to/data is the folder with it
	@exec $(BIN)/python -m tests.evaluate "$(DATA)" $(ARGS)

images: $(DEV_READY) ## take the pictures in docs/images anew
	@exec $(BIN)/python -m tests.bench.images

check: $(DEV_READY) ## style, types, missing migrations, settings for a public site
	@$(MAKE) --keep-going --no-print-directory check-style check-layout check-types check-site

check-style:
	$(BIN)/ruff check .

check-layout:
	$(BIN)/ruff format --check .

check-types:
	$(BIN)/mypy

check-site:
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	export VAR_DIR="$$folder" BASE_URL=https://rapport.example.org DATABASE_URL= REDIS_URL= EMAIL_URL= DEBUG=0 \
		ALLOWED_HOSTS= SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')"; \
	echo "manage.py makemigrations --check"; $(MANAGE) makemigrations --check --dry-run; \
	echo "manage.py check --deploy"; $(MANAGE) check --deploy --fail-level WARNING

# The virtual environment. Each stamp is newer than the list of packages that it stands for.

$(RUN_READY): requirements.txt $(BIN)/uv
	@$(call install,requirements.txt)
	@touch $@

$(DEV_READY): requirements-dev.txt $(BIN)/uv
	@$(call install,requirements-dev.txt)
	@touch $@ $(RUN_READY)

$(FUZZ_READY): requirements-fuzz.txt $(BIN)/uv
	@$(call install,requirements-fuzz.txt)
	@touch $@ $(DEV_READY) $(RUN_READY)

$(BIN)/uv: requirements-uv.txt | machine
	@echo "Making the virtual environment in $(VENV)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# Only looked at when there is something to install: a second start must not wait for it.
machine:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Rapport needs Python 3.11 or newer, and found none. Install it (python.org, or your system's packages)," >&2; \
		echo "or name it: make run PYTHON=/path/to/python3" >&2; exit 1; fi
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) comes without its venv module. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@command -v git >/dev/null || echo "git is not installed: Rapport starts without it, but you need it to fetch newer versions." >&2

# uv reads no pip configuration: hand over an index that is set there. Where uv cannot fetch, pip tries as well.
define install
	echo "Fetching the packages of $(1)"; \
	index=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true); \
	UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$$index}}}"; \
	if [ -n "$$UV_DEFAULT_INDEX" ]; then export UV_DEFAULT_INDEX; else unset UV_DEFAULT_INDEX; fi; \
	if [ -n "$$PIP_CERT" ] && [ -z "$$SSL_CERT_FILE" ]; then export SSL_CERT_FILE="$$PIP_CERT"; fi; \
	VIRTUAL_ENV="$$PWD/$(VENV)" $(BIN)/uv pip install --quiet --require-hashes -r $(1) \
		|| { echo "uv could not fetch them; trying with pip, which takes longer" >&2; \
			$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }
endef
