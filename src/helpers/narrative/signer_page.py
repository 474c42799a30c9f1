"""The signer's page: what matters most, one picture, what is still to be decided or asked.

A message is chosen by weight × significance. The weight is data (``key_indicators.csv``); how far a
figure is from its plan by the calendar, or from last year, is its significance. A lasting edit may
choose others. A count of few cases is in no message by its percentage, and a figure that a check
calls unusual in none at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from helpers.charts.drawing.value_labels import is_stated_in_percent
from helpers.checks.decisions import DECIDED, Settlement
from helpers.core.catalogues.key_indicators import KeyIndicator
from helpers.core.catalogues.seasonal_shares import seasonal_share
from helpers.core.conversion import PERCENT
from helpers.core.errors import ParameterError
from helpers.core.tables import Record
from helpers.core.text import lower_first, slug
from helpers.narrative.blocks import BulletList, Figure, Heading, Label, Paragraph, Part, Supplied
from helpers.narrative.decisions import is_of_programme, short_figure_name, with_unit
from helpers.narrative.indicator_sentence import STATUSES_WITH_FIGURE, SentenceBuilder
from helpers.narrative.office_texts import text_runs
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.unit_comparison import UNUSUAL

SUMMARY = "signer-summary"
FEWEST, MOST = 5, 7
"""Messages: fewer than the first are filled up with others, more than the second are left out."""
OTHER_WEIGHT = 1
"""Of an indicator without a weight of its own."""
FULL_GAP, FULL_CHANGE, FULL_POINTS = Decimal(40), Decimal(20), Decimal(5)
"""From here on a gap to the plan (points), a change (percent, points) counts in full."""
LEAST = Decimal("0.1")
WHOLE_YEAR = 100
MOST_LISTED, MOST_PROPOSALS = 4, 2
"""Contradictions and proposals that are named; of more, the number."""
PICTURES = ("disbursement", "plan", "changes")


def summary_part(
    report_data: ReportData,
    keys: Sequence[KeyIndicator],
    settlements: Sequence[Settlement],
    blank: Sequence[str],
) -> Part:
    """Messages, picture and requests; ``blank`` are the headings below which nothing was sent."""
    lang = report_data.lang
    items = [Paragraph(sentence(runs)) for runs in messages(report_data, keys)]
    blocks: list[object] = [Heading(2, word("summary_heading", lang), SUMMARY)]
    blocks += [BulletList(tuple(items))] if items else []
    blocks += picture(report_data)
    requests = [Paragraph(sentence(r)) for r in _requests(report_data, settlements, blank)]
    lead = word("summary_requests" if requests else "summary_no_requests", lang)
    blocks.append(Paragraph((lead,), kind="subhead"))
    blocks += [BulletList(tuple(requests))] if requests else []
    return Part(SUMMARY, tuple(blocks))


def messages(
    report_data: ReportData, keys: Sequence[KeyIndicator], *, with_pace: bool = True
) -> list[Runs]:
    """Clauses without a full stop: the chosen ones, else programmes, then the most important.

    ``with_pace``: beside a share of the plan what the calendar lets expect of it.
    """
    chosen = report_data.chosen_messages
    rows = chosen_rows(report_data, chosen) if chosen else _most_important(report_data, keys)
    return [
        (*message_of(row, report_data), *(_pace(row, report_data) if with_pace else ()))
        for row in rows
    ]


def chosen_rows(report_data: ReportData, codes: Sequence[str]) -> list[Record]:
    """The rows of these codes in this order. Raises ParameterError for what can be no message."""
    usual = {row["indicator"]: row for row in _rows_without_doubt(report_data)}
    for code in codes:
        if code not in usual:
            raise ParameterError("edits.no_message", code=code)
    if len(codes) > MOST:
        raise ParameterError("edits.many_messages", most=MOST, count=len(codes))
    return [usual[code] for code in codes]


def _most_important(report_data: ReportData, keys: Sequence[KeyIndicator]) -> list[Record]:
    own, others = candidates(report_data, keys)
    rows = own[:MOST]
    rows += others[: max(0, FEWEST - len(rows))]
    return sorted(rows, key=lambda row: row["kind"] == "indicator")


def candidates(
    report_data: ReportData, keys: Sequence[KeyIndicator]
) -> tuple[list[Record], list[Record]]:
    """What can be a message, the most important first: with a weight of its own, and others."""
    usual = _rows_without_doubt(report_data)
    weights = {key.code: key.weight for key in keys}
    own = [row for row in usual if row["indicator"] in weights]
    others = [row for row in usual if row["indicator"] not in weights and _is_telling(row)]
    return _scored(own, weights, report_data), _scored(others, weights, report_data)


def _rows_without_doubt(report_data: ReportData) -> list[Record]:
    findings = report_data.records("findings")
    doubted = {row["indicator"] for row in findings if row["check"] in UNUSUAL}
    return [
        row
        for row in report_data.records("indicators")
        if row["status"] in STATUSES_WITH_FIGURE
        and row["actual"] is not None
        and row["indicator"] not in doubted
        and report_data.is_of_report(row)
    ]


def _is_telling(row: Record) -> bool:
    """True for a change in percent, or a plan that the calendar measures; not for money by line."""
    is_indicator = row["kind"] == "indicator"
    return is_indicator and (is_stated_in_percent(row) or row["pace_gap"] is not None)


def _scored(
    rows: Sequence[Record], weights: dict[str, int], report_data: ReportData
) -> list[Record]:
    def score(row: Record) -> Decimal:
        weight = weights.get(str(row["indicator"]), OTHER_WEIGHT)
        return weight * significance(row, report_data)

    return sorted(rows, key=score, reverse=True)


def significance(row: Record, report_data: ReportData) -> Decimal:
    """0,1 to 1: how far the figure is from what its plan or last year lets expect."""
    found = [LEAST]
    if row["pace_gap"] is not None:
        found.append(abs(row["pace_gap"]) / FULL_GAP)
    elif row["pct_plan"] is not None and _is_due(row, report_data):
        found.append(abs(row["pct_plan"] - 100) / FULL_GAP)
    if row["unit_of_measure"] == PERCENT and row["change"] is not None:
        found.append(abs(row["change"]) / FULL_POINTS)
    elif is_stated_in_percent(row):
        found.append(abs(row["pct_change"]) / FULL_CHANGE)
    return min(max(found), Decimal(1))


def _is_due(row: Record, report_data: ReportData) -> bool:
    """False for what grows through the year without a known share by now."""
    indicator = report_data.catalogues.indicators.get(str(row["indicator"]))
    return indicator is not None and not indicator.adds_up_in_year


def message_of(row: Record, report_data: ReportData) -> Runs:
    """The clause of one figure."""
    facts, lang = report_data.facts, report_data.lang
    if row["kind"] == "indicator":
        return SentenceBuilder(facts).build(row, named(report_data.subject(row)))
    line = report_data.budget_line_of(row)
    name = report_data.catalogues.programmes.root_of(line).short_name(lang) if line else ""
    money = "carried" if "carried" in str(row["capital"]) else "year"
    fields = {"actual": facts.known_fact(row, "actual"), "plan": facts.fact(row, "plan") or ""}
    share = facts.fact(row, "pct_plan") or ""
    return phrase(f"summary_disbursed_{money}", lang, programme=named(name), share=share, **fields)


def _pace(row: Record, report_data: ReportData) -> Runs:
    """The part of the year, or of the season, that is over: no target that somebody set."""
    expected = report_data.facts.fact(row, "pace_expected")
    if row["pct_plan"] is None or expected is None or expected.value >= WHOLE_YEAR:
        return ()
    season = seasonal_share(report_data.catalogues.seasonal_shares, str(row["indicator"]))
    key = "summary_season" if season is not None and season.share_pct else "summary_pace"
    return phrase(key, report_data.lang, expected=expected)


def picture(report_data: ReportData) -> Iterator[Figure]:
    """The one picture of the page: money first; none without a chart."""
    roots = report_data.catalogues.programmes.roots()
    names = {"", *(slug(root.name(report_data.lang)) for root in roots)}
    charts = [
        chart
        for chart in report_data.records("charts")
        if chart["svg"] and (chart["kind"] != PICTURES[0] or _programme_of(chart) in names)
    ]
    for kind in PICTURES:
        for chart in charts:
            if chart["kind"] == kind:
                images = [str(chart[name] or "").encode("utf-8") for name in ("svg", "svg_narrow")]
                words = (str(chart["title"]), str(chart["caption"]))
                yield Figure(images[0], *words, narrow=images[1])
                return


def _programme_of(chart: Record) -> str:
    """The programme that a chart of disbursement is about; empty where there is one only."""
    return str(chart["key"]).partition(":")[2]


def _requests(
    report_data: ReportData, settlements: Sequence[Settlement], blank: Sequence[str]
) -> Iterator[Runs]:
    lang = report_data.lang
    undecided = [s for s in settlements if s.status != DECIDED]
    unread = [row for row in report_data.records("quarantine") if row["cell"]]
    counted = {
        "decisions": len(undecided),
        "questions": len(report_data.records("questions")),
        "unread": len(unread),
    }
    for key, number in counted.items():
        if number:
            count = report_data.facts.count(f"{key}.open", number)
            clause = phrase(f"summary_{key}", lang, count=count)
            yield (*clause, *_named(undecided, report_data)) if key == "decisions" else clause
    if blank:
        yield phrase("summary_blank", lang, names=named("; ".join(blank)))
    for text in _proposals(report_data)[:MOST_PROPOSALS]:
        yield phrase("summary_proposal", lang, text=text)


def _named(undecided: Sequence[Settlement], report_data: ReportData) -> Runs:
    """The weightiest contradictions."""
    clauses = [
        phrase(
            "summary_contradiction" if s.finding["computed"] else "summary_limit",
            report_data.lang,
            subject=Label(lower_first(short_figure_name(s.finding, report_data))),
            stated=Supplied(with_unit(s.finding, "stated", report_data)),
            computed=Supplied(with_unit(s.finding, "computed", report_data)),
        )
        for s in _weightiest_first(undecided, report_data)[:MOST_LISTED]
    ]
    more = ("; …",) if len(undecided) > MOST_LISTED else ()
    return (": ", *joined(clauses, "; "), *more)


def _weightiest_first(undecided: Sequence[Settlement], report_data: ReportData) -> list[Settlement]:
    """The greatest of each check before the second of any; money of programmes before others."""
    seen: Counter[str] = Counter()
    ranked = []
    for settlement in sorted(undecided, key=_difference, reverse=True):
        check = str(settlement.finding["check"])
        is_other = not is_of_programme(settlement.finding, report_data)
        ranked.append(((seen[check], is_other), settlement))
        seen[check] += 1
    return [settlement for _, settlement in sorted(ranked, key=lambda pair: pair[0])]


def _difference(settlement: Settlement) -> Decimal:
    """How far the two figures are apart, as a part of the greater one; all of it without one."""
    try:
        stated, computed = Decimal(settlement.stated), Decimal(settlement.computed)
    except InvalidOperation:
        return Decimal(1)
    greater = max(abs(stated), abs(computed))
    return abs(stated - computed) / greater if greater else Decimal(0)


def _proposals(report_data: ReportData) -> list[Runs]:
    """What the last part of the outline proposes, in the words of the office."""
    last = report_data.outline.parts[-1]
    return [text_runs(text, report_data) for text in report_data.texts(last.sources)]
