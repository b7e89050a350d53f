"""Writing a register file so that nothing is ever lost.

The new text is written beside the old file, forced onto the disk, read back and only then put in
its place in one step. What stood there before is kept as a backup. A lock and a comparison with
what was read refuse to write over what somebody else has written meanwhile.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, unique
from pathlib import Path

from cm_method.adapters.json import (
    is_lines,
    register_from_json,
    register_from_lines,
    register_to_json,
    register_to_lines,
)
from cm_method.case.register import Register
from cm_method.cli.program import ExitCode, RegisterRefused, Stop
from cm_method.cli.reading import LINE_ENDINGS, is_workbook, unreadable
from cm_method.errors import Refused

BACKUP, LOCK = ".bak", ".lock"


def in_the_form_of(path: Path, content: bytes) -> bool:
    """Whether a file is in the line form, by its content or, where it is empty, by its name."""
    return is_lines(content.split(b"\n", 1)[0]) or path.suffix.lower() in LINE_ENDINGS


def read_to_change(path: Path) -> tuple[bytes, Register]:
    """The file as it is now, to be compared with when writing, and the register in it."""
    if is_workbook(path):
        raise Stop(ExitCode.WRONG_USAGE, "cli.write.in_workbook")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(error) from None
    try:
        if in_the_form_of(path, content):
            return content, register_from_lines(content.splitlines())
        return content, register_from_json(content)
    except Refused as refused:
        count = getattr(refused, "count", len(refused.problems))
        raise RegisterRefused(refused.problems, count) from None


def as_bytes(register: Register, *, lines: bool) -> bytes:
    """The text of a register, read back and found equal before anybody relies on it.

    Raises Refused where the register has problems that strict reading refuses.
    """
    text = "".join(register_to_lines(register)) if lines else register_to_json(register)
    content = text.encode()
    again = register_from_lines(content.splitlines()) if lines else register_from_json(content)
    if again != register:
        raise Stop(ExitCode.FAULT, "cli.write.differs")
    return content


def replace(path: Path, content: bytes, *, expected: bytes) -> Path:
    """Put new content in the place of what was *expected* there; returns where the backup lies.

    Raises Stop, with everything left as it was, when the file is another one now or when anything
    at all goes wrong while writing.
    """
    path = path.resolve()
    backup = path.with_name(path.name + BACKUP)
    try:
        with _locked(path):
            if path.read_bytes() != expected:
                raise Stop(ExitCode.NOT_WRITTEN, "cli.write.changed")
            _put(backup, expected, like=path)
            _put(path, content, like=path)
    except OSError as error:
        raise Stop(ExitCode.NOT_WRITTEN, "cli.write.failed", why=why_not(error)) from None
    return backup


def create(path: Path, content: bytes) -> None:
    """Write a new file. Raises Stop when there is one already, or when it cannot be written."""
    try:
        if path.exists():
            raise Stop(ExitCode.NOT_WRITTEN, "cli.write.exists")
        _put(path, content, like=None)
    except OSError as error:
        said = {"file": path.name, "why": why_not(error)}
        raise Stop(ExitCode.NOT_WRITTEN, "cli.write.not_made", **said) from None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(path.name + LOCK)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise Stop(ExitCode.NOT_WRITTEN, "cli.write.locked", lock=lock.name) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _put(path: Path, content: bytes, *, like: Path | None) -> None:
    """Content at a path in one step: a reader sees the old file or the new one, never a half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if written.read_bytes() != content:
            raise OSError
        if like is not None:
            shutil.copymode(like, written)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    _force_folder(path.parent)


def _force_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


@unique
class CannotWrite(Enum):
    """Why the system did not write a file."""

    NO_FOLDER = "no_folder"
    A_FOLDER = "a_folder"
    DENIED = "denied"
    FULL = "full"
    TOO_LONG = "too_long"
    OTHER = "other"


def why_not(error: OSError) -> CannotWrite:
    """Why a file could not be written."""
    return _WHY_NOT.get(error.errno or 0, CannotWrite.OTHER)


_WHY_NOT = {
    errno.ENOENT: CannotWrite.NO_FOLDER,
    errno.ENOTDIR: CannotWrite.NO_FOLDER,
    errno.EISDIR: CannotWrite.A_FOLDER,
    errno.EACCES: CannotWrite.DENIED,
    errno.EPERM: CannotWrite.DENIED,
    errno.EROFS: CannotWrite.DENIED,
    errno.ENOSPC: CannotWrite.FULL,
    errno.ENAMETOOLONG: CannotWrite.TOO_LONG,
}
