#!/usr/bin/env bash
# DuckDB reads the long CSV of an aggregate and has to get the same sums, cell by cell.
#
#   UNITS=500 benches/peers/duckdb_sums.sh [target/release/tianbao]
#
# Needs: python3 with venv, and PyPI for the package duckdb.
set -euo pipefail

root=$(realpath "$(dirname "$0")/../..")
program=$(realpath "${1:-$root/target/release/tianbao}")
units=${UNITS:-500}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb
python3 "$root/benches/peers/make_units.py" "$root/assets/demo/suqian-2024.tianbao" "$units" "$folder/units"
# Errors of the made units are theirs; only "could not do it" ends here.
TIANBAO_DATA=$folder/data "$program" aggregate "$folder/units" -o "$folder/sum.tianbao" \
    --long "$folder/long.csv" --json >"$folder/sum.json" 2>/dev/null || [ $? -eq 1 ]
"$folder/venv/bin/python" "$root/benches/peers/compare_sums.py" "$folder/long.csv" "$folder/sum.json"
