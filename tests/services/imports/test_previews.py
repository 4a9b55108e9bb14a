"""The preview says what will happen: its numbers are those of the report."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from contacts.models import ImportRow
from contacts.queries.import_pages import PREVIEW, preview_counts
from contacts.services.imports import carry_on, reading, run_to_the_end, start
from contacts.services.imports.receiving import receive
from tests.factories import create_account, create_person
from tests.services.imports.files import bring_in, card, cards, connections, counts, outcomes, read_in

pytestmark = pytest.mark.django_db

ANA = "Ana,Ferreira,https://www.linkedin.com/in/ana,ana@acme.test,Acme,Engineer,08 Feb 2026"

# Each: the cards of one file, and how many people they are.
FILES = {
    "twice by e-mail": ([("FN:Ana Berg", "EMAIL:a@x.test"), ("FN:Ana Berg", "EMAIL:a@x.test", "ORG:Acme")], 1),
    "twice by name and firm": ([("FN:Ana Berg", "ORG:Acme"), ("FN:Ana Berg", "ORG:Acme", "EMAIL:a@x.test")], 1),
    "a couple": ([("FN:Ana Berg", "EMAIL:b@x.test"), ("FN:Per Berg", "EMAIL:b@x.test")], 2),
    "namesakes of two firms": ([("FN:Ana Berg", "ORG:Acme"), ("FN:Ana Berg", "ORG:Quill")], 2),
    "a chain": (
        [
            ("FN:Ana Berg", "EMAIL:a@x.test"),
            ("FN:Ana Berg", "EMAIL:a@x.test", "EMAIL:b@x.test"),
            ("FN:Ana Berg", "EMAIL:b@x.test", "ORG:Quill"),
        ],
        1,
    ),
    "a firm that a later row names": (
        [("FN:Ana Berg", "EMAIL:a@x.test"), ("FN:Ana Berg", "EMAIL:a@x.test", "ORG:Acme"), ("FN:Ana Berg", "ORG:Acme")],
        1,
    ),
    "one name, contradicting e-mails": ([("FN:Ana Berg", "EMAIL:a@x.test"), ("FN:Ana Berg", "EMAIL:b@x.test")], 2),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("chunk", [1, 1000])
def test_counts_people_as_the_run_does(name: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", chunk)
    alice = create_account()
    given, people = FILES[name]
    batch = read_in(by=alice, content=cards(*(card(*lines) for lines in given)), name="a.vcf")
    before = preview_counts(batch)
    shown = {key: ImportRow.objects.filter(wanted, batch=batch).count() for key, wanted in PREVIEW.items()}
    run_to_the_end(start(by=alice, batch=batch, choices={}))
    batch.refresh_from_db()
    assert before == shown
    assert before["new"] == batch.about["will_add"] == batch.added == people
    assert before["known"] == batch.matched + batch.updated


@pytest.mark.parametrize("name", FILES)
def test_counts_the_same_when_reading_was_cut_into_slices(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 1)
    alice = create_account()
    given, people = FILES[name]
    content = cards(*(card(*lines) for lines in given))
    batch = receive(by=alice, file=ContentFile(content), name="a.vcf", entry_key=uuid4())
    for _slice in range(40):
        carry_on(batch.pk, seconds=0)
    batch.refresh_from_db()
    assert batch.about["will_add"] == people


def test_kinds_count_what_will_be_brought_in_and_not_what_is_about_oneself() -> None:
    alice = create_account(email="alice@example.org")
    own = "Alice,A,https://www.linkedin.com/in/alice,alice@example.org,Acme,,08 Feb 2026"
    batch = read_in(by=alice, content=connections(ANA, own))
    assert batch.about["kinds"] == {"person": 1}
    assert batch.about["left_out"] == 1


def test_says_what_of_a_row_went_into_the_note() -> None:
    alice = create_account()
    content = cards(card("FN:Ana Berg", "TEL:call me", "BDAY:31.31.1970"), card("FN:Bo Ek"))
    batch = read_in(by=alice, content=content, name="a.vcf")
    rows = ImportRow.objects.filter(batch=batch).order_by("pk")
    assert [row.told.get("in_note") for row in rows] == [2, None]
    run_to_the_end(start(by=alice, batch=batch, choices={}))
    assert [row.told.get("in_note") for row in rows.all()] == [2, None]


def test_says_who_is_called_by_their_address() -> None:
    alice = create_account()
    batch = bring_in(
        by=alice, content=cards(card("EMAIL:ana@x.test"), card("FN:Bo Ek", "EMAIL:bo@x.test")), name="a.vcf"
    )
    told = {row.person.name: row.told for row in ImportRow.objects.filter(batch=batch) if row.person}
    assert told["ana@x.test"] == {"named_by_address": True}
    assert told["Bo Ek"] == {}


def test_tells_what_differed_and_was_kept() -> None:
    alice = create_account()
    create_person(by=alice, name="Ana Ferreira", organisation="Quill", email="ana@acme.test")
    batch = bring_in(by=alice, content=connections(ANA))
    row = ImportRow.objects.get(batch=batch)
    assert row.told["kept"]["organisation"] == ["Quill", "Acme"]


def test_tells_what_differed_in_a_second_row_of_the_file() -> None:
    alice = create_account()
    content = cards(
        card("FN:Ana Berg", "EMAIL:a@x.test", "ORG:Acme"), card("FN:Ana Berg", "EMAIL:a@x.test", "ORG:Quill")
    )
    batch = bring_in(by=alice, content=content, name="a.vcf")
    assert counts(batch) == (1, 1, 0, 0, 0)
    assert ImportRow.objects.filter(batch=batch).latest("pk").told["kept"]["organisation"] == ["Acme", "Quill"]
    assert len(outcomes(batch)) == 2
