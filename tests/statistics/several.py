"""Golden values by crowd-kit, ppi-python and the authors' code of Lee et al. (github.com/UW-Madison-Lee-Lab/LLM-judge-reporting, whose folder is the argument), so that the tests need no Python:

python3 tests/statistics/several.py LLM-judge-reporting > tests/statistics/several.json && npx biome format --write tests/statistics/several.json
"""

import json
import sys

import numpy as np
import pandas as pd
from crowdkit.aggregation import DawidSkene
from ppi_py import ppi_mean_pointestimate
from ppi_py.ppi import _calc_lam_glm

sys.path.insert(0, sys.argv[1])
from llm_judge_reporting.calibration import confidence_interval, point_estimator  # noqa: E402

rng = np.random.default_rng(20261127)


def dawid_skene():
    skill = [0.9, 0.8, 0.75, 0.65]
    truth = rng.choice(3, 150, p=[0.5, 0.3, 0.2])
    rows = np.stack([np.where(rng.uniform(size=150) < s, truth, rng.integers(0, 3, 150)) for s in skill], 1)
    rows = np.where(rng.uniform(size=rows.shape) < 0.1, -1, rows)
    rows = rows[(rows >= 0).sum(1) > 0]
    data = pd.DataFrame([(i, j, int(l)) for i, row in enumerate(rows) for j, l in enumerate(row) if l >= 0], columns=["task", "worker", "label"])
    fit = DawidSkene(n_iter=400, tol=1e-13).fit(data)
    return {
        "rows": rows.tolist(),
        "classes": 3,
        "prevalence": fit.priors_.sort_index().tolist(),
        "confusion": [[[float(fit.errors_.loc[(j, said), c]) for said in range(3)] for c in range(3)] for j in range(4)],
        "labels": fit.labels_.sort_index().tolist(),
    }


def corrected():
    found = []
    for n, yes, m0, right0, m1, right1 in [(1000, 400, 200, 140, 200, 180), (150, 103, 14, 12, 36, 34), (60, 50, 20, 20, 30, 29), (300, 20, 50, 45, 25, 20)]:
        p, q0, q1 = yes / n, right0 / m0, right1 / m1
        low, high = confidence_interval(p, q0, q1, n, m0, m1)
        found.append({"n": n, "yes": yes, "m0": m0, "right0": right0, "m1": m1, "right1": right1, "value": point_estimator(p, q0, q1), "low": low, "high": high})
    return found


def prediction_powered():
    judge, more = rng.uniform(size=80).round(3), rng.uniform(size=900).round(3)
    human = (judge + 0.3 * rng.normal(size=80)).round(3)
    at = lambda y: (y - human.mean()).reshape(-1, 1)
    lam = _calc_lam_glm(at(human), at(judge), at(more), np.eye(1), clip=True)
    return {
        "human": human.tolist(),
        "judge": judge.tolist(),
        "more": more.tolist(),
        "value": float(np.squeeze(ppi_mean_pointestimate(human, judge, more))),
        "lambda": float(np.squeeze(lam)),
    }


print(json.dumps({"dawid_skene": dawid_skene(), "corrected": corrected(), "prediction_powered": prediction_powered()}))
