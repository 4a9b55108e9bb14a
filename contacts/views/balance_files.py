"""The balance as files for a spreadsheet: the list as the page shows it, and every favour with its words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Choices
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from contacts.forms.balance import BalanceFilter
from contacts.queries.balance import BalanceChoice
from contacts.queries.balance_files import BalanceLine, FavourRow, balance_lines, favour_rows
from contacts.spreadsheets import Cell, csv_pieces
from contacts.views.access import account_of
from contacts.vocabulary import Category, ExchangeState, Side, Size

BALANCE_HEADING: tuple[str | Promise, ...] = (
    *(gettext_lazy("name"), gettext_lazy("also known as"), gettext_lazy("organisation"), gettext_lazy("role")),
    *(gettext_lazy("circle"), gettext_lazy("last in touch")),
    *(gettext_lazy("I gave, small"), gettext_lazy("I gave, medium"), gettext_lazy("I gave, large")),
    gettext_lazy("I gave, last on"),
    *(gettext_lazy("I asked, small"), gettext_lazy("I asked, medium"), gettext_lazy("I asked, large")),
    gettext_lazy("I asked, last on"),
    *(gettext_lazy("they gave, small"), gettext_lazy("they gave, medium"), gettext_lazy("they gave, large")),
    gettext_lazy("they gave, last on"),
    *(gettext_lazy("they asked, small"), gettext_lazy("they asked, medium"), gettext_lazy("they asked, large")),
    gettext_lazy("they asked, last on"),
    *(gettext_lazy("open promises of mine"), gettext_lazy("open promises of theirs")),
    *(gettext_lazy("only when I need something, since"), gettext_lazy("they only ask, since")),
    *(gettext_lazy("flag muted"), gettext_lazy("paid or formal relation"), gettext_lazy("even")),
    gettext_lazy("counted from"),
)
FAVOUR_HEADING: tuple[str | Promise, ...] = (
    *(gettext_lazy("person"), gettext_lazy("organisation"), gettext_lazy("day"), gettext_lazy("who gives")),
    *(gettext_lazy("asked for"), gettext_lazy("what"), gettext_lazy("kind"), gettext_lazy("size")),
    *(gettext_lazy("state"), gettext_lazy("by"), gettext_lazy("settled on"), gettext_lazy("thanked on")),
    *(gettext_lazy("told what became of it on"), gettext_lazy("our work"), gettext_lazy("private")),
)


@require_GET
def balance_csv(request: HttpRequest) -> StreamingHttpResponse:
    account, today = account_of(request), timezone.localdate()
    chosen = BalanceFilter(request.GET, months=account.numbers.balance_months).chosen()
    del chosen["page_number"]
    batches = balance_lines(BalanceChoice(account, today, **chosen))
    rows = ([_balance_cells(line) for line in batch] for batch in batches)
    return _file("rapport-balance", BALANCE_HEADING, rows, today)


@require_GET
def exchanges_csv(request: HttpRequest) -> StreamingHttpResponse:
    words = _Words()
    rows = ([words.cells(row) for row in batch] for batch in favour_rows(account_of(request)))
    return _file("rapport-favours", FAVOUR_HEADING, rows, timezone.localdate())


def _file(
    name: str, heading: Sequence[str | Promise], batches: Iterable[Iterable[Sequence[Cell]]], today: date
) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_pieces(heading, batches), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{today:%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _balance_cells(line: BalanceLine) -> list[Cell]:
    return [
        *(line.name, line.also_known_as, line.organisation, line.role, line.circle, line.last_in_touch_on),
        *_counts(line),
        *(line.balance.i_owe, line.balance.they_owe),
        *(line.raised.ask_only_since, line.raised.they_ask_only_since),
        *(_("yes") if said else "" for said in (line.raised.is_muted, line.formal_relation, line.is_even)),
        line.balance.since,
    ]


def _counts(line: BalanceLine) -> Iterator[Cell]:
    balance = line.balance
    for counts in (balance.i_gave, balance.i_asked, balance.they_gave, balance.they_asked):
        yield from (counts.small, counts.medium, counts.large, counts.last)


class _Words:
    """The words of a file's cells, looked up once for all of its rows."""

    def __init__(self) -> None:
        self.yes = _("yes")
        self.giver = {Side.ME.value: _("I"), Side.THEM.value: _("they")}
        self.kind = {"": "", **_labels(Category)}
        self.size = _labels(Size)
        self.state = _labels(ExchangeState)

    def cells(self, row: FavourRow) -> list[Cell]:
        return [
            *(row.person, row.organisation, row.opened_on, self.giver[row.giver], self.yes if row.asked else ""),
            *(row.what, self.kind[row.category], self.size[row.size], self.state[row.state]),
            *(row.due_on, row.settled_on, row.thanked_on, row.outcome_told_on),
            *(self.yes if row.our_work else "", self.yes if row.private else ""),
        ]


def _labels(choices: type[Choices]) -> dict[Any, str]:
    return {value: str(label) for value, label in choices.choices}
