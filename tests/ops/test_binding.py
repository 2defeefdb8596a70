"""Which addresses are served."""

import pytest

from scribe.api.binding import refuse_unguarded
from scribe.schema.errors import InputError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    assert refuse_unguarded(host, allow_remote=False) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "scribe.example"])
def test_an_address_that_others_reach_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="SCRIBE_ALLOW_REMOTE=true"):
        refuse_unguarded(host, allow_remote=False)


def test_an_address_that_others_reach_is_served_where_the_setting_says_that_it_is_guarded() -> None:
    assert refuse_unguarded("0.0.0.0", allow_remote=True) is None
