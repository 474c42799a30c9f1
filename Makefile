# make report | test | coverage | bench | prove | audit-bench | read-bench | offices | matrix | licences | lab | lint | format | docs | lock — see README.md
PYTHON ?= python3
BIN := .venv/bin
UNIT ?= bach-thong
PERIOD ?= 2023H1
TABLES ?= 10000
SEED ?= 1
FAILURES ?= reports/read-bench
OFFICES ?= tests/office_tables
FIGURES ?= tests/figures/$(UNIT)-$(PERIOD).csv

.PHONY: report test all-tests coverage bench prove prove-bundle audit-bench read-bench offices fault-bench matrix licences lab lint format docs lock clean

# Exit code 1 of baocao says that the report is there but the sources contradict themselves.
report: .venv/ready
	$(BIN)/baocao run --unit $(UNIT) --period $(PERIOD) || [ $$? -eq 1 ]

# The linter and a third worker run beside: tests wait, for a browser, a mail server or a time limit.
test: .venv/tests-ready
	$(MAKE) --jobs=2 lint all-tests

all-tests: .venv/tests-ready
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# Which figures of a list stand in raw files, processed tables and the finished report.
coverage: .venv/ready
	$(BIN)/python scripts/coverage.py $(FIGURES) $(UNIT) $(PERIOD)

# CPU and wall seconds of reports, made in four ways, by parts, alone and with many periods, and of
# roll-ups, into docs/performance.md (half an hour; memory from UNITS=510 on).
bench: .venv/ready
	$(BIN)/python scripts/bench.py --units $(or $(UNITS),48) --page docs/performance.md

# Batches side by side, one by one and killed again and again give the same files.
prove: .venv/ready
	$(BIN)/python scripts/prove_batch.py $(UNITS) $(KILLS) $(JOBS) $(FORMATS)

# The offline package set up with the network cut: the same report (fetches some 220 MB, 4 minutes).
prove-bundle: .venv/ready
	sh scripts/prove_bundle.sh

# Precision and recall of the audit on passages with planted slips.
audit-bench: .venv/ready
	$(BIN)/python scripts/audit_bench.py $(SEEDS)

# Patterns whose time grows faster than a text; time and memory that hostile files take, each alone,
# at most 20 s and 500 MB below 10 MB; interrupts at 60 moments and kills at 200 writes.
fault-bench: .venv/ready
	$(BIN)/python scripts/slow_patterns.py
	$(BIN)/python scripts/hostile_files_bench.py $(FILES)
	$(BIN)/python scripts/interrupts.py
	$(BIN)/python scripts/kill_points.py

# Generated tables through the reader: right, asked, lost, wrong; failures go to FAILURES.
read-bench: .venv/ready
	$(BIN)/python scripts/read_bench.py $(TABLES) $(SEED) --failures $(FAILURES)

# Own tables of whole offices through the product, before and after answers, a year later and with
# other words: right, kept, asked, lost, wrong; failing cells go to reports/offices.
offices: .venv/ready
	$(BIN)/python scripts/offices.py $(OFFICES) --details reports/offices

# Tests under each Python from 3.11 to 3.14 that is at hand; TESTS=tests/batch for some of them.
matrix:
	sh scripts/matrix.sh $(TESTS)

# Licences of all packages of the lock (reports/licences.csv) and the list of components
# (reports/sbom.json, CycloneDX); ends with 1 for AGPL and for a licence that is not known.
# The two that are left out state none in their metadata; the file in each is that of MIT.
licences: .venv/ready
	mkdir -p reports
	$(BIN)/pip-licenses --from=mixed --with-urls --format=csv --output-file=reports/licences.csv
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--of JSON --no-validate -o reports/sbom.json $(BIN)/python
	$(BIN)/pip-licenses --from=mixed --partial-match --fail-on="AGPL;Affero;UNKNOWN" \
		--ignore-packages axe-playwright-python resvg_py --summary

lab: .venv/ready
	$(BIN)/baocao lab

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/nbstripout --verify notebooks/*.ipynb

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/nbstripout notebooks/*.ipynb

# Writes the generated pages of docs/.
docs: .venv/ready
	$(BIN)/python scripts/build_docs.py

# Rewrites the hashed lock from pyproject.toml; needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet --output-file requirements.lock

.venv/ready: requirements.lock pyproject.toml scripts/setup.sh
	PYTHON=$(PYTHON) sh scripts/setup.sh
	touch $@

# Tests look at pages in a real browser, open the Word and Excel files in another program, and
# read PDF files that other programs wrote: WeasyPrint needs Pango and HarfBuzz.
.venv/tests-ready: .venv/ready
	PYTHON=$(PYTHON) sh scripts/setup.sh chromium \
		soffice=libreoffice-writer-nogui soffice=libreoffice-calc-nogui \
		libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0 \
		libharfbuzz-subset.so.0=libharfbuzz-subset0
	touch $@

clean:
	rm -rf .venv data/processed/* reports/*
