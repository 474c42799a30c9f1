"""Colours over cells, as conditional formats: what a cell looked like is not touched."""

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
    root = sheets.styles()
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
        etree.SubElement(etree.SubElement(fill, tag("patternFill")), tag("bgColor"), rgb=colour)
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
            areas_text = " ".join(listed[start : start + MOST_AREAS])
            group = etree.Element(tag("conditionalFormatting"), sqref=areas_text)
            look = {"type": "expression", "dxfId": str(numbers[kind]), "priority": str(priority)}
            rule = etree.SubElement(group, tag("cfRule"), look)
            etree.SubElement(rule, tag("formula")).text = OWN_RULE
            insert_in_order(sheet, group)
