"""What a full disk and a folder that takes no files mean for a person."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from helpers.core.errors import StorageError
from helpers.core.text import short

NEEDED_MB = 64
"""Free space that a run asks for before it begins: a report with its tables takes up to 20 MB."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}
_TOO_MANY_FILES = {errno.EMFILE, errno.ENFILE}


def storage_error(error: OSError, folder: Path) -> StorageError | None:
    """The error as a sentence about the disk of ``folder``; None for any other kind of error."""
    if error.errno in _FULL:
        return _full(folder)
    if error.errno in _NOT_WRITABLE:
        return StorageError("core.folder_not_writable", folder=_shown(folder))
    if error.errno == errno.ENAMETOOLONG:
        longest = max(Path(str(error.filename)).parts, key=len, default="")
        return StorageError("core.name_too_long", name=short(longest))
    if error.errno in _TOO_MANY_FILES:
        return StorageError("core.too_many_open_files")
    return None


def require_free_space(folder: Path) -> None:
    """Raise StorageError where the disk of ``folder`` has too little room for a report."""
    if _free_mb(folder) < NEEDED_MB:
        raise _full(folder)


def _full(folder: Path) -> StorageError:
    free = _free_mb(folder)
    return StorageError("core.disk_full", folder=_shown(folder), free=free, needed=NEEDED_MB)


def _free_mb(folder: Path) -> int:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free >> 20


def _shown(folder: Path) -> str:
    """The last parts of a path: enough to find it, without the machine's own folders."""
    return "/".join(folder.parts[-3:])
