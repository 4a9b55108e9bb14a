"""A row in each of the tables of what is brought in, merged and taken away, all about one person."""

from django.core.files.base import ContentFile
from django.utils import timezone

from contacts.models import (
    BulkChange,
    Duplicate,
    Export,
    Forgotten,
    ImportBatch,
    ImportRow,
    Merge,
    Message,
    NotSame,
    Person,
    Request,
    User,
)
from contacts.services.tags import set_person_tags
from contacts.vocabulary import ImportRowKind, RequestWay, Side
from tests.factories import create_person, log


def bring(*, by: User, person: Person, sign: str = "Zzyzxova") -> ImportBatch:
    """``sign`` stands in every text, so that a search for it finds whatever was left behind."""
    batch = ImportBatch.objects.create(owner=by, file_name=f"{sign}.csv")
    batch.file.save("any", ContentFile(sign.encode()))
    export = Export.objects.create(owner=by)
    export.file.save("any", ContentFile(sign.encode()))
    ImportRow.objects.create(batch=batch, line=1, kind=ImportRowKind.PERSON, person=person, data={"name": sign})
    talk = log(by=by, person=person, talked_about=sign, learned="").interaction
    Message.objects.create(interaction=talk, author=Side.ME, at=timezone.now(), text=sign, source_key="1", batch=batch)
    Request.objects.create(person=person, way=RequestWay.IN, sent_on=timezone.localdate(), text=sign, batch=batch)
    set_person_tags(by=by, person=person, names=["sailing"])
    gone = create_person(by=by, name=f"Other {sign}")
    Person.objects.filter(pk=gone.pk).update(merged_into=person, deleted_at=timezone.now())
    Merge.objects.create(owner=by, kept=person, gone=gone, before={"name": sign})
    pair = {"one_id": min(person.pk, gone.pk), "other_id": max(person.pk, gone.pk)}
    NotSame.objects.create(**pair)
    Duplicate.objects.create(**pair, likeness=90, reasons=[["name", sign, sign]])
    BulkChange.objects.create(owner=by, what="archive", before={str(person.pk): True})
    Forgotten.objects.create(owner=by, digest=f"{person.pk:064d}")
    return batch
