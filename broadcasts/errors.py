"""What a campaign refuses; each class is named by what to tell the person.

CampaignError
├── CampaignUnknown        there is no such campaign
├── WrongCampaignState     it is `state`; this cannot be done now
├── AuthorMayNotApprove    another person has to look at it
├── DigestChanged          it was edited since you read it: read it again
├── EditedMeanwhile        somebody else saved it while you were writing: look at his version first
├── StartPassed            the hour it should start has passed: choose another
├── CampaignUnfit          `reason` says what is missing or too long
└── NoChatTied             tie your own chat first (/start CODE), then test
"""

from __future__ import annotations

from enum import StrEnum

from storage.campaigns.types import CampaignState


class CampaignError(Exception):
    """The root."""


class CampaignUnknown(CampaignError):
    """Không có tin tuyên truyền này."""


class WrongCampaignState(CampaignError):
    """Trạng thái hiện tại chưa cho phép làm việc này."""

    def __init__(self, state: CampaignState) -> None:
        super().__init__(state.value)
        self.state = state


class AuthorMayNotApprove(CampaignError):
    """Người soạn không được tự duyệt; hãy nhờ người khác."""


class DigestChanged(CampaignError):
    """Tin đã được sửa sau khi bạn đọc; hãy đọc lại rồi duyệt."""


class EditedMeanwhile(CampaignError):
    """Người khác vừa lưu bản mới trong lúc bạn sửa; hãy xem bản ấy trước."""


class StartPassed(CampaignError):
    """Giờ gửi đã qua; hãy đặt giờ khác."""


class Unfit(StrEnum):
    """What is wrong with a campaign's content."""

    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    TEXT_TOO_LONG = "text_too_long"
    ONE_OPTION = "one_option"
    TOO_MANY_OPTIONS = "too_many_options"
    OPTION_TOO_LONG = "option_too_long"
    OPTIONS_WITHOUT_QUESTION = "options_without_question"
    OPTIONS_ALIKE = "options_alike"


class CampaignUnfit(CampaignError):
    """Nội dung còn thiếu hoặc quá dài."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NoChatTied(CampaignError):
    """Bạn chưa nối điện thoại: gửi /start và mã mời cho bot, rồi thử lại."""
