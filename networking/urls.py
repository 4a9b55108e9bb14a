"""The site's addresses: sign-in, health, and the product."""

from django.contrib import admin
from django.urls import include, path

from contacts.views import entrance, health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("accounts/login/", entrance.sign_in, name="account_login"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("contacts.urls")),
]
