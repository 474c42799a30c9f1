"""Which sheets can be read together, where the program fails at one of them."""

from collections.abc import Callable, Sequence

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.readers import Sheet
from helpers.core.errors import CatalogueError, InputError, ParameterError

STOPPING = (CatalogueError, ParameterError, MemoryError)
"""What is no fault of a sheet."""


def sound_sheets(
    read: Callable[[Sequence[Sheet]], object], sheets: Sequence[Sheet], cleaning_log: CleaningLog
) -> list[Sheet]:
    """The sheets at which ``read`` does not fail, alone or together; the others are quarantined.

    They are found by halves. What is no fault of a sheet is raised.
    """
    try:
        read(sheets)
        return list(sheets)
    except STOPPING:
        raise
    except Exception as error:
        if len(sheets) < 2:
            for sheet in sheets:
                refuse_failed(SourceCell(sheet.file, sheet.name), error, cleaning_log)
            return []
    half = len(sheets) // 2
    sound = sound_sheets(read, sheets[:half], cleaning_log)
    return sound + sound_sheets(lambda others: read([*sound, *others]), sheets[half:], cleaning_log)


def refuse_failed(source_cell: SourceCell, error: Exception, cleaning_log: CleaningLog) -> None:
    """Quarantine a file or sheet that cannot be read, or at which the program itself failed."""
    if isinstance(error, InputError):
        cleaning_log.quarantine_error(source_cell, error)
    else:
        cleaning_log.quarantine_failure(source_cell, error)
