"""A stated probability less the upper end of Wilson's interval of the votes, by statsmodels."""

import json
from importlib.metadata import version

from statsmodels.stats.proportion import proportion_confint


def gap(stated, pick, opponent, tie=0):
    return stated - proportion_confint(pick + tie / 2, pick + opponent + tie, method="wilson")[1]


def mean(tie):
    gaps = [gap(0.9, pick, other, tie) for pick in range(21) for other in range(21) if pick + other + tie > 0]
    return sum(gaps) / len(gaps)


found = {
    "least gap at .90 stated, 0 of 3 for the pick": gap(0.9, 0, 3),
    "least gap at .90 stated, 1 of 8 for the pick": gap(0.9, 1, 7),
    "mean least gap, up to 20 votes for each, no tie": mean(0),
    "mean least gap, up to 20 votes for each, 3 ties": mean(3),
}
print(json.dumps({"package": f"statsmodels {version('statsmodels')}", "figures": found}))
