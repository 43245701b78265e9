# Two commands matter: `make run` and `make test`. Both work on a machine with git, make and Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check offline load chaos fuzz bench bench-nation bench-anthro bench-scale screenshots build-data build-register \
  build-boundaries build-sample-series browser clean

run: $(VENV)/.run
	$(BIN)/python -m stunting build --if-missing
	$(BIN)/python -m stunting serve

# On every processor; the tests of one file run after each other, for many share what is costly to make.
test: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: $(VENV)/.dev
	$(BIN)/python -m pytest tests/browser

# The browser tests on a machine that has no network but its own loopback.
offline: $(VENV)/.dev
	unshare --net --map-root-user sh -c 'ip link set lo up && $(BIN)/python -m pytest tests/browser'

fuzz: $(VENV)/.dev
	$(BIN)/python -m scripts.fuzz_access

bench: $(VENV)/.dev
	$(BIN)/python -m scripts.bench

# Many users of a server, and what breaks: docs/load.md. ARGS=--quick, ARGS=--soak, ARGS="kill-worker clock".
load: $(VENV)/.dev
	$(BIN)/python -m scripts.load $(ARGS)

chaos: $(VENV)/.dev
	$(BIN)/python -m scripts.chaos $(ARGS)

# Every page on a release of 83,762 desa x 60 months: ten minutes to make it, twenty to measure; 4 GB of disk.
bench-nation: $(VENV)/.dev
	$(BIN)/python -m scripts.bench --only nation --out bench-nation.md

# Z-scores beside other published programs, which are installed into throw-away environments.
bench-anthro: $(VENV)/.dev
	$(BIN)/python -m scripts.bench_anthro

# What counting a country costs on one machine and on a cluster; ROWS="1e6 1e7 1e8" needs 25 GB of disk.
bench-scale: $(VENV)/.dev
	$(BIN)/python -m scripts.bench_scale $(ROWS)

screenshots: $(VENV)/.dev
	$(BIN)/python -m scripts.screenshots

build-data: $(VENV)/.run
	$(BIN)/python -m stunting build

build-register: $(VENV)/.run
	$(BIN)/python -m stunting.build.register

build-boundaries: $(VENV)/.run
	$(BIN)/python -m stunting.build.boundaries

build-sample-series: $(VENV)/.run
	$(BIN)/python -m stunting.build.sample_series

clean:
	rm -rf $(VENV) static/*.js* static/.bundel data/rilis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Perlu Python 3.11 atau lebih baru.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt requirements-nation.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
