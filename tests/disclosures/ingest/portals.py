"""Pages in the manner of several portals around one article, for the reader's tests."""

ARTICLE = [
    "第一部分 青禾区水务局概况",
    "一、主要职能",
    "负责全区水资源的统一管理和节约用水工作，组织编制规划并监督实施。",
    "二、机构设置",
    "本局设办公室、财务科和水政科三个科室，下属单位一个，为区水文站。",
    "第二部分 2023年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2023年度收、支总计1,234.56万元，与上年相比增加12.30万元，增长1.01%。",
]
TITLE = "青禾区水务局2023年度部门决算"
ROWS = [("项目", "决算数"), ("基本支出", "934.56"), ("合计", "1,234.56")]
TABLE = (
    "<table>"
    + "".join(f"<tr><td>{label}</td><td>{figure}</td></tr>" for label, figure in ROWS)
    + "</table>"
)
MENU = (
    "<div class='top'><a href='/'>首页</a><a href='/a'>政务公开</a>"
    "<a href='/b'>政务服务</a></div><div class='crumb'>当前位置：<a href='/'>首页</a>"
    " &gt; <a href='/c'>财政预决算</a></div>"
)
SIDE = (
    "<div class='left'><h3>信息公开目录</h3><ul><li><a href='/1'>机构职能</a></li>"
    "<li><a href='/2'>财政信息</a></li></ul></div>"
)
META = (
    f"<h1>{TITLE}</h1><div class='info'>发布时间：2024-09-20 来源：区水务局 浏览次数："
    "<span>123</span> 【字体：<a>大</a> <a>小</a>】<a href='#'>打印本页</a></div>"
)
ANNEXES = (
    "<div class='fj'>相关附件：<ul><li><a href='/f/1.xlsx'>附件1：公开表.xlsx</a></li>"
    "</ul></div>"
)
SHARE = "<div>分享到：<a href='/w'>微信</a></div><div>扫一扫在手机打开当前页</div>"
RELATED = (
    "<div class='related'><h3>相关文档</h3><ul>"
    "<li><a href='/9'>青禾区财政局关于批复2022年度部门决算的通知。</a></li></ul></div>"
)
FOOT = (
    "<div class='footer'><p>主办：青禾区人民政府办公室</p><p>地址：青禾区水岸路</p>"
    "<p>网站标识码：0000000000 备案号：某ICP备00000000号</p>"
    "<a href='/map'>网站地图</a></div>"
)
CARD = (
    "<table><tr><td>索引号：</td><td>000001/2024-12</td><td>信息分类：</td>"
    "<td>决算</td></tr><tr><td>发布机构：</td><td>区水务局</td><td>发文日期：</td>"
    "<td>2024-09-20</td></tr></table>"
)


def article(tag: str = "p", attributes: str = "", lines: list[str] = ARTICLE) -> str:
    return "".join(f"<{tag}{attributes}>{line}</{tag}>" for line in lines)


def page(inner: str) -> str:
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>决算</title></head>"
        f"<body>{inner}</body></html>"
    )


WHOLE = article() + TABLE
PORTALS = {
    "known box": MENU + SIDE + META
    + f"<div class='TRS_Editor'>{WHOLE}</div>" + ANNEXES + SHARE + RELATED + FOOT,
    "laid out by a table": MENU + f"<table><tr><td>{SIDE}</td><td>{META}"
    f"<div id='zoom'>{article('div')}{TABLE}</div>{ANNEXES}</td></tr></table>" + FOOT,
    "nameless box": MENU + SIDE + "<div class='r'>" + META
    + f"<div class='detail_con'>{WHOLE}</div>" + ANNEXES + SHARE + "</div>"
    + RELATED + FOOT,
    "no box": MENU + META + WHOLE + ANNEXES + SHARE + RELATED + FOOT,
    "known box around all": "<div class='content'>" + MENU + SIDE + META
    + f"<div class='w'>{WHOLE}</div>" + ANNEXES + SHARE + RELATED + "</div>" + FOOT,
    "two boxes of one name": MENU + META
    + f"<div id='zoom'>{article(lines=ARTICLE[:4])}</div>"
    + f"<div id='zoom'>{article(lines=ARTICLE[4:])}{TABLE}</div>" + FOOT,
    "article in a cell": MENU + META
    + f"<table><tr><td class='c'>{WHOLE}</td></tr></table>" + RELATED + FOOT,
    "card of a catalogue": MENU + CARD + f"<div class='x'>{WHOLE}</div>" + FOOT,
    "lines parted by breaks": MENU + META
    + f"<div class='zw'>{'<br>　　'.join(ARTICLE)}{TABLE}</div>" + FOOT,
    "saved from Word": "<div class=WordSection1>"
    + article(attributes=" class=MsoNormal") + TABLE + "</div>",
    "contents with links": MENU + "<div class='q'>"
    + "<p><a href='#a'>第一部分 概况</a></p><p><a href='#b'>第二部分 说明</a></p>"
    + WHOLE + "</div>" + FOOT,
}  # fmt: skip
OF_THE_PAGE = (
    "首页", "机构职能", "财政信息", "打印", "浏览次数", "附件1", "分享到", "扫一扫",
    "批复", "主办", "标识码", "索引号", "当前位置",
)  # fmt: skip
