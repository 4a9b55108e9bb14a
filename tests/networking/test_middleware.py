"""An expired session, a strict policy and who may come in, seen from the outside."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from networking.middleware import HtmxRedirectMiddleware


def answer(request: HttpRequest, location: str) -> HttpResponse:
    return HtmxRedirectMiddleware(lambda _: HttpResponseRedirect(location))(request)


@pytest.mark.parametrize(
    ("page", "way_back"),
    [
        ("http://testserver/people/?q=ana&page=2", "/accounts/login/?next=/people/%3Fq%3Dana%26page%3D2"),
        ("http://testserver/", "/accounts/login/?next=/"),
        ("http://elsewhere.example/people/", "/accounts/login/"),
        ("javascript:alert(1)", "/accounts/login/"),
        ("", "/accounts/login/"),
    ],
)
def test_sends_htmx_to_the_sign_in_page_and_back_to_the_page_it_was_on(
    rf: RequestFactory, page: str, way_back: str
) -> None:
    request = rf.post("/people/1/row/", headers={"HX-Request": "true", "HX-Current-URL": page})
    response = answer(request, "/accounts/login/?next=/people/1/row/")
    assert response.status_code == 200
    assert response["HX-Redirect"] == way_back
    assert "Location" not in response


def test_leaves_other_redirects_to_htmx(rf: RequestFactory) -> None:
    response = answer(rf.post("/log/", headers={"HX-Request": "true"}), "/people/1/")
    assert (response.status_code, response["Location"]) == (302, "/people/1/")


def test_leaves_pages_without_htmx_alone(rf: RequestFactory) -> None:
    response = answer(rf.get("/people/"), "/accounts/login/?next=/people/")
    assert response["Location"] == "/accounts/login/?next=/people/"


def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    policy = client.get("/health/live")["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert directives == {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }


def test_the_admin_asks_for_sign_in(client: Client) -> None:
    response = client.get("/admin/")
    assert response.status_code == 302 and "login" in response["Location"]
