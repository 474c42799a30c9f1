"""What people wrote: paragraphs by topic, and the documents they cite."""

from collections.abc import Iterable, Iterator

from helpers.core.dates import date_in, find_date
from helpers.core.tables import Record
from helpers.core.text import fold, lower_first
from helpers.narrative.blocks import BulletList, Paragraph, Runs, Supplied
from helpers.narrative.figures_in_texts import with_figures
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData

TOPIC_MARK = fold("Về ")
LONGEST_TOPIC = 150


def supplied_run(text: str, record: Record, lang: str = "") -> Supplied:
    """``text`` of a record with the cell it came from; ``lang`` where it is not the report's."""
    source = {name: str(record[name]) for name in ("file", "sheet", "cell")}
    return Supplied(text, **source, lang=lang)


def text_runs(record: Record, report_data: ReportData) -> Runs:
    """A supplied text in the report's language; in Vietnamese where nobody translated it.

    Raises InputError for a figure in it that is unknown or absent.
    """
    if report_data.lang == "en" and record["text_en"]:
        return with_figures(supplied_run(str(record["text_en"]), record), report_data)
    foreign = "" if report_data.lang == "vi" else "vi"
    return with_figures(supplied_run(str(record["text"]), record, foreign), report_data)


def supplied_paragraphs(texts: Iterable[Record], report_data: ReportData) -> Iterator[Paragraph]:
    """Texts as people wrote them; the lead of a kind is printed before its first text."""
    before = None
    for text in texts:
        kind = text["kind"]
        lead = "" if kind in ("general", before) else word(f"lead_{kind}", report_data.lang)
        yield Paragraph(text_runs(text, report_data), lead=lead, kind="supplied")
        before = kind


def supplied_list(texts: Iterable[Record], report_data: ReportData) -> list[BulletList]:
    """Texts as an official report lists them; no list without texts."""
    items = [Paragraph(text_runs(text, report_data), kind="supplied") for text in texts]
    return [BulletList(tuple(items))] if items else []


def topic_of(text: str) -> str | None:
    """The topic of a paragraph that begins with "Về <topic>:", folded, or None."""
    opening, colon, _ = fold(text[:LONGEST_TOPIC]).partition(":")
    return (
        opening.removeprefix(TOPIC_MARK).strip()
        if colon and opening.startswith(TOPIC_MARK)
        else None
    )


def by_topic(texts: Iterable[Record]) -> list[tuple[str, Record]]:
    """Each text with its topic, else with that of the text before it ('' at first)."""
    found, current = [], ""
    for text in texts:
        current = topic_of(str(text["text"])) or current
        found.append((current, text))
    return found


def citation(document: Record, report_data: ReportData) -> str:
    """A document in short: kind, number and symbol, date; a date that cannot be is left out."""
    lang, number = report_data.lang, _number_and_symbol(document)
    kind = report_data.document_kind(str(document["kind"] or ""))
    parts = [kind, word("document_number", lang, number=number)]
    if document["date"] and not _is_late(document, report_data):
        parts.append(word("document_date", lang, date=stated_date(document, report_data)))
    return " ".join(part for part in parts if part)


def _number_and_symbol(document: Record) -> str:
    """09/NQ-HĐND: two digits at least, and the stroke that a form of two columns leaves out."""
    number, symbol = (str(document[name] or "").strip() for name in ("number", "symbol"))
    if number.partition("/")[0] in tuple("123456789"):
        number = f"0{number}"
    is_apart = number[-1:].isdigit() and symbol[:1].isalpha()
    return f"{number}/{symbol}" if is_apart else f"{number}{symbol}"


def stated_date(document: Record, report_data: ReportData) -> str:
    """The document's date; one after the period is quoted in « and »."""
    text = str(document["date"] or "")
    return f"«{text}»" if _is_late(document, report_data) else date_in(report_data.lang, text)


def _is_late(document: Record, report_data: ReportData) -> bool:
    day = find_date(str(document["date"] or ""))
    return day is not None and day > report_data.catalogues.period.end


def full_citation(document: Record, report_data: ReportData) -> str:
    """A document as an official report cites it: with its issuer and subject."""
    lang, parts = report_data.lang, [citation(document, report_data)]
    if document["issuer"]:
        parts.append(word("document_issuer", lang, issuer=document["issuer"]))
    if document["subject"]:
        subject = lower_first(str(document["subject"]).strip())
        is_led = fold(subject).startswith(TOPIC_MARK)
        parts.append(subject if is_led else word("document_subject", lang, subject=subject))
    return " ".join(parts)
