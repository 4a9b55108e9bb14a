"""Signing in, which in a house without any account begins with opening the first one."""

from allauth.account.views import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from contacts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """allauth's page; where nobody could sign in yet, the page that opens the first account."""
    if request.method == "GET" and not request.user.is_authenticated and not User.objects.exists():
        return redirect(reverse("account_signup", query=request.GET.dict()))
    answer: HttpResponseBase = login(request)
    return answer
