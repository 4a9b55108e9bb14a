"""When to propose that a contact may rest (E-35): touch after touch of the user's, and no sign of life."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TouchSeen:
    """One interaction, finished. ``mine``: the user began it, alone or with them.

    A like or a greeting of the user's (``is_hello``) without an answer is a touch without an answer, too. In a hello
    that ``they_took_part`` in, on the stairs or at the stand, they answered.
    """

    id: int
    on: date
    in_touch: bool
    mine: bool
    is_hello: bool
    they_took_part: bool = False


def unanswered_touches(touches: Iterable[TouchSeen], *, keep_on_from: date | None) -> tuple[int, ...]:
    """Ids of the user's touches that nobody answered, newest first.

    Counted are those on a later day than the last sign of life: being in touch, a hello with both there, or anything
    that they began. ``keep_on_from`` is the day the user chose to keep on; touches up to it no longer count.
    """
    seen = list(touches)
    signs = [touch.on for touch in seen if _is_sign_of_life(touch)]
    after = max([*signs, keep_on_from] if keep_on_from else signs, default=date.min)
    mine = [touch for touch in seen if touch.on > after]
    return tuple(touch.id for touch in sorted(mine, key=lambda touch: (touch.on, touch.id), reverse=True))


def proposes_rest(unanswered: int, *, rest_after: int) -> bool:
    """Whether so many touches without an answer are enough to propose a rest, and to plan no nudge."""
    return unanswered >= max(rest_after, 1)


def _is_sign_of_life(touch: TouchSeen) -> bool:
    return touch.in_touch or touch.they_took_part or not touch.mine
