"""A notice's documents: what stands in them stands in the events, and never changes."""

import io
import re
import shutil

import pytest
from docx import Document
from openpyxl import load_workbook

from disclosures import services
from disclosures.models import NoticeStyle
from reviews import store
from reviews.domain import notice_commands as commands
from reviews.domain import notice_events as n
from reviews.letters import docx, model, pdf, xlsx
from reviews.letters.form import built_in_bytes
from reviews.models import NoticeRow
from reviews.queries import register
from tests.reviews import scenarios
from tests.reviews.notices import paths


@pytest.fixture(autouse=True)
def quickly(request, monkeypatch):
    """A PDF takes seconds: only its own test makes one."""
    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr(pdf, "converter", lambda: None)


def issued_event(office):
    records = store.load(office.ledger, office.stream)
    return next(r.event for r in records if isinstance(r.event, n.NoticeIssued))


def text_of(document):
    return "\n".join(each.text for each in document.paragraphs)


def word(office, number=1):
    name = paths.the(office).rounds[number - 1].docx
    return Document(io.BytesIO(services.read_file(name)))


def letter_of(office):
    name = issued_event(office).letter
    return model.from_json(store.contents([name])[name])


def test_every_number_in_the_letter_is_the_events(office):
    paths.issued(office, days=7, remark="请重点核对。")
    paths.render(office)
    event, document = issued_event(office), word(office)
    text = text_of(document)

    assert f"财决改〔{event.year}〕{event.number}号" in text
    assert f"共{event.days}个工作日" in text
    assert f"请于{model.chinese_day(event.due)}前" in text
    assert model.chinese_day(event.issued_on) in text
    assert f"存在{len(event.items)}个问题" in text
    findings = [e for e in event.items if e.kind == "finding"]
    assert f"错误{len(findings)}条" in text
    assert f"审核意见{len(event.items) - len(findings)}条" in text
    assert f"（共{len(event.items)}条）" in text
    assert office.bureau.name in text
    assert f"{office.department.name}：" in text
    assert "请重点核对。" in text
    assert "{{" not in text
    numbers = {int(each) for each in re.findall(r"共(\d+)", text)}
    assert numbers == {event.days, len(event.items)}


def test_the_annex_lists_every_item_in_the_words_of_its_content(office):
    paths.issued(office, demand="请按附表更正。")
    paths.render(office)
    event = issued_event(office)
    (table,) = word(office).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]

    assert [row[0] for row in rows] == [str(each.item) for each in event.items]
    bodies = store.contents([each.content for each in event.items])
    flag, finding = (bodies[each.content].decode() for each in event.items)
    assert rows[0][3] == flag == "与三定不符"
    assert rows[1][3] in finding
    assert rows[1][5] == "请按附表更正。"
    assert [row[1] for row in rows] == [scenarios.GENERAL, scenarios.TOTALS]


def test_a_further_round_says_what_was_answered_and_why_it_was_not_enough(office):
    paths.second_round(office)
    paths.render(office)
    text = text_of(word(office, 2))
    (table,) = word(office, 2).tables

    assert "（第2轮）" in text
    assert "仍有1个问题" in text
    assert "请附三定方案" in text
    assert len(table.rows) == 2
    said = table.rows[1].cells[3].text
    assert "说明情况，已核对原始凭证" in said
    assert "三定方案仍不一致" in said
    assert paths.the(office).reference in text


def test_the_same_words_give_the_same_bytes(office):
    paths.issued(office)
    letter = letter_of(office)

    first, second = docx.render(letter, 3), docx.render(letter, 3)
    assert first == second != docx.render(letter, 4)
    assert xlsx.items(letter, 3) == xlsx.items(letter, 3)
    assert model.from_json(model.to_json(letter)) == letter


def test_what_was_sent_stays_whatever_is_set_afterwards(office):
    paths.issued(office)
    paths.render(office)
    before = paths.the(office).round
    office.department.name = "改了名的局"
    office.department.save()
    NoticeStyle.objects.create(bureau=office.bureau, symbol="新字", contact="新科")

    assert docx.render(letter_of(office), 1) == services.read_file(before.docx)
    paths.render(office)
    assert paths.the(office).round == before
    assert paths.the(office).symbol == "财决改"


def test_the_item_list_holds_the_events_items(office):
    paths.issued(office)
    paths.render(office)
    event = issued_event(office)
    book = load_workbook(io.BytesIO(services.read_file(paths.the(office).round.xlsx)))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))

    assert [row[0] for row in rows[:-1]] == [each.item for each in event.items]
    assert [row[3] or "" for row in rows[:-1]] == [each.code for each in event.items]
    assert rows[-1][0] == f"合计 {len(event.items)} 条"


def test_the_registers_totals_are_a_fold_of_the_log(office):
    name = paths.second_round(office)
    office.do("alice", commands.AskExtension(notice=name, days=2, reason="病假"))
    office.do("carol", commands.GrantExtension(notice=name, days=2))
    office.do("alice", commands.ReceiveNotice(notice=name))
    said = ((1, "objected", "口径不同"),)
    office.do("alice", commands.AnswerNotice(notice=name, answers=said))
    other = scenarios.office("101", "望山市财政局")
    paths.closed(other)

    rows = list(NoticeRow.objects.filter(ledger=office.ledger))
    book = load_workbook(io.BytesIO(register.workbook(rows, "台账")))
    *lines, totals = book.active.iter_rows(min_row=3, values_only=True)

    numbers = tuple(v for v in totals if isinstance(v, int))
    assert numbers == tuple(folded(store.load(office.ledger, office.stream)))
    assert totals[0] == f"合计 {len(lines)} 份"
    assert [sum(line[at] for line in lines) for at in (9, 10, 11)] == list(numbers[:3])


def folded(records):
    """The register's totals from the events of one notice alone."""
    settled, answered, items, granted = set(), {}, [], 0
    for each in records:
        match each.event:
            case n.NoticeIssued() | n.NoticeRoundOpened() as event:
                items += [i.severity for i in event.items]
            case n.NoticeAnswered() as event:
                answered[event.item] = event.answer
            case n.NoticeItemConfirmed() as event:
                settled.add(event.item)
            case n.NoticeItemRefused() as event:
                settled.discard(event.item)
            case n.ExtensionGranted():
                granted += 1
    said = list(answered.values())
    yield granted
    yield len(items)
    yield items.count("error")
    yield len(said)
    yield said.count("objected")
    yield len(settled)


def form(change):
    """The built-in form after `change`, as somebody would save it."""
    document = Document(io.BytesIO(built_in_bytes()))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_bureaus_own_form_is_used_and_marks_cut_by_word_are_found(office):
    def change(document):
        paragraph = document.add_paragraph("共")
        for piece in ("{{问", "题数", "}}条"):
            paragraph.add_run(piece)
        document.sections[0].header.paragraphs[0].text = "限期{{限期}}"

    data = form(change)
    docx.check(data)
    kept = services.keep_file([data], at=office.at)
    NoticeStyle.objects.create(bureau=office.bureau, symbol="云改", template=kept)
    paths.issued(office)
    paths.render(office)
    made, event = word(office), issued_event(office)

    assert event.template == kept.sha256
    assert made.paragraphs[-1].text == f"共{len(event.items)}条"
    head = made.sections[0].header.paragraphs[0].text
    assert head == f"限期{model.chinese_day(event.due)}"
    assert f"云改〔{event.year}〕1号" in text_of(made)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"not a word file", "不是可以打开的 Word", id="no package"),
        pytest.param(
            form(lambda d: d.add_paragraph("{{密码}}")), "不认识的标记：密码", id="mark"
        ),
        pytest.param(
            form(lambda d: d.element.body.remove(d.tables[0]._tbl)),
            "缺少标记：{{序号}}",
            id="no list",
        ),
        pytest.param(b"0" * (docx.MOST_BYTES + 1), "超过 2 MB", id="too large"),
        pytest.param(
            form(
                lambda d: d.part.relate_to(
                    "http://example.invalid/x", "http://r", is_external=True
                )
            ),
            "引用了外部文件",
            id="outside",
        ),
    ],
)
def test_a_form_that_cannot_be_used_is_refused_with_a_sentence(data, says):
    with pytest.raises(docx.BadForm, match=re.escape(says)):
        docx.check(data)


def test_the_built_in_form_passes_its_own_check():
    docx.check(docx.settled(built_in_bytes()))


def test_text_that_xml_cannot_hold_is_left_out():
    assert docx.printable("合计\x0b\x1f\ud800好\ufffe") == "合计好"


@pytest.mark.slow
def test_a_pdf_is_made_where_it_can_be_and_is_the_same_each_time(office):
    paths.issued(office)
    made = docx.render(letter_of(office), 1)

    first = pdf.to_pdf(made)
    if shutil.which("soffice") is None:
        assert first is None
        return
    assert first is not None and first.startswith(b"%PDF")
    assert pdf.to_pdf(made) == first


def test_what_rules_on_personal_data_found_is_not_repeated(office):
    """Nor anywhere else in the letter: the message itself masks it."""
    number = "138" + "0013" + "8000"
    office.submit()
    office.read(s001=f"联系人手机{number}，欢迎来电。")
    paths.issue(office)
    letter = letter_of(office)

    (item,) = [each for each in letter.items if each.code.startswith("PI")]
    assert item.quote == ""
    assert number not in model.to_json(letter)


def test_without_libreoffice_there_is_no_pdf_and_all_else(office):
    paths.issued(office)
    paths.render(office)
    made = paths.the(office).round

    assert made.docx and made.xlsx and not made.pdf
