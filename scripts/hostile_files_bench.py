"""Time and memory that hostile files take: each is cleaned alone, in a process of its own.

Usage: python scripts/hostile_files_bench.py [NAME ...]   (names of the table; all without)
Ends with 1 where a file of less than 10 MB takes more than 20 s of CPU or 500 MB.
"""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

MOST_SECONDS, MOST_MEGABYTES, SMALL = 20, 500, 10_000_000
STOP_AFTER, ROOM = 60, 3 << 30
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORM = "08_y_te_bao_hiem"
NAME = "Y tế - dân số"
HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2023", "Thực hiện 6 tháng đầu năm 2023")
CLEAN = """
import sys
from pathlib import Path
from helpers.cleaning import clean_folder
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
catalogues = load_catalogues(Workspace(Path(sys.argv[2])), Period.parse("2023H1"))
cleaned = clean_folder(Path(sys.argv[1]), catalogues, [], "bach-thong")
rows = cleaned.tables["quarantine"]
own = [r for r in rows.to_dict("records") if r["rule"] != "cleaning.form_missing"]
first = own[0]["reason"][:110] if own else "(nothing)"
print(len(cleaned.tables["observations"]), "rows;", len(own), "quarantined:", first)
"""
Files = dict[str, Callable[[Path], Path]]
FILES: Files = {}


def hostile(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    FILES[make.__name__] = make
    return make


def package(path: Path, parts: dict[str, Iterable[bytes] | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as stream:
                for piece in [content] if isinstance(content, bytes) else content:
                    stream.write(piece)
    return path


def relations(*links: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="http://x">{rows}</Relationships>'.encode()


def xlsx(
    path: Path,
    body: Iterable[bytes] | bytes,
    after: Iterable[bytes] | bytes = b"",
    sheets: int = 1,
    **more: Iterable[bytes] | bytes,
) -> Path:
    """An .xlsx: ``body`` of the sheet's rows, ``after`` them, and parts: strings, styles, notes."""
    names = "".join(
        f'<sheet name="{NAME if n == 0 else n}" sheetId="{n + 1}" r:id="r0"/>'
        for n in range(sheets)
    )
    links = [("worksheet", "s.xml")]
    links += [(kind, f"{kind}.xml") for kind in ("sharedStrings", "styles") if kind in more]

    def sheet() -> Iterable[bytes]:
        yield f'<worksheet xmlns="{SHEET}">'.encode()
        yield from [body] if isinstance(body, bytes) else body
        yield from [after] if isinstance(after, bytes) else after
        yield b"</worksheet>"

    parts: dict[str, Iterable[bytes] | bytes] = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEET}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(*links),
        "xl/s.xml": sheet(),
    }
    if "comments" in more:
        parts["xl/_rels/s.xml.rels"] = relations(("comments", "comments.xml"))
    parts |= {f"xl/{name}.xml": content for name, content in more.items()}
    return package(path.with_suffix(".xlsx"), parts)


def rows_of(rows: int, cells: bytes) -> Iterable[bytes]:
    yield b"<sheetData>"
    for _ in range(rows):
        yield b"<row>" + cells + b"</row>"
    yield b"</sheetData>"


NUMBER = b"<c><v>1</v></c>"
TEXT = '<c t="inlineStr"><is><t>Dân số</t></is></c>'.encode()


@hostile
def xlsx_3_million_cells(path: Path) -> Path:
    return xlsx(path, rows_of(3_000, NUMBER * 1_000))


@hostile
def xlsx_30_million_cells(path: Path) -> Path:
    return xlsx(path, rows_of(30_000, NUMBER * 1_000))


@hostile
def xlsx_most_numbers(path: Path) -> Path:
    return xlsx(path, rows_of(3_950, NUMBER * 100))


@hostile
def xlsx_most_texts(path: Path) -> Path:
    return xlsx(path, rows_of(3_950, TEXT * 100))


def table(rows: int) -> Iterable[bytes]:
    def row(*texts: str) -> bytes:
        cells = (f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        return f"<row>{''.join(cells)}</row>".encode()

    yield b"<sheetData>" + row(*HEAD)
    for number in range(rows):
        yield row(str(number), f"Dân số thôn {number}", "người", "1.178", "1.180")
    yield b"</sheetData>"


@hostile
def xlsx_long_table(path: Path) -> Path:
    return xlsx(path, table(55_000))


@hostile
def xlsx_own_tables(path: Path) -> Path:
    """Sheets that are no form's, each as long as recognition reads."""
    return xlsx(path, table(990), sheets=75)


@hostile
def xlsx_wide_own_table(path: Path) -> Path:
    start, *rest = table(990)
    rows = (row.replace(b"</row>", NUMBER * 15 + b"</row>") for row in rest)
    return xlsx(path, [start, *rows], sheets=2)


@hostile
def xlsx_5000_rows(path: Path) -> Path:
    return xlsx(path, table(5_000))


@hostile
def xlsx_wide_table(path: Path) -> Path:
    start, *rest = table(3_950)
    rows = (row.replace(b"</row>", NUMBER * 95 + b"</row>") for row in rest)
    return xlsx(path, [start, *rows])


@hostile
def xlsx_many_heads(path: Path) -> Path:
    return xlsx(path, (piece for _ in range(1) for piece in _heads()))


def _heads() -> Iterable[bytes]:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in HEAD).encode()
    return rows_of(20_000, cells)


@hostile
def xlsx_10000_merges(path: Path) -> Path:
    merges = (f'<mergeCell ref="A{n * 200 + 1}:CV{n * 200 + 200}"/>' for n in range(5_000))
    more = (f'<mergeCell ref="DA{n * 200 + 1}:GV{n * 200 + 200}"/>' for n in range(5_000))
    every = ["<mergeCells>", *merges, *more, "</mergeCells>"]
    return xlsx(path, rows_of(1, NUMBER), [text.encode() for text in every])


@hostile
def xlsx_200000_overlapping_merges(path: Path) -> Path:
    merges = [f'<mergeCell ref="A{n + 1}:B{n + 900}"/>'.encode() for n in range(800)]
    return xlsx(path, rows_of(1_800, NUMBER * 2), merges * 250)


@hostile
def xlsx_tall_merges(path: Path) -> Path:
    merges = (b'<mergeCell ref="A1:B1000000"/>' for _ in range(50_000))
    return xlsx(path, rows_of(20_000, NUMBER * 2), merges)


@hostile
def xlsx_hidden_columns(path: Path) -> Path:
    columns = b"<cols>" + b'<col min="1" max="1000" hidden="1"/>' * 200_000 + b"</cols>"
    return xlsx(path, columns, rows_of(1, NUMBER))


@hostile
def xlsx_hidden_rows(path: Path) -> Path:
    return xlsx(path, b'<row r="1" hidden="1"/>' * 5_000_000)


@hostile
def xlsx_unknown_tags(path: Path) -> Path:
    return xlsx(path, (b"<a/>" * 1_000_000 for _ in range(60)))


@hostile
def xlsx_empty_cells(path: Path) -> Path:
    return xlsx(path, rows_of(15_000, b'<c r="A1" s="1"/>' * 1_000))


@hostile
def xlsx_deep(path: Path) -> Path:
    return xlsx(path, b"<a>" * 3_000_000, b"</a>" * 3_000_000)


@hostile
def xlsx_no_tag_end(path: Path) -> Path:
    return xlsx(path, (b"a" * 1_000_000 for _ in range(400)))


@hostile
def xlsx_same_sheet_often(path: Path) -> Path:
    return xlsx(path, rows_of(100, NUMBER * 100), sheets=5_000)


@hostile
def xlsx_strings(path: Path) -> Path:
    strings = [b"<sst>", *(b"<si><t>a</t></si>" * 100_000 for _ in range(60)), b"</sst>"]
    return xlsx(path, rows_of(1, b'<c t="s"><v>0</v></c>'), sharedStrings=strings)


@hostile
def xlsx_long_string_often(path: Path) -> Path:
    strings = b"<sst><si><t>" + "ệ".encode() * 1_000_000 + b"</t></si></sst>"
    return xlsx(path, rows_of(100, b'<c t="s"><v>0</v></c>' * 100), sharedStrings=strings)


@hostile
def xlsx_texts_of_32000(path: Path) -> Path:
    strings = b"<sst><si><t>" + "ệ".encode() * 32_000 + b"</t></si></sst>"
    return xlsx(path, rows_of(1_000, b'<c t="s"><v>0</v></c>' * 100), sharedStrings=strings)


@hostile
def xlsx_long_texts(path: Path) -> Path:
    strings = b"<sst><si><t>" + "ệ".encode() * 32_000 + b"</t></si></sst>"
    return xlsx(path, rows_of(30, b'<c t="s"><v>0</v></c>' * 10), sharedStrings=strings)


@hostile
def xlsx_different_texts(path: Path) -> Path:
    texts = (f"<c t='inlineStr'><is><t>{n} {'ệ' * 31_990}</t></is></c>" for n in range(300))
    rows = (f"<row>{text}</row>".encode() for text in texts)
    return xlsx(path, [b"<sheetData>", *rows, b"</sheetData>"], sheets=2)


ODD = """1|1.|1,|1 |(|a|a |A|năm |tháng 1 |1/|1-|-|%|1% |(a)|()|a,|a;|. |=1|1=|a:|"|«a|“|2023|
2023-|xã |ha |+1|*|ê|I|i.|1.1|1a|a1|ệ |đến |số |; |:|–|…|²|ð|Ð|đvt |thôn 1 |dự án 1, |tổng """
"""Beginnings of texts without end: each is what some pattern of the readers looks for."""


@hostile
def xlsx_odd_texts(path: Path) -> Path:
    """A form and a table of the office's own, with odd texts in each column."""
    beginnings = ODD.replace("\n", "").split("|")
    long = [(beginning * 8_000)[:8_000] for beginning in beginnings * 2]

    def row(*texts: str) -> bytes:
        cells = (f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        return f"<row>{''.join(cells)}</row>".encode()

    rows = [row(str(n), long[n], "người", long[n + 1], "5", long[n + 2]) for n in range(50)]
    rows += [row(str(n), f"Dân số {n}", long[n], "7", long[n + 2], "5 x") for n in range(50)]
    body = [b"<sheetData>", row(*HEAD, "Ghi chú"), *rows, b"</sheetData>"]
    return xlsx(path, body, sheets=3)


@hostile
def csv_blanks(path: Path) -> Path:
    return csv_file(path, "Chỉ tiêu;Xã;Thôn\r\n".encode() + (b" " * 30_000 + b"x;1;2\r\n") * 300)


@hostile
def xlsx_styles(path: Path) -> Path:
    styles = [b"<styleSheet><cellXfs>", *(b"<xf/>" * 100_000 for _ in range(60))]
    return xlsx(path, rows_of(1, NUMBER), styles=[*styles, b"</cellXfs></styleSheet>"])


@hostile
def xlsx_comments(path: Path) -> Path:
    one = b'<comment ref="A1"><text><t>a</t></text></comment>'
    notes = [b"<comments><commentList>", *(one * 10_000 for _ in range(60))]
    return xlsx(path, rows_of(1, NUMBER), comments=[*notes, b"</commentList></comments>"])


@hostile
def xlsx_format_codes(path: Path) -> Path:
    codes = "".join(
        f'<numFmt numFmtId="{n + 200}" formatCode="{"#,##0;" * 200}{n}"/>' for n in range(10_000)
    )
    xfs = "".join(f'<xf numFmtId="{n + 200}"/>' for n in range(10_000))
    text = f"<styleSheet><numFmts>{codes}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>"
    cells = (f'<row><c s="{n}"><v>0.5</v></c></row>'.encode() for n in range(10_000))
    return xlsx(path, [b"<sheetData>", *cells, b"</sheetData>"], styles=text.encode())


@hostile
def xlsx_shared_formulas(path: Path) -> Path:
    formula = b'<c><f si="0">' + b"A1+" * 2_000 + b"A1</f></c>"
    return xlsx(path, rows_of(1, formula + b'<c><f si="0"/></c>' * 15_000))


WIDE = 16_384
"""Columns of a sheet: as few rows as a file may hold cells, each as long as can be."""
STYLES = (
    b'<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/>'
    b'<xf fontId="1"/><xf numFmtId="9"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs>'
    b"</styleSheet>"
)


@hostile
def xlsx_wide_numbers(path: Path) -> Path:
    return xlsx(path, rows_of(24, NUMBER * WIDE))


@hostile
def xlsx_wide_texts(path: Path) -> Path:
    return xlsx(path, rows_of(24, TEXT * WIDE))


@hostile
def xlsx_wide_table_of_texts(path: Path) -> Path:
    start, *rest = table(20)
    return xlsx(path, [start.replace(b"</row>", TEXT * 16_000 + b"</row>"), *rest])


@hostile
def xlsx_wide_unseen(path: Path) -> Path:
    cells = b'<c s="1"><v>1</v></c>' * WIDE
    return xlsx(path, rows_of(24, cells), styles=STYLES)


@hostile
def xlsx_wide_percents(path: Path) -> Path:
    cells = b'<c s="2"><v>0.5</v></c><c><v>99.5</v></c>' * (WIDE // 2)
    return xlsx(path, rows_of(24, cells), styles=STYLES)


@hostile
def xlsx_conditional_formats(path: Path) -> Path:
    rule = b'<conditionalFormatting sqref="A1:CV3950"><cfRule dxfId="0"/></conditionalFormatting>'
    return xlsx(path, rows_of(3_950, NUMBER * 100), rule * 50_000, styles=STYLES)


def ods(path: Path, table_content: Iterable[bytes]) -> Path:
    names = ["office", "table", "text"]
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    start = f'<office:document-content {spaces}><table:table table:name="{NAME}">'
    end = b"</table:table></office:document-content>"
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    content = [start.encode(), *table_content, end]
    return package(path.with_suffix(".ods"), {"mimetype": mime, "content.xml": content})


@hostile
def ods_repeated_rows(path: Path) -> Path:
    cell = b'<table:table-cell office:value-type="float" office:value="1"/>'
    row = b'<table:table-row table:number-rows-repeated="100000">' + cell + b"</table:table-row>"
    return ods(path, [row * 1_000])


@hostile
def ods_blanks(path: Path) -> Path:
    cell = b'<table:table-cell><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell>'
    return ods(path, [b"<table:table-row>" + cell + b"</table:table-row>"])


@hostile
def ods_hidden_rows(path: Path) -> Path:
    row = b'<table:table-row table:visibility="collapse" table:number-rows-repeated="99999"/>'
    return ods(path, [row * 10_000])


@hostile
def ods_spans(path: Path) -> Path:
    cell = b'<table:table-cell table:number-rows-spanned="141" table:number-columns-spanned="141"/>'
    return ods(path, [b"<table:table-row>", cell * 100_000, b"</table:table-row>"])


@hostile
def ods_million_cells(path: Path) -> Path:
    cell = b"<table:table-cell><text:p>a</text:p></table:table-cell>"
    return ods(path, [b"<table:table-row>" + cell * 1_000 + b"</table:table-row>"] * 3_000)


@hostile
def ods_wide_styles(path: Path) -> Path:
    column = b'<table:table-column table:default-cell-style-name="a"/>'
    cell = b"<table:table-cell><text:p>a</text:p></table:table-cell>"
    return ods(
        path, [column * WIDE, *[b"<table:table-row>" + cell * WIDE + b"</table:table-row>"] * 24]
    )


@hostile
def ods_unknown_tags(path: Path) -> Path:
    return ods(path, (b"<text:p/>" * 1_000_000 for _ in range(30)))


def csv_file(path: Path, content: bytes) -> Path:
    found = path.with_suffix(".csv")
    found.write_bytes(content)
    return found


@hostile
def csv_40_mb(path: Path) -> Path:
    return csv_file(path, (b"1;" * 500 + b"\r\n") * 40_000)


@hostile
def csv_9_mb(path: Path) -> Path:
    return csv_file(path, (b"1;" * 500 + b"\r\n") * 9_000)


@hostile
def csv_empty_fields(path: Path) -> Path:
    return csv_file(path, (b";" * 500 + b"1\r\n") * 18_000)


@hostile
def csv_lines(path: Path) -> Path:
    return csv_file(path, b"a;b\n" + b"\n" * 9_900_000)


@hostile
def csv_wide_row(path: Path) -> Path:
    return csv_file(path, "Chỉ tiêu;Xã;Thôn\r\n".encode() + b"1;" * 390_000)


@hostile
def csv_wide_pairs(path: Path) -> Path:
    head = ",".join(f"Xã {n}" for n in range(190_000))
    numbers = ",".join(map(str, range(190_000)))
    return csv_file(path, f"{head}\r\n{numbers}\r\n".encode())


@hostile
def csv_one_long_cell(path: Path) -> Path:
    return csv_file(path, b"a;b\r\n" + b"c;" + b"d" * 9_900_000)


@hostile
def csv_quoted_cell(path: Path) -> Path:
    return csv_file(path, b'a;b\r\nc;"' + b"d\n" * 4_900_000 + b'"')


@hostile
def csv_open_quote(path: Path) -> Path:
    return csv_file(path, b'a;b\r\nc;"' + b"d;1\n" * 2_400_000)


@hostile
def csv_letters_and_a_bad_byte(path: Path) -> Path:
    return csv_file(path, b"a;b\n" + (b"a" * 99 + b";1\n") * 90_000 + b"\xe1" + b"a" * 500_000)


@hostile
def csv_old_encoding(path: Path) -> Path:
    line = "Diện tích lúa xuân;1.178,47;ha\r\n".encode("cp1258", "replace")
    return csv_file(path, line * 150_000)


@hostile
def csv_long_table(path: Path) -> Path:
    lines = (f"{n};Dân số thôn {n};người;1.178;1.180\r\n" for n in range(55_000))
    return csv_file(path, (";".join(HEAD) + "\r\n" + "".join(lines)).encode())


def html(path: Path, content: bytes) -> Path:
    found = path.with_suffix(".xls")
    found.write_bytes(b"<html><body><table>" + content + b"</table></body></html>")
    return found


@hostile
def html_cells(path: Path) -> Path:
    return html(path, (b"<tr>" + b"<td>1" * 500) * 3_900)


@hostile
def html_spans(path: Path) -> Path:
    return html(path, b'<tr><td rowspan="1000" colspan="1000">1</td></tr>' * 2_000)


@hostile
def html_deep(path: Path) -> Path:
    return html(path, b"<tr><td>" + b"<div>" * 1_000_000 + b"1")


@hostile
def html_tables_in_tables(path: Path) -> Path:
    return html(path, b"<tr><td><table>" * 5_000 + b"1")


@hostile
def html_styles(path: Path) -> Path:
    return html(path, b'<tr style="' + b"a:b;" * 2_400_000 + b'"><td>1</td></tr>')


def xml(path: Path, content: bytes) -> Path:
    found = path.with_suffix(".xml")
    space = b"urn:schemas-microsoft-com:office:spreadsheet"
    start = b'<?xml version="1.0"?><Workbook xmlns="' + space + b'" xmlns:s="' + space + b'">'
    name = f'<Worksheet s:Name="{NAME}"><Table>'.encode()
    found.write_bytes(start + name + content + b"</Table></Worksheet></Workbook>")
    return found


@hostile
def xml_cells(path: Path) -> Path:
    return xml(path, (b"<Row>" + b"<Cell/>" * 1_000 + b"</Row>") * 1_350)


@hostile
def xml_deep(path: Path) -> Path:
    deep = b"<Row><Cell><Data>" + b"<b>" * 100_000 + b"1" + b"</b>" * 100_000
    return xml(path, deep + b"</Data></Cell></Row>")


@hostile
def xml_merges(path: Path) -> Path:
    cell = b'<Cell s:MergeAcross="140" s:MergeDown="140"/>'
    return xml(path, b"<Row>" + cell * 100_000 + b"</Row>")


@hostile
def xml_columns(path: Path) -> Path:
    return xml(path, b'<Column s:Index="1" s:Span="998" s:Hidden="1" s:StyleID="a"/>' * 100_000)


@hostile
def xml_entities(path: Path) -> Path:
    found = xml(path, b"<Row><Cell><Data>&a9;</Data></Cell></Row>")
    text = found.read_bytes()
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{entities}]>'.encode()
    found.write_bytes(text.replace(b'<?xml version="1.0"?>', head))
    return found


def varint(number: int) -> bytes:
    pieces = []
    while True:
        pieces.append(number & 0x7F | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(pieces)


def record(kind: int, body: bytes) -> bytes:
    return varint(kind) + varint(len(body)) + body


@hostile
def xlsb_cells(path: Path) -> Path:
    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    row = record(0, struct.pack("<I", 0) + bytes(20))
    cell = record(2, struct.pack("<IIi", 0, 0, 6))
    book = record(156, bytes(8) + wide("r0") + wide(NAME))
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations(("worksheet", "s.bin")),
        "xl/s.bin": [row + cell * 1_000_000 for _ in range(20)],
    }
    return package(path.with_suffix(".xlsb"), parts)


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(path: Path, cells: bytes, sheets: int = 1) -> Path:
    """A minimal BIFF8 workbook whose sheets all point to one substream, in an OLE file."""
    bof = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    font = biff(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\1\0a")
    style = biff(0xE0, bytes(20))
    size = len(bof) + 5 * len(font) + 16 * len(style) + sheets * (4 + 9) + 4
    bound = biff(0x85, struct.pack("<IBBBB", size, 0, 0, 1, 0) + b"a")
    names = b"".join(
        biff(0x85, struct.pack("<IBBBB", size, 0, 0, 1, 0) + bytes([97 + n % 26]))
        for n in range(sheets)
    )
    assert len(bound) == 13
    sheet = biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + biff(0x0A)
    stream = bof + font * 5 + style * 16 + names + biff(0x0A) + sheet
    found = path.with_suffix(".xls")
    found.write_bytes(compound(stream))
    return found


def compound(stream: bytes) -> bytes:
    """An OLE compound file of one stream named Workbook ([MS-CFB])."""
    sectors = -(-max(len(stream), 4_096) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    extra = max(0, -(-(tables - 109) // 127))
    while tables * 128 < sectors + 1 + tables + extra:
        tables += 1
        extra = max(0, -(-(tables - 109) // 127))
    chain = [*range(1, sectors), -2, -2, *[-3] * tables, *[-4] * extra]
    chain += [-1] * (tables * 128 - len(chain))
    first_table, directory = sectors + 1, sectors
    where = list(range(first_table, first_table + tables))
    listed = [*where[:109], *[-1] * (109 - len(where[:109]))]
    head = (
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<iiiiiiiii", 0, tables, directory, 0, 4_096, -2, 0,
                                   first_table + tables if extra else -2, extra)  # fmt: skip
    head += struct.pack("<109i", *listed)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0") + struct.pack("<HBBiii", len(text), kind, 1, -1, -1, child)
            + bytes(36) + struct.pack("<iQ", start, size)
        )  # fmt: skip

    entries = entry("Root Entry", 5, 1, -2, 0) + entry("Workbook", 2, -1, 0, len(stream))
    entries += bytes(128) * 2
    more = b""
    rest = where[109:]
    for n in range(extra):
        part = rest[n * 127 : (n + 1) * 127]
        following = first_table + tables + n + 1 if n + 1 < extra else -2
        more += struct.pack("<128i", *part, *[-1] * (127 - len(part)), following)
    return head + stream + entries + struct.pack(f"<{len(chain)}i", *chain) + more


@hostile
def xls_cells(path: Path) -> Path:
    rows = (
        biff(0xBD, struct.pack("<HH", row, 0) + bytes(6) * 250 + struct.pack("<H", 249))
        for row in range(6_000)
    )
    return xls(path, b"".join(rows))


@hostile
def xls_last_column(path: Path) -> Path:
    cells = (biff(0x27E, struct.pack("<HHHi", row, 255, 0, 6)) for row in range(65_000))
    return xls(path, b"".join(cells))


@hostile
def xls_same_sheet_often(path: Path) -> Path:
    cells = b"".join(biff(0x27E, struct.pack("<HHHi", n, 25, 0, 6)) for n in range(10_000))
    return xls(path, cells, sheets=500)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (STOP_AFTER, STOP_AFTER))


def measure(name: str, reference: Path) -> tuple[float, float, float, str]:
    """Megabytes of the file, seconds of CPU, megabytes of memory, and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        size = FILES[name](Path(folder, FORM)).stat().st_size
        command = [sys.executable, "-c", CLEAN, folder, str(reference)]
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=_bound)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out, error = child.communicate()
        last = (error.strip().splitlines() or ["stopped"])[-1][:110]
        words = out.strip() if child.returncode == 0 else f"!! {child.returncode} {last}"
        return size / 1e6, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words


def main(names: list[str]) -> int:
    reference = Path(__file__).resolve().parent.parent
    is_bad = False
    print(f"{'file':>32} {'MB':>6} {'CPU s':>7} {'memory MB':>9}  outcome", flush=True)
    for name in names or FILES:
        size, seconds, megabytes, words = measure(name, reference)
        is_over = seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES or words.startswith("!!")
        is_bad |= is_over and size * 1e6 < SMALL
        mark = "*" if is_over else " "
        print(f"{name:>32} {size:6.2f} {seconds:7.1f} {megabytes:9.0f} {mark} {words}", flush=True)
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
