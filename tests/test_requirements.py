"""What the product imports is what ``requirements.txt`` brings: ``make run`` installs nothing else."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

OURS = {"contacts", "networking"}
FILES = sorted(path for name in OURS for path in (Path(settings.BASE_DIR) / name).rglob("*.py"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


BROUGHT = {
    normal(line.split("==")[0])
    for line in (Path(settings.BASE_DIR) / "requirements.txt").read_text().splitlines()
    if "==" in line and not line.startswith((" ", "#"))
}
WHERE_FROM = {package: {normal(name) for name in names} for package, names in packages_distributions().items()}


def imported(tree: ast.AST) -> Iterator[str]:
    """Top-level packages imported when the code runs: what stands under ``if TYPE_CHECKING:`` never is."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
        yield from imported(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_imports_only_what_is_installed_for_running(path: Path) -> None:
    names = set(imported(ast.parse(path.read_text()))) - OURS - set(sys.stdlib_module_names)
    assert {name for name in names if not WHERE_FROM.get(name, set()) & BROUGHT} == set()
