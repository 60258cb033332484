"""The words of a notice, frozen when it was issued, as documents and pages show them.

The number is not among them: it is known under the ledger's lock alone and stands in
the event. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FORMAT = "mingshen.notice.v1"
SEVERITIES: Mapping[str, str] = {"error": "错误", "warning": "预警", "info": "提示"}
GRADES = ("错误", "预警", "提示", "审核意见")
ANSWERS: Mapping[str, str] = {
    "mended": "已修改",
    "explained": "说明情况",
    "objected": "有异议",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterItem:
    """One item; of a further round with what was answered and why it was refused."""

    item: int
    section: str
    kind: str
    code: str
    severity: str
    message: str
    stated: str = ""
    expected: str = ""
    quote: str = ""
    demand: str = ""
    answer: str = ""
    reply: str = ""
    refusal: str = ""

    @property
    def grade(self) -> str:
        return "审核意见" if self.kind == "flag" else SEVERITIES.get(self.severity, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One round of a notice; dates are ISO."""

    bureau: str
    department: str
    campaign: str
    symbol: str
    year: int
    round: int
    issued_on: str
    days: int
    due: str
    remark: str
    contact: str
    items: tuple[LetterItem, ...]

    def reference(self, number: int) -> str:
        """Return the number as it is written (文号)."""
        return f"{self.symbol}〔{self.year}〕{number}号"

    @property
    def title(self) -> str:
        again = f"（第{self.round}轮）" if self.round > 1 else ""
        return f"关于{self.campaign}公开材料\n限期整改的通知{again}"

    @property
    def day(self) -> str:
        """The day of the letter as it is written."""
        return chinese_day(self.issued_on)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items there are of each grade, by its word."""
        words = [each.grade for each in self.items]
        return {word: words.count(word) for word in GRADES}

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body: what was found, until when, what to do, what follows."""
        return (*_found(self), *_demanded(self), *_closing(self))


def _found(letter: Letter) -> tuple[str, ...]:
    parts = "、".join(
        f"{word}{count}条" for word, count in letter.counts.items() if count
    )
    several = f"{len(letter.items)}个问题（{parts}）"
    if letter.round == 1:
        first = (
            f"经审核，你单位报送的{letter.campaign}公开材料存在{several}，"
            "详见附件。现通知你单位限期整改。"
        )
    else:
        first = (
            f"你单位对{letter.campaign}公开材料整改情况的答复收悉。经核对，"
            f"仍有{several}需要继续整改，详见附件。"
        )
    return (first, *([letter.remark] if letter.remark else []))


def _demanded(letter: Letter) -> tuple[str, ...]:
    return (
        f"一、整改期限。请于{chinese_day(letter.due)}前（含当日，共{letter.days}个"
        "工作日）完成整改，并重新报送公开材料。",
        "二、整改要求。收到本通知后请及时签收，对照附件逐条核实：属实的，修改材料并"
        "核对引用同一数据的其他章节；情况特殊的，逐条说明；有异议的，写明理由和依据。",
        "三、延期申请。确需延期的，请在期限届满前说明理由，经同意后执行。",
    )


def _closing(letter: Letter) -> tuple[str, ...]:
    if not letter.contact:
        return ()
    return (f"联系方式：{letter.contact}",)


def chinese_day(iso: str) -> str:
    """Return a day as 2026年11月27日."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def to_json(letter: Letter) -> str:
    """Return canonical JSON: sorted keys, no white space."""
    said = {"format": FORMAT, **asdict(letter)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(body: str | bytes) -> Letter:
    """Return the letter that `to_json` wrote; raises ValueError for another format."""
    said: dict[str, Any] = json.loads(body)
    if said.pop("format", "") != FORMAT:
        raise ValueError("not a letter of this format")
    items = tuple(LetterItem(**each) for each in said.pop("items"))
    return Letter(items=items, **said)
