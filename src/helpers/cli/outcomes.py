"""Exit codes of the verbs."""

FINISHED, WITH_FINDINGS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130
