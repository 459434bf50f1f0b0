#!/bin/sh
# Cases per second by threads and by executors of one core, side by side (docs/spark.md): sh spark/figures.sh [CASES [ROUNDS]]
# After 'mvn -Pspark -DskipTests package', on a machine with two cores and nothing else to do. The time of a start, and of the
# first 100 cases, in which a JVM compiles, does not count: it is measured by itself.
set -eu
cd "$(dirname "$0")/.."
cases=${1:-1000}
rounds=${2:-2}
few=100
out=$(mktemp -d)
trap 'rm -rf "$out" spark/home/target/work' EXIT
jar=spark/target/crosscheck-spark.jar

# Seconds of a command.
seconds() {
    rm -rf "$out/campaign"
    from=$(date +%s.%N)
    "$@" --out "$out/campaign" >"$out/log" 2>&1 || { tail -n 20 "$out/log" >&2; exit 1; }
    echo "$(date +%s.%N) $from" | awk '{ print $1 - $2 }'
}

side() {
    name=$1
    shift
    start=$(seconds "$@" --cases $few)
    whole=$(seconds "$@" --cases "$cases")
    echo "$name $start $whole $cases $few" |
        awk '{ printf "%-12s %8.1f s for %d cases, %8.1f s for %d: %6.2f cases a second, %5.1f ms a case and core\n",
            $1, $2, $5, $3, $4, ($4 - $5) / ($3 - $2), 1000 * ($3 - $2) / ($4 - $5) * substr($1, length($1)) }'
}

round=1
while [ "$round" -le "$rounds" ]; do
    for cores in 1 2; do
        side "threads-$cores" ./crosscheck campaign --threads $cores
        side "executors-$cores" spark/submit --master "local-cluster[$cores,1,1024]" "$jar" campaign
    done
    echo "load: $(uptime | sed 's/.*load average: //')"
    round=$((round + 1))
done
