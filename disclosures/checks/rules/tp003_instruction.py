"""TP003: the template's instructions to its user are taken out."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_VERBS = "公开|说明|填写|填列|列示|注明|列明|写明|补充|明确|逐项|披露"
_BRACKET = re.compile(r"\([^()]{2,90}\)")
_INSIDE = re.compile(
    rf"[需须应请](?:要)?(?:按\S{{0,8}}?)?(?:{_VERBS})|(?:请|可|应|须)删除"
    r"|[作做]\S{0,3}持平\S{0,2}表述|不涉及\S{0,6}(?:不列|不填|删除|可删)"
    r"|本部分(?:内容)?(?:为|填)|[按据]实际(?:情况)?(?:填|修改|选择|删减|调整)"
    r"|自行(?:填|删|增|调整)|二选一|择一(?:填|表述|保留)|没有的?(?:请|应|则)"
    r"|无\S{2,20}的(?:单位|部门)(?:保留|应|请|需|不)|以下同\)"
)
_SENTENCE = re.compile(
    r"[^。]{0,40}的(?:部门|单位),作(?:下述|如下)说明:?"
    r"|按上述格式(?:依次)?[^。]{2,60}。|由\S{2,12}根据\S{2,20}填写。?"
)
_SIGNS = re.compile("作[下如][述下]说明|按上述格式|填写")


@rule(
    "TP003",
    "模板填写说明未删除",
    severity=Severity.WARNING,
    words=("(", "说明:", "上述格式", "填写"),
)
def instruction(material: Material) -> Iterator[Outcome]:
    """模板里写给填报人看的说明（“需公开……”“如持平作持平表述”）已经删除。

    Why: 填写说明是给填报人的，不是公开内容；留在文中还往往意味着要求的内容没有写。
    Fails: 机构设置（需公开内设机构数量）。
    Passes: 机构设置。
    """
    for line in prose(material.section, material.read):
        for found in _found(line.text):
            written = line.raw[found.start() : found.end()]
            written = written if len(written) < 40 else f"{written[:38]}…"
            yield Draft(
                f"模板的填写说明“{written}”未删除",
                (line.mark(*found.span()),),
                stated=written,
            )


def _found(text: str) -> Iterator[re.Match[str]]:
    for each in _BRACKET.finditer(text):
        if _INSIDE.search(each[0]):
            yield each
    if _SIGNS.search(text):
        for each in _SENTENCE.finditer(text):
            if each.start() == 0 or text[each.start() - 1] == "。":
                yield each
