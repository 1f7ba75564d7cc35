"""Words that make a sign live or calm: now, past, denied, supposed, told, taught, asked about.

Terms are written with marks; text without marks matches too. `*` = only with marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers.understanding.concepts import Concept

CONTEXT_WORDS: Final[Mapping[Concept, str]] = {
    Concept.NOW: """
        đang, vừa, vừa mới, mới vừa, vừa xong, mới xong, bây giờ, giờ, bay chừ, chừ đang, hiện, hiện giờ,
        hiện tại, lúc này, ngay lúc này, giờ này, nãy giờ, từ nãy, hồi nãy, vẫn, vẫn chưa, lại lên cơn,
        mới nãy, vừa nãy, lúc nãy, ngay trước, trước mặt, ngoài cửa, trước cửa nhà tôi, sáng giờ, tối giờ,
        phút rồi, tiếng rồi, phút nay, tiếng nay, phút trước, mới đây, đây nè, kìa, đây này, ngay đây, is,
        are, right now, now, keeps, chừ*, dang dở*, đương*, còn đang*, vẫn còn*, vẫn đang, ngay trước mặt,
        ngay trước nhà, ngay trước cổng, ngay trước cửa, ngay trước sân
    """,
    Concept.RIGHT_NOW: """
        đang, bây giờ, ngay bây giờ, lúc này, ngay lúc này, giờ này, hiện giờ, hiện đang, vừa mới,
        vừa giao, vừa lấy, vừa nhận, vừa bán, vừa đưa, vừa thấy, vừa trao, vừa xong, mới giao, mới lấy,
        mới nhận, mới thấy, mới đưa, mới bán, phút trước, phút nữa, sắp giao, sắp bán, sắp nhận, sắp lấy,
        chuẩn bị giao, chuẩn bị bán, chuẩn bị nhận, kìa, mới trao, nãy giờ, ngay chừ, chừ đang, bây chừ,
        tới liền, đến liền, tới ngay, đến ngay, ra ngay, bắt liền, tại trận, quả tang, lúc nãy, hồi nãy,
        vừa nãy, mới nãy, vừa tới, vừa đến, đến nhanh, tới nhanh, đến mau, right now, now, is selling,
        are selling, is dealing, are dealing, delivering, vừa rồi, giừ*, chừ*, vừa, vừa lấy hàng, đương*,
        trước mặt, ngay trước mặt, trước mắt, nè, nì, ở đây nè, rồi chạy, còn đứng đó, còn ở đó, còn đó,
        chưa đi, vẫn ở đó, còn đang ở, còn ở đây, vẫn đứng
    """,
    Concept.CRY: """
        cứu với, cứu tôi, cứu em, cứu con, cứu mẹ, cứu người, cứu nó, cứu bạn, cứu chồng, cứu vợ, cứu cháu,
        cứu bé, cứu anh, cứu chị, cứu mình, ai cứu, làm ơn cứu, đến cứu, tới cứu, cứu giúp, cứu, kêu cứu,
        khẩn cấp, khẩn, gấp, cấp bách, gấp lắm, gấp gấp, nhanh lên, mau lên, nhanh nhanh, đến ngay,
        tới ngay, đến nhanh, tới nhanh, đến mau, tới mau, nhanh giúp, giúp với, giúp em với, giúp tôi với,
        giúp mình với, giúp cháu với, giúp con với, ai giúp, giúp gấp, giúp nhanh, làm ơn giúp, sos, help,
        help me, urgent, emergency, hurry, please come
    """,
    Concept.FEAR: """
        trời ơi, ối trời, chết mất, sợ quá, sợ lắm, hoảng quá, run quá, lo quá, nguy hiểm quá, nguy quá,
        hoảng lắm, sợ chết khiếp, run lắm
    """,
    Concept.CALL_POLICE: """
        gọi công an giúp, kêu công an giúp, báo công an giúp, gọi công an đến, gọi công an tới,
        gọi giúp công an, cho công an xuống, cho công an tới, cho công an đến, công an đến ngay,
        công an tới ngay, công an đến nhanh, công an xuống ngay, gọi 113 giúp, gọi giúp 113, công an ơi,
        các anh công an đến, call the police, call police
    """,
    Concept.CALL_AMBULANCE: """
        gọi cấp cứu giúp, gọi xe cấp cứu, kêu xe cấp cứu, gọi giúp cấp cứu, gọi 115 giúp, gọi giúp 115,
        cần cấp cứu, cần xe cấp cứu, cho xe cấp cứu, cấp cứu gấp, cấp cứu ngay, call an ambulance,
        need an ambulance, need ambulance
    """,
    Concept.SOMEBODY: """
        tôi, em, con tôi, con em, chồng, vợ, nó, ông, bà, ba, bố, cha, mẹ, má, mạ, bọ, anh, chị, cháu, chú,
        bác, cô, cậu, dì, mợ, bạn tôi, bạn em, bạn mình, bạn cháu, bạn con, bạn trai, bạn gái, người yêu,
        thằng, đứa, ổng, bả, ảnh, chỉ, mình, có người, có đứa, có thằng, có ông, có bà, có một, có cô,
        có anh, một người, một anh, một ông, một thanh niên, một cô, một nhóm, thanh niên, có thanh niên,
        người đàn ông, người đàn bà, người phụ nữ, hàng xóm, người hàng xóm, nhà bên, người nhà, thằng bạn,
        đứa bạn, nhỏ bạn, con bé, thằng bé, cháu bé, đứa bé, bé nhà, bé gái, bé trai, con trai, con gái,
        em trai, em gái, bé, người này, người kia, khách, tụi nó, bọn nó, chúng nó, họ, mấy người,
        hai người, ba người, người ta, ai đó, cả nhà, mấy đứa, hắn, hấn, ông chú, nam thanh niên, he, she,
        my friend, my brother, my son, my husband, my father, somebody, someone, a man, they, my wife,
        my neighbor, my neighbour, i, tui, tau
    """,
    Concept.NOT: """
        không, chưa, chẳng, chả, nỏ*, hổng, không phải, đâu có, tránh, not, never, đừng*, chớ*, khỏi*,
        hết*
    """,
    Concept.NOT_AT_ALL: """
        không có ai, không có, không ai, không còn, không hề, không bị, không thấy, không thấy ai, chưa có,
        chưa có ai, chưa bị, chưa ai, chưa từng, chưa từng bị, chưa thấy, chưa thấy ai, chưa bao giờ,
        không bao giờ, chẳng ai, chẳng có, làm gì có, đâu có ai, đâu có, không phải bị, không phải là,
        không phải, không để, đừng để, để không, để khỏi, khỏi bị, tránh bị, tránh, phòng, phòng tránh,
        phòng ngừa, ngăn, ngăn ngừa, không còn bị, hết bị, không muốn bị, sẽ không, không sợ bị, nỏ có,
        nỏ có ai, nỏ thấy, nỏ ai, nỏ phải, không lo, nobody, no one, no signs of, đừng*, không nghe,
        không nghe ai, chưa nghe, không nghe nói, chưa nghe ai
    """,
    Concept.PAST: """
        hôm qua, hôm kia, hôm trước, hôm nọ, hôm rồi, bữa trước, bữa qua, bữa kia, bữa nọ, bữa tê, bữa hổm,
        hổm rày, tuần trước, tuần rồi, tuần qua, tháng trước, tháng rồi, tháng qua, năm ngoái, năm trước,
        năm kia, năm rồi, năm xưa, ngày trước, ngày xưa, ngày đó, hồi xưa, hồi trước, hồi nhỏ, hồi đó,
        hồi nớ, hồi năm, hồi còn, lúc trước, lúc nhỏ, lúc xưa, trước đây, trước kia, ngày hôm kia,
        đợt trước, đợt rồi, lần trước, dạo trước, dạo nọ, đêm qua, tối qua, sáng qua, chiều qua, trưa qua,
        đêm hôm qua, tối hôm qua, chiều hôm qua, sáng hôm qua, khuya qua, từng bị, đã từng, năm trước đây,
        tháng trước đây, mấy năm trước, cách đây, ngày kia, thời đó, thời trước, thuở, ngày ấy, hồi ấy,
        lúc ấy, lúc đó, hồi tết, hồi hè, tết năm ngoái, ngày trước đó, tháng giêng, hè năm ngoái,
        mùa hè năm, hồi học, hồi lớp, yesterday, last year, last week, last month, last night, years ago,
        ago, xưa*, hồi xửa, dạo ấy, từng có, từng thấy, từng cầm, từng chơi, từng nghiện, từng dùng,
        từng đánh, từng sốc, từng là, từng đi, từng chứng kiến, từng gặp, hồi đi, đi lính, đi bộ đội,
        bữa nớ, năm đó, hồi chiến tranh, ngày nọ, hôm đó, dạo đó, lúc dịch, mùa dịch, hồi nẵm
    """,
    Concept.OVER: """
        đã bị bắt, bị bắt rồi, đã bắt, bắt được, bắt được rồi, bị công an bắt, công an bắt, công an đã,
        bắt giữ rồi, bắt đi rồi, bị bắt giữ, đi tù rồi, đã đi tù, ở tù, đã mất, qua đời, qua khỏi,
        khỏe lại, khỏe rồi, khỏe mạnh, đã khỏe, đã tỉnh, tỉnh rồi, tỉnh lại rồi, đã ổn, ổn rồi, ổn cả,
        bình thường rồi, bình thường lại, xuất viện, ra viện, đã cấp cứu, được cấp cứu, được cứu, cứu được,
        cứu sống, đưa đi cấp cứu rồi, đưa đi viện rồi, đã đưa đi, đã được đưa, đã yên, yên rồi, hết sợ rồi,
        bị xử, đã bị xử, bị kết án, lãnh án, án tù, bị phạt tù, ra tòa, bị khởi tố, bị tuyên, xử tù,
        đã cai, cai được, giờ hết, đã hết, giờ ngoan, đã thôi, bị tóm, đã bị tóm, bỏ được, was arrested,
        were arrested, got arrested, is fine now, recovered, đã dập, đã được giải cứu, giải cứu rồi,
        đã báo công an rồi, giờ ổn, giờ khỏe, giờ bình thường, giờ đỡ rồi, chưa sao, không sao rồi,
        không sao nữa, qua hết rồi, qua cơn nguy kịch, bị bắt*, nay hết rồi, hết rồi*, đã xong*, đỡ rồi*,
        bị bắt vì, bị bắt hôm, bị bắt tuần, bị bắt tháng, bị bắt năm, bị bắt tối, bị bắt sáng, vừa bị bắt,
        mới bị bắt, nay hết, giải tán, cứu kịp, giải tán rồi, đã qua đời, cấp cứu kịp, kịp thời cứu,
        xong xuôi, dẹp rồi, dẹp được, đã dẹp, giờ yên, hòa rồi, làm hòa, giờ êm, giờ im, hết ngáo, hết phê,
        ngủ ngon, qua cơn, đã ngủ, nguội rồi, hết cơn rồi, bị đi tù, bắt nhóm, bắt giữ nhóm, triệt phá,
        bắt đối tượng, bắt quả tang nhóm, vừa bắt, công an vừa bắt, tin nóng, mất năm, mất vì,
        đi tù mấy năm rồi, cứu được một, êm rồi*, im rồi*, bỏ rồi*, đã bỏ*, đã về*, đã qua*, bác sĩ cứu,
        bác sĩ đã, em ổn, đã cứu, ổn mà, ổn định rồi,
        về nhà rồi, đã về nhà, nằm viện về, mới về nhà, băng rồi, bó bột rồi, bôi thuốc rồi, xức thuốc rồi,
        bác sĩ nói ổn, bác sĩ khám rồi, khỏe re, chơi lại rồi, hết cơn, xử xong rồi, xong rồi về
    """,
    Concept.FORCED: """
        bị bắt hút, bị bắt đi, bị bắt phải, bị bắt ép, bị bắt làm, bị bắt bán, bị bắt giao, bị bắt cóc,
        bị bắt nạt, bị bắt uống, bị bắt chích, bị bắt chơi, bị bắt mang, bị bắt xách, bị bắt cầm,
        bị bắt vào, bị bắt thử, bị bắt dùng, bị bắt làm con tin
    """,
    Concept.HABIT: """
        hay, thường, thường xuyên, thường hay, mỗi lần, lần nào, mỗi khi, suốt ngày, đêm nào, tối nào,
        hôm nào, ngày nào, tuần nào, lâu nay, dạo này, dạo ni, mấy bữa nay, mấy tháng nay, mấy hôm nay,
        mấy ngày nay, gần đây, lâu lâu, thỉnh thoảng, nhiều lần, mỗi đêm, mỗi tối, hằng ngày, hàng ngày,
        hằng đêm, hàng đêm, cả năm nay, tháng nay, năm nay, tuần nay, xưa nay, lâu rồi, từ lâu, cứ tối,
        cứ đêm, tối tối, đêm đêm, cứ chiều, chiều chiều, cuối tuần, đôi khi, có lúc, bữa ni bữa tê,
        mấy bữa ni, often, usually, every night, every day, sometimes, mỗi chiều, mỗi sáng, mỗi ngày,
        luôn luôn, tuần này, tháng này, chuyên, hễ*
    """,
    Concept.IF: """
        nếu, giả sử, giả dụ, giả như, lỡ như, lỡ mà, lỡ có, lỡ bị, lỡ ai, lỡ một, ví dụ, ví như,
        trong trường hợp, phòng khi, chẳng may, sau này, mai mốt, lỡ mai, lỡ sau, tình huống, mà lỡ,
        sợ sau này, sợ lỡ, lo sau này, nghĩ tới cảnh, tưởng tượng, mơ thấy, nằm mơ, giấc mơ, chiêm bao,
        ác mộng, giỡn thôi, đùa thôi, nói đùa, đùa chút, nói chơi, đóng vai, đóng giả, giả vờ, giả bộ, if,
        what if, suppose, in case, when someone, dreamt, dream, just kidding, thử hỏi, nhỡ*, đùa*, diễn*,
        mà biết, mà biết được, cứ tưởng, hóa ra*, tưởng đâu, tưởng*, tưởng nó, tưởng là, tưởng anh,
        tưởng bạn, tưởng em, tưởng ổng
    """,
    Concept.WHEN: """
        khi gặp, khi thấy, khi có, khi bị, khi nào, lúc gặp, lúc bị, gặp người, gặp ai, gặp đứa, gặp thằng,
        gặp kẻ, gặp phải, gặp một, lỡ gặp, một khi, khi người, khi ai, khi con, khi trẻ, khi một,
        khi xảy ra, trường hợp, khi bạn, khi thân nhân, khi đang, thấy ai, thấy người, ai bị, người bị,
        lúc ai, thì nên, thì phải, thì cần, thì làm, thì sao, mà gặp, rủi, xui, mà có*, mà bị*, thì mấy,
        thì bao nhiêu, thì bao lâu, thì có, thì bị
    """,
    Concept.MEDIA: """
        phim, bộ phim, coi phim, xem phim, tập phim, bài hát, bài báo, trên báo, báo đăng, báo nói,
        báo viết, đọc báo, đọc được, thời sự, tin tức, bản tin, đưa tin, tivi, ti vi, tv, vtv, truyền hình,
        youtube, video, clip, tiểu thuyết, game, trò chơi, kịch, vở kịch, kịch bản, tiểu phẩm, ca sĩ,
        đạo diễn, diễn viên, mv, nhân vật, vai phản diện, tựa đề, rapper, lời bài, ca khúc, phóng sự,
        anime, hoạt hình, truyện tranh, manga, netflix, cải lương, chương trình, cuốn sách, quyển sách,
        đọc sách, podcast, meme, movie, film, news, series, book, on tv, trailer, tin nói, thấy tin,
        nghe đài, free fire, liên quân, báo chí, trong sách, đài*, rạp*, truyện*, đọc truyện, nhạc rap,
        phim ảnh, chiếu rạp, trong truyện, thấy cảnh, có cảnh, cảnh quay, cảnh phim, có đoạn, tới đoạn,
        xem trận, tin nóng, tin mới, trận đấu, đội nhà, đội khách, trận bóng, coi bóng, xem bóng, bóng đá,
        kể về một, kể về cậu, đọc tin, xem tin, nghe tin, coi tin, đọc thấy, thấy đăng,
        phim Hàn, phim ma, MV, cổ tích, chuyện cổ tích, truyện Conan, trận cầu, trận này, clip trên
    """,
    Concept.ONLINE: """
        trên mạng, trên face, trên facebook, trên fb, tiktok, tik tok, livestream, trên zalo,
        trên telegram
    """,
    Concept.LESSON: """
        bài học, bài giảng, buổi tuyên truyền, tuyên truyền, tập huấn, diễn tập, cô giáo dạy, cô dạy,
        thầy dạy, cô giáo kể, ôn thi, bài tập, thuyết trình, làm bài, bài văn, tiểu luận, đề cương,
        trắc nghiệm, học về, tìm hiểu, buổi học, giờ học, lớp học, khóa học, tiết học, câu đố, bài thi,
        đề thi, sinh hoạt, hội thi, cuộc thi, sân khấu, tờ rơi, áp phích, khẩu hiệu, slogan, poster,
        luận văn, báo cáo, chuyên đề, đang học bài, đang học, soạn bài, giáo án, dạy học sinh, nhắc nhở,
        cảnh báo, lesson, homework, essay, quiz, training, kiến thức, kỹ năng, học cách, dạy con,
        dạy bọn trẻ, dạy các em, học bài, học bài về, buổi nói chuyện, cô giáo nói, cô kể*, thầy kể*
    """,
    Concept.LAW: """
        là gì, là sao, nghĩa là, thế nào là, như thế nào là, dấu hiệu, triệu chứng, biểu hiện, tác hại,
        hậu quả, phạt bao nhiêu, bị phạt, phạt tù, phạt tiền, bao nhiêu năm, tội gì, phạm tội, điều mấy,
        điều luật, luật, luật pháp, pháp luật, quy định, bị xử lý, xử lý sao, xử lý ra sao, xử phạt,
        hình phạt, mức án, mức phạt, vì sao, tại sao, sao lại, nguy hiểm không, có chết không, chết không,
        có hại không, hại không, có sao không, phòng tránh, phòng ngừa, cách phòng, nhận biết, phân biệt,
        sơ cứu, cách sơ cứu, có phải là, hỏi về, bao lâu, nguyên nhân, tỷ lệ, tỉ lệ, bao nhiêu người,
        bao nhiêu vụ, bao nhiêu ca, thống kê, số liệu, cách xử lý, cách xử trí, cách cứu, cách giúp,
        hiểu thế nào, khác gì, khác nhau, có nên, ngăn chặn, có đúng không, đúng không, là răng, răng là,
        định nghĩa, có thật không, gây ra, có thể gây, dẫn đến, có gây, có bị, có làm, có khiến,
        bao nhiêu tiền, khi nào thì, thuộc loại, danh mục, thông tin về, ý nghĩa, khái niệm, quyền gì,
        what is, what are, signs of, symptoms, penalty, how many years, illegal, law, why, vì răng,
        sao nghiện, cách nhận, phạt*, tội chi*, bị tội gì, bị tội chi, mang tội, tội danh, tội nặng,
        bị xử sao, xử răng, phạt răng, phạt mấy, bị mấy năm, mấy năm tù, ngồi tù, tù mấy, án mấy,
        bao nhiêu năm tù, đi tù không, đi tù mấy, đi tù bao, bị đi tù không, có đi tù, giảm án, án treo,
        hợp pháp, trách nhiệm, có được, chịu án, truy cứu, khởi tố không, kỷ luật, chữa hết, có chữa,
        chữa được, chữa khỏi, tử hình không, bị tử hình, có lây, thì từ chối, có tội*, có tội không,
        có tội gì
    """,
    Concept.HOW_TO: """
        làm sao, làm gì, phải làm sao, phải làm gì, làm thế nào, xử lý thế nào, xử trí, xử trí sao,
        xử lý sao, nên làm gì, nên làm sao, cần làm gì, làm răng, phải làm răng, làm chi, phải làm chi,
        thì sao, như thế nào, thế nào, gọi ai, gọi số nào, gọi số mấy, báo cho ai, báo ai, báo ở đâu,
        what should i do, what to do, how to, what do i do, gọi cho ai, cách nào
    """,
    Concept.HEARSAY: """
        nghe nói, nghe kể, nghe đồn, nghe đâu, người ta nói, người ta kể, đồn rằng, bà kể, mẹ kể, ông kể,
        bạn kể, i heard, heard that, nghe mẹ nói, kể cho, đồn*, có kể*, kể lại*, kể rằng*, kể chuyện
    """,
    Concept.JOKE: "haha, hihi, hehe, hahaha, hihihi, kaka, hí hí, ha ha, hi hi, he he, lol, keke",
    Concept.THING: """
        điện thoại, pin, quạt, tủ lạnh, wifi, con gà, con chó, con mèo, con bò, con trâu, con lợn, con heo,
        con cá*, đàn gà, mèo, lợn, heo, cún, xe máy, máy tính, laptop, tivi, đàn lợn, thị trường, công ty,
        doanh nghiệp, đẹp đến, xinh đến, trời lạnh, trời nóng, trời nắng, chạy bộ, tập gym, học bài,
        thi cử, deadline, hồi hộp, xúc động, đẹp, xinh, ngon, hay đến, vui, bò*, gà*, chó*, máy*, giá*,
        đội*, lạnh*, nắng*, mạng*, vịt*, cái cây, dogs, cười*,
        heo nái, con heo nái, trâu, con gà đá, con dê, con ngựa, cá*, tôm*, tóc*, tóc tui, giá vàng, phim, bài hát,
        giọng hát, quán*, ly cà phê*
    """,
    Concept.HOUSEWORK: """
        thái, gọt, nấu, nấu ăn, chặt củi, cắt rau, chặt cây, chặt mía, làm bếp, làm rẫy, làm vườn,
        làm ruộng, đi rừng, đi rẫy, mổ lợn, mổ heo, mổ gà, làm gà, làm cá, cắt bánh, thái thịt, thái rau,
        bổ dừa, bổ củi, chẻ củi, mua dao, mài dao, bán dao, phát cây, phát rẫy, phát cỏ, đóng đinh,
        đóng bàn, đóng tủ, gọt trái cây, cắt cỏ, cắt lúa, gặt lúa, nhà bếp, trong bếp, cook, cooking,
        làm mộc, đổ xăng xe, đi chợ, chống gậy, bó đũa, đi củi, cắt thịt, sửa xe, sửa nhà, rửa chén,
        rửa rau, rửa bát, tỉa*, xắt*, đốn cây,
        rèn dao, rèn rựa, thợ rèn, cạo râu, chặt dừa, cưa cây, gọt mít, gọt xoài, đập lúa, đóng lại, đóng chuồng
    """,
    Concept.HARMLESS: """
        cán bộ, căn nhà, phát điện, máy phát điện, giám sát, ba giảm, giảm cung, giảm cầu, đám ma, đám giỗ,
        đám cưới, vàng mã, gió đập, nghiên cứu, cứu xét, tra cứu, cứu trợ, cứu hộ, sơ cấp cứu, khoa cấp cứu,
        xe cứu thương,
        có dấu hiệu, có biểu hiện, có triệu chứng, ban ngày, đánh giá, đánh răng, đánh bài, đánh cá,
        đánh bóng, đánh máy, đánh cầu lông, đánh đàn, đánh đề, đánh vần, đánh dấu, đánh phấn, đánh lừa,
        đánh mất, đánh rơi, đánh đổi, đánh cờ, đâm ra, đâm đơn, giết thời gian, sốc giá, sốc quá,
        nếu không, cho em hỏi, cho tôi hỏi, cho mình hỏi, cho cháu hỏi, cho con hỏi, cho hỏi, em muốn hỏi,
        tôi muốn hỏi, mình muốn hỏi, cháu muốn hỏi, con muốn hỏi, cho em biết, cho tôi biết,
        mình nên làm gì, em phải làm gì, tôi nên làm gì, em nên làm gì, tôi phải làm gì, em phải làm sao,
        tôi phải làm sao, mình phải làm gì, mình phải làm sao, cháu phải làm gì, chết cười, cười chết,
        cười xỉu, cười ngất, xỉu up xỉu down, xỉu vì, ngất vì đẹp, mệt xỉu, mệt gần chết, mệt muốn chết,
        đói gần chết, buồn gần chết, đói muốn chết, mệt sắp chết, nóng muốn chết, lạnh muốn chết,
        cười muốn chết, nhớ muốn chết, nhớ nhà muốn chết, đau lưng muốn chết, ngon muốn chết, sợ muốn chết,
        nóng gần chết, bận sắp chết, sợ xỉu,
        đẹp xỉu, xinh xỉu, khó thở vì yêu, giật mình, giật tít, giật giải, bóng đá, đá bóng, đá banh,
        bán hàng online, bán hàng tạp hóa, giao hàng tiết kiệm, giao hàng nhanh, không hay, hay không,
        hay là, hay quá, hay lắm, rất hay, nghe hay, phim hay, nhau thai, học tập, tập trung, tập thể,
        tấn công an, có chi, lấy chồng, lấy vợ, gặp mặt, cơn sốt, bão giật, gió giật, nước giật, nạn đập,
        đập thủy điện, đập nước, con đập, đập tràn, vỡ đập, đập lúa, giờ hành chính, giờ học, giờ làm việc,
        giờ nghỉ, giờ làm, mấy giờ, bao giờ, giờ cao điểm, khi nào giờ, bây giờ em muốn học,
        không bao giờ hết, đang tìm hiểu, đang học bài, đang viết, cấm dùng, hành hạ điểm, đánh giá cao,
        dẫn chứng, phòng chống, toàn dân phòng, phòng khám, phòng học, phòng trọ, phòng bên, căn phòng,
        trong phòng, phòng ngủ, phòng tắm, phòng vệ sinh, phòng karaoke, phòng hát, phòng 1, phòng 2,
        phòng 3, phòng thuê, vào phòng, ra khỏi phòng, cửa phòng, phòng của, phòng nó, phòng em, phòng tôi,
        thuê phòng, phòng khách, phòng số, phòng kín, phòng riêng, phòng cạnh, tức thở, mất hết, chết hết,
        giết hết, chém hết, đập hết, đánh hết, phá hết, khi con dao, đốt hết, cười chết mất, cứu được,
        cứu sống, được cứu, có video, quay video, quay clip, có clip, gửi clip, mới tìm được, mới tìm thấy,
        mới tìm ra, mới tìm việc, ở gần đây, ngay gần đây, đá lạnh, đá bào, đá xây, nước đá, đá cuội,
        cây đá, chết máy, sắp chết máy, sắp hết pin, hết hơi, học chết, mệt chết, cảnh sát, đánh bại,
        bán hàng, chích ngừa, chích thuốc bổ, tiêm chủng, tiêm phòng, chích vắc xin, giao hàng shopee,
        giao hàng cho khách, giao lưu, giao thừa, giao thông, giao tiếp, giao bài, đến ngất, muốn xỉu,
        muốn ngất, phát ngất, phát sốt, đến xỉu, đau tim vì, lăn đùng ra ngủ, đâm đầu, đâm chồi, chém gió,
        đập tay, đá lông nheo, cắn răng, cắn câu, cháy túi, giết chết thời gian, giết mổ, ăn cắp,
        ngất ngây, ngất ngưởng, cao ngất, thơm ngất, cười muốn xỉu, xỉu ngang xỉu dọc, chết đứng,
        muốn ngừng tim, ngừng tim vì, đánh tơi tả, đau tim quá đi, đánh con chó, đánh con mèo, đánh con lô,
        như nghiện, nghiện game, nghiện phim, nghiện trà sữa, nghiện cà phê, nghiện điện thoại,
        nghiện mạng, muốn tắt thở, muốn đứng tim, keo chó, muốn nghẹt thở, bóng đá bị, bắt đầu, bắt cá,
        bắt chước, bắt tay, bắt chuyện, bắt mạch, bắt sóng, bắt buộc học, bắt kịp, bắt nguồn, xỉu với,
        xỉu lên, xỉu mất, xỉu vì đẹp, đẹp quá xỉu, ngắt điện, ngắt lời, ngắt mạng, ngắt kết nối, bát ngát,
        ngắt hoa, thơm ngát, ngắt cuộc gọi, ngăn ngắt, ngắt quãng bài, khóc ngất,
        giảm cân, giảm cân mà
    """,
}
