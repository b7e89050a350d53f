"""Tables and columns by name, the same on the terminal and on paper."""

from __future__ import annotations

from cm_method.services.provision.instrument import SurveyAnswer
from cm_method.services.provision.stockholm_2025 import INSTRUMENT_2025
from cm_method.services.provision.wording import MARKS, column_name, table_title


def test_a_table_is_named_by_number_service_and_question() -> None:
    titles = [table_title(question, "sv") for question in INSTRUMENT_2025.questions]
    assert titles[1] == "Tabell 2. Case management genom egen öppenvård"
    assert titles[9] == "Tabell 10. Boendestöd med ADL, aktiviteter i det dagliga livet"
    assert table_title(INSTRUMENT_2025.question(2), "en") == (
        "Table 2. Case management through an own outpatient service"
    )


def test_a_column_is_named_by_area_and_form() -> None:
    assert column_name("adult", None, "sv") == "Vuxen/skadligt bruk och beroende"
    assert column_name("violence", "own_home", "en") == "Intimate partner violence, own home"


def test_every_answer_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(SurveyAnswer)
    assert len(set(MARKS.values())) == len(SurveyAnswer)
