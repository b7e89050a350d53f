"""The papers as Word documents: all that they say, in styles, and nothing taken for a code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import attrs
import pytest
from hypothesis import given, settings, strategies as st

pytest.importorskip("docxtpl", reason="the extra word")

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn

from cm_method.adapters.word import (
    TemplateRefused,
    account_template,
    account_to_word,
    final_report_template,
    final_report_to_word,
)
from cm_method.adapters.word.styles import LOCALES
from cm_method.case.agreements import ReportPart, TrainingHeld
from cm_method.case.register import Register
from cm_method.labels import LANGUAGES, text
from cm_method.partnership.accounts import Account, account
from cm_method.partnership.agreement import agreement_on
from cm_method.partnership.final_report import FinalReport, final_report
from cm_method.partnership.papers import Paper, account_paper, final_report_paper
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION, days
from tests.agreed import FIRST, LAST, agreed, agreed_registers, everything, noted, statement
from tests.programs import program, writer

METHOD = EDITIONS[EDITION]


def report_of(register: Register, on: date = LAST) -> FinalReport:
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    return final_report(register, register.partnership, METHOD, made, on=on)


def account_of(register: Register, on: date = LAST) -> Account:
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    return account(register, register.partnership, made, on=on)


REPORT = report_of(agreed(*everything(), participants=9))
ACCOUNT = account_of(agreed(*everything()))


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def lines(document: Any) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside of tables."""
    return [(each.style.name, each.text) for each in document.paragraphs]


def tables(document: Any) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in document.tables
    ]


def everything_in(document: Any) -> str:
    """All words of a document, its tables, header and footer too, with single spaces."""
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    found = [each.text or "" for part in parts for each in part.iter(qn("w:t"))]
    return " ".join(" ".join(found).split())


def said(value: Any) -> Iterator[str]:
    """Every text of a paper, but for what is only a code."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name not in ("code", "agreement"):
                yield from said(getattr(value, field.name))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def made(*paragraphs: str, header: str = "", footer: str = "") -> bytes:
    """A template of one's own."""
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def filled(*paragraphs: str, **more: Any) -> list[str]:
    """The paragraphs of the final report in such a template."""
    content = final_report_to_word(REPORT, template=made(*paragraphs, **more))
    return [words for _, words in lines(opened(content))]


def refused(template: bytes) -> list[tuple[str, str]]:
    """Code and path of each problem."""
    with pytest.raises(TemplateRefused) as refusal:
        final_report_to_word(REPORT, template=template)
    for lang in LANGUAGES:
        assert refusal.value.explain(lang)
    return [(problem.code, problem.path) for problem in refusal.value.problems]


# --- the templates that come along -------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_has_its_parts_under_headings_that_word_knows(lang: str) -> None:
    paper = final_report_paper(REPORT, lang)
    found = lines(opened(final_report_to_word(REPORT, lang)))
    assert found[0] == ("Title", paper.title)
    headings = [each for each in found if each[0].startswith("Heading")]
    wanted = []
    for part in paper.parts:
        wanted.append(("Heading 1", f"{part.number}. {part.title}"))
        wanted += [("Heading 2", figures.title) for figures in part.figures]
    assert headings == [("Heading 1", text("markdown.missing", lang)), *wanted]
    quotes = [words for style, words in found if style == "Quote"]
    assert quotes == [
        words for part in paper.parts for told in part.statements for words in told.paragraphs
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_are_those_of_the_paper_and_their_first_row_is_repeated(lang: str) -> None:
    register = agreed(
        *everything(), noted(TrainingHeld, "av-80", FIRST, party="sdf", trained=12), participants=9
    )
    report = report_of(register)
    document = opened(final_report_to_word(report, lang))
    figures = [f for part in final_report_paper(report, lang).parts for f in part.figures if f.rows]
    assert [each.code for each in figures] == [
        "account",
        "targets",
        "indicators",
        "training",
        "money",
    ]
    assert tables(document) == [[each.heads, *each.rows] for each in figures]
    for table, each in zip(document.tables, figures, strict=True):
        first, *others = table.rows
        assert first._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:tblHeader')}") is None for row in others)
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption.get(qn("w:val")) == each.title


def test_a_report_without_anybody_due_has_a_table_of_four_columns() -> None:
    document = opened(final_report_to_word(report_of(agreed(participants=0))))
    assert sorted({len(table.columns) for table in document.tables}) == [2, 4]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_account_has_its_figures_and_what_it_lacks(lang: str) -> None:
    lacking = account_of(agreed())
    paper = account_paper(lacking, lang)
    document = opened(account_to_word(lacking, lang))
    found = lines(document)
    assert found[0] == ("Title", paper.title)
    assert tables(document) == [[paper.figures.heads, *paper.figures.rows]]
    assert [words for style, words in found if style == "List Bullet"] == list(paper.missing)
    nothing = text("markdown.nothing_missing", lang)
    assert nothing not in everything_in(document)
    assert nothing in everything_in(opened(account_to_word(ACCOUNT, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_says_its_title_and_language(lang: str) -> None:
    for content in (account_to_word(ACCOUNT, lang), final_report_to_word(REPORT, lang)):
        document = opened(content)
        about = document.core_properties
        assert about.title == document.paragraphs[0].text
        assert about.language == LOCALES[lang]
        (default,) = document.styles.element.iter(qn("w:rPrDefault"))
        (language,) = default.iter(qn("w:lang"))
        assert language.get(qn("w:val")) == LOCALES[lang]


@given(agreed_registers(), days(date(2026, 6, 1), date(2030, 1, 1)), st.sampled_from(LANGUAGES))
@settings(max_examples=12, deadline=None)
def test_a_document_says_all_that_the_paper_says(register: Register, on: date, lang: str) -> None:
    if agreement_on(register.partnership, on=on) is None:
        return
    report = report_of(register, on)
    papers: list[tuple[Paper, bytes]] = [
        (account_paper(report.account, lang), account_to_word(report.account, lang)),
        (final_report_paper(report, lang), final_report_to_word(report, lang)),
    ]
    for paper, content in papers:
        words = squeezed(everything_in(opened(content)))
        lacking = [each for each in said(paper) if squeezed(each) not in words]
        assert lacking == []
        assert not re.search(r"{{|{%|{#", words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_says_what_it_is_and_can_be_used_as_it_is(lang: str) -> None:
    of_account, of_report = account_template(lang), final_report_template(lang)
    for template, about in ((of_account, "account"), (of_report, "final_report")):
        document = opened(template)
        assert document.core_properties.title == text(f"word.{about}.template", lang)
        assert text("word.comment", lang) in document.paragraphs[0].text
    mine = account_to_word(ACCOUNT, lang, template=of_account)
    assert mine == account_to_word(ACCOUNT, lang)
    mine = final_report_to_word(REPORT, lang, template=of_report)
    assert mine == final_report_to_word(REPORT, lang)


def test_small_counts_are_hidden_as_the_caller_asks() -> None:
    register = agreed(*everything(), participants=8)
    shown = everything_in(opened(final_report_to_word(report_of(register), least=1)))
    hidden = everything_in(opened(final_report_to_word(report_of(register), least=10)))
    assert "8 deltagare, målet är minst 30" in shown
    assert "8 deltagare" not in hidden
    assert "visas inte när de är 1 till 9" in hidden
    assert "1 till 9" in everything_in(opened(account_to_word(ACCOUNT, least=10)))


# --- the same file again -----------------------------------------------------------------------


def test_the_same_register_gives_the_same_file_and_no_time_is_in_it() -> None:
    once, again = final_report_to_word(REPORT), final_report_to_word(REPORT)
    assert once == again
    for content in (once, final_report_template()):
        with ZipFile(BytesIO(content)) as package:
            assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            about = package.read("docProps/core.xml").decode()
        assert not re.search(r"created|modified\b(?!By)|\d{4}-\d\d-\d\dT", about)


def test_the_time_and_the_name_of_whoever_changed_a_template_do_not_go_along() -> None:
    document = opened(made("{{ title }}"))
    document.core_properties.last_modified_by = "Någon Annan"
    document.core_properties.author = "Stadsdelen"
    out = BytesIO()
    document.save(out)
    content = final_report_to_word(REPORT, template=out.getvalue())
    about = opened(content).core_properties
    assert (about.author, about.last_modified_by) == ("Stadsdelen", "")
    assert b"Annan" not in content


# --- what a party may have written -------------------------------------------------------------

WILD = (
    "<w:t>Lugn & ro</w:t> {{ title }} {%p endfor %} {# #} {_{ x }_} {_% y %_} __init__ "
    "&lt; ]]> \"'\x00\x1b\ufffe\a slut"
)


def with_words(said: str) -> FinalReport:
    entries = [entry for entry in everything() if entry.id != "av-learned-sdf"]
    return report_of(agreed(*entries, statement("av-99", "sdf", ReportPart.LEARNED, said)))


def quotes(said: str) -> list[str]:
    found = lines(opened(final_report_to_word(with_words(said))))
    own = [words for style, words in found if style == "Quote"]
    return [words for words in own if words != "Det gick bra."]


def test_what_people_write_is_only_text() -> None:
    assert quotes(WILD) == [re.sub("[\x00\x1b\ufffe\a]", "", WILD)]


def test_lines_and_paragraphs_are_kept() -> None:
    assert quotes("Ett.\nTvå.\r\n\n \nTre.\x0bFyra.\n") == ["Ett.\nTvå.", "Tre.\nFyra."]
    assert quotes("Ett\tTvå") == ["Ett\tTvå"]


@given(st.text(min_size=1).filter(lambda said: bool(said.strip())))
@settings(max_examples=10, deadline=None)
def test_any_words_leave_the_rest_of_the_document_as_it_is(said: str) -> None:
    other, same = (
        [each for each in lines(opened(final_report_to_word(it))) if each[0] != "Quote"]
        for it in (with_words(said), with_words("Lugna ord."))
    )
    assert other == same


def test_a_name_is_only_text_in_the_text_and_in_the_properties() -> None:
    name = "a<b> & {{ c }}_{_{d"
    document = opened(final_report_to_word(report_of(agreed(*everything(), agreement=name))))
    assert document.core_properties.title == document.paragraphs[0].text == f"Slutrapport: {name}"
    assert document.sections[0].footer.paragraphs[0].text.startswith(f"Slutrapport: {name}\t")


# --- a template of one's own -------------------------------------------------------------------


def test_a_template_may_use_any_name_anywhere() -> None:
    found = filled(
        "{{ title }}: {{ first }} till {{ last }} ({{ known }})",
        "{%p for part in parts if part.code == 'learned' %}",
        "{{ loop.index }} {{ part.title|upper }} {{ part['number'] }} {{ parts[0].title }}",
        "{{ part.statements|map(attribute='party')|join(', ') }}",
        "{%p endfor %}",
        "{% for one, other in parts|batch(2) %}{{ other.number }}{% endfor %}",
        header="{{ agreement }}",
    )
    assert found == [
        "Slutrapport: iop: 2026-05-01 till 2027-04-30 ()",
        "1 VAD PARTERNA HAR LÄRT SIG 5 Hur verksamheten har genomförts",
        "Hela Människan, Stadsdelen",
        "246",
    ]


def test_a_header_is_filled_in_too() -> None:
    template = made("{{ title }}", header="Avtal {{ agreement }}")
    content = final_report_to_word(REPORT, template=template)
    assert opened(content).sections[0].header.paragraphs[0].text == "Avtal iop"


def with_a_footnote(words: str) -> bytes:
    """A template with a note at the foot of its page, which the library that makes it has not."""
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    xml = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    kind = CONTENT_TYPE.WML_FOOTNOTES
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_footnote_is_filled_in_and_looked_through_too() -> None:
    content = final_report_to_word(REPORT, template=with_a_footnote("Enligt {{ agreement }}."))
    with ZipFile(BytesIO(content)) as package:
        assert "Enligt iop." in package.read("word/footnotes.xml").decode()
    assert refused(with_a_footnote("{{ avtal }}")) == [("template_names_unknown", "avtal")]


def test_every_name_that_is_unknown_is_named_also_where_nothing_is_written() -> None:
    template = made(
        "{{ titel }} {{ title }}",
        "{% if missing %}{{ missing[0].what }} {{ mising }}{% endif %}",
        "{% for part in parts %}{{ part.tilte }}{% for f in part.figures %}{{ f['rader'] }}"
        "{{ f.rows[0][0] }}{{ f.heads }}{% else %}{{ f.x }}{{ part.y }}{% endfor %}{% endfor %}",
        "{{ parts[0].figures[0].huvud }} {{ loop.index }}",
        header="{{ rubrik }}",
        footer="{{ title }} {{ sida }}",
    )
    paths = [path for _, path in refused(template)]
    assert sorted(paths) == sorted(
        [
            "f",
            "loop",
            "mising",
            "titel",
            "part.tilte",
            "part.y",
            "f.rader",
            "parts[...].figures[...].huvud",
            "rubrik",
            "sida",
        ]
    )
    assert {code for code, _ in refused(template)} == {"template_names_unknown"}


def test_what_only_filling_in_shows_is_refused_as_well() -> None:
    assert refused(made("{{ title }}{{ missing[0].what }}")) == [("template_fails", "")]
    assert refused(made("{{ title }}{{ title.parts }}")) == [("template_fails", "")]
    assert refused(made("{{ title }}{{ 1 / 0 }}")) == [("template_fails", "")]


@pytest.mark.parametrize(
    "code",
    [
        "{{ title.__class__ }}",
        "{{ parts.__class__.__mro__ }}",
        "{{ parts[0].__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_but_the_paper(code: str) -> None:
    assert refused(made("{{ title }}" + code))


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("{% for part in parts %}", ""),
        ("{{ title", "{{ title"),
        ("{% endfr %}", "{% endfr %}"),
        ("{{ title | nosuch }}", "nosuch"),
    ],
)
def test_a_code_that_cannot_be_read_is_shown(words: str, near: str) -> None:
    template = made("Först", words, "Sist")
    with pytest.raises(TemplateRefused) as refusal:
        final_report_to_word(REPORT, template=template)
    (problem,) = refusal.value.problems
    assert problem.code == "template_cannot_be_read"
    assert near in problem.explain("sv")


def test_a_template_of_another_document_is_refused() -> None:
    assert refused(account_template()) == [("template_names_unknown", "figures")]
    with pytest.raises(TemplateRefused) as refusal:
        account_to_word(ACCOUNT, template=final_report_template())
    assert [problem.path for problem in refusal.value.problems] == ["parts"]


def test_a_template_without_codes_is_refused() -> None:
    assert refused(made("Slutrapport", footer="Sida 1")) == [("template_names_nothing", "")]
    assert refused(made("{{ range(3) }}")) == [("template_names_nothing", "")]


def _package(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"# Markdown", _package(a="b"), made("{{ title }}")[:-200]],
    ids=["nothing", "its first bytes", "text", "another package", "cut off"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateRefused) as refusal:
        final_report_to_word(REPORT, template=content)
    assert [problem.code for problem in refusal.value.problems] == ["template_is_no_document"]


def test_a_template_that_would_break_the_document_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("{{ title }}{%p if missing %}")
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].text = "{% if not missing %}"
    table.rows[0].cells[0].add_paragraph("{%tr endif %}{%p endif %}")
    out = BytesIO()
    document.save(out)
    assert refused(out.getvalue()) in (
        [("template_breaks_the_document", "")],
        [("template_cannot_be_read", "")],
    )


def test_a_refusal_repeats_nothing_that_a_party_wrote() -> None:
    template = made("{{ title }}{{ parts[4].statements[0].paragraphs[0] + 1 }}")
    with pytest.raises(TemplateRefused) as refusal:
        final_report_to_word(with_words("Mycket hemligt."), template=template)
    assert "hemligt" not in f"{refusal.value!r} {refusal.value}"


# --- as another program reads it ---------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words of each page, as LibreOffice lays out the documents of a long report."""
    folder: Path = tmp_path_factory.mktemp("word")
    long = with_words("Det här har vi lärt oss. " * 120)
    for lang in LANGUAGES:
        (folder / f"{lang}.docx").write_bytes(final_report_to_word(long, lang))
    office = [writer(), "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx"))],
        check=True,
        capture_output=True,
        timeout=170,
    )
    found = {}
    for lang in LANGUAGES:
        done = subprocess.run(
            [program("pdftotext"), "-layout", folder / f"{lang}.pdf", "-"],
            check=True,
            capture_output=True,
            timeout=60,
        )
        found[lang] = done.stdout.decode().split("\f")[:-1]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_program_shows_every_word_and_numbers_the_pages(
    pages: dict[str, list[str]], lang: str
) -> None:
    paper = final_report_paper(with_words("Det här har vi lärt oss. " * 120), lang)
    words = squeezed("".join(pages[lang]))
    several = len(pages[lang])
    assert several >= 3
    assert squeezed(paper.title) in words
    for part in paper.parts:
        assert squeezed(f"{part.number}. {part.title}") in words
    before, between, _ = text("word.page", lang).split("…")
    for number, page in enumerate(pages[lang], start=1):
        assert f"{before}{number}{between}{several}" in page
        assert paper.title in page
