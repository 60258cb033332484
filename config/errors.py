"""The answers when something is wrong: a page for people, a problem for programs."""

from http import HTTPStatus

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

TITLES = {
    400: "请求无法理解",
    403: "没有权限",
    404: "没有找到",
    429: "尝试次数过多",
    500: "系统出错",
}
DETAILS = {
    400: "请返回上一页，刷新后重试。",
    403: "您的账号不能进行此操作；如确有需要，请联系管理员。",
    404: "地址可能有误，或者内容已不在此处。",
    500: "刚才的操作没有保存。请稍后重试；仍不成功时，请把请求编号告诉管理员。",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, "页面停留过久或已在别处退出登录，请刷新页面后重试。")


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str]
) -> HttpResponse:
    """Say that this account is shut for a while, for how long, and what to do."""
    pause = get_cool_off(request)
    minutes = int(pause.total_seconds() // 60) if pause else 0
    wait = f"请 {minutes} 分钟后再试" if minutes else "请稍后再试"
    return answer(
        request, 429, f"密码连续输错，此账号暂时不能登录。{wait}，或请管理员重置密码。"
    )


def answer(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """Return the error as a page, or as problem+json below /api/."""
    said = {
        "status": status,
        "title": TITLES[status],
        "detail": detail or DETAILS[status],
        "request_id": getattr(request, "request_id", ""),
    }
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"type": "about:blank", "code": HTTPStatus(status).name.lower(), **said},
            status=status,
            content_type="application/problem+json",
            json_dumps_params={"ensure_ascii": False},
        )
    return render(request, f"{status}.html", said, status=status)
