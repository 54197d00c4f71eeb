"""Bradley-Terry strengths by choix, evalica and arena-rank, and rank correlations by SciPy, of evalica's food and of LLMFAO."""

import csv
import json
import sys
from importlib.metadata import version
from pathlib import Path

import choix
import evalica
import numpy as np
import pandas as pd
from arena_rank.models.bradley_terry import BradleyTerry
from arena_rank.utils.data_utils import PairDataset
from scipy import stats

data = Path(sys.argv[1])


def read(path):
    rows = list(csv.DictReader(path.open()))
    items = sorted({row[side] for row in rows for side in ("left", "right")})
    return rows, items, {item: i for i, item in enumerate(items)}


found = {"choix": {}, "evalica": {}, "arena-rank": {}, "scipy": {}}
crowd = {}
for name, path in {"food": data / "evalica_golden/food.csv", "llmfao": data / "llmfao/crowd-comparisons.csv", "gpt-4": data / "llmfao/gpt4-crowd-comparisons.csv"}.items():
    rows, items, at = read(path)
    wins = np.zeros((len(items), len(items)))
    for row in rows:
        l, r = at[row["left"]], at[row["right"]]
        if row["winner"] == "left":
            wins[l, r] += 1
        elif row["winner"] == "right":
            wins[r, l] += 1
        else:
            wins[l, r] += 0.5
            wins[r, l] += 0.5
    np.fill_diagonal(wins, 0)

    centred = lambda x: x - x.mean()
    # choix takes whole wins: every comparison twice, a tie once for each.
    pairs = [(i, j) for i, j in np.ndindex(*wins.shape) for _ in range(round(2 * wins[i, j]))]
    by = {"choix": centred(choix.opt_pairwise(len(items), pairs, tol=1e-12))}
    winners = [{"left": evalica.Winner.X, "right": evalica.Winner.Y}.get(row["winner"], evalica.Winner.Draw) for row in rows]
    scores = evalica.bradley_terry([r["left"] for r in rows], [r["right"] for r in rows], winners, tolerance=1e-14, limit=100_000).scores
    by["evalica"] = centred(np.log(np.array([scores[item] for item in items])))
    frame = pd.DataFrame(rows)
    outcome = {"left": 1.0, "right": 0.0}
    dataset = PairDataset.from_pandas(
        frame, competitor_cols=["left", "right"], outcome_col="winner", outcome_map=lambda winner: outcome.get(winner, 0.5)
    )
    model = BradleyTerry(len(dataset.competitors), scale=1, base=np.e, init_rating=0, ftol=1e-15, gtol=1e-10)
    model.fit(dataset)
    ratings = dict(zip(dataset.competitors, np.asarray(model.params["ratings"])))
    by["arena-rank"] = centred(np.array([ratings[item] for item in items]))
    crowd[name] = dict(zip(items, by["choix"]))
    for package, values in by.items():
        best, worst = np.argmax(values), np.argmin(values)
        found[package] |= {f"{name}: strongest": values[best], f"{name}: weakest": values[worst], f"{name}: spread": values.std()}

both = sorted(crowd["llmfao"].keys() & crowd["gpt-4"].keys())
xs, ys = ([crowd[name][item] for item in both] for name in ("llmfao", "gpt-4"))
found["scipy"] = {"crowd and GPT-4: Spearman": stats.spearmanr(xs, ys).statistic, "crowd and GPT-4: Kendall": stats.kendalltau(xs, ys).statistic}
print(json.dumps([{"package": f"{package} {version(package)}", "figures": figures} for package, figures in found.items() if figures]))
