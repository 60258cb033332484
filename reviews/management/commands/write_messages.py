"""Keeps the English catalogue in step with the texts, without gettext's programs."""

import io
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from reviews.management.commands._refusals import sentences

KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
LANGUAGE = "en"


class Command(BaseCommand):
    help = "从页面和代码收集文字，更新英文译文（需要开发依赖 Babel）。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只检查，不写文件")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES"
        catalog = updated(folder / "django.po")
        missing = [each.id for each in catalog if each.id and not each.string]
        po, mo = rendered(catalog)
        if options["check"]:
            _compare(folder, {"django.po": po, "django.mo": mo})
        else:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "django.po").write_bytes(po)
            (folder / "django.mo").write_bytes(mo)
        if missing:
            raise CommandError(f"{len(missing)} 条没有英文译文：{missing[:5]}")


def updated(po: Path) -> Catalog:
    """Return the catalogue of today's texts, with the translations known so far."""
    known = Catalog(locale=LANGUAGE)
    if po.exists():
        with po.open("rb") as stored:
            known = read_po(stored, locale=LANGUAGE)
    catalog = Catalog(locale=LANGUAGE, fuzzy=False)
    for place, text in sorted(texts(Path(settings.ROOT))):
        before = known.get(text)
        said = before.string if before else ""
        catalog.add(text, said, locations=[(place, 0)])
    return catalog


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (file, text) for each text that is marked for translation."""
    for path in sorted((root / "reviews" / "web").rglob("*")):
        if path.suffix not in {".html", ".py"}:
            continue
        source = path.read_text("utf-8")
        code = templatize(source) if path.suffix == ".html" else source
        for _line, found, _comments, _context in extract(
            "python", io.BytesIO(code.encode()), KEYWORDS
        ):
            yield (
                str(path.relative_to(root)),
                found if isinstance(found, str) else found[0],
            )
    yield from sentences(root)


def rendered(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return the catalogue as it is edited and as it is read, the same each time."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, omit_header=True, sort_output=True, width=88)
    write_mo(mo, catalog)
    head = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + po.getvalue().strip() + b"\n", mo.getvalue()


def _compare(folder: Path, wanted: dict[str, bytes]) -> None:
    for name, body in wanted.items():
        path = folder / name
        if name.endswith(".po") and (not path.exists() or path.read_bytes() != body):
            raise CommandError(f"{path} 不是最新的，请运行 manage.py write_messages")
