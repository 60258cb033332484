"""Who may read what; how lists go on; how many statements they take."""

import pytest

from tests.reviews import scenarios
from tests.reviews.api.conftest import finding, section, whole

IN = ("alice", "bob", "paul", "insider", "audrey", "adam")
OUT = ("sam", "nobody", "foreigner")


def addresses(office):
    return [
        f"{whole(office)}/",
        f"{whole(office)}/sections/",
        f"{whole(office)}/findings/",
        f"{whole(office)}/events/",
        f"{whole(office)}/as-of/?position={office.state.position}",
        f"{section(office, 's001')}/",
        f"{section(office, 's001')}/comments/",
        f"{finding(office)}/",
    ]


def test_who_may_see_reads_and_who_may_not_never_learns_of_it(office, caller):
    scenarios.read(office)
    for name in IN:
        for address in addresses(office):
            assert caller(name).get(address).status_code == 200, (name, address)
    for name in OUT:
        for address in addresses(office):
            answer = caller(name).get(address)
            assert answer.status_code == 404, (name, address)
            assert answer.json()["code"] == "not-known"
    for address in addresses(office):
        answer = caller("anybody").get(address)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_list_shows_what_each_may_see(office, caller):
    scenarios.read(office)
    seen = {
        name: len(caller(name).get("disclosures/").json()["results"])
        for name in IN + OUT
    }

    assert seen == {
        "alice": 1,
        "bob": 1,
        "paul": 1,
        "insider": 1,
        "audrey": 1,
        "adam": 1,
        "sam": 0,
        "nobody": 0,
        "foreigner": 0,
    }


def test_a_disclosure_tells_what_keeps_it_from_release(office, caller):
    scenarios.read(office)

    said = caller("bob").get(f"{whole(office)}/").json()

    assert said["state"] == "reviewing"
    assert said["counts"]["flagged"] == 1
    assert [each["code"] for each in said["blockers"]] == [
        "open-error",
        "unverified",
        "unverified",
        "unverified",
    ]
    assert str(said["blockers"][0]["about"]) in finding(office)


def test_a_disclosure_that_is_being_read_tells_its_progress(office, caller):
    scenarios.submitted(office)

    said = caller("alice").get(f"{whole(office)}/").json()

    assert said["state"] == "reading"
    assert said["progress"] == {
        "step": "",
        "done": 0,
        "total": 0,
        "attempts": 0,
        "dead": False,
    }


def test_a_disclosure_that_could_not_be_read_tells_why(office, caller):
    scenarios.failed(office)

    said = caller("alice").get(f"{whole(office)}/").json()

    assert said["failure"]["code"] == "damaged"
    assert "重新导出" in said["failure"]["message"]


def test_a_section_has_its_version_as_etag_and_its_findings(office, caller):
    scenarios.edited(office)

    answer = caller("bob").get(f"{section(office, 's002')}/")

    assert answer["ETag"] == '"2"'
    said = answer.json()
    assert said["blocks"] == [{"p": scenarios.SUMS}]
    assert (said["state"], said["findings"]) == ("draft", [])
    assert said["lapse"] is None


def test_a_finding_has_its_computation_and_its_evidence(office, caller):
    scenarios.pending_waiver(office)

    said = caller("alice").get(f"{finding(office)}/").json()

    assert said["code"] == "SM001"
    assert "90.00" in said["message"]
    assert said["evidence"][0]["section"] == "s002"
    assert said["status"] == "pending"
    assert said["waiver"]["by"]["name"] == "bob"
    assert said["waiver"]["reason"] == "另有一项未列示"


def test_findings_are_chosen_by_section_severity_and_status(office, caller):
    scenarios.read(office)

    def count(**query):
        return len(
            caller("bob").get(f"{whole(office)}/findings/", **query).json()["results"]
        )

    assert count() == 1
    assert count(section="s002", severity="error", status="open") == 1
    assert count(section="s001") == 0
    assert count(severity="warning") == 0
    assert count(status="waived") == 0


def test_a_list_goes_on_where_it_stopped_until_there_is_no_more(office, caller):
    scenarios.read(office)
    keys, address = [], f"{whole(office)}/sections/?limit=2"
    while address:
        page = caller("bob").get(address).json()
        keys += [each["key"] for each in page["results"]]
        address = page["next"]

    assert keys == ["s001", "s002", "s003"]


def test_a_list_of_disclosures_goes_on_though_others_come_in(office, caller):
    streams = []
    for code in ("301", "302", "303"):
        other = scenarios.office(code, f"局{code}")
        other.bureau, other.people = office.bureau, office.people
        other.campaign = office.campaign
        other.department = scenarios.builders.department(code, of=office.bureau)
        office.campaign.departments.add(other.department)
        office.people["alice"].department = other.department
        office.people["alice"].save()
        other.submit()
        streams.append(str(other.stream))
    first = caller("bob").get("disclosures/", limit=2).json()
    office.people["alice"].department = office.department
    office.people["alice"].save()
    office.submit()

    second = caller("bob").get(first["next"]).json()

    shown = [each["id"] for each in first["results"] + second["results"]]
    assert shown == streams[::-1]
    assert second["next"] is None


@pytest.mark.parametrize(
    "cursor", ["no", "5LiN", "LTE=", "OTk5OTk5OTk5OTk5OTk5", "MS8="]
)
@pytest.mark.parametrize("list_", ["disclosures/", "public/releases/"])
def test_a_cursor_of_somebodys_making_is_refused(office, caller, list_, cursor):
    answer = caller("bob").get(list_, cursor=cursor)

    assert answer.status_code == 422
    assert "cursor" in answer.json()["errors"]


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        # token, roles, rows, departments, campaigns
        ("disclosures/", 5),
        # token, roles, state, contents, names
        ("{whole}/findings/", 5),
        ("{whole}/sections/", 4),
        # token, roles, state, events, names, texts
        ("{whole}/events/", 6),
        ("{section}/comments/", 6),
    ],
)
def test_a_list_takes_as_many_statements_whatever_its_length(
    office, caller, address, statements, django_assert_max_num_queries
):
    scenarios.read(office)
    office.edit("bob", "s003", scenarios.WRONG_SHARES)
    office.do(
        "bob", scenarios.c.CommentSection(comment="1", section="s001", remark="一")
    )
    office.do(
        "carol", scenarios.c.CommentSection(comment="2", section="s001", remark="二")
    )
    path = address.format(whole=whole(office), section=section(office, "s001"))
    bob = caller("bob")
    bob.get(path)  # the day of the token's use is noted once

    with django_assert_max_num_queries(statements):
        assert bob.get(path).json()["results"]
