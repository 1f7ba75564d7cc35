mailbox-ask = **Hộp thư**
    Gõ mã 18 chữ số bạn đã ghi khi báo tin. Tin nhắn có mã sẽ được xóa ngay nếu ứng dụng cho phép.
    Mất mã thì tin vẫn được xử lý; muốn nói thêm, hãy báo một tin mới.
mailbox-link = Trang hộp thư kín hơn
mailbox-page-only = Đừng gõ mã vào khung chat này. Hãy mở hộp thư trên trang web.
mailbox-hotlines-only = Đừng gõ mã vào khung chat này: ở đây chưa mở hộp thư được. Cần gấp, hãy gọi.
mailbox-typo = Mã gõ chưa đúng. Mã có 18 chữ số; hãy xem lại từng số rồi gõ lại.
mailbox-unknown = Không có hộp thư nào mở được bằng mã này. Hộp thư mất hẳn chậm nhất 90 ngày sau khi vụ việc kết thúc. Hãy xem lại mã.
mailbox-busy = Đang có nhiều người mở hộp thư. Hãy gõ lại mã sau { $seconds } giây.
mailbox-slowly = Bạn vừa thử mã nhiều lần. Hãy gõ lại mã sau { $seconds } giây.
mailbox-status = **Tin của bạn: { $status }**
status-received = Đã nhận
status-checking = Đang kiểm tra
status-needs-information = Cần thêm thông tin
status-finished = Đã kết thúc
mailbox-next-received = Chưa có cán bộ nhận việc. Vài hôm nữa bạn mở lại nhé.
mailbox-next-checking = Cán bộ đang kiểm tra kín đáo. Nhớ gì thêm, bạn viết thêm được.
mailbox-next-needs-information = Cán bộ đang chờ bạn trả lời. Không trả lời cũng không sao.
mailbox-next-finished = Hộp thư còn mở nhiều nhất 90 ngày sau khi vụ việc kết thúc.
mailbox-question = Cán bộ hỏi:
mailbox-question-answered = Đã trả lời câu hỏi:
mailbox-closed-on = Kết thúc ngày { $date }.
mailbox-photos = Đã nhận { $count } ảnh.
mailbox-answer = Trả lời hoặc bổ sung
mailbox-reopen = Xin xem lại vụ việc
mailbox-why = Vì sao cần xem lại? Hãy viết một tin nhắn. Mỗi vụ chỉ mở lại được một lần.
mailbox-write = **Viết câu trả lời.**
    Mỗi tin nhắn, mỗi ảnh được khóa và gửi ngay cho cán bộ. Đừng viết điều cho biết bạn là ai. Hết thì bấm “Xong”.
mailbox-sent = Đã gửi cho cán bộ. Cảm ơn bạn. Viết thêm, gửi ảnh, hoặc bấm “Xong”.
mailbox-done = Xong
mailbox-full = Hộp thư này đã có nhiều phần bổ sung. Nếu có chuyện mới, hãy báo một tin mới.
mailbox-finished = Vụ việc đã kết thúc nên không nhận thêm được nữa.
mailbox-not-sent = Chưa gửi được, và chưa có gì bị lưu. Xin gửi lại sau ít phút.
mailbox-reopened = Đã gửi. Vụ việc được mở lại để xem thêm. Mã cũ vẫn dùng được.
mailbox-closed = Đã đóng hộp thư. Lần sau mở lại bằng mã cũ.
mailbox-closed-sent = Đã gửi và đóng hộp thư. Mã cũ vẫn dùng được.
