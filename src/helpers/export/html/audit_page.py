"""An examined text as one page: every claim marked in it, findings next to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers.audit.claim import AGREES
from helpers.audit.examine import Examined
from helpers.audit.passages import Passage
from helpers.audit.records import GRAVEST_FIRST, advice_of, measured_precision
from helpers.core.messages import message, topic_messages
from helpers.export.html.templating import render_page

LISTED = ("contradiction", "doubtful")
"""Verdicts whose findings are listed, apart, above the text."""


@dataclass(frozen=True)
class MarkedText:
    """Part of a passage: plain, or one claim with its figures (text, is a figure)."""

    text: str
    kind: str = ""
    anchor: str = ""
    title: str = ""
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class FindingNote:
    """A finding next to its passage, with the anchors of its neighbours."""

    kind: str
    name: str
    text: str
    anchor: str
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class MarkedPassage:
    """A passage with its marks and notes."""

    position: str
    pieces: tuple[MarkedText, ...]
    notes: tuple[FindingNote, ...]


def render_audit(
    file: str, passages: Sequence[Passage], found: Sequence[Examined], lang: str
) -> str:
    """One page without scripts: the complete text, and the way from finding to finding."""
    by_passage = {n: list(items) for n, items in groupby(found, key=lambda item: item.passage)}
    differing = [item for item in found if item.claim.verdict != AGREES]
    anchors = {id(item): f"m{number}" for number, item in enumerate(differing, start=1)}
    shown = [
        MarkedPassage(
            passage.place,
            tuple(_pieces(passage.text, by_passage.get(number, []), anchors)),
            tuple(_notes(by_passage.get(number, []), anchors, len(differing), lang)),
        )
        for number, passage in enumerate(passages)
    ]
    counted = Counter(item.claim.verdict for item in found)
    return render_page(
        "audit.html.j2",
        lang,
        title=message("audit.page_title", lang, file=file),
        summary=counts_line(file, found, lang),
        counts=[
            (message(f"audit.class_{kind}", lang), counted[kind], measured_precision(kind, lang))
            for kind in GRAVEST_FIRST
        ],
        lists=[
            (
                message(f"audit.class_{kind}", lang),
                [(anchors[id(i)], i.place, i.words) for i in differing if i.claim.verdict == kind],
            )
            for kind in LISTED
            if counted[kind]
        ],
        first="m1" if differing else "",
        labels=topic_messages("audit", lang),
        passages=shown,
    )


def counts_line(file: str, found: Sequence[Examined], lang: str) -> str:
    """How many claims were examined, how many are right, how many contradict."""
    if not found:
        return message("audit.summary_none", lang, file=file)
    agrees = sum(item.claim.verdict == AGREES for item in found)
    wrong = sum(item.is_contradiction for item in found)
    unsure = sum(item.claim.verdict == "doubtful" for item in found)
    counts = {"total": len(found), "agrees": agrees, "wrong": wrong, "unsure": unsure}
    return message("audit.summary", lang, file=file, **counts)


def _pieces(text: str, items: list[Examined], anchors: dict[int, str]) -> Iterator[MarkedText]:
    """The text in pieces; of claims that overlap the gravest is marked."""
    order = {kind: rank for rank, kind in enumerate(GRAVEST_FIRST)}
    chosen: list[Examined] = []
    for item in sorted(items, key=lambda i: order[i.claim.verdict]):
        apart = (item.claim.end <= c.claim.start or c.claim.end <= item.claim.start for c in chosen)
        if all(apart):
            chosen.append(item)
    position = 0
    for item in sorted(chosen, key=lambda i: i.claim.start):
        claim = item.claim
        yield MarkedText(text[position : claim.start])
        title = message(f"audit.class_{claim.verdict}")
        words = text[claim.start : claim.end]
        parts = tuple(_parts(text, item))
        yield MarkedText(words, claim.verdict, anchors.get(id(item), ""), title, parts)
        position = claim.end
    yield MarkedText(text[position:])


def _parts(text: str, item: Examined) -> Iterator[tuple[str, bool]]:
    """The words of a claim with its figures marked."""
    position = item.claim.start
    for start, end in sorted(set(item.claim.spans)):
        if start < position or end > item.claim.end:
            continue
        yield text[position:start], False
        yield text[start:end], True
        position = end
    yield text[position : item.claim.end], False


def _notes(
    items: list[Examined], anchors: dict[int, str], last: int, lang: str
) -> Iterator[FindingNote]:
    for item in items:
        anchor = anchors.get(id(item))
        if anchor is None:
            continue
        number = int(anchor[1:])
        yield FindingNote(
            item.claim.verdict,
            message(f"audit.class_{item.claim.verdict}", lang),
            advice(item, lang),
            anchor,
            f"m{number - 1}" if number > 1 else "",
            f"m{number + 1}" if number < last else "",
        )


def advice(item: Examined, lang: str) -> str:
    """What is stated, what follows from it and within which range, the likely slip, what to do."""
    claim = item.claim
    kind = message(f"audit.kind_{claim.kind}", lang)
    sentences = [message("audit.told", lang, kind=kind, stated=claim.stated, computed=claim.shown)]
    if claim.allowed:
        sentences.append(message("audit.allowed", lang, allowed=claim.allowed))
    if claim.hint:
        sentences.append(message(f"audit.{claim.hint}", lang))
    return f"{'; '.join(sentences)}. {advice_of(item, lang)}"
