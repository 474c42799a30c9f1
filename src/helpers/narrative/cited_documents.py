"""Directive documents: cited where they are few, else counted; all listed in an annex."""

from collections import Counter
from collections.abc import Iterable, Iterator

from helpers.core.catalogues.programme import BudgetLine
from helpers.core.tables import Record
from helpers.narrative.blocks import (
    Column,
    ColumnKind,
    Heading,
    Label,
    Paragraph,
    Part,
    Runs,
    Supplied,
    Table,
    TableRow,
)
from helpers.narrative.office_texts import citation, full_citation, stated_date, supplied_run
from helpers.narrative.phrases import joined, named, phrase, sentence, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

FEW, FEW_OF_LINE = 5, 2
ANCHOR = "annex-documents"
COLUMNS: tuple[tuple[str, ColumnKind, int], ...] = (
    ("order", "mid", 3),
    ("document", "text", 17),
    ("date", "mid", 9),
    ("issuer", "text", 20),
    ("subject", "text", 37),
    ("cited_in", "text", 14),
)
IDENTITY = ("kind", "number", "symbol", "date")


def render_documents(
    records: list[Record], report_data: ReportData, section: str
) -> Iterator[Paragraph]:
    """A few documents in full; many as a count by kind that refers to the annex."""
    documents = distinct(records)
    if not documents:
        return
    if len(documents) <= FEW:
        runs = joined(((_cited(d, report_data),) for d in documents), "; ")
        yield Paragraph(sentence(runs), lead=word("lead_basis", report_data.lang))
        return
    yield Paragraph(sentence(_counted("documents_counted", section, documents, report_data)))


def _cited(document: Record, report_data: ReportData) -> Supplied:
    """In full the first time, in short where a section above has it in full."""
    identity = tuple(document[name] for name in IDENTITY)
    is_known = identity in report_data.cited_documents
    report_data.cited_documents.add(identity)
    text = citation if is_known else full_citation
    return supplied_run(text(document, report_data), document)


def _counted(key: str, subject: str, documents: list[Record], report_data: ReportData) -> Runs:
    """How many documents of each kind; ``subject`` is what they are about: a section, a line."""
    kinds = Counter(str(document["kind"]) for document in documents)
    parts = [
        phrase(
            "documents_of_kind",
            report_data.lang,
            count=_count(f"documents.{subject}.{kind}", _of_kind(documents, kind), report_data),
            kind=report_data.document_kind(kind, number).lower(),
        )
        for kind, number in kinds.items()
    ]
    total = _count(f"documents.{subject}", documents, report_data)
    link = Label(word("annex_documents_short", report_data.lang), ANCHOR)
    return phrase(key, report_data.lang, total=total, kinds=joined(parts, ", "), annex=link)


def cite_or_count(
    records: Iterable[Record], report_data: ReportData, budget_line: BudgetLine
) -> Runs:
    """A few documents of a budget line in short, many as a count that refers to the annex."""
    documents = distinct(records)
    if len(documents) <= FEW_OF_LINE:
        return cite(documents, report_data)
    return _counted("documents_listed", budget_line.indicator(""), documents, report_data)


def cite(records: Iterable[Record], report_data: ReportData) -> tuple:
    """Short citations of documents in one run of text."""
    cited = [(supplied_run(citation(d, report_data), d),) for d in distinct(records)]
    return joined(cited, "; ")


def distinct(records: Iterable[Record]) -> list[Record]:
    """Each document once, in the order in which it was first cited."""
    found: dict[tuple, Record] = {}
    for record in records:
        found.setdefault(tuple(record[name] for name in IDENTITY), record)
    return list(found.values())


def documents_annex(report_data: ReportData) -> Part | None:
    """Annex: every document with date, issuer, subject and the sections that cite it."""
    lang, records = report_data.lang, report_data.records("documents")
    if not records:
        return None
    heading = Heading(2, word("annex_documents", lang), ANCHOR)
    columns = tuple(
        Column(word(f"column_{name}", lang), kind, width) for name, kind, width in COLUMNS
    )
    rows = tuple(
        _row(number, document, records, report_data)
        for number, document in enumerate(distinct(records), start=1)
    )
    title = caption(report_data, word("documents_title", lang))
    return Part(ANCHOR, (heading, Table(title, columns, rows, is_dense=True)))


def _row(number: int, document: Record, records: list[Record], report_data: ReportData) -> TableRow:
    same = [r for r in records if all(r[name] == document[name] for name in IDENTITY)]
    fields = "; ".join(dict.fromkeys(_citing_section(record, report_data) for record in same))
    undated = citation(document | {"date": None}, report_data)
    rest = (str(document[name] or "") for name in ("issuer", "subject"))
    cells = (undated, stated_date(document, report_data), *rest)
    return TableRow((Label(str(number)), *(Supplied(cell) for cell in cells), named(fields)))


def _citing_section(record: Record, report_data: ReportData) -> str:
    """The section that cites a document, or the project within it."""
    budget_line = report_data.budget_line_of(record)
    if budget_line is not None:
        programmes = report_data.catalogues.programmes
        while (above := programmes.parent(budget_line)) and not programmes.is_project(budget_line):
            budget_line = above
        return report_data.budget_line_label(budget_line)
    titles = report_data.outline.titles("vi")
    number = titles.get(str(record["section"]), f"{record['section']}. ").partition(". ")[0]
    return word("section", report_data.lang, number=number)


def _of_kind(documents: list[Record], kind: str) -> list[Record]:
    return [document for document in documents if str(document["kind"]) == kind]


def _count(key: str, documents: list[Record], report_data: ReportData):
    source = ("period", "file", "sheet", "cell", "raw_text")
    inputs = tuple({name: str(d[name]) for name in source} for d in documents)
    return report_data.facts.count(key, len(documents), inputs)
