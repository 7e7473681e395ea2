"""Adds up a long CSV with DuckDB and compares with the aggregate's JSON: compare_sums.py LONG.csv SUM.json."""

import json
import sys
import time
from decimal import Decimal

import duckdb

begun = time.perf_counter()
rows = duckdb.sql(
    f"""
    select cell, sum(try_cast(value as decimal(38, 9))), count(distinct unit)
    from read_csv('{sys.argv[1]}', header = true, all_varchar = true)
    group by cell
    """
).fetchall()
seconds = time.perf_counter() - begun
ours = json.load(open(sys.argv[2], encoding="utf-8"))
theirs = {cell: total for cell, total, _ in rows}
wrong = [
    (cell, value, theirs.get(cell))
    for cell, value in ours["values"].items()
    if (None if value is None else Decimal(value)) != theirs.get(cell)
]
units = max(count for _, _, count in rows)
print(f"{units} units, {len(theirs)} cells, {len(wrong)} sums differ; DuckDB took {seconds:.2f} s")
if wrong or units != ours["units"]:
    sys.exit(f"differences: {wrong[:5]}")
