"""Totals that no word divides: what stands in a row behind them may be their parts.

``147 ca tại A (118), B (19), C (10)``; ``22 vụ, 27 người; khởi tố 16 vụ, 18 người; …``.
"""

from collections.abc import Iterator

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import tells, words

FEWEST, APART, MOST, LEAST = 2, 0.5, 8, 10
"""Parts of a sum; kinship of figures in one column; parts tried; a total that chance seldom
makes."""
Parts = tuple[list[Figure], list[list[Figure]]]
"""Totals, and for each item its figures."""


def in_brackets(here: Paragraph) -> Iterator[Parts]:
    """``147 ca tại A (118), B (19), C (10)``: one figure alone in each of several brackets."""
    run: list[Figure] = []
    for figure in [*here.figures, *here.figures[:1]]:
        is_next = _is_alone(here, figure)
        if is_next and run and figure.index == run[-1].index + 1:
            run.append(figure)
            continue
        if len(run) >= FEWEST and run[0].index and not _is_counted(run):
            total = here.figures[run[0].index - 1]
            if total.is_level and not total.bracket and run[-1].sentence == total.sentence:
                yield [total], [[part] for part in run]
        run = [figure] if is_next else []


def _is_alone(here: Paragraph, figure: Figure) -> bool:
    """A level with a name before its bracket and nothing else in it."""
    before = here.before(figure, 2)
    closes = here.folded[figure.end : figure.end + 1] == [")"]
    return figure.is_level and before[-1:] == ["("] and before[0][:1].isalpha() and closes


def _is_counted(run: list[Figure]) -> bool:
    """(1), (2), (3): the numbers of a list."""
    return [f.quantity.value for f in run] == list(range(1, len(run) + 1))


def in_rows(here: Paragraph) -> Iterator[Parts]:
    """``22 vụ, 27 người; khởi tố 16 vụ, 18 người; xử lý 6 vụ, 9 người``: pairs of one kind."""
    rows = []
    for one, other in zip(here.figures, here.figures[1:], strict=False):
        is_pair = one.is_level and other.is_level and not (one.bracket or other.bracket)
        gap = here.folded[one.end : other.first]
        if is_pair and one.noun and "," in gap[:2] and len(gap) <= 3:
            rows.append([one, other])
    for place, (first, second) in enumerate(rows):
        if min(first.quantity.value, second.quantity.value) < LEAST:
            continue
        alike = [
            row
            for row in rows[place + 1 : place + 1 + MOST]
            if kinship(first, row[0]) == 2
            and kinship(second, row[1]) >= APART
            and row[0].sentence - first.sentence <= 1
        ]
        if len(alike) >= FEWEST:
            yield [first, second], alike


def in_sentences(here: Paragraph) -> Iterator[Parts]:
    """``Xuất nhập khẩu đạt W. Cụ thể, xuất khẩu đạt a, tăng …. Nhập khẩu đạt b``: their heads."""
    heads: dict[int, Figure] = {}
    for figure in here:
        if figure.is_level and not figure.bracket and not figure.is_previous:
            heads.setdefault(figure.sentence, figure)
    for sentence, total in heads.items():
        if sentence + 2 not in heads or sentence + 1 not in heads:
            continue
        start = here.starts(sentence + 1)
        opening = here.folded[start : start + 3]
        if not any(tells(opening, name) for name in ("told", "partial", "full")):
            continue
        items = []
        for later in range(sentence + 1, sentence + MOST):
            if later not in heads or kinship(total, heads[later]) != 2:
                break
            items.append([heads[later]])
        if len(items) >= FEWEST:
            yield [total], items


def among(here: Paragraph) -> Iterator[Parts]:
    """``Trong W tỷ đồng …, có a tỷ đồng … và b tỷ đồng …``."""
    for total in here:
        before = here.before(total, 3)
        if not total.is_level or not any(
            " ".join(before[-n:]) in words("among") for n in (1, 2, 3)
        ):
            continue
        parts = [
            f
            for f in here.around(total)
            if f.index > total.index and f.is_level and not f.bracket and kinship(total, f) == 2
        ]
        if len(parts) >= FEWEST:
            yield [total], [[f] for f in parts[:MOST]]


def counted_behind(here: Paragraph) -> Iterator[Parts]:
    """``221 đơn (196 khiếu nại, 25 tố cáo)``: a bracket right behind, whatever its nouns are."""
    for total in here:
        inside = [f for f in here.around(total) if f.index > total.index and f.bracket]
        parts = [f for f in inside if f.bracket == inside[0].bracket]
        if not parts or not total.is_level or parts[0].index != total.index + 1:
            continue
        opens = list(here.folded[total.end : parts[0].first]) == ["("]
        is_kin = all(f.is_level and f.noun and kinship(total, f) == APART for f in parts)
        if opens and is_kin and len(parts) >= FEWEST:
            yield [total], [[f] for f in parts]
