"""Krippendorff's alpha of his own example, by the package `krippendorff`."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from krippendorff import alpha

rows = json.loads((Path(sys.argv[1]) / "golden_agreement" / "golden.json").read_text())
units = rows["krippendorff_reference"]["data_rows_are_units"]
values = np.array([[np.nan if label is None else label for label in unit] for unit in units], dtype=float)
found = {f"alpha, {level}": alpha(reliability_data=values.T, level_of_measurement=level) for level in ["nominal"]}
print(json.dumps({"package": f"krippendorff {version('krippendorff')}", "figures": found}))
