"""jupyter_client used in a way that its documentation does not promise. Tried with 8.10.0.

A manager may be given its kernel's specification by overriding ``kernel_spec``, and the path of its
sockets as ``ip`` where the transport is ``ipc``: neither is described as part of the interface.
"""

import os
import sys
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory, gettempdir
from typing import Any
from uuid import uuid4

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from helpers.stages.desk_errors import DESK

KERNEL_COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


class LocalKernelManager(AsyncKernelManager):
    """A kernel of this Python that reads nothing of the user's: no kernel.json, no startup file.

    Talks to it through files of this machine where it can, instead of TCP ports.
    """

    @property
    def kernel_spec(self) -> KernelSpec:
        """This very Python, whatever is installed for the user under the kernel's name."""
        return KernelSpec(argv=KERNEL_COMMAND, display_name="Python 3", language="python")

    @default("transport")
    def _local_transport(self) -> str:
        return "tcp" if os.name == "nt" else "ipc"

    @default("ip")
    def _local_address(self) -> str:
        if self.transport == "tcp":
            return "127.0.0.1"
        return str(Path(gettempdir()) / f"kernel-{uuid4().hex[:12]}")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        """Without the kernel's words about itself, which a notebook above would show as its own."""
        self._profile = TemporaryDirectory(prefix="ipython-", ignore_cleanup_errors=True)
        settings = {"IPYTHONDIR": self._profile.name, "PYTHONSTARTUP": "", DESK: ""}
        environment = {**(options.pop("env", None) or os.environ), **settings}
        await super().start_kernel(**options, env=environment, stdout=DEVNULL, stderr=DEVNULL)
