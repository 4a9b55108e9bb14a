"""The admin: accounts and the tables of operation, for superusers made from the shell.

Nobody reads another's notes here: people, what was said, favours and what is planned are not registered and never will
be. For the same reason nothing here can be turned to another's mail, and an account is deleted by its owner alone: the
admin's page for deleting would list the names of everybody that hangs on it.
"""

from typing import Any

# Both register tables of their own when imported; taken back below.
import allauth.account.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from contacts.models import Delivery, Heartbeat, Invitation, User

admin.site.site_header = admin.site.site_title = "Rapport"
admin.site.index_title = _("Accounts and operation")
# Through the house's own page: its limits on guessing, its confirmed e-mail. Who may not enter is refused.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister([EmailAddress, Group])
admin.site.disable_action("delete_selected")


class ReadOnly(admin.ModelAdmin):
    """To look at; whatever may be changed is named by the class."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class AccountAdmin(ReadOnly):
    """Who has an account. Switching one off closes it without touching what is in it."""

    list_display = ("email", "joined_at", "last_login", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email",)
    ordering = ("-joined_at",)
    fields = ("email", "joined_at", "last_login", "is_superuser", "is_active")
    readonly_fields = ("email", "joined_at", "last_login", "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Whoever switches off the own account locks the own door.
        return bool(request.user.is_superuser and obj != request.user)


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnly):
    """Which addresses are confirmed. `manage.py confirm_link` helps where no mail arrives."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("verified",)
    search_fields = ("email",)
    ordering = ("email",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who invited whom; never the token, which would open the door to any reader."""

    list_display = ("invited_by", "created_at", "expires_at", "accepted_by", "accepted_at")
    list_select_related = ("invited_by", "accepted_by")
    list_display_links = None
    exclude = ("token",)
    ordering = ("-created_at",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    """Which digest went out, or why not; never its bytes."""

    list_display = ("account", "kind", "local_day", "state", "attempts", "next_try_at", "sent_at", "error")
    list_filter = ("state", "kind")
    list_select_related = ("account",)
    search_fields = ("account__email",)
    date_hierarchy = "local_day"
    ordering = ("-created_at",)
    exclude = ("message", "entry_key")


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnly):
    """When each sweep last ran to its end."""

    list_display = ("name", "at")
    ordering = ("name",)
