"""Sheets of a workbook's package: found by name, put first or last, taken away."""

from lxml import etree

from helpers.forms.feedback.package import ID, OFFICE, Element, Parts, required, tag, workbook_part

ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
"""The elements of a sheet in the order that ECMA-376 (18.3.1.99) demands."""
_RANKS = {tag(name): rank for rank, name in enumerate(ORDER)}


def insert_in_order(sheet: Element, element: Element) -> None:
    """Put an element into a sheet where the standard wants it."""
    rank = _RANKS[str(element.tag)]
    for position, child in enumerate(sheet):
        if _RANKS.get(str(child.tag), len(ORDER)) > rank:
            sheet.insert(position, element)
            return
    sheet.append(element)


class Sheets:
    """The sheets of a workbook. Raises InputError of ``workbook_part``."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.book = workbook_part(parts)
        self._root = parts.tree(self.book)
        self._listed = required(self._root.find(tag("sheets")))

    def part_of(self, name: str) -> str | None:
        """The part of a worksheet, None where there is none of this name."""
        element = next((e for e in self._listed if e.get("name") == name), None)
        if element is None:
            return None
        kinds = {i: (kind, part) for i, kind, part in self.parts.links(self.book)}
        kind, part = kinds.get(element.get(ID, ""), ("", ""))
        return part if kind == "worksheet" else None

    @property
    def names(self) -> list[str]:
        """Names of all sheets, in order."""
        return [element.get("name", "") for element in self._listed]

    def add(self, name: str, content: Element, *, is_first: bool = False) -> str:
        """Add a sheet, first and in front, or last and hidden; its part."""
        part = self.parts.free_name("xl/worksheets/sheet{}.xml")
        data = etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.parts.put(part, data, f"{OFFICE}.spreadsheetml.worksheet+xml")
        used = [int(e.get("sheetId", "0")) for e in self._listed]
        about = {"name": name, "sheetId": str(max(used, default=0) + 1)}
        about[ID] = self.parts.link(self.book, "worksheet", part)
        element = etree.Element(tag("sheet"), about)
        if is_first:
            self._listed.insert(0, element)
            self._shift(0, 1)
            self._show_first(part)
        else:
            element.set("state", "hidden")
            self._listed.append(element)
        return part

    def remove(self, name: str) -> None:
        """Take a sheet away, with the names that are defined for it only."""
        position = self.names.index(name)
        element = self._listed[position]
        part = self.part_of(name)
        self.parts.unlink(self.book, element.get(ID, ""))
        self._listed.remove(element)
        if part:
            self.parts.remove(part)
        for defined in self._defined():
            if defined.get("localSheetId") == str(position):
                required(defined.getparent()).remove(defined)
        self._shift(position, -1)

    def _defined(self) -> list[Element]:
        return [e for e in self._root.iter(tag("definedName")) if e.get("localSheetId")]

    def _shift(self, first: int, by: int) -> None:
        """Names of one sheet count sheets from 0: keep them with theirs."""
        for defined in self._defined():
            position = int(defined.get("localSheetId", "0"))
            if position >= first:
                defined.set("localSheetId", str(position + by))

    def _show_first(self, first: str) -> None:
        """Open on the first sheet, with no other one selected: typing would reach all selected."""
        for view in self._root.iter(tag("workbookView")):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", "")
        for _, kind, part in self.parts.links(self.book):
            if kind in ("worksheet", "chartsheet", "dialogsheet") and part != first:
                for view in self.parts.tree(part).iter(tag("sheetView")):
                    view.attrib.pop("tabSelected", "")

    def styles(self) -> Element:
        """The part with the formats of the workbook."""
        name = self.parts.linked(self.book, "styles")
        assert name is not None
        return self.parts.tree(name)
