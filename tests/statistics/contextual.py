"""Coefficients of a contextual Bradley-Terry model on synthetic pairs, by statsmodels and arena-rank.

Writes contextual.json beside itself: pip install statsmodels arena-rank, then python3 tests/statistics/contextual.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from arena_rank.models.contextual_bradley_terry import ContextualBradleyTerry
from arena_rank.utils.data_utils import ContextualPairDataset

lot = np.random.default_rng(11)
models = ["a", "b", "c"]
strength = {"a": 0.0, "b": 0.6, "c": -0.4}
rows = []
for i in range(240):
    first, second = lot.choice(models, 2, replace=False)
    features = np.round(lot.normal(size=2), 3)
    eta = 0.2 + strength[first] - strength[second] + features @ [0.8, -0.3]
    people = float(lot.random() < 1 / (1 + np.exp(-eta)))
    judge = float(lot.random() < 1 / (1 + np.exp(-eta - 0.7 * features[0])))
    rows.append(
        {
            "cluster": f"{i // 3}",
            "models": [str(first), str(second)],
            "features": features.tolist(),
            "people": 0.5 if lot.random() < 0.1 else people,
            "judge": 0.5 if lot.random() < 0.1 else judge,
        }
    )


def by_statsmodels(who):
    place = {m: np.eye(3)[i] for i, m in enumerate(models)}
    x = np.array([[1, *r["features"], *(place[r["models"][0]] - place[r["models"][1]])[1:]] for r in rows])
    y = np.array([r[who] for r in rows])
    return sm.GLM(y, x, family=sm.families.Binomial()).fit(tol=1e-12).params[1:3].tolist()


def by_arena_rank(who):
    frame = pd.DataFrame(
        {
            "model_a": [r["models"][0] for r in rows],
            "model_b": [r["models"][1] for r in rows],
            "winner": [{1.0: "model_a", 0.0: "model_b", 0.5: "tie"}[r[who]] for r in rows],
            "side": 1.0,
            "x": [r["features"][0] for r in rows],
            "z": [r["features"][1] for r in rows],
        }
    )
    data = ContextualPairDataset.from_pandas(
        frame, feature_cols=["side", "x", "z"], reweighted=False, normalize_features=False
    )
    model = ContextualBradleyTerry(len(data.competitors), 3, reg=0.0, ftol=1e-15, gtol=1e-10)
    return [float(c) for c in model.compute_ratings_and_cis(data)["coeffs"][1:]]


golden = {
    "made_by": {name: version(name) for name in ["statsmodels", "arena-rank"]},
    "rows": rows,
    "statsmodels": {who: by_statsmodels(who) for who in ["people", "judge"]},
    "arena_rank": {who: by_arena_rank(who) for who in ["people", "judge"]},
}
Path(__file__).with_name("contextual.json").write_text(json.dumps(golden, indent=1) + "\n")
print(golden["statsmodels"], golden["arena_rank"])
