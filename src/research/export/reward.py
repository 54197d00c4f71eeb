"""Reward for training an RRM judge with verl on Tribunal's rows.

Use:  custom_reward_function.path=reward.py  custom_reward_function.name=compute_score

+1.0 if the verdict is the community's, -1.0 otherwise, as by RRM's authors (Guo et al. 2025, arXiv 2505.14674).
A verdict is read by Tribunal's own rules: only text after the LAST </think> counts, and in it the last marker.
"""

import re

# White space as in JavaScript, so that this reader and Tribunal's own agree.
_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_S = f"[{_SPACE}]*"
_MARKER = re.compile(rf"\\boxed\{{{_S}(?:\\text\{{{_S})?Assistant ([12]){_S}\}}?{_S}\}}")
_OPEN, _END = "<think>", "</think>"


def read_verdict(text, stop_reason="end"):
    """Returns 'first', 'second' or 'invalid'. stop_reason is 'length' when the model ran out of tokens."""
    if stop_reason == "refused":
        return "invalid"
    end = text.rfind(_END)
    # Cut off inside the chain of thought: a marker in there is no verdict.
    if stop_reason == "length" and end == -1:
        return "invalid"
    rest = text if end == -1 else text[end + len(_END):]
    answer = rest.split(_OPEN, 1)[0]
    named = _MARKER.findall(answer)
    if not named:
        return "invalid"
    return "first" if named[-1] == "1" else "second"


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    # verl does not say whether a reply was cut off. A chain of thought without an end counts as cut off.
    verdict = read_verdict(solution_str, stop_reason="length")
    wanted = "first" if str(ground_truth) == "1" else "second"
    return 1.0 if verdict == wanted else -1.0
