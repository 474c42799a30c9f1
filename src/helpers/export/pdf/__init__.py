"""The report as PDF, set by Typst from the same blocks as every other format."""
