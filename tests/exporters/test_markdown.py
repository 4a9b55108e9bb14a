"""The page of a person: its file has a safe name, and nothing that somebody wrote is taken for a part of the page."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exporters.markdown import file_name, page
from contacts.models import Person
from contacts.queries.exports import plain_person, with_everything
from tests.factories import create_account, create_contact, create_promise, log

ADDRESS = "3f0c6a52-0d0e-4a2c-9c63-2f9a5f4f0a11"


@given(st.text(max_size=300))
def test_any_name_makes_a_name_that_every_system_takes(name: str) -> None:
    made = file_name({"name": name, "public_id": ADDRESS})
    assert made.endswith("-3f0c6a520d0e.md")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(made) <= 60
    assert not made.startswith("-")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Ana Ferreira", "ana-ferreira"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("王伟", "person"),
        ("../../etc", "etc"),
        ("", "person"),
    ],
)
def test_a_name_is_still_known_by_its_file(name: str, begins: str) -> None:
    assert file_name({"name": name, "public_id": ADDRESS}) == f"{begins}-3f0c6a520d0e.md"


@pytest.mark.django_db
def test_says_what_is_known_newest_first() -> None:
    alice = create_account()
    person = create_contact(by=alice, name="Ana *Ferreira*", days_ago=60, learned="quit a job in Bergen").person
    log(by=alice, person=person, days_ago=2, talked_about="# no heading\n- no list", learned="", private=True)
    create_promise(by=alice, person=person, what="the name of a <b>builder</b>")
    row: Any = with_everything(Person.objects.filter(pk=person.pk)).get()
    text = page(plain_person(row))
    assert text.startswith("# Ana \\*Ferreira\\*\n")
    assert "> \\# no heading\n" in text
    assert text.index("no heading") < text.index("quit a job in Bergen")
    assert "private" in text
    assert "made them a contact" in text
    assert "the name of a \\<b\\>builder\\</b\\>, small, promised, by" in text
