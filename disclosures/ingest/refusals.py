"""The sentences of refusals: what is wrong with a file and what to do, in Chinese."""

from disclosures.ingest.model import Unreadable

FORMATS = "Word（docx）、PDF、网页（html）、纯文本（txt）或电子表格（xlsx）"


def megabytes(size: int) -> str:
    """Return `size` bytes in whole or tenth megabytes, '50' or '1.5'."""
    return f"{size / 2**20:.1f}".removesuffix(".0")


def empty() -> Unreadable:
    return Unreadable("empty", "文件是空的（0 字节），请检查后重新上传。")


def too_large(size: int, limit: int) -> Unreadable:
    return Unreadable(
        "too_large",
        f"文件有 {megabytes(size)} MB，超过 {megabytes(limit)} MB 的上限，"
        "请压缩图片或把附件拆开后再上传。",
        {"size": str(size), "limit": str(limit)},
    )


def unknown_kind() -> Unreadable:
    return Unreadable("unknown_kind", f"认不出这个文件的格式，请上传 {FORMATS}文件。")


def unsupported(what: str) -> Unreadable:
    return Unreadable(
        "unsupported", f"这是{what}，系统不能读取，请上传 {FORMATS}文件。"
    )


def not_recognised() -> Unreadable:
    return Unreadable(
        "unsupported",
        f"这是图片，本系统没有安装文字识别程序，请上传 {FORMATS}文件。",
    )


def mismatch(extension: str, what: str) -> Unreadable:
    return Unreadable(
        "kind_mismatch",
        f"文件名以 .{extension} 结尾，内容却是{what}，请确认选对了文件，"
        f"再上传 {FORMATS}文件。",
        {"extension": extension, "kind": what},
    )


def damaged(what: str) -> Unreadable:
    return Unreadable(
        "damaged",
        f"这个{what}文件已损坏或不完整，打不开，请用原软件打开并另存一份后重新上传。",
    )


def encrypted(what: str) -> Unreadable:
    return Unreadable(
        "encrypted", f"这个{what}文件设有密码，请取消密码保护后重新上传。"
    )


def no_text(pages: int) -> Unreadable:
    return Unreadable(
        "no_text",
        f"这个 PDF 的 {pages} 页都没有文字层（可能是扫描件），"
        "请上传由 Word、WPS 导出的 PDF 或原始文档。",
        {"pages": str(pages)},
    )


def too_little_text(count: int, least: int) -> Unreadable:
    return Unreadable(
        "too_little_text",
        f"文件里只有 {count} 个字，少于 {least} 个字，"
        "不像一份完整的决算或预算公开文本，请检查是否选对了文件。",
        {"characters": str(count)},
    )


def too_many_pages(pages: int, limit: int) -> Unreadable:
    return Unreadable(
        "too_many_pages",
        f"文件有 {pages} 页，超过 {limit} 页的上限，请拆分后再上传。",
        {"pages": str(pages), "limit": str(limit)},
    )


def no_such_page(number: int) -> Unreadable:
    return Unreadable("no_such_page", f"这份文件没有第 {number} 页。")


def too_complex(what: str) -> Unreadable:
    return Unreadable(
        "too_complex", f"{what}，系统拒绝读取，请用原软件另存一份或拆分后再上传。"
    )


def unsafe(what: str) -> Unreadable:
    return Unreadable("unsafe", f"{what}，为安全起见不予读取，请另存一份后重新上传。")
