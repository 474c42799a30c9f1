"""Mail drafts: rightly encoded, the same bytes each time, none for a report that does not stand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from helpers.batch.mail import draft_of, write_drafts
from helpers.export.mail import compose
from helpers.ground.catalogues.recipients import Recipient, recipients_of
from helpers.ground.errors import CatalogueError
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace

PERIOD = Period.parse("2023H1")
UNIT, EMPTY = "huyen-mau-0001", "huyen-mau-0003"
PEOPLE = (
    "unit,name,address,kind\n"
    f'{UNIT},"Nguyễn Văn Mẫu, Trưởng phòng",mau@example.com,to\n'
    f"{UNIT},Ban Dân tộc,bdt@example.com,cc\n"
)


@pytest.fixture(scope="module")
def mailed(province, tmp_path_factory):
    workspace, _ = province
    copy = Workspace(shutil.copytree(workspace.root, tmp_path_factory.mktemp("mail") / "w"))
    path = copy.root / "data" / "reference" / "recipients.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    written = write_drafts(copy, PERIOD, [UNIT, EMPTY, "huyen-mau-9999"], "vi")
    return copy, written


def read(workspace):
    path = workspace.reports(PERIOD, UNIT) / f"thu-{UNIT}-{PERIOD}.eml"
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_a_draft_is_for_its_unit_and_holds_its_files(mailed):
    workspace, written = mailed
    assert [(w.unit, bool(w.file), w.recipients) for w in written] == [
        (UNIT, True, 2), (EMPTY, False, 0), ("huyen-mau-9999", False, 0),
    ]  # fmt: skip
    mail = read(workspace)
    assert mail["Subject"] == "Báo cáo công tác dân tộc 6 tháng đầu năm 2023 – Huyện Mẫu 0001"
    assert mail["To"].addresses[0].display_name == "Nguyễn Văn Mẫu, Trưởng phòng"
    assert mail["Cc"].addresses[0].addr_spec == "bdt@example.com"
    assert mail["X-Unsent"] == "1", "Outlook opens it as a draft"
    report = workspace.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}.html"
    attached = {p.get_filename(): p.get_payload(decode=True) for p in mail.iter_attachments()}
    assert attached[report.name] == report.read_bytes()


def test_the_body_is_light_and_its_pictures_are_in_the_mail(mailed):
    mail = read(mailed[0])
    body = mail.get_body(("html",)).get_content()
    assert len(body.encode("utf-8")) < 100_000
    assert "Giải ngân Chương trình" in body and "http" not in body and "<script" not in body
    cids = {part["Content-ID"].strip("<>") for part in mail.walk() if part["Content-ID"]}
    assert cids and all(f"cid:{cid}" in body for cid in cids)
    plain = mail.get_body(("plain",)).get_content()
    assert "Giải ngân Chương trình" in plain


def test_same_report_same_bytes(mailed):
    workspace, _ = mailed
    path = workspace.reports(PERIOD, UNIT) / f"thu-{UNIT}-{PERIOD}.eml"
    first = path.read_bytes()
    write_drafts(workspace, PERIOD, [UNIT], "vi")
    assert path.read_bytes() == first


def test_a_report_that_was_changed_is_not_mailed(mailed, tmp_path):
    workspace = Workspace(shutil.copytree(mailed[0].root, tmp_path / "w"))
    report = workspace.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}.html"
    report.write_text("x", encoding="utf-8")
    assert [w.file for w in write_drafts(workspace, PERIOD, [UNIT], "vi")] == [""]


def test_hostile_names_stay_text(mailed):
    workspace, _ = mailed
    draft = draft_of(workspace, PERIOD, UNIT, "vi", [])
    evil = "Huyện Mẫu\r\nBcc: x@example.com <script>alert(1)</script>"
    mail = message_from_bytes(compose(replace(draft, unit=evil), "vi"), policy=policy.default)
    assert mail["Bcc"] is None
    assert "<script" not in mail.get_body(("html",)).get_content()
    people = [
        Recipient(unit=UNIT, name="A\r\nBcc: b@example.com", address="a@example.com", kind="to")
    ]
    mail = message_from_bytes(
        compose(replace(draft, recipients=people), "vi"), policy=policy.default
    )
    assert mail["Bcc"] is None and mail["To"].addresses[0].addr_spec == "a@example.com"


def test_a_broken_address_is_told_with_its_place(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_text("unit,name,address,kind\na,b,not an address,to\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="address"):
        recipients_of(path, "a")
