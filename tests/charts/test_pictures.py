"""The pictures: same bytes, nothing cut off or overlapping, no trace left in the process."""

from __future__ import annotations

import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from chart_rows import BUDGET, CHANGES, EXTREMES, MANY_CHANGES, PLAN, SERIES, SPLIT
from long_series import invented
from matplotlib.colors import to_rgb

from helpers.charts import (
    changes_chart,
    disbursement_chart,
    dot_plot,
    plan_bullets,
    production_split_chart,
    trend_panels,
)
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    NARROW_MM,
    TEXT_SIZE,
    chart_style,
)
from helpers.charts.drawing.text_metrics import MM_PER_POINT, SPARE, text_width
from helpers.charts.heat.heat_table import HeatRow

SVG = "{http://www.w3.org/2000/svg}"
SMALL_BYTES = 25_000
LEAST_LIGHTNESS_APART = 20
ALPHABET = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def three_periods(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of two periods with those of the first one a year before: enough for a line."""
    return pd.concat([rows[rows["period"] == "2022H1"].assign(period="2021H1"), rows])


def units(count: int) -> tuple[list[HeatRow], list[str], list[Decimal]]:
    """Invented units whose shares lie between -10 and 240 percent; one figure in doubt."""
    rows = [
        HeatRow(
            f"Xã Mẫu {n:04d}",
            (Decimal(n * 37 % 101), None if n % 9 == 0 else Decimal(n * 53 % 250 - 10)),
            frozenset({0} if n == 7 else ()),
        )
        for n in range(count)
    ]
    return rows, ["Giải ngân 2026 - 2035", "Xóa nhà tạm"], [Decimal(50), Decimal(100)]


CHARTS = {
    "trend panel": lambda: trend_panels(three_periods(SERIES), sector="crops"),
    "trend panel, extremes": lambda: trend_panels(
        three_periods(EXTREMES["trend"].assign(unit_of_measure="ha")), sector="crops"
    ),
    "long panels": lambda: trend_panels(invented(), sector="crops"),
    "full pages": lambda: trend_panels(invented(copies=2), sector="crops"),
    "changes": lambda: changes_chart(CHANGES),
    "changes, many": lambda: changes_chart(MANY_CHANGES),
    "changes, English": lambda: changes_chart(CHANGES, lang="en"),
    "plan": lambda: plan_bullets(PLAN, sector="crops"),
    "plan, extremes": lambda: plan_bullets(EXTREMES["plan"], sector="crops"),
    "plan, English": lambda: plan_bullets(PLAN, sector="crops", lang="en"),
    "disbursement": lambda: disbursement_chart(BUDGET),
    "disbursement, extremes": lambda: disbursement_chart(EXTREMES["disbursement"]),
    "dots": lambda: dot_plot(*units(40)),
    "dots, many": lambda: dot_plot(*units(150), lang="en"),
    "split": lambda: production_split_chart(SPLIT),
    "split, extremes": lambda: production_split_chart(EXTREMES["split"]),
}


@pytest.fixture(autouse=True)
def warnings_are_errors():
    """A missing glyph is a warning of matplotlib."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def boxes(image: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each line of text with its left, right, top and bottom in points."""
    found = []
    for element in ElementTree.fromstring(image).iter(f"{SVG}text"):
        told = element.get("style", "")
        style = dict(part.split(":") for part in told.split(";") if part)
        assert element.get("transform") is None and len(element) == 0
        assert "font-size" not in style
        x, y, text = float(element.get("x")), float(element.get("y")), element.text
        with chart_style():
            width = text_width(text, bold=style.get("font-weight") == "700")
        width = width / SPARE / MM_PER_POINT
        left = x - {None: 0, "middle": width / 2, "end": width}[style.get("text-anchor")]
        found.append((text, left, left + width, y - 0.73 * TEXT_SIZE, y))
    return found


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("name", CHARTS)
def test_text_is_within_the_picture_and_does_not_overlap(name, is_narrow):
    chart = CHARTS[name]()
    image = chart.narrow if is_narrow else chart.image
    root = ElementTree.fromstring(image)
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    if is_narrow:
        # At 328 pixels, a phone of 360 without its margins, the letters are 9.4 pixels.
        assert width == pytest.approx(NARROW_MM / MM_PER_POINT, abs=0.1)
    texts = boxes(image)
    assert texts
    for text, left, right, top, bottom in texts:
        assert left >= -0.5 and right <= width + 0.5, text
        assert top >= -0.5 and bottom <= height + 0.5, text
    for one, other in combinations(texts, 2):
        apart = one[2] <= other[1] or other[2] <= one[1] or one[4] <= other[3] or other[4] <= one[3]
        assert apart, (one, other)


@pytest.mark.parametrize("name", CHARTS)
def test_same_data_gives_the_same_small_svg(name):
    one, other = CHARTS[name](), CHARTS[name]()
    assert one.image == other.image and one.caption == other.caption
    assert len(one.image) < SMALL_BYTES
    text = one.image.decode("utf-8")
    assert text.count("font-family") == text.count("font-size") == 1 and "<style" not in text
    assert ElementTree.fromstring(one.image).get("font-size") == f"{TEXT_SIZE}px"
    root = ElementTree.fromstring(one.image)
    assert root.get("role") == "img" and root.get("width") == "453.543307pt"
    assert root.findtext(f"{SVG}title") == one.title
    assert root.findtext(f"{SVG}desc") == one.caption


def test_every_vietnamese_letter_has_a_glyph():
    signs = "−±²³≥“”…"
    rows = PLAN.assign(name=[ALPHABET, ALPHABET.upper(), signs, "ễnh ương"])
    shown = {
        letter for text, *_ in boxes(plan_bullets(rows, sector="crops").image) for letter in text
    }
    assert set(ALPHABET + ALPHABET.upper() + signs) <= shown
    with pytest.raises(UserWarning, match="Glyph"):
        plan_bullets(rows.assign(name="\U0001f600"), sector="crops")


def test_names_are_text_not_markup_or_formulas():
    image = CHARTS["plan, extremes"]().image
    assert b"<b>" not in image
    assert "Số thôn <b>&$ đạt $chuẩn$" in [text for text, *_ in boxes(image)]


def test_settings_of_the_process_stay_as_they_were():
    before = dict(mpl.rcParams)
    for build in CHARTS.values():
        build()
    assert dict(mpl.rcParams) == before


def test_threads_do_not_disturb_each_other():
    expected = {name: build().image for name, build in CHARTS.items()}
    names = list(CHARTS)
    with ThreadPoolExecutor(6) as pool:
        images = list(pool.map(lambda name: CHARTS[name]().image, names))
    assert images == [expected[name] for name in names]


CHILD = """
import os, sys, threading
from chart_rows import PLAN
from helpers.charts import plan_bullets
from helpers.charts.drawing.style import chart_style

assert "matplotlib.pyplot" not in sys.modules
image = plan_bullets(PLAN, sector="crops").image
if hasattr(os, "fork"):
    inside, leave = threading.Event(), threading.Timer(0.3, lambda: None)
    def hold():
        with chart_style():
            inside.set()
            leave.run()
    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait()
    child = os.fork()
    if not child:
        os._exit(plan_bullets(PLAN, sector="crops").image != image)
    thread.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert "matplotlib.pyplot" not in sys.modules
sys.stdout.buffer.write(image)
"""


def test_other_processes_draw_the_same_without_pyplot():
    image = CHARTS["plan"]().image
    path = [folder for folder in sys.path if folder]
    code = f"import sys; sys.path[:0] = {path!r}\n{CHILD}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stdout == image, done.stderr.decode("utf-8")


# Machado, Oliveira and Fernandes 2009: how those without red, green or blue cones see, at full
# severity, in linear light.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lightness(colour: str, sight: str) -> float:
    """CIE L*, 0 black to 100 white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    seen = [sum(w * c for w, c in zip(row, linear, strict=True)) for row in SIGHT[sight]]
    light = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), seen, strict=True))
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@pytest.mark.parametrize("sight", SIGHT)
def test_tones_stay_apart_in_grey_print_and_to_the_colour_blind(sight):
    tones = [lightness(colour, sight) for colour in (INK, DARK, MIDDLE, LIGHT)]
    gaps = [b - a for a, b in zip(tones, tones[1:], strict=False)]
    assert min(gaps) >= LEAST_LIGHTNESS_APART, gaps
