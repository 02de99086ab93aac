# The front door: `make run` opens the companion, `make test` runs every test.
# Written for GNU make 3.81 too, which is what macOS has.

MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.SUFFIXES:

# PYTHON=python3.12 picks another Python. ARGS="--plain" goes to the companion or to pytest.
PYTHON ?=
ARGS ?=
export PYTHON

PROGRAMS := .venv/bin
SET_UP := uv.lock pyproject.toml tools/set_up.py
PYTEST := $(PROGRAMS)/python -m pytest -p tools.side_by_side -n auto --maxschedchunk 1

# Another Python than last time sets everything up again.
ifneq ($(PYTHON),)
ifneq ($(PYTHON),$(shell cat .make/python 2>/dev/null))
.PHONY: .make/run .make/endpoint .make/test
endif
endif

help:
	@echo "make run      opens the companion"
	@echo "make endpoint runs a community's endpoint: make endpoint ARGS=serve"
	@echo "make test     runs all tests"
	@echo "make quick    runs the quick checks and tests, in a few minutes"
	@echo "make check    runs everything that must be right before work is shared"
	@echo "make format   puts the code in shape"
	@echo "make lock     writes uv.lock anew, after a change in pyproject.toml"
	@echo "make clean    removes what make has made"

# The companion has told the member what went wrong; a line from make would only add noise.
run: .make/run
	@trap : INT; $(PROGRAMS)/companion $(ARGS) || :

endpoint: .make/endpoint
	@trap : INT; $(PROGRAMS)/companion endpoint $(ARGS) || :

test: .make/test
	@$(PROGRAMS)/python -m tools.system_parts
	@$(PYTEST) $(ARGS)

quick: lint
	@$(PYTEST) --quiet -m "not slow and not sweep and not listening" $(ARGS)

# The tests come last, so that their own count is the last line.
check: lint test

lint: .make/test
	@$(PROGRAMS)/ruff check --quiet .
	@$(PROGRAMS)/ruff format --check --quiet .
	@$(PROGRAMS)/mypy
	@$(PROGRAMS)/lint-imports --no-logo

format: .make/test
	@$(PROGRAMS)/ruff check --fix .
	@$(PROGRAMS)/ruff format .

lock:
	@sh tools/python.sh set_up lock $(ARGS)

clean:
	@rm -rf .venv .make build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set up again when the lock has changed, and when a part of the environment is gone.
.make/run: $(SET_UP) $(PROGRAMS)/python $(PROGRAMS)/companion
	@sh tools/python.sh set_up run

.make/endpoint: $(SET_UP) $(PROGRAMS)/python $(PROGRAMS)/uvicorn
	@sh tools/python.sh set_up endpoint

.make/test: $(SET_UP) $(PROGRAMS)/python $(PROGRAMS)/pytest
	@sh tools/python.sh set_up test

$(PROGRAMS)/python $(PROGRAMS)/companion $(PROGRAMS)/pytest $(PROGRAMS)/uvicorn: ;

.PHONY: help run endpoint test quick check lint format lock clean
