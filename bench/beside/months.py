"""An export by month, as other people's readers see it: MONTHS=FOLDER names one made with `--by-month`.

Row groups that are read for one ask: by pyarrow's own list, and by the rows that Spark's scan puts out.
"""

import json
import os
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import datasets
import duckdb
import mlcroissant
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
from pyspark.sql import SparkSession

warnings.simplefilter("ignore")
datasets.disable_progress_bars()
folder = Path(os.environ.get("MONTHS") or sys.exit("MONTHS names no folder of an export --by-month"))
manifest = json.loads((folder / "manifest.json").read_text())
tables = sorted({file.split("/")[0] for file, rows in manifest["rows"].items() if rows and "/" in file})
croissant = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
found: dict[str, dict[str, float]] = {}


def note(package: str, figure: str, value: float):
    found.setdefault(f"{package} {version(package)}", {})[figure] = value


def scanned(plan) -> int:
    """Rows that the scans of an executed plan have put out."""
    if "Scan" in plan.nodeName():
        return plan.metrics().apply("numOutputRows").value()
    below = [plan.children().apply(i) for i in range(plan.children().size())]
    return sum(scanned(one) for one in below + ([plan.executedPlan()] if "Adaptive" in plan.nodeName() else []))


for table in tables:
    rows = f"{table}, rows"
    note("duckdb", rows, duckdb.sql(f"select count(*) from read_parquet('{folder}/{table}/*/*.parquet')").fetchall()[0][0])
    note("pandas", rows, len(pd.read_parquet(folder / table)))
    note("polars", rows, pl.scan_parquet(folder / table).select(pl.len()).collect().item())
    note("datasets", rows, datasets.load_dataset(str(folder), table, split="train", cache_dir=f"/tmp/datasets-{os.getpid()}").num_rows)
    read = spark.read.parquet(str(folder / table))
    note("pyspark", rows, read.count())
    months = [record_set.uuid for record_set in croissant.metadata.record_sets if record_set.uuid.startswith(f"{table}-")]
    note("mlcroissant", rows, sum(1 for month in months for _ in croissant.records(month)))

    one = read.select("ask_id").first()[0]
    files = ds.dataset(folder / table, partitioning="hive").get_fragments(ds.field("ask_id") == one)
    note("pyarrow", f"{table}, row groups for one ask", sum(len(file.split_by_row_group(ds.field("ask_id") == one)) for file in files))
    asked = read.filter(f"ask_id = '{one}'")
    asked.collect()
    note("pyspark", f"{table}, row groups for one ask", -(-scanned(asked._jdf.queryExecution().executedPlan()) // 10_000))
print(json.dumps([{"package": package, "figures": figures} for package, figures in found.items()]))
