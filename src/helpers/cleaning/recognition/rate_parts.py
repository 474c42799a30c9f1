"""Percentages that are indicators of their own, recomputed from the figures beside them.

«Tỷ lệ (%)» below «Hộ nghèo» is the rate of poverty where it is poor households in a hundred
households. The same head may hold the share of a commune in all poor households, or a fraction
(0,104). What the numbers confirm is read, what they contradict is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from helpers.cleaning.recognition.arithmetic import LEAST_SHARE, LEAST_SLACK
from helpers.cleaning.recognition.conflicts import Read
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.finished import OWN
from helpers.cleaning.recognition.model import Answer, Breakdown, Evidence, Meaning
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import LEVELS
from helpers.cleaning.recognition.summed_lines import FEWEST
from helpers.cleaning.recognition.vocabulary import group, key
from helpers.core.catalogues import Catalogues
from helpers.core.conversion import PERCENT

WHOLE = Decimal(100)
SUM_SLACK = Decimal("0.5")
"""Shares of a whole are each rounded, so that their sum is a little more or less than 100."""
FEWEST_DIGITS_OF_FRACTION = 2
Parts = dict[str, Decimal]
Context = tuple[int, str, str]


@dataclass
class _Rate:
    """One percentage with the figures of its row: code or label → number; ``wholes``: those of
    the row of the total; ``drafts``: code or label → one of its figures."""

    read: Read
    parts: Parts
    wholes: Parts
    drafts: dict[str, Draft]

    @property
    def value(self) -> Decimal:
        assert self.read.figure is not None and self.read.figure.value is not None
        return self.read.figure.value

    @property
    def breakdown(self) -> Breakdown:
        assert self.read.figure is not None
        return self.read.figure.meaning.breakdown

    @property
    def beside(self) -> list[str]:
        """The figures below the same upper head."""
        upper = self.read.draft.header_path[:-1]
        return [
            name for name in self.parts if upper and self.drafts[name].header_path[:-1] == upper
        ]

    def is_ratio(self, upper: Decimal, lower: Decimal, factor: int = 1) -> bool | None:
        """Whether it is ``upper`` in 100 of ``lower``; None: it can be said of no number."""
        if not lower or not upper:
            return None
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        slack = max(Decimal("0.5").scaleb(exponent) * factor, LEAST_SLACK)
        return abs(WHOLE * upper / lower - self.value * factor) <= slack


@dataclass
class RateChecks:
    """Checks the rates of all tables. ``found``: what was read, with the figures made of it."""

    found: list[Read]
    catalogues: Catalogues
    answers: Mapping[str, Answer]
    _with_fractions: set[int] = field(default_factory=set)
    """Tables of which some percentages look like fractions."""

    def run(self) -> list[Read]:
        """Correct, ask or confirm each rate; those whose figure must be made again."""
        changed: list[Read] = []
        series = list(self._series())
        self._with_fractions = {
            rate.read.table for _, rates in series for rate in rates if _looks_like_fraction(rate)
        }
        for code, rates in series:
            changed += self._check(code, rates)
        return [*changed, *_beside_shares(rate for _, rates in series for rate in rates)]

    def _may_be_fraction(self, rate: _Rate) -> bool:
        """«0.6» and «1» are fractions too where others of their table look like some."""
        is_beside = rate.value != 0 and rate.read.table in self._with_fractions
        return is_beside or _looks_like_fraction(rate)

    def _series(self) -> Iterator[tuple[str, list[_Rate]]]:
        parts: dict[Context, dict[Breakdown, Parts]] = defaultdict(lambda: defaultdict(dict))
        drafts: dict[Context, dict[str, Draft]] = defaultdict(dict)
        rates: dict[tuple[Context, str], list[Read]] = defaultdict(list)
        for read in self.found:
            meaning, value = read.draft.meaning, read.draft.number.value
            context = (read.table, meaning.measure, meaning.period)
            if value is None or meaning.measure not in LEVELS:
                continue
            if read.draft.unit is not None and read.draft.unit.unit == PERCENT:
                if read.figure is not None:
                    rates[context, read.figure.meaning.code].append(read)
            else:
                figure = read.figure
                known = figure.meaning.code if figure else " > ".join(read.draft.label_path)
                number = figure.value if figure and figure.value is not None else value
                parts[context][meaning.breakdown][known] = number
                drafts[context][known] = read.draft
        for (context, code), reads in rates.items():
            around, of_names = parts[context], drafts[context]
            wholes = around.get((), {})
            own = [around.get(read.draft.meaning.breakdown, {}) for read in reads]
            rates_of = zip(reads, own, strict=True)
            yield code, [_Rate(read, row, wholes, of_names) for read, row in rates_of]

    def _check(self, code: str, rates: list[_Rate]) -> list[Read]:
        own = self._own_parts(code, rates)
        for factor in (1, 100):
            if own and _agree(rates, *own, factor) or not own and _any_pair(rates, factor):
                return _multiply(rates, factor, " / ".join(own))
        if part := _share_of_total(rates, own[:1]):
            return [self._as_share(rate, part) for rate in rates]
        if own and _agree(rates, *own, 1) is False:
            return self._ask(rates, "rate_contradicts_parts", " / ".join(own))
        if own and (other := _other_whole(rates, *own)) and self._is_other(rates, code, other):
            return self._ask(rates, "rate_of_other_whole", other)
        if _sums_to_whole(rates):
            return self._ask(rates, "share_of_whole", "")
        if all(map(_is_bare, rates)) and any(map(self._may_be_fraction, rates)):
            return self._ask(rates, "looks_like_fraction", "")
        return []

    def _own_parts(self, code: str, rates: list[_Rate]) -> tuple[str, str] | tuple[()]:
        """Numerator and denominator of a rate of the catalogue, as the figures beside it name them.

        A name of the office's own stands for the code that is proposed first for it.
        """
        indicator = self.catalogues.indicators.get(code)
        if indicator is None or indicator.formula != "ratio" or len(indicator.inputs) != 2:
            return ()
        beside = dict.fromkeys(name for rate in rates for name in rate.parts)
        upper, lower = (
            wanted if wanted in beside else next(filter(self._means(wanted), beside), wanted)
            for wanted in indicator.inputs
        )
        return upper, lower

    def _is_other(self, rates: list[_Rate], code: str, name: str) -> bool:
        """True for a figure that is not the denominator of a rate under a name of the office.

        «Tổng số hộ dân cư» may be «Tổng số hộ», a name with «nghèo» is not. A figure that is
        asked itself says nothing.
        """
        if not name.startswith(OWN):
            return name in self.catalogues.indicators
        indicators = self.catalogues.indicators
        upper, lower = (indicators[each].name_vi for each in indicators[code].inputs)
        said = _words(" ".join(rates[0].drafts[name].label_path))
        return not _words(lower) <= said or bool((_words(upper) - _words(lower)) & said)

    def _means(self, code: str) -> Callable[[str], bool]:
        def proposes(name: str) -> bool:
            reads = (r for r in self.found if r.figure and r.figure.meaning.code == name)
            doubts = next((r.draft.doubts for r in reads), [])
            return code in [meaning.code for d in doubts for meaning in d.proposals[:1]]

        return proposes

    def _as_share(self, rate: _Rate, part: str) -> Read:
        """The share of a row in the total of its column: «Cơ cấu», no rate."""
        draft, code = rate.read.draft, part if part in self.catalogues.indicators else ""
        label = draft.meaning.label if code else part
        draft.meaning = replace(draft.meaning, measure="share", code=code, label=label)
        draft.doubts = [doubt for doubt in draft.doubts if doubt.blocks]
        draft.evidence.append(Evidence("measure", "arithmetic", "100"))
        rate.read.figure = None
        return rate.read

    def _ask(self, rates: list[_Rate], reason: str, words: str) -> list[Read]:
        """Ask about a series; those of which answers say the indicator."""
        changed = []
        for rate in rates:
            draft = rate.read.draft
            shown = _name(draft)
            doubt = self._doubt(draft, shown, reason, words)
            draft.doubts = [each for each in draft.doubts if each.blocks]
            rate.read.figure = None
            if draft.ask(doubt, self.answers) and not draft.is_dropped:
                changed.append(rate.read)
        return changed

    def _doubt(self, draft: Draft, shown: str, reason: str, words: str) -> Doubt:
        own, code = self.catalogues.period, draft.meaning.code
        if reason == "looks_like_fraction":
            name = key_of("cell", own, draft.subject, shown, reason)
            proposals = (Meaning(is_figure=False), Meaning())
            return Doubt("cell", name, ("is_figure",), shown, reason, proposals)
        name = key_of("indicator", own, draft.subject, shown, reason, words)
        proposals = (Meaning(label=shown), *((Meaning(code=code),) if code else ()))
        return Doubt("indicator", name, ("indicator",), shown, reason, proposals)


def _beside_shares(rates: Iterable[_Rate]) -> Iterator[Read]:
    """«Trong đó: DTTS» in a column of which the other rows are shares is one too."""
    every = [rate.read for rate in rates]
    shares = {read.column for read in every if read.draft.meaning.measure == "share"}
    for read in every:
        draft = read.draft
        if read.column in shares and read.figure is not None and draft.meaning.measure != "share":
            draft.meaning = replace(draft.meaning, measure="share")
            draft.evidence.append(Evidence("measure", "arithmetic", "100"))
            read.figure = None
            yield read


def _words(name: str) -> set[str]:
    return set(key(name).split()) - {word for text in group("counting") for word in text.split()}


def _name(draft: Draft) -> str:
    """What a percentage is called: by its row, or where its column names it by the whole head."""
    head = key(" ".join(draft.header_path))
    is_of_column = all(key(label) in head for label in draft.label_path)
    return " > ".join(draft.header_path if is_of_column else draft.label_path)


def _agree(rates: Iterable[_Rate], upper: str, lower: str, factor: int) -> bool | None:
    """Whether rates are ``upper`` in 100 of ``lower``; None where the parts do not stand there."""
    found = [
        agrees
        for rate in rates
        if upper in rate.parts and lower in rate.parts
        if (agrees := rate.is_ratio(rate.parts[upper], rate.parts[lower], factor)) is not None
    ]
    return sum(found) >= LEAST_SHARE * len(found) if found else None


def _other_whole(rates: list[_Rate], upper: str, lower: str) -> str:
    """The figure beside rates in hundred of which they count, where it is none of their own."""
    beside = dict.fromkeys(name for rate in rates for name in rate.parts)
    others = (name for name in beside if name not in (upper, lower))
    return next((name for name in others if _agree(rates, upper, name, 1)), "")


def _any_pair(rates: list[_Rate], factor: int) -> bool:
    """True where rates of the office's own are the ratio of two figures beside them."""
    if len(rates) < FEWEST:
        return False
    names = dict.fromkeys(name for rate in rates for name in rate.parts)
    pairs = ((a, b) for a in names for b in names if a != b)
    return any(_agree(rates, a, b, factor) for a, b in pairs)


def _share_of_total(rates: list[_Rate], named: tuple[str, ...]) -> str:
    """The figure of whose total in the table each rate is the share; empty for none.

    It is the one that the rate is ``named`` after, or that stands below the same head.
    """
    parts = [rate for rate in rates if rate.breakdown]
    near = dict.fromkeys((*named, *(name for rate in parts for name in rate.beside)))
    every = dict.fromkeys(name for rate in parts for name in rate.parts)
    return _only(_fitting(near, rates)) or _only(_fitting(every, rates))


def _only(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ""


def _fitting(names: Iterable[str], rates: list[_Rate]) -> list[str]:
    parts = [rate for rate in rates if rate.breakdown]
    fitting = []
    for name in names:
        inside = [rate for rate in parts if name in rate.parts]
        total = rates[0].wholes.get(name, sum((r.parts[name] for r in inside), Decimal(0)))
        found = [f for r in inside if (f := r.is_ratio(r.parts[name], total)) is not None]
        if len(found) >= FEWEST and sum(found) >= LEAST_SHARE * len(found):
            fitting.append(name)
    return fitting


def _sums_to_whole(rates: list[_Rate]) -> bool:
    """True for parts that are 100 together."""
    parts = [rate.value for rate in rates if rate.breakdown]
    wholes = [rate.value for rate in rates if not rate.breakdown]
    is_whole = all(abs(value - WHOLE) <= SUM_SLACK for value in wholes)
    return len(parts) >= FEWEST and is_whole and abs(sum(parts) - WHOLE) <= SUM_SLACK


def _is_bare(rate: _Rate) -> bool:
    """True for a number up to 1 without a sign of per cent: it may be a fraction."""
    return abs(rate.value) <= 1 and not rate.read.draft.cell.text.strip().endswith(PERCENT)


def _looks_like_fraction(rate: _Rate) -> bool:
    """True for a bare number below 1 as a spreadsheet shows 10,4 % without its format."""
    is_fine = rate.read.draft.number.decimal_places >= FEWEST_DIGITS_OF_FRACTION
    return _is_bare(rate) and is_fine and 0 < abs(rate.value) < 1


def _multiply(rates: list[_Rate], factor: int, words: str) -> list[Read]:
    """Confirm rates; fractions are multiplied by 100, so that they are per cent."""
    for rate in rates:
        draft = rate.read.draft
        draft.evidence.append(Evidence("indicator", "arithmetic", words))
        if factor != 1:
            draft.number = draft.number.as_percent()
        rate.read.figure = None
    return [rate.read for rate in rates]
