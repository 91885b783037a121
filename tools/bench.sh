#!/bin/sh
# Runs the benchmarks of a build folder: tools/bench.sh BUILD [NAME...]
set -eu

build=$1
shift
[ $# -gt 0 ] || set -- sql $(cd "$build/bench" && ls | sed -n 's/^bench_\([a-z_]*\)$/\1/p')
echo "# $(uname -m), $(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -1)"

# Power of every party in a thousand elections, by the shell of SQLite.
sql() {
    extension=$build/sqlite/comitia_sqlite
    command -v sqlite3 >/dev/null && [ -e "$extension.so" ] || return 0
    for run in 1 2 3 4 5; do
        (echo ".load $extension" && cat bench/elections.sql) | sqlite3 :memory:
    done | awk '/^Run Time/ { print 1000 * $4, result; next } { result = $0 }' |
        sort -n | awk -v known="$(awk -F '\t' '$1 == "sql-thousand-elections" \
            { print $3 }' bench/references.tsv)" '
            { at[NR] = $1; result = $2 }
            END {
                printf "sql-thousand-elections\t%d\t%.3f\t%.3f\t%.3f\t-\t%s\t%s\n",
                    NR, at[1], at[int((NR + 1) / 2)], at[NR], result,
                    result == known ? "3 equal" : "WRONG: it is " known
                exit result != known
            }'
}

printf '# name\tn\tmin_ms\tmedian_ms\tmax_ms\tpeak_kib\tresult\tcompared\n'
wrong=0
for name; do
    case $name in
    sql) sql || wrong=1 ;;
    check) "$build/bench/bench_$name" examples/*.comitia || wrong=1 ;;
    *) "$build/bench/bench_$name" || wrong=1 ;;
    esac
done
exit $wrong
