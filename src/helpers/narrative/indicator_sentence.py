"""A sentence from an indicator row: against plan, against last year, estimate, cause, absence."""

from dataclasses import dataclass, field
from datetime import date

from helpers.cleaning.received_tables import NOT_RECEIVED
from helpers.core.conversion import LEAST_BASE, PERCENT, is_count
from helpers.core.formatting import format_date
from helpers.core.periods import Period
from helpers.core.tables import Row
from helpers.core.text import lower_first
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import Label, Run, Supplied
from helpers.narrative.facts import Fact, FactBuilder
from helpers.narrative.phrases import Runs, joined, named, phrase
from helpers.narrative.receipts import IN_QUESTION

STATUSES_WITH_FIGURE = ("reported", "computed", "zero")
STATUSES_WITHOUT_FIGURE = ("missing", NOT_RECEIVED, IN_QUESTION)


Maturity = tuple[str, str]
"""Maturity of a figure and the day (ISO 8601) before the period's end that it counts up to; or
``SOME_UNITS`` and how many of a parent's units have the figure."""
SOME_UNITS = "some_units"


@dataclass
class SentenceBuilder:
    """Builds one sentence after the other; a comparison is named in full once, then shortly.

    ``shared_maturity`` is that of every figure of a sentence, which is marked at its beginning.
    """

    facts: FactBuilder
    shared_maturity: Maturity | None = None
    compared_before: set[str] = field(default_factory=set)

    def build(self, row: Row, subject: Run, *, none: str = "", listed: bool = False) -> Runs:
        """Clauses about one indicator, without the full stop; with a phrase for a missing figure.

        ``none`` is the indicator's text for a count of zero; ``listed`` sets a colon after the
        subject, as in a list of figures.
        """
        lang = self.facts.lang
        if row["status"] in STATUSES_WITHOUT_FIGURE and row["plan"] is not None:
            plan = self.facts.known_fact(row, "plan")
            key = "unclear_of_plan" if row["status"] == IN_QUESTION else "missing_of_plan"
            clause = phrase(key, lang, subject=subject, plan=plan)
            estimate = self.estimate(row)
            return (*clause, *((", ", *estimate) if estimate else ()), *self.reason(row))
        if row["status"] not in STATUSES_WITH_FIGURE:
            clause = phrase(f"status_{row['status']}", lang, subject=subject)
            return (*clause, *self.reason(row))
        opening = (subject, ":") if listed else (subject,)
        value = (none,) if none and is_none(row) else self.value(row, opening)
        change, estimate = self.change(row), self.estimate(row)
        reached = (
            *joined([clause for clause in (value, self.parts(row), change) if clause], ", "),
            *self.maturity(row),
        )
        stated = joined([clause for clause in (reached, estimate) if clause], ", ")
        return (*stated, *self.besides(row), *self.cause(row))

    def value(self, row: Row, subject: Runs) -> Runs:
        """The value, against its plan or denominator where there is one."""
        if is_none(row):
            key = "none_present" if self.facts.is_stock(row) else "none_happened"
            return phrase(key, self.facts.lang, subject=subject[:1])
        actual, share = self.facts.known_fact(row, "actual"), self.facts.fact(row, "pct_plan")
        if share is None:
            lang = self.facts.lang
            shown = phrase("rate_of_members", lang, rate=actual) if is_rate_of_some(row) else actual
            return phrase("value", lang, subject=subject, actual=shown)
        if row["plan"] is None:
            return phrase(
                "value_share", self.facts.lang, subject=subject, actual=actual, share=share
            )
        if self.is_above_whole(row):
            plan = self.facts.known_fact(row, "plan")
            return phrase(
                "value_above_whole", self.facts.lang, subject=subject, actual=actual, plan=plan
            )
        if self.facts.has_denominator(row):
            key = "value_of_whole"
        elif row["unit_of_measure"] == PERCENT or self.facts.is_better_lower(row):
            return self._beside_plan(row, subject)
        elif (second := self.facts.fact(row, "pct_plan_province")) is not None:
            return self._of_two_plans(row, subject, share, second)
        elif words := self.facts.notes.plan(str(row["indicator"])):
            return phrase(
                "value_of_named_plan", self.facts.lang, subject=subject,
                fraction=self.fraction(row), share=share, plan=self._quoted(words),
            )  # fmt: skip
        else:
            key = "value_of_plan"
        return self._phrase_in_context(
            key, subject=subject, fraction=self.fraction(row), share=share
        )

    def _of_two_plans(self, row: Row, subject: Runs, share: Fact, second: Fact) -> Runs:
        """The value against the plans of council and province, named once where they are equal."""
        if row["plan"] == row["plan_province"]:
            return phrase(
                "value_of_equal_plans",
                self.facts.lang,
                subject=subject,
                fraction=self.fraction(row),
                share=share,
            )
        return phrase(
            "value_of_two_plans",
            self.facts.lang,
            subject=subject,
            fraction=self.fraction(row),
            share=share,
            second=second,
            plan=self.facts.known_fact(row, "plan_province"),
        )

    def _beside_plan(self, row: Row, subject: Runs) -> Runs:
        """The value and the plan of a rate, or of what is to fall: a share of it says nothing."""
        actual, plan = (self.facts.known_fact(row, name) for name in ("actual", "plan"))
        return phrase("value_and_plan", self.facts.lang, subject=subject, actual=actual, plan=plan)

    def is_above_whole(self, row: Row) -> bool:
        """True for a part that is greater than what it is a part of: both cannot be right."""
        return self.facts.has_denominator(row) and row["actual"] > row["plan"]

    def fraction(self, row: Row) -> Runs:
        """1.178,47/1.187 ha: the unit is printed once."""
        actual = self.facts.known_fact(row, "actual", bare=True)
        plan = self.facts.known_fact(row, "plan")
        return phrase("fraction", self.facts.lang, actual=actual, plan=plan)

    def change(self, row: Row) -> Runs:
        """Rise, fall or no change against the same period last year; the word has the sign."""
        clauses = (self._since_last_year(row), self._since_opening(row))
        return joined([clause for clause in clauses if clause], ", ")

    def parts(self, row: Row) -> Runs:
        """The parts of a count that alone are stated: "trong đó nữ 1.756 người"."""
        lang = self.facts.lang
        clauses = [
            phrase("of_which", lang, part=named(name), figure=fact)
            for name, fact in self.facts.parts_of(row)
        ]
        return joined(clauses, ", ")

    def _since_last_year(self, row: Row) -> Runs:
        if row["change"] is None and row["pct_change"] is None:
            return ()
        if row["previous"] is not None or row["comparison_basis"] == "stated":
            return self._change_clause(row)
        # A change of those units that have both figures: it does not follow from the value above,
        # so the amount is not printed beside its percentage.
        rate_alone = row if row["pct_change"] is None else {**row, "change": None}
        clause = self._change_clause(rate_alone)
        return phrase("change_of_members", self.facts.lang, change=clause)

    def _since_opening(self, row: Row) -> Runs:
        found = self.facts.change_since_opening(row)
        if found is None:
            return ()
        (size, is_rise), lang = found, self.facts.lang
        base = phrase("base_opening", lang)
        if size.value == 0:
            return phrase("unchanged", lang, base=base)
        return phrase(f"{'rise' if is_rise else 'fall'}_absolute", lang, size=size, base=base)

    def _change_clause(self, row: Row) -> Runs:
        change = row["pct_change"] if row["change"] is None else row["change"]
        if change == 0:
            return self._phrase_in_context("unchanged", **self._compared_with())
        if is_none(row) and (before := self.facts.fact(row, "previous")) is not None:
            return self._phrase_in_context("had", previous=before, **self._compared_with())
        direction = "rise" if change > 0 else "fall"
        if row["change"] is None:
            size = self.facts.known_fact(row, "pct_change", size=True)
            return self._phrase_in_context(
                f"{direction}_absolute", size=size, **self._compared_with()
            )
        if _is_stated_by_amount(row):
            size = self.facts.known_fact(row, "change", size=True)
            return self._phrase_in_context(
                f"{direction}_absolute", size=size, **self._compared_with()
            )
        amount = self.facts.known_fact(row, "change")
        share = self.facts.known_fact(row, "pct_change", size=True)
        return self._phrase_in_context(
            direction, change=amount, share=share, **self._compared_with()
        )

    def estimate(self, row: Row) -> Runs:
        """The estimate to the period's end, or until what the office names, with its share."""
        lang, notes, code = self.facts.lang, self.facts.notes, str(row["indicator"])
        estimate = self.facts.fact(row, "estimate")
        share = self.facts.fact(row, "pct_estimate")
        if share is None:
            return () if estimate is None else phrase("estimate", lang, estimate=estimate)
        if until := notes.estimate(code):
            amount = () if estimate is None else (" ", estimate, ",")
            return phrase(
                "estimate_until", lang, until=self._quoted(until), estimate=amount, share=share
            )
        again = "_again" if notes.plan(code) else ""
        if estimate is None:
            return phrase(f"estimate_share{again}", lang, share=share)
        return phrase(f"estimate_of_plan{again}", lang, estimate=estimate, share=share)

    def maturity(self, row: Row) -> Runs:
        """A mark where the value is not official; none where one mark stands for the sentence."""
        return (
            () if maturity_of(row) == self.shared_maturity else maturity_mark(row, self.facts.lang)
        )

    def reason(self, row: Row) -> Runs:
        """Why a figure is absent, as the office states it."""
        return self._in_brackets(lower_first(str(row["reason"]).rstrip(". ")), row["reason"])

    def besides(self, row: Row) -> Runs:
        """In brackets what the office notes of a figure: where it was, what it leaves out."""
        notes = self.facts.notes.besides(str(row["indicator"]))
        return self._in_brackets("; ".join(notes), notes)

    def _in_brackets(self, text: str, is_given: object) -> Runs:
        key = "reason" if self.facts.lang == "vi" else "reason_quoted"
        return phrase(key, self.facts.lang, reason=self._quoted(text)) if is_given else ()

    def _quoted(self, text: str) -> Supplied:
        """Words of the office, which are Vietnamese in every report."""
        return Supplied(text, lang="" if self.facts.lang == "vi" else "vi")

    def cause(self, row: Row) -> Runs:
        """The cause, as the office gave it: quoted in a report of another language."""
        if not row["cause"]:
            return ()
        cause = self._quoted(lower_first(str(row["cause"]).rstrip(". ")))
        return phrase("cause_quoted" if cause.lang else "cause", self.facts.lang, cause=cause)

    def figure(self, row: Row, placeholder_format: str) -> Fact | Runs | None:
        """A figure in a text of the outline, or None where it is not known.

        Its format is one of ``outlines.PLACEHOLDER_FORMATS``.
        """
        if placeholder_format and row["plan"] is not None and self.is_above_whole(row):
            return None
        match placeholder_format:
            case "fraction":
                return None if row["plan"] is None else self.fraction(row)
            case "share":
                return self.facts.fact(row, "pct_plan")
            case "plan":
                return self.facts.fact(row, "plan")
            case _:
                return self.facts.fact(row, "actual", bare=placeholder_format == "bare")

    def _phrase_in_context(self, key: str, **fields: Run | Runs) -> Runs:
        """A phrase in full the first time, by its short pattern afterwards.

        Phrases that compare with the same period share a short pattern: ``unchanged`` after
        ``rise`` need not name the year again.
        """
        compared = key.split("_")[0] if "base" in fields else key
        compared = {"fall": "rise", "unchanged": "rise", "had": "rise"}.get(compared, compared)
        again = "_again" if compared in self.compared_before else ""
        self.compared_before.add(compared)
        return phrase(f"{key}{again}", self.facts.lang, **fields)

    def _compared_with(self) -> dict[str, Runs]:
        """The same period of last year in words; of a whole year that year."""
        before, lang = self.facts.last_year, self.facts.lang
        kind = "year" if before.kind == "Y" else "period"
        base = phrase(f"base_{kind}", lang, year=Label(str(before.year)))
        return {"base": base, "again": phrase(f"base_{kind}_again", lang)}


def maturity_of(row: Row) -> Maturity | None:
    """How certain a row's value is, and of which day where that is not the period's end.

    None for an official one to the period's end, and for one that is absent.
    """
    as_of, end = str(row["as_of"] or ""), row_end(row)
    day = as_of if not end or as_of < end else ""
    if row["status"] not in STATUSES_WITH_FIGURE or (row["maturity"] == "official" and not day):
        return None
    if (units := units_with_figure(row)) and row["maturity"] == "preliminary":
        return SOME_UNITS, units
    return str(row["maturity"]), day


def maturity_mark(row: Row, lang: str, *, key: str = "maturity") -> Runs:
    """The mark of a value that is not official or not of the period's end, with its day.

    An estimate is one to the period's end: it has no day.
    """
    maturity = maturity_of(row)
    if maturity is None:
        return ()
    kind, as_of = maturity
    if kind == SOME_UNITS:
        return phrase(f"{key}_{kind}", lang, units=Label(as_of))
    if kind == "estimate" or not as_of:
        return phrase(f"{key}_{kind}", lang)
    day = Label(format_date(date.fromisoformat(as_of), lang=lang))
    return phrase(f"{key}_{kind}_as_of", lang, day=day)


def row_end(row: Row) -> str:
    """The last day (ISO 8601) of a row's period; empty where the row names none."""
    return Period.parse(row["period"]).end.isoformat() if row["period"] else ""


def is_rate_of_some(row: Row) -> bool:
    """True for a parent's rate that some of its units only have.

    It does not follow from the sums beside it, of which each is of other units.
    """
    return row["unit_of_measure"] == PERCENT and bool(units_with_figure(row))


def units_with_figure(row: Row) -> str:
    """How many of a parent's units have a figure, "2/3"; empty where all have."""
    for source in inputs_of(row):
        reported, _, units = str(source["cell"]).partition("/")
        if source["role"] == "actual" and units and reported != units:
            return str(source["cell"])
    return ""


def is_none(row: Row) -> bool:
    """True for a count of zero that has no plan: nothing happened."""
    return row["actual"] == 0 and row["plan"] is None


def is_missing(row: Row) -> bool:
    """True where neither a value nor a plan was reported, nor a reason why."""
    if row["status"] not in STATUSES_WITHOUT_FIGURE or row["plan"] is not None:
        return False
    return not row["reason"]


def _is_stated_by_amount(row: Row) -> bool:
    """True where a change in percent means little: of a percentage, of zero, of a few cases."""
    if row["pct_change"] is None or row["unit_of_measure"] == PERCENT:
        return True
    few = row["previous"] is not None and row["previous"] < LEAST_BASE
    return few and is_count(str(row["unit_of_measure"]))
