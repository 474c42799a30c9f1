"""Charts as PNG, for programs that cannot draw SVG; drawn with the shipped typeface only."""

from helpers.core.fonts import font_path

DOTS_PER_INCH = 150


def png_of(svg: bytes) -> bytes:
    """The picture on white, printable in an office. Same SVG, same bytes, on every machine."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8"),
            dpi=DOTS_PER_INCH,
            background="white",
            skip_system_fonts=True,
            font_files=[str(font_path(name)) for name in ("sans", "sans-bold")],
            font_family="Liberation Sans",
            sans_serif_family="Liberation Sans",
        )
    )
