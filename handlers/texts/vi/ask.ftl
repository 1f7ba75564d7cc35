ask-subjects = Hoặc chọn một mục.
ask-subject = **{ $subject }**
    Chọn một câu, hoặc viết câu của bạn.
ask-several = Có vài lời đáp gần với câu của bạn. Bạn chọn câu nào?
ask-gone = Câu này không còn. Đây là những mục đang có.
ask-more = Xem thêm
ask-others = Câu khác
