"""Agreement of judges with people on MT-Bench and PandaLM, and what people mind on PandaLM, by scikit-learn, irrCAC, statsmodels and arena-rank."""

import json
import re
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from arena_rank.models.contextual_bradley_terry import ContextualBradleyTerry
from arena_rank.utils.data_utils import ContextualPairDataset
from irrCAC.raw import CAC
from sklearn.metrics import cohen_kappa_score

data = Path(sys.argv[1])
read = lambda path: [json.loads(line) for line in (data / path).read_text().splitlines() if line.strip()]


def side(row):
    first, _ = sorted([row["model_a"], row["model_b"]])
    return "tie" if row["winner"].startswith("tie") else "first" if row[row["winner"]] == first else "second"


def key(row):
    return row["turn"], row["question_id"], *sorted([row["model_a"], row["model_b"]])


def majority(votes):
    ranked = votes.most_common()
    return "tie" if len(ranked) > 1 and ranked[0][1] == ranked[1][1] else ranked[0][0]


votes = {}
for row in read("mtbench_human/human.jsonl"):
    votes.setdefault(key(row), Counter())[side(row)] += 1
judge = {key(row): side(row) for row in read("mtbench_human/gpt4_pair.jsonl")}
kappas, ac1s = {}, {}
for name, turns in [("turn 1", [1]), ("turn 2", [2]), ("both turns", [1, 2])]:
    pairs = [(majority(c), judge[k]) for k, c in votes.items() if k[0] in turns]
    kappas[f"kappa, MT-Bench {name}"] = cohen_kappa_score(*zip(*pairs))
    ac1s[f"AC1, MT-Bench {name}"] = float(CAC(pd.DataFrame(pairs), digits=12).gwet()["est"]["coefficient_value"])

testset = json.loads((data / "pandalm/testset-v1.json").read_text())
NAMES = {0: "tie", 1: "first", 2: "second"}
for row in testset:
    row["people"] = majority(Counter(NAMES[row[f"annotator{i}"]] for i in [1, 2, 3]))
panda = json.loads((data / "pandalm/pandalm-7b-testset-v1.json").read_text())
theirs = [(row["people"], NAMES[other["pandalm_result"]]) for row, other in zip(testset, panda)]
kappas["kappa, PandaLM-7B"] = cohen_kappa_score(*zip(*theirs))


def measure(text):
    return [
        len(text),
        len(re.findall(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", text, re.M)),
    ]


length, lists = [], []
for row in testset:
    a, b = measure(str(row["response1"])), measure(str(row["response2"]))
    for column, i in [(length, 0), (lists, 1)]:
        column.append((a[i] - b[i]) / (a[i] + b[i] + 1))
x = np.array([length, lists]).T
x = x / x.std(axis=0)
models = [row["cmp_key"].split("_") for row in testset]
names = sorted({m for pair in models for m in pair})
outcome = {"first": 1.0, "tie": 0.5, "second": 0.0}
dummies = np.zeros((len(testset), len(names)))
for i, (a, b) in enumerate(models):
    dummies[i, names.index(a)] += 1
    dummies[i, names.index(b)] -= 1
design = np.column_stack([np.ones(len(testset)), x, dummies[:, 1:]])
glm, arena = {}, {}
for who, labels in [("people", [r["people"] for r in testset]), ("PandaLM-7B", [j for _, j in theirs])]:
    y = np.array([outcome[label] for label in labels])
    fitted = sm.GLM(y, design, family=sm.families.Binomial()).fit(tol=1e-12)
    frame = pd.DataFrame(
        {
            "model_a": [a for a, _ in models],
            "model_b": [b for _, b in models],
            "winner": [{1.0: "model_a", 0.5: "tie", 0.0: "model_b"}[v] for v in y],
            "side": 1.0,
            "length": x[:, 0],
            "lists": x[:, 1],
        }
    )
    pairs = ContextualPairDataset.from_pandas(
        frame, feature_cols=["side", "length", "lists"], reweighted=False, normalize_features=False
    )
    model = ContextualBradleyTerry(len(pairs.competitors), 3, reg=0.0, ftol=1e-15, gtol=1e-10)
    coefficients = model.compute_ratings_and_cis(pairs)["coeffs"]
    for i, name in enumerate(["length", "lists"]):
        glm[f"log-odds of {name}, {who}, GLM"] = float(fitted.params[1 + i])
        arena[f"log-odds of {name}, {who}, arena"] = float(coefficients[1 + i])

print(
    json.dumps(
        [
            {"package": f"scikit-learn {version('scikit-learn')}", "figures": kappas},
            {"package": f"irrCAC {version('irrCAC')}", "figures": ac1s},
            {"package": f"statsmodels {version('statsmodels')}", "figures": glm},
            {"package": f"arena-rank {version('arena-rank')}", "figures": arena},
        ]
    )
)
