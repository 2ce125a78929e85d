# Set-up and daily commands. Needs Python 3.11 or newer and make; no environment has to be active.
# Everything is written inside the clone (pip's own cache apart): .venv/, build/ and tool caches.

PYTHON ?= python3
# the folder with the publishers' files, for `make data`
SOURCES ?=
# handed to the command as they are:  make run ARGS="-p south=income"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Settings and caches of Jupyter, IPython and matplotlib belong to this environment, not to the
# user's home; pip's cache is the user's. Short names: a socket's path may have about 100 characters.
VAR := $(if $(filter /%,$(firstword $(VENV))),,$(CURDIR)/)$(VENV)/var
USERS_CACHE := $(XDG_CACHE_HOME)
export JUPYTER_CONFIG_DIR := $(VAR)/config
export JUPYTER_DATA_DIR := $(VAR)/data
export JUPYTER_RUNTIME_DIR := $(VAR)/run
export IPYTHONDIR := $(VAR)/ipy
export MPLCONFIGDIR := $(VAR)/mpl
export XDG_CACHE_HOME := $(VAR)/cache
# a path or a home of another Python would let its packages in
unexport PYTHONPATH PYTHONHOME JUPYTER_PATH JUPYTER_CONFIG_PATH

# Where a command needs more than a run does, that is added to .venv once, by `dev`.
.PHONY: help setup dev data run site slides handouts student test lab check refresh verify bench fault lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' Makefile

# $(call environment,KIND,FOLDER,PYTHON): an environment, made if it is not there or no longer fits
define environment
command -v "$(3)" >/dev/null 2>&1 || \
  { echo "error: no $(3) found; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }; \
"$(3)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "error: Python 3.11 or newer is needed, this is $$("$(3)" -V 2>&1); name another: make PYTHON=python3.12" >&2; exit 1; }; \
XDG_CACHE_HOME="$(USERS_CACHE)" "$(3)" tools/environment.py $(1) "$(2)"
endef

# Who asks for no Python in particular keeps the one that the environment was made with: not the one
# inside it, which another `make` may be replacing.
KEPT = $(if $(filter file,$(origin PYTHON)),$(shell \
  found=$$(sed -n 's/.*"python": "\([^"]*\)".*/\1/p' "$(VENV)/.made-by-make.json" 2>/dev/null); \
  test -x "$$found" && echo "$$found"))

setup: ## create .venv with the pinned environment of a run
	@$(call environment,setup,$(VENV),$(or $(KEPT),$(PYTHON)))

dev: ## add to .venv what tests, site, slides and marking with nbgrader need
	@$(call environment,dev,$(VENV),$(or $(KEPT),$(PYTHON)))

run: setup ## execute the eight notebooks; the scorecard is then in build/default/
	@"$(BIN)/walkthrough" run $(ARGS)

site: dev ## build the pages of build/default, a run that is made if it is not there
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" site $(ARGS)

slides: dev ## make the slides of build/default, one deck per notebook
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" slides $(ARGS)

handouts: setup ## make one page per notebook of build/default to hand out, without code
	@test -f build/default/run.json || "$(BIN)/walkthrough" run
	@"$(BIN)/walkthrough" handouts --report $(ARGS)

student: dev ## write the notebooks for students into build/student
	@"$(BIN)/walkthrough" student $(ARGS)

# What decides verdicts is covered by tests of its own, which need no kernel. (All: no ARGS.)
test: dev ## style, types, imports and all tests, the stored outputs of the notebooks included
	@"$(BIN)/ruff" check --quiet .
	@"$(BIN)/ruff" format --check --quiet .
	@"$(BIN)/mypy" --no-error-summary
	@told=$$("$(BIN)/lint-imports" --no-cache --no-logo) || { echo "$$told"; exit 1; }
	$(if $(ARGS),,@"$(BIN)/pytest" -q -n auto --dist loadfile tests/helpers/analysis tests/helpers/claims tests/helpers/test_study.py \
	  --cov=helpers.analysis --cov=helpers.claims --cov-branch --cov-report= --cov-fail-under=95)
	@"$(BIN)/pytest" $(or $(ARGS),-q -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/helpers/analysis --ignore=tests/helpers/claims --ignore=tests/helpers/test_study.py)

lab: setup ## open the notebooks in JupyterLab
	@"$(BIN)/walkthrough" lab $(ARGS)

check: setup ## compare the stored outputs of the notebooks with fresh ones
	@"$(BIN)/walkthrough" check $(ARGS)

fault: dev ## kill, fill, interrupt runs in every way, and count how many faults were survived
	@"$(BIN)/python" tests/system/faults $(ARGS)

bench: ## time the bundle beside its peers (installs them into build/.bench)
	@$(call environment,bench,build/.bench,$(PYTHON))
	@build/.bench/bin/python benchmarks/bench.py $(ARGS)

refresh: setup ## execute the notebooks and store their outputs
	@"$(BIN)/walkthrough" refresh $(ARGS)

data: ## write data/ again from the publishers' files: make data SOURCES=DIR (for maintainers)
	@test -n "$(SOURCES)" || { echo "error: name the folder with the publishers' files: make data SOURCES=DIR" >&2; exit 2; }
	@test -d "$(SOURCES)" || { echo "error: $(SOURCES): no such folder; name the folder with the publishers' files" >&2; exit 2; }
	@$(MAKE) --no-print-directory dev
	@"$(BIN)/python" data-raw/build.py "$(SOURCES)"

verify: ## clone, set up and execute what is committed; compare every output with what is stored
	@"$(PYTHON)" tools/verify.py

lock: ## pin the dependencies of pyproject.toml again (for maintainers)
	@$(call environment,lock,build/.lock,$(PYTHON))
	@build/.lock/bin/python tools/lock.py
	@$(MAKE) --no-print-directory dev
	@"$(BIN)/python" tools/licences.py

clean: ## remove what these commands wrote, and nothing that anybody worked in
	@"$(PYTHON)" tools/clean.py "$(VENV)"
