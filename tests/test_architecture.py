"""Data flows one way: what imports what, who writes, who makes a contact, and how long a file may be.

The layers stand in the order of the house, lowest first. A module may import from its own layer or a lower one.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent

# Each layer: the modules in it, as names below ``contacts``.
LAYERS: list[tuple[str, ...]] = [
    ("vocabulary", "errors"),
    ("rules",),
    (
        "entries",
        "exporters",
        "importers",
        "judgement",
        "marks",
        "signed",
        "spreadsheets",
        "wording",
        "wording_bulk",
        "wording_due",
        "wording_favours",
        "wording_imports",
        "wording_log",
        "wording_mail",
        "wording_merges",
        "wording_people",
        "wording_settings",
    ),
    ("models", "gate", "checks", "enqueue", "mailing", "migrations", "undelivered", "webhook"),
    ("queries",),
    ("services",),
    ("forms", "templatetags", "demo"),
    ("accounts_adapter", "forms_renderer", "middleware"),
    ("views", "api", "tasks", "admin", "management"),
    ("urls_imports", "urls_merges"),
    ("urls", "apps"),
]
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# Services call lower ranks only.
SERVICE_RANKS: dict[str, int] = {
    "locks": 0,
    "standings": 0,
    "kept_mail": 0,
    "private_files": 0,
    "planning": 1,
    "follow_ups": 2,
    "people": 3,
    "contacts": 4,
    "exchanges": 4,
    "important_dates": 4,
    "mutes": 4,
    "resting": 4,
    "offers": 5,
    "told_exchanges": 5,
    "interactions": 6,
    "events": 7,
    "channels": 6,
    "accounts": 6,
    "dealing": 6,
    "deliveries": 7,
    "mornings": 7,
    "notifications": 8,
    "tags": 2,
    "forgetting": 5,
    "exports": 5,
    "duplicates": 5,
    "sorting": 7,
    "merges": 8,
    "bulk": 8,
    "imports": 9,
}

# What rules may know beside the standard library and the words.
FOR_RULES = {"contacts.vocabulary", "contacts.rules", "rapidfuzz", "dateutil", "phonenumbers"}
STANDARD = {
    "__future__",
    "bisect",
    "calendar",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "email",
    "enum",
    "functools",
    "importlib",
    "io",
    "itertools",
    "json",
    "math",
    "re",
    "string",
    "typing",
    "unicodedata",
    "urllib",
}

LONGEST = 500


def files(*folders: str, suffix: str = ".py") -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    return sorted(path for path in found if not {"vendor", "__pycache__", "node_modules"} & set(path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_for_types_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only a type checker reads."""
    for child in ast.iter_child_nodes(tree):
        if is_for_types_alone(child):
            continue
        yield child
        yield from nodes(child)


def imports(path: Path) -> set[str]:
    """Full names of what a module imports, function bodies included: ``from a import b`` is ``a.b``."""
    names: set[str] = set()
    for node in nodes(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def below(name: str, *, package: str) -> str | None:
    """The first word below the package: ``services`` of ``contacts.services.people.add_person``."""
    return name.removeprefix(f"{package}.").split(".")[0] if name.startswith(f"{package}.") else None


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call and what is called, as written: ``Contact.objects.create``."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


PRODUCT = files("contacts")


def test_every_module_has_its_place_in_the_house() -> None:
    found = {below(module_of(path), package="contacts") for path in PRODUCT} - {None}
    assert found <= set(RANKS), "say in which layer the new module lives"


@pytest.mark.parametrize("path", PRODUCT, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    layer = below(module_of(path), package="contacts")
    if layer is None:
        return
    upward = {
        name
        for name in imports(path)
        if (other := below(name, package="contacts")) and RANKS.get(other, 99) > RANKS[layer]
    }
    assert not upward


@pytest.mark.parametrize("path", files("contacts/services"), ids=module_of)
def test_services_call_lower_ranks_only(path: Path) -> None:
    noun = below(module_of(path), package="contacts.services")
    if noun is None:
        return
    assert noun in SERVICE_RANKS, "give the new noun its rank"
    called = {below(name, package="contacts.services") for name in imports(path)} - {None, noun}
    upward = {other for other in called if SERVICE_RANKS[str(other)] >= SERVICE_RANKS[noun]}
    assert not upward - ({"locks", "standings"} if SERVICE_RANKS[noun] else set())


@pytest.mark.parametrize("path", files("contacts/rules"), ids=module_of)
def test_rules_know_values_alone(path: Path) -> None:
    for name in imports(path):
        if name.startswith("contacts"):
            assert any(name == allowed or name.startswith(f"{allowed}.") for allowed in FOR_RULES), name
        else:
            assert name.split(".")[0] in STANDARD | FOR_RULES, name


@pytest.mark.parametrize("path", files("contacts/rules"), ids=module_of)
def test_rules_read_no_clock_and_no_file(path: Path) -> None:
    forbidden = re.compile(r"\b(today|now|utcnow|open|print|input)$")
    assert not [name for name, _call in calls(path) if forbidden.search(name)]


def test_the_site_knows_no_feature() -> None:
    for path in files("networking"):
        if module_of(path) != "networking.urls":
            assert not [name for name in imports(path) if name.split(".")[0] == "contacts"], path


def test_the_product_knows_the_site_where_it_starts_or_looks_at_it_alone() -> None:
    knowing = {module_of(path) for path in PRODUCT if any(n.startswith("networking") for n in imports(path))}
    assert knowing <= {"contacts.views.health", "contacts.management.commands.up"}


# Celery and signals


def test_enqueue_is_the_only_way_to_celery() -> None:
    def knowing(*packages: str) -> set[str]:
        return {module_of(path) for path in PRODUCT if any(name.split(".")[0] in packages for name in imports(path))}

    assert knowing("celery", "kombu") <= {"contacts.enqueue", "contacts.tasks"}
    assert knowing("redis") <= {"contacts.views.health"}, "only to ask whether the broker is there"
    for path in PRODUCT:
        if module_of(path) != "contacts.enqueue":
            sent = [name for name, _call in calls(path) if re.search(r"\.(delay|apply_async|send_task)\w*$", name)]
            assert not sent, path


def test_tasks_take_ids_call_one_service_and_return_nothing() -> None:
    for node in parsed(ROOT / "contacts/tasks.py").body:
        if isinstance(node, ast.FunctionDef):
            assert ast.unparse(node.returns or ast.Constant(0)) == "None", node.name
            for argument in node.args.args:
                assert argument.annotation and ast.unparse(argument.annotation) == "int", node.name


def test_signals_are_received_in_apps_alone() -> None:
    knowing = {
        module_of(path)
        for path in PRODUCT
        if any(".signals" in name or name.startswith("django.dispatch") for name in imports(path))
    }
    assert knowing <= {"contacts.apps"}


def test_rows_have_no_effects_of_their_own() -> None:
    for path in files("contacts/models"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                assert not methods & {"save", "delete", "__init__", "from_db"}, f"{path}: {node.name}"


# Who writes


def test_a_contact_is_made_in_one_place() -> None:
    making = re.compile(r"(^|\.)Contact$|\bContact\.\w+\.(\w*create\w*|bulk_update)$")
    makers = [
        (module_of(path), function.name)
        for path in files("contacts", "networking")
        if "migrations" not in path.parts
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and making.search(ast.unparse(node.func))
    ]
    # The others make nobody a contact who was none: a merge carries one over to whom it keeps, and an account that is
    # read back from its own export has its contacts again.
    names = dict.fromkeys(name for module, name in makers if module == "contacts.services.contacts")
    assert list(names) == ["recognise_contact", "carry_contact", "restore_contacts"]
    assert {module for module, _name in makers} == {"contacts.services.contacts"}


def test_merges_alone_carry_a_contact_over() -> None:
    callers = {module_of(path) for path in PRODUCT for name, _call in calls(path) if name.endswith("carry_contact")}
    assert {name.rpartition(".")[0] for name in callers} == {"contacts.services.merges"}


def test_reading_back_alone_restores_contacts() -> None:
    callers = {module_of(path) for path in PRODUCT for name, _call in calls(path) if name.endswith("restore_contacts")}
    assert callers == {"contacts.services.imports.restoring"}


def test_interactions_alone_recognise_a_contact() -> None:
    callers = {module_of(path) for path in PRODUCT for name, _call in calls(path) if name.endswith("recognise_contact")}
    assert callers == {"contacts.services.interactions"}


WRITING = re.compile(
    r"\.(a?(bulk_)?create|a?(get|update)_or_create|a?bulk_update|a?save|a?delete|raw|select_for_update)$"
)


@pytest.mark.parametrize(
    "path", files("contacts/views", "contacts/queries", "contacts/forms", "contacts/templatetags"), ids=module_of
)
def test_services_are_the_only_writers(path: Path) -> None:
    assert not [name for name, _call in calls(path) if WRITING.search(name)]
    updates = [
        name for name, call in calls(path) if name.endswith(".update") and re.search(r"objects|everything|filter", name)
    ]
    assert not updates


@pytest.mark.parametrize("path", files("contacts/services"), ids=module_of)
def test_services_take_keywords_alone(path: Path) -> None:
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            assert len(positional) <= 1, f"{node.name}({', '.join(positional)})"
            assert node.returns is not None, f"{node.name} says what it answers"


# Views


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def views() -> dict[str, ast.FunctionDef]:
    """Public functions of the views' modules that begin with the request."""
    found = {}
    for path in files("contacts/views"):
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = [argument.arg for argument in node.args.args]
                if arguments[:1] == ["request"] and node.decorator_list:
                    found[f"{module_of(path)}.{node.name}"] = node
    return found


def test_every_view_has_an_address() -> None:
    addressed = {f"{p.callback.__module__}.{p.callback.__name__}" for p in patterns(get_resolver()) if p.callback}
    assert not set(views()) - addressed


def test_every_view_with_an_address_says_its_methods() -> None:
    ours = {
        f"{p.callback.__module__}.{p.callback.__name__}"
        for p in patterns(get_resolver())
        if p.callback and p.callback.__module__.startswith("contacts.")
    }
    known = views()
    assert ours <= set(known)
    for name in ours:
        decorators = [ast.unparse(decorator) for decorator in known[name].decorator_list]
        assert any(decorator.startswith("require_") for decorator in decorators), name


def test_every_address_of_ours_has_a_name_of_its_own() -> None:
    names = [p.name for p in patterns(get_resolver()) if p.callback and p.callback.__module__.startswith("contacts.")]
    assert None not in names
    assert len(names) == len(set(names))


# Reading


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js", ".txt"])
def test_no_file_is_longer_than_a_reader_can_hold(suffix: str) -> None:
    folders = ("contacts", "networking", "templates", "static", "tests")
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files(*folders, suffix=suffix)
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8", errors="replace").splitlines())) > LONGEST
    }
    assert not long


def test_every_module_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in files("contacts", "networking", "tests")
        if path.stat().st_size and "migrations" not in path.parts and not ast.get_docstring(parsed(path))
    ]
    assert not silent


def test_every_rule_queries_and_services_module_can_be_imported_alone() -> None:
    for path in files("contacts/rules", "contacts/queries", "contacts/services"):
        import_module(module_of(path))
