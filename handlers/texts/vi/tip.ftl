tip-who-sees = **Báo tin ẩn danh**
    Cán bộ nhận tin không biết bạn là ai: chương trình không lưu tên, số điện thoại hay tài khoản của bạn cùng với tin. { $platform } vẫn biết bạn nhắn cho bot. Trong lúc gửi, máy chủ phải biết nơi để trả lời bạn.
tip-always = Đừng viết điều chỉ mình bạn biết. Đừng gửi giọng nói nếu sợ bị nhận ra. Nguy hiểm ngay lúc này: gọi 113. Dưới 18 tuổi, cần người giúp: gọi 111.
tip-web = Muốn kín hơn, dùng trang web.
tip-kept = Điều bạn đã viết vẫn còn đây.
tip-form-link = Trang web kín hơn
tip-page-link = Mở trang báo tin
tip-here = Tiếp tục ở đây
tip-form-only = { $platform } và người quản trị trang có thể thấy nội dung bạn gõ ở đây. Đừng gõ tin vào khung chat. Tin gõ ở đây không đến được cán bộ. Mở trang web này để báo tin.
tip-own-page = Đừng gõ tin vào khung chat này: tin gõ ở đây không đến được cán bộ. Trang báo tin ở ngay dưới đây, không hỏi tên.
tip-hotlines-only = { $platform } và người quản trị trang có thể thấy nội dung bạn gõ ở đây. Đừng gõ tin vào khung chat. Tin gõ ở đây không đến được cán bộ. Hãy gọi một trong các số sau.
tip-closed = Hộp báo tin chưa mở: đơn vị nhận tin đang chuẩn bị. Điều bạn viết được giữ ở đây 30 phút. Việc gấp, hãy gọi.
tip-write = **Bạn biết điều gì?**
    Viết việc gì, ở đâu, khi nào, vì sao bạn biết. Viết nhiều tin nhắn cũng được, gửi kèm ảnh cũng được. Xong thì bấm “Xong”.
tip-noted = Đã ghi, cùng { $photos } ảnh. Chưa gửi đi đâu.
tip-noted-text = Đã ghi. Chưa gửi đi đâu.
tip-missing = Nếu biết, thêm cho dễ kiểm tra: { $wanted }.
missing-what = việc gì
missing-where = ở đâu
missing-when = khi nào
missing-how-known = vì sao bạn biết
tip-more = Viết tiếp, gửi ảnh, hoặc bấm “Xong”.
tip-done = Xong
tip-cancel = Hủy
tip-cancelled = Đã hủy. Không có gì được gửi hay lưu lại.
tip-empty = Chưa có gì để gửi. Hãy viết vài chữ: việc gì, ở đâu, khi nào.
tip-too-long = Tin dài quá { $limit } chữ cái nên phần vừa rồi chưa được ghi; phần trước vẫn còn. Hãy viết gọn lại.
tip-lost = Bản nháp không còn: đã quá 30 phút, hoặc máy chủ vừa khởi động lại. Xin bạn viết lại.
tip-where = **Việc xảy ra ở đâu?**
    Gõ tên xã, phường, đặc khu nơi xảy ra (tên cũ cũng được), hoặc ghim nơi xảy ra. Đừng ghim nhà bạn.
tip-when = **Việc này đang diễn ra không?**
happening-yes = Đang diễn ra
happening-no = Đã xảy ra
happening-unknown = Không rõ
happening-now = Việc đang diễn ra: nếu có người gặp nguy, hãy gọi 113 ngay, đừng chờ tin này.
tip-whom = **Tin có liên quan cán bộ hoặc công an không?**
    Nếu có, tin không gửi đến nơi người ấy làm việc.
conflict-none = Không liên quan
conflict-commune = Cán bộ xã
conflict-province = Cấp tỉnh
conflict-unsure = Không chắc
tip-outside = Tin liên quan cấp tỉnh thì công an tỉnh không nên giữ. Hãy báo cho: { $body }. Tin của bạn chưa được gửi, vẫn ở đây 30 phút.
tip-outside-c04 = Tin liên quan cấp tỉnh thì công an tỉnh không nên giữ. Hãy gọi Cảnh sát ma túy (C04) của Bộ Công an. Tin của bạn chưa được gửi, vẫn ở đây 30 phút.
tip-preview = **Xem lại rồi gửi**
tip-readers = Ai mở được tin: công an tỉnh (PC04) và ban giám sát của chương trình. Công an nơi xảy ra cũng mở được, nếu nơi ấy đã tham gia.
tip-readers-not-there = Ai mở được tin: công an tỉnh (PC04) và ban giám sát của chương trình. Tin không gửi đến xã ấy.
photos = { $count } ảnh
tip-naming = Có chỗ có thể cho biết bạn là ai: { $snippets }. Bạn có thể viết lại, hoặc cứ gửi.
tip-is-not = Đây là tin báo để kiểm tra. Đây không phải đơn tố cáo, cũng không thay cho gọi 113. Cố ý báo tin sai có thể bị xử lý theo luật.
tip-send = Gửi tin
tip-rewrite = Viết lại
tip-not-sent = Tin chưa gửi được, và chưa có gì bị lưu. Điều bạn viết vẫn còn. Hãy bấm gửi lại sau ít phút, hoặc gọi số ở mục Trợ giúp.
tip-perhaps-arrived = Máy chủ trả lời chậm quá. Có thể tin đã đến; gửi lại cũng không sao.
tip-receipt = **Tin đã được khóa và gửi đi.** Mã hộp thư của bạn, chỉ hiện một lần:

    { "**" }{ $code }**

    Hãy chép ra giấy và cất kỹ: ai có mã cũng mở được hộp thư.
    Cán bộ phải xem tin chậm nhất { $time } ngày { $date }. Vài hôm nữa, gõ /hopthu rồi gõ mã để xem và trả lời.
tip-code-noted = Tôi đã ghi lại
tip-thanks = Cảm ơn bạn đã đồng hành cùng chương trình.
tip-thanks-delete-yourself = Cảm ơn bạn đã đồng hành cùng chương trình. Ở đây chúng tôi không xóa hộ được: bạn hãy tự xóa đoạn chat này.

delete-yourself = Ứng dụng chưa xóa được tin nhắn: bạn hãy tự xóa đoạn chat này.

photo-warning = Ảnh không còn dữ liệu máy và vị trí, nhưng góc chụp có thể cho biết bạn đứng ở đâu.
photo-too-large = Ảnh lớn quá 20 MB nên chưa nhận. Hãy gửi ảnh nhỏ hơn, hoặc chụp màn hình tấm ảnh rồi gửi.
photo-too-many-pixels = Ảnh này nét quá cỡ máy đọc được nên chưa nhận. Hãy chụp màn hình tấm ảnh rồi gửi.
photo-not-a-picture = Tôi không đọc được tệp này như một tấm ảnh (JPEG, PNG hay WEBP). Hãy gửi ảnh khác.
photo-heic = Điện thoại lưu ảnh này ở dạng HEIC nên tôi chưa mở được. Hãy gửi lại như một tấm ảnh, không gửi như tệp. Hoặc chụp màn hình tấm ảnh rồi gửi.
photo-broken = Ảnh này bị hỏng, tôi không mở được. Hãy gửi lại, hoặc gửi ảnh khác.
photo-busy = Đang có nhiều ảnh chờ xử lý. Chữ của bạn vẫn còn; hãy gửi lại ảnh sau một phút.
photo-too-many = Mỗi tin nhận tối đa 10 ảnh. Những ảnh trước vẫn còn.
photo-drafts-full = Hiện máy chủ đang nhận nhiều ảnh. Chữ của bạn vẫn còn; hãy gửi tin trước, bổ sung ảnh sau bằng mã.
