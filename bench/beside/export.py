"""Rows and sums of an export's files, as other people's readers see them.

Reads examples/export. EXAMPLE_FORMATS=FOLDER reads the example in every format instead, as
`EXAMPLE_FORMATS=FOLDER npx vitest run tests/research/example.test.ts` writes it.
"""

import json
import os
import warnings
from importlib.metadata import version
from pathlib import Path

import datasets
import duckdb
import mlcroissant
import pandas as pd
import polars as pl

warnings.simplefilter("ignore")
datasets.disable_progress_bars()
root = Path(__file__).parents[2]
several = os.environ.get("EXAMPLE_FORMATS")
folders = sorted(Path(several).iterdir()) if several else [root / "examples" / "export"]

SUMMED = ["candidates_wanted", "output_tokens", "opponent_probability", "votes"]
READ = {"jsonl": "read_json_auto", "csv": "read_csv_auto", "parquet": "read_parquet"}


def frames(path: Path):
    """The file by pandas, polars and DuckDB, each as a pandas frame."""
    kind = path.suffix[1:]
    yield "pandas", {"jsonl": lambda p: pd.read_json(p, lines=True), "csv": pd.read_csv, "parquet": pd.read_parquet}[kind](path)
    readers = {"jsonl": pl.read_ndjson, "csv": pl.read_csv, "parquet": pl.read_parquet}
    yield "polars", pd.DataFrame(readers[kind](path).to_dicts())
    yield "duckdb", duckdb.sql(f"from {READ[kind]}('{path}')").df()


found: dict[str, dict[str, float]] = {}


def note(package: str, figure: str, rows: list[dict]):
    figures = found.setdefault(f"{package} {version(package)}", {})
    figures[f"{figure}, rows"] = len(rows)
    # verl keeps its counts one level down.
    flat = [row.get("extra_info") or row for row in rows]
    for column in SUMMED:
        if column in flat[0]:
            values = [float(row[column]) for row in flat if row[column] is not None and row[column] == row[column]]
            figures[f"{figure}, sum of {column}"] = round(sum(values), 6)


for folder in folders:
    manifest = json.loads((folder / "manifest.json").read_text())
    kind = manifest["format"]
    croissant = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = croissant.metadata.ctx.issues
    found.setdefault(f"mlcroissant {version('mlcroissant')}", {})[f"{kind}, errors and warnings"] = len(issues.errors) + len(issues.warnings)
    sets = {record_set.uuid: record_set for record_set in croissant.metadata.record_sets}
    configs = datasets.get_dataset_config_names(str(folder))
    for file, rows in manifest["rows"].items():
        if rows == 0:
            continue
        for package, frame in frames(folder / file):
            note(package, f"{kind}/{file}", frame.to_dict("records"))
        table = Path(file).parts[0].split(".")[0]
        config = table if table in configs else "default"
        loaded = datasets.load_dataset(str(folder), config, cache_dir=f"/tmp/datasets-{os.getpid()}")
        split = table if table in loaded else "train"
        note("datasets", f"{kind}/{file}", list(loaded[split]))
        strip = lambda row: {key.split("/")[-1]: value for key, value in row.items()}
        records = [strip(record) for record in croissant.records(table)]
        for record in records:
            if isinstance(record.get("extra_info"), dict):
                record["extra_info"] = strip(record["extra_info"])
        note("mlcroissant", f"{kind}/{file}", records)
print(json.dumps([{"package": package, "figures": figures} for package, figures in found.items()]))
