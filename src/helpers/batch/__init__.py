"""Many units at once: the engine, the pool, what needs to be done, and what came of it."""

import os

# A process with threads must not be forked. Told before numpy and pyarrow are imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")

# papermill looks for engines when it is imported, and so imports ``engine``: it must come first.
import papermill.engines  # noqa: F401
