"""Golden values by other people's code: python3 tests/statistics/golden.py > tests/statistics/golden.json (needs NumPy and SciPy)."""

import json

import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(20261123)


def ranking():
    x = rng.normal(size=25).round(1)
    y = (x + rng.normal(size=25)).round(1)
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "spearman": stats.spearmanr(x, y).statistic,
        "kendall": stats.kendalltau(x, y, variant="b").statistic,
    }


def calibration():
    p = rng.uniform(size=200).round(3)
    outcome = (rng.uniform(size=200) < p**1.5).astype(int)
    bins = np.minimum(9, (p * 10).astype(int))
    ece = sum(abs((p[bins == b] - outcome[bins == b]).sum()) for b in range(10)) / 200
    return {"p": p.tolist(), "outcome": outcome.tolist(), "brier": np.mean((p - outcome) ** 2), "ece": ece}


def mcnemar():
    return [
        {"b": b, "c": c, "p": stats.binomtest(b, b + c, 0.5).pvalue if b + c else 1.0}
        for b, c in [(0, 0), (1, 9), (12, 5), (40, 41), (3, 300)]
    ]


def bradley_terry():
    k, rows = 5, []
    true = rng.normal(size=k)
    for cluster in range(40):
        for _ in range(3):
            l, r = rng.choice(k, 2, replace=False)
            p = 1 / (1 + np.exp(true[r] - true[l]))
            y = 0.5 if rng.uniform() < 0.15 else float(rng.uniform() < p)
            rows.append((int(l), int(r), y, cluster))
    l, r, y, c = (np.array(part) for part in zip(*rows))
    ridge = 1e-3
    design = np.zeros((len(rows), k))
    design[np.arange(len(rows)), l] = 1
    design[np.arange(len(rows)), r] = -1

    def loss(theta):
        eta = design @ theta
        return np.sum(np.log1p(np.exp(eta)) - y * eta) + ridge / 2 * theta @ theta

    theta = optimize.minimize(loss, np.zeros(k), method="BFGS", options={"gtol": 1e-10}).x
    p = 1 / (1 + np.exp(-design @ theta))
    hessian = design.T @ (design * (p * (1 - p))[:, None]) + ridge * np.eye(k)
    scores = np.array([design[c == one].T @ (y - p)[c == one] for one in np.unique(c)])
    n = len(scores)
    cov = np.linalg.inv(hessian) @ (scores.T @ scores) @ np.linalg.inv(hessian) * n / (n - 1)
    half = stats.t.ppf(0.975, n - 1) * np.sqrt(np.diag(cov))
    return {"rows": rows, "strength": theta.tolist(), "half": half.tolist()}


def prediction_powered():
    judge = rng.uniform(size=60).round(3)
    human = (judge + 0.3 * rng.normal(size=60)).round(3)
    more = rng.uniform(size=900).round(3)
    n, big = len(human), len(more)
    lam = np.cov(human, judge)[0, 1] / ((1 + n / big) * np.var(np.concatenate([judge, more]), ddof=1))
    value = human.mean() + lam * (more.mean() - judge.mean())
    error = np.sqrt(np.var(human - lam * judge, ddof=1) / n + lam**2 * np.var(more, ddof=1) / big)
    z = stats.norm.ppf(0.975)
    return {
        "human": human.tolist(),
        "judge": judge.tolist(),
        "more": more.tolist(),
        "lambda": lam,
        "value": value,
        "low": value - z * error,
        "high": value + z * error,
    }


def classification():
    truth = rng.integers(0, 3, 120)
    said = np.where(rng.uniform(size=120) < 0.7, truth, rng.integers(0, 3, 120))
    precision = [np.mean(truth[said == c] == c) for c in range(3)]
    recall = [np.mean(said[truth == c] == c) for c in range(3)]
    f1 = [2 * p * r / (p + r) for p, r in zip(precision, recall)]
    return {
        "truth": truth.tolist(),
        "said": said.tolist(),
        "accuracy": np.mean(truth == said),
        "precision": np.mean(precision),
        "recall": np.mean(recall),
        "f1": np.mean(f1),
    }


def wilson():
    return [
        {"hits": h, "n": n, **dict(zip(("low", "high"), stats.binomtest(h, n).proportion_ci(method="wilson")))}
        for h, n in [(0, 5), (3, 7), (50, 100), (999, 1000)]
    ]


parts = [ranking, calibration, mcnemar, bradley_terry, prediction_powered, classification, wilson]
print(json.dumps({part.__name__: part() for part in parts}))
