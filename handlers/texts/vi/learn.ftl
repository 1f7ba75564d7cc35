learn = **Học bài**
    Mỗi bài đọc chừng một phút. Bạn chọn bài nào?
learn-empty = Chưa có bài nào được duyệt. Hãy quay lại sau.
learn-week = Bài của tuần này: { $title }.
learn-more = Xem thêm bài
learn-read = Lần này bạn đã đọc { $read } trên { $all } bài. Bài chưa đọc đứng trước.
learn-quiz = Đố vui
learn-quizzes = **Đố vui**
    Trả lời xong câu nào, bạn xem lời giải câu đó. Sai cũng không sao.
learn-next = Đọc: { $title }
learn-next-quiz = Đố: { $title }
learn-tell = Kể cho bạn bè
tell = Lời nhắn ở ngay trên đây. Giữ tay vào đó để chuyển tiếp cho người bạn thương.
tell-from = Tôi đọc bài này ở Pháo Đài Quảng Trị: học, hỏi và báo tin không cần nói tên.
tell-address = Xem ở: { $address }
learn-gone = Bài này không còn. Đây là những bài đang có.
learn-try-quiz = Thử đố vui
quiz-right = **Đúng rồi!**
quiz-wrong = **Chưa đúng.** Câu đúng là: { $right }
quiz-done = Bạn trả lời đúng { $right } trên { $all } câu. Biết thêm một điều là quý rồi.

ask = **Hỏi đáp**
    Bạn muốn hỏi gì? Viết một câu, không dấu cũng được.
ask-none = Câu này tôi chưa có lời đáp đã được duyệt. Bạn thử hỏi cách khác, hoặc gọi hỏi trực tiếp.

family = **Gia đình là pháo đài**
    Bạn muốn làm gì? Không có gì ở mục này được lưu lại, trừ lời nhờ nhắc nếu bạn muốn.
family-checklist = Việc nhỏ mỗi tuần
family-helping = Giúp người thân
family-week = Tuần { $week }: { $title }
family-week-count = • Tuần { $week }: { $done } trên { $all } việc
family-done = Nhà tôi làm rồi
family-later = Để sau
family-count = **Tuần { $week }: nhà bạn đã làm { $done } trên { $all } việc.**
family-again = Xem lại tuần này
family-next-week = Sang tuần { $week }
relative-next = Xem tiếp: { $title }
relative-heard = Cảm ơn bạn đã nói ra. Ta xem từng việc một nhé.
