# The two commands a newcomer needs: `make run` (the demo) and `make test` (everything).
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
PYTEST := $(BIN)/python -m pytest
ROOMS := bot console handlers tips broadcasts awareness channels places storage

.PHONY: run test suites setup setup-test lint format types contracts unit journeys privacy mutants lock clean-demo pictures lesson-pictures bench

run: setup
	@$(BIN)/phaodai run --demo || test $$? -eq 130

setup: $(VENV)/.run

setup-test: $(VENV)/.test

$(VENV)/bin/python:
	@sh deploy/make-venv.sh $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the program's parts (once) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@sh deploy/install-test-tools.sh
	@echo "Installing the test tools (once) ..."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

# The three suites wait more than they work, so they run side by side; each prints its part when it is done.
test: setup-test lint types contracts
	@$(MAKE) --no-print-directory -j3 -O suites

suites: unit journeys privacy

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup-test
	$(BIN)/mypy $(ROOMS) tests bench

contracts: setup-test
	$(BIN)/lint-imports

unit: setup-test
	$(PYTEST) tests/unit tests/contract tests/emulators tests/integration

journeys: setup-test
	$(PYTEST) tests/journeys

privacy: setup-test
	$(PYTEST) tests/privacy

mutants: setup-test
	$(BIN)/python -m tests.mutants

pictures: setup-test
	$(BIN)/python -m tests.pictures

lesson-pictures: setup-test
	$(BIN)/python -m tests.pictures.lessons

# The peers live in a virtual environment of their own; QUICK=1 shows the way in a minute, STAGE=core runs that alone.
bench: setup-test .venv-bench/.bench
	@QUICK=$(QUICK) $(BIN)/python -W ignore -m bench $(STAGE)

.venv-bench/.bench: requirements/bench.txt
	@sh deploy/make-venv.sh .venv-bench
	@echo "Installing what the bench compares with (once) ..."
	@.venv-bench/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/bench.txt
	@touch $@

lock: setup-test
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build \
		pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra dev \
		pyproject.toml -o requirements/test.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		requirements/bench.in -o requirements/bench.txt

clean-demo:
	rm -rf demo-data
