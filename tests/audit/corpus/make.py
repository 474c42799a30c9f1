"""The annotated corpus: true passages from true numbers, and wrong ones by known slips.

Truth comes from how a passage is made (its figures are rounded from one set of true numbers), not
from the program that is measured. A slip counts only if it leaves what rounding could explain.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

DRAWS = 8
WRONG_SHARE = 0.34
UNITS = {"ha": 2, "tấn": 2, "triệu đồng": 3, "hộ": 0, "người": 0, "con": 0}
COUNTED = ("hộ", "người", "con")
NAMES = ("Nà Mẫu", "Bản Ví Dụ", "Khuổi Thử", "Nặm Mới", "Cốc Hoa", "Pác Lành", "Thôm Đẹp")
ENGLISH = "english_marks"
REPORT_DATE = "ngày 20 tháng 6 năm 2023"


@dataclass(frozen=True)
class Sample:
    """A passage with one claim; ``slip`` names what is wrong with it, empty for a true one."""

    style: str
    recipe: str
    text: str
    slip: str


def samples(seed: int) -> Iterator[Sample]:
    """All passages of all styles, each drawn several times."""
    for number, (style, recipe, text) in enumerate(passages()):
        for draw in range(DRAWS):
            dice = random.Random(f"{seed}/{number}/{draw}")
            wanted = dice.random() < WRONG_SHARE
            yield make(style, recipe, text, dice, wrong=wanted)


def decoys() -> Iterator[Sample]:
    """Passages that hold no contradiction."""
    text = Path(__file__).with_name("decoys.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from (Sample("decoys", "decoy", line, "") for line in lines)


def passages() -> Iterator[tuple[str, str, str]]:
    """(style, recipe, text with places) of styles.txt."""
    style = ""
    for line in Path(__file__).with_name("styles.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            style = line[1:-1]
        elif line and not line.startswith("#"):
            recipe, _, text = line.partition(" | ")
            yield style, recipe, text


def make(style: str, recipe: str, text: str, dice: random.Random, *, wrong: bool) -> Sample:
    places, slips = RECIPES[recipe](dice)
    slip = ""
    if wrong:
        slip = dice.choice(sorted(slips))
        places = slips[slip](dict(places))
        if places is None:
            return make(style, recipe, text, dice, wrong=wrong)
    if recipe.startswith("table"):
        return Sample(style, recipe, places["table"], slip)
    printed = {
        name: number(value, style) if isinstance(value, Decimal) else value
        for name, value in places.items()
    }
    return Sample(style, recipe, text.format(**printed), slip)


def number(value: Decimal, style: str) -> str:
    text = f"{value:,f}"
    return text if style == ENGLISH else text.translate(str.maketrans(",.", ".,"))


def rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def drawn(dice: random.Random, unit: str, low: int = 40, high: int = 9000) -> Decimal:
    return rounded(Decimal(str(dice.uniform(low, high))), UNITS[unit])


def digit_changed(value: Decimal, dice: random.Random) -> Decimal:
    """Another digit in one of the first three places: too far for rounding."""
    text = list(str(value))
    at = [n for n, mark in enumerate(text) if mark.isdigit()][: 3 if value >= 100 else 2]
    place = dice.choice(at)
    others = [d for d in "123456789" if abs(int(d) - int(text[place])) > 1]
    text[place] = dice.choice(others)
    return Decimal("".join(text))


def swapped(value: Decimal) -> Decimal | None:
    text = list(str(value))
    at = [n for n, mark in enumerate(text) if mark.isdigit()]
    for one, two in zip(at, at[1:], strict=False):
        if abs(int(text[one]) - int(text[two])) > 1 and text[two] != "0" and one < 2:
            text[one], text[two] = text[two], text[one]
            return Decimal("".join(text))
    return None


def far(one: Decimal, other: Decimal | None) -> bool:
    """Further apart than any rounding of the figures in this corpus."""
    return other is not None and abs(one - other) > max(Decimal("0.6"), abs(one) / 50)


def with_slips(name: str, places: dict, dice: random.Random) -> dict[str, Callable]:
    """Slips in the figure ``name``; each gives None where it would not be far enough off."""
    true = places[name]

    def put(value: Decimal | None) -> Callable:
        return lambda told: told | {name: value} if far(true, value) and value >= 0 else None

    digits = max(0, -true.as_tuple().exponent)
    return {
        "digit": put(digit_changed(true, dice)),
        "swap": put(swapped(true)),
        "shift": put(rounded(true * 10, digits)),
    }


def share(dice: random.Random) -> tuple[dict, dict]:
    unit = dice.choice(list(UNITS))
    whole = drawn(dice, unit, 200)
    part = rounded(whole * Decimal(str(dice.uniform(0.12, 0.98))), UNITS[unit])
    percent = rounded(part * 100 / whole, dice.choice((1, 1, 2)))
    places = {"a": part, "b": whole, "p": percent, "u": unit}
    slips = with_slips("p", places, dice)
    rest = 100 - percent
    slips["remainder"] = lambda told: told | {"p": rest} if far(percent, rest) else None
    other = rounded(part * 100 / (whole * Decimal("1.17")), 1)
    slips["denominator"] = lambda told: told | {"p": other} if far(percent, other) else None
    return places, slips


def level(dice: random.Random) -> tuple[dict, dict]:
    unit = dice.choice(list(UNITS))
    base = drawn(dice, unit, 200)
    value = rounded(base * Decimal(str(dice.uniform(0.8, 1.3))), UNITS[unit])
    places = {"a": value, "b": base, "p": rounded(value * 100 / base, 1), "u": unit}
    return places, with_slips("p", places, dice)


def change(dice: random.Random) -> tuple[dict, dict]:
    unit = dice.choice(list(UNITS))
    base = drawn(dice, unit, 300)
    rises = dice.random() < 0.5
    size = rounded(base * Decimal(str(dice.uniform(0.06, 0.4))), UNITS[unit])
    value = base + size if rises else base - size
    places = {
        "a": value, "d": size, "p": rounded(size * 100 / base, 2), "u": unit,
        "w": "tăng" if rises else "giảm", "s": "+" if rises else "-",
    }  # fmt: skip
    slips = with_slips("p", places, dice)
    slips["old_base"] = with_slips("d", places, dice)["digit"]
    return places, slips


def from_to(dice: random.Random) -> tuple[dict, dict]:
    """Both ways of telling: by the amount and by the percentage; the text says which way."""
    unit = dice.choice(COUNTED)
    base = drawn(dice, unit, 300)
    size = rounded(base * Decimal(str(dice.uniform(0.06, 0.4))), 0)
    return {"base": base, "size": size, "u": unit}, {}


def of_direction(rises: bool) -> Callable:
    def recipe(dice: random.Random) -> tuple[dict, dict]:
        told, _ = from_to(dice)
        base, size = told["base"], told["size"]
        places = {
            "b": base, "a": base + size if rises else base - size, "d": size,
            "p": rounded(size * 100 / base, 1), "u": told["u"],
        }  # fmt: skip
        both = {
            name: lambda p, n=name: _both(p, with_slips(n, places, dice)["digit"], places)
            for name in ("d",)
        }
        return places, {"digit": both["d"]}

    return recipe


def _both(told: dict, slip: Callable, true: dict) -> dict | None:
    """A wrong difference, and the percentage that is wrong with it."""
    wrong = slip(told)
    if wrong is None:
        return None
    percent = rounded(wrong["d"] * 100 / true["b"], 1)
    return wrong | {"p": percent} if far(true["p"], percent) else None


def parts_and_total(dice: random.Random) -> tuple[dict, dict]:
    unit = dice.choice(list(UNITS))
    parts = {name: drawn(dice, unit, 30, 900) for name in "xyz"}
    places = parts | {"t": sum(parts.values(), Decimal(0)), "u": unit}
    slips = {"digit": with_slips("t", places, dice)["digit"]}
    slips["dropped"] = lambda told: told | {"t": told["x"] + told["y"]}
    return places, slips


def upper(dice: random.Random) -> tuple[dict, dict]:
    """Parts that need not be all; each is at most the whole."""
    unit = dice.choice(COUNTED)
    total = drawn(dice, unit, 100, 900)
    parts = {n: rounded(total * Decimal(str(dice.uniform(0.1, 0.6))), 0) for n in "xy"}
    return parts | {"t": total, "u": unit}, {"larger": lambda told: told | {"x": total + 30}}


def product(dice: random.Random) -> tuple[dict, dict]:
    area = drawn(dice, "ha", 100, 2000)
    per_area = rounded(Decimal(str(dice.uniform(20, 70))), 2)
    places = {"x": area, "y": per_area, "z": rounded(area * per_area / 10, 2)}
    return places, {name: with_slips("z", places, dice)[name] for name in ("digit", "shift")}


def count(dice: random.Random) -> tuple[dict, dict]:
    mark = dice.choice((", ", "; "))
    names = dice.sample(NAMES, dice.randint(3, len(NAMES)))
    places = {"n": f"{len(names):02d}", "names": mark.join(names)}
    slips = {"dropped": lambda told: told | {"names": mark.join(names[:-1])}}
    slips["counted"] = lambda told: told | {"n": f"{len(names) + 1:02d}"}
    return places, slips


def sign(dice: random.Random) -> tuple[dict, dict]:
    places, _ = change(dice)
    other = {"+": "-", "-": "+"}[places["s"]]
    return places, {"sign": lambda told: told | {"s": other}}


def dated(dice: random.Random) -> tuple[dict, dict]:
    told = f"{dice.randint(1, 28):02d}/{dice.randint(1, 5)}/2023"
    slips = {
        "future": lambda p: p | {"date": f"{dice.randint(1, 28):02d}/{dice.randint(8, 12)}/2023"},
        "impossible": lambda p: p | {"date": dice.choice(("30/02/2023", "31/4/2023"))},
    }
    return {"date": told}, slips


def table_share(dice: random.Random) -> tuple[dict, dict]:
    rows = [share(dice)[0] for _ in range(3)]
    for row in rows:
        row["p"] = rounded(row["a"] * 100 / row["b"], 1)
    heads = ("Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)")

    def put(last: Decimal) -> dict:
        told = [[f"Chỉ tiêu {n}", r["b"], r["a"], r["p"]] for n, r in enumerate(rows)]
        told[-1][-1] = last
        return {"table": grid(heads, told)}

    true = rows[-1]["p"]
    wrong = digit_changed(true, dice)
    return put(true), {"digit": lambda told: put(wrong) if far(true, wrong) else None}


def table_total(dice: random.Random) -> tuple[dict, dict]:
    parts = [[f"Xã Mẫu {n}", drawn(dice, "hộ"), drawn(dice, "ha")] for n in range(1, 6)]
    heads = ("Đơn vị", "Số hộ (hộ)", "Diện tích (ha)")
    totals = [sum((row[n] for row in parts), Decimal(0)) for n in (1, 2)]

    def put(total: Decimal) -> dict:
        return {"table": grid(heads, [*parts, ["Tổng cộng", totals[0], total]])}

    wrong = digit_changed(totals[1], dice)
    missing = totals[1] - parts[2][2]
    return put(totals[1]), {
        "digit": lambda told: put(wrong) if far(totals[1], wrong) else None,
        "dropped": lambda told: put(missing) if far(totals[1], missing) else None,
    }


def grid(heads: tuple[str, ...], rows: list[list]) -> str:
    """A table as its readers give it: cells parted by bars."""
    told = [[number(c, "") if isinstance(c, Decimal) else c for c in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(heads), *told))


RECIPES: dict[str, Callable] = {
    "share": share,
    "level": level,
    "change": change,
    "rise": of_direction(True),
    "fall": of_direction(False),
    "sum": parts_and_total,
    "upper": upper,
    "product": product,
    "count": count,
    "sign": sign,
    "date": dated,
    "table_share": table_share,
    "table_total": table_total,
}
