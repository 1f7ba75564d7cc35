"""Words of tips and of talk: drugs and dealing, what looks odd, questions, greetings, orders.

Terms are written with marks; text without marks matches too. `*` = only with marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers.understanding.concepts import Concept

TIP_WORDS: Final[Mapping[Concept, str]] = {
    Concept.GOODS: """
        ma túy, mai thúy, hàng trắng, hàng đá, ma túy đá, đá khay, ke, ketamin, ketamine, thuốc lắc,
        hồng phiến, heroin, bạch phiến, cần sa, cỏ mỹ, bồ đà, tài mà, pod chill, pod, tinh dầu, bóng cười,
        nước vui, thuốc phiện, hàng cấm, chất cấm, chất trắng, bột trắng, tem giấy, lsd, thuốc lá điện tử,
        vape, meth, hàng đen, á phiện, cây thuốc phiện, cây cần, thuốc gây nghiện, chất gây nghiện,
        chất kích thích, nấm thần, cà phê ma túy, trà sữa ma túy, kẹo ma túy, hàng lạ, chất lạ, tép heroin,
        bi trắng, xì ke, hàng nóng, tép trắng, đập đá, chơi đá, hút đá, khay ke, xào ke, bay lắc,
        hàng ma túy, drugs, weed, cocaine, hút chích, tiêm chích, chích choác, hít ke, kim tiêm, ống tiêm,
        bơm tiêm, ống chích, tiền chất, con nghiện, dân nghiện, người nghiện, dân chơi, đám nghiện,
        bọn nghiện, nghiện hút, hàng phê, chill, kẹo lạ, giấy bạc, bán đá, bán tép, bán cỏ, bán hàng đêm,
        đá xanh, bột lạ, chất bột, thuốc cỏ, chích, hút hít, chích hút, chơi ke, pod lậu, gói trắng,
        bịch trắng, cục hồng, hút bóng, đốt đá, cắn kẹo, khò đá, quất ke, trồng cần, hút cần, buôn cần,
        bán cần, phê đá, ký đá, kí đá
    """,
    Concept.MAYBE_GOODS: """
        hàng, đá, thuốc, tép, gói, bịch, túi, cục, kẹo, cỏ, viên, đồ, cần, gói nhỏ, bịch nhỏ, gói giấy,
        gói ni lông, túi nhỏ, tép nhỏ, gói đồ, bọc, bọc đen, gói đen, ba lô, bao tải, cục trắng, gói trắng,
        package, packages, stuff, bao, mấy bao, lô hàng, thùng, can, kiện
    """,
    Concept.DEAL: """
        giao, giao hàng, bán, mua bán, mua, trao đổi, trao tay, trao, giao dịch, nhận hàng, lấy hàng, chia,
        chia hàng, phân lẻ, chia nhỏ, vận chuyển, xách, tuồn, thả hàng, ném hàng, bốc dỡ, sang hàng,
        sang tay, ship, ship hàng, tập kết, buôn, buôn bán, rao bán, cung cấp, đẩy hàng, ra hàng, nhận gói,
        lấy gói, giao gói, đưa gói, bán lẻ, phân phối, cất giấu, chuyển hàng, chuyền tay, qua biên,
        vượt biên, giấu, mang, xách tay, nhét, đổi tiền lấy, đếm tiền, selling, sells, sell, dealing,
        deliver, delivering, handing over, bốc hàng, dỡ hàng, xuống hàng, khuân, bốc, đóng hàng, tẩu tán,
        phi tang, đưa hàng, đón hàng, nhận đồ, giao đồ, chốt đơn, rải hàng, quăng hàng, cẩu hàng,
        trung chuyển, chạy hàng, chở*, đưa*, thả*, cân*, chở hàng, chở ma túy, đưa ma túy, chuyển,
        chuyển ma túy, lô hàng, đường dây, gùi, gùi hàng, cõng hàng, tuồn hàng, về hàng, sẽ về, ném bao,
        đóng gói, chuyền, quăng, đếm tiền hàng, dúi hàng, gói hàng, ném ma túy, ném, quăng bao, trút, nhồi,
        dừng để trao
    """,
    Concept.USE: """
        hút, chích, hít, chơi, phê, bay lắc, bay, đập đá, đốt đá, chơi đá, cắn kẹo, sử dụng, dùng,
        hút chích, tiêm, tiêm chích, hút hít, chơi ma túy, chơi hàng, sử dụng ma túy, mở tiệc, quẩy, đốt,
        hút đá, chơi ke, xài, nhậu ke, bóp bóng, thổi bóng, hít bóng, using, smoking, injecting, xài thuốc
    """,
    Concept.GATHER: """
        tụ tập, tụ họp, tập trung, tụm năm tụm ba, kéo nhau, tổ chức, mở tiệc, bay lắc, quẩy, tiệc,
        hội họp, tụ, gathering, party, tụm lại, xúm lại
    """,
    Concept.GROUP: """
        nhóm, mấy đứa, tụi, bọn, đám, mấy thằng, hai thằng, ba thằng, mấy người, nhiều người, hai người,
        ba người, mấy thanh niên, nhóm thanh niên, thanh niên, một nhóm, có người, có thằng, có đứa,
        mấy anh, mấy ông, băng, cả đám, cả bọn, hai đứa, ba đứa, bốn đứa, năm người, tụi nó, bọn nó,
        chúng nó, chúng, hai ông, hai anh, hai thanh niên, mấy ả, hàng xóm, nhà bên, nhà hàng xóm,
        người lạ, thằng, gã, tên, đối tượng, ông, một người, đứa, they, some guys, a group, someone,
        somebody, two men, đàn ông, mấy chú, khách, quán, quán karaoke, karaoke, phòng trọ, nhà trọ,
        nhà nghỉ, xe, hai xe, chiếc, mấy o, bầy, lũ, có nhóm
    """,
    Concept.KEEP: """
        trồng, tàng trữ, cất giấu, chứa, giấu, chứa chấp, tổ chức, môi giới, điều chế, sản xuất, nấu, chôn,
        cất, tích trữ, nhập về, nghiện, grow, growing, hiding, keeps, cất hàng, giấu hàng, chôn hàng,
        cất đồ, kho hàng
    """,
    Concept.ADDICT: """
        nghiện, nghiện ma túy, nghiện hút, nghiện đá, con nghiện, nghiện nặng, chơi ma túy, sử dụng ma túy
    """,
    Concept.ODD: """
        khả nghi, đáng ngờ, nghi ngờ, nghi, nghi là, bất thường, ra vào, ra vô, lạ mặt, người lạ, xe lạ,
        tụ tập, tụ điểm, lén lút, lén, thậm thụt, thập thò, mùi lạ, mùi khét, mùi hắc, biển số, bks,
        gói nhỏ, đèn sáng đêm, đóng cửa kín, kín cổng, bịt mặt, rình rập, giao hàng lúc, nửa đêm, khuya,
        tiền nhiều, giàu bất thường, gói lạ, không bình thường, thấy lạ, vứt kim, kim tiêm, ống tiêm,
        giấy bạc, bật nhạc, nhạc to, lảng vảng, đảo qua đảo lại, canh gác, camera chĩa, đổi nhau, trao tay,
        qua lại, cứ ghé, ghé rồi đi, vài phút rồi đi, đến rồi đi, gói gì, giúi, dúi, suspicious, strange,
        plate, vương vãi, rơi vãi, vứt, tấp nập, ban đêm khách, khách ra vào, lén la lén lút, mờ ám,
        bất minh, xe bán tải, thả mấy bao
    """,
    Concept.REPORT: """
        muốn báo, xin báo, tố giác, tố cáo, phản ánh, cung cấp thông tin, báo cho công an, trình báo,
        báo công an, báo cáo công an, báo án, báo với công an, báo chính quyền, báo cơ quan, có tin muốn,
        có chuyện muốn báo, biết chỗ, biết một chỗ, biết nơi, biết nhà, biết người bán, phát hiện,
        phát hiện ra, cần báo, muốn tố, chỉ điểm, want to report, report that, xin trình báo, xin cung cấp,
        kiểm tra giúp, đề nghị công an, mong công an, nhờ công an, công an kiểm tra, để ý giúp, báo để,
        tôi báo, tui báo, em báo, cháu báo, mình báo, báo anh, báo các anh, báo cho các anh, báo cán bộ,
        báo cho chính quyền, báo giùm, tố*
    """,
    Concept.ACTOR: """
        nhà bên, nhà hàng xóm, hàng xóm, cạnh nhà, gần nhà, sau nhà, trước nhà, đầu ngõ, cuối xóm,
        cuối thôn, đầu thôn, cuối bản, đầu bản, xóm tôi, xóm em, xóm mình, thôn tôi, thôn em, thôn mình,
        bản mình, bản tôi, bản em, quán, nhà nghỉ, karaoke, khách sạn, nhà trọ, phòng trọ, dãy trọ,
        bãi đất, nghĩa địa, nghĩa trang, rẫy, nương, chòi, cửa khẩu, biên giới, bến xe, bến sông, bãi biển,
        cổng trường, sau trường, gần trường, chợ, bìa rừng, trong rừng, bờ sông, bờ suối, đường mòn,
        khe suối, nhà ông, nhà bà, nhà anh, nhà chị, nhà thằng, nhà nó, nhà hắn, nhà cô, nhà chú, ông a,
        thằng, gã, có người, có thằng, có đứa, có ông, có bà, có anh, có nhóm, nhóm, mấy đứa, mấy thằng,
        đám, bọn, tụi, mấy người, hai người, anh ta, ổng, chủ quán, chủ nhà, chủ tiệm, tiệm, tạp hóa,
        tài xế, xe tải, xe khách, xe máy, chiếc xe, ô tô, bãi xe, nhà hoang, nhà bỏ hoang, lô cao su,
        rừng tràm, cầu, hẻm, kiệt, ngõ, khu phố, chung cư, tổ dân phố, công viên, neighbor, neighbour,
        house, bar, anh b, nhà anh a, ông b, bà b, anh tên, tên là, khu vực, chị bán, bà bán, ông bán,
        anh bán, anh hai, ghe, thuyền, tàu cá, cảng, bãi, thanh niên, đối tượng, bạn em, bạn cùng lớp,
        nhà nớ, người lạ
    """,
    Concept.ASKING: """
        bao nhiêu, ở đâu, khi nào, thế nào, như thế nào, ra sao, tại sao, vì sao, làm sao, bao lâu,
        bao giờ, cho hỏi, muốn hỏi, xin hỏi, hỏi, là chi, chi rứa, cái chi, răng, răng rứa, mần răng,
        mần chi, ở mô, đi mô, chỗ mô, khi mô, nhỉ, phải không, được không, đúng không, có không, không ạ,
        có được không, hay không, không vậy, không anh, không chị, không em, không bạn, what, how, where,
        when, why, who, which, can i, is it, do you, does, thế nào là, cách nào, giải thích, nghĩa là,
        tư vấn, hướng dẫn, chỉ em, chỉ tôi, chỉ cách, cho em biết, cho tôi biết, cho biết, muốn biết,
        muốn tìm hiểu, muốn học, tìm hiểu, khác nhau, có phải, phải chăng, liệu, mô rứa, răng lại, vì răng,
        là ai, ai là, mấy năm, mấy tuổi, mấy giờ, số mấy, là mấy, gì, sao, nào, hả*, à*, đi đâu, ai có thể,
        ai chịu, cách, thủ tục, quy trình, điều kiện, hồ sơ, lời khuyên, địa chỉ, bí quyết, mẹo, có thể,
        nên dạy, nên nói, tìm hiểu về, nói cho, giải đáp, ai có, ai được, ai phải, mấy phút, mấy ngày,
        mấy người, mấy triệu, chỗ nào, cho em xin, cho tôi xin, xin số, cho xin số
    """,
    Concept.ASKS: """
        không, không ạ, không vậy, không nhỉ, không hả, chưa, chưa ạ, chưa vậy, gì, gì ạ, gì vậy, gì không,
        sao, sao ạ, sao vậy, đâu, đâu ạ, đâu vậy, nào vậy, nào ạ, ai, ai vậy, hả anh, nhỉ, ạ không, rứa,
        mô, mô rứa, chi, răng, không bạn, không em, không anh, không chị, không bot, không ad, không shop,
        hè*, hầy*, nào*, hả*, à*
    """,
    Concept.FILLER: """
        gì đó, gì đấy, gì hết, gì cả, gì nữa, không sao, chẳng sao, đâu có, ai cũng, ai đó, ai hết,
        không ai, không có ai, chưa có ai, nào cũng, gì gì, chẳng ai, không biết gì, sao đó, nào đó,
        đâu đó, thế nào cũng, không gì, mấy năm rồi, mấy năm nay, mấy tháng rồi, không có gì,
        không có chuyện gì, chuyện gì hết, có gì đâu, gì đâu, xã hội, lễ hội, cơ hội, hội nghị, hội phụ nữ,
        học hỏi, hối hả, cấp cứu, có ai đâu, con số, con đường, con xe, con đò, con sông, con nước,
        con hẻm, con suối, con mồi, con dấu, con dao, con nghiện, con tin, con người, con cái nhà, bà con,
        hay sao, hay sao ấy, hay không, hay là, hay gì, đứa nào, người nào, cái nào, con nào, thằng nào
    """,
    Concept.GREETING: """
        chào, xin chào, chào bạn, chào anh, chào chị, chào em, chào buổi sáng, chào ad, chào bot, alo,
        a lô, alô, hello, hi, hey, helo, hê lô, hế lô, hai bạn, bot ơi, ad ơi, ê bot, có ai không,
        có ai ở đó không, có ai ở đây không, good morning, good evening, good afternoon, chào cả nhà,
        dạ chào, kính chào, chào mọi người, chao xìn, hé lô, halo, ad à, bạn ơi, admin ơi, chúc ngày mới,
        chúc buổi, rất vui được gặp
    """,
    Concept.THANKS: """
        cảm ơn, cám ơn, thank, thanks, thank you, tks, thks, cảm mơn, cảm tạ, tạm biệt, bye, goodbye,
        biết ơn, camon, thankiu
    """,
    Concept.STOP_ORDER: """
        ngừng nhận tin, dừng nhận tin, thôi nhận tin, ngưng nhận tin, hủy đăng ký, hủy đăng kí,
        hủy nhận tin, đừng gửi nữa, đừng gửi tin, đừng gửi tin nữa, đừng nhắn nữa, đừng nhắn tin nữa,
        đừng nhắn cho, đừng gửi cho, không muốn nhận tin, không muốn nhận nữa, không muốn nhận,
        không nhận tin, không nhận nữa, không nhận tin nữa, tắt thông báo, bỏ theo dõi, bỏ đăng ký,
        ngưng gửi, ngừng gửi, dừng gửi, thôi gửi, thôi đừng gửi, ngừng nhắn, dừng nhắn, thôi nhắn,
        ngưng nhắn, unsubscribe, stop sending, stop messages, stop messaging, don t send, opt out,
        dừng lại, ngừng lại, dừng thông báo, ngừng thông báo, dừng hết, stop đi, không cần gửi,
        không cần nhận, đừng làm phiền, ngắt thông báo, khỏi gửi, khỏi nhắn, hủy theo dõi, dừng đi,
        ngừng đi, dừng ngay, dừng bản tin, ngưng nhận, ngừng nhận, dừng nhận, thôi nhận, không gửi nữa,
        không nhắn nữa, đừng có gửi, đừng có nhắn, tắt tin, chặn tin, stop bot, stop nhận, stop gửi,
        nỏ muốn nhận, nỏ nhận, spam hoài, spam quá, ngưng giùm, ngừng giùm, dừng giùm, bớt gửi, bớt nhắn, hủy tin,
        ngừng dịch vụ, dừng dịch vụ, hủy giùm, hủy giúp, tắt đi
    """,
    Concept.STOP_VERB: """
        đừng, ngừng, dừng, ngưng, thôi, không muốn, hủy, tắt, khỏi, bỏ, chớ, không cần, không thích, nghỉ,
        stop, đừng có, cho tôi ngừng
    """,
    Concept.MESSAGES: """
        nhắn, gửi, nhận, thông báo, tin nhắn, nhận tin, gửi tin, đăng ký, theo dõi, bản tin, nhắn tin,
        messages, sending
    """,
    Concept.ERASE_ORDER: """
        xóa dữ liệu, xóa hết dữ liệu, xóa thông tin, xóa hết thông tin, xóa tài khoản, xóa tôi, xóa em,
        xóa hết, xóa mọi thứ, xóa số, erase my data, delete my data, delete me, erase me,
        delete my account, xóa lịch sử, xóa toàn bộ, xóa sạch, xóa giúp, xóa giùm,
        xóa hết tin, xóa mọi dữ liệu, xóa mọi thông tin
    """,
    Concept.PLACE: """
        xã, phường, thôn, bản, xóm, huyện, thị trấn, thị xã, khu phố, tổ, ở, gần, trước cổng, cổng trường,
        quán, nhà, đường, ngõ, hẻm, kiệt, số nhà, cạnh, sau, chợ, bến xe, cửa khẩu, biên giới, rẫy, nương,
        bìa rừng, bờ sông, nghĩa địa, nhà nghỉ, karaoke, khách sạn, cầu, trường, tại, chỗ, khu vực,
        quốc lộ, ql, km, ở mô
    """,
    Concept.TIME: """
        tối, đêm, sáng, trưa, chiều, khuya, hôm nay, hôm qua, hôm kia, hôm trước, tuần trước, tháng trước,
        bây giờ, đang, vừa, giờ, lúc, ngày, tối nào, mỗi, thường, hay, dạo này, thứ hai, thứ ba, thứ tư,
        thứ năm, thứ sáu, thứ bảy, chủ nhật, tháng, tuần, năm ngoái, hồi, cuối tuần, phút trước, lâu nay,
        mấy bữa nay, bữa ni, hôm ni, giờ này
    """,
    Concept.WITNESS: """
        thấy, nhìn thấy, chứng kiến, tận mắt, nghe, nghe kể, nghe nói, được kể, kể lại, chụp, chụp ảnh,
        quay, quay phim, camera, ảnh, hình, video, gặp, biết vì, phát hiện, bắt gặp, được rủ, rủ tôi,
        mời tôi, bán cho tôi, ngửi, có hình, có ảnh, xem trên, tôi biết, em biết, theo dõi
    """,
    Concept.KIN: """
        chồng, vợ, con, con trai, con gái, con rể, con dâu, cháu, cháu nội, cháu ngoại, bố, mẹ, ba, má,
        cha, anh, anh trai, chị, chị gái, em, em trai, em gái, em rể, em dâu, anh rể, chị dâu, ông, bà,
        ông nội, bà nội, ông ngoại, bà ngoại, chú, bác, cậu, cô, dì, mợ, thím, dượng, bọ, mạ, o, mệ, nhà,
        xóm, hàng xóm, cạnh nhà, sát nhà, trước nhà, sau nhà, đối diện nhà, gần nhà, phòng, bạn, bạn thân,
        bạn trai, bạn gái, người yêu, bố mẹ, ba mẹ, gia đình, cơ quan, công ty, lớp, trường, bố chồng,
        mẹ chồng, bố vợ, mẹ vợ, anh em, chồng cũ, vợ cũ, con nuôi, thôn, bản, ngõ, hẻm, ả*
    """,
    Concept.MINE: """
        tôi, em, cháu, mình, của tôi, của em, của mình, của cháu, tao, choa, chúng tôi, tụi em, bọn em,
        của tao, tui, tau, của tui
    """,
    Concept.MY_NAME: """
        tôi tên là, tôi tên, tên tôi là, tên em là, tên cháu là, em tên là, em tên, cháu tên là, cháu tên,
        mình tên, mình tên là, tên mình là, tên của tôi là, tôi là, em là, cháu là, mình là, con tên là,
        họ tên tôi, tên con là, số của tôi, số điện thoại của tôi, số tôi là, số em là, gọi cho tôi,
        gọi cho em, liên hệ tôi, liên hệ em, zalo của tôi, zalo em, địa chỉ của tôi, địa chỉ nhà tôi,
        facebook của tôi, my name is
    """,
}
