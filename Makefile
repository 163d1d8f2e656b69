# Scrutineer. Everything these commands make stays in this folder: .venv/ (packages), build/ (caches), library/ (your papers).
PYTHON ?= python3
LIBRARY ?= $(or $(SCRUTINEER_LIBRARY),library)
PORT ?= 8501
BIN := .venv/bin
# torch first and alone, so that a CPU build is taken where one lies at hand; the pin is read from constraints.txt.
TORCH := $(shell grep '^torch==' constraints.txt)

OWN := app.py cli.py settings.py answer eval index ingest prompts track ui

export HF_HUB_OFFLINE ?= 1
export HF_HUB_DISABLE_TELEMETRY := 1
export HF_HOME := $(CURDIR)/build/cache/huggingface
export LLAMA_INDEX_CACHE_DIR := $(CURDIR)/build/cache/llama_index
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

.PHONY: check app install test lint fix eval model pins clean

check: lint test  ## Everything that must pass before a change is taken in

app: .venv/installed  ## Start the app; the first start installs it and reads the example papers
	@if [ ! -e "$(LIBRARY)" ] || [ -e build/filling ]; then \
	  mkdir -p build && touch build/filling && \
	  $(BIN)/scrutineer ingest examples/papers --library "$(LIBRARY)" && rm build/filling; fi
	$(BIN)/scrutineer app --library "$(LIBRARY)" --port $(PORT)

install: .venv/installed  ## Install the packages, pinned, into .venv/

test: .venv/installed-test  ## Run the tests
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/installed-dev  ## Check form and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

fix: .venv/installed-dev  ## Mend what can be mended by itself
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

eval: .venv/installed-eval  ## Measure everything on the example papers; ARGS= passes options, as ARGS="--set examples"
	$(BIN)/scrutineer ingest examples/papers --library build/eval/library
	$(BIN)/scrutineer eval whole eval/benchmark --peers --library build/eval/library --out build/eval/whole $(ARGS)

model: .venv/installed-train  ## Train models/ranker and answer/weights.json anew: make model QUESTIONS=FOLDER PAPERS=FOLDER (see models/README.md)
	$(BIN)/scrutineer ingest "$(PAPERS)" --library build/model/library
	$(BIN)/python -m models.teach $(if $(QUESTIONS),--questions "$(QUESTIONS)") --library build/model/library
	$(BIN)/python -m models.train $(if $(QUESTIONS),--questions "$(QUESTIONS)") --library build/model/library

pins: ## Write constraints.txt anew from a fresh installation of the newest packages that pyproject.toml allows
	rm -rf build/pins && $(PYTHON) -m venv build/pins && build/pins/bin/pip install "$(TORCH)"
	build/pins/bin/pip install ".[test,eval,dev,train,onnx]"
	{ grep '^#' constraints.txt; build/pins/bin/pip freeze --exclude scrutineer | sed 's/+cpu//'; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean: ## Remove what was installed and built; your papers in library/ stay
	rm -rf .venv build

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Scrutineer needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/pip pyproject.toml constraints.txt
	$(BIN)/pip install "$(TORCH)"
	$(BIN)/pip install -c constraints.txt -e .
	$(BIN)/python -m index.convert  # the embedding model made ready, into .venv/cache/
	$(BIN)/python -m compileall -q $(OWN)  # else the first start, or where nothing may be written every start, takes longer
	@touch $@

.venv/installed-test .venv/installed-dev .venv/installed-eval .venv/installed-train: .venv/installed-%: .venv/installed
	$(BIN)/pip install -c constraints.txt -e ".[$*]"
	@touch $@
