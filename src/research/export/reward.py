"""Reward for training a judge with verl on Tribunal's rows, in any of Tribunal's formats.

Use:  custom_reward_function.path=reward.py  custom_reward_function.name=compute_score
The row's own `extra_info.format` says in which format the judge was asked; without one it is RRM's.

+1.0 if the verdict is the community's, -1.0 otherwise, as by RRM's authors (Guo et al. 2025, arXiv 2505.14674).
A verdict is read by Tribunal's own rules: only text after the LAST </think> counts, and in it the last marker.
"""

import json
import re
import unicodedata

# Whitespace as JavaScript has it: the two readers must not differ.
_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_S = f"[{_SPACE}]"
_SPACES = "".join(c for c in map(chr, range(0x10000)) if re.match(_S, c))
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


# gpt-oss when a server drops its special tokens: `analysis…assistantfinal…`.
_BARE = re.compile(rf"{_S}*analysis(?=(.)).*?assistantfinal", re.S)


def _pattern(source):
    """A pattern of Tribunal's own, whose whitespace is JavaScript's."""
    return re.compile(source.replace(r"\s", _S), re.I | re.A)


def _rrm_side(content):
    plain = re.sub(f"{_S}+", " ", _TEX.sub(" ", content)).strip(" ")
    name = _NAME.fullmatch(plain)
    return {"1": "first", "2": "second"}[name[1]] if name else None


def _boxes(answer):
    """(from, to, content) of every box of TeX; a box that never closes names nobody."""
    boxes = []
    for opening in _BOX.finditer(answer):
        depth = 1
        box = (opening.start(), opening.end(), "")
        for at in range(opening.end(), min(len(answer), opening.end() + _LONGEST_BOX)):
            depth += {"{": 1, "}": -1}.get(answer[at], 0)
            if depth == 0:
                box = (opening.start(), at + 1, answer[opening.end() : at])
                break
        boxes.append(box)
    return boxes


def _found(pattern, side):
    """A reader of the markers that a pattern finds; `side` reads its first group."""
    return lambda answer: [(m.start(), m.end(), side(m[1] or "")) for m in pattern.finditer(answer)]


_LETTERS = {"A": "first", "B": "second"}
_letter = lambda named: _LETTERS.get(named.strip(_SPACES).upper())

_CHOICE = _pattern(r"\s*\[?\s*Model\s+([AB])\s*\]?\s*")


def _choice(named):
    name = _CHOICE.fullmatch(named)
    return _LETTERS[name[1].upper()] if name else None


# Arena-Hard's five markers; a tie is one of its own, and no verdict.
_ARENA = {"A>>B", "A>B", "A=B", "B>A", "B>>A"}
_LISTED = re.compile(
    rf"[{_SPACE}.,;]*(?:(?:\d[.)]|[-•]){_S}*(?:Assistant [AB] is (?:significantly|slightly) better"
    rf"|Tie, relatively the same)|Example output: ?My final verdict is tie){_S}*:?{_S}*"
    rf"|{_S}*if [^.\n]{{1,80}}? (?:better|same){_S}*[,;]?{_S}*(?:or|and)?{_S}*",
    re.I | re.A,
)
_CONDITION = _pattern(r"\s*if\b")


def _arena(named):
    plain = re.sub(_S, "", named.upper())
    return plain if plain in _ARENA else None


_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.A)
_RADIX = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")


def _ranked(text):
    """The side of a ranking from 1 (the first is much better) to 6, as JavaScript reads a number."""
    plain = text.strip(_SPACES)
    if _RADIX.fullmatch(plain):
        ranking = int(plain, 0)
    elif _NUMBER.fullmatch(plain):
        ranking = float(plain)
    else:
        return None
    if not 1 <= ranking <= 6 or ranking == 3.5:
        return None
    return "first" if ranking < 3.5 else "second"


_RANKING_KEY = _pattern(r'"ranking"\s*:')
_FENCE_BEFORE = _pattern(r"```json\s*\Z")
_FENCE_BEHIND = _pattern(r"\s*```")


def _end_of_object(text, start):
    depth = 0
    quoted = False
    at = start
    while at < min(len(text), start + 20_000):
        sign = text[at]
        if quoted and sign == "\\":
            at += 1
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign == "{":
            depth += 1
        elif not quoted and sign == "}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return None


def _no_json(name):
    raise ValueError(name)


def _objects(answer):
    """The markers of Nemotron's JSON: objects with a ranking; those in a fence come first."""
    scored = []
    tried = 0
    start = answer.find("{")
    while start != -1 and tried < 400:
        tried += 1
        end = _end_of_object(answer, start)
        if end is None:
            start = answer.find("{", start + 1)
            continue
        text = answer[start:end]
        if _RANKING_KEY.search(text):
            try:
                parsed = json.loads(text, parse_constant=_no_json)
            except (ValueError, RecursionError):
                parsed = {}
            overall = parsed.get("overall", parsed)
            if isinstance(overall, dict) and "ranking" in overall:
                ranking = overall["ranking"]
                number = isinstance(ranking, (int, float, str)) and not isinstance(ranking, bool)
                scored.append((start, end, _ranked(str(ranking)) if number else None))
        start = answer.find("{", end)
    is_fenced = lambda one: _FENCE_BEFORE.search(answer[max(0, one[0] - 80) : one[0]]) and _FENCE_BEHIND.match(
        answer[one[1] : one[1] + 80]
    )
    return [one for one in scored if is_fenced(one)] or scored


_RANKING_BOX = _pattern(r"\[The Begin of Ranking Score\]\s*\Z")


def _ranking_boxes(answer):
    return [
        (start, end, _ranked(content))
        for start, end, content in _boxes(answer)
        if _RANKING_BOX.search(answer[max(0, start - 80) : start])
    ]


_LINE = r"(?:\A|(?<=[\n\r\u2028\u2029]))"
_FINAL = re.compile(_LINE + r"[ \t]*\**-{2,10}[ \t]*Final Judgment[ \t]*-{2,10}")
_WINNER = re.compile(_LINE + r"[ \t]*\**Winner:[ \t*]*(?:\n[ \t*]*)?([^\n]{0,200})")
_WINNER_NAMED = re.compile(rf"(?:Response{_S}+)?([AB])\b", re.A)
_WINNER_BOTH = re.compile(rf"\**{_S}*(?:/|,|&|or\b|and\b){_S}*\**{_S}*(?:Response{_S}+)?[AB]\b", re.A)


def _winners(answer):
    """The winners named behind Rubric-ARM's last heading; before it, criteria are weighed."""
    final = _FINAL.search(answer)
    markers = []
    for found in _WINNER.finditer(answer) if final else ():
        if found.start() < final.start():
            continue
        named = _WINNER_NAMED.match(found[1])
        alone = named and not _WINNER_BOTH.match(found[1], named.end())
        end = found.start(1) + (named.end() if named else 0)
        markers.append((found.start(), end, _LETTERS[named[1]] if alone else None))
    return markers


_RM_R1 = _found(_pattern(r"<answer>\s*\[\[\s*([ABC])\s*\]\]\s*</answer>"), _letter)

# How each format marks its verdict. Tribunal's own readers are the same (src/judge/formats), and a test
# holds the two together.
_MARKERS = {
    "rrm": lambda answer: [(start, end, _rrm_side(content)) for start, end, content in _boxes(answer)],
    "rm-r1": _RM_R1,
    "rm-r1-distilled": _RM_R1,
    "gram-r2": _found(re.compile(rf"<answer>{_S}*([^<>{_SPACE}][^<>]{{0,60}})?</answer>", re.I | re.A), _letter),
    "nemotron-genrm": _objects,
    "nemotron-genrm-49b": _ranking_boxes,
    "rubric-arm": _winners,
    "compassjudger": _found(_pattern(r'"Choice"\s*:\s*"([^"\n]{0,60})"'), _choice),
    "arena-hard": _found(_pattern(r"\[\[\s*([AB]\s*[<>=!]{1,2}\s*[AB]|[ABC]|tie)\s*\]\]"), _arena),
    "chat": _found(_pattern(r"\[\[\s*(A|B|C|tie|both|neither|none|A\s*[<>=]{1,2}\s*B)\s*\]\]"), _letter),
}
FORMATS = tuple(_MARKERS)
# Judges that write no thought, or no mark around it: theirs cannot be told to have been cut off.
_WITHOUT_THOUGHT = ("rm-r1", "nemotron-genrm-49b", "compassjudger", "rubric-arm")


def _offers_both(answer, one, other, format):
    if one[2] == other[2]:
        return False
    between = _QUOTES.sub("", answer[one[1] : other[0]])
    listed = format == "arena-hard" and _LISTED.fullmatch(between) is not None
    return listed or _OFFERED.fullmatch(between) is not None


def _is_condition(answer, marker, format):
    behind = _QUOTES.sub("", answer[marker[1] : marker[1] + 20])
    return format == "arena-hard" and _CONDITION.match(behind) is not None


def _split(text):
    """What stands behind the last thought, and whether one ended."""
    bare = _BARE.match(text)
    starts = bare and (unicodedata.category(bare[1]) == "Lu" or bare[1] in "0123456789\"'“(")
    ends = [m.end() for m in _CLOSE.finditer(text)][-1:] + ([bare.end()] if starts else [])
    end = max(ends, default=0)
    rest = text[end:]
    opened = _OPEN.search(rest)
    return (rest[: opened.start()] if opened else rest).strip(_SPACES), end > 0


def read_verdict(text, stop_reason="end", format="rrm"):
    """'first', 'second' or 'invalid'. stop_reason 'length': the model ran out of tokens; 'refused': it declined."""
    if stop_reason == "refused":
        return "invalid"
    answer, ended = _split(text)
    # Cut off inside the thought: a marker in there is a thought, not a verdict.
    if stop_reason == "length" and not ended:
        return "invalid"
    markers = _MARKERS[format](answer)
    pairs = {i for i in range(len(markers) - 1) if _offers_both(answer, markers[i], markers[i + 1], format)}
    meant = [
        marker
        for i, marker in enumerate(markers)
        if i not in pairs and i - 1 not in pairs and not _is_condition(answer, marker, format)
    ]
    if not meant:
        return "invalid"
    _, end, said = meant[-1]
    # Cut off behind a marker, the judge had more to say, and may have taken it back.
    if stop_reason == "length" and any(c.isalpha() or c.isdecimal() for c in answer[end:]):
        return "invalid"
    side = {"A>>B": "first", "A>B": "first", "B>A": "second", "B>>A": "second"}.get(said, said)
    return side if side in ("first", "second") else "invalid"


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    format = (extra_info or {}).get("format") or "rrm"
    # verl does not say whether a reply was cut off, so one without an end of its thought counts as cut, unless
    # the format's judges write no thought.
    ended = format in _WITHOUT_THOUGHT or _split(solution_str)[1]
    verdict = read_verdict(solution_str, format=format) if ended else "invalid"
    wanted = "first" if str(ground_truth) == "1" else "second"
    return 1.0 if verdict == wanted else -1.0
