"""A legal regime is a folder of data: a new one is added, replaces the earlier one, is reported."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.deadlines import deadlines_of, report_owed
from helpers.core.catalogues.outlines import find_outline, valid_outlines
from helpers.core.catalogues.packs import load_packs
from helpers.core.errors import CatalogueError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace
from helpers.narrative.blocks import Heading, Paragraph, text_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.notebooks.trends import charts_table
from helpers.stages.owed_reports import owed_sentences
from helpers.stages.parameters import ReportParameters
from helpers.stages.report_files import file_of_chain, is_of_chain, reports_at_hand
from helpers.stages.unit_period import open_unit_period

PERIOD = Period.parse("2027H1")
UNIT = "yen-phu-tuyen-quang"
PACK = """\
pack: {name}
title_vi: "Bộ mẫu"
title_en: "Sample pack"
valid_from: "{start}"
levels: [commune]
texts: ["Thông tư mẫu"]
"""
OUTLINE = """\
outline: {name}
source_vi: "Thông tư mẫu"
source_en: "Sample circular"
parts:
  - id: "I"
    title_vi: "{title}"
    title_en: "Sample part"
    covers: ["III.1.2", "III.1.3"]
    content: [{{kind: programme_totals}}, {{kind: texts}}]
"""
PROGRAMME = """\
programme,code,parent,level,number,name_vi,name_en,capital,annex,valid_from,valid_to,section,prefix
MAU,MAU,,programme,,Chương trình mẫu,Sample programme,investment,,2027H1,,III.1.2,sample
MAU,T1,MAU,task,1,Nhiệm vụ thứ nhất,First task,investment,,2027H1,,III.1.3,
"""
LEVELS = """\
programme,level,words,label_vi,label_en,is_project
MAU,programme,Tổng số,Chương trình,Programme,no
MAU,task,Nhiệm vụ,Nhiệm vụ {number},Task {number},yes
"""
DEADLINES = """\
chain,report,period_kind,month,day,source_vi,is_official
ethnic,half_year,H1,5,31,Thông tư mẫu,yes
"""


def add_pack(folder, name="sample-2027", start="2027H1", title="Phần mẫu", **files):
    pack = folder / "data" / "reference" / "packs" / name
    pack.mkdir(parents=True)
    (folder / "data" / "raw").mkdir(parents=True, exist_ok=True)
    texts = {
        "pack.yml": PACK.format(name=name, start=start),
        "outline.yml": OUTLINE.format(name=name, title=title),
        **{file.replace("_", "."): text for file, text in files.items()},
    }
    for file, text in texts.items():
        (pack / file).write_text(text, encoding="utf-8")
    return Workspace(folder)


def outline_in(workspace, period):
    known = load_catalogues(workspace, period)
    return find_outline(known.outlines, period, "commune", known.known_codes)


def test_a_report_is_made_by_a_pack_of_data_alone(tmp_path):
    workspace = add_pack(
        tmp_path, programme_csv=PROGRAMME, levels_csv=LEVELS, deadlines_csv=DEADLINES
    )
    raw = workspace.raw(PERIOD, UNIT)
    raw.mkdir(parents=True)
    (raw / "11_chuong_trinh_mtqg.csv").write_text(
        "Chương trình mẫu\n"
        "STT,Nội dung,Vốn giao / Vốn đầu tư (triệu đồng),Giải ngân / Vốn đầu tư (triệu đồng)\n"
        "1,Nhiệm vụ 1: Nhiệm vụ thứ nhất,200,50\n",
        encoding="utf-8",
    )
    opened = open_unit_period(ReportParameters, workspace=workspace, unit=UNIT, period="2027H1")
    opened.save(opened.clean_with_history().tables)
    opened.save({"indicators": opened.compute_with_history()})
    opened.save({"findings": opened.check(opened.read("indicators"))})
    opened.save({"charts": charts_table(opened, [])})
    report = open_report(opened)
    blocks = [block for part in report.parts() for block in part.blocks]
    assert "Phần mẫu" in " ".join(b.text for b in blocks if isinstance(b, Heading))
    text = " ".join(text_of(b.runs) for b in blocks if isinstance(b, Paragraph))
    # 50 of 200
    assert "200 triệu đồng" in text.replace("\u00a0", " ") and "25" in text
    assert _day(workspace, "2027H1") == date(2027, 5, 31)


def test_another_side_gets_a_report_of_its_own_by_data_alone(tmp_path):
    side = {
        "chains.csv": "chain,name_vi,name_en,file_vi,file_en\nhealth,Y tế,Health,y-te,health\n",
        "outline-health.yml": OUTLINE.format(name="health-2027", title="Phần y tế")
        + "chain: health\nabout_vi: công tác y tế\nabout_en: health\n",
        "deadlines.csv": DEADLINES + "health,half_year,H1,5,31,Thông tư mẫu,yes\n",
    }
    workspace = add_pack(tmp_path, **side)
    opened = open_unit_period(ReportParameters, workspace=workspace, unit=UNIT, period="2027H1")
    assert [outline.chain for outline in opened.other_outlines] == ["agriculture", "health"]
    name = f"bao-cao-y-te-{UNIT}-2027H1.pdf"
    file = file_of_chain("health")(workspace, PERIOD, UNIT, ".pdf", "vi")
    assert file == workspace.reports(PERIOD, UNIT) / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    sides = load_chains(workspace)
    assert reports_at_hand(workspace, PERIOD, UNIT) == [file]
    assert [c for c in sides if is_of_chain(file, sides[c])] == ["health"]
    assert any("Y tế:" in text for text in owed_sentences(workspace, opened.unit, PERIOD))


def test_what_a_unit_owes_says_up_to_which_day_figures_count(tmp_path):
    deadlines = DEADLINES.replace("source_vi", "cutoff,source_vi", 1)
    row = "ethnic,half_year,H1,5,31,14/5,Thông tư mẫu,yes\n"
    workspace = add_pack(tmp_path, **{"deadlines.csv": deadlines.splitlines()[0] + "\n" + row})
    opened = open_unit_period(workspace=workspace, unit=UNIT, period="2027H1")
    text = " ".join(owed_sentences(workspace, opened.unit, PERIOD))
    assert "31/5/2027; số liệu tính đến hết ngày 14/5." in text


@pytest.mark.parametrize("file", ["outline.yml", "deadlines.csv"])
def test_a_side_that_no_pack_names_is_refused(tmp_path, file):
    texts = {
        "outline.yml": OUTLINE.format(name="sample-2027", title="Mẫu") + "chain: helth\n",
        "deadlines.csv": DEADLINES + "helth,half_year,H1,5,31,Thông tư mẫu,yes\n",
    }
    workspace = add_pack(tmp_path, **{file: texts[file]})
    with pytest.raises(CatalogueError, match="helth"):
        load_catalogues(workspace, PERIOD)
        deadlines_of(workspace, PERIOD, "commune")


def _day(workspace, period):
    """The day of communes' report to the ethnic side."""
    when = Period.parse(period)
    return report_owed(deadlines_of(workspace, when, "commune"), "ethnic").on(when)


def test_an_earlier_period_keeps_the_earlier_regime(tmp_path):
    workspace = add_pack(tmp_path, deadlines_csv=DEADLINES)
    assert outline_in(workspace, PERIOD).outline == "sample-2027"
    assert outline_in(workspace, Period.parse("2026H2")).outline == "commune-2025"
    assert _day(workspace, "2026H1") == date(2026, 6, 15)


def test_two_regimes_from_the_same_day_are_refused(tmp_path):
    add_pack(tmp_path)
    workspace = add_pack(tmp_path, name="other-2027")
    with pytest.raises(CatalogueError, match="sample-2027"):
        outline_in(workspace, PERIOD)


def test_a_pack_has_the_name_of_its_folder(tmp_path):
    workspace = add_pack(tmp_path)
    path = tmp_path / "data" / "reference" / "packs" / "sample-2027" / "pack.yml"
    path.write_text(PACK.format(name="another", start="2027H1"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="another"):
        load_catalogues(workspace, PERIOD)


@pytest.mark.parametrize(
    ("period", "level", "outline"),
    [
        ("2023H1", "district", "provincial-2020"),
        ("2025H1", "province", "provincial-2020"),
        ("2025H2", "commune", "commune-2025"),
        ("2026H1", "commune", "commune-2025"),
        ("2025H2", "province", "province-2025"),
        ("2026H2", "province", "province-2025"),
    ],
)
def test_every_level_of_a_period_has_one_outline(period, level, outline):
    when = Period.parse(period)
    known = load_catalogues(Workspace(PROJECT_ROOT), when)
    (path,) = valid_outlines(known.outlines, when, level)
    assert known.outlines[path].outline == outline


def test_a_commune_owes_two_chains_in_2026():
    project = Workspace(PROJECT_ROOT)
    owed = deadlines_of(project, Period.parse("2026H1"), "commune")
    assert {row.chain for row in owed} == {"ethnic", "agriculture"}
    year = deadlines_of(project, Period.parse("2025H2"), "commune")
    days = {row.report: row.on(Period.parse("2025H2")) for row in year if row.is_official == "yes"}
    assert days == {
        "monitoring": date(2025, 9, 10),
        "monitoring_update": date(2026, 1, 25),
    }


def test_facts_that_are_missing_are_listed_for_a_person():
    page = (PROJECT_ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    packs = load_packs(sorted(PROJECT_REFERENCE.glob("packs/*/pack.yml")))
    missing = [fact for pack in packs.values() for fact in pack.to_supply]
    assert len(missing) > 10
    assert [fact for fact in missing if fact not in page] == []
