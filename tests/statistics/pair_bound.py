"""The most that any rule for two candidates can have at 3 calls on average, by NumPy, against bench/tournament/pair-bound.ts (which finds it in another way): the best
policies at the critical price of a call, by backward induction over 22 calls, and the coin between two of them that spends exactly so much. That it is
reached shows that it is no mere bound.

python3 tests/statistics/pair_bound.py
"""

import math

import numpy as np

HORIZON, CALLS = 22, 3.0


def logistic(x):
    return 1 / (1 + math.exp(-x))


def joint(first, second):
    """P(candidate 0 or 1 is better, and these verdicts): [x, y] with x of m verdicts for 0 where it was shown first, y of n where second."""
    tables = {}
    for m in range(HORIZON + 1):
        for n in range(HORIZON + 1 - m):
            x, y = np.arange(m + 1)[:, None], np.arange(n + 1)[None, :]
            tables[m, n] = 0.5 * first**x * (1 - first) ** (m - x) * second**y * (1 - second) ** (n - y)
    return tables, {(m, n): tables[n, m][::-1, ::-1].T for m, n in tables}


def best_policy(zero, one, price):
    value, calls = {}, {}
    for total in range(HORIZON, -1, -1):
        for m in range(total + 1):
            n = total - m
            best, spent = np.maximum(zero[m, n], one[m, n]), np.zeros_like(zero[m, n])
            mass = zero[m, n] + one[m, n]
            for there, win, loss in (
                ((m + 1, n), np.s_[1:, :], np.s_[:-1, :]),
                ((m, n + 1), np.s_[:, 1:], np.s_[:, :-1]),
            ):
                if total == HORIZON:
                    continue
                go = value[there][win] + value[there][loss] - price * mass
                better = go > best + 1e-15
                best = np.where(better, go, best)
                spent = np.where(better, calls[there][win] + calls[there][loss] + mass, spent)
            value[m, n], calls[m, n] = best, spent
    spent = float(calls[0, 0][0, 0])
    return float(value[0, 0][0, 0]) + price * spent, spent


for name, strength, bias in (("plain", 1.2, 0), ("first-slot bias", 1.2, 0.8), (".60", 0.405, 0), ("strong", 2.5, 0.3)):
    zero, one = joint(logistic(strength + bias), logistic(strength - bias))
    low, high = 1e-4, 0.3
    for _ in range(60):
        price = math.sqrt(low * high)
        low, high = (price, high) if best_policy(zero, one, price)[1] > CALLS else (low, price)
    (more, most), (less, least) = best_policy(zero, one, low), best_policy(zero, one, high)
    print(f"{name}: {less + (more - less) * (CALLS - least) / (most - least):.5f}, by {least:.2f} or {most:.2f} calls")
