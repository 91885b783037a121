# Shortcuts; Meson and Ninja do the work. What is missing on a Debian system is
# installed first, and said first (tools/setup.sh).

BUILD = build
MODEL = examples/cambodia-2016.comitia
PREFIX = /usr/local
WHAT = model
TIME = 60

TALLY = python3 tools/tally.py
SOURCES = $(shell git ls-files '*.c' '*.h')

.PHONY: all demo test bless sanitize valgrind fuzz tidy format cover bench references \
        docs wasm js python vsix mpi page-test site install uninstall deb clean

# Once there is an engine for browsers, it is kept as new as the program.
all: $(BUILD)/build.ninja
	@[ ! -e build-wasm/web/engine/engine.wasm ] || tools/wasm.sh build-wasm
	@ninja -C $(BUILD) --quiet

demo: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet comitia
	@$(BUILD)/comitia brief $(MODEL)

test: all
	@tools/setup.sh python || echo "the tests of the Python package are skipped" >&2
	@$(TALLY) $(BUILD)

# All tests, the slow ones too.
test-all: all
	@tools/setup.sh python || echo "the tests of the Python package are skipped" >&2
	@$(TALLY) $(BUILD) --all

# Read the difference before you commit it.
bless: all
	@python3 tests/support/golden.py --bless $(BUILD)/comitia tests/golden
	@python3 tests/support/pages.py --bless $(BUILD)/comitia . >/dev/null || true

sanitize: | setup-clang
	@[ ! -e build-wasm/web/engine/engine.wasm ] || tools/wasm.sh build-wasm
	@tools/configure.sh build-sanitize clang -Db_sanitize=address,undefined \
	    -Db_lundef=false -Ddefault_library=static
	@ninja -C build-sanitize --quiet
	@COMITIA_SECONDS=600 $(TALLY) build-sanitize --patience=10

valgrind: all | setup-valgrind
	@$(TALLY) $(BUILD) --setup=valgrind
	@COMITIA_SECONDS=600 COMITIA_WRAPPER='valgrind -q --leak-check=full \
	    --error-exitcode=99' $(TALLY) $(BUILD) golden

# libFuzzer for TIME seconds on fuzz/fuzz_$(WHAT).c; what it finds is in build-fuzz/.
fuzz: | setup-clang
	@tools/configure.sh build-fuzz clang -Dfuzz=enabled -Dtests=disabled \
	    -Db_sanitize=address,undefined -Db_lundef=false \
	    -Ddefault_library=static
	@ninja -C build-fuzz --quiet
	@tools/fuzz.sh $(WHAT) $(TIME)

tidy: all | setup-tidy
	@clang-tidy --quiet -p $(BUILD) $(filter %.c,$(filter-out tests/% web/%,$(SOURCES)))

format: | setup-format
	@clang-format -i $(SOURCES)

cover: | setup-cover
	@tools/configure.sh build-cover gcc -Db_coverage=true -Dc_args=-fprofile-update=atomic \
	    -Ddefault_library=static
	@ninja -C build-cover --quiet
	@$(TALLY) build-cover --patience=4
	@gcovr --root . --filter src/ --filter command/ --filter cli/ build-cover

bench: | setup-build
	@tools/configure.sh build-bench cc -Dbuildtype=release -Dbench=enabled \
	    -Ddefault_library=static
	@ninja -C build-bench --quiet
	@EPIC='$(EPIC)' tools/bench.sh build-bench
	@rm -rf build-bench/circuits && python3 bench/circuit_families.py build-bench/circuits
	@python3 bench/circuits.py build-bench/comitia build-bench/circuits $(SCRAM)
	@test -z '$(CIRCUITS)' || python3 bench/circuits.py build-bench/comitia \
	    '$(CIRCUITS)' $(SCRAM)

# What the benchmarks must find, computed again by programs without the library.
references: | setup-build
	@tools/configure.sh build-bench cc -Dbuildtype=release -Dbench=enabled \
	    -Ddefault_library=static
	@ninja -C build-bench --quiet
	@build-bench/bench/references >build-bench/references.tsv
	@mv build-bench/references.tsv bench/references.tsv

docs: | setup-docs
	@tools/docs.sh $(BUILD)/docs

# The program for several processes (mpirun -n 4 build-mpi/comitia ...), and its
# test with two of them.
mpi: | setup-build setup-mpi
	@tools/configure.sh build-mpi cc -Dmpi=enabled -Dpage=disabled \
	    -Ddefault_library=static
	@ninja -C build-mpi --quiet
	@$(TALLY) build-mpi mpi

# The library for browsers, and then the program with a page to put it into.
wasm: | setup-build setup-wasm
	@tools/wasm.sh build-wasm
	@tools/configure.sh $(BUILD) '' -Dprefix=$(PREFIX)
	@[ -e $(BUILD)/web/page_data.c ] || meson setup --reconfigure $(BUILD) >/dev/null
	@ninja -C $(BUILD) --quiet

# The npm package: $(BUILD)/js/comitia-VERSION.tgz.
js: wasm | setup-js
	@tools/js.sh build-wasm/web/engine/engine.wasm $(BUILD)/js

# The Python package as a wheel: $(BUILD)/python/comitia-VERSION-*.whl. It is made for
# the library that `make install` puts into PREFIX.
python: all | setup-python
	@tools/python.sh $(BUILD) $(BUILD)/python

# The extension for Visual Studio Code: $(BUILD)/comitia-VERSION.vsix.
vsix: | setup-js
	@python3 tools/vsix.py $(BUILD)

# The page in a browser. What these tests use comes from npm, into build-web.
page-test: wasm | setup-web
	@tools/web.sh build-web
	@COMITIA_WEB=required $(TALLY) $(BUILD) web

# Examples as pages, the documents and the manuals: build/site/index.html.
site: wasm | setup-site
	@python3 tools/site.py $(BUILD)/comitia $(BUILD)/site

install: all
	@meson install -C $(BUILD) --no-rebuild --quiet \
	    $(if $(DESTDIR),--destdir '$(abspath $(DESTDIR))')

uninstall: $(BUILD)/build.ninja
	@tools/uninstall.sh $(BUILD) '$(if $(DESTDIR),$(abspath $(DESTDIR)))'

# A Debian package: build-deb/comitia_VERSION_ARCH.deb, which has come and gone.
deb: | setup-build setup-deb
	@tools/configure.sh build-deb cc -Dbuildtype=release -Dtests=disabled \
	    -Dprefix=/usr -Dlibdir=lib/$$(dpkg-architecture -qDEB_HOST_MULTIARCH)
	@ninja -C build-deb --quiet
	@tools/deb.sh build-deb build-deb/package

clean:
	@rm -rf build build-sanitize build-fuzz build-cover build-bench build-wasm \
	    build-web build-mpi build-deb

$(BUILD)/build.ninja: | setup-build
	@tools/configure.sh $(BUILD) '' -Dprefix=$(PREFIX)

.PHONY: setup-build setup-clang setup-valgrind setup-tidy setup-format \
        setup-cover setup-docs setup-wasm setup-js setup-python setup-web setup-site setup-mpi setup-deb
setup-build setup-clang setup-valgrind setup-tidy setup-format setup-cover \
setup-docs setup-wasm setup-js setup-python setup-web setup-site setup-mpi setup-deb: setup-%:
	@tools/setup.sh build $*
