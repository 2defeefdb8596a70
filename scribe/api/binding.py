"""Binding: which addresses may be served. Loopback, or any where the setting says what stands in front."""

import ipaddress

from scribe.schema.errors import InputError


def refuse_unguarded(host: str, *, allow_remote: bool) -> None:
    """Raises InputError for an address that others reach, unless SCRIBE_ALLOW_REMOTE says that it is guarded.

    The key is asked for in any case; what is missing without a proxy is TLS, and access by person.
    """
    if allow_remote or _is_loopback(host):
        return
    raise InputError(
        f"--host {host} is not a loopback address; the single-user mode serves this machine alone.",
        "Use 127.0.0.1; or, where a reverse proxy with TLS and its own access control stands in front, "
        "set SCRIBE_ALLOW_REMOTE=true.",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
