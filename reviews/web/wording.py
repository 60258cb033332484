"""The desk's words for states, severities and events."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, "str | Promise"]

STAGES: Words = {
    "missing": _("未报送"),
    "reading": _("解析中"),
    "failed": _("读取失败"),
    "reviewing": _("审核中"),
    "returned": _("退回整改"),
    "ready": _("待公开"),
    "released": _("已公开"),
    "withdrawn": _("已撤下"),
    "draft": _("待审"),
    "flagged": _("有问题"),
    "verified": _("已通过"),
    "published": _("已公开"),
    "current": _("现行"),
    "superseded": _("已更正"),
}
SEVERITIES: Words = {"error": _("错误"), "warning": _("预警"), "info": _("提示")}

DIRECTIONS: Words = {
    "+": _("增加"),
    "-": _("减少"),
    "=": _("持平"),
    "?": _("增减未选定"),
}

EVENTS: Words = {
    "DisclosureSubmitted": _("报送材料"),
    "SourceReplaced": _("更换文件"),
    "ReadingFailed": _("文件读取失败"),
    "ReadingRetried": _("重新读取"),
    "DisclosureRead": _("读入章节"),
    "SectionEdited": _("修改"),
    "ChecksRun": _("校核"),
    "SectionVerified": _("审核通过"),
    "VerificationLapsed": _("需要复看"),
    "SectionFlagged": _("标记问题"),
    "FlagResolved": _("解除标记"),
    "SectionCommented": _("发表意见"),
    "SectionAssigned": _("分派"),
    "FindingWaived": _("不予采纳"),
    "WaiverConfirmed": _("复核不予采纳"),
    "WaiverRevoked": _("撤销不予采纳"),
    "WaiverLapsed": _("不予采纳失效"),
    "SentBack": _("退回整改"),
    "Resubmitted": _("重新报送"),
    "DisclosureReleased": _("公开"),
    "CorrectionOpened": _("发起更正"),
    "ReleaseWithdrawn": _("撤下"),
}
EVENT_GROUPS: Words = {
    "": _("全部"),
    "text": _("内容"),
    "verdict": _("结论"),
    "finding": _("问题"),
    "release": _("公开"),
}
GROUP_OF: dict[str, str] = {
    **dict.fromkeys(
        ("DisclosureSubmitted", "SourceReplaced", "DisclosureRead", "SectionEdited"),
        "text",
    ),
    **dict.fromkeys(
        ("SectionVerified", "VerificationLapsed", "SentBack", "Resubmitted"), "verdict"
    ),
    **dict.fromkeys(
        (
            "ChecksRun",
            "SectionFlagged",
            "FlagResolved",
            "FindingWaived",
            "WaiverConfirmed",
            "WaiverRevoked",
            "WaiverLapsed",
        ),
        "finding",
    ),
    **dict.fromkeys(
        ("DisclosureReleased", "CorrectionOpened", "ReleaseWithdrawn"), "release"
    ),
}
LAPSES: Words = {
    "edited": _("通过之后内容有修改，需要复看"),
    "replaced": _("通过之后换了文件，需要复看"),
    "flag": _("通过之后有人标记了问题，需要复看"),
    "finding": _("通过之后校核出新的问题，需要复看"),
    "input": _("与本节比对的另一节有修改，需要复看"),
}
