"""Uploads: what lies beyond the limit is read and dropped, never stored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes a file to disk up to one byte more than MAX_FILE_BYTES.

    That byte is how the reader knows that the file was too large; the sender still
    gets the sentence that says so instead of a broken connection.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        left = settings.MAX_FILE_BYTES + 1 - self.file.tell()
        if left > 0:
            self.file.write(raw_data[:left])
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        return super().file_complete(min(file_size, settings.MAX_FILE_BYTES + 1))
