"""Many units at once: the engine, the pool, what needs to be done, and what came of it."""

# papermill looks for engines when it is imported, and so imports ``engine``: it must come first.
import papermill.engines  # noqa: F401
