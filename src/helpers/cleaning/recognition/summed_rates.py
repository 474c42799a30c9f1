"""Totals that add up what cannot be added: rates, means, yields; and more than all of a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from helpers.cleaning.recognition.conflicts import Read
from helpers.cleaning.recognition.model import Answer, Breakdown, Meaning
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import LEVELS
from helpers.cleaning.recognition.vocabulary import any_of, group, key
from helpers.core.catalogues import Catalogues
from helpers.core.conversion import PERCENT

FEWEST_PARTS = 2
"""A total of one part is that part, whatever it counts."""


def ask_summed_rates(
    found: Iterable[Read], catalogues: Catalogues, answers: Mapping[str, Answer]
) -> None:
    """Ask about a total that is the sum of rates or means, and about more than all of a whole."""
    series: dict[tuple[int, str, str, str], dict[Breakdown, Read]] = defaultdict(dict)
    for read in found:
        if read.figure is None or read.figure.value is None:
            continue
        meaning = read.figure.meaning
        series[read.table, meaning.code, meaning.measure, meaning.period][meaning.breakdown] = read
    for (_, code, measure, _), reads in series.items():
        if measure != "share" and not _may_be_added(code, reads.values(), catalogues):
            for read in filter(None, (_summed(whole, reads) for whole in reads)):
                _ask(read, "summed_rates", catalogues, answers)
        indicator = catalogues.indicators.get(code)
        if indicator and indicator.unit_of_measure == PERCENT and measure in LEVELS:
            for read in reads.values():
                if read.figure and read.figure.value and read.figure.value > indicator.maximum:
                    _ask(read, "above_whole", catalogues, answers)


def _may_be_added(code: str, reads: Iterable[Read], catalogues: Catalogues) -> bool:
    """False for rates, and for what the catalogue or its name says to be a mean or a yield."""
    first = next(iter(reads))
    if first.figure is None or first.figure.meaning.unit == PERCENT:
        return False
    if indicator := catalogues.indicators.get(code):
        return indicator.aggregation == "sum"
    names = key(" ".join((first.figure.meaning.label, *first.figure.label_path)))
    return any_of(group("means")).search(names) is None


def _summed(whole: Breakdown, reads: Mapping[Breakdown, Read]) -> Read | None:
    """The figure of a whole that is the sum of its parts, by whatever they are parts."""
    parts: dict[str, list[Decimal]] = defaultdict(list)
    for breakdown, read in reads.items():
        more = [pair for pair in breakdown if pair not in whole]
        if len(more) == 1 and len(breakdown) == len(whole) + 1 and (value := _value(read)):
            parts[more[0][0]].append(value)
    sums = [sum(values) for values in parts.values() if len(values) >= FEWEST_PARTS]
    return reads[whole] if _value(reads[whole]) in sums else None


def _value(read: Read) -> Decimal | None:
    return read.figure.value if read.figure else None


def _ask(read: Read, reason: str, catalogues: Catalogues, answers: Mapping[str, Answer]) -> None:
    draft = read.draft
    shown = f"{' > '.join(draft.label_path)}: {draft.cell.text}"
    name = key_of("cell", catalogues.period, draft.subject, shown, reason)
    proposals = (Meaning(is_figure=False), Meaning())
    doubt = Doubt("cell", name, ("is_figure",), shown, reason, proposals)
    if not draft.ask(doubt, answers) or draft.is_dropped:
        read.figure = None
