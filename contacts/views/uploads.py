"""A large file on its way in: written to disk as it arrives, and refused as soon as it is known to be too large.

Nobody may have looked at the form before the handler is in place: Django's own check against forged forms does. So a
view that takes a large file is exempt from that check, sets the handler, and makes the check in a view inside it.
"""

import errno
from contextlib import suppress
from typing import Any, NoReturn

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

# What a form with a file has around the file: limits, names, the other fields.
AROUND = 64 * 1024
# Somebody who sends more than this is not read to the end: their browser says that the connection broke.
PATIENCE = 2 * 1024**3
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class ToDisk(FileUploadHandler):
    """``largest``: how many bytes all files of the form may have. `is_too_large`, `has_no_room`: why nothing came.

    A file that is too large is not kept, and yet read past to its end: a browser shows an answer only once it has sent
    everything.
    """

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.announced = self.taken = 0
        self.is_too_large = self.has_no_room = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > self.largest + AROUND:
            self._stop_too_large()
        try:
            # Its own name may be longer than any file's on this machine.
            self.file = TemporaryUploadedFile("file", self.content_type, 0, self.charset, self.content_type_extra)
        except OSError as error:
            self._stop_without_room(error)
        self.file.name = self.file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > self.largest:
            self._stop_too_large()
        try:
            self.file.write(raw_data)
        except OSError as error:
            self._stop_without_room(error)

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            self.file.seek(0)  # what is not written yet is written here
        except OSError as error:
            self._stop_without_room(error)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()

    def _stop_too_large(self) -> NoReturn:
        self.is_too_large = True
        raise StopUpload(connection_reset=self.announced > PATIENCE)

    def _stop_without_room(self, error: OSError) -> NoReturn:
        if error.errno not in NO_ROOM:
            raise error
        self.has_no_room = True
        if hasattr(self, "file"):
            with suppress(OSError):  # closing tries once more to write
                self.file.close()
        raise StopUpload(connection_reset=False)
