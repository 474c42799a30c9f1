"""Libraries used in a way that their documentation does not promise, each with the version tried.

jsonschema 4.26.0, which nbformat imports, compiles a grammar of international addresses on import
where rfc3987-syntax 1.1.0 is installed, as JupyterLab wants it: two of the three seconds that a
process took to start. Without that package jsonschema leaves the format "iri" unchecked; no schema
of notebooks names it. So the package is missing in our processes.

ipykernel 7.4.0 loads a debugger where there is one, 0.1 s of a start. In our processes nobody can
reach it; a kernel of JupyterLab has loaded it before us.

numpy 2.4.6 (OpenBLAS) and pyarrow 26.0.1 (jemalloc) start threads on import, unless variables of
the environment say otherwise: a batch forks its process, and one with threads must not be forked.
"""

import os
import sys

GRAMMAR = "rfc3987_syntax"

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")
for name in (GRAMMAR, "debugpy"):
    # None in this table makes an import raise ModuleNotFoundError.
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
