# What can be done with a checkout. Each target does the set-up it needs by itself.

PYTHON = .venv/bin/python
CATALOGUES = $(patsubst %.po,%.mo,$(wildcard resources/locale/*/LC_MESSAGES/berita.po))
BABEL = .venv/bin/pybabel -q

.PHONY: help run test test-slow lint bench grade package lock messages ready ready-to-test clean

help:
	@echo 'make run        set up, then the sample edition in the window'
	@echo 'make test       set up, then everything that must hold (5 minutes at most)'
	@echo 'make test-slow  real servers, whole programs, the frozen build (25 minutes at most)'
	@echo 'make lint       style, types, and who may import whom'
	@echo 'make bench      how fast it is, beside its limits'
	@echo 'make grade      how right its text is, on the folder that BERITA_CORPUS names'
	@echo 'make package    the program for this system, into dist/'
	@echo 'make messages   collect what is to be translated'
	@echo 'make lock       pin the newest allowed packages'
	@echo 'make clean      remove what was built and set up'

run: ready $(CATALOGUES)
	@.venv/bin/berita demo

test: ready-to-test $(CATALOGUES)
	@$(MAKE) --no-print-directory lint
	$(PYTHON) -m pytest -m 'not slow' -rs

test-slow: ready-to-test $(CATALOGUES)
	$(PYTHON) -m pytest -m slow -rs

lint: ready
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

bench: ready-to-test $(CATALOGUES)
	$(PYTHON) -m tests.bench

grade: ready-to-test $(CATALOGUES)
	$(PYTHON) -m tests.grade

package: ready $(CATALOGUES)
	.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build build_spec.spec

lock: ready
	$(PYTHON) -m pip install --quiet uv
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade \
	    --extra dev pyproject.toml -o requirements.lock

messages: ready
	$(BABEL) extract -F resources/locale/babel.cfg -k n_:1,2 -k P_:1c,2 -k N_ --add-location=file --sort-by-file \
	    --add-comments=NOTE: --project=Berita --copyright-holder='The Berita authors' \
	    -o resources/locale/berita.pot .
	$(BABEL) update -D berita -i resources/locale/berita.pot -d resources/locale --no-fuzzy-matching --ignore-obsolete

resources/locale/%.mo: resources/locale/%.po | ready
	$(BABEL) compile -i $< -o $@

ready:
	@.ci/setup run

ready-to-test:
	@.ci/setup test

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(CATALOGUES)
