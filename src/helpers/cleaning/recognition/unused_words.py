"""Words of a head that the meaning of a figure does not hold: none may vanish.

Each word is held by the measure, the period or a part, or it stands in the label or in the name of
the indicator. This looks at what was decided, not at how, so that no rule can lose a word.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.head_parts import split_unit
from helpers.cleaning.recognition.model import CARRIED, FUND
from helpers.cleaning.recognition.places import OWN, place_in_full, whose
from helpers.cleaning.recognition.roles import CHANGES, PLANS, RATES, Role
from helpers.cleaning.recognition.vocabulary import (
    HeadWord,
    any_of,
    group,
    head_words,
    key,
    plain,
    without_part,
    words_of_division,
)
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import VAGUE, Phrase, phrases
from helpers.core.conversion import canonical_unit
from helpers.core.text import without_marks

_REACHED = ("actual", "estimate", "previous", "cumulative", "opening", "remaining", "whole")
_OF_PLANS = (*PLANS, "stage_total", "whole")
_HELD_BY: dict[str, tuple[str, ...]] = {
    "plan": _OF_PLANS,
    "actual": (*_REACHED, "share"),
    "estimate": ("estimate",),
    "previous": ("previous", "opening"),
    "remaining": ("remaining",),
    "share": ("share",),
    "agency": PLANS,
    "given": _OF_PLANS,
    "resolution": PLANS,
    "stage": ("stage_total", "cumulative"),
    "cumulative": ("cumulative", "actual"),
}
"""Words of a head → the measures that hold them; rates and changes hold all of them."""


@dataclass
class Unused:
    """``known``: periods and words of measures and money; ``names``: other words; ``levels``: the
    levels of the head, without units, in which these stand."""

    known: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)


def unused_words(draft: Draft, role: Role, context: Context, names: str) -> Unused:
    """What no part of a meaning holds; ``names``: of the indicator of the catalogue that it is."""
    meaning, found = draft.meaning, Unused()
    members = " ".join(member for _, member in meaning.breakdown)
    said = _words(" ".join((*draft.label_path, meaning.label, names, members)))
    is_part = bool(members or meaning.code)
    held = said | _no_names(draft) | (words_of_division(meaning.breakdown) if is_part else set())
    are_computed = any(e.field == "indicator" and e.source == "arithmetic" for e in draft.evidence)
    pair = (*role.pair, "plan") if _speaks_of(role, "actual", context) else role.pair
    for shown in role.path:
        if _is_member(shown, draft, context):
            continue
        level = split_unit(plain(shown), "")[0].strip(" :.")
        bare = without_part(level)
        stated, rest = phrases(key(context.short_names.get(bare, bare)), context.own.year)
        found.known += [p.words for p in stated if not _holds_period(p, draft, context, said)]
        words, left = head_words(rest)
        if are_computed:
            continue
        found.known += [w.words for w in words if not _holds_word(w, draft, said, pair)]
        is_unit = canonical_unit(bare) is not None
        if is_unit or left in group("there_on_a_day") or _is_held_together(left, draft):
            continue
        unused = [w for w in left.split() if w.isalpha() and w not in held]
        found.names += unused
        found.levels += [level] if unused else []
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", key(text)))


def _no_names(draft: Draft) -> set[str]:
    """Words that name nothing by themselves, with marks or without."""
    words = {
        word for text in group("no_names") | group("words_of_periods") for word in text.split()
    }
    money = {word for text in group("amounts") for word in text.split()}
    is_money = draft.unit is not None and draft.unit.is_money
    return words | {without_marks(word) for word in words} | (money if is_money else set())


def _is_held_together(left: str, draft: Draft) -> bool:
    """True for «NQ», «chỉ tiêu» of a plan, and for what says that money is carried over."""
    if _is_carried(draft) and any_of(group("carried_over")).search(left):
        return True
    return left in group("targets") and (draft.meaning.measure in (*_OF_PLANS, *RATES))


def _speaks_of(role: Role, measure: str, context: Context) -> bool:
    rest = phrases(key(" ".join(role.path)), context.own.year)[1]
    return any((w.gives, w.value) == ("measure", measure) for w in head_words(rest)[0])


def _is_member(shown: str, draft: Draft, context: Context) -> bool:
    """True for a level of a head that is nothing but the part that a figure is of, or the unit."""
    if whose(shown, context.unit) == OWN:
        return True
    people, place = context.peoples.member(shown), key(place_in_full(shown))
    return any(
        member == people or key(place_in_full(member)) == place
        for _, member in draft.meaning.breakdown
    )


def _holds_period(phrase: Phrase, draft: Draft, context: Context, said: set[str]) -> bool:
    """Whether a period of a head is that of the figure, of its money or of what it compares."""
    meaning, own = draft.meaning, context.own
    is_computed = any(e.field == "period" and e.source == "arithmetic" for e in draft.evidence)
    if is_computed or phrase.kind in ("ratio", *VAGUE) or meaning.measure == "stage_total":
        return True
    found = resolve(phrase, own, context.year or own.year)
    if found is None:
        return _is_of_day(phrase, draft)
    if found.period == meaning.period or _words(phrase.words) <= said:
        return True
    if _is_carried(draft) and phrase.year and phrase.year < own.year:
        return True
    if meaning.measure in (*RATES, *CHANGES):
        years = (own.year,) if "plan" in meaning.measure else (own.year, own.year - 1)
        return any(str(year) in found.period for year in years)
    if found.verdict in ("own", "year") or str(own.year) in found.period.split("-"):
        return meaning.period[:4] == str(own.year) or meaning.measure == "previous"
    return found.period[:4] == meaning.period[:4]


def _is_carried(draft: Draft) -> bool:
    return CARRIED in dict(draft.meaning.breakdown) or ".carried" in draft.meaning.code


def _is_of_day(phrase: Phrase, draft: Draft) -> bool:
    """True for a day that closes the accounts of the figure's year, and for the same part of it."""
    if phrase.day is not None:
        return phrase.day.month == 1 and draft.meaning.period[:4] == str(phrase.day.year - 1)
    return draft.meaning.measure == "previous"


def _holds_word(word: HeadWord, draft: Draft, said: set[str], pair: Collection[str]) -> bool:
    """Whether a known word of a head is held; ``pair``: measures of figures beside it in its cell,
    and «plan» where what was given has been spent."""
    meaning = draft.meaning
    dimensions = dict(meaning.breakdown)
    if meaning.measure in (*RATES, *CHANGES) or _words(word.words) <= said:
        return True
    if word.gives == "fund":
        is_money = draft.unit is not None and draft.unit.is_money
        return not is_money or "." in meaning.code or bool({FUND, CARRIED} & dimensions.keys())
    if word.gives == "level":
        return meaning.measure in PLANS or bool(dimensions)
    name = word.value if word.gives == "measure" else word.gives
    if name in pair or (name == "given" and "plan" in pair):
        return True
    return name not in _HELD_BY or meaning.measure in _HELD_BY[name]
