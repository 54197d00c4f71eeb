"""Reward for training an RRM judge with verl on Tribunal's rows.

Use:  custom_reward_function.path=reward.py  custom_reward_function.name=compute_score

+1.0 where the verdict is the community's, -1.0 otherwise, as the authors of RRM have it (Guo et al. 2025, arXiv 2505.14674).
A verdict is read by the rules that Tribunal judges by: only what stands after the LAST </think> counts, and there the last marker.
"""

import re

# White space as JavaScript has it: the two readers must not differ.
_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_S = f"[{_SPACE}]*"
_MARKER = re.compile(rf"\\boxed\{{{_S}(?:\\text\{{{_S})?Assistant ([12]){_S}\}}?{_S}\}}")
_OPEN, _END = "<think>", "</think>"


def read_verdict(text, stop_reason="end"):
    """'first', 'second' or 'invalid'. stop_reason 'length': the model ran out of tokens; 'refused': it declined."""
    if stop_reason == "refused":
        return "invalid"
    end = text.rfind(_END)
    # Cut off inside the thought: a marker in there is a thought, not a verdict.
    if stop_reason == "length" and end == -1:
        return "invalid"
    rest = text if end == -1 else text[end + len(_END):]
    answer = rest.split(_OPEN, 1)[0]
    named = _MARKER.findall(answer)
    if not named:
        return "invalid"
    return "first" if named[-1] == "1" else "second"


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    # verl does not say whether a reply was cut off, so one without an end of its thought is taken for cut.
    verdict = read_verdict(solution_str, stop_reason="length")
    wanted = "first" if str(ground_truth) == "1" else "second"
    return 1.0 if verdict == wanted else -1.0
