# Sentences that every conversation uses.
back = Quay lại
next = Tiếp theo
none = chưa chọn
standing-danger = Nguy hiểm? Gọi 113
rehearsal = Bản diễn tập: không phải chương trình thật.
this-app = Ứng dụng này
whole-province = cả tỉnh
nothing-kept = Không có gì ở mục này được lưu lại.
source = Nguồn: { $source }
read-lesson = Đọc bài học

# The two lines that lead an answer to words of danger.
danger-113 = **Hãy gọi công an 113 ngay bây giờ.**
    Ra chỗ an toàn trước. Đừng cãi, đừng tự vào giữ.
danger-115 = **Hãy gọi cấp cứu 115 ngay bây giờ.**
    Nói rõ địa chỉ. Ở bên người đó; còn thở thì đặt nằm nghiêng.
danger-111 = **Hãy gọi tổng đài trẻ em 111 ngay bây giờ.**
    Ra chỗ an toàn, có người lớn. Đang bị đánh, bị dọa: gọi 113.
danger-then = Khi đã an toàn, bạn có thể báo tin ẩn danh. Lời bạn vừa viết được giữ lại, chưa gửi đi đâu.
danger-then-elsewhere = Khi đã an toàn, bạn có thể báo tin ẩn danh, nhưng không phải ở đây: đừng gõ tin vào khung chat. Chọn “Báo tin” để biết báo ở đâu.

hotlines-national = Cần gọi ngay:
    • Công an: 113
    • Cấp cứu: 115
    • Bảo vệ trẻ em: 111
    • Cảnh sát ma túy (C04), cả ngày lẫn đêm: 0769 04 04 04
hotline-pc04 = • Cảnh sát ma túy tỉnh (PC04): { $number }
hotline-border-guard = • Bộ đội Biên phòng: { $number }
hotline-province = • Đường dây của tỉnh: { $number }

sorry-failed = Xin lỗi, tôi vừa gặp trục trặc. Hãy thử lại sau ít phút, hoặc gõ /start. Việc gấp: gọi 113.
stale = Nút bạn bấm thuộc màn hình cũ nên tôi không làm gì cả. Đây là màn hình hiện tại.
stale-once = Nút bạn bấm thuộc màn hình cũ. Mã nằm ở tin nhắn phía trên: ghi xong, bấm “Tôi đã ghi lại”.
once-late = Tin nhắn này lúc nãy chưa tới được bạn vì mất kết nối. Tôi chưa làm gì với điều bạn vừa nhắn; ghi mã xong, hãy nhắn lại.
stale-lost = Bản nháp không còn: đã quá 30 phút, hoặc máy chủ vừa khởi động lại. Bạn có thể viết lại từ đầu.
stale-sent = Tôi không gửi lần thứ hai. Nếu bạn vừa bấm gửi: có thể tin đã đến; gửi lại cũng không sao.
empty-text = Tin nhắn này chưa có chữ nào. Hãy viết vài chữ, hoặc chọn một mục.
no-such-number = Không có mục nào mang số này. Hãy chọn một mục dưới đây.

unreadable-voice = Tôi chưa nghe được giọng nói, và giọng nói có thể bị nhận ra. Hãy gõ chữ: an toàn hơn.
unreadable-video = Tôi chưa nhận video. Hãy gửi ảnh chụp từ video, hoặc viết lại bằng chữ.
unreadable-file = Tôi chưa nhận tệp. Hãy gửi ảnh, hoặc viết lại bằng chữ.
unreadable-live-location = Tôi không nhận vị trí đang di chuyển. Hãy ghim một điểm nơi xảy ra, hoặc gõ tên xã.
unreadable-sticker = Cảm ơn bạn. Tôi không đọc được hình dán. Hãy viết vài chữ, hoặc quay lại màn hình chính.
unreadable-contact = Tôi không nhận danh bạ và không giữ số của ai. Hãy viết điều bạn muốn nói bằng chữ.
unreadable-withheld = Ứng dụng không cho tôi đọc tin nhắn này. Cần người giúp, hãy gọi: công an 113; dưới 18 tuổi, gọi tổng đài trẻ em 111.
unreadable-other = Tôi chưa đọc được loại tin nhắn này. Hãy viết vài chữ, hoặc gửi ảnh.
unreadable-location = Lúc này tôi chưa cần vị trí. Hãy chọn một mục dưới đây.
unreadable-photo = Lúc này tôi chưa cần ảnh. Hãy chọn một mục dưới đây.

free-greeting = Chào bạn.
free-thanks = Cảm ơn bạn. Cần gì cứ nhắn tôi.
free-unknown = Tôi chưa hiểu ý bạn. Hãy chọn một mục dưới đây. Muốn hỏi, chọn “Hỏi đáp”; biết chuyện lạ, chọn “Báo tin”.
free-tip = Bạn đang kể một việc cần kiểm tra? Bạn có thể báo tin ẩn danh. Lời bạn vừa viết được giữ lại, chưa gửi đi đâu.
free-long = Bạn viết khá dài. Nếu là tin báo, hãy bấm nút dưới đây: lời bạn viết được giữ lại, chưa gửi đi đâu.
free-no-media-here = Ở đây tôi không nghe, không xem được tệp bạn gửi.
free-photo = Bạn vừa gửi một ảnh. Muốn báo tin kèm ảnh này không? Ảnh chưa được gửi đi đâu.
free-pin = Ghim của bạn nằm ở { $unit }.
free-pin-several = Ghim của bạn nằm gần ranh giới.
free-pin-elsewhere = Điểm này ở ngoài tỉnh Quảng Trị. Chương trình chỉ phục vụ trong tỉnh; ở nơi khác, hãy gọi 113 khi cần.
offer-tip = Báo tin này
offer-menu = Không, về màn hình chính
