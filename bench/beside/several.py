"""PandaLM's three people and two judges: scikit-learn's scores, crowd-kit's Dawid-Skene, statsmodels' Fleiss' kappa."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from crowdkit.aggregation import DawidSkene
from sklearn.metrics import accuracy_score, precision_recall_fscore_support
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

folder = Path(sys.argv[1]) / "pandalm"
load = lambda name: json.loads((folder / f"{name}.json").read_text())
side = lambda label: str(label) if str(label) in ("1", "2") else "tie"
people = [[side(row[f"annotator{k}"]) for k in (1, 2, 3)] for row in load("testset-v1")]
judges = {
    "gpt-3.5": [side(row["gpt_result"]) for row in load("gpt-3.5-turbo-testset-v1")],
    "pandalm-7b": [side(row["pandalm_result"]) for row in load("pandalm-7b-testset-v1")],
}
truth = [max(set(row), key=row.count) if len(set(row)) < 3 else "tie" for row in people]
scores = {}
for name, said in judges.items():
    p, r, f, _ = precision_recall_fscore_support(truth, said, average="macro", zero_division=0)
    scores |= {f"{name}: accuracy": accuracy_score(truth, said), f"{name}: precision": p, f"{name}: recall": r, f"{name}: F1": f}
rows = [(i, j, label) for i, row in enumerate(people) for j, label in enumerate(row)]
fit = DawidSkene(n_iter=200, tol=1e-13).fit(pd.DataFrame(rows, columns=["task", "worker", "label"]))
ds = {f"Dawid–Skene, annotator {j + 1}: {c} where {c}": float(fit.errors_.loc[(j, c), c]) for j in range(3) for c in ("1", "2", "tie")}
fleiss = {"Fleiss' kappa": fleiss_kappa(aggregate_raters(people)[0])}
of = lambda package, figures: {"package": f"{package} {version(package)}", "figures": figures}
print(json.dumps([of("scikit-learn", scores), of("crowd-kit", ds), of("statsmodels", fleiss)]))
