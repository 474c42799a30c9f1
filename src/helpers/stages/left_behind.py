"""Sockets and temporary folders that killed runs left on this machine."""

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

# Sockets of kernels, profiles of kernels (see ``LocalKernelManager``), folders of batches.
_OURS = re.compile(r"kernel-[0-9a-f]{12}-\d+|(?:ipython|baocao)-[a-z0-9_]{8}")


def remove_left_behind(seconds: float) -> None:
    """Remove sockets and folders of this user's killed runs that are older than ``seconds``."""
    owner = os.getuid() if hasattr(os, "getuid") else None
    for path in Path(gettempdir()).iterdir():
        if not _OURS.fullmatch(path.name):
            continue
        with suppress(OSError):  # gone, or not ours to remove
            state = path.lstat()
            if time.time() - state.st_mtime < seconds or owner not in (None, state.st_uid):
                continue
            if path.is_socket():
                path.unlink()
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
