"""Binding: which addresses may be served: loopback, or any where the setting says what stands in front; and how."""

import ipaddress
import socket

from scribe.schema.errors import InputError, SettingsError


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


def bound(host: str, port: int) -> socket.socket:
    """A socket on the address, taken before anything is promised. Raises SettingsError where it is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: asyncio sends without delay on such sockets alone. The body of an answer would wait 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(f"Port {port} cannot be served ({error.strerror}).", "Give another --port.") from None
    return listening


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
