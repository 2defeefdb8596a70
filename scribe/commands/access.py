"""``scribe access``: API keys of people and programs: made (and shown that once), listed, revoked."""

import argparse
import os
import pwd
from datetime import datetime, timedelta

from pydantic import ValidationError

from scribe import assembly, clock
from scribe.schema.api_key import ApiKey
from scribe.schema.errors import InputError
from scribe.schema.principal import Role
from scribe.settings import load_settings
from scribe.store.api_keys import OPERATOR
from scribe.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Prints the new key alone on stdout, or a line a key. Raises InputError, UnknownApiKey, StoreError."""
    store = assembly.open_store(load_settings())
    try:
        {"create": _create, "list": _list, "revoke": _revoke}[options.action](store, options)
    finally:
        store.close()
    return 0


def _create(store: Store, options: argparse.Namespace) -> None:
    now = clock.now()
    expires_at = now + timedelta(days=options.expires_days) if options.expires_days else None
    roles = frozenset(Role(one) for one in options.role)
    try:
        _, text = store.api_keys.create(options.tenant, options.name, roles, now, expires_at, _operator())
    except ValidationError:
        raise InputError(
            "--tenant or --name is unusable.",
            "A tenant is written in letters, digits, dot, dash and underscore, up to 64; a name has up to 100.",
        ) from None
    print(text)


def _list(store: Store, _: argparse.Namespace) -> None:
    for key in store.api_keys.all():
        roles, used = ",".join(sorted(key.roles)), _day(key.last_used_at) if key.last_used_at else "never used"
        print(f"{key.id}  {key.tenant:<16}  {roles:<24}  {_standing(key):<20}  {used:<12}  {key.name}")


def _revoke(store: Store, options: argparse.Namespace) -> None:
    key = store.api_keys.revoke(options.id, clock.now(), _operator())
    print(f"{key.id} of {key.tenant} opens nothing any more.")


def _operator() -> str:
    """Whose account this is, by the system and not by what the environment says."""
    number = os.getuid()
    try:
        return f"{OPERATOR}:{pwd.getpwuid(number).pw_name}"
    except KeyError:
        return f"{OPERATOR}:{number}"


def _standing(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {_day(key.revoked_at)}"
    if key.expires_at is None:
        return "no end"
    return f"{'until' if key.opens_at(clock.now()) else 'expired'} {_day(key.expires_at)}"


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
