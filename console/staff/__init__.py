"""Pages for people who work with the program: enrolment, sign-in, people, cases, campaigns."""

from __future__ import annotations

from console.access import Route
from console.staff.campaign_writing import CampaignWritingPages
from console.staff.campaigns import CampaignPages
from console.staff.cases import CasePages
from console.staff.enrolment import EnrolmentPage
from console.staff.people import PeoplePage
from console.staff.sign_in import SignInPage


def staff_routes(
    *,
    enrolment: EnrolmentPage,
    sign_in: SignInPage,
    people: PeoplePage,
    cases: CasePages,
    writing: CampaignWritingPages,
    campaigns: CampaignPages,
) -> tuple[Route, ...]:
    """Return the routes of all staff pages; the form for new campaigns stands before the page of one."""
    return (
        *enrolment.routes(),
        *sign_in.routes(),
        *people.routes(),
        *cases.routes(),
        *writing.routes(),
        *campaigns.routes(),
    )
