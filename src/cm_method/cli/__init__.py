"""The command line ``cm-method`` (extra ``cli``).

It alone reads today's date and always prints the day it answers for. Exit codes are documented in
``cm-method --help``; 5 says that an extra is missing and how to install it.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from cm_method.adapters.extras import MissingExtra

__all__ = ["main"]

try:
    from cm_method.cli.commands import program
except (MissingExtra, ModuleNotFoundError) as error:
    if not isinstance(error, MissingExtra) and error.name != "click":
        raise

    def main() -> NoReturn:
        """Say which extra is missing and how to install it, and leave with exit code 5."""
        missing = MissingExtra("cli")
        sys.stderr.write(f"{missing.explain('sv')}\n{missing.explain('en')}\n")
        sys.exit(5)

else:

    def main() -> NoReturn:
        """Run the command line and leave with its exit code."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A letter that the terminal cannot show must not stop the answer.
                stream.reconfigure(errors="replace")
        program.main()
