"""The addresses of duplicates and merging."""

from django.urls import path

from contacts.views import merges

urlpatterns = [
    path("duplicates/", merges.duplicates, name="duplicates"),
    path("people/<uuid:public_id>/merge/", merges.merge_choose, name="merge_choose"),
    path("people/<uuid:public_id>/merge/undo/", merges.merge_undo, name="merge_undo"),
    path("people/<uuid:public_id>/merge/<uuid:other_id>/", merges.merge, name="merge"),
    path("people/<uuid:public_id>/not-same/<uuid:other_id>/", merges.not_same, name="not_same"),
]
