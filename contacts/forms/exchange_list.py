"""What the address of the list behind somebody's balance asks for."""

from django.utils.translation import gettext_lazy

from contacts.forms.lists import WindowedFilter


class ExchangeFilter(WindowedFilter):
    """The four kinds are those of the balance; what is open is in no window."""

    SHOW = [
        ("all", gettext_lazy("Everything")),
        ("i_gave", gettext_lazy("I gave")),
        ("i_asked", gettext_lazy("I asked")),
        ("they_gave", gettext_lazy("They gave")),
        ("they_asked", gettext_lazy("They asked")),
        ("open", gettext_lazy("Open")),
        ("our_work", gettext_lazy("Our work")),
    ]
    SORT = [
        ("newest", gettext_lazy("Newest first")),
        ("oldest", gettext_lazy("Oldest first")),
        ("largest", gettext_lazy("Largest first")),
    ]
    WINDOWS = ("all", "recent")
