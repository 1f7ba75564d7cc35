commune-ask = **Xã, phường của bạn**
    Gõ tên xã, phường, đặc khu (tên cũ cũng được), hoặc gửi ghim vị trí.
commune-ask-typed = **Xã, phường của bạn**
    Gõ tên xã, phường, đặc khu; tên cũ cũng được.
commune-now = Bạn đang nhận tin của { $unit }.
commune-offer = **{ $unit }**
    Bạn muốn nhận tin của chương trình về nơi này không?
    Chọn “Nhận tin” thì chúng tôi chỉ giữ:
    • địa chỉ khung chat này, được khóa lại
    • xã, chủ đề, ngôn ngữ bạn chọn, và tháng đăng ký
    • tin nào đã gửi cho bạn, trong 90 ngày
    Bỏ lúc nào cũng được: /dung
commune-no-push = **{ $unit }**
    Khung chat này không nhớ bạn là ai, nên không gửi tin cho bạn về sau được. Chúng tôi không giữ gì cả.
    Muốn nhận tin của nơi này, hãy tìm Pháo Đài trên: { $where }.
commune-no-push-yet = **{ $unit }**
    Khung chat này không nhớ bạn là ai, nên không gửi tin cho bạn về sau được. Chúng tôi không giữ gì cả. Lúc nào cần, bạn lại mở trang này.
subscribe = Nhận tin
subscribe-not = Thôi
subscribe-left = Không sao. Chúng tôi không giữ gì cả.
subscribed = Xong. Bạn sẽ nhận tin của **{ $unit }**, từ 7 giờ sáng đến 9 giờ tối. Riêng cảnh báo gấp có thể đến giờ khác.
    Ngừng lúc nào cũng được: /dung

place-yes = Đúng
place-other = Xã khác
place-unknown = Tôi không biết
place-confirm = Có phải **{ $unit }** không?
place-several = Có nhiều nơi gần giống. Bạn nói nơi nào?
place-not-found = Tôi chưa tìm ra nơi này. Hãy thử tên khác, tên xã cũ, hoặc gửi ghim vị trí.
place-not-found-typed = Tôi chưa tìm ra nơi này. Hãy thử tên khác, hoặc tên xã cũ.
place-elsewhere = Nơi này có vẻ ở ngoài tỉnh Quảng Trị.
place-not-known = Không biết xã nào

settings = **Cài đặt**
    Nơi nhận tin: { $unit }
    Chủ đề: { $topics }
settings-not-subscribed = **Cài đặt**
    Bạn chưa đăng ký nhận tin, và chúng tôi không giữ gì về bạn.
settings-no-push = **Cài đặt**
    Khung chat này không giữ gì về bạn, nên ở đây chỉ chọn được ngôn ngữ.
settings-commune = Chọn xã, phường
settings-topics = Chủ đề
settings-language = Ngôn ngữ (Language)
settings-stop = Ngừng nhận
settings-erase = Xóa dữ liệu
topics = **Chủ đề bạn nhận**
    Chọn một chủ đề để bật hoặc tắt.
topics-first = Chủ đề dành cho người nhận tin. Trước hết, hãy chọn xã rồi chọn “Nhận tin”.
topic-on = ✓ { $topic }
topic-off = ○ { $topic }
topic-lessons = Bài học
topic-alerts = Cảnh báo
topic-family = Mẹo cho gia đình
topic-movement = Tin phong trào
languages = Bạn muốn dùng tiếng nào? / Which language?
language-vi = Tiếng Việt
language-en = English
language-changed = Từ giờ tôi nói tiếng Việt.

stop-ask = Bạn muốn ngừng nhận tin phải không?
stop-yes = Ngừng nhận
stop-no = Không phải
stop-again = Đăng ký lại
stopped = Đã ngừng. Từ giờ không có tin nào được gửi đến bạn nữa, và địa chỉ của bạn đã được xóa. Trong bản sao lưu, địa chỉ mất hẳn chậm nhất sau 14 ngày.
stopped-nothing = Bạn không đăng ký nhận tin nào, nên không có gì để ngừng.
erase-ask = Xóa mọi thứ chúng tôi giữ về khung chat này? Tin bạn đã báo không nằm trong đó: chúng không gắn với bạn.
erase-yes = Xóa hết
erase-no = Giữ lại
erased = Đã xóa. Trong bản sao lưu, dữ liệu cũ mất hẳn chậm nhất sau 14 ngày.
erased-nothing = Không có gì để xóa: chúng tôi không giữ gì về khung chat này.
