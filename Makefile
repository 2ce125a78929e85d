# Set-up and daily commands. Needs Python 3.11 or newer and make; no environment has to be active.
# Everything is written inside the clone (pip's own cache apart): .venv/, build/ and tool caches.

PYTHON ?= python3
# handed to the command as they are:  make run ARGS="-p south=income"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Settings and caches of Jupyter, IPython and matplotlib belong to this environment, not to the
# user's home. Short names: a socket's path may have about 100 characters.
VAR := $(CURDIR)/$(VENV)/var
export JUPYTER_CONFIG_DIR := $(VAR)/config
export JUPYTER_DATA_DIR := $(VAR)/data
export JUPYTER_RUNTIME_DIR := $(VAR)/run
export IPYTHONDIR := $(VAR)/ipy
export MPLCONFIGDIR := $(VAR)/mpl
export XDG_CACHE_HOME := $(VAR)/cache
# a path or a home of another Python would let its packages in
unexport PYTHONPATH PYTHONHOME JUPYTER_PATH JUPYTER_CONFIG_PATH

.PHONY: help setup run site slides handouts student test lab check refresh verify bench fault lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' Makefile

# A new lock means a new environment, so nothing of the old one stays behind. pip skips resolving:
# the lock is complete, and `pip check` says so. -qq leaves pip its errors, not the warnings about
# how the user set it up.
$(VENV)/locked: requirements.lock
	@command -v "$(PYTHON)" >/dev/null 2>&1 || \
	  { echo "error: no $(PYTHON) found; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Python 3.11 or newer is needed, this is $$("$(PYTHON)" -V 2>&1); name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "error: this Python has no venv module; install it (Debian, Ubuntu: the package python3-venv)" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (a minute or two) ..."
	@"$(PYTHON)" -m venv --clear "$(VENV)"
	@"$(BIN)/python" -m pip install -qq --disable-pip-version-check \
	  --no-deps --require-hashes --requirement requirements.lock
	@touch "$@"

$(VENV)/installed: $(VENV)/locked pyproject.toml
	@"$(BIN)/python" -m pip install -qq --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@"$(BIN)/python" -m pip check --disable-pip-version-check >"$(VENV)/check.txt" || \
	  { cat "$(VENV)/check.txt" >&2; echo "error: requirements.lock is incomplete; run: make lock" >&2; exit 1; }
	@touch "$@"

setup: $(VENV)/installed ## create .venv with the pinned environment

run: setup ## execute every notebook; the scorecard is then in build/default/
	@"$(BIN)/walkthrough" run $(ARGS)

site: setup ## build the pages of build/default, a run that is made if it is not there
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" site $(ARGS)

slides: setup ## make the slides of build/default, a deck a notebook
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" slides $(ARGS)

handouts: setup ## make a page a notebook to hand out, of build/default, without code
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" handouts --report $(ARGS)

student: setup ## write the notebooks for students into build/student
	@"$(BIN)/walkthrough" student $(ARGS)

# What decides verdicts is covered by tests of its own, which need no kernel. (All: no ARGS.)
test: setup ## style, types and all tests, the stored outputs of the notebooks included
	@"$(BIN)/ruff" check --quiet .
	@"$(BIN)/mypy" --no-error-summary
	$(if $(ARGS),,@"$(BIN)/pytest" -q tests/analysis tests/claims tests/test_study.py \
	  --cov=helpers.analysis --cov=helpers.claims --cov-branch --cov-report= --cov-fail-under=95)
	@"$(BIN)/pytest" $(ARGS)

lab: setup ## open the notebooks in JupyterLab
	@"$(BIN)/walkthrough" lab $(ARGS)

check: setup ## compare the stored outputs of the notebooks with fresh ones
	@"$(BIN)/walkthrough" check $(ARGS)

fault: setup ## kill, fill, interrupt runs in every way, and count how many faults were survived
	@"$(BIN)/python" tests/faults $(ARGS)

bench: ## time the bundle beside its peers (installs them into build/bench-env)
	@test -x build/bench-env/bin/walkthrough || { \
	  "$(PYTHON)" -m venv build/bench-env && \
	  build/bench-env/bin/pip install -qq --no-deps --require-hashes -r requirements.lock && \
	  build/bench-env/bin/pip install -qq --no-build-isolation -e '.[bench]'; }
	@build/bench-env/bin/python benchmarks/bench.py $(ARGS)

refresh: setup ## execute the notebooks and store their outputs
	@"$(BIN)/walkthrough" refresh $(ARGS)

verify: ## clone, set up and execute what is committed; compare every output with what is stored
	@"$(PYTHON)" tools/verify.py

lock: ## pin the dependencies of pyproject.toml again (for maintainers)
	@"$(PYTHON)" -m venv --clear build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv==0.13.9
	@build/lock/bin/python tools/lock.py
	@$(MAKE) --no-print-directory setup
	@"$(BIN)/python" tools/licences.py

clean: ## remove all that these commands wrote: .venv, build and caches
	@rm -rf "$(VENV)" build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
	@find . -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
