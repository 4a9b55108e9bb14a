"""Every code that an import can answer with has its sentence, and no sentence waits for a code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contacts.importers import archives, monica, rapport, recognise
from contacts.rules import threads
from contacts.wording_imports import (
    CAME_OTHERWISE,
    LEFT_OUT,
    REFUSED,
    UNREADABLE,
    row_sentence,
    unreadable_sentence,
)

ROOT = Path(__file__).resolve().parent.parent / "contacts"
SOURCES = [
    *sorted((ROOT / "importers").rglob("*.py")),
    *sorted((ROOT / "services" / "imports").rglob("*.py")),
    ROOT / "rules" / "threads.py",
]
# Calls whose first argument is a code.
_OF_A_ROW = re.compile(r"(^|\.)(_?refused?|_misshapen|Unfit|LeftOut|Refused)$")
_OF_A_FILE = re.compile(r"(^|\.)Unreadable$")
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")


def _words(node: ast.AST | None) -> Iterator[str]:
    """The codes in an expression: a word, or one of two."""
    if isinstance(node, ast.IfExp):
        yield from _words(node.body)
        yield from _words(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value


def _used() -> Iterator[tuple[str, bool]]:
    """Each code in the sources, and whether it is of a whole file."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if _OF_A_FILE.search(called):
                    yield from ((code, True) for code in _words(node.args[0] if node.args else None))
                elif _OF_A_ROW.search(called):
                    # Before the code perhaps the row that it is about, which is never a text.
                    yield from ((code, False) for code in next(filter(None, map(list, map(_words, node.args))), []))
                yield from ((c, False) for key in node.keywords if key.arg == "why" for c in _words(key.value))
            elif isinstance(node, ast.FunctionDef) and node.name == "why_not":
                answers = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return)]
                # Of a whole export in one module, of somebody in the other.
                yield from ((c, path.stem == "restoring") for answer in answers for c in _words(answer))
            elif isinstance(node, ast.Tuple) and node.elts and ast.unparse(node.elts[0]).startswith("ImportOutcome."):
                yield from ((code, False) for element in node.elts[1:] for code in _words(element))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).split(".")[-1] == "why":
                yield from ((code, False) for code in _words(node.value))


FILES = {code for code, of_a_file in _used() if of_a_file}
FILES |= {why for _start, why in (*recognise._NOT_FOR_US, *archives._OFFICE)}
ROWS = {code for code, of_a_file in _used() if not of_a_file}
ROWS |= {*monica._NOT_ABOUT_ANYBODY.values()}
ROWS |= {f"record_{key}" for key in rapport.STAYS_BEHIND}
ROWS |= {threads.NO_ADDRESS, threads.NO_RECIPIENT, threads.TO_YOURSELF, threads.TO_SEVERAL}


def test_the_codes_were_found() -> None:
    assert len(FILES) > 20
    assert len(ROWS) > 30


@pytest.mark.parametrize("code", sorted(FILES))
def test_a_file_that_cannot_be_read_has_its_sentence(code: str) -> None:
    assert code in UNREADABLE
    assert unreadable_sentence(code, {}).endswith(".")


@pytest.mark.parametrize("code", sorted(ROWS))
def test_a_row_that_did_not_come_in_as_it_was_has_its_sentence(code: str) -> None:
    assert (code in LEFT_OUT) + (code in REFUSED) + (code in CAME_OTHERWISE) == 1
    assert row_sentence(code, {}).endswith(".")


@pytest.mark.parametrize("code", sorted(FILES))
def test_the_rest_of_a_file_that_cannot_be_read_says_so(code: str) -> None:
    assert row_sentence(code, {"name": "x"})


def test_a_row_that_came_in_has_none() -> None:
    assert row_sentence("", {}) == ""


def test_no_sentence_waits_for_a_code() -> None:
    assert set(UNREADABLE) == FILES
    assert {*LEFT_OUT, *REFUSED, *CAME_OTHERWISE} == ROWS


def test_a_code_that_nobody_knows_any_more_still_says_something() -> None:
    assert row_sentence("of_old", {}) == "This row was not brought in."
    assert unreadable_sentence("of_old", {}) == "This file cannot be read here."


@pytest.mark.parametrize("code", sorted({**LEFT_OUT, **REFUSED, **CAME_OTHERWISE}))
def test_a_code_fits_its_column(code: str) -> None:
    assert len(code) <= 32


def test_a_value_may_be_anything() -> None:
    assert "100 %(x)s" in row_sentence("no_day", {"value": "100 %(x)s"})
    assert "…" in row_sentence("no_day", {"value": ""})
