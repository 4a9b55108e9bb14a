"""What the address of the balance list asks for."""

from django.utils.translation import gettext_lazy

from contacts.forms.lists import WindowedFilter


class BalanceFilter(WindowedFilter):
    SHOW = [
        ("all", gettext_lazy("Everybody")),
        ("ask_only", gettext_lazy("Only when I need something")),
        ("they_ask_only", gettext_lazy("They only ask")),
        ("i_owe", gettext_lazy("I owe")),
        ("they_owe", gettext_lazy("They owe")),
        ("even", gettext_lazy("Even")),
        ("nothing", gettext_lazy("Nothing recorded")),
        ("archived", gettext_lazy("Archived")),
    ]
    SORT = [
        ("one_sided", gettext_lazy("Most one-sided")),
        ("oldest_gift", gettext_lazy("Oldest gift of mine first")),
        ("touch", gettext_lazy("Last in touch")),
        ("name", gettext_lazy("Name")),
    ]
    WINDOWS = ("recent", "all")
