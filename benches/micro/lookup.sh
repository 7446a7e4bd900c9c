#!/bin/sh
# Prints what one lookup of the router costs, in instructions, and fails where the cost among 10,000 routes is more than a
# quarter above that among ten.
#
# Each figure is the difference of two runs, so that what every run does but once is not in it. Needs valgrind and awk.

set -eu
cd "$(dirname "$0")"

few=1600
many=11200 # Both are multiples of the number of requests of each kind.
allowed=1.25
target=${CARGO_TARGET_DIR:-../target}

cargo build --release --quiet --bin lookup

# The instructions of so many lookups: routes, kind, lookups.
instructions() {
    valgrind --tool=callgrind --toggle-collect='lookup::measured' --callgrind-out-file=/dev/null \
        "$target/release/lookup" "$1" "$2" "$3" 2>&1 | awk '
            /Collected/ { counted = $NF }
            { text = text $0 "\n" }
            END { if (counted + 0 > 0) print counted; else { printf "%s", text > "/dev/stderr"; exit 1 } }'
}

# One lookup: routes, kind.
cost() {
    least=$(instructions "$1" "$2" "$few")
    most=$(instructions "$1" "$2" "$many")
    echo $(((most - least) / (many - few)))
}

failed=0
echo "| lookup | 10 routes | 100 | 1,000 | 10,000 | 10,000 to 10 |"
echo "|---|---|---|---|---|---|"
for kind in hit miss 405; do
    ten=$(cost 10 $kind)
    hundred=$(cost 100 $kind)
    thousand=$(cost 1000 $kind)
    all=$(cost 10000 $kind)
    ratio=$(awk "BEGIN { printf \"%.2f\", $all / $ten }")
    echo "| $kind | $ten | $hundred | $thousand | $all | $ratio |"
    if awk "BEGIN { exit !($all > $allowed * $ten) }"; then
        echo "$kind: the cost among 10,000 routes is more than $allowed times that among 10" >&2
        failed=1
    fi
done
exit $failed
