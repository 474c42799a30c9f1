"""Whether a run of a Word document is shown, and whether it is raised, by itself or its styles."""

from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.audit.readers.word_package import Element, child, name_of, value_of

_TOGGLES = frozenset(("strike", "dstrike", "vanish"))
LIFTED = 4
"""Half points above the line from which on a run is taken for raised: less is a correction of the
line that some typists make."""
_OFF = frozenset(("0", "false", "off", "none"))
Properties = dict[str, str]


class RunFormat(NamedTuple):
    """``is_content``: neither struck nor hidden."""

    is_content: bool
    is_raised: bool


@dataclass
class _Style:
    based_on: str | None
    properties: Properties


@dataclass
class Styles:
    """The styles of a document, and what holds where none is named (ISO 29500-1, 17.7.2)."""

    defaults: Properties = field(default_factory=dict)
    named: dict[str, _Style] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    """The style of a paragraph, or of a run, that names none."""

    def run_format(self, properties: Element | None, paragraph_style: str | None) -> RunFormat:
        """Of a run by its ``rPr`` and the style of its paragraph.

        A style that strikes what another one strikes already takes the stroke away (17.7.3).
        """
        own = _properties(properties)
        of_run = self._of_style(value_of(child(properties, "rStyle")), "character")
        of_paragraph = self._of_style(paragraph_style, "paragraph")
        layers = (own, of_run, of_paragraph, self.defaults)

        def is_on(name: str) -> bool:
            if name in own:
                return own[name] not in _OFF
            by_style = sum(layer.get(name, "0") not in _OFF for layer in (of_run, of_paragraph))
            return self.defaults.get(name, "0") not in _OFF or by_style == 1

        def first(name: str) -> str:
            return next((layer[name] for layer in layers if name in layer), "")

        position = first("position").removesuffix("pt")
        is_lifted = position.isdecimal() and int(position) >= LIFTED
        is_raised = first("vertAlign") == "superscript" or is_lifted
        return RunFormat(not any(map(is_on, _TOGGLES)), is_raised)

    def _of_style(self, name: str | None, kind: str) -> Properties:
        """What a style says, and above it those that it is based on."""
        found: Properties = {}
        name, seen = name or self.usual.get(kind), set()
        while name in self.named and name not in seen:
            seen.add(name)
            found = self.named[name].properties | found
            name = self.named[name].based_on
        return found


def read_styles(root: Element | None) -> Styles:
    """The styles of a ``styles`` part; none where there is no such part."""
    styles = Styles(_properties(child(root, "docDefaults", "rPrDefault", "rPr")))
    for style in root if root is not None else ():
        name, kind = value_of(style, "styleId"), value_of(style, "type")
        if name_of(style) != "style" or name is None or kind is None:
            continue
        based_on = value_of(child(style, "basedOn"))
        styles.named[name] = _Style(based_on, _properties(child(style, "rPr")))
        if (value_of(style, "default") or "0") not in _OFF:
            styles.usual[kind] = name
    return styles


def _properties(element: Element | None) -> Properties:
    wanted = (*_TOGGLES, "vertAlign", "position")
    children = element if element is not None else ()
    return {name_of(each): value_of(each) or "1" for each in children if name_of(each) in wanted}
