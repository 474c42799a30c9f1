"""The sheets of a blank form for words: texts of the report, documents, the report's head."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.cleaning.plain_tables import TEXT_KINDS, text_kind_names
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.catalogues.outlines import Section
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.messages import message
from helpers.core.workbook_marks import mark_words
from helpers.forms.checks import list_check
from helpers.forms.model import EntryCell, EntryColumn, EntryRow, EntrySheet, sheet_of
from helpers.forms.source import FormSource

FREE_TEXTS, FREE_DOCUMENTS = 12, 40
WIDTHS = {
    **{"order": 5, "section": 9, "heading": 34, "project": 13, "kind": 17, "text": 78},
    **{"label": 34, "value": 70, "note": 22, "number": 9, "symbol": 15, "date": 13},
    **{"issuer": 26, "subject": 60},
}
TEXT_ROLES = ("order", "section", "heading", "project", "kind", "text")
DOCUMENT_ROLES = (
    *("order", "kind", "number", "symbol", "date", "issuer", "subject", "section", "project"),
    "note",
)
DATE_FORMAT = "dd/mm/yyyy"
SECTION_LIST, LINE_LIST, KIND_LIST = "ds_muc", "ds_du_an", "ds_loai_van_ban"
TEXT_KIND_LIST = "ds_loai_noi_dung"
"""Lists of the guide sheet that cells pick from, as defined names."""


def texts_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet:
    """A row for each section that takes texts, then for each project, then free ones."""
    rows = [*_of_sections(source), *_of_projects(source)]
    rows += [{"section": "", "project": "", "kind": ""}] * FREE_TEXTS
    columns = _columns(mapping, TEXT_ROLES)
    written = [_text_row(columns, number, row) for number, row in enumerate(rows, start=1)]
    return replace(sheet_of(form, mapping, columns, written), is_signed=False)


def documents_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet:
    """Free rows, with pick lists for the kind, the section and the project."""
    columns = _columns(mapping, DOCUMENT_ROLES)
    lists = {"section": SECTION_LIST, "project": LINE_LIST, "kind": KIND_LIST}
    row = {
        role: EntryCell("text", check=list_check(f"={name}", "")) for role, name in lists.items()
    }
    row["date"] = EntryCell("text", number_format=DATE_FORMAT)
    rows = [
        [(row | {"order": EntryCell("fixed", n)}).get(c.role, EntryCell("text")) for c in columns]
        for n in range(1, FREE_DOCUMENTS + 1)
    ]
    return replace(sheet_of(form, mapping, columns, rows), is_signed=False)


def heading_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet:
    """A row for each entry of the head and foot of the report."""
    columns = _columns(mapping, ("order", "label", "value"))
    rows: list[EntryRow] = [
        [EntryCell("fixed", number), EntryCell("label", labels[0]), EntryCell("words")]
        for number, labels in enumerate(mapping.keys.values(), start=1)
    ]
    sheet = sheet_of(form, mapping, columns, rows)
    return replace(sheet, has_tick=False, is_signed=False)


def lists_of(source: FormSource) -> dict[str, list[tuple[str, str]]]:
    """Name of a pick list → what can be picked, each with its meaning."""
    titles = {section.id: section.title("vi") for section in _sections(source)}
    lines = source.catalogues.programmes.budget_lines.values()
    are_several = source.catalogues.programmes.are_several
    kinds = (kind.name_vi for kind in source.catalogues.document_kinds.values())
    return {
        SECTION_LIST: list(titles.items()),
        LINE_LIST: [(_code(line, several=are_several), line.name_vi) for line in lines],
        TEXT_KIND_LIST: [(kind, "") for kind in text_kind_names()],
        KIND_LIST: [(kind, "") for kind in dict.fromkeys(kinds)],
    }


def _columns(mapping: SheetMap, roles: Sequence[str]) -> list[EntryColumn]:
    headers = {role: texts[0] for role, texts in mapping.columns.items()}
    headers["heading"] = mark_words()["columns"]["ignore"][2]
    return [EntryColumn(role, headers[role], WIDTHS[role]) for role in roles if role in headers]


def _sections(source: FormSource) -> list[Section]:
    """Sections with content of their own, by the numbers that the report prints."""
    sections = source.outline.all_sections() if source.outline else ()
    return [section for section in sections if section.has_own_content]


def _of_sections(source: FormSource) -> Iterator[dict[str, str]]:
    for section in _sections(source):
        if any(content.kind == "texts" for content in section.content):
            row = {"section": section.id, "heading": section.title("vi"), "project": ""}
            yield row | {"kind": text_kind_names()[0]}


def _of_projects(source: FormSource) -> Iterator[dict[str, str]]:
    programmes = source.catalogues.programmes
    kinds = dict(zip(TEXT_KINDS, text_kind_names(), strict=True))
    printed = {number: section.id for section in _sections(source) for number in section.sources}
    for root in programmes.roots():
        for line in programmes.projects(root):
            name = f"{message('forms.project', 'vi', number=line.number)}: {line.name_vi}"
            for kind in ("progress", "difficulties"):
                yield {
                    "section": printed.get(line.section, line.section),
                    "heading": name,
                    "project": _code(line, several=programmes.are_several),
                    "kind": kinds[kind],
                }


def _code(line: BudgetLine, *, several: bool) -> str:
    return "/".join(line.key) if several else line.code


def _text_row(columns: Sequence[EntryColumn], number: int, row: dict[str, str]) -> EntryRow:
    free = {
        "section": list_check(f"={SECTION_LIST}", message("forms.prompt_section", "vi")),
        "project": list_check(f"={LINE_LIST}", ""),
        "kind": list_check(f"={TEXT_KIND_LIST}", ""),
    }
    cells: dict[str, EntryCell] = {"order": EntryCell("fixed", number), "text": EntryCell("words")}
    for role in ("section", "heading", "project", "kind"):
        if row["section"] or role not in free:
            text = row.get(role) or None
            cells[role] = EntryCell("label" if role == "heading" else "fixed", text)
        else:
            cells[role] = EntryCell("text", check=free[role])
    return [cells[column.role] for column in columns]
