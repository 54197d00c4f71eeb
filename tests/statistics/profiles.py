"""Profile intervals of strengths and of a logistic regression by SciPy (written with 1.15), on the rows of golden.json and on
rows where nearly or wholly everything was won. Dense matrices, all derivatives by hand of one row at a time; the other
parameters are optimised in the null space of the contrast.

python3 tests/statistics/profiles.py > tests/statistics/profiles.json && npx biome format --write tests/statistics/profiles.json
"""

import json
from pathlib import Path

import numpy as np
from scipy import linalg, optimize, stats

golden = json.loads(Path(__file__).with_name("golden.json").read_text())
RIDGE = 1e-6


def bernoulli(design, y):
    def look(theta):
        eta = design @ theta
        p = 1 / (1 + np.exp(-eta))
        return y * eta - np.logaddexp(0, eta), design * (y - p)[:, None], [w * np.outer(x, x) for x, w in zip(design, p * (1 - p))]

    return look


def davidson(l, r, y, k):
    """Outcomes as a multinomial logit: left, right, tie with covariates e_l/2 - e_r/2, its negative, and e_k."""

    def look(theta):
        values, slopes, curves = [], [], []
        for i, j, outcome in zip(l, r, y):
            x = np.zeros((3, k + 1))
            x[0, i], x[0, j], x[2, k] = 0.5, -0.5, 1
            x[1] = -x[0]
            eta = x @ theta
            p = np.exp(eta - np.logaddexp.reduce(eta))
            at = {1: 0, 0: 1, 0.5: 2}[outcome]
            mean = p @ x
            values.append(np.log(p[at]))
            slopes.append(x[at] - mean)
            curves.append(x.T @ (x * p[:, None]) - np.outer(mean, mean))
        return np.array(values), np.array(slopes), curves

    return look


def maximum(look, size, basis, shift):
    def loss(z):
        theta = shift + basis @ z
        values, slopes, _ = look(theta)
        return RIDGE / 2 * theta @ theta - values.sum(), basis.T @ (RIDGE * theta - slopes.sum(0))

    def hess(z):
        return basis.T @ (np.sum(look(shift + basis @ z)[2], axis=0) + RIDGE * np.eye(size)) @ basis

    z = np.zeros(basis.shape[1])
    if len(z):
        z = optimize.minimize(loss, z, jac=True, hess=hess, method="trust-exact", options={"gtol": 1e-11, "maxiter": 500}).x
    return shift + basis @ z


def profile(look, size, contrast, cluster, least, separated=False):
    best = maximum(look, size, np.eye(size), np.zeros(size))
    values, slopes, curves = look(best)
    bread = np.linalg.inv(np.sum(curves, axis=0) + RIDGE * np.eye(size))
    groups = np.unique(cluster)
    if separated:
        sizes = np.unique(cluster, return_counts=True)[1]
        inflation, freedom = (sizes**2).sum() / sizes.sum(), sizes.sum() ** 2 / (sizes**2).sum() - 1
    else:
        moved = 0
        for one in groups:
            own = np.sum([c for c, g in zip(curves, cluster) if g == one], axis=0)
            moved += (contrast @ bread @ np.linalg.solve(np.eye(size) - own @ bread, slopes[cluster == one].sum(0))) ** 2
        inflation = max(least, moved * (len(groups) - 1) / len(groups) / (contrast @ bread @ contrast))
        freedom = len(groups) - 1
    most = stats.t.ppf(0.975, freedom) ** 2 * inflation
    basis = linalg.null_space(contrast[None])

    def excess(at):
        theta = maximum(look, size, basis, contrast * at / (contrast @ contrast))
        own, gradient, curve = look(theta)
        score = gradient.sum(0) - RIDGE * theta
        return min(2 * (values.sum() - own.sum()), score @ np.linalg.solve(np.sum(curve, axis=0) + RIDGE * np.eye(size), score)) - most

    def bound(sign):
        centre, step = contrast @ best, 0.05
        while step < 24:
            if excess(centre + sign * step) > 0:
                return optimize.brentq(excess, centre, centre + sign * step, xtol=1e-10)
            step *= 2
        return None

    return {"value": contrast @ best, "low": bound(-1), "high": bound(1), "inflation": inflation}


def paired(rows, k, model, separated=False):
    l, r, y, cluster = (np.array(part) for part in zip(*rows))
    least = max(0.5, 1 - (y == 0.5).mean()) if model == "bradley-terry" else 1
    size = k if model == "bradley-terry" else k + 1
    design = np.zeros((len(rows), k))
    design[np.arange(len(rows)), l], design[np.arange(len(rows)), r] = 1, -1
    look = bernoulli(design, y) if model == "bradley-terry" else davidson(l, r, y, k)
    found = []
    for item in range(k):
        contrast = np.zeros(size)
        contrast[:k] = -1 / k
        contrast[item] += 1
        found.append(profile(look, size, contrast, cluster, least, separated))
    return {"rows": rows, "found": found}


def logit():
    chose, longer, cluster = (np.array(golden["logit"][name]) for name in ["chose", "longer", "cluster"])
    look = bernoulli(np.column_stack([np.ones(len(chose)), longer]), chose)
    return [profile(look, 2, unit, cluster, 1) for unit in np.eye(2)]


def won(*counts):
    return [[0, 1, y, i] for i, y in enumerate(y for y, n in counts for _ in range(n))]


print(
    json.dumps(
        {
            "bradley_terry": paired(golden["bradley_terry"]["rows"], 5, "bradley-terry"),
            "davidson": paired(golden["davidson"]["rows"], 5, "davidson"),
            "nearly": paired(won((1, 19), (0, 1)), 2, "bradley-terry"),
            "wholly": paired(won((1, 20)), 2, "bradley-terry", separated=True),
            "won_or_tied": paired(won((1, 10), (0.5, 10)), 2, "davidson", separated=True),
            "logit": logit(),
        }
    )
)
