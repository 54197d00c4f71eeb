"""Golden confidence sequences by `confseq` 0.0.11 (the code of Waudby-Smith and Ramdas 2024), so that the tests need no Python. It has wheels up to Python 3.10
and needs NumPy 1:

python3.10 -m venv venv && venv/bin/pip install "numpy<2" scipy matplotlib multiprocess confseq==0.0.11
venv/bin/python tests/statistics/confidence_sequence.py > tests/statistics/confidence-sequence.json
npx biome format --write tests/statistics/confidence-sequence.json
"""

import json

import numpy as np
from confseq.betting import diversified_betting_mart

fractions = 0.8 / 2.0 ** np.arange(12)
# The bets of `src/agreement/confidence-sequence.ts`.
up = [lambda x, m, f=f: f / m + 0 * x for f in fractions]
down = [lambda x, m, f=f: f / (1 - m) + 0 * x for f in fractions]
rng = np.random.default_rng(20261127)


def capital(x, m):
    with np.errstate(divide="ignore"):
        return diversified_betting_mart(
            x, m, up, down, lambdas_weights=fractions / fractions.sum(), convex_comb=True, trunc_scale=1
        )[-1]


def interval(x, breaks=2000):
    """The interval on a grid, as `confseq.betting.cs_from_martingale` finds it: one cell wider on each side than the last mean that stays."""
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = [m for m in np.arange(1, breaks) / breaks if capital(x, m) <= 20]
    return [max(0, kept[0] - 1 / breaks), min(1, kept[-1] + 1 / breaks)]


def streams():
    yield "one vote each, .68", (rng.uniform(size=100) < 0.68).astype(float)
    yield "one vote each, .9", (rng.uniform(size=40) < 0.9).astype(float)
    votes = 1 + rng.poisson(2, size=120)
    yield "few votes each", rng.binomial(votes, rng.beta(2, 1, size=120)) / votes
    yield "any share", rng.uniform(size=300)
    yield "twelve ones", np.ones(12)
    yield "five zeros", np.zeros(5)
    yield "a single half", np.array([0.5])


rows = []
for name, x in streams():
    means = [0.02, 0.31, 0.5, 0.77, 0.995]
    rows.append(
        {
            "name": name,
            "x": x.tolist(),
            # confseq multiplies, and so overflows where a mean is out of the question.
            "capital": [{"mean": m, "log": log} for m in means if np.isfinite(log := float(np.log(capital(x, m))))],
            "interval": interval(x),
            "cell": 1 / 2000,
        }
    )
print(json.dumps(rows))
