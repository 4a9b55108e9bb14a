"""What a standing says of give and ask (E-30, E-31, E-34), told a second time: loops over rows, slow and plain.

It shares neither queries nor rules with the product. Texts are taken to say something, as those of the tests do.
"""

from datetime import date, timedelta
from typing import Any

from contacts.models import Exchange, ExchangeMention, Interaction, Person, Standing
from contacts.rules.numbers import Numbers

NOTHING: tuple[None, list[int]] = (None, [])


def stored(person: Person) -> dict[str, Any]:
    row = Standing.objects.get(pk=person.pk)
    names = ("i_gave", "they_gave", "i_asked", "they_asked", "recent_i_gave", "recent_they_gave", "recent_i_asked")
    names += ("recent_they_asked", "even", "recent_even", "i_owe", "they_owe")
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    told["ask_only"] = (row.ask_only_since, row.ask_only_asks)
    told["they_ask_only"] = (row.they_ask_only_since, row.they_ask_only_asks)
    return told


def expected(person: Person, *, today: date, numbers: Numbers) -> dict[str, Any]:
    """The same, worked out from the rows."""
    favours = [row for row in Exchange.objects.filter(person=person) if not row.our_work]
    since = earlier(today, numbers.balance_months)
    told: dict[str, Any] = {}
    for prefix, first in (("", date.min), ("recent_", since)):
        given = {
            side: [row for row in favours if row.giver == side and row.state == "kept" and row.settled_on >= first]
            for side in ("me", "them")
        }
        asked = {
            side: [row for row in favours if row.giver == side and row.asked and row.opened_on >= first]
            for side in ("me", "them")
        }
        told[f"{prefix}i_gave"], told[f"{prefix}they_gave"] = len(given["me"]), len(given["them"])
        told[f"{prefix}i_asked"], told[f"{prefix}they_asked"] = len(asked["them"]), len(asked["me"])
        large = [sum(row.size == 3 for row in given[side]) for side in ("me", "them")]
        told[f"{prefix}even"] = abs(len(given["me"]) - len(given["them"])) < 2 and large[0] == large[1]
    told["i_owe"] = sum(row.giver == "me" and row.state == "promised" for row in favours)
    told["they_owe"] = sum(row.giver == "them" and row.state == "promised" for row in favours)
    told["ask_only"] = _flag("me", "them", person, favours, today, numbers)
    told["they_ask_only"] = _flag("them", "me", person, favours, today, numbers)
    return told


def earlier(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def _flag(
    side: str, other: str, person: Person, favours: list[Exchange], today: date, numbers: Numbers
) -> tuple[date | None, list[int]]:
    if person.formal_relation:
        return NOTHING
    asks = sorted((row for row in favours if row.giver == other and row.asked), key=lambda row: (row.opened_on, row.pk))
    of_weeks: list[Exchange] = []
    for ask in asks:
        if ask.opened_on > today:
            break
        monday = ask.opened_on - timedelta(days=ask.opened_on.weekday())
        if not of_weeks or of_weeks[-1].opened_on < monday:
            of_weeks.append(ask)
    last = of_weeks[-numbers.ask_only_asks :]
    if len(last) < numbers.ask_only_asks or last[0].opened_on < earlier(today, numbers.ask_only_months + 1):
        return NOTHING
    first = last[0].opened_on
    for row in favours:
        gave = row.state == "kept" or (row.state == "declined" and not row.asked)
        if row.giver != side or not gave or row.settled_on is None or row.settled_on > today:
            continue
        if row.settled_on >= first and row.size >= min(ask.size for ask in last):
            return NOTHING
        if earlier(first, 12 * numbers.gave_before_years) <= row.settled_on <= first and row.size >= 2:
            return NOTHING
    mentions = ExchangeMention.objects.select_related("interaction").filter(
        exchange__in=asks, interaction__person=person, interaction__deleted_at=None, interaction__unfinished=False
    )
    of_asks = [row for row in mentions if row.kind != "answered" or _only_answers(side, row.interaction)]
    asked_in = {row.interaction_id for row in of_asks}
    for talk in Interaction.objects.filter(person=person, happened_on__range=(first, today), unfinished=False):
        began = talk.started_by in (side, "both")
        if talk.pk not in asked_in and talk.depth != "hello" and (talk.they_took_part or began):
            return NOTHING
    if side == "me" and _was_grateful(first, today, favours, asks, of_asks):
        return NOTHING
    return first, [ask.pk for ask in last]


def _only_answers(side: str, talk: Interaction) -> bool:
    """In writing, in passing, begun by whoever was asked: all else says more than the answer."""
    return (
        talk.channel in ("email", "message", "letter")
        and talk.depth != "conversation"
        and talk.started_by not in (side, "both")
    )


def _was_grateful(
    first: date, today: date, favours: list[Exchange], asks: list[Exchange], mentions: list[ExchangeMention]
) -> bool:
    """Thanked, or told what became of it, since then: and not in the very breath of another request."""
    for row in favours:
        if row.giver != "them" or row.state != "kept":
            continue
        for day in (row.thanked_on, row.outcome_told_on):
            if day is None or not first <= day <= today:
                continue
            chased = any(
                mention.kind == "chased" and mention.interaction.happened_on == day and mention.exchange_id != row.pk
                for mention in mentions
            )
            asked_next = any(
                ask.opened_on == day and ask.pk != row.pk and (not row.asked or _comes_after(ask, row)) for ask in asks
            )
            if not chased and not asked_next:
                return True
    return False


def _comes_after(ask: Exchange, row: Exchange) -> bool:
    return (ask.opened_on, ask.pk) > (row.opened_on, row.pk)
