"""Names of the subjects that the samples use, from source/classification.toml."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Function and economic subjects by code; `classes` are the 24 lines of table 1."""

    functions: Mapping[str, str]
    economics: Mapping[str, str]
    classes: tuple[tuple[str, str], ...]

    def function(self, code: str) -> str:
        """The name of a 类, 款 or 项. Raises KeyError for one that is not listed."""
        return self.functions[code]

    def economic(self, *classes: str) -> tuple[tuple[str, str], ...]:
        """The economic subjects of these classes, each class before its parts."""
        return tuple(
            (code, self.economics[code])
            for code in sorted(self.economics)
            if code.startswith(classes)
        )

    def path(self, code: str) -> str:
        """A 项 with its 类 and 款, as explanations name it."""
        parts = zip((3, 5, 7), ("类", "款", "项"), strict=True)
        return "".join(f"{self.functions[code[:n]]}（{kind}）" for n, kind in parts)
