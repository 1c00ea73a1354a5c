# Every target does its own set-up; each step of it is skipped where nothing has changed.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: site test serve lint check coverage fresh setup setup-test lock clean

site: setup
	$(BIN)/mkdocs build --strict

serve: setup
	$(BIN)/mkdocs serve

test: setup-test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Builds and commands that tests start are measured too; pyproject.toml says how much is asked.
coverage: setup-test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist loadgroup
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint coverage

# The README's commands in an empty home, without node and Chromium: times and sizes.
fresh:
	$(PYTHON) scripts/fresh_machine.py

setup:
	@$(PYTHON) scripts/setup.py site

setup-test:
	@$(PYTHON) scripts/setup.py test

# Rewrite the lock files after a change of requirements*.in or package.json (needs `pip install uv`).
# They hold hashes and no addresses; npm writes addresses, so they are taken out again.
lock:
	for name in requirements requirements-test requirements-node; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url $$name.in -o $$name.lock; done
	npm install --package-lock-only
	sed -i '/"resolved":/d' package-lock.json

clean:
	rm -rf site .cache build dist
