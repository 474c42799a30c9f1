"""A unit's report to each side has a mail of its own: its people, its subject, its file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.loading import KnownCodes
from helpers.core.catalogues.recipients import load_recipients
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.delivery.eligibility import SendEligibility
from helpers.delivery.messages import people_of
from helpers.delivery.send_plan import Letter
from helpers.export.mail_message import Draft

SIDES = load_chains(Workspace(PROJECT_ROOT))
ROWS = """unit,name,address,kind,chain
xa-mau,Sở Dân tộc Mẫu,mau@example.com,to,ethnic
xa-mau,Sở Nông nghiệp Mẫu,mau@example.com,to,agriculture
"""


@pytest.mark.parametrize("chain", ["ethnic", "agriculture"])
def test_each_side_has_its_own_recipients(tmp_path, chain):
    path = tmp_path / "recipients.csv"
    path.write_text(ROWS, encoding="utf-8")
    people = load_recipients(path, KnownCodes("units", {"xa-mau"}, (path,)))
    (found,) = people_of(SendEligibility("xa-mau", chain=SIDES[chain]), people)
    assert found.chain == chain


def test_a_list_without_sides_is_that_of_the_ethnic_one(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_text("unit,name,address,kind\nxa-mau,Sở Mẫu,mau@example.com,to\n", encoding="utf-8")
    people = load_recipients(path, KnownCodes("units", {"xa-mau"}, (path,)))
    assert people_of(SendEligibility("xa-mau", chain=SIDES["ethnic"]), people)
    assert not people_of(SendEligibility("xa-mau", chain=SIDES["agriculture"]), people)


def test_subject_and_files_name_the_side():
    draft = Draft("Xã Mẫu", "6 tháng đầu năm 2026", (), (), (), (), side="Nông nghiệp")
    assert draft.subject("vi") == "Báo cáo 6 tháng đầu năm 2026 gửi ngành Nông nghiệp – Xã Mẫu"
    assert "Nông nghiệp" in draft.attached_name(Path("a.docx"), "vi")
    usual = Draft("Xã Mẫu", "6 tháng đầu năm 2026", (), (), (), ())
    assert usual.subject("vi").startswith("Báo cáo công tác dân tộc 6 tháng")


def test_two_letters_of_a_unit_are_told_apart():
    letters = [Letter(SendEligibility("xa-mau", chain=side)) for side in SIDES.values()]
    assert len({letter.key for letter in letters}) == len(SIDES)
