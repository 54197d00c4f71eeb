"""Confidence sequences by `confseq` (Python 3.10 and NumPy 1): the share of people's votes on a question of MT-Bench that say what GPT-4 says, after 10, 40
and 80 questions. The bets are those of ours; confseq's own function goes along a grid, and here its capital is solved for the bounds."""

import json
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

import numpy as np
from confseq.betting import diversified_betting_mart
from scipy.optimize import brentq

fractions = 0.8 / 2.0 ** np.arange(12)
up = [lambda x, m, f=f: f / m + 0 * x for f in fractions]
down = [lambda x, m, f=f: f / (1 - m) + 0 * x for f in fractions]


def rows(name):
    lines = (Path(sys.argv[1]) / "mtbench_human" / name).read_text().splitlines()
    return [row for row in map(json.loads, lines) if row["turn"] == 1]


def pair(row):
    return row["question_id"], row["model_a"], row["model_b"]


judged = {pair(row): row["winner"] for row in rows("gpt4_pair.jsonl")}
same = defaultdict(list)
for row in rows("human.jsonl"):
    if pair(row) in judged:
        same[row["question_id"]].append(row["winner"] == judged[pair(row)])
shares = np.array([np.mean(same[question]) for question in sorted(same)])


def log_capital(x, m):
    mart = diversified_betting_mart(x, m, up, down, lambdas_weights=fractions / fractions.sum(), convex_comb=True, trunc_scale=1)
    return np.log(mart[-1])


figures = {}
for n in [10, 40, 80]:
    x = shares[:n]
    figures[f"low after {n}"] = brentq(lambda m: log_capital(x, m) - np.log(20), 1e-4, x.mean(), xtol=1e-12)
    figures[f"high after {n}"] = brentq(lambda m: log_capital(x, m) - np.log(20), x.mean(), 1 - 1e-4, xtol=1e-12)
print(json.dumps({"package": f"confseq {version('confseq')}", "figures": figures}))
