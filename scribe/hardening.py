"""Hardening: what a process that holds visits takes from itself: files open to others, and dumps of its memory."""

import os
import resource

_NO_DUMP = 1
"""Bytes. Not 0: where dumps go to a program (apport, systemd-coredump) Linux ignores any limit but this one."""


def harden() -> None:
    """For the rest of this process and for its children. Called once, where a service begins.

    The speech engine is native code that may abort, with the sound and the words of a visit in memory.
    """
    os.umask(0o077)
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = _NO_DUMP if most == resource.RLIM_INFINITY else min(most, _NO_DUMP)
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
