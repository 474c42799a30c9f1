"""Drawing shared by all charts: style, text and its measures, marks, SVG."""
