"""The page that is shown instead of a report that could not be made."""

from helpers.core.messages import topic_messages
from helpers.export.html.templating import render_page

INDEX = "../index.html"


def render_failure(unit: str, period: str, reason: str, detail: str, lang: str) -> str:
    """One HTML page: the reason in words, the technical detail folded. All text is escaped."""
    words = topic_messages("export", lang)
    title = f"{words['failure_title']} – {unit}, {period}"
    fields = {"unit": unit, "period": period, "reason": reason, "detail": detail, "index": INDEX}
    return render_page("failure.html.j2", lang, title=title, **fields)
