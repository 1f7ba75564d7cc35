menu = **Pháo Đài Quảng Trị**
    Mỗi người dân là một chiến sĩ, mỗi gia đình là một pháo đài.
    Bạn cần gì?
menu-by-number = Gõ số để chọn, ví dụ gõ 3 để học bài.
menu-tip = Báo tin
menu-mailbox = Hộp thư
menu-learn = Học bài
menu-ask = Hỏi đáp
menu-family = Gia đình
menu-commune = Xã, phường
menu-settings = Cài đặt
menu-help = Trợ giúp

help = **Trợ giúp**
    • Báo tin: báo ẩn danh một việc bạn biết
    • Hộp thư: xem tin đã báo đến đâu, bằng mã
    • Học bài, Hỏi đáp: nhận biết và tránh ma túy
    • Gia đình: việc nhỏ giữ nhà bình yên, giúp người thân
    • Xã, phường: chọn nơi để nhận tin
    • /dung: ngừng nhận tin, /xoa: xóa dữ liệu
    • /start: về màn hình chính
    Gõ không dấu cũng được.
help-never = **Chúng tôi không bao giờ hỏi mã OTP, không xin tiền, không gọi video.** Ai làm thế là giả mạo.
help-addresses = Địa chỉ chính thức của chúng tôi chỉ có: khung chat này và trang { $address }
help-address-chat = Địa chỉ chính thức của chúng tôi chỉ có khung chat này.

start-code-unknown = Mã này không dùng được: gõ nhầm, đã dùng rồi hoặc đã quá hạn. Hãy xin người vận hành mã mới.
start-code-elsewhere = Ở đây không nối được công việc của cán bộ. Mã chưa bị dùng: hãy gửi mã ở ứng dụng nhắn tin của bạn.
start-tied = Đã nối khung chat này với { $name }. Thông báo công việc sẽ đến đây.
