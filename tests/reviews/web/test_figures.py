"""What the desk reads in each figure, and whether its relations hold."""

import re

from django.urls import reverse

from tests.reviews.web import scene


def page(client, at, key="s001", **query):
    return client.get(reverse("web:section", args=[at.stream, key]), query)


def row(html, text):
    """Return the cells of the first row of the list that a figure heads."""
    found = re.search(rf'<tr id="figure-\d+"><th[^>]*>{text}</th>.*?</tr>', html)
    return re.sub(r"<[^>]+>", "|", found.group())


def test_the_list_says_of_each_figure_what_it_is_and_how_it_stands(signed_in):
    at = scene.read()
    html = page(signed_in(at.bob), at, figures="1").content.decode()

    assert "基本支出" in row(html, "300.00万元")
    assert "3,000,000元" in row(html, "300.00万元")
    assert "占比" in row(html, "60.00%") and "✓ 相符" in row(html, "60.00%")
    assert "≠ 不符" in row(html, "40.00%")


def test_a_figure_that_nothing_is_compared_with_says_so(signed_in):
    at = scene.read("本局召开会议12次。")
    html = page(signed_in(at.bob), at, figures="1").content.decode()

    assert "未参与比对" in row(html, "12次")


def test_all_figures_together_are_one_stop_of_the_tab_key(signed_in):
    at = scene.read()
    html = page(signed_in(at.bob), at, figures="1").content.decode()
    buttons = re.findall(r'<button type="button" class="fig[^>]*>', html)

    assert len(buttons) > 3
    assert sum('tabindex="0"' in each for each in buttons) == 1
    for each in buttons:
        row_id = re.search(r'aria-describedby="([^"]+)"', each)[1]
        assert f'id="{row_id}"' in html


def test_figures_in_tables_are_buttons_too(signed_in):
    at = scene.read()
    html = page(signed_in(at.bob), at, "s003", figures="1").content.decode()

    assert re.search(r'<td class="number"><button type="button" class="fig', html)


def test_without_the_toggle_there_is_no_list_and_no_button(signed_in):
    at = scene.read()
    html = page(signed_in(at.bob), at).content.decode()

    assert 'class="fig" title=' in html
    assert '<button type="button" class="fig' not in html
    assert 'id="figure-1"' not in html
    assert "figures=1" in html


def test_a_section_without_figures_has_no_toggle(signed_in):
    at = scene.read("本局负责绿化养护工作。")
    html = page(signed_in(at.bob), at).content.decode()

    assert "figures=1" not in html
