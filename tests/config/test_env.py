"""The environment is read in one place, typed, and refused at the start."""

import pytest

from config import env


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.text("SECRET_KEY") == "s3cret"


def test_a_file_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "none"))

    with pytest.raises(env.BadSetting, match="SECRET_KEY_FILE"):
        env.text("SECRET_KEY")


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(env.BadSetting, match="SECRET_KEY"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("YES", True), ("0", False), ("false", False)]
)
def test_flags_are_read(monkeypatch, said, meant):
    monkeypatch.setenv("FLAG", said)

    assert env.flag("FLAG") is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("FLAG", "perhaps")

    with pytest.raises(env.BadSetting, match="FLAG"):
        env.flag("FLAG")


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("NUMBER", "many")

    with pytest.raises(env.BadSetting, match="NUMBER"):
        env.whole("NUMBER", 1)


def test_lists_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, b.example,,")

    assert env.listed("HOSTS") == ["a.example", "b.example"]


def test_a_database_url_is_taken_apart():
    found = env.database("postgresql://us%40er:p%2Fw@db:5433/reviews?sslmode=require")

    assert found["USER"] == "us@er"
    assert found["PASSWORD"] == "p/w"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", "5433", "reviews")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_sqlite_begins_its_transactions_as_writers():
    found = env.database("sqlite:////data/reviews.sqlite3")

    assert found["NAME"] == "/data/reviews.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_another_database_is_refused():
    with pytest.raises(env.BadSetting, match="mysql"):
        env.database("mysql://x")


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls", "tls"),
    [
        ("smtp://u:p%40ss@mail.example", "mail.example", 587, True, False),
        ("smtps://mail.example", "mail.example", 465, False, True),
        ("smtp://mail.example:25?tls=no", "mail.example", 25, False, False),
    ],
)
def test_a_mail_server_is_named_by_one_address(url, host, port, starttls, tls):
    mail = env.mail(url)

    assert (mail.host, mail.port, mail.starttls, mail.tls) == (
        host,
        port,
        starttls,
        tls,
    )
    assert mail.on and mail.password in ("", "p@ss")


def test_without_a_mail_server_no_mail_is_made():
    assert not env.mail("").on
    assert env.mail("console:").on


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x"]
)
def test_an_address_that_is_no_mail_server_says_what_to_write(url):
    with pytest.raises(env.BadSetting, match="EMAIL_URL"):
        env.mail(url)
