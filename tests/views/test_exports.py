"""The page where everything is taken along: order, watch, fetch; for the owner alone, for seven days."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.models import Export
from contacts.services.exports import carry_on, make_export
from contacts.vocabulary import ExportState
from tests.factories import create_contact
from tests.views.worlds import CastTestCase

HTMX = {"HX-Request": "true"}


class ExportPages(CastTestCase):
    def order(self, **fields: object) -> Export:
        answer = self.client.post(reverse("export_make"), {"entry_key": uuid4(), **fields})
        self.assertRedirects(answer, reverse("exports"))
        return Export.objects.latest("pk")

    def made(self) -> Export:
        export = make_export(by=self.alice, entry_key=uuid4())
        carry_on(export.pk)
        export.refresh_from_db()
        return export

    def test_a_click_orders_and_a_second_one_does_not(self) -> None:
        key = uuid4()
        first = self.order(entry_key=key)
        self.assertEqual(self.order(entry_key=key), first)
        self.assertEqual(self.order(), first)
        self.assertEqual(Export.objects.count(), 1)

    def test_the_worker_makes_it_and_the_page_offers_it(self) -> None:
        create_contact(by=self.alice, name="Ana")
        with self.captureOnCommitCallbacks(execute=True):
            export = self.order()
        page = self.client.get(reverse("exports"))
        self.assertContains(page, reverse("export_file", args=[export.public_id]))
        self.assertNotContains(page, "export-progress")
        answer = self.client.get(reverse("export_file", args=[export.public_id]))
        self.assertIn("attachment", answer["Content-Disposition"])
        self.assertIn("no-store", answer["Cache-Control"])
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        self.assertIn("rapport.json", archive.namelist())

    def test_while_it_is_made_the_page_says_how_far(self) -> None:
        export = self.order()
        Export.objects.update(done=30, total=120)
        page = self.client.get(reverse("exports"))
        self.assertContains(page, "30 of 120 people")
        self.assertNotContains(page, "Make the file")
        part = self.client.get(reverse("export_progress", args=[export.public_id]), headers=HTMX)
        self.assertContains(part, 'value="25"')
        self.assertNotContains(part, "<html")
        carry_on(export.pk)
        ended = self.client.get(reverse("export_progress", args=[export.public_id]), headers=HTMX)
        self.assertEqual(ended["HX-Redirect"], reverse("exports"))
        plain = self.client.get(reverse("export_progress", args=[export.public_id]))
        self.assertRedirects(plain, reverse("exports"))

    def test_a_stranger_gets_404(self) -> None:
        export = self.made()
        for name in ("export_file", "export_progress"):
            self.assertEqual(self.stranger.get(reverse(name, args=[export.public_id])).status_code, 404)
        self.assertNotContains(self.stranger.get(reverse("exports")), str(export.public_id))

    def test_after_its_days_it_is_not_given_out_even_before_the_purge(self) -> None:
        export = self.made()
        Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        answer = self.client.get(reverse("export_file", args=[export.public_id]), follow=True)
        self.assertContains(answer, "not kept any more")
        self.assertNotContains(answer, "Ready to download")

    def test_a_file_that_is_gone_from_the_disk_is_said(self) -> None:
        export = self.made()
        export.file.storage.delete(export.file.name)
        answer = self.client.get(reverse("export_file", args=[export.public_id]), follow=True)
        self.assertContains(answer, "not kept any more")

    def test_a_failure_is_said_with_what_to_do(self) -> None:
        self.order()
        Export.objects.update(state=ExportState.FAILED, error="There is no room.")
        page = self.client.get(reverse("exports"))
        self.assertContains(page, "There is no room.")
        self.assertContains(page, "Make the file")

    def test_a_made_up_form_is_none_of_ours(self) -> None:
        self.assertEqual(self.client.post(reverse("export_make"), {"entry_key": "x"}).status_code, 404)
        self.assertEqual(self.client.get(reverse("export_make")).status_code, 405)

    def test_queries_do_not_grow(self) -> None:
        counts = []
        for _number in range(2):
            self.made()
            with CaptureQueriesContext(connection) as queries:
                self.client.get(reverse("exports"))
            counts.append(len(queries))
        self.assertEqual(*counts)
