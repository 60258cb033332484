# One list of commands, for people, for the pre-commit hook and for CI.
PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

.PHONY: install run test test-embedded test-services check lint types imports migrations deploy-check schema-check rules-check bench bench-scale bench-checks hostile format schema messages rules clean

# --- environment -------------------------------------------------------------------
# The stamp names the list that was installed: `run` needs only the runtime's, and
# an environment with the development list serves both.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt | $(VENV)/bin/python
	test -f $(VENV)/.dev -a ! $< -nt $(VENV)/.dev || $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r $<
	touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r $<
	touch $@

install: $(VENV)/.dev

# --- running -----------------------------------------------------------------------
run: $(VENV)/.base
	@exec $(MANAGE) serve --port $(PORT)

# --- tests -------------------------------------------------------------------------
test: test-embedded test-services

test-embedded: install
	@echo "== tests, embedded profile (SQLite)"
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-services: install
	@$(BIN)/python -m tests.services

# --- checks ------------------------------------------------------------------------
check: lint types imports migrations deploy-check schema-check rules-check

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy config disclosures reviews workers

imports: install
	$(BIN)/lint-imports

migrations: install
	DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) makemigrations --check --dry-run

deploy-check: install
	@DJANGO_SETTINGS_MODULE=config.settings.prod SECRET_KEY_FILE=deploy/check-key DATABASE_URL=sqlite:///none.sqlite3 REDIS_URL=redis://127.0.0.1/0 ALLOWED_HOSTS=check.invalid $(MANAGE) check --deploy --fail-level WARNING

schema-check: install
	@$(MANAGE) spectacular --validate --fail-on-warn | diff -u docs/openapi.yaml - || { echo "docs/openapi.yaml is out of date: make schema"; exit 1; }

rules-check: install
	@$(MANAGE) write_rules_manual --check

# --- written by the machine, kept in the repository --------------------------------
format: install
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

schema: install
	$(MANAGE) spectacular --validate --file docs/openapi.yaml

messages: install
	$(MANAGE) write_messages

rules: install
	$(MANAGE) write_rules_manual

# --- measuring ---------------------------------------------------------------------
bench: install
	$(BIN)/python -m tests.bench

bench-scale: install
	$(BIN)/python -m tests.bench.scale

bench-checks: install
	$(BIN)/python -m tests.bench.checks

# Every hostile file with what is said of it, and 2,000 flipped files of each format.
hostile: install
	$(BIN)/python -m tests.bench.hostile | tee docs/hostile.md

clean:
	rm -rf staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
