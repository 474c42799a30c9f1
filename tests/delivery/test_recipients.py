"""The catalogue of recipients: what could begin a header or reach a stranger is refused."""

from __future__ import annotations

import pytest

from helpers.core.catalogues.loading import KnownCodes
from helpers.core.catalogues.recipients import load_recipients
from helpers.core.errors import CatalogueError
from helpers.core.messages import message

HEAD = "unit,name,address,kind\n"
GOOD = "a,Nguyễn Văn Mẫu,mau@example.com,to\n"
BAD = [
    ('a,"Mẫu\r\nBcc: x@example.com",mau@example.com,to', "name"),
    ('a,"Mẫu\nBcc: x@example.com",mau@example.com,to', "name"),
    ("a,=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmcNCg0KYm9keQ==?=,mau@example.com,to", "name"),
    ("a,=?utf-8?q?M=0Au?=,mau@example.com,to", "name"),
    ("a,Mẫu\u200bgnod,mau@example.com,to", "name"),
    ("a,Mẫu\ue000gnod,mau@example.com,to", "name"),
    ("a," + "x" * 201 + ",mau@example.com,to", "name"),
    ("a,Mẫu,not an address,to", "address"),
    ('a,Mẫu,"mau@example.com\nBcc: x@example.com",to', "address"),
    ('a,Mẫu,"mau@example.com,x@example.com",to', "address"),
    ("a,Mẫu,<mau@example.com>,to", "address"),
    ('a,Mẫu,"""m au""@example.com",to', "address"),
    ("a,Mẫu,mẫu@example.com,to", "address"),
    ("a,Mẫu,mau@localhost,to", "address"),
    ("a,Mẫu,.mau@example.com,to", "address"),
    ("a,Mẫu,mau@-example.com,to", "address"),
    ("a,Mẫu," + "m" * 250 + "@example.com,to", "address"),
    ("a,Mẫu,MAU@example.com,cc", "address"),
    ("b,Mẫu,other@example.com,to", "unit"),
    ("a,Mẫu,other@example.com,bcc", "kind"),
]


@pytest.mark.parametrize("row, column", BAD)
def test_a_bad_row_is_told_with_file_row_and_column(tmp_path, row, column):
    path = tmp_path / "recipients.csv"
    path.write_text(HEAD + GOOD + row + "\n", encoding="utf-8", newline="")
    with pytest.raises(CatalogueError) as caught:
        load_recipients(path, KnownCodes("units", {"a"}))
    fields = caught.value.fields
    assert (fields["file"], fields["column"]) == ("recipients.csv", column)
    assert fields["row"] >= 3


@pytest.mark.parametrize("sign", "\u202e\u2066\u200f\u2028\x01\x85")
def test_a_character_that_turns_or_controls_text_is_told_with_file_line_and_sign(tmp_path, sign):
    """No catalogue may hold one: its file is refused before its rows are read."""
    path = tmp_path / "recipients.csv"
    path.write_text(f"{HEAD}{GOOD}a,Mẫu{sign}gnod,other@example.com,to\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_recipients(path, KnownCodes("units", {"a"}))
    reason = message("validation.unseen_sign", line=3, sign=f"U+{ord(sign):04X}")
    assert caught.value.fields == {"file": "recipients.csv", "reason": reason}
    assert f"U+{ord(sign):04X}" in reason


@pytest.mark.parametrize("name, address", [
    ('"Trần Thị, ""Mẫu"""', "a.b+c@sub.example.gov.vn"),
    ("", "x@example.com"),
])  # fmt: skip
def test_usual_rows_are_read(tmp_path, name, address):
    path = tmp_path / "recipients.csv"
    path.write_text(f"{HEAD}a,{name},{address},to\n", encoding="utf-8")
    assert [row.address for row in load_recipients(path, KnownCodes("units", {"a"}))["a"]] == [
        address
    ]


def test_a_name_in_encoded_words_is_kept_as_it_is_read(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_text(f"{HEAD}a,=?utf-8?b?TeG6q3U=?=,x@example.com,to\n", encoding="utf-8")
    assert load_recipients(path, KnownCodes("units", {"a"}))["a"][0].name == "Mẫu"
