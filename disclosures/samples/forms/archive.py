"""Zip containers with the same bytes for the same content."""

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)


def settled(data: bytes) -> bytes:
    """`data`, a zip file, with every member dated alike, in the same order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
