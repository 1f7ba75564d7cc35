"""What staff are told when something was refused: what happened, and what to do next."""

from __future__ import annotations

from typing import assert_never

from broadcasts.errors import Unfit as CampaignUnfit
from tips.staff_errors import Bar, Obstacle, Unfit

SIGN_IN_REFUSED = "Mã cán bộ hoặc cụm mật khẩu chưa đúng, hoặc tài khoản chưa được duyệt. Xem lại rồi gõ lại."
RECOVERY_REFUSED = "Chưa đúng, hoặc mã cán bộ này không chờ duyệt ở PC04. Xem lại từng từ trên giấy rồi gõ lại."
RESULT_MISSING = "Hãy chọn một kết quả."
OWN_CAMPAIGN = "Bạn đã soạn hoặc sửa đợt tin này, nên một người khác phải duyệt. Hãy nhờ đồng nghiệp mở trang này."
START_PASSED = "Giờ gửi đã qua. Hãy chọn giờ khác, hoặc để trống để gửi ngay khi được duyệt."
START_LONG_PASSED = "Giờ gửi đã qua lâu, duyệt bây giờ cũng không gửi được nữa. Hãy trả lại để người soạn đặt giờ khác."
NOT_A_TESTER = "Có người không nằm trong danh sách gửi thử. Hãy chọn lại."
DIGEST_CHANGED = "Đợt tin vừa được sửa sau khi bạn mở trang. Đọc lại bản mới dưới đây rồi hãy duyệt."
CAMPAIGN_STATE_MOVED = "Đợt tin không còn ở bước ấy. Dưới đây là tình trạng mới nhất."
NO_CHAT_TIED = "Chưa biết gửi thử vào đâu. Nhắn cho bot dòng /start kèm mã trong lời mời, rồi bấm lại."
TEST_NOT_SENT = "Chưa gửi thử được: Zalo hoặc Telegram không nhận. Hãy thử lại sau ít phút."
NOT_A_COLLEAGUE = "Hãy chọn một cán bộ đang hoạt động của đơn vị."


def too_many_tries(seconds: int) -> str:
    """Tell how long to wait."""
    return f"Đã gõ sai nhiều lần. Hãy thử lại sau {max(1, -(-seconds // 60))} phút."


def barred(reason: Bar) -> str:
    """Tell why this person may not do it, and who may."""
    match reason:
        case Bar.OVERSIGHT_READS_ONLY:
            return "Ban giám sát chỉ xem, không xử lý. Cần thì nhắc đơn vị phụ trách."
        case Bar.NOT_THE_LEAD_UNIT:
            return "Đơn vị khác đang phụ trách vụ việc này. Hãy nhờ đơn vị ấy làm."
        case Bar.NOT_IN_CHARGE:
            return "Người khác đang phụ trách vụ việc này. Hãy nhờ người ấy làm."
        case Bar.NEEDS_HIGHER_AUTHORITY:
            return "Việc này cần cấp có thẩm quyền cao hơn quyết định. Hãy báo PC04."
        case Bar.NEEDS_ANOTHER_OFFICER:
            return "Việc này cần một cán bộ khác cùng xác nhận. Hãy nhờ đồng nghiệp kết thúc vụ việc."
        case Bar.NOT_YOUR_UNIT:
            return "Người này thuộc đơn vị khác, bạn không duyệt được."
        case Bar.NOT_AN_OFFICER:
            return "Việc này chỉ cán bộ xử lý tin mới làm được."
    assert_never(reason)


def in_the_way(reason: Obstacle) -> str:
    """Tell what stands in the way of a step."""
    match reason:
        case Obstacle.ALREADY_TAKEN:
            return "Đã có người nhận vụ việc này. Trang dưới đây là tình trạng mới nhất."
        case Obstacle.NOT_TAKEN_YET:
            return "Chưa ai nhận vụ việc. Hãy bấm “Nhận việc” trước."
        case Obstacle.ALREADY_CLOSED:
            return "Vụ việc đã kết thúc, không làm thêm được bước này."
        case Obstacle.WAITING_USED_UP:
            return "Đã dùng hết 7 ngày chờ người báo trả lời. Hãy kiểm tra bằng cách khác rồi kết thúc."
        case Obstacle.NOT_PENDING:
            return "Người này không còn chờ duyệt. Danh sách dưới đây là mới nhất."
        case Obstacle.NOT_ENROLLED:
            return "Người này chưa mở liên kết mời, nên chưa duyệt được."
        case Obstacle.CHANGED_MEANWHILE:
            return "Có người vừa thay đổi trước bạn. Hãy xem lại rồi làm lại nếu vẫn cần."
        case Obstacle.MAILBOX_GONE:
            return "Không hỏi lại người báo được nữa, nên câu hỏi chưa gửi. Hãy kiểm tra bằng cách khác; hạn vẫn chạy."
        case Obstacle.NOT_STORED:
            return "Máy chủ chưa ghi được nên chưa có gì thay đổi. Hãy bấm lại sau ít phút; điều đã gõ vẫn còn."
        case Obstacle.DISK_FULL:
            return (
                "Ổ đĩa máy chủ đã đầy nên chưa ghi được gì. Hãy báo ngay người vận hành máy chủ dọn chỗ, rồi làm lại."
            )
        case Obstacle.TEST_ONLY_FOR_TESTS:
            return "Kết quả “Tin diễn tập” chỉ dùng cho tin diễn tập. Hãy chọn kết quả khác."
        case Obstacle.UNIT_HAS_NO_KEY:
            return "Đơn vị chưa có chìa khóa mở tin. Hãy nhờ PC04 duyệt cán bộ đầu tiên của đơn vị."
    assert_never(reason)


def unfit(reason: Unfit) -> str:
    """Tell what is wrong with a typed text; the page keeps it."""
    match reason:
        case Unfit.EMPTY:
            return "Hãy viết vài chữ."
        case Unfit.TOO_LONG:
            return "Chữ dài quá. Hãy viết ngắn lại; phần đã gõ vẫn còn."
        case Unfit.NAMES_SOMEONE:
            return "Lời này có chỗ giống tên người, số điện thoại hoặc địa chỉ. Hãy bỏ đi: người khác có thể đọc được."
    assert_never(reason)


def campaign_unfit(reason: CampaignUnfit) -> str:
    """Tell what is missing or too long in a campaign."""
    match reason:
        case CampaignUnfit.NO_TITLE:
            return "Hãy đặt tên cho đợt tin, để đồng nghiệp dễ tìm."
        case CampaignUnfit.NO_TEXT:
            return "Hãy viết nội dung tin."
        case CampaignUnfit.TEXT_TOO_LONG:
            return "Nội dung và câu hỏi dài quá 3.000 chữ cái. Hãy viết ngắn lại."
        case CampaignUnfit.ONE_OPTION | CampaignUnfit.TOO_MANY_OPTIONS:
            return "Câu hỏi cần từ 2 đến 6 câu trả lời để người nhận bấm chọn."
        case CampaignUnfit.OPTION_TOO_LONG:
            return "Có câu trả lời dài quá 40 chữ cái, không vừa nút bấm. Hãy viết ngắn lại."
        case CampaignUnfit.OPTIONS_WITHOUT_QUESTION:
            return "Có câu trả lời mà chưa có câu hỏi. Hãy viết câu hỏi, hoặc xóa các câu trả lời."
        case CampaignUnfit.OPTIONS_ALIKE:
            return "Có câu trả lời giống hoặc nằm trong câu khác, người nhận dễ nhầm. Hãy sửa cho khác hẳn nhau."
    assert_never(reason)
