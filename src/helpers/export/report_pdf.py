"""The report as PDF: the same HTML through WeasyPrint, with the shipped typeface embedded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.core.errors import ReportError
from helpers.core.fonts import FONT_FILES, font_path
from helpers.core.workspace import atomic_path

if TYPE_CHECKING:
    from helpers.export.composed_report import ComposedReport

PDF_VARIANT = "pdf/ua-1"
FONT_SCHEME = "report-font:"
# Relative addresses resolve against this, so that the fetcher sees and refuses them too.
_BASE = "report:/"
_FACES = {
    "serif": ("Report Serif", "normal", 400),
    "serif-bold": ("Report Serif", "normal", 700),
    "serif-italic": ("Report Serif", "italic", 400),
    "serif-bold-italic": ("Report Serif", "italic", 700),
    "sans": ("Report Sans", "normal", 400),
    "sans-bold": ("Report Sans", "normal", 700),
}
# A family name of its own: on a machine that has Times New Roman installed, WeasyPrint may
# prefer that one to a face declared under the same name, and line breaks would differ.
_FAMILY = "Report Serif"


def write_report(report: ComposedReport, path: Path) -> None:
    """Write the report's page to ``path`` as PDF. Raises what ``write_pdf`` raises."""
    write_pdf(report.page, path)


def write_pdf(html: str, target: Path) -> int:
    """Write ``html`` to ``target`` as tagged PDF and return its number of pages.

    No clock and no random id go into the file: the same HTML gives the same bytes.
    Raises ReportError: ``export.pdf_libraries_missing``, ``export.outside_reference`` where the
    page refers to anything but itself, ``export.target_locked``.
    """
    weasyprint = load_weasyprint()
    refused: list[str] = []
    fetcher = _closed_fetcher(weasyprint, refused)
    fonts = weasyprint.text.fonts.FontConfiguration()
    style = weasyprint.CSS(string=font_css(), font_config=fonts, url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=fetcher)
    document = page.render(font_config=fonts, stylesheets=[style], pdf_variant=PDF_VARIANT)
    if refused:
        raise ReportError("export.outside_reference", url=refused[0][:100])
    try:
        with atomic_path(target) as temporary:
            document.write_pdf(temporary, pdf_variant=PDF_VARIANT)
    except PermissionError as error:
        raise ReportError("export.target_locked", file=target.name) from error
    return len(document.pages)


def font_css() -> str:
    """The style sheet that is added for the PDF only: faces from the shipped files."""
    rules = [
        f"@font-face {{ font-family: '{family}'; font-style: {style}; "
        f"font-weight: {weight}; src: url('{FONT_SCHEME}{name}'); }}"
        for name, (family, style, weight) in _FACES.items()
    ]
    # WeasyPrint treats added sheets as the user's: they win over the page's own by importance.
    rules.append(f":root {{ --serif: '{_FAMILY}' !important; }}")
    rules.append(f"@page {{ font-family: '{_FAMILY}'; }}")
    return "\n".join(rules)


def _closed_fetcher(weasyprint: Any, refused: list[str]) -> Any:
    """A fetcher for data: addresses and shipped fonts that notes what it refused."""

    class ClosedFetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            name = url.removeprefix(FONT_SCHEME)
            if name != url and name in FONT_FILES:
                font = font_path(name).read_bytes()
                return weasyprint.urls.URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
            if url[:5].lower() != "data:":
                refused.append(url)
            return super().fetch(url, headers)

    return ClosedFetcher(allowed_protocols=("data",))


def load_weasyprint() -> Any:
    """The module, imported late: it needs Pango, which an office PC may not have."""
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError) as error:
        raise ReportError("export.pdf_libraries_missing", reason=str(error)) from error
    return weasyprint
