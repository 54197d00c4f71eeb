"""Golden values of ordinal and interval labels by the packages krippendorff 0.9, scikit-learn 1.9 and SciPy:

python3 tests/statistics/ordered.py > tests/statistics/ordered.json && npx biome format --write tests/statistics/ordered.json
"""

import json

import numpy as np
from krippendorff import alpha
from scipy import stats
from sklearn.metrics import cohen_kappa_score

rng = np.random.default_rng(20261127)


def votes(label, items=60, people=5):
    truth = rng.normal(3, 1.2, items)
    said = truth[:, None] + rng.normal(0, 0.9, (items, people))
    return [[None if rng.uniform() < 0.25 else label(x) for x in row] for row in said], [label(x + rng.normal(0, 0.7)) for x in truth]


def stars(x):
    return int(np.clip(np.round(x), 1, 5))


def measure(x):
    return float(np.round(x, 1))


def alphas(rows, level):
    table = np.array([[np.nan if label is None else label for label in row] for row in rows], dtype=float)
    return alpha(reliability_data=table.T, level_of_measurement=level)


def alt_test(rows, judge, epsilon):
    """Calderon, Reichart and Dror 2025 with the negative RMSE: which person or judge is nearer to the others."""

    def neg_rmse(said, others):
        return -np.sqrt(np.mean([(said - other) ** 2 for other in others]))

    p_values, advantages = [], []
    for person in range(len(rows[0])):
        wins, lost = [], []
        for row, said in zip(rows, judge):
            others = [label for i, label in enumerate(row) if i != person and label is not None]
            if row[person] is None or not others:
                continue
            own, theirs = neg_rmse(said, others), neg_rmse(row[person], others)
            level = np.isclose(own, theirs, rtol=1e-9, atol=1e-12)
            wins.append(int(own > theirs or level))
            lost.append(int(theirs > own or level))
        p_values.append(stats.ttest_1samp(np.subtract(lost, wins), epsilon, alternative="less").pvalue)
        advantages.append(np.mean(wins))
    order = np.sort(p_values)
    m = len(order)
    bounds = np.arange(1, m + 1) * 0.05 / m / (1 / np.arange(1, m + 1)).sum()
    passed = np.flatnonzero(order <= bounds)
    return {"winningRate": (passed[-1] + 1) / m if len(passed) else 0.0, "advantage": float(np.mean(advantages))}


def study(label, level):
    rows, judge = votes(label)
    found = {"votes": rows, "judge": judge, "alpha": alphas(rows, level), **alt_test(rows, judge, 0.15)}
    if level == "ordinal":
        # Two raters, so that each is a majority of one.
        people = [next((label for label in row if label is not None), None) for row in rows]
        both = [(a, b) for a, b in zip(people, judge) if a is not None]
        found["kappas"] = {w: cohen_kappa_score(*zip(*both), weights=w, labels=[1, 2, 3, 4, 5]) for w in ["linear", "quadratic"]}
    return found


print(json.dumps({"ordinal": study(stars, "ordinal"), "interval": study(measure, "interval")}))
