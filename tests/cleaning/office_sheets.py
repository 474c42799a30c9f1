"""Reading invented sheets in a test: figures and questions as short lines."""

from functools import cache

from grids import sheet_of

from helpers.cleaning.readers import Workbook
from helpers.cleaning.recognition import recognise
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.units import Unit
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace


@cache
def catalogues(period="2023H1"):
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))


def unit(level="district"):
    kinds = {"district": "Huyện", "commune": "Xã", "province": "Tỉnh"}
    name = f"{kinds[level]} Mẫu 01"
    return Unit(
        code="1",
        key="mau",
        name_vi=name,
        level=level,
        parent_code=None,
        valid_from=None,
        valid_to=None,
    )


def read(
    *grids,
    answers=(),
    level="district",
    name="Biểu",
    file="so lieu.xlsx",
    merged="",
    period="2023H1",
):
    sheets = [sheet_of(g, f"{name} {n}", file, merged) for n, g in enumerate(grids, start=1)]
    books = [Workbook(file, tuple(sheets))]
    return recognise(books, unit(level), catalogues(period), answers)


def values(found):
    lines = set()
    for f in found.figures:
        pairs = "; ".join(f"{k}={v}" for k, v in f.meaning.breakdown)
        label = " > ".join(f.label_path)
        words = (f.cell.address, label, f.meaning.measure, f.meaning.period, f"{f.value:f}")
        lines.add(" | ".join((*words, f.meaning.unit, pairs)).removesuffix(" | "))
    return lines


def asked(found):
    return {
        (q.kind, w.cells) for q in found.questions for w in q.where if q.asked != ("indicator",)
    }


def lines(text):
    return {line.strip() for line in text.strip().splitlines()}
