"""Charts: what their readings say, when there is nothing to draw, and that the bytes are stable."""

from __future__ import annotations

import warnings
from decimal import Decimal as D

import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from helpers.charts import disbursement_chart, plan_bullets, production_split_chart, trend_panel
from helpers.charts.style import DARK, LIGHT, MIDDLE


@pytest.fixture(autouse=True)
def warnings_are_errors():
    """A missing glyph is a warning of matplotlib."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def frame(*rows, columns):
    def value(text):
        try:
            return D(text)
        except (ArithmeticError, TypeError):
            return text

    data = [[value(cell) for cell in row] for row in rows]
    return pd.DataFrame(data, columns=columns.split(), dtype=object)


PLAN = "name sector pct_plan pace_expected"


@pytest.mark.parametrize(
    ("rows", "drawn", "reading"),
    [
        (
            [
                ("Đàn trâu", "livestock", "98.42", None),
                ("Đàn lợn", "livestock", "114.21", None),
                ("Số ễnh ương xuất bán", "livestock", "0", "50"),
            ],
            True,
            "1/3 chỉ tiêu đạt hoặc vượt kế hoạch năm; cao nhất là đàn lợn (114,2%), "
            "thấp nhất là số ễnh ương xuất bán (0%).",
        ),
        (
            [("Đàn trâu", "livestock", "98.42", None)],
            False,
            "Đàn trâu đạt 98,4% kế hoạch năm; chỉ có một chỉ tiêu nên không vẽ hình.",
        ),
        (
            [("Đàn trâu", "livestock", None, None)],
            False,
            "Không có chỉ tiêu nào có kế hoạch để so sánh.",
        ),
    ],
)
def test_plan(rows, drawn, reading):
    chart = plan_bullets(frame(*rows, columns=PLAN), sector="livestock")
    assert chart.reading == reading
    assert (chart.image is not None) == drawn


TREND = "period indicator name sector actual plan pct_change decimals"


@pytest.mark.parametrize(
    ("rows", "drawn", "reading"),
    [
        (
            [
                ("2022H1", "a", "Diện tích lúa", "crops", "100", None, None, 2),
                ("2022H1", "b", "Sản lượng ngô", "crops", "50", None, None, 2),
                ("2023H1", "a", "Diện tích lúa", "crops", "90", "95", "-10", 2),
                ("2023H1", "b", "Sản lượng ngô", "crops", "60", None, "20", 2),
            ],
            True,
            "Trồng trọt: 1/2 chỉ tiêu tăng, 1/2 chỉ tiêu giảm so với cùng kỳ; tăng mạnh nhất là "
            "sản lượng ngô (+20,00%); giảm mạnh nhất là diện tích lúa (−10,00%).",
        ),
        (
            [("2023H1", "a", "Diện tích lúa", "crops", "90", "95", None, 2)],
            False,
            "Trồng trọt: mới có số liệu một kỳ nên chưa vẽ diễn biến.",
        ),
        (
            [
                ("2022H1", "a", "Số vụ", "crops", "0", None, None, 0),
                ("2023H1", "a", "Số vụ", "crops", "0", None, "0", 0),
            ],
            True,
            "Trồng trọt: 0/1 chỉ tiêu tăng, 0/1 chỉ tiêu giảm so với cùng kỳ.",
        ),
    ],
)
def test_trend(rows, drawn, reading):
    chart = trend_panel(frame(*rows, columns=TREND), sector="crops")
    assert chart.reading == reading
    assert (chart.image is not None) == drawn


SPLIT = "name change area_effect yield_effect"


def test_split_says_why():
    rows = frame(("Sản lượng lúa xuân", "-70.77", "-102.69", "31.92"), columns=SPLIT)
    chart = production_split_chart(rows)
    assert chart.reading == (
        "Sản lượng lúa xuân: −70,77 tấn so với cùng kỳ, trong đó do diện tích −102,69 tấn, "
        "do năng suất +31,92 tấn."
    )
    assert chart.image is not None
    nothing = production_split_chart(frame(("x", "1", None, None), columns=SPLIT))
    assert nothing.image is None and "Chưa đủ" in nothing.reading


BUDGET = "project capital plan actual pct_plan"


def test_disbursement_from_the_smallest_to_the_largest():
    rows = frame(
        ("MTQG", "total", "26756", "5013", "18.736"),
        ("DA1", "total", "12", "0", "0"),
        ("DA1", "recurrent", "12", "0", "0"),
        ("DA2", "total", None, None, None),
        ("DA4", "total", "26744", "5013", "18.745"),
        ("DA4", "investment", "26744", "5013", "18.745"),
        columns=BUDGET,
    )
    chart = disbursement_chart(rows)
    assert chart.reading == (
        "Đã giải ngân 5.013/26.756 triệu đồng, đạt 18,7%; tỷ lệ cao nhất là Dự án 4 (18,7%); "
        "chưa giải ngân: Dự án 1."
    )
    text = chart.image.decode("utf-8")
    assert "không giao vốn" in text and "26.744 · 18,7%" in text and "12 · 0%" in text


def test_same_data_gives_the_same_bytes():
    rows = frame(
        ("Đàn trâu", "livestock", "98.42", "50"), ("Đàn bò", "livestock", "5", None), columns=PLAN
    )
    one, other = (plan_bullets(rows, sector="livestock").image for _ in range(2))
    assert one == other
    assert b"font-family" in one and one.count(b"font-family") == 1


def test_text_of_people_is_escaped_in_the_picture():
    rows = frame(
        ("<script>&", "livestock", "98.42", "50"), ("b", "livestock", "5", None), columns=PLAN
    )
    image = plan_bullets(rows, sector="livestock").image
    assert b"<script>" not in image and b"&lt;script" in image


def luminance(colour):
    """Relative luminance, WCAG 2.1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_tones_stay_apart_in_grey_print():
    tones = sorted(luminance(colour) for colour in (DARK, MIDDLE, LIGHT))
    contrasts = [(b + 0.05) / (a + 0.05) for a, b in zip(tones, tones[1:], strict=False)]
    assert min(contrasts) > 2
