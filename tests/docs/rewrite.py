"""Writes anew what the pages of the site take from the code: `python -m tests.docs.rewrite`.

Names of pages, or beginnings of them such as sv/metod, leave the others as they are. Look at what
changed before you keep it: an example that now prints something else is either a mended page or a
mistake found.
"""

from __future__ import annotations

import sys

from attrs import evolve

from tests.docs.pages import DOCS, Page, read_pages, with_examples, with_made
from tests.docs.tables import table


def rewritten(page: Page) -> Page:
    """The page as it ought to be. What comes from the command line needs the extra ``cli``."""
    page = evolve(page, text=with_made(page, "table", table))
    try:
        from tests.docs.commands import command  # noqa: PLC0415 - needs an extra
    except ModuleNotFoundError:
        print(f"{page.name}: what comes from the command line is left as it is (extra cli)")
    else:
        page = evolve(page, text=with_made(page, "command", command))
    return evolve(page, text=with_examples(page))


if __name__ == "__main__":
    for each in read_pages():
        if not each.name.startswith(tuple(sys.argv[1:]) or ""):
            continue
        made = rewritten(each)
        if made != each:
            (DOCS / each.lang / each.path).write_text(made.text, encoding="utf-8")
            print(f"{each.name}: written anew")
