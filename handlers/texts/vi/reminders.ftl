reminders = **Nhắc việc gia đình**
    Sáng thứ bảy, từ 8 giờ 30, bạn nhận một lời nhắc ngắn về việc nhỏ của tuần. Bốn tuần rồi tự thôi.
    Chúng tôi chỉ giữ thêm: còn mấy lần nhắc, và tuần này đã nhắc chưa.
reminders-start = Nhắc tôi mỗi tuần
reminders-stop = Thôi nhắc
reminders-on = Đang bật: còn { $weeks } lần nhắc.
reminders-started = Đã bật. Lời nhắc đầu tiên đến vào sáng thứ bảy.
reminders-stopped = Đã tắt lời nhắc. Tin của xã thì bạn vẫn nhận.
reminders-were-off = Lời nhắc đang tắt sẵn.
reminders-subscribe-first = Lời nhắc dành cho người nhận tin. Trước hết, hãy chọn xã rồi chọn “Nhận tin”, sau đó mở lại mục này.
reminders-no-push = Khung chat này không nhắc được, vì ở đây chúng tôi không giữ địa chỉ của bạn. Bạn có thể nhờ lời nhắc ở Zalo hoặc Telegram.
reminder-head = **Việc nhỏ tuần { $week }: { $title }**
reminder-see = Xem việc tuần này
reminder-see-by-command = Xem việc tuần này: gõ /giadinh
reminder-stop-by-command = Thôi nhắc: gõ /caidat
reminder-last = Đây là lời nhắc cuối. Cảm ơn nhà mình đã cùng làm.
settings-reminders = Nhắc việc gia đình
