"""The head and foot of a report: sent by the office, kept in its profile, or from its level."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.core.catalogues.outlines import Outline
from helpers.core.catalogues.unit_names import kind_of_unit
from helpers.core.errors import CatalogueError
from helpers.core.workspace import Workspace
from helpers.narrative.outline_sections import agency_in_prose
from helpers.stages.parameters import ReportParameters
from helpers.stages.report_head import head_values, locality, report_head
from helpers.stages.unit_period import open_unit_period

UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
98,minh-hoa-cu,Tỉnh Minh Họa Cũ,province,,,2025-06-30
980,huyen-mau,Huyện Mẫu,district,98,,2025-06-30
98001,xa-mau-cu,Xã Mẫu Cũ,commune,980,,2025-06-30
99,minh-hoa,Tỉnh Minh Họa,province,,2025-07-01,
99001,xa-mau,Xã Mẫu,commune,99,2025-07-01,
99002,thi-tran-mau,Đặc khu Mẫu,commune,99,2025-07-01,
"""
PROFILE = "data/reference/unit_profiles/{}.yml"


class Data:
    """As much of a report's data as a head needs."""

    def __init__(self, values, lang):
        self.values, self.lang = values, lang
        self.outline = Outline(outline="", source_vi="", source_en="", parts=())

    def heading(self, key):
        return list(self.values.get(key, ()))


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "data" / "reference" / "unit_profiles").mkdir(parents=True)
    (tmp_path / "data" / "raw").mkdir()
    (tmp_path / "data" / "reference" / "units.csv").write_text(UNITS, "utf-8")
    return Workspace(tmp_path)


def head_of(workspace, unit, period, *sent, lang="vi", **parameters):
    values = {"unit": unit, "period": period, "lang": lang} | parameters
    case = open_unit_period(ReportParameters, workspace=workspace, **values)
    heading = pd.DataFrame(sent, columns=["key", "value"])
    return report_head(case, Data(head_values(case, heading), lang))


@pytest.mark.parametrize(
    ("unit", "period", "superior", "agency", "place", "recipients"),
    [
        ("huyen-mau", "2023H1", "UBND TỈNH MINH HỌA CŨ", "ỦY BAN NHÂN DÂN\nHUYỆN MẪU", "Mẫu",
         ("UBND tỉnh Minh Họa Cũ (b/c)", "Lưu: VT")),
        ("xa-mau-cu", "2023H1", "UBND HUYỆN MẪU", "ỦY BAN NHÂN DÂN\nXÃ MẪU CŨ", "Mẫu Cũ",
         ("UBND huyện Mẫu (b/c)", "Lưu: VT")),
        ("xa-mau", "2026H1", "UBND TỈNH MINH HỌA", "ỦY BAN NHÂN DÂN\nXÃ MẪU", "Mẫu",
         ("UBND tỉnh Minh Họa (b/c)", "Lưu: VT")),
        ("thi-tran-mau", "2025H2", "UBND TỈNH MINH HỌA", "ỦY BAN NHÂN DÂN\nĐẶC KHU MẪU", "Mẫu",
         ("UBND tỉnh Minh Họa (b/c)", "Lưu: VT")),
        ("minh-hoa", "2026H1", "", "ỦY BAN NHÂN DÂN\nTỈNH MINH HỌA", "Minh Họa",
         ("Bộ Dân tộc và Tôn giáo (b/c)", "Lưu: VT")),
    ],
)  # fmt: skip
def test_a_level_has_its_head(workspace, unit, period, superior, agency, place, recipients):
    head = head_of(workspace, unit, period)
    assert (head.superior_agency, head.agency) == (superior, agency)
    assert head.place_and_date == f"{place}, ngày ..... tháng ..... năm ........."
    assert head.recipients == recipients
    assert head.number_symbol.endswith("/BC-UBND") and head.number_symbol.startswith("Số:")


def test_a_signature_is_always_there_and_no_name_is_invented(workspace):
    head = head_of(workspace, "xa-mau", "2026H1")
    assert head.signing == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert set(head.signer) == {"."}


def test_a_profile_counts_more_than_the_level(workspace):
    text = """
    agency: "ỦY BAN NHÂN DÂN XÃ MẪU"
    place: "Xã Mẫu"
    signing: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    signer: "Nguyễn Văn Mẫu"
    recipients: ["Sở Mẫu (b/c)"]
    """
    (workspace.root / PROFILE.format("xa-mau")).write_text(text, "utf-8")
    head = head_of(workspace, "xa-mau", "2026H1", report_date="ngày 12 tháng 6 năm 2026")
    assert head.superior_agency == "UBND TỈNH MINH HỌA", "left empty: as the level asks for"
    assert head.place_and_date == "Xã Mẫu, ngày 12 tháng 6 năm 2026"
    assert head.signing[1:] == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert (head.signer, head.recipients) == ("Nguyễn Văn Mẫu", ("Sở Mẫu (b/c)",))


def test_an_office_may_have_no_agency_above(workspace):
    path = workspace.root / PROFILE.format("xa-mau")
    path.write_text('superior_agency: "Không ghi"\n', "utf-8")
    assert head_of(workspace, "xa-mau", "2026H1").superior_agency == ""


def test_what_the_office_sent_counts_most(workspace):
    text = (
        'superior_agency: ""\nsigning: ["CHỦ TỊCH"]\nsigner: "Nguyễn Văn Mẫu"\nplace: "Nơi Mẫu"\n'
    )
    (workspace.root / PROFILE.format("xa-mau")).write_text(text, "utf-8")
    sent = [("agency", "ỦY BAN NHÂN DÂN XÃ MẪU"), ("signing", "PHÓ CHỦ TỊCH")]
    head = head_of(workspace, "xa-mau", "2026H1", *sent)
    assert head.superior_agency == "", "its own head has none"
    assert head.signing == ("PHÓ CHỦ TỊCH",)
    assert set(head.signer) == {"."}, "the chairman's name does not stand below another office"
    assert head.place_and_date.startswith("Nơi Mẫu, ")


def test_a_profile_with_an_unknown_word_names_file_and_word(workspace):
    (workspace.root / PROFILE.format("xa-mau")).write_text('signor: "A"\n', "utf-8")
    with pytest.raises(CatalogueError, match=r"xa-mau\.yml.*signor"):
        head_of(workspace, "xa-mau", "2026H1")


def test_the_english_head_is_english(workspace):
    head = head_of(workspace, "xa-mau", "2026H1", lang="en")
    assert head.superior_agency == "PEOPLE'S COMMITTEE OF TỈNH MINH HỌA"
    assert head.signing[0] == "FOR THE PEOPLE'S COMMITTEE"


@pytest.mark.parametrize(
    ("name", "place"),
    [("Quận 1", "Quận 1"), ("Thành phố Hà Nội", "Hà Nội"), ("Thị trấn Phủ Thông", "Phủ Thông")],
)
def test_the_place_is_the_name_without_its_kind_unless_a_number(name, place):
    assert kind_of_unit(name)
    assert locality(name) == place


@pytest.mark.parametrize(
    ("agency", "unit", "prose"),
    [
        ("ỦY BAN NHÂN DÂN THỊ TRẤN PHỦ THÔNG", "Thị trấn Phủ Thông",
         "Ủy ban nhân dân thị trấn Phủ Thông"),
        ("ỦY BAN NHÂN DÂN HUYỆN M'ĐRẮK", "Huyện M'Đrắk", "Ủy ban nhân dân huyện M'Đrắk"),
        ("Ban Dân tộc tỉnh Minh Họa", "Tỉnh Minh Họa", "Ban Dân tộc tỉnh Minh Họa"),
    ],
)  # fmt: skip
def test_an_agency_in_prose(agency, unit, prose):
    assert agency_in_prose(agency, unit) == prose
