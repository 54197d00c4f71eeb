"""Ordinal and interval figures of public labels, by other people's packages.

PandaLM's three annotators gave 0, 1 or 2; here the numbers are taken for ratings, to have many of them.
"""

import json
import sys
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

import numpy as np
from krippendorff import alpha
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, to_table

data = Path(sys.argv[1])
golden = json.loads((data / "golden_agreement" / "golden.json").read_text())
own = np.array(
    [[np.nan if label is None else label for label in unit] for unit in golden["krippendorff_reference"]["data_rows_are_units"]],
    dtype=float,
)
rows = json.loads((data / "pandalm" / "testset-v1.json").read_text())
people = np.array([[row[f"annotator{i}"] for i in (1, 2, 3)] for row in rows], dtype=float)
alphas = {
    f"alpha, {level}, {name}": alpha(reliability_data=table.T, level_of_measurement=level)
    for name, table in [("his example", own), ("PandaLM", people)]
    for level in ["ordinal", "interval"]
}
pairs = [(a, b, people[:, [a - 1, b - 1]].astype(int)) for a, b in combinations([1, 2, 3], 2)]
scikit = {
    f"kappa, {weights}, annotators {a} and {b}": cohen_kappa_score(*both.T, weights=weights)
    for a, b, both in pairs
    for weights in ["linear", "quadratic"]
}
stats = {
    f"kappa, {weights}, annotators {a} and {b}": cohens_kappa(to_table(both)[0], wt=weights).kappa
    for a, b, both in pairs
    for weights in ["linear", "quadratic"]
}
print(
    json.dumps(
        [
            {"package": f"krippendorff {version('krippendorff')}", "figures": alphas},
            {"package": f"scikit-learn {version('scikit-learn')}", "figures": scikit},
            {"package": f"statsmodels {version('statsmodels')}", "figures": stats},
        ]
    )
)
