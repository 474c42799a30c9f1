"""Errors at the desk: a sentence and a file without data; nothing is hidden elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.core.redaction import without_data
from helpers.export.html.panel import NotebookCard
from helpers.stages import desk_errors
from helpers.stages.desk_errors import DESK

FAILS = "from helpers.core.formatting import format_number; format_number('Lò Văn Thử 12,5', 0)"
WRONG_PERIOD = "from helpers.core.periods import Period; Period.parse('2023-H1')"


@dataclass
class Desk:
    """A shell of its own, as a kernel has one: its cards, its tracebacks, its file of errors."""

    shell: InteractiveShell
    cards: list[NotebookCard]
    traces: list[list[str]]
    root: Path

    def run(self, code: str) -> str:
        """The text of the card that a failing cell shows; nothing without one."""
        assert not self.shell.run_cell(code).success
        return repr(self.cards[-1]) if self.cards else ""


@pytest.fixture
def desk(monkeypatch, real_workspace):
    (real_workspace.root / "notebooks").mkdir()
    return desk_in(real_workspace.root, monkeypatch)


def desk_in(root, monkeypatch):
    made = Desk(InteractiveShell(), [], [], root)
    monkeypatch.chdir(root / "notebooks" if (root / "notebooks").is_dir() else root)
    monkeypatch.setenv(DESK, "1")
    monkeypatch.setattr(desk_errors, "display", made.cards.append)
    show = lambda kind, error, lines: made.traces.append(lines)  # noqa: E731
    monkeypatch.setattr(made.shell, "_showtraceback", show)
    desk_errors.load_ipython_extension(made.shell)
    return made


def test_an_error_of_the_program_is_a_sentence_with_a_file_without_data(desk):
    card = desk.run(FAILS)
    (file,) = (desk.root / "data" / "processed" / "_errors").iterdir()
    assert file.name in card and "người quản trị" in card and "Văn" not in card
    assert desk.cards[-1].links[0].address == f"../data/processed/_errors/{file.name}"
    assert "Traceback" not in " ".join(desk.traces[0])
    text = file.read_text(encoding="utf-8")
    assert "TypeError: not a number to print" in text and "formatting.py" in text
    assert "Văn" not in text.splitlines()[-1] and "12" not in text.splitlines()[-1]
    assert str(desk.root) not in text


STOPPED = ["Dừng ở đây. Lý do và việc cần làm ghi trong thẻ ở trên."]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("a = 5\n1 / 0", "Dòng 2 của ô này «1 / 0»"),
        ("[1][5]", "IndexError"),
        ("import khong_co", "khong_co"),
        ("def f(a): pass\nf(1, 2)", "Gọi «f» chưa đúng"),
        ("raise KeyboardInterrupt", "Đã dừng theo yêu cầu"),
    ],
)
def test_an_error_in_a_cell_s_own_code_is_a_card_too(desk, code, words):
    card = desk.run(code)
    assert words in card and "Việc tiếp theo" in card
    assert desk.traces == [STOPPED]
    assert not (desk.root / "data" / "processed").exists()


def test_an_error_of_the_program_where_nothing_can_be_written_is_a_card(desk, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(desk_errors, "record_failure", refuse)
    card = desk.run(FAILS)
    assert "Lò Văn Thử" not in card and "formatting.py" in card
    assert desk.traces == [STOPPED]


def test_what_a_person_can_mend_is_a_card_with_the_next_step(desk):
    card = desk.run(WRONG_PERIOD)
    assert "2023-H1" in card and "ô tham số" in card and "00_start.ipynb" in card
    assert "2023-H1" not in " ".join(desk.traces[0]), "said once"
    assert not (desk.root / "data" / "processed").exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('unit: str = "bach-thong', "dòng 1 «unit: str"),
        ("unit: str = bach", "«bach»"),
        ("start.run()", "«start»"),
    ],
)
def test_missing_quotes_and_cells_not_run_are_cards(desk, code, words):
    card = desk.run(code)
    assert words in card and "ngoặc kép" in card
    assert desk.traces == [STOPPED]


OPENED = "from helpers.stages.unit_period import open_unit_period as u\n"
START = "from helpers.stages.notebooks.start import open_start as s\n"
TABLES = f"{OPENED}from helpers.stages.notebooks.tables import show\n"
TRENDS = f"{OPENED}from helpers.stages.notebooks.trends import draw_trends\n"
REPORT = f"""{OPENED}from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters as P
r = open_report(u(P, unit="bach-thong", period="2023H1"))
"""
PROVINCE = "from helpers.stages.notebooks.province import open_province as p\n"
AUDIT = "from helpers.stages.notebooks.audit import open_audit as a\n"
MAPPING = "from helpers.stages.notebooks.mapping import open_mapping as m\n"
EXPLORE = """from helpers.stages.notebooks.explore import open_explore
data, chart = open_explore(unit="bach-thong", period="2023H1")
"""
OF = 'unit="bach-thong", period="2023H1"'
MISTAKES = {
    "00: a number for a unit": (f'{START}s(unit=63, period="2023H1")', "ngoặc kép"),
    "00: an unknown unit": (f'{START}s(unit="Bach Thog", period="2023H1")', "bach-thong"),
    "00: an unknown format": (f'{START}s({OF}, formats=["word"])', "docx"),
    "00: an unknown language": (f'{START}s({OF}, lang="fr")', "fr"),
    "00: a day that is none": (f'{START}s({OF}, report_date="31/6/2023")', "31/6/2023"),
    "00: a mistyped choice": (f'{START}s({OF}, overwrite="yes")', "overwrite"),
    "00: an unknown parameter": (f'{START}s({OF}, ky="x")', "ky"),
    "00: no files": (f'{START}s(unit="cho-don", period="2023H1").run()', "data/raw/2023H1/cho-don"),
    "00: a number to search": (f"{START}s({OF}).units(5)", "text"),
    "01: no files": (f'{OPENED}u(unit="cho-don", period="2023H1").clean()', "cho-don"),
    "01: an unknown view": (f'{TABLES}show(u({OF}), "bảng")', "observations"),
    "02: not cleaned": (f'{OPENED}u(unit="cho-don", period="2023H1").compute()', "observations"),
    "03: not computed": (f'{TRENDS}draw_trends(u(unit="cho-don", period="2023H1"))', "indicators"),
    "04: an unknown section": (f'{REPORT}r.insert_after("XX", "a")', "XX"),
    "04: nothing to insert": (f'{REPORT}r.insert_after("II.1.1")', "đoạn văn"),
    "04: an unknown figure": (f'{REPORT}r.insert_after("I", "{{a.b}}")', "a.b"),
    "04: an unknown chart": (f'{REPORT}r.insert_after("I", chart={{"kind": "pie"}})', "pie"),
    "04: no such edit": (f"{REPORT}r.undo(99)", "99"),
    "04: an unknown contradiction": (f'{REPORT}r.decide("x", "both", reason="a", name="b")', "«x»"),
    "04: a decision of nobody": (f'{REPORT}r.decide("x", "both", reason="a")', "name"),
    "04: words that are not there": (f'{REPORT}r.drop("II.1.1", "sao Hỏa")', "Chưa ghi"),
    "04: no list": (f"{REPORT}r.choose(None)", "ngoặc vuông"),
    "04: too much in a call": (f'{REPORT}r.publish("x")', "Gọi «publish» chưa đúng"),
    "04: an open brace": (f'{REPORT}r.insert_after("I", "Có {{a")', "dấu ngoặc nhọn"),
    "04: a decision without a reason": (
        f'{REPORT}r.decide(r.settlements[0].key, "nêu cả hai số", reason="  ", name="b")',
        "reason",
    ),
    "04: a decision without a name": (
        f'{REPORT}r.decide(r.settlements[0].key, "nêu cả hai số", reason="a", name=" ")',
        "name",
    ),
    "05: no units below": (f"{PROVINCE}p({OF}).sum_up()", "Bạch Thông"),
    "06: no file": (f'{AUDIT}a(file="khong-co.docx")', "khong-co.docx"),
    "06: no text": (f'{AUDIT}a(file="data/raw/2023H1/bach-thong/07_giao_duc.xlsx")', ".docx"),
    "06: elsewhere": (f'{AUDIT}a(file="../x.docx")', "thư mục làm việc"),
    "06: empty": (f'{AUDIT}a(file="")', "thư mục làm việc"),
    "07: no files": (f'{MAPPING}m(unit="cho-don", period="2023H1")', "cho-don"),
    "08: an unknown indicator": (f'{EXPLORE}data.series("sao Hỏa")', "sao Hỏa"),
    "08: no indicator": (f"{EXPLORE}data.series()", "indicators"),
    "08: a number": (f"{EXPLORE}data.series(5)", "ngoặc kép"),
    "08: an unknown period": (f'{EXPLORE}data.series("lúa", periods="2020H1")', "2022H1, 2023H1"),
    "08: an unknown order": (f'{EXPLORE}data.compare("đàn", order="x")', "pct_plan"),
    "08: an unknown project": (f'{EXPLORE}chart.disbursement("99")', "99"),
    "08: an unknown unit": (f'{EXPLORE}data.compare("đàn", units=["abc"])', "abc"),
    "08: a unit without figures": (f'{EXPLORE}data.compare("đàn", units=["cho-don"])', "cho-don"),
    "08: a mistyped word": (f'{EXPLORE}data.seris("đàn")', "series"),
}
"""Notebook and mistake → the call that makes it, and what its card must name."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_of_a_person_is_a_card(finished, monkeypatch, mistake):
    code, words = MISTAKES[mistake]
    card = desk_in(finished[0].root, monkeypatch).run(code)
    assert words in card and "Việc tiếp theo" in card, card
    assert "ngoài dự kiến" not in card


def test_elsewhere_nothing_is_changed(monkeypatch):
    made = InteractiveShell()
    monkeypatch.delenv(DESK, raising=False)
    desk_errors.load_ipython_extension(made)
    assert not made.custom_exceptions


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "ValueError: invalid literal 'Hà Nội' in 1.178,47",
            "ValueError: invalid literal '...' in 0.000,00",
        ),
        ("AttributeError: 'NoneType' object has no attribute 'x'",) * 2,
        ("KeyError: 'agri.spring_rice.area'",) * 2,
        ("pandas.errors.ParserError: Lò Thị Thử", "pandas.errors.ParserError: ... ... ..."),
        ('  File "a.py", line 12, in f',) * 2,
    ],
)
def test_words_of_errors_lose_their_data_and_keep_names(line, shown):
    assert without_data(line) == shown
