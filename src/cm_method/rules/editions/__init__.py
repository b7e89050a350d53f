"""The editions of the method that come with the library, by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from cm_method.rules.editions.stockholm_2025 import STOCKHOLM_2025
from cm_method.rules.method import Method

EDITIONS: Mapping[str, Method] = {
    method.code: method for method in (HAGERSTEN_ALVSJO_2026, STOCKHOLM_2025)
}
"""Every built-in edition by the code that a start entry names."""
