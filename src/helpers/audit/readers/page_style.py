"""What a page hides, strikes or raises by its style sheet or its attributes."""

import re
from collections.abc import Mapping

_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NO_CONTENT = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through",
    re.IGNORECASE,
)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STRUCK = frozenset(("del", "s", "strike"))


def with_styles(page: str) -> str:
    """``page`` with the rules of its style sheets that hide or strike put into the elements.

    Rules for print or for some screens are left alone.
    """
    sheets = (_COMMENT.sub(" ", sheet) for sheet in _SHEET.findall(page))
    found = (rule for sheet in sheets for rule in _RULE.findall(_CONDITIONAL.sub(" ", sheet)))
    declared = [(selector, _DECLARATION.findall(body)) for selector, body in found]
    wanted = {
        name for _, pairs in declared for name, value in pairs
        if _NO_CONTENT.match(f"{name}:{value}") or _RAISED.match(f"{name}:{value}")
    }  # fmt: skip
    if not wanted:
        return page
    rules = [
        f"{selector}{{{';'.join(f'{name}:{value}' for name, value in pairs if name in wanted)}}}"
        for selector, pairs in declared
        if any(name in wanted for name, _ in pairs)
    ]
    import css_inline

    inliner = css_inline.CSSInliner(
        inline_style_tags=False, extra_css="\n".join(rules), load_remote_stylesheets=False
    )
    return inliner.inline(page)


def is_content(tag: str, attributes: Mapping[str, str]) -> bool:
    """False for an element that is struck or not shown."""
    if tag in _STRUCK or attributes.get("hidden", "until-found") != "until-found":
        return False
    return not _NO_CONTENT.search(attributes.get("style", ""))


def is_raised(tag: str, attributes: Mapping[str, str]) -> bool:
    """True for an element that is printed above the line."""
    return tag == "sup" or bool(_RAISED.search(attributes.get("style", "")))
