#!/bin/sh
# Runs a target that `make fuzz` built: tools/fuzz.sh WHAT SECONDS
# New inputs and finds go to build-fuzz/WHAT/; a find becomes a corpus file.
set -eu

what=$1 seconds=$2
target=build-fuzz/fuzz/fuzz_$what
if [ ! -x "$target" ]; then
    echo "no fuzz target $what; there are:" fuzz/fuzz_*.c >&2
    exit 64
fi
mkdir -p "build-fuzz/$what"
exec "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 \
    -max_len=4096 -dict=fuzz/language.dict \
    -artifact_prefix="build-fuzz/$what-" -print_final_stats=1 \
    "build-fuzz/$what" "fuzz/corpus/$what"
