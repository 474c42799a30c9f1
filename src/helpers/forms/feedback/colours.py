"""Colours over cells, as conditional formats: what a cell looked like is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from helpers.forms.feedback.package import Element, Parts, tag
from helpers.forms.feedback.points import Kind
from helpers.forms.feedback.sheets import Sheets, insert_in_order

COLOURS: dict[Kind, str] = {"unread": "FFF4B084", "finding": "FFF4B6B6", "question": "FFFFE699"}
OWN_RULE = '"baocao"="baocao"'
"""Always true; rules of earlier feedback are known by it."""
MOST_AREAS = 200
"""Areas in one element: more are split over several."""


def colour_numbers(sheets: Sheets) -> dict[Kind, int]:
    """Kind of point → number of the format, added to the workbook's styles."""
    parts = sheets.parts
    name = parts.linked(sheets.book, "styles")
    assert name is not None
    root = parts.tree(name)
    formats = root.find(tag("dxfs"))
    if formats is None:
        formats = etree.Element(tag("dxfs"))
        after = [root.find(tag(known)) for known in ("cellStyles", "cellXfs")]
        last = next(element for element in after if element is not None)
        last.addnext(formats)
    numbers: dict[Kind, int] = {}
    for kind, colour in COLOURS.items():
        numbers[kind] = len(formats)
        fill = etree.SubElement(etree.SubElement(formats, tag("dxf")), tag("fill"))
        pattern = etree.SubElement(fill, tag("patternFill"))
        etree.SubElement(pattern, tag("bgColor")).set("rgb", colour)
    formats.set("count", str(len(formats)))
    return numbers


def take_out_colours(sheet: Element) -> None:
    """Remove the colours of an earlier feedback."""
    for group in sheet.findall(tag("conditionalFormatting")):
        for rule in group.findall(tag("cfRule")):
            if any(OWN_RULE in (f.text or "") for f in rule.findall(tag("formula"))):
                group.remove(rule)
        if not group.findall(tag("cfRule")):
            sheet.remove(group)


def put_colours(
    parts: Parts, name: str, areas: Mapping[Kind, Iterable[str]], numbers: Mapping[Kind, int]
) -> None:
    """Colour the areas of each kind on the sheet with part ``name``."""
    sheet = parts.tree(name)
    used = [int(rule.get("priority", "0")) for rule in sheet.iter(tag("cfRule"))]
    priority = max(used, default=0)
    for kind, found in areas.items():
        listed = list(dict.fromkeys(found))
        for start in range(0, len(listed), MOST_AREAS):
            priority += 1
            group = etree.Element(tag("conditionalFormatting"))
            group.set("sqref", " ".join(listed[start : start + MOST_AREAS]))
            rule = etree.SubElement(group, tag("cfRule"))
            rule.set("type", "expression")
            rule.set("dxfId", str(numbers[kind]))
            rule.set("priority", str(priority))
            etree.SubElement(rule, tag("formula")).text = OWN_RULE
            insert_in_order(sheet, group)
