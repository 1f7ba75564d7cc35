"""I-37: every console route, as the table lists them, refuses who may not be there. A new route is tried too."""

from __future__ import annotations

import pytest

from console.access import ROLES, Access, Route
from storage.staff.types import Role
from storage.types import PROVINCE
from tests.integration.console.house import COMMUNE, NEIGHBOUR, Browser, House
from tests.integration.enrolment.people import Person
from tests.journeys.forms import Node, Page

NEEDS_SESSION = frozenset(ROLES)
OPEN_TO_ALL = {
    ("GET", "/console/enrol/{token}"),
    ("POST", "/console/enrol/{token}"),
    ("GET", "/console"),
    ("POST", "/console"),
    ("POST", "/console/again"),
}


def _path(route: Route, *, case: str = "T-222222", campaign: str = "C-222222") -> str:
    filled = route.path
    for name, value in (("case", case), ("campaign", campaign), ("index", "0"), ("token", "x")):
        filled = filled.replace("{" + name + "}", value)
    assert "{" not in filled, f"tell this test how to fill {route.path}"
    return filled


async def _try(visitor: Browser, route: Route, page: Page, path: str, **fields: str) -> Page:
    if route.method == "GET":
        return await visitor.look(path)
    return await visitor.submit(page, form=Node("form", {"action": path}), values=fields)


def _behind(house: House, *rules: Access) -> list[Route]:
    chosen = [route for route in house.routes() if route.access in (rules or NEEDS_SESSION)]
    assert chosen
    return chosen


async def test_only_these_routes_need_no_session(house: House) -> None:
    open_to_all = {(route.method, route.path) for route in house.routes() if route.access not in NEEDS_SESSION}
    assert open_to_all == OPEN_TO_ALL
    assert {route.access for route in house.routes()} == NEEDS_SESSION | {Access.LINK, Access.SIGN_IN}
    assert all(route.path == "/console" or route.path.startswith("/console/") for route in house.routes())
    assert {route.method for route in house.routes()} == {"GET", "POST"}


async def test_nobody_without_a_session(house: House) -> None:
    visitor = await house.visitor()
    page = await visitor.get("/console")
    for route in _behind(house):
        answer = await _try(visitor, route, page, _path(route), go="take", question="giữ lại")
        if route.method == "GET":
            assert (answer.status, answer.headers["Location"][:14]) == (303, "/console?next="), route.path
        else:
            assert answer.status == 401, route.path
            assert "giữ lại" in answer.body, "what was typed is carried along"


async def test_nobody_with_another_role(house: House) -> None:
    team = await house.commune_at_work()
    people: dict[Role, Person] = {
        Role.OFFICER: team.officer,
        Role.ORGANIZER: await house.enrol(PROVINCE, Role.ORGANIZER),
        Role.APPROVER: await house.enrol(PROVINCE, Role.APPROVER),
        Role.LEADER: await house.enrol(PROVINCE, Role.LEADER),
    }
    tried = 0
    for role, person in people.items():
        visitor = await house.signed_in(person)
        page = await visitor.get("/console")
        for route in _behind(house):
            if role not in ROLES[route.access]:
                answer = await _try(visitor, route, page, _path(route), csrf=house.csrf_of(page))
                assert answer.status == 403, (role, route.path)
                tried += 1
    assert tried > 20


async def test_nobody_of_another_unit(house: House) -> None:
    team = await house.commune_at_work()
    stranger = await house.admitted(NEIGHBOUR, team.chief)
    case = await house.send_tip("Ở thôn Tân Hòa.", unit=COMMUNE)
    visitor = await house.signed_in(stranger)
    page = await visitor.get("/console")
    routes = [route for route in _behind(house, Access.OFFICER) if "{case}" in route.path]
    assert len(routes) >= 3
    for route in routes:
        for go in ("take", "ask", "note", "close", ""):
            fields = {"csrf": house.csrf_of(page), "go": go, "question": "x", "note": "x", "result": "confirmed"}
            answer = await _try(visitor, route, page, _path(route, case=case), **fields)
            assert answer.status == 404, (route.path, go)
            assert case not in answer.body


@pytest.mark.parametrize("how", ["idle", "signed out", "keys wiped"])
async def test_nobody_whose_keys_are_locked(house: House, how: str) -> None:
    team = await house.commune_at_work()
    case = await house.send_tip("Ở thôn Tân Hòa.", unit=COMMUNE)
    visitor = await house.signed_in(team.officer)
    page = await visitor.get(f"/console/cases/{case}")
    for route in _behind(house, Access.OFFICER):
        await house.enter(visitor, team.officer)
        page = await visitor.get(f"/console/cases/{case}")
        house.lock(visitor, team.officer, how)
        answer = await _try(visitor, route, page, _path(route, case=case), csrf=house.csrf_of(page), go="take")
        assert answer.status in {303, 401}, (route.method, route.path)
        if answer.status == 303:
            assert answer.headers["Location"].startswith("/console"), route.path
            assert "cases" not in answer.headers["Location"].split("?")[0]
        assert "Tân Hòa" not in answer.body
    assert (await house.case_row(team.officer, case)).state.value == "routed", "nothing was done"


async def test_no_action_without_the_hidden_field(house: House) -> None:
    team = await house.commune_at_work()
    organizer = await house.enrol(PROVINCE, Role.ORGANIZER)
    case = await house.send_tip("Ở thôn Tân Hòa.", unit=COMMUNE)
    for person, rules in (
        (team.officer, (Access.STAFF, Access.OFFICER)),
        (organizer, (Access.ORGANIZER,)),
    ):
        visitor = await house.signed_in(person)
        page = await visitor.get("/console")
        for route in _behind(house, *rules):
            if route.method == "POST":
                answer = await _try(visitor, route, page, _path(route, case=case), csrf="sai", go="take")
                assert answer.status == 403, route.path
            assert (await visitor.look("/console")).status == 200
            assert house.csrf_of(await visitor.get("/console")) == house.csrf_of(page), "still signed in"


async def test_every_answer_carries_the_headers(house: House) -> None:
    team = await house.commune_at_work()
    visitor = await house.signed_in(team.officer)
    for path in ("/console", "/console/cases", "/console/cases/T-222222", "/console/campaigns", "/khong-co"):
        answer = await visitor.look(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
