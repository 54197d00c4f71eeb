"""Reward for training an RRM judge with verl on Tribunal's rows.

Use:  custom_reward_function.path=reward.py  custom_reward_function.name=compute_score

+1.0 if the verdict is the community's, -1.0 otherwise, as by RRM's authors (Guo et al. 2025, arXiv 2505.14674).
A verdict is read by Tribunal's own rules: only text after the LAST </think> counts, and in it the last marker.
"""

import re

# Whitespace as JavaScript has it: the two readers must not differ.
_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_S = f"[{_SPACE}]"
# How models mark a thought. Tribunal's own table is the same (src/models/thoughts.ts).
_OPEN = re.compile(
    r"<(?:think(?:ing)?|thoughts?|reasoning)>|<(?:(?:seed|mm):think|longcat_think)>|\[THINK\]|◁think▷|<\|START_THINKING\|>"
    r"|<\|begin_of_thought\|>|<\|channel\|>(?:analysis|commentary)[^<>|]{0,80}(?:<\|constrain\|>[^<>|]{0,20})?<\|message\|>"
    r"|<\|channel>thought\b|<unused94>(?:thought\b)?",
    re.I | re.A,
)
_CLOSE = re.compile(
    r"</(?:think(?:ing)?|thoughts?|reasoning)>|</(?:(?:seed|mm):think|longcat_think)>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>"
    r"|<\|end_of_thought\|>|<\|channel\|>(?:final|assistant)[^<>|]{0,40}(?:<\|constrain\|>[^<>|]{0,20})?<\|message\|>"
    r"|<channel\|>|<unused95>",
    re.I | re.A,
)
_BOX = re.compile(rf"\\f?box(?:ed)?{_S}{{0,8}}\{{")
_TEX = re.compile(rf"\\(?:text|math)[a-z]{{0,10}}{_S}{{0,8}}\{{|\\[ ,;:!]|[{{}}~*]")
_NAME = re.compile(r"[Aa][Ss][Ss][Ii][Ss][Tt][Aa][Nn][Tt] ?([12])\.?")
# What stands between two boxes when a sentence offers both, as the instructions do.
_OFFERED = re.compile(
    rf"{_S}*(?:if [^.\n]{{1,60}}? is better{_S}*)?(?:,?{_S}*(?:or|and|oder|und|vs\.?|versus)|[/|,]){_S}*", re.I | re.A
)
_QUOTES = re.compile("[\"'`“”‘’*$]")
_LONGEST_BOX = 200


def _side(content):
    plain = re.sub(f"{_S}+", " ", _TEX.sub(" ", content)).strip(" ")
    name = _NAME.fullmatch(plain)
    return int(name[1]) if name else None


def _boxes(answer):
    """(from, to, 1 or 2 or None) of every box, in the order of the answer."""
    boxes = []
    for opening in _BOX.finditer(answer):
        depth = 1
        box = (opening.start(), opening.end(), None)
        for at in range(opening.end(), min(len(answer), opening.end() + _LONGEST_BOX)):
            depth += {"{": 1, "}": -1}.get(answer[at], 0)
            if depth == 0:
                box = (opening.start(), at + 1, _side(answer[opening.end() : at]))
                break
        boxes.append(box)
    return boxes


def _offers_both(answer, one, other):
    return one[2] != other[2] and _OFFERED.fullmatch(_QUOTES.sub("", answer[one[1] : other[0]])) is not None


def read_verdict(text, stop_reason="end"):
    """'first', 'second' or 'invalid'. stop_reason 'length': the model ran out of tokens; 'refused': it declined."""
    if stop_reason == "refused":
        return "invalid"
    closings = list(_CLOSE.finditer(text))
    # Cut off inside the thought: a marker in there is a thought, not a verdict.
    if stop_reason == "length" and not closings:
        return "invalid"
    rest = text[closings[-1].end() :] if closings else text
    opened = _OPEN.search(rest)
    answer = rest[: opened.start()] if opened else rest
    boxes = _boxes(answer)
    pairs = {i for i in range(len(boxes) - 1) if _offers_both(answer, boxes[i], boxes[i + 1])}
    meant = [box for i, box in enumerate(boxes) if i not in pairs and i - 1 not in pairs]
    if not meant or meant[-1][2] is None:
        return "invalid"
    # Cut off behind a box, the judge had more to say, and may have taken it back.
    if stop_reason == "length" and any(c.isalpha() or c.isdecimal() for c in answer[meant[-1][1] :]):
        return "invalid"
    return "first" if meant[-1][2] == 1 else "second"


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    # verl does not say whether a reply was cut off, so one without an end of its thought counts as cut.
    verdict = read_verdict(solution_str) if _CLOSE.search(solution_str) else "invalid"
    wanted = "first" if str(ground_truth) == "1" else "second"
    return 1.0 if verdict == wanted else -1.0
