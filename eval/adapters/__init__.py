"""Adapters: public sets that a team downloads itself, read into samples of the evaluation (docs/adapters.md).

Nothing of these sets is part of this project. Each file says what it reads, under which licence, and what is lost.
"""

from eval.adapters import aci_bench, fareez, mts_dialog, primock57
from eval.adapters.sample import Adapter

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (aci_bench.ADAPTER, mts_dialog.ADAPTER, primock57.ADAPTER, fareez.ADAPTER)
}
