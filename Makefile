# demo, test, check, page, page-check, serve-docs, train. Each sets itself up in .venv the first time, and again when pyproject.toml changes.
# `make train` sets up .venv-train, which has torch; nothing else needs it.
# `make check PY=/path/to/python` uses that Python as it is and sets nothing up; CI does so with the built wheel.

ifdef PY
ready :=
ready_dev :=
else
PY := .venv/bin/python
ready := .venv/.ready
ready_dev := .venv/.ready-dev
endif
PYTHON ?= python3
JOBS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() or 1))')
side_by_side := -n $(JOBS) --dist loadfile # a module's tests share what they set up, and stay together
export NO_MKDOCS_2_WARNING := 1 # says nothing about this project and would stand above every build

.DEFAULT_GOAL := help
.PHONY: help demo test check page page-check serve-docs train

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1: /p' Makefile

.venv/.ready: pyproject.toml
	@echo "setting up .venv (once; a minute or two)" >&2
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "sourcebook needs Python 3.11 or later; name one: make PYTHON=python3.11")'
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@.venv/bin/python -m pip install --quiet --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready
	@.venv/bin/python -m pip install --quiet --group dev
	@touch $@

demo: $(ready) ## read the sample reports and show what comes out
	@$(dir $(PY))sourcebook demo

test: $(ready_dev) ## run the tests
	@$(PY) -m pytest $(side_by_side)

check: $(ready_dev) ## what CI runs: format, lint, types, tests, docs, floors
	$(PY) -m ruff format --check --quiet .
	$(PY) -m ruff check --quiet --output-format concise .
	$(PY) -m mypy
	$(PY) -m pytest $(side_by_side) --cov -rs # skipped tests are named
	$(PY) -m mkdocs build --strict
	$(PY) benchmarks/floors.py
	@$(MAKE) --no-print-directory page-check

.venv-train/.ready: pyproject.toml
	@echo "setting up .venv-train (once; some minutes)" >&2
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@.venv-train/bin/python -m pip install --quiet --editable . --group train
	@touch $@

train: .venv-train/.ready ## make the encoder's weights again (under an hour on two cores; needs the public sets)
	@.venv-train/bin/python -m training.train

page: $(ready_dev) ## build the review page from web/ into the package (needs Node 20)
	@cd web && npm ci --no-audit --no-fund --silent && npm run --silent build && node scripts/size.mjs

page-check: ## whether the page in the package is the build of web/, and passes its tests
	@if command -v node >/dev/null && command -v npm >/dev/null; then sh web/scripts/check.sh; \
	else echo "page-check: skipped, since Node and npm are not installed" >&2; fi

serve-docs: $(ready_dev) ## the documentation at http://127.0.0.1:8000
	@$(PY) -m mkdocs serve
