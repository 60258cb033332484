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
READINESS: Words = {
    "missing": _("未报送"),
    "not-staged": _("尚未暂存"),
    "rendering": _("正在生成文件"),
    "stale": _("暂存后有变化，需重新暂存"),
    "released": _("已单独公开，请取消后重新安排"),
}
WAYS: Words = {
    "rule": _("按规则"),
    "family": _("按规则类别"),
    "severity": _("按级别"),
    "department": _("按部门"),
    "campaign": _("按批次"),
    "year": _("按年度"),
}
STATISTICS = (
    _("发现"),
    _("已改正"),
    _("不予采纳"),
    _("未决"),
    _("涉及材料"),
    _("平均改正天数"),
)
BULK: Words = {
    "claim": _("认领"),
    "assign": _("分派"),
    "verify": _("审核通过"),
    "waive-info": _("不予采纳提示类问题"),
    "recheck": _("重新校核"),
    "send-back": _("退回整改"),
}
BULK_OUTCOMES: Words = {
    "would": _("可以办理"),
    "nothing": _("无需办理"),
    "refused": _("不能办理"),
    "done": _("已办理"),
    "before": _("此前已办理"),
    "failed": _("没有成功"),
}
PLANS: Words = {
    "planned": _("待复核"),
    "confirmed": _("已复核，等待公开"),
    "held": _("已暂停"),
    "stopped": _("未能公开"),
    "aborted": _("已取消"),
    "released": _("已公开"),
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
    "ThreadResolved": _("了结讨论"),
    "ThreadReopened": _("重开讨论"),
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
    "NoticeIssued": _("发出整改通知书"),
    "NoticeRoundOpened": _("发出下一轮整改"),
    "NoticeRendered": _("整改文书生成"),
    "NoticeReceived": _("签收整改通知书"),
    "NoticeAnswered": _("答复整改通知书"),
    "NoticeItemConfirmed": _("确认整改结果"),
    "NoticeItemRefused": _("退回整改答复"),
    "ExtensionAsked": _("申请延期"),
    "ExtensionGranted": _("批准延期"),
    "ExtensionRefused": _("不批准延期"),
    "NoticeOverdue": _("整改逾期提醒"),
    "NoticeClosed": _("整改办结"),
    "NoticeWithdrawn": _("撤回整改通知书"),
    "ReleaseStaged": _("暂存待集中公开"),
    "ReleaseSettled": _("集中公开"),
    "FilesRendered": _("生成公开文件"),
}
ANSWERS: Words = {
    "mended": _("已修改"),
    "explained": _("说明情况"),
    "objected": _("有异议"),
}
SAID: Words = {**ANSWERS, "confirmed": _("已确认"), "refused": _("未予认可")}
STANDINGS: Words = {
    "open": _("仍存在"),
    "pending": _("不予采纳待复核"),
    "waived": _("已不予采纳"),
    "changed": _("原问题已不再出现，同处另有同类问题"),
    "gone": _("已不再出现"),
}
NOTICE_STATES: Words = {
    "department": _("部门整改中"),
    "bureau": _("待审核员确认"),
    "closed": _("已办结"),
    "withdrawn": _("已撤回"),
}
NOTICE_VIEWS: Words = {
    "open": _("正在整改"),
    "late": _("逾期"),
    "all": _("全部"),
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
            "NoticeIssued",
            "NoticeRoundOpened",
            "NoticeReceived",
            "NoticeAnswered",
            "NoticeItemConfirmed",
            "NoticeItemRefused",
            "ExtensionAsked",
            "ExtensionGranted",
            "ExtensionRefused",
            "NoticeOverdue",
            "NoticeClosed",
            "NoticeWithdrawn",
        ),
        "verdict",
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
        (
            "DisclosureReleased",
            "CorrectionOpened",
            "ReleaseWithdrawn",
            "ReleaseStaged",
            "ReleaseSettled",
            "FilesRendered",
        ),
        "release",
    ),
}
LAPSES: Words = {
    "edited": _("通过之后内容有修改，需要复看"),
    "replaced": _("通过之后换了文件，需要复看"),
    "flag": _("通过之后有人标记了问题，需要复看"),
    "finding": _("通过之后校核出新的问题，需要复看"),
    "input": _("与本节比对的另一节有修改，需要复看"),
}
WAIVER_LAPSES: Words = {
    "evidence": _("依据的内容已改变"),
    "date": _("有效期已过"),
    "author": _("说明或复核的人修改了同一节"),
}
WAIVER_KINDS: Words = {
    "rounding": _("四舍五入尾差"),
    "scope": _("统计口径不同"),
    "evidence": _("与原始凭证一致"),
    "misread": _("系统识别有误"),
    "regulation": _("制度规定如此"),
    "other": _("其他"),
}
REMINDERS: Words = {
    "assigned": _("分派给我审核"),
    "mentioned": _("有人提到我"),
    "second-review": _("随机抽查抽中，请您复核"),
    "answered": _("我参与的讨论有回复"),
    "thread-resolved": _("我发起的讨论已了结"),
    "verification-lapsed": _("我通过的章节需要复看"),
    "waiver-lapsed": _("我的不予采纳已失效"),
    "waiver-revoked": _("我的不予采纳被撤销"),
    "findings": _("我负责的章节新出现问题"),
    "flagged": _("我负责的章节被标记问题"),
    "sent-back": _("材料被退回整改"),
    "reading-failed": _("文件没有读成"),
    "resubmitted": _("部门已重新报送"),
    "ready": _("材料可以公开"),
    "released": _("材料已公开"),
    "withdrawn": _("公开的材料已撤下"),
    "notice-issued": _("收到整改通知书"),
    "notice-received": _("整改通知书已签收"),
    "extension-asked": _("部门申请延期"),
    "extension-granted": _("延期申请已批准"),
    "extension-refused": _("延期申请未获批准"),
    "notice-overdue": _("整改逾期"),
    "notice-closed": _("整改通知书已办结"),
    "notice-withdrawn": _("整改通知书已撤回"),
}
"""What each kind of reminder says, see `reviews.domain.reminders`."""
