"""A small report with every element that section writers use."""

from __future__ import annotations

import base64
import os
import struct
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from docx_parts import HEAD

from helpers.export.head import ReportHead
from helpers.export.rendered_part import ANNEX, LANDSCAPE, RenderedPart


def _png() -> str:
    """A grey picture of 2 × 2 pixels as base64."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x80\x80" * 2))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")).decode()


# LibreOffice keeps the values stored beside the formulas of an Excel file unless set otherwise.
RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="session")
def libreoffice(program, shipped_fonts, tmp_path_factory):
    """``libreoffice(path, "pdf")``: the file as LibreOffice saves it, every formula recomputed."""
    soffice, folder = program("soffice"), tmp_path_factory.mktemp("libreoffice")
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECOMPUTE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(path: Path, kind: str) -> Path:
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder, path]
        environment = os.environ | shipped_fonts
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
        return folder / f"{path.stem}.{kind.split(':')[0]}"

    return convert


SECTION = f"""<h2 id="II">II. Tình hình vùng dân tộc thiểu số</h2>
<h3 id="II.1">1. Về sản xuất<br>và đời sống</h3>
<p>Diện tích lúa xuân <data class="fact" value="1178.47">1.178,47\u00a0ha</data>,
giảm <data class="fact" value="-16.74">\u221216,74\u00a0ha</data>.</p>
<ul><li>Ý thứ nhất.</li><li>Ý thứ hai.</li></ul>
<div class="table-box" tabindex="0" role="region" aria-labelledby="table-1"><table>
<caption id="table-1"><span>Bảng 1. Lúa</span><span class="unit">Đơn vị tính: ha</span></caption>
<thead><tr><th scope="col">Chỉ tiêu</th><th scope="col" class="num">Thực hiện</th></tr></thead>
<tbody><tr><th scope="row">Lúa xuân</th><td class="num">1.178,47</td></tr></tbody></table></div>
<figure class="chart"><img alt="Lúa xuân đạt 99,3%." src="data:image/png;base64,{_png()}">
<figcaption>Hình 1. Lúa xuân đạt 99,3%.</figcaption></figure>"""
FINDING = """<h2 id="PL1">Phụ lục I<br><span>Điểm cần xem lại</span></h2>
<div class="finding-error"><p><b class="lead">Mâu thuẫn.</b> Hai số khác nhau.</p></div>"""


@pytest.fixture
def parts() -> list[RenderedPart]:
    wide = '<h2 id="III">III. Chương trình</h2><p>Trang ngang.</p>'
    return [RenderedPart(SECTION), RenderedPart(FINDING, ANNEX), RenderedPart(wide, LANDSCAPE)]


@pytest.fixture
def head() -> ReportHead:
    recipients = ("UBND tỉnh (B/c)", "Ban Dân tộc tỉnh;", "Lưu: VT, DT.")
    return replace(HEAD, agency="Ủy ban nhân dân\nhuyện Bạch Thông", recipients=recipients)
