"""What a full disk and a folder that takes no files mean for a person."""

import errno
import shutil
from pathlib import Path

from helpers.core.errors import StorageError
from helpers.core.text import short

NEEDED_MB = 64
"""Free space that a run asks for before it begins: a report with its tables takes up to 20 MB."""
NEEDED_FILES, NEEDED_ADDRESSES_MB = 128, 2048
"""Open files, and addresses of memory, that the system must let a process have."""
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


def require_limits() -> None:
    """Raise StorageError where a limit of this process (ulimit -n, -v) is too low for a report.

    The limit of open files is raised first as far as the system allows.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if _is_below(soft, NEEDED_FILES):
        if _is_below(hard, NEEDED_FILES):
            raise StorageError("core.too_few_open_files", limit=hard, needed=NEEDED_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (NEEDED_FILES, hard))
    addresses = resource.getrlimit(resource.RLIMIT_AS)[0]
    if _is_below(addresses, NEEDED_ADDRESSES_MB << 20):
        limit = addresses >> 20
        raise StorageError("core.too_little_memory", limit=limit, needed=NEEDED_ADDRESSES_MB)


def _is_below(limit: int, needed: int) -> bool:
    """Whether a limit of the system is too low; one below zero is none."""
    return 0 <= limit < needed


def _full(folder: Path) -> StorageError:
    free = _free_mb(folder)
    return StorageError("core.disk_full", folder=_shown(folder), free=free, needed=NEEDED_MB)


def _free_mb(folder: Path) -> int:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free >> 20


def _shown(folder: Path) -> str:
    """The last parts of a path: enough to find it, without the machine's own folders."""
    return "/".join(folder.parts[-3:])
