"""The addresses of imports."""

from django.urls import path

from contacts.views import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/upload/", imports.import_upload, name="import_upload"),
    path("imports/<uuid:public_id>/", imports.import_batch, name="import_batch"),
    path("imports/<uuid:public_id>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<uuid:public_id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<uuid:public_id>/start/", imports.import_start, name="import_start"),
    path("imports/<uuid:public_id>/cancel/", imports.import_cancel, name="import_cancel"),
    path("imports/<uuid:public_id>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<uuid:public_id>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<uuid:public_id>/report.csv", imports.import_report, name="import_report"),
]
