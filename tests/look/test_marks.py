"""Where the marks of a balance picture stand: the reference shapes, and what holds for any run of favours."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contacts.marks import QUARTERS_WIDTH, ROW_ROOM, ROW_WIDTH, Form, Mark, form_of, row_picture, time_picture
from contacts.rules.balance import ExchangeFact
from contacts.vocabulary import ExchangeState, Side, Size

TODAY = date(2026, 11, 17)
OLD = date(2020, 1, 1)


def fact(
    *,
    giver: Side = Side.ME,
    asked: bool = False,
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
    on: date = date(2026, 9, 3),
    id: int = 1,
    our_work: bool = False,
) -> ExchangeFact:
    settled_on = on if state != ExchangeState.OPEN and state != ExchangeState.PROMISED else None
    return ExchangeFact(
        id=id,
        giver=giver,
        asked=asked,
        size=size,
        state=state,
        opened_on=on,
        settled_on=settled_on,
        our_work=our_work,
    )


facts = st.lists(
    st.builds(
        fact,
        giver=st.sampled_from(Side),
        asked=st.booleans(),
        size=st.sampled_from(Size),
        state=st.sampled_from(ExchangeState),
        on=st.dates(min_value=date(1906, 1, 1), max_value=TODAY),
        id=st.integers(1, 10_000),
        our_work=st.booleans(),
    ),
    max_size=60,
)


def box(mark: Mark) -> tuple[float, float, float, float]:
    return mark.x, mark.y, mark.width, mark.height


@pytest.mark.parametrize(
    ("asked", "state", "form"),
    [
        (False, ExchangeState.KEPT, Form.GIVEN),
        (True, ExchangeState.KEPT, Form.ASKED_AND_GIVEN),
        (True, ExchangeState.OPEN, Form.ASKED),
        (True, ExchangeState.DECLINED, Form.ASKED),
        (True, ExchangeState.DROPPED, Form.ASKED),
        (True, ExchangeState.PROMISED, Form.PROMISED),
        (False, ExchangeState.PROMISED, Form.PROMISED),
        (False, ExchangeState.OPEN, None),
        (False, ExchangeState.DECLINED, None),
        (False, ExchangeState.DROPPED, None),
    ],
)
def test_form_says_what_became_of_a_favour(asked: bool, state: ExchangeState, form: Form | None) -> None:
    assert form_of(fact(asked=asked, state=state)) == form


@pytest.mark.parametrize(
    ("giver", "sizes", "boxes"),
    [
        (Side.ME, [Size.SMALL], [(173.75, 2.75, 7.5, 18.5)]),
        (Side.ME, [Size.SMALL, Size.MEDIUM], [(173.75, 2.75, 7.5, 18.5), (185.75, 2.75, 25.5, 18.5)]),
        (Side.THEM, [Size.SMALL], [(154.75, 2.75, 7.5, 18.5)]),
        (Side.THEM, [Size.MEDIUM, Size.SMALL], [(136.75, 2.75, 25.5, 18.5), (124.75, 2.75, 7.5, 18.5)]),
        (Side.THEM, [Size.LARGE], [(82.75, 2.75, 79.5, 18.5)]),
    ],
)
def test_row_has_the_shapes_of_the_reference_page(
    giver: Side, sizes: list[Size], boxes: list[tuple[float, float, float, float]]
) -> None:
    favours = [fact(giver=giver, size=size, on=TODAY - timedelta(days=age)) for age, size in enumerate(sizes)]
    assert [box(mark) for mark in row_picture(favours).marks] == boxes


def test_hole_stands_in_the_middle() -> None:
    picture = row_picture([fact(asked=True, size=Size.MEDIUM)])
    assert picture.marks[0].hole == (186.5, 12)


def test_row_leaves_out_our_work_and_what_is_before_the_window() -> None:
    favours = [
        fact(our_work=True),
        fact(on=date(2020, 1, 1)),
        fact(id=3, on=date(2020, 1, 1), state=ExchangeState.PROMISED),
    ]
    picture = row_picture(favours, since=date(2024, 11, 17))
    assert [mark.form for mark in picture.marks] == [Form.PROMISED]


def test_row_says_how_many_more_and_keeps_the_latest() -> None:
    favours = [fact(size=Size.LARGE, on=date(2020 + year, 1, 1), id=year) for year in range(5)]
    favours.append(fact(size=Size.SMALL, on=TODAY, id=9))
    picture = row_picture(favours)
    assert [mark.width for mark in picture.marks] == [7.5, 79.5]
    assert [(words.text, words.anchor) for words in picture.words] == [("+4", "start")]
    assert picture.to_them.total == 6


@given(facts)
def test_row_marks_never_overlap_and_stay_on_their_side(favours: list[ExchangeFact]) -> None:
    picture = row_picture(favours)
    shown = 0
    for side in Side:
        spans = sorted((mark.x - 0.75, mark.x + mark.width + 0.75) for mark in picture.marks if mark.side == side)
        assert all(right < next_left for (_, right), (next_left, _) in pairwise(spans))
        if spans:
            assert spans[-1][1] - spans[0][0] <= ROW_ROOM
            assert spans[0][0] > ROW_WIDTH / 2 if side == Side.THEM else spans[-1][1] < ROW_WIDTH / 2
        shown += len(spans)
    left_out = sum(int(words.text) for words in picture.words)
    assert shown + left_out == picture.to_them.total + picture.to_you.total


def test_quarters_have_the_shapes_of_the_reference_page() -> None:
    favours = [
        fact(asked=True, size=Size.MEDIUM, on=date(2025, 1, 16)),
        fact(giver=Side.THEM, size=Size.SMALL, on=date(2025, 5, 8), id=2),
        fact(giver=Side.THEM, asked=True, state=ExchangeState.DECLINED, on=date(2026, 4, 21), id=3),
        fact(state=ExchangeState.PROMISED, on=date(2026, 9, 3), id=4),
    ]
    picture = time_picture(favours, today=TODAY, since=date(2025, 1, 1))
    assert (picture.height, picture.axis) == (126, 52.5)
    assert {mark.form: box(mark) for mark in picture.marks} == {
        Form.ASKED_AND_GIVEN: (7.75, 21.75, 22.5, 25.5),
        Form.GIVEN: (43.75, 57.75, 22.5, 7.5),
        Form.ASKED: (187.75, 57.75, 22.5, 7.5),
        Form.PROMISED: (259.75, 39.75, 22.5, 7.5),
    }
    assert picture.lines == (0.5, 144.5)
    assert [(words.x, words.y, words.text) for words in picture.words] == [(6, 121, "2025"), (150, 121, "2026")]


def test_quarters_follow_the_settled_day_of_what_was_given() -> None:
    asked_early = ExchangeFact(
        id=1,
        giver=Side.ME,
        asked=True,
        size=Size.SMALL,
        state=ExchangeState.KEPT,
        opened_on=date(2024, 1, 1),
        settled_on=date(2026, 11, 2),
    )
    picture = time_picture([asked_early], today=TODAY, since=date(2025, 1, 1))
    assert [mark.x for mark in picture.marks] == [259.75]


@pytest.mark.parametrize(
    ("first", "by_quarter", "columns"),
    [
        (date(2026, 11, 1), True, 1),
        (date(2024, 1, 1), True, 12),
        (date(2023, 12, 31), False, 4),
        (date(1926, 1, 1), False, 21),
    ],
)
def test_all_time_goes_by_year_past_twelve_quarters(first: date, by_quarter: bool, columns: int) -> None:
    picture = time_picture([fact(on=first)], today=TODAY)
    assert picture.by_quarter is by_quarter
    assert picture.first == date(first.year, (first.month - 1) // 3 * 3 + 1 if by_quarter else 1, 1)
    assert not by_quarter or picture.marks[0].x + picture.marks[0].width < QUARTERS_WIDTH / columns
    assert by_quarter or len(picture.lines) == columns


def test_picture_without_favours_still_has_its_axis() -> None:
    picture = time_picture([], today=TODAY, since=date(2024, 11, 17))
    assert picture.marks == ()
    assert picture.height == 126


@given(facts)
def test_time_picture_holds_its_marks(favours: list[ExchangeFact]) -> None:
    picture = time_picture(favours, today=TODAY)
    for mark in picture.marks:
        assert 0 < mark.x < mark.x + mark.width < QUARTERS_WIDTH
        assert mark.width > 1
        assert (mark.y + mark.height < picture.axis) if mark.side == Side.THEM else (mark.y > picture.axis)
        assert 0 < mark.y < mark.y + mark.height < picture.label_to_you
    years = [words.x for words in picture.words if words.y == picture.height - 5]
    assert all(after - before >= 30 for before, after in pairwise(years))


def render(template: str, **context: object) -> str:
    return Template("{% load marks %}" + template).render(Context(context))


def test_pictures_say_in_a_sentence_what_they_show() -> None:
    favours = [fact(), fact(id=2, giver=Side.THEM, asked=True, state=ExchangeState.DECLINED)]
    assert 'aria-label="Towards you: 1 asked and not given. Towards them: 1 given."' in render(
        "{% marks_row favours %}", favours=favours
    )
    assert 'aria-label="By quarter since 2026. Towards you: nothing. Towards them: nothing."' in render(
        "{% marks_quarters favours today %}", favours=[], today=TODAY
    )


def test_numbers_stay_numbers_in_a_language_with_decimal_commas() -> None:
    with translation.override("de"):
        picture = render("{% marks_row favours %}{% marks_quarters favours today %}", favours=[fact()], today=TODAY)
    assert 'x="173.75"' in picture
    assert 'y1="52.5"' in picture


@pytest.mark.parametrize(
    ("favour", "expected"),
    [
        (fact(), '<g class="to-them"><rect class="given"'),
        (fact(giver=Side.THEM, state=ExchangeState.PROMISED), '<g class="to-you"><rect class="promised"'),
        (fact(asked=True), '<circle class="hole" cx="8" cy="8" r="1.9"/>'),
    ],
)
def test_glyph_has_direction_and_form(favour: ExchangeFact, expected: str) -> None:
    assert expected in render("{% mark favour %}", favour=favour)


def test_offer_that_came_to_nothing_leaves_its_place_empty() -> None:
    assert "<rect" not in render("{% mark favour %}", favour=fact(state=ExchangeState.DECLINED))


def test_key_names_every_form() -> None:
    key = render("{% mark_key %}")
    assert all(key.count(f'class="{form}"') == (4 if form is Form.GIVEN else 2) for form in Form)
    assert key.count('class="to-them"') == key.count('class="to-you"') == 1 + len(Form)
    assert "to them" in key and "to you" in key and "bigger" not in key


@pytest.mark.parametrize("grows", ["wider", "taller"])
def test_key_says_how_the_picture_shows_a_size(grows: str) -> None:
    assert f"{grows.capitalize()} means bigger: small, medium, large." in render(f'{{% mark_key grows="{grows}" %}}')
