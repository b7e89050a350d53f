"""A PostgreSQL of its own: made in a temporary folder, reached by a socket there, gone afterwards.

No port is opened. PostgreSQL refuses to run as root, so there it runs as Debian's user postgres.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

NAME = "postgres"
"""Of the user and of the database; initdb makes both."""


def program_folders() -> list[str]:
    """Where Debian keeps PostgreSQL's programs, the newest version first."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return [str(each) for each in sorted(folders, key=_version, reverse=True)]


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0


@contextmanager
def temporary_database(pg_ctl: str | None = None) -> Iterator[URL]:
    """The address of a new database, which is stopped and removed at the end.

    Raises FileNotFoundError when PostgreSQL is not installed.
    """
    path = os.pathsep.join([*program_folders(), os.environ.get("PATH", "")])
    found = pg_ctl or shutil.which("pg_ctl", path=path)
    if found is None:
        raise FileNotFoundError("PostgreSQL is not here: apt install postgresql")
    with tempfile.TemporaryDirectory(prefix="cm-method-") as made:
        folder = Path(made)
        user = NAME if os.geteuid() == 0 else None
        if user is not None:
            shutil.chown(folder, user)

        def pg(*words: str) -> None:
            log = folder / "log"
            done = subprocess.run(
                [found, *words, "-D", str(folder / "data"), "-s"],
                check=False,
                cwd=folder,
                user=user,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if done.returncode != 0:
                why = log.read_text(encoding="utf-8") if log.exists() else ""
                raise RuntimeError(f"pg_ctl {words[0]} failed ({done.returncode}).\n{why}")

        pg("init", "-o", f"-A trust -U {NAME} -E UTF8 --locale=C")
        # Nothing here has to outlast a power cut, so nothing waits for the disk.
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        pg("start", "-w", "-l", str(folder / "log"), "-o", settings)
        try:
            yield URL.create(
                "postgresql+psycopg", username=NAME, database=NAME, query={"host": str(folder)}
            )
        finally:
            pg("stop", "-m", "fast", "-w")
