# Mingdan (明单). `make run` serves the product, `make test` proves it. Nothing else is needed.
SHELL := /bin/bash
PY    := .venv/bin/python
PORT  ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR

.DEFAULT_GOAL := help
.PHONY: validate-site lighthouse help audit fuzz-api fuzz-files mutation docs screenshots install dev run build check test lint format bench bench-routing bench-search bench-audit bench-desk bench-site bench-intake bench-burst bench-static axe access faults train lock install-guide check-deploy clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/installed ## Make .venv with the runtime packages

.venv/installed: requirements.txt deploy/make_venv.sh deploy/letter_font.sh
	@deploy/make_venv.sh
	@echo "Installing runtime packages (about a minute the first time)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@deploy/letter_font.sh
	@touch $@

dev: .venv/dev-installed ## Add what tests and checks need

.venv/dev-installed: .venv/installed requirements-dev.txt
	@echo "Installing development packages…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

build: install ## Check content/ and build the public site into output/
	@$(PY) -m pelican content -o output -s pelicanconf.py --fatal errors

run: build ## Serve the whole product at http://127.0.0.1:$PORT (data in $DATA_DIR)
	@$(PY) -m intake run

check: install ## Load all of content/ and name every fault with file and line
	@$(PY) -m registry check content --warnings

test: dev ## Run every test (installs chromium, fonts and postgresql when missing)
	@deploy/test_packages.sh
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --durations=12

screenshots: dev ## Photograph every kind of page at three widths, and make the tour of the README (some minutes)
	@PYTHONPATH=.:tests:tests/browser $(PY) -m docs.screenshots

docs: dev ## Draw what is drawn from the code, and build the documents' own site into output-docs/
	@$(PY) -W ignore -m docs.drawn
	@PYTHONPATH=.:site/plugins $(PY) -m pelican docs -o output-docs -s docs/pelicanconf.py --fatal errors

lint: dev ## ruff and mypy
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: dev ## Apply ruff's formatting and safe fixes
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: bench-routing bench-search bench-audit bench-desk bench-site ## Run every benchmark (JSON into $DATA_DIR/bench/)

bench-routing: dev ## Measure routing on a labelled file (LABELLED=path/to.jsonl)
	@$(PY) -m benchmarks.routing $(LABELLED)

bench-search: dev ## Measure building and querying the search index, and how good its answers are
	@$(PY) -m benchmarks.search --postgres
	@$(PY) -m benchmarks.search_quality --postgres

bench-audit: dev ## Measure the chained record: filing, verifying, finding a changed byte
	@$(PY) -m benchmarks.audit

bench-desk: dev ## Measure the desk with 200,000 cases on SQLite and PostgreSQL (the first SQLite run fills a file)
	@$(PY) -m benchmarks.desk --postgres

bench-site: dev ## Measure building the site of a whole province, against Hugo, Eleventy and stock Pelican
	@PYTHONPATH=site/plugins $(PY) -m benchmarks.site

validate-site: dev ## Read the site of a whole province with the checkers of its standards (ITEMS=68640, MOST=200 of a kind)
	@deploy/test_packages.sh
	@PYTHONPATH=site/plugins $(PY) -m benchmarks.validating --items $(or $(ITEMS),68640) --most $(or $(MOST),200)

lighthouse: dev ## Load pages, every step of the form and a tracked case as a phone does; four scores each (needs node)
	@deploy/test_packages.sh && deploy/checkers/install.sh lighthouse
	@$(PY) -m benchmarks.lighthouse

bench-intake: dev ## Measure filing through the real server for three minutes on each database, against a bare view
	@$(PY) -m benchmarks.intake
	@$(PY) -m benchmarks.intake --postgres

bench-burst: dev ## File COMPLAINTS (50000) at once, drain them, check every deadline, notice and index entry
	@$(PY) -m benchmarks.burst --complaints $(or $(COMPLAINTS),50000)

bench-static: dev build ## Measure published pages against a plain nginx (installs nginx and wrk; needs root)
	@apt-get install --yes --quiet nginx-light libnginx-mod-http-brotli-static wrk
	@$(PY) -m benchmarks.static_pages

axe: dev ## Look at every kind of page with axe, in every width and mode, as every role (twelve minutes; PARTS=site)
	@PYTHONPATH=.:tests:tests/browser:tests/web $(PY) tests/browser/axe_every_page.py $(PARTS)

access: dev ## Write docs/access.md: what a screen reader is given on the way through a complaint
	@PYTHONPATH=.:tests:tests/browser:tests/web $(PY) docs/write_access.py

faults: dev ## Kill processes a thousand times under load, restart the database, then count what is there (KILLS=1000)
	@$(PY) -m benchmarks.faults --kills $(or $(KILLS),1000)
	@$(PY) -m benchmarks.faults --kills $(or $(KILLS),1000) --postgres

fuzz-api: dev ## Send 20,000 requests made from the API's description to a real server (REQUESTS=…, SEED=…)
	@PYTHONPATH=tests $(PY) -m benchmarks.api_fuzz --requests $(or $(REQUESTS),20000) --seed $(or $(SEED),1)

mutation: dev ## Change the rules at random, one thing at a time, and see whether the tests notice (SAMPLE=300 a room, SEED=1, ROOMS=…)
	@deploy/test_packages.sh
	@$(PY) -m benchmarks.mutation --sample $(or $(SAMPLE),300) --seed $(or $(SEED),1) $(ROOMS)

fuzz-files: dev ## Read 10,000 damaged files of every kind (FILES=…, SEED=…): no unnamed fault, nothing grows
	@$(PY) -W ignore -m benchmarks.fuzz_files --files $(or $(FILES),10000) --seed $(or $(SEED),mingdan) 2>/dev/null

audit: dev ## Ask for known weaknesses of every pinned package (needs the network) and write the list of parts
	@deploy/audit.sh

train: install ## Train the shipped router on the content's own texts and report how good it is
	@$(PY) -m intake train --shipped

lock: dev ## Resolve requirements*.in into pinned, hashed requirements*.txt
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

install-guide: dev ## Follow docs/install.md word for word in an empty Debian root (root, some minutes; needs debootstrap)
	@cd tests/operations && PYTHONPATH=..:../.. ../../$(PY) follow_install_guide.py

check-deploy: dev ## Check deploy/ with every tool there is: systemd-analyze, nginx, promtool, hadolint, compose schema, shellcheck
	@PATH="$(CURDIR)/.venv/bin:$$PATH" deploy/check.sh

clean: ## Remove what builds and runs made (keeps $DATA_DIR)
	rm -rf output output-docs .mypy_cache .ruff_cache .pytest_cache .hypothesis
