#!/bin/sh
# Cases per second by threads and by executors of one core, side by side (docs/spark.md): sh spark/figures.sh [CASES [ROUNDS]]
# After 'mvn -Pspark -DskipTests package', on a machine with two cores and nothing else to do. The time of a start, and of the
# first cases, in which a JVM compiles, does not count: a short run is subtracted. Processor time hardly depends on what else runs.
set -eu
cd "$(dirname "$0")/.."
cases=${1:-1000}
rounds=${2:-2}
few=$((cases / 5))
out=$(mktemp -d)
trap 'rm -rf "$out" spark/home/target/work' EXIT
jar=spark/target/crosscheck-spark.jar

# Seconds of a command: by the clock, and of the processors. In a shell of its own, whose children these are.
seconds() {
    rm -rf "$out/campaign"
    from=$(date +%s.%N)
    "$@" --out "$out/campaign" >"$out/log" 2>&1 || { tail -n 20 "$out/log" >&2; exit 1; }
    to=$(date +%s.%N)
    times >"$out/times" # not in a pipe, which would be another shell
    tail -n 1 "$out/times" | tr 'ms' '  ' | awk -v from="$from" -v to="$to" '{ print to - from, 60 * $1 + $2 + 60 * $3 + $4 }'
}

side() {
    name=$1
    shift
    start=$(seconds "$@" --cases $few)
    whole=$(seconds "$@" --cases "$cases")
    echo "$name $start $whole $((cases - few))" | awk '{
        printf "%-12s %7.1f s to begin with, then %d cases in %7.1f s: %6.2f a second; %6.1f ms of a processor each\n",
            $1, $2, $6, $4 - $2, $6 / ($4 - $2), 1000 * ($5 - $3) / $6 }'
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
