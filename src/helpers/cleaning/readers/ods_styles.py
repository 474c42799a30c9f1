"""Styles of .ods: number formats as format codes, struck and raised text, hidden sheets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from helpers.cleaning.readers.package import local
from helpers.cleaning.readers.stored_cell import CellStyle

WHITE = "#ffffff"
_DATE_PARTS = {
    "day": "dd", "month": "mm", "year": "yyyy", "hours": "hh", "minutes": "mm", "seconds": "ss",
    "am-pm": "AM/PM", "day-of-week": "dddd", "era": "yyyy", "quarter": "mm", "week-of-year": "dd",
}  # fmt: skip
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0}
_STANDARD = {(">=0",): 1, (">0", "<0"): 2, (">0", "<0", "=0"): 3}
"""Conditions that mean the usual sections: positive; negative; zero; text."""


@dataclass(slots=True)
class Look:
    """What a style says; None where it says nothing."""

    parent: str = ""
    number_style: str | None = None
    struck: bool | None = None
    raised: int | None = None
    is_displayed: bool = True
    indent: int | None = None
    color: str | None = None
    background: str | None = None


@dataclass(slots=True)
class Styles:
    """Styles by name, and the styles of cells that were asked for."""

    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    number_styles: dict[str, Element] = field(default_factory=dict)
    cells: dict[str, CellStyle] = field(default_factory=dict)

    def add(self, elements: Iterable[Element]) -> None:
        """Take in the styles of an element that holds them."""
        for element in elements:
            name = get(element, "name")
            if local(element.tag) == "style":
                self.looks[get(element, "family"), name] = _look(element)
            elif local(element.tag).endswith("-style"):
                self.number_styles[name] = element

    def of_cell(self, name: str) -> CellStyle:
        """The cell style of a name, with what it inherits."""
        if name not in self.cells:
            indent = int(str(self._inherited(name, "indent") or 0))
            paper = self._inherited(name, "background")
            unseen = self._inherited(name, "color") == (
                WHITE if paper == "transparent" else paper or WHITE
            )
            struck = bool(self._inherited(name, "struck"))
            self.cells[name] = CellStyle(self._code(name), struck, indent, unseen)
        return self.cells[name]

    def _code(self, name: str) -> str:
        number_style = self._inherited(name, "number_style")
        if not isinstance(number_style, str) or number_style not in self.number_styles:
            return "General"
        return self._code_of(self.number_styles[number_style])

    def text_look(self, name: str) -> tuple[int, bool]:
        """Whether a text style raises (1) or lowers (-1), and strikes out."""
        look = self.looks.get(("text", name), Look())
        return look.raised or 0, bool(look.struck)

    def _inherited(self, name: str, attribute: str) -> object:
        seen = set()
        while (look := self.looks.get(("table-cell", name))) and name not in seen:
            seen.add(name)
            if (value := getattr(look, attribute)) is not None:
                return value
            name = look.parent
        return None

    def _code_of(self, style: Element) -> str:
        """The style's own format code, with those that it maps to by condition."""
        own, conditions, codes = _own_code(style), [], []
        for child in style:
            other = self.number_styles.get(get(child, "apply-style-name"))
            if local(child.tag) == "map" and other is not None:
                conditions.append(get(child, "condition").replace("value()", "").replace(" ", ""))
                codes.append(_own_code(other))
        if tuple(conditions) not in _STANDARD:
            codes = [f"[{c}]{code}" for c, code in zip(conditions, codes, strict=True)]
        return ";".join([*codes, own])


def get(element: Element, name: str) -> str:
    """An attribute by its local name; '' where there is none."""
    return next((value for key, value in element.items() if local(key) == name), "")


def _look(style: Element) -> Look:
    look = Look(get(style, "parent-style-name"), get(style, "data-style-name") or None)
    for child in style:
        if local(child.tag) == "text-properties":
            struck = get(child, "text-line-through-style") or get(child, "text-line-through-type")
            position = get(child, "text-position")
            look.struck = struck != "none" if struck else None
            look.raised = _raised(position.split()[0]) if position else None
            look.color = get(child, "color").lower() or None
        elif local(child.tag) == "table-cell-properties":
            look.background = get(child, "background-color").lower() or None
        elif local(child.tag) == "table-properties":
            look.is_displayed = get(child, "display") != "false"
        elif local(child.tag) == "paragraph-properties" and get(child, "margin-left"):
            is_left = get(child, "text-align") not in ("end", "center")
            look.indent = _steps(get(child, "margin-left")) if is_left else 0
    return look


def _steps(length: str) -> int:
    """A length in steps of indent, of 10 points each: '0.353cm' → 1."""
    unit = length[-2:]
    return round(float(length[:-2]) * _POINTS[unit] / 10) if unit in _POINTS else 0


def _raised(position: str) -> int:
    if position in ("super", "sub"):
        return 1 if position == "super" else -1
    height = float(position.rstrip("%") or 0)
    return (height > 0) - (height < 0)


def _own_code(style: Element) -> str:
    is_percentage = local(style.tag) == "percentage-style"
    is_elapsed = get(style, "truncate-on-overflow") == "false"
    code = ""
    for child in style:
        name = local(child.tag)
        if name in ("number", "scientific-number", "fraction"):
            code += _digits(child, name)
        elif name == "text":
            code += _literal(child.text or "", is_percentage)
        elif name == "currency-symbol":
            code += f"[${child.text or ''}]"
        elif name == "text-content":
            code += "@"
        elif name in _DATE_PARTS:
            part = _DATE_PARTS[name]
            code += f"[{part}]" if is_elapsed and "[" not in code and part != "AM/PM" else part
        elif name == "boolean":
            code += "General"
    return code


def _literal(text: str, is_percentage: bool) -> str:
    if is_percentage and "%" in text:
        before, _, after = text.partition("%")
        return f"{_literal(before, False)}%{_literal(after, False)}"
    return f'"{text}"' if text else ""


def _digits(element: Element, name: str) -> str:
    if name == "fraction":
        return "# ?/?"
    places = get(element, "decimal-places")
    least = int(get(element, "min-decimal-places") or places or 0)
    decimals = "0" * least + "#" * (int(places or 0) - least)
    if name == "scientific-number":
        return f"0{'.' if decimals else ''}{decimals}E+00"
    if not places and not get(element, "min-integer-digits"):
        return "General"
    whole = "0" * int(get(element, "min-integer-digits") or 0) or "#"
    if get(element, "grouping") == "true":
        whole = f"#,##{whole}" if len(whole) == 1 else f"#,{whole.rjust(4, '#')}"
    factor = float(get(element, "display-factor") or 1)
    scale = ""
    while factor >= 1000:
        factor, scale = factor / 1000, scale + ","
    whole = _with_embedded(whole, element)
    return f"{whole}{'.' if decimals else ''}{decimals}{scale}"


def _with_embedded(whole: str, element: Element) -> str:
    """The digits before the decimal mark with the texts that stand among them."""
    texts = {int(get(child, "position")): child.text or "" for child in element}
    if not texts:
        return whole
    digits = whole.replace(",", "").rjust(max(texts) + 1, "#")
    code = ""
    for left, digit in zip(range(len(digits), 0, -1), digits, strict=True):
        code += (f'"{texts[left]}"' if left in texts else "") + digit
    return code
