"""Exit codes of ``baocao`` and of the scripts: described in this module only."""

FINISHED = 0
"""Done; nothing to look at."""
WITH_FINDINGS = 1
"""Done; the sources contradict themselves, something could not be read, or a unit failed."""
COULD_NOT_RUN = 2
"""Not done: a wrong parameter, catalogue or input, which the message explains."""
INTERNAL_ERROR = 3
"""Not done, or not for every unit, file or sheet: the program itself failed. The message names a
file with the technical details."""
INTERRUPTED = 130
"""Stopped by Ctrl-C; what was finished is kept."""
OUTPUT_CLOSED = 141
"""Whoever read the output (``| head``) reads no more."""
