"""One part of a report, as blocks and as HTML, with the kind that decides how its pages look."""

from dataclasses import dataclass

SECTION, LANDSCAPE, ANNEX, DOSSIER = "section", "landscape", "annex", "dossier"
SUMMARY = "summary"
_KIND_WORDS = frozenset({SECTION, LANDSCAPE, ANNEX, DOSSIER, SUMMARY})


@dataclass(frozen=True)
class RenderedPart:
    """One part of the report's body: shown in the notebook, exported in every format.

    ``html`` is trusted, its text already escaped; ``blocks`` are what it was rendered from.
    ``kind`` is one or more of the words ``section``, ``landscape``, ``annex``, ``dossier``,
    ``summary``. Annexes come after the signature and start a page; parts of the dossier do not go
    out; the summary for the signer heads the page and is no part of the document. Raises
    ValueError for another word.
    """

    html: str
    kind: str = SECTION
    blocks: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        words = self.kind.split()
        if not words or not _KIND_WORDS.issuperset(words):
            raise ValueError(f"unknown kind of part: {self.kind!r}")

    def has_kind(self, word: str) -> bool:
        """True where ``word`` is among the words of ``kind``."""
        return word in self.kind.split()

    @property
    def is_annex(self) -> bool:
        """True for what comes after the signature."""
        return self.has_kind(ANNEX)

    def _repr_html_(self) -> str:
        return self.html


class RenderedParts(tuple[RenderedPart, ...]):
    """Parts in their order, shown in a notebook one below the other."""

    def _repr_html_(self) -> str:
        return "".join(part.html for part in self)

    def __repr__(self) -> str:
        return f"<{len(self)}>"
