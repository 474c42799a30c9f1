"""Many units by a few key indicators, as a table of tinted cells."""
