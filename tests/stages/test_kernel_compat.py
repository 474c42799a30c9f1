"""What the kernels of notebooks rely on beyond the documentation of jupyter_client."""

import sys

from helpers.stages.compat import LocalKernelManager


def test_the_kernel_is_this_python_whatever_is_installed_under_its_name():
    manager = LocalKernelManager(kernel_name="no-such-kernel")
    assert manager.kernel_spec.argv[0] == sys.executable


def test_sockets_are_files_of_their_own():
    first, second = LocalKernelManager(transport="ipc"), LocalKernelManager(transport="ipc")
    assert first.ip != second.ip
    assert "kernel-" in first.ip


def test_where_there_are_no_such_sockets_the_loopback_is_used():
    assert LocalKernelManager(transport="tcp").ip == "127.0.0.1"
