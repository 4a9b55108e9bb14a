"""The product's addresses."""

from django.urls import path

from contacts.views import balance, debrief, digest, events, follow_ups, interactions, log, search, today

# Logging and events
urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/verdict/", log.log_verdict, name="log_verdict"),
    path("log/open/", log.log_open_exchanges, name="log_open_exchanges"),
    path("outbox/token/", log.outbox_token, name="outbox_token"),
    path("people/suggest/", log.people_suggest, name="people_suggest"),
    path("interactions/<uuid:public_id>/logged/", log.interaction_logged, name="interaction_logged"),
    path("interactions/<uuid:public_id>/edit/", interactions.interaction_edit, name="interaction_edit"),
    path("interactions/<uuid:public_id>/answer/", interactions.interaction_answer, name="interaction_answer"),
    path("interactions/<uuid:public_id>/delete/", interactions.interaction_delete, name="interaction_delete"),
    path("interactions/<uuid:public_id>/restore/", interactions.interaction_restore, name="interaction_restore"),
    path("interactions/<uuid:public_id>/move/", interactions.interaction_move, name="interaction_move"),
    path("interactions/<uuid:public_id>/refound/", interactions.interaction_refound, name="interaction_refound"),
    path("to-finish/", interactions.to_finish, name="to_finish"),
    path("events/", events.events, name="events"),
    path("events/add/", events.event_add, name="event_add"),
    path("events/<uuid:public_id>/", events.event, name="event"),
    path("events/<uuid:public_id>/edit/", events.event_edit, name="event_edit"),
    path("events/<uuid:public_id>/delete/", events.event_delete, name="event_delete"),
    path("events/<uuid:public_id>/restore/", events.event_restore, name="event_restore"),
    path("events/<uuid:public_id>/debrief/", debrief.debrief, name="debrief"),
    path("events/<uuid:public_id>/debrief/row/", debrief.debrief_row, name="debrief_row"),
]

# The day: Today, follow-ups, the digest, balance, search
urlpatterns += [
    path("", today.today, name="today"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<uuid:public_id>/done/", follow_ups.follow_up_done, name="follow_up_done"),
    path("follow-ups/<uuid:public_id>/snooze/", follow_ups.follow_up_snooze, name="follow_up_snooze"),
    path("follow-ups/<uuid:public_id>/not-needed/", follow_ups.follow_up_not_needed, name="follow_up_not_needed"),
    path("follow-ups/<uuid:public_id>/reopen/", follow_ups.follow_up_reopen, name="follow_up_reopen"),
    path("people/<uuid:public_id>/remind/", follow_ups.remind, name="remind"),
    path("digest/", digest.digest, name="digest"),
    path("digest/html/", digest.digest_html, name="digest_html"),
    path("digest/send/", digest.digest_send, name="digest_send"),
    path("digest/mail/", digest.kept_mail, name="kept_mail"),
    path("digest/mail/<str:name>/", digest.kept_mail_message, name="kept_mail_message"),
    path("digest/mail/<str:name>/html/", digest.kept_mail_html, name="kept_mail_html"),
    path("balance/", balance.balance, name="balance"),
    path("search/", search.search, name="search"),
]
