"""Running notebooks, the facades that they import, and what is recorded of a run."""
