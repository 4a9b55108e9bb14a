"""The balance: what passed between the user and each contact, on one screen."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts.forms.balance import BalanceFilter
from contacts.queries.balance import balance_list
from contacts.views.access import account_of
from contacts.views.answers import page_or_part


@require_GET
def balance(request: HttpRequest) -> HttpResponse:
    account, today = account_of(request), timezone.localdate()
    form = BalanceFilter(request.GET, months=account.numbers.balance_months)
    found = balance_list(account, today, **form.chosen())
    chips = [(key, label, getattr(found.counts, key)) for key, label in BalanceFilter.SHOW]
    context = {"found": found, "page": found.page, "today": today, "form": form, "chips": chips, **form.chosen()}
    return page_or_part(request, "balance/index.html", context, parts={"balance": "results"})
