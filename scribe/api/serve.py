"""Serve the API on loopback: the local single-user mode, safe by default."""

import ipaddress

import uvicorn

from scribe.api.app import create_app
from scribe.api.auth import load_or_make_key
from scribe.logs import log
from scribe.schema.errors import InputError
from scribe.settings import Settings


def serve(settings: Settings, host: str, port: int) -> int:
    """Serve until stopped. The first start prints the key on stdout before any request is answered."""
    if not _is_loopback(host):
        raise InputError(
            f"--host {host} is not a loopback address; the single-user mode serves this machine alone.",
            "Use 127.0.0.1, and a reverse proxy with its own access control in front.",
        )
    key, made_now = load_or_make_key(settings.data_dir)
    if made_now:
        print(f"SCRIBE_API_KEY={key}", flush=True)
    log("serving", host=host, port=port)
    uvicorn.run(create_app(settings, key), host=host, port=port, log_level="warning", access_log=False)
    return 0


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
