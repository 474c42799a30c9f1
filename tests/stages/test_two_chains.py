"""The same half-year to two sides: two reports of one run, each with its own sections and head."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx import Document

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.units import Units
from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, Workspace
from helpers.demo.build import build_demo
from helpers.export.docx.document import write_docx
from helpers.export.head import ReportHead
from helpers.export.rendered_part import SUMMARY
from helpers.narrative.blocks import BulletList, Heading, Paragraph, Table, facts_in, text_of
from helpers.narrative.facts import read_facts
from helpers.stages.notebooks.province import open_province
from helpers.stages.notebooks.province_report import open_rollup
from helpers.stages.notebooks.report import open_report
from helpers.stages.notebooks.trends import charts_table
from helpers.stages.parameters import ReportParameters
from helpers.stages.report_files import is_of_chain, reports_at_hand
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_search import list_units
from helpers.stages.word_edits import keep_edits, word_changes

PERIOD = Period.parse("2026H1")
COMMUNE, PROVINCE = "xa-mau-0001", "minh-hoa"
OLD = "2021 - 2025"
ADDED = "Ủy ban nhân dân xã giao công chức địa chính theo dõi chương trình."
HEAD = ReportHead("vi", "Báo cáo", "", "", "", "", "BÁO CÁO", "", (), (), "")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The published reports of an invented commune and its province, by the unit's key."""
    root = tmp_path_factory.mktemp("chains") / "demo"
    build_demo(root, units=2, periods=[PERIOD], fault_rate=0, level="commune")
    workspace = Workspace(root)
    for unit in ("xa-mau-0002", COMMUNE):
        opened = open_unit_period(
            ReportParameters, workspace=workspace, unit=unit, period="2026H1", formats=["html"]
        )
        opened.save(opened.clean().tables)
        opened.save({"indicators": opened.compute()})
        opened.save({"findings": opened.check(opened.read("indicators"))})
        opened.save({"charts": charts_table(opened, [])})
    above = open_province(workspace=workspace, unit=PROVINCE, period="2026H1", formats=["html"])
    above.sum_up(), above.coverage(), above.compare()
    above.save({"charts": charts_table(above, [])})
    found = {COMMUNE: open_report(opened), PROVINCE: open_rollup(above)}
    for report in found.values():
        for add in (report.opening, report.parts, report.closing, report.summary):
            add()
        report.annexes(), report.dossier(), report.publish()
    return found


@pytest.mark.parametrize("unit", [COMMUNE, PROVINCE])
def test_one_run_writes_the_report_to_each_side(reports, unit):
    workspace = reports[unit].unit_period.workspace
    files = reports_at_hand(workspace, PERIOD, unit)
    names = [f"bao-cao-{unit}-2026H1.html", f"bao-cao-nong-nghiep-{unit}-2026H1.html"]
    assert [path.name for path in files] == names
    sides = load_chains(workspace)
    assert [p.name for p in files if is_of_chain(p, sides["ethnic"])] == names[:1]
    assert [p.name for p in files if is_of_chain(p, sides["agriculture"])] == names[1:]


@pytest.mark.parametrize("unit", [COMMUNE, PROVINCE])
def test_each_side_has_its_own_sections_and_programmes(reports, unit):
    (other,) = reports[unit].for_others
    parts = [b.text for b in other.blocks if isinstance(b, Heading)]
    own = [b.text for b in reports[unit].blocks if isinstance(b, Heading)]
    assert "III. Huy động, phân bổ và giải ngân vốn của Chương trình" in parts
    assert not any("người có uy tín" in text for text in parts)
    assert any("người có uy tín" in text for text in own)
    captions = [b.caption for b in other.blocks if isinstance(b, Table)]
    words = [text_of(b.runs) for b in other.blocks if isinstance(b, Paragraph)]
    assert not any(OLD in text or "kéo dài" in text for text in (*captions, *words))
    assert any("kéo dài" in b.caption for b in reports[unit].blocks if isinstance(b, Table))


def test_the_head_names_the_other_addressee_and_has_no_number_of_the_first(reports):
    report = reports[COMMUNE]
    (other,) = report.for_others
    assert other.report_data.heading("recipient")[0] == "Sở Nông nghiệp và Môi trường (b/c)"
    assert report.report_data.heading("date_text") and not other.report_data.heading("date_text")
    assert report.report_data.heading("basis") and not other.report_data.heading("basis")
    (above,) = reports[PROVINCE].for_others
    assert above.report_data.heading("recipient")[0] == "Bộ Nông nghiệp và Môi trường (b/c)"


def test_figures_of_both_lead_to_the_same_dossier(reports):
    folder = reports[COMMUNE].unit_period.workspace.reports(PERIOD, COMMUNE)
    facts = read_facts((folder / "facts.json").read_text(encoding="utf-8"))
    dossier = (folder / f"ho-so-so-lieu-{COMMUNE}-2026H1.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r"""\sid=["']?([^\s"'>]+)""", dossier))
    (other,) = reports[COMMUNE].for_others
    printed = facts_in(other.blocks)
    assert printed and {fact.anchor for fact in printed} <= anchors
    assert {fact.key for fact in printed} <= {fact["key"] for fact in facts}


def test_the_other_side_has_its_signers_page_and_its_own_edits(reports, tmp_path):
    """An edit names its side; words changed in the other side's Word file come back to it."""
    report = reports[COMMUNE]
    (other,) = report.for_others
    own = [text_of(i.runs) for i in _summary(report).items]
    others = [text_of(i.runs) for i in _summary(other).items]
    assert own and others and any(OLD in text or "kéo dài" in text for text in own)
    assert not any(OLD in text or "kéo dài" in text for text in others)
    path = tmp_path / f"bao-cao-nong-nghiep-{COMMUNE}-2026H1.docx"
    write_docx([part for part in other.rendered if not part.has_kind(SUMMARY)], HEAD, path)
    unit_period = report.unit_period
    assert word_changes(unit_period, path, "agriculture") == []
    with pytest.raises(InputError, match="không phải báo cáo"):
        word_changes(unit_period, path)
    document = Document(str(path))
    first = next(p for p in document.paragraphs if p.text.startswith("II. "))
    first.insert_paragraph_before(ADDED)
    document.save(str(path))
    (change,) = word_changes(unit_period, path, "agriculture")
    keep_edits(unit_period, [change])
    again = open_report(unit_period)
    again.parts()
    (side,) = again.for_others
    assert ADDED in str(side.blocks) and ADDED not in str(again.blocks)


def _summary(report):
    (part,) = [part for part in report.rendered if part.has_kind(SUMMARY)]
    return next(block for block in part.blocks if isinstance(block, BulletList))


def test_a_unit_of_the_districts_owes_one_side_only():
    workspace = Workspace.find()
    case = open_unit_period(ReportParameters, unit="bach-thong", period="2023H1")
    assert case.other_outlines == []
    units = Units.load(PROJECT_REFERENCE / "units.csv", PROJECT_REFERENCE / "unit_successors.csv")
    found = list_units(units, "yen-phu-tuyen-quang", PERIOD, set(), workspace)
    text = "\n".join(found.sentences)
    assert "Sở Dân tộc và Tôn giáo" in text and "Sở Nông nghiệp và Môi trường" in text
    assert text.count("15/6/2026") == 2


def test_one_side_alone_can_be_made_and_the_other_leaves_no_old_file(reports):
    report = reports[COMMUNE]
    opened = report.unit_period
    parameters = opened.parameters.model_copy(update={"chains": ["agriculture"]})
    report.unit_period = replace(opened, parameters=parameters)
    made = set(report.publish()["file"])
    report.unit_period = opened
    name = f"{COMMUNE}-2026H1.html"
    assert f"bao-cao-nong-nghiep-{name}" in made and f"bao-cao-{name}" not in made
    files = reports_at_hand(opened.workspace, PERIOD, COMMUNE)
    assert [path.name for path in files] == [f"bao-cao-nong-nghiep-{name}"]
    dossier = (files[0].parent / f"ho-so-so-lieu-{name}").read_text(encoding="utf-8")
    assert f"bao-cao-nong-nghiep-{name}" in dossier and f'"bao-cao-{name}' not in dossier
    report.publish()
    assert len(reports_at_hand(opened.workspace, PERIOD, COMMUNE)) == 2


def test_a_side_that_takes_no_report_of_the_period_is_refused(reports):
    report = reports[COMMUNE]
    opened = report.unit_period
    parameters = opened.parameters.model_copy(update={"chains": ["health"]})
    report.unit_period = replace(opened, parameters=parameters)
    with pytest.raises(ParameterError, match="ethnic, agriculture"):
        report.publish()
    report.unit_period = opened
