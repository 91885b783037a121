#!/bin/sh
# Runs the benchmarks of a build folder: tools/bench.sh BUILD [NAME...]
set -eu

build=$1
shift
[ $# -gt 0 ] || set -- $(cd "$build/bench" && ls | sed -n 's/^bench_\([a-z_]*\)$/\1/p')
echo "# $(uname -m), $(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -1)"
printf '# name\tn\tmin_ms\tmedian_ms\tmax_ms\tpeak_kib\tresult\n'
for name; do
    case $name in
    check) "$build/bench/bench_$name" examples/*.comitia ;;
    *) "$build/bench/bench_$name" ;;
    esac
done
