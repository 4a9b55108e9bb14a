"""Over which channels digests reach an account, and which of them the house had to switch off."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from contacts.models import DeliveryChannel, User
from contacts.vocabulary import ChannelKind

# Without a row these are on.
ON_FROM_THE_START = frozenset({ChannelKind.EMAIL, ChannelKind.IN_APP})


@dataclass(frozen=True, slots=True)
class ChannelState:
    """``off_since`` is on the account's clock. ``off_why`` is empty where the user switched it off."""

    kind: ChannelKind
    is_on: bool
    address: str
    failures: int
    off_since: datetime | None
    off_why: str


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A channel that the house switched off, and why."""

    kind: ChannelKind
    off_why: str


def channel_states(account: User) -> dict[ChannelKind, ChannelState]:
    """Every channel, in the order in which they are shown."""
    rows = {row.kind: row for row in DeliveryChannel.objects.filter(account=account)}
    return {kind: _state(account, kind, rows.get(kind)) for kind in ChannelKind}


def channels_switched_off(account: User) -> tuple[SwitchedOff, ...]:
    """Those that the house itself switched off after too many failures."""
    return switched_off(User.objects.filter(pk=account.pk).values(**why_switched_off()).get())


def why_switched_off() -> dict[str, Subquery]:
    """Of each kind of channel why the house switched it off, as expressions beside a row of an account."""
    rows = DeliveryChannel.objects.filter(account=OuterRef("pk"), is_on=False)
    return {f"off_{kind.value}": Subquery(rows.filter(kind=kind).values("off_why")) for kind in ChannelKind}


def switched_off(row: Mapping[str, Any]) -> tuple[SwitchedOff, ...]:
    """As `channels_switched_off`, where `why_switched_off` was read along with something else."""
    whys = ((kind, row[f"off_{kind.value}"]) for kind in ChannelKind)
    return tuple(SwitchedOff(kind, why) for kind, why in whys if why)


def channels_on(account_ids: Iterable[int]) -> dict[int, list[ChannelKind]]:
    """Of each account the channels that are on, in one query."""
    ids = list(account_ids)
    rows = DeliveryChannel.objects.filter(account__in=ids).values_list("account_id", "kind", "is_on")
    changed = {(account_id, kind): is_on for account_id, kind, is_on in rows}
    return {
        account_id: [kind for kind in ChannelKind if changed.get((account_id, kind), kind in ON_FROM_THE_START)]
        for account_id in ids
    }


def is_channel_on(account_id: int, kind: str) -> bool:
    return kind in channels_on([account_id])[account_id]


def webhook_address(account_id: int) -> str:
    """Where the account's webhook goes, on or off; empty where none was given."""
    rows = DeliveryChannel.objects.filter(account=account_id, kind=ChannelKind.WEBHOOK)
    return rows.values_list("address", flat=True).first() or ""


def some_channel_is_on(kinds: Collection[ChannelKind] = ON_FROM_THE_START) -> Q:
    """A condition on accounts: a digest can reach them at all."""
    rows = DeliveryChannel.objects.filter(account=OuterRef("pk"))
    untouched = [~Exists(rows.filter(kind=kind, is_on=False)) for kind in sorted(kinds)]
    condition = Q(Exists(rows.filter(is_on=True)))
    for one in untouched:
        condition |= Q(one)
    return condition


def _state(account: User, kind: ChannelKind, row: DeliveryChannel | None) -> ChannelState:
    if row is None:
        return ChannelState(kind, kind in ON_FROM_THE_START, "", 0, None, "")
    return ChannelState(
        kind=kind,
        is_on=row.is_on,
        address=row.address,
        failures=row.failures,
        off_since=account.local(row.off_since) if row.off_since else None,
        off_why=row.off_why,
    )
