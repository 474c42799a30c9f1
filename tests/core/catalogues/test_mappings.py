"""Answers kept as data: added at the end, never overwritten; a broken one is named by line."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.catalogues.mappings import (
    StoredAnswer,
    StoredMeaning,
    TableSeen,
    add_answers,
    current_answers,
    file_pattern,
    load_mappings,
    mapping_files,
)
from helpers.core.errors import CatalogueError, StorageError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

UNIT = "huyen-mau"
PREVIOUS = StoredMeaning(measure="previous", period="year-1 H1")


def answer(key="cot|th 6t", meaning=PREVIOUS, day=1, **change) -> StoredAnswer:
    values = {
        "key": key, "kind": "column", "shown": "TH 6T/2022", "meaning": meaning,
        "tables": (TableSeen(file="BC *T", sheet="Thu", cells="D3:D5"),),
        "who": "Nguyễn Văn Mẫu", "date": date(2026, 12, day), "period": "2023H1",
    }  # fmt: skip
    return StoredAnswer(**values | change)


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return Workspace(tmp_path)


def file_of(workspace):
    (path,) = mapping_files(workspace, UNIT)
    return path


def test_nobody_answered_yet(workspace):
    assert load_mappings(workspace, UNIT) == []


def test_what_a_person_edited_stays_and_new_answers_follow(workspace):
    add_answers(workspace, UNIT, [answer()])
    path = file_of(workspace)
    edited = path.read_text(encoding="utf-8").replace("Nguyễn Văn Mẫu", "Trần Thị Mẫu  # sửa tay")
    path.write_bytes(edited.replace("\n", "\r\n").encode())
    add_answers(workspace, UNIT, [answer(key="cot|khac")])
    after = file_of(workspace).read_bytes().decode()
    assert after.startswith(edited.replace("\n", "\r\n"))
    assert [a.who for a in load_mappings(workspace, UNIT)] == ["Trần Thị Mẫu", "Nguyễn Văn Mẫu"]


def test_a_file_that_cannot_take_an_entry_at_its_end_is_left_alone(workspace):
    add_answers(workspace, UNIT, [answer()])
    path = file_of(workspace)
    head, _, entries = path.read_text(encoding="utf-8").partition("answers:\n")
    indented = head + "answers:\n" + "".join(f"    {line}\n" for line in entries.splitlines())
    path.write_text(indented, encoding="utf-8")
    add_answers(workspace, UNIT, [answer(key="cot|khac")])
    assert path.read_text(encoding="utf-8") == indented
    assert [p.name for p in mapping_files(workspace, UNIT)] == ["bc-t-2.yml", "bc-t.yml"]
    assert {a.key for a in load_mappings(workspace, UNIT)} == {"cot|th 6t", "cot|khac"}


def test_a_changed_answer_keeps_the_earlier_one_with_its_date(workspace):
    actual = StoredMeaning(measure="actual", period="year-1 H1")
    add_answers(workspace, UNIT, [answer()])
    add_answers(workspace, UNIT, [answer(meaning=actual, day=2)])
    before, after = load_mappings(workspace, UNIT)
    assert (before.meaning, before.date, before.replaces) == (PREVIOUS, date(2026, 12, 1), None)
    assert (after.meaning, after.replaces) == (actual, before.date)
    assert current_answers([before, after], Period.parse("2024H1")) == {before.key: after}


def test_the_same_answer_again_changes_nothing(workspace):
    add_answers(workspace, UNIT, [answer()])
    before = file_of(workspace).read_bytes()
    assert add_answers(workspace, UNIT, [answer(day=9, who="Người khác")]) == []
    assert file_of(workspace).read_bytes() == before


@pytest.mark.parametrize(
    ("meaning", "kind", "holds"),
    [
        (StoredMeaning(measure="actual", period="year+0 H1"), "column", False),
        (StoredMeaning(measure="plan", period="year+0"), "column", True),
        (StoredMeaning(unit="ha"), "unit", True),
        (StoredMeaning(is_figure=False), "cell", False),
        (StoredMeaning(), "table", False),
        (StoredMeaning(parts=(PREVIOUS,)), "pattern", False),
    ],
)
def test_what_names_a_half_year_does_not_hold_in_the_other_half(meaning, kind, holds):
    """«Thực hiện» answered for the first half-year says nothing about the second."""
    given = answer(meaning=meaning, kind=kind)
    assert given.holds_in(Period.parse("2024H1"))
    assert given.holds_in(Period.parse("2023H2")) is holds


def test_answers_of_both_halves_stand_beside_each_other(workspace):
    second = StoredMeaning(measure="actual", period="year+0 H2")
    add_answers(workspace, UNIT, [answer()])
    add_answers(workspace, UNIT, [answer(meaning=second, period="2023H2")])
    stored = load_mappings(workspace, UNIT)
    for period, meaning in (("2024H1", PREVIOUS), ("2024H2", second)):
        assert current_answers(stored, Period.parse(period))["cot|th 6t"].meaning == meaning


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("measure: previous", "measure: truoc", 26, "truoc"),
        ("period: year-1 H1", "period: 6 tháng", 27, "year+0 H1"),
        ("kind: column", "kind: cot", 19, "cot"),
        ("  who: Nguyễn Văn Mẫu", "  whom: Nguyễn Văn Mẫu", 18, "who"),
        ("  who: Nguyễn Văn Mẫu", "  who: ''", 28, "trống"),
        ("date: '2026-12-01'", "date: hôm qua", 29, "hôm qua"),
        ("period: 2023H1", "period: 2023-H1", 30, "2023H1"),
        ("measure: previous", "breakdown: [Tày]", 26, "dân tộc=Tày"),
        ("measure: previous", "measure: previous\n    measure: plan", 27, "hai lần"),
        ("kind: column", "kind: [", 19, ""),
        ("  who: Nguyễn Văn Mẫu", "  who: Mẫu\n  replaces: 2026-11-30", 18, "2026-11-30"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(workspace, old, new, line, words):
    add_answers(workspace, UNIT, [answer()])
    path = file_of(workspace)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines.index("- key: cot|th 6t") == 17  # what the lines above count from
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_mappings(workspace, UNIT)
    shown = str(caught.value)
    assert "mappings/huyen-mau/bc-t.yml" in shown and words in shown
    assert f"dòng {line}," in shown or new == "kind: ["


def test_two_answers_to_one_question_without_a_word_are_refused(workspace):
    add_answers(workspace, UNIT, [answer()])
    path = file_of(workspace)
    head, _, entry = path.read_text(encoding="utf-8").partition("answers:\n")
    path.write_text(head + "answers:\n" + entry + entry, encoding="utf-8")
    with pytest.raises(CatalogueError, match="replaces: 2026-12-01"):
        load_mappings(workspace, UNIT)


def test_keys_that_look_like_yaml_or_nothing_come_back(workspace):
    keys = ["- a: b", "'x'", "#", "null", "2023", "cột «TH»: {-1} | %", "a\nb", " đầu", "=1+1"]
    add_answers(workspace, UNIT, [answer(key=key) for key in keys])
    assert [a.key for a in load_mappings(workspace, UNIT)] == keys


def test_a_folder_that_takes_no_files_is_named(workspace):
    (workspace.root / "data").write_text("a file where the folder should be")
    with pytest.raises((StorageError, OSError)):
        add_answers(workspace, UNIT, [answer()])


def test_what_differs_from_period_to_period_is_left_out_of_a_name():
    assert file_pattern("BC nong nghiep 6T 2023.xlsx") == file_pattern(
        "BC nong nghiep 6T 2024.xlsx"
    )
