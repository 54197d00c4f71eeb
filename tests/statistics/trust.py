"""Golden bounds by the code of Trust or Escalate (Jung, Brahman and Choi 2025; github.com/jaehunjung1/cascaded-selective-evaluation) on the judgements that
its authors publish. Only counts and bounds are kept. Its code asks for PyTorch, of which NumPy can stand in for what is called:

python3 tests/statistics/trust.py CHECKOUT > tests/statistics/trust.json && npx biome format --write tests/statistics/trust.json
"""

import json
import sys
import types
from pathlib import Path

import numpy as np

checkout = Path(sys.argv[1])
torch = types.ModuleType("torch")
torch.Tensor, torch.linspace = (lambda values: np.array(values)), np.linspace
sys.modules["torch"] = torch
sys.path.insert(0, str(checkout))
from cascaded_evaluation.util import SelectiveClassificationUtil  # noqa: E402

found = []
for judge in ["gpt-4-turbo", "gpt-3.5-turbo", "mistral-7b-instruct"]:
    lines = (checkout / "result" / f"{judge}.calibration.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    probabilities = np.array([row["probs"] for row in rows])
    votes = [list(row["preferences"].values()) for row in rows]
    # As their prepare_data: the most frequent label, 1 or 2.
    labels = np.array([max(dict.fromkeys(each), key=each.count) for each in votes]) - 1
    said, chosen = probabilities.max(axis=1), probabilities.argmax(axis=1)
    for delta in [0.1, 0.05]:
        util = SelectiveClassificationUtil(said, chosen, labels, delta)
        for threshold in [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5]:
            above = said >= threshold
            if above.sum() < 30:
                continue
            found.append(
                {
                    "judge": judge,
                    "threshold": threshold,
                    "delta": delta,
                    "n": int(above.sum()),
                    "hits": int((chosen[above] == labels[above]).sum()),
                    "riskAtMost": float(util.selective_risk_upper_bound(threshold)),
                }
            )
print(json.dumps(found))
