# Two commands do all: `make serve` and `make test`. Settings (SUMMIT_*) are explained in the README.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help install extras develop serve seed release migrate openapi test check generators check-all bench wheel lock clean

help: ## Show the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

install: $(VENV)/.runtime ## Set up what serving needs

extras: $(VENV)/.extras ## Set up metrics, tracing and the MCP server as well

develop: $(VENV)/.develop ## Set up what testing needs as well

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON")'
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.extras: $(VENV)/.runtime requirements-extras.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock
	touch $@

$(VENV)/.develop: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)-generators/.ready: requirements-generators.lock
	$(PYTHON) -m venv --clear $(VENV)-generators
	$(VENV)-generators/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-generators.lock
	touch $@

$(VENV)-bench/.ready: requirements-bench.lock
	$(PYTHON) -m venv --clear $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	touch $@

serve: install ## Migrate, seed and serve on 127.0.0.1:8000
	$(BIN)/summits start

migrate: install ## Bring the database to the newest schema
	$(BIN)/summits migrate

seed: install ## Load the data files into the database
	$(BIN)/summits seed

release: install ## Add the data files as they stand to the release log, seed/releases.ndjson
	$(BIN)/python -m seed release

openapi: install ## Write the description of the API, openapi.json, anew; BREAKING=1 also if that breaks clients
	$(BIN)/summits openapi --write $(if $(BREAKING),--breaking)

test: develop ## Run the whole suite, on SQLite and PostgreSQL; only='EXPRESSION' as pytest's -k
	$(BIN)/python -m pytest -n auto $(if $(only),-k '$(only)')

check: develop ## Format, lint, types, migrations against models, then the whole suite
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/summits check-migrations
	$(BIN)/python -m seed --check
	$(MAKE) test

generators: develop $(VENV)-generators/.ready ## Generate clients with openapi-generator, and ask everything with them (needs Node.js)
	SUMMIT_TEST_GENERATORS=$(VENV)-generators/bin $(BIN)/python -m pytest -m generators

check-all: check generators ## All of check, and what takes a generator in Java

bench: develop $(if $(against),,$(VENV)-bench/.ready) ## Measure against the limit and the peers (needs wrk), or against=COMMIT; rows= rounds= seconds= only=
	$(BIN)/python -m tests.benchmarks --datasette $(VENV)-bench/bin/datasette $(foreach option,against rows rounds seconds only,$(if $($(option)),--$(option) $($(option))))

wheel: install ## Build dist/summit_facts-VERSION-py3-none-any.whl, which pip installs anywhere
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

lock: ## Make the locks anew (needs uv and npm)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml --extra speed --extra xlsx --extra metrics --extra tracing --extra mcp --group dev --output-file requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml --extra speed --extra xlsx --group build --constraint requirements-dev.lock --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml --extra speed --extra xlsx --extra metrics --extra tracing --extra mcp --constraint requirements-dev.lock --output-file requirements-extras.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --group bench --output-file requirements-bench.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --group generators --output-file requirements-generators.lock
	cd tests/clients/typescript && npm run --silent lock

clean: ## Remove what the commands made
	rm -rf $(VENV) $(VENV)-bench $(VENV)-generators data dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
