"""The project's own sample documents, ready written.

The files under documents/ are written by `manage.py write_samples` from the sources
beside them; a test compares the two.
"""

from importlib import resources

ROOT = resources.files("disclosures.samples")

SAMPLES: dict[str, tuple[str, ...]] = {
    "qinghe-2024": ("txt", "html", "docx", "pdf", "xlsx"),
    "qinghe-2025": ("txt", "html", "docx", "pdf", "xlsx"),
    "linshui-2025": ("txt", "html", "docx", "pdf", "xlsx"),
    "hewan-2024": ("txt", "html", "docx", "pdf"),
    "chengwan-2024": ("txt", "html", "docx", "pdf"),
}


def names() -> tuple[str, ...]:
    """The samples there are."""
    return tuple(SAMPLES)


def forms(name: str) -> tuple[str, ...]:
    """The file endings that a sample has. Raises KeyError for an unknown name."""
    return SAMPLES[name]


def document(name: str, form: str) -> bytes:
    """A sample's file. Raises KeyError for a name or form that there is not."""
    if form not in SAMPLES[name]:
        raise KeyError(form)
    return (ROOT / "documents" / f"{name}.{form}").read_bytes()


def labels(name: str) -> str:
    """The defects put into a sample, as JSON text; an empty list for a clean one."""
    if name not in SAMPLES:
        raise KeyError(name)
    return (ROOT / "labels" / f"{name}.json").read_text("utf-8")
