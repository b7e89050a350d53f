"""What LibreOffice makes of a workbook: the same register, the same drop-downs, text still text."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cattrs")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from cm_method.adapters.excel import mark_problems, read_workbook
from cm_method.adapters.excel.sheets import SHEETS, titles
from cm_method.adapters.json import read_register
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.participants import ParticipantDescribed
from cm_method.case.register import Register
from cm_method.demo import demo_register_path
from cm_method.errors import Refused
from cm_method.journal import Journal
from tests.adapters.test_workbook import ODD_TEXTS
from tests.adapters.workbooks import changed, converted, found_in, opened, title_of, written

DAY = date(2026, 11, 16)
REACHED, MEETING = title_of("reached"), title_of("meeting_held")


def register() -> Register:
    """The register of made-up participants, and one with every text that could be changed."""
    demo = read_register(demo_register_path())
    entries = [
        Reached(id=f"hm-{n}", on=DAY, by="hm", route=EntryRoute.OUTREACH, note=said)
        for n, said in enumerate(ODD_TEXTS)
    ]
    born = ParticipantDescribed(id="hm-99", on=DAY, by="hm", birth_date=date(1900, 1, 15))
    odd = Journal(subject="P-9999", entries=[*entries, born], disposed=["hm-100"])
    return Register(journals=[*demo, odd], partnership=demo.partnership)


@pytest.fixture(scope="module")
def there_and_back(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A workbook, as .ods, and that one as .xlsx again."""
    folder = tmp_path_factory.mktemp("libreoffice")
    first = folder / "register.xlsx"
    first.write_bytes(written(register(), participants=500))
    ods = converted(first, "ods", folder / "ods")
    return first, ods, converted(ods, "xlsx", folder / "xlsx")


def test_the_same_register_is_read_from_each(there_and_back: tuple[Path, ...]) -> None:
    for path in there_and_back:
        assert read_workbook(path) == register()


NEAR = 1000
"""LibreOffice drops what is said of blank rows that lie further below the last one filled in."""


def test_the_drop_downs_are_intact(there_and_back: tuple[Path, ...]) -> None:
    first, _, last = there_and_back
    books = opened(first.read_bytes()), opened(last.read_bytes())
    for sheet in SHEETS:
        title = titles("sv")[sheet.key]
        before, after = (
            {
                reaches(str(rule.sqref)): (rule.type, chosen(book, rule.formula1))
                for rule in book[title].data_validations.dataValidation
                if rule.type not in (None, "none", "custom")
            }
            for book in books
        )
        assert after == before


def reaches(area: str) -> tuple[str, bool]:
    """Where a rule begins, and whether it goes on far below."""
    first, _, last = area.partition(":")
    return first, int("".join(filter(str.isdigit, last or first))) >= NEAR


def chosen(book: Any, formula: object) -> list[str] | None:
    """What a list offers: the values of its range."""
    name = str(formula).lstrip("=")
    if name not in book.defined_names:
        return None
    ((title, cells),) = book.defined_names[name].destinations
    found = book[title][cells.replace("$", "")]
    lines = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for line in lines for cell in line if cell.value is not None]


def test_the_sheet_of_choices_stays_out_of_sight(there_and_back: tuple[Path, ...]) -> None:
    assert opened(there_and_back[2].read_bytes())["Val"].sheet_state != "visible"


def test_mistakes_are_found_at_the_same_cells_in_ods(tmp_path: Path) -> None:
    content = changed(
        written(register()),
        (REACHED, "C6", "i mars"),
        (REACHED, "F7", "radio"),
        (REACHED, "H8", "==1+1"),
        (MEETING, "C5", "==C6"),
        (MEETING, "F9", 7),
    )
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(content)
    ods = converted(path, "ods", tmp_path / "ods")
    assert found_in(ods.read_bytes()) == found_in(content)
    with pytest.raises(Refused) as refused:
        mark_problems(ods, BytesIO(), ())
    assert [problem.code for problem in refused.value.problems] == ["not_a_workbook_to_mark"]
