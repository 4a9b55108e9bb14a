"""Rules are pure: they import words and libraries of values, and never look at a clock, a file or a table."""

import ast
import sys
from pathlib import Path

import pytest

import contacts.rules

MODULES = sorted(Path(contacts.rules.__file__).parent.rglob("*.py"))
LIBRARIES = {"dateutil", "phonenumbers", "rapidfuzz"}
OURS = ("contacts.rules", "contacts.vocabulary")
OUTSIDE = {"asyncio", "logging", "os", "pathlib", "random", "secrets", "socket", "subprocess", "threading", "time"}
LOOKS_OUTSIDE = {"today", "now", "utcnow", "open", "print", "input"}


def imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_only_words_and_libraries_of_values(path):
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        top = name.partition(".")[0]
        if top == "contacts":
            assert name.startswith(OURS), name
        else:
            assert top in (sys.stdlib_module_names - OUTSIDE) | LIBRARIES, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_never_looks_at_a_clock_or_a_file(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in LOOKS_OUTSIDE, f"{path.name}:{node.lineno}"
