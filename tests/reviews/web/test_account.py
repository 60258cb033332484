from django.urls import reverse

from tests import builders


def test_one_signs_in_with_name_and_password(client, db):
    builders.account("reviewer", username="bob")

    answer = client.post(
        "/login/", {"username": "bob", "password": "correct horse", "next": "/queue/"}
    )

    assert answer.url == "/queue/"


def test_a_wrong_password_says_so_at_the_form(client, db):
    answer = client.post("/login/", {"username": "bob", "password": "no"})

    assert 'role="alert"' in answer.content.decode()


def test_single_keys_can_be_switched_off(signed_in):
    bob = builders.account("reviewer", username="bob")
    client = signed_in(bob)

    client.post(reverse("web:settings"), {"language": "zh-hans"})

    bob.refresh_from_db()
    assert not bob.single_keys
    assert 'data-keys="off"' in client.get(reverse("web:settings")).content.decode()


def test_an_account_of_no_bureau_is_told_whom_to_ask(signed_in):
    lost = builders.account(username="lost")
    lost.bureau = None
    lost.save()

    answer = signed_in(lost).get(reverse("web:queue"))

    assert answer.status_code == 404
    assert "联系管理员" in answer.content.decode()


def test_an_unknown_address_says_so_in_chinese_with_the_request_s_number(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert answer["X-Request-ID"] in answer.content.decode()
