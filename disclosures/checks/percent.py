"""What the rules on percentages say in common."""

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, mark
from disclosures.checks.wording import number, written
from disclosures.figures.model import Figure, Share
from disclosures.figures.ratios import Fit, Ratio


def share_draft(code: str, share: Share, whole: Figure, result: Ratio) -> Draft:
    """Return the draft for a share that is not part ÷ whole."""
    part, percent = share.part, share.percent
    exact = f"{number(result.rounded, percent.step)}%"
    marks = (mark(percent), mark(part), mark(whole))
    cut = result.fit is Fit.CUT
    return Draft(
        message=(
            f"{part.subject}占{share.of or whole.subject}：{written(part)} ÷ "
            f"{written(whole)} × 100% = {number(result.computed)}%，应为 {exact}，"
            f"文中为 {written(percent)}{'（末位未四舍五入）' if cut else ''}。"
        ),
        marks=marks,
        severity=Severity.WARNING if cut else None,
        stated=written(percent),
        expected=exact,
        suggestion=number(result.rounded, percent.step) if cut else "",
        suspects=marks,
        cause=f"{code}{percent.text}{part.text}{whole.text}",
    )
