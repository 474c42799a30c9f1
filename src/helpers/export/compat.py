"""nbconvert used in a way that its documentation does not promise. Tried with nbconvert 7.17.2.

``HTMLExporter`` parses every finished page again to name pictures and to let the keyboard into the
cells of its own templates. This project's template has neither, and the parsing takes most of the
time: the exporter calls ``TemplateExporter``, two classes above, instead.
"""

from typing import Any

from nbconvert import HTMLExporter, TemplateExporter


class PageExporter(HTMLExporter):
    """The page as the template writes it."""

    def from_notebook_node(self, nb: Any, resources: dict | None = None, **options: Any) -> Any:
        """The text of the page and the resources, as ``TemplateExporter`` returns them."""
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)
