"""Golden values by other people's code (NumPy, SciPy, statsmodels; written with 1.24, 1.10 and 0.13, as in Debian 12), so that the tests need no Python:

python3 tests/statistics/golden.py > tests/statistics/golden.json && npx biome format --write tests/statistics/golden.json
"""

import json

import numpy as np
from scipy import optimize, stats
from statsmodels.api import Logit
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa, to_table
from statsmodels.stats.multitest import multipletests

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


def cr3(design, y, p, cluster, hessian):
    """Half widths from the clustered sandwich with CR3, by dense matrices."""
    bread = np.linalg.inv(hessian)
    meat = np.zeros_like(bread)
    groups = np.unique(cluster)
    for one in groups:
        x, w = design[cluster == one], (p * (1 - p))[cluster == one]
        score = x.T @ (y - p)[cluster == one]
        score = np.linalg.solve(np.eye(len(bread)) - x.T @ (x * w[:, None]) @ bread, score)
        meat += np.outer(score, score)
    n = len(groups)
    return stats.t.ppf(0.975, n - 1) * np.sqrt(np.diag(bread @ meat @ bread) * (n - 1) / n)


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
    half = cr3(design, y, p, c, hessian)
    return {"rows": rows, "strength": theta.tolist(), "half": half.tolist()}


def prediction_powered():
    judge = rng.uniform(size=60).round(3)
    human = (judge + 0.3 * rng.normal(size=60)).round(3)
    more = rng.uniform(size=900).round(3)
    n, big = len(human), len(more)
    lam = np.cov(human, judge)[0, 1] / ((1 + n / big) * np.var(np.concatenate([judge, more]), ddof=1))
    value = human.mean() + lam * (more.mean() - judge.mean())
    error = np.sqrt(np.var(human - lam * judge, ddof=2) / n + lam**2 * np.var(more, ddof=1) / big)
    t = stats.t.ppf(0.975, n - 2)
    return {
        "human": human.tolist(),
        "judge": judge.tolist(),
        "more": more.tolist(),
        "lambda": lam,
        "value": value,
        "low": value - t * error,
        "high": value + t * error,
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


def kappas():
    """Five people on 40 items, all of whom vote; and the first two as if one were a judge."""
    truth = rng.integers(0, 3, 40)
    votes = np.where(rng.uniform(size=(40, 5)) < 0.65, truth[:, None], rng.integers(0, 3, (40, 5)))
    counts = np.stack([(votes == c).sum(1) for c in range(3)], 1)
    return {
        "votes": votes.tolist(),
        "fleiss": fleiss_kappa(counts, method="fleiss"),
        "cohen": cohens_kappa(to_table(votes[:, :2])[0]).kappa,
    }


def missing_votes():
    """Alpha by its coincidence matrix and AC1 by its definition, with votes missing."""
    votes = rng.integers(0, 3, (30, 4))
    votes[:, 1:] = np.where(rng.uniform(size=(30, 3)) < 0.5, votes[:, :1], votes[:, 1:])
    votes = np.where(rng.uniform(size=(30, 4)) < 0.3, -1, votes)
    coincidence = np.zeros((3, 3))
    for row in votes:
        given = row[row >= 0]
        for i in range(len(given)):
            for j in range(len(given)):
                if i != j:
                    coincidence[given[i], given[j]] += 1 / (len(given) - 1)
    n = coincidence.sum()
    marginal = coincidence.sum(0)
    observed = n - np.trace(coincidence)
    expected = (n * n - (marginal**2).sum()) / (n - 1)
    counts = np.stack([(votes == c).sum(1) for c in range(3)], 1)
    m = counts.sum(1)
    shares = (counts[m > 0] / m[m > 0, None]).mean(0)
    twice = m > 1
    agreeing = ((counts * (counts - 1)).sum(1)[twice] / (m * (m - 1))[twice]).mean()
    chance = (shares * (1 - shares)).sum() / 2
    return {
        "votes": votes.tolist(),
        "alpha": 1 - observed / expected,
        "ac1": (agreeing - chance) / (1 - chance),
    }


def logit():
    cluster = np.repeat(np.arange(50), 4)
    longer = rng.choice([-1, 1], 200)
    eta = 0.4 + 0.6 * longer + rng.normal(size=50)[cluster]
    chose = (rng.uniform(size=200) < 1 / (1 + np.exp(-eta))).astype(int)
    design = np.column_stack([np.ones(200), longer])
    fit = Logit(chose, design).fit(disp=0)
    p = fit.predict()
    half = cr3(design, chose, p, cluster, design.T @ (design * (p * (1 - p))[:, None]))
    return {
        "cluster": cluster.tolist(),
        "longer": longer.tolist(),
        "chose": chose.tolist(),
        "value": fit.params.tolist(),
        "half": half.tolist(),
    }


def win_rate():
    won = rng.choice([0, 0.5, 1], 80)
    probability = rng.choice([1 / 6, 2 / 3], 80)
    return {
        "won": won.tolist(),
        "probability": probability.tolist(),
        "value": np.average(won, weights=1 / probability),
    }


def annotators():
    """The alternative annotator test, by SciPy's t-test and statsmodels' Benjamini-Yekutieli."""
    truth = rng.integers(0, 2, 90)
    skill = np.array([0.9, 0.85, 0.8, 0.6])
    votes = np.where(rng.uniform(size=(90, 4)) < skill, truth[:, None], 1 - truth[:, None])
    judge = np.where(rng.uniform(size=90) < 0.8, truth, 1 - truth)
    p, advantage = [], []
    for person in range(4):
        others = np.delete(votes, person, 1)
        of_judge = (others == judge[:, None]).mean(1)
        of_person = (others == votes[:, [person]]).mean(1)
        judge_wins = (of_judge >= of_person).astype(int)
        person_wins = (of_person >= of_judge).astype(int)
        p.append(stats.ttest_1samp(person_wins - judge_wins, 0.1, alternative="less").pvalue)
        advantage.append(judge_wins.mean())
    return {
        "votes": votes.tolist(),
        "judge": judge.tolist(),
        "winningRate": multipletests(p, 0.05, "fdr_by")[0].mean(),
        "advantage": np.mean(advantage),
    }


def jackknife_score():
    """Cohen's kappa over clusters of unequal size: delete-one-cluster jackknife, Wilson's bounds in -1 to 1, Student's t at Kish's number of clusters less one."""
    cluster = np.repeat(np.arange(20), rng.integers(1, 5, 20))
    people = rng.integers(0, 3, len(cluster))
    judge = np.where(rng.uniform(size=len(cluster)) < 0.6, people, rng.integers(0, 3, len(cluster)))

    def kappa(keep):
        table = np.zeros((3, 3))
        np.add.at(table, (people[keep], judge[keep]), 1)
        table /= table.sum()
        expected = table.sum(0) @ table.sum(1)
        return (np.trace(table) - expected) / (1 - expected)

    value = kappa(np.full(len(cluster), True))
    without = np.array([kappa(cluster != c) for c in range(20)])
    variance = 19 / 20 * ((without - without.mean()) ** 2).sum()
    size = np.bincount(cluster)
    t = stats.t.ppf(0.975, size.sum() ** 2 / (size**2).sum() - 1)
    p = (value + 1) / 2
    n = p * (1 - p) / (variance / 4)
    low, high = 2 * np.sort(np.roots([1 + t * t / n, -(2 * p + t * t / n), p * p]).real) - 1
    return {
        "cluster": cluster.tolist(),
        "people": people.tolist(),
        "judge": judge.tolist(),
        "value": value,
        "low": low,
        "high": high,
    }


def clustered_share():
    """Korn and Graubard's interval: Wilson's at the effective size, with Student's t at Kish's number of clusters less one."""
    trials = rng.integers(1, 9, 30)
    hits = rng.binomial(trials, rng.uniform(0.4, 0.9, 30))
    p = hits.sum() / trials.sum()
    variance = 30 / 29 * ((hits - p * trials) ** 2).sum() / trials.sum() ** 2
    n = min(2 * trials.sum(), p * (1 - p) / variance)
    t = stats.t.ppf(0.975, trials.sum() ** 2 / (trials**2).sum() - 1)
    # Wilson's bounds are the roots of (p - x)^2 = t^2 x (1 - x) / n.
    low, high = sorted(np.roots([1 + t * t / n, -(2 * p + t * t / n), p * p]))
    return {"hits": hits.tolist(), "trials": trials.tolist(), "value": p, "low": low, "high": high}


def davidson():
    """Davidson's ties (1970) by SciPy's root of the score. Intervals are in profiles.py."""
    k, rows = 5, []
    true, tie = rng.normal(size=k), 0.8
    for cluster in range(40):
        for _ in range(3):
            l, r = rng.choice(k, 2, replace=False)
            d = (true[l] - true[r]) / 2
            p = np.array([np.exp(d), tie, np.exp(-d)])
            rows.append((int(l), int(r), float(rng.choice([1, 0.5, 0], p=p / p.sum())), cluster))
    l, r, y, c = (np.array(part) for part in zip(*rows))

    def slopes(theta):
        d = (theta[l] - theta[r]) / 2
        left, right, level = np.exp(d), np.exp(-d), np.exp(theta[k])
        moved = (y - 0.5) - (left - right) / (left + right + level) / 2
        slope = np.append(np.bincount(l, moved, k) - np.bincount(r, moved, k), ((y == 0.5) - level / (left + right + level)).sum())
        return 1e-3 * theta - slope

    theta = optimize.root(slopes, np.zeros(k + 1), tol=1e-13).x
    return {"rows": rows, "strength": theta[:k].tolist(), "ties": np.exp(theta[k])}


parts = [
    ranking,
    calibration,
    mcnemar,
    bradley_terry,
    prediction_powered,
    classification,
    wilson,
    kappas,
    missing_votes,
    logit,
    win_rate,
    annotators,
    clustered_share,
    jackknife_score,
    davidson,
]
print(json.dumps({part.__name__: part() for part in parts}))
