"""Says at the foot of a page which sections of acts it names, and the day that they were checked.

The page's first lines hold both: `law: SoL 14:3, OSL 26:1` and `checked: 2026-11-27`.
"""

# ruff: noqa: INP001 - a file that the site is built with, no package

from __future__ import annotations

import html as escaping
import re
from typing import Any

FOOT = """
<div class="law">
<p><strong>Lagrum på sidan:</strong> {law}.</p>
<p>Den {checked} jämfördes sidan med det som
<a href="{sources}">handbokens lista över lagrum</a> säger om dem.
Lagens egna ord står inte här. Läs den gällande lydelsen innan ni beslutar.</p>
</div>
"""


def in_words(place: str) -> str:
    """SoL 14:3 as it is read: SoL 14 kap. 3 §."""
    act, _, where = place.partition(" ")
    chapter, _, section = where.partition(":")
    section = re.sub(r"(?<=\d)(?=[a-z])", " ", section)
    return escaping.escape(f"{act} {chapter} kap. {section} §" if section else act).replace(
        " ", "&nbsp;"
    )


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Add the foot to a page whose first lines name acts."""
    law = page.meta.get("law")
    if not law:
        return html
    places = [in_words(place.strip()) for place in law.split(",")]
    home = "../" * page.url.count("/")
    return html + FOOT.format(
        law=", ".join(places),
        checked=f'<span class="day">{page.meta["checked"]}</span>',
        sources=f"{home}kallor-och-tolkningar/#lagrum",
    )
