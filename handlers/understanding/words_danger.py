"""Words of danger: a body that fails, somebody violent, a child in other people's hands.

Terms are written with marks; text without marks matches too. `*` = only with marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers.understanding.concepts import Concept

DANGER_WORDS: Final[Mapping[Concept, str]] = {
    Concept.COLLAPSE: """
        sốc thuốc, xốc thuốc, sốc ma túy, xốc ma túy, sốc heroin, sốc đá, sốc ke, sốc hàng trắng, sốc pod,
        sốc cần, sốc vì thuốc, sốc phản vệ, quá liều, quá liều lượng, chơi quá tay, quá đô, chơi lố,
        hút lố, quá liều thuốc, sùi bọt mép, sùi bọt, sùi mép, xùi bọt mép, bọt mép, trào bọt, bọt trào,
        sủi bọt mép, sủi bọt, bọt miệng, nôn ra máu, ói ra máu, ộc máu, tím tái, tím ngắt, tím môi,
        môi tím, mặt tím, tím bầm môi, môi thâm tím, môi thâm lại, môi tái, môi nó tím, môi em tím,
        môi xanh, mặt xanh lè, tái xanh, tái mét, tái nhợt, trắng bệch, người lạnh ngắt, lạnh ngắt,
        lạnh toát, tím đen, móng tay tím, lịm đi, lịm dần, lịm người, lịm rồi, lịm luôn, lịm hẳn, ngất lịm,
        lả đi*, lả đi rồi, ngất xỉu, ngất đi, ngất rồi, bị ngất, ngất luôn, ngất ra, xỉu rồi, xỉu ra, xỉu luôn, bị xỉu,
        xỉu ngang, đang xỉu, đang ngất, ngất ở, xỉu ở, bất tỉnh, bất tỉnh nhân sự, bất tỉnh rồi, mê man, hôn mê,
        mất ý thức, không còn ý thức, không có ý thức, không còn biết gì, mê sảng, ngã quỵ, ngã gục,
        gục xuống, gục rồi, gục luôn, đổ gục, gục ở, nằm gục, nằm bất động, không cử động, không động đậy,
        không nhúc nhích, nằm im thin thít, nằm im không, nằm im re, cứng đờ, cứng người, người cứng,
        co cứng, cứng hàm, mềm nhũn, mềm oặt, trợn mắt, trợn ngược, mắt trợn, mắt trắng dã, trợn trắng,
        mắt lờ đờ không, lật mắt, co giật, giật đùng đùng, giật liên tục, giật bần bật, giật giật,
        run giật, động kinh, lên cơn giật, giật kinh phong, co rúm, co quắp, vật vã co, giật tay chân,
        tay chân giật, run bần bật, quằn quại, ngưng thở, ngừng thở, tắt thở, hết thở, thở thoi thóp,
        thoi thóp, thở yếu, yếu dần, thở rất yếu, thở không ra hơi, thở hắt ra, thở khò khè, thở ngáp,
        thở ngắt quãng, thở không nổi, thở không được, thở hổn hển không, nghẹt thở, khó thở, thở khó,
        thở dốc, thở gấp, thở nặng, thở chậm, ngạt thở, ngạt khí, ngộp thở, hụt hơi, mạch yếu,
        không có mạch, mất mạch, mạch không còn, không bắt được mạch, hết mạch, không thấy mạch, tim ngừng,
        ngừng tim, ngưng tim, ngừng tuần hoàn, tim không đập, tim hết đập, tim ngưng đập, đột quỵ, hấp hối,
        nguy kịch, sắp chết, gần chết, chết lâm sàng, chết mất, sắp đi rồi, nguy hiểm tính mạng, ngộ độc,
        vỡ gói ma túy trong bụng, nuốt ma túy, nuốt gói, nuốt viên, chảy máu nhiều, máu chảy nhiều,
        mất máu, không tỉnh lại, không tỉnh, chưa tỉnh, không tỉnh dậy, mãi không dậy, không chịu tỉnh,
        overdose, overdosed, overdosing, unconscious, passed out, not breathing, stopped breathing,
        cannot breathe, can t breathe, isn t breathing, seizure, seizures, convulsing, convulsions,
        foaming, turning blue, turned blue, lips are blue, blue lips, won t wake up, not waking up,
        unresponsive, collapsed, od ing, tím người*, người tím*, tím lại*, da tím*, bất động, môi tím lại,
        miệng đầy bọt, đầy bọt, ra bọt, nhả bọt, bọt đầy, bọt ở miệng, miệng sùi, lăn đùng, nằm lăn ra,
        nằm thẳng cẳng, không biết trời trăng, không biết trời đất, cứng ngắc, trụy tim, suy hô hấp,
        không còn phản ứng, mất phản xạ, nấc cụt rồi, nằm gục đầu, không còn sự sống, không còn mạch,
        thở không ra, không lên hơi, đứt hơi, ngáp cá, hộc máu, hộc bọt, trúng độc, ngộ độc thuốc,
        đang chết, chết tới nơi, nguy lắm, heart stopped, no pulse, too many pills, dying, fainted, xỉu*,
        đổ vật, ngã vật, nằm vật ra, sóng soài, sõng soài, như khúc gỗ, như xác chết, còn cắm kim,
        kim còn cắm, kim còn trên, mạch gần như, mê mệt không, nằm liệt, ngã lăn ra, té lăn ra, đứng tim,
        không thấy thở, thở rất chậm, hơi thở yếu, đau thắt ngực, ngực đau thắt, ngủ không tỉnh,
        không mở mắt, uống cả vỉ, uống cả vỉ thuốc, uống thuốc chuột, uống thuốc cỏ, nhảy sông, chết giấc,
        trợn tròng*, trợn tròn*, tròng trắng*, trợn tròng trắng, đơ ra*, đơ người*, nằm đơ*, sặc*,
        thẳng đơ*, bọt trắng*, không phản ứng, nằm sấp mặt, nằm úp mặt, gục mặt xuống, thở từng hồi,
        ngưng thở từng hồi, ngáy khò khò lạ, thở nấc, thở như sắp, sắp tắt thở, ngất trong, ngất ngoài,
        ngất giữa, ngất tại, ngất trên, ngất dưới, ngất bên, xỉu trong, xỉu ngoài, xỉu giữa, xỉu tại,
        xỉu trên, lịm*, nằm lịm, cứng đơ, lật ngược, mắt lật, toàn bọt, lịm trên, lịm giữa, lịm trong,
        lịm ngoài, nhắm nghiền, rên hừ hừ, ngất, lay không được, lay hoài không, đơ luôn, nói sảng,
        ngồi đờ,
        sùi trắng, trào trắng, đứng tròng*, lộn tròng*, mắt đứng tròng, mắt nhìn ngược, mắt ngước lên,
        thụt lưỡi, cắn lưỡi, gồng cứng, mềm xèo, mềm như bún, xám ngoét, da xám, mặt xám, môi xám, xám như tro,
        bệch ra, lạnh tanh, lạnh cóng, thở đứt quãng, hơi thở đứt quãng, thở ngày càng nhẹ, thở nhẹ dần,
        thở nhè nhẹ, thở rất nhẹ, thở như cá, thở ngắt, thở phì phò, không thấy đường, méo miệng, nói đớ*,
        nói không thành tiếng, ngoẹo đầu, đầu ngoẹo, ngã quay lơ, ngã ngửa, ngã bật ngửa, khuỵu xuống,
        sụp xuống, không cựa, không cựa quậy, lả luôn, lả người*, nằm còng queo, nằm co ro,
        không điều khiển được tay chân, chân không còn cảm giác, không nhấc nổi, tim đứng, ngừng nhịp, ép tim,
        hô hấp nhân tạo, hết biết, không còn giọt máu, giãy đành đạch, giãy đùng đùng, lên kinh*, sắp xỉu,
        đang xỉu dần, chết ngắt, ngắc ngoải, cứng như khúc,
        ruột lòi, lòi ruột, máu phun, rồi lịm, ngủ lịm, tím quanh môi, xanh dần, lạnh như nước đá, tim đập 180
    """,
    Concept.CALLING: "gọi, kêu, lay, đánh thức, vỗ, lắc, hỏi, kêu hoài, gọi mãi, tát, cấu",
    Concept.SICK: """
        lơ mơ, đờ đẫn, li bì, mê mệt, mềm nhũn, tê liệt, nước dãi, nước miếng chảy, vã mồ hôi, mồ hôi lạnh,
        nôn ói, nôn mửa, ói mửa, ói liên tục, nôn liên tục, tim đập nhanh, tim đập loạn, đau tim, đau ngực,
        loạng choạng, nói không ra, nói lắp, méo miệng, kiệt sức, sốt cao, nằm luôn, nằm xuống, ngã xuống,
        té xuống, té xỉu, ngã lăn, nằm vật ra, vật ra, không đi nổi, không đứng nổi, không đứng được,
        run rẩy, lú lẫn, mất tỉnh táo, ngủ mê, ngủ li bì, không dậy nổi, ngủ không dậy, bị sốc, tái mặt,
        xanh xao, xanh mặt, mắt đỏ ngầu lịm, mắt lờ đờ, chảy máu mũi, chảy máu, rất yếu, yếu lắm, không ổn,
        vật vã, dị ứng, nằm vật, đổ mồ hôi, ói*, nôn*, liệt*, choáng*, bị nôn, bị ói, đồng tử giãn,
        choáng váng, tê cứng, low mow, lừ đừ, low mơ, lơ mow, nói sảng, nói nhảm, lảm nhảm, nằm mê
    """,
    Concept.BODY_PART: """
        tim, môi, tay, hơi thở, ngực, miệng, mồm, mũi, lưỡi, tay chân, đồng tử, cơ thể, toàn thân,
        nhịp tim, cổ họng, heart, lips, eyes, chân*, mạch*, mắt*, mặt*, mép*, mạch đập,
        hai mắt, bụng, người*, đầu*, hai chân
    """,
    Concept.FAILS: """
        ngừng, ngưng, yếu, giật, đau thắt, đau, tê cứng, sùi, lờ đờ, thoi thóp, chậm, mềm, sưng, thâm,
        co quắp, liệt, giãn, ngược, nhợt, bầm, dồn dập, thắt, nghẹn, chảy máu, đập nhanh, đập loạn,
        cứng lại, blue, stopped, co giật, đơ*, tê*, dại*, run*, tái*, bọt*, tím*, xanh lè, xanh tái, loạn*,
        lạnh*, trợn*, cứng*, cứng đờ,
        xám, xám ngoét, ngoẹo, đứt quãng, đứng tròng, lộn ngược, quặn, quay cuồng, run cầm cập, cứng đơ,
        nhợt nhạt, lim dim, thõng, thõng xuống, rũ xuống, không nhấc được, nhảy loạn, đập loạn xạ
    """,
    Concept.TOOK: """
        chơi xong, hút xong, hít xong, chích xong, uống xong, dùng xong, phê quá, sau khi hút,
        sau khi chơi, sau khi dùng, sau khi hít, sau khi chích, sau khi uống, uống nhầm, nuốt nhầm,
        nuốt phải, hít phải, uống phải, ăn phải, ăn nhầm, vừa hút, vừa chơi, vừa chích, vừa hít, vừa uống,
        vì hút, do hút, do chơi, chơi đồ, chơi hàng, hít keo, bị bỏ thuốc, do dùng thuốc, do thuốc,
        dùng thuốc, chơi ke, chơi đá, hút đá, hút cần, hút pod, hít bóng, chơi thuốc, xài hàng, xài thuốc,
        uống viên, uống kẹo, cắn kẹo, hút cỏ, took pills, uống thuốc lạ, hút thuốc lạ, chích rồi, hút rồi,
        chơi rồi, chơi ngải, hút thứ
    """,
    Concept.NO_REACTION: """
        không dậy, không phản ứng, không trả lời, không thưa, không ừ, không nghe, không biết, không nói,
        không mở mắt, chưa dậy, không đáp, không hay, không có phản ứng, không thấy phản ứng, im re,
        im lìm, không ừ hử, không cục cựa
    """,
    Concept.NO_BREATH: "không, không còn, chưa, không thấy, hết, ngừng, ngưng, không nghe",
    Concept.BREATH: """
        thở, thở nữa, mạch, nhịp tim, tim đập, nhúc nhích, cử động, động đậy, phản ứng, mở mắt, cựa quậy,
        tỉnh
    """,
    Concept.SELF_HARM: """
        tự tử, tự sát, uống thuốc sâu, uống thuốc trừ sâu, uống thuốc diệt cỏ, thuốc ngủ tự, cắt cổ tay,
        rạch tay, cắt tay tự, không muốn sống, muốn chết, treo cổ, thắt cổ, kill myself, suicide,
        want to die,
        uống thuốc rầy, uống thuốc trừ cỏ, uống thuốc chuột, uống hết lọ, uống hết lọ thuốc, uống hết vỉ,
        uống hết hộp, uống hết cả hộp, uống cả lọ, uống cả hộp, uống cả vốc, cả vốc thuốc, cả nắm thuốc,
        mấy chục viên, hết lọ thuốc, hết chai thuốc, không thiết sống, chán sống, hết muốn sống, đi chết,
        kết liễu, cứa cổ tay, cứa tay, rạch cổ tay, cắt mạch máu, cắt mạch, treo dây, nhảy xuống giếng,
        nhảy giếng, nhảy xuống sông,
        tự đâm, tự cắt tay, tự cứa, tự rạch
    """,
    Concept.RAMPAGE: """
        đập phá, phá nhà, phá cửa, đập cửa, đập đồ, phá đồ, đập nhà, phá phách, đập tan, ném đồ, quăng đồ,
        ném đá vào, đập hết đồ, đập bể, đập vỡ, đập nát, đập kính, đập xe, đốt nhà, đốt xe, đốt phòng,
        châm lửa, tưới xăng, đổ xăng, phóng hỏa, tạt axit, bình gas, mở gas, mở van gas, xả gas, kề cổ,
        bóp cổ, siết cổ, xiết cổ, chẹn cổ, xông vào nhà, xông vô nhà, lao vào nhà, trèo vào nhà, đột nhập,
        khóa trái cửa, bắt làm con tin, con tin, làm con tin, khống chế, nổ súng, bắn súng, bắn người,
        đánh nhau, chém nhau, đâm nhau, hỗn chiến, ẩu đả, bắn nhau, rượt nhau, đâm chém, chém giết,
        chém loạn xạ, đánh loạn xạ, lao vào đánh, lao vô đánh, nhảy vào đánh, xông vào đánh, hiếp dâm,
        cưỡng hiếp, gây án, giết người, sát hại, đánh tới tấp, đánh túi bụi, đánh dã man, đánh đập,
        đánh đuổi, hành hung, kề dao, dí dao, rượt chém, rượt đánh, đuổi chém, đuổi đánh, đuổi giết,
        truy sát, xin đểu, cướp giật, trấn lột, nhảy lầu, nhảy cầu, leo lên mái, trèo lên mái, leo lên nóc,
        trèo lên nóc, leo cột điện, trèo cột điện, không cho ai ra, không cho ra khỏi, không cho tôi ra,
        không cho em ra, đập đầu vào tường, cào cấu, đòi tự thiêu, smashing, attacking, stabbing, stabbed,
        beating me, hitting me, beating his wife, beating my, fighting, strangling, chasing me,
        chasing people, going to kill, gonna kill, trying to kill, threatening, threatens, breaking down,
        holding us hostage, xịt xăng, rưới xăng, hắt xăng, tạt xăng, dội xăng, bám theo tôi, bám theo em,
        bám theo cháu, bám theo con, theo dõi em, bắt cóc, bắt cóc vợ, đập cửa từng nhà, cướp tiệm,
        cướp ngân hàng, vào cướp, giở trò, mất trí, múa dao*, múa kiếm, kéo tóc, nắm tóc, túm tóc, bổ cửa,
        phá khóa, trèo qua tường, trèo tường, leo tường, lao xe vào, lao vào đám đông, đang tìm tôi,
        đang tìm em, tìm giết, truy tìm tôi, chặn đánh, đòi cho nổ, cho nổ bình, đuổi bà, đuổi mẹ, đuổi vợ,
        đuổi tôi, đuổi em, đuổi con, đâm mẹ, đâm ba, đâm vợ, đâm tôi, đâm em, đâm bố, đâm con, tát vợ,
        tát con, tát tôi, tông xe vào, có súng, hắn có dao, nó có dao, có vũ khí, có hung khí,
        có hàng nóng, có mã tấu, có cầm dao, trong tay có dao, trộm có dao, có dao đang, đang có dao,
        kẻ có dao, có dao trong tay, có con dao trong tay,
        cạy cửa, cạy cửa sổ, bẻ khóa, leo rào, leo vô nhà, trèo qua ban công, trèo cổng, bị cướp, có cướp,
        đang cướp, bị đánh hội đồng, đánh hội đồng, choảng nhau, vật lộn, dàn trận, vây nhà, bao vây nhà,
        siết nợ, xiết nợ, đốt quần áo, bật quẹt, quẹt lửa, bịt miệng, ghì xuống đất, đè xuống đất, bẻ tay,
        nắm đầu, lùa mẹ, đập đầu, thả bình gas, mở bình gas, xịt hơi cay, hét giết người, la cứu, tiếng la cứu,
        kêu la cứu, đòi giết, đòi chém, đòi đâm, đòi đốt, lấy mạng, giết sạch, có tiếng súng, tiếng súng nổ,
        súng nổ, bẻ khóa vô nhà, bắt giữ em, giữ con tin, chặn đường cướp, giật đồ
    """,
    Concept.SMASH: "đập, phá, ném, đốt, đạp, chém, đá vào, quăng, phang, lật, gõ vỡ",
    Concept.PROPERTY: """
        kính, kiếng, kiếng xe, kính xe, xe, cửa, nhà, đồ, đồ đạc, quán, bàn ghế, tủ, tivi, cổng, chén bát,
        bát đĩa, cửa kính, cửa hàng, xe máy, ô tô, phòng, tiệm, bàn thờ, hàng rào
    """,
    Concept.HIGH: """
        ngáo đá, ngáo, ngáo ke, ngáo cần, ngáo thuốc, ngáo cỏ, ngáo ngơ, phê đá, phê thuốc, phê ma túy,
        phê cần, phê hàng, say thuốc, say đá, phê ke, xài đá, chơi đá, chơi hàng, hút đá, đập đá,
        chơi ma túy, lên cơn, lên cơn nghiện, vật thuốc, đói thuốc, lên cơn vật, ảo giác, hoang tưởng,
        ảo tưởng, thèm thuốc, thiếu thuốc, hoang tưởng bị hại, phê pha, say ma túy, loạn thần, tâm thần,
        phê pod, sử dụng ma túy, dùng ma túy, hút hít, hít ke, chích xong, hút xong, chơi xong,
        uống thuốc lắc, high on, on meth, on drugs, đang phê, phê hết, chơi ngải
    """,
    Concept.RAVING: """
        ngáo đá, ngáo, ngáo ke, ngáo cần, ngáo thuốc, ngáo cỏ, lên cơn, lên cơn ngáo, lên cơn nghiện,
        loạn thần, phát điên, nổi điên, nổi khùng, phê rồi, lại phê, phê quá, phê nặng, ngáo nặng,
        say thuốc, phê thuốc
    """,
    Concept.WILD: """
        la hét, gào thét, la lối, la làng, hò hét, chửi bới, chửi rủa, hung hăng, hung dữ, hung hãn,
        hung tợn, điên loạn, điên cuồng, phát điên, mất kiểm soát, mất khống chế, không kiểm soát,
        không kiềm chế, quậy phá, quậy tung, quậy quá, gây rối, gây sự, đang quậy, làm loạn, nổi điên,
        nổi khùng, khùng lên, lồng lộn, nói nhảm, chạy lung tung, cởi hết đồ, trần truồng, cắn người,
        cắn xé, lao ra đường, chặn xe, chặn đường, đạp cửa, rượt theo, rượt, dí theo, rình,
        trốn trong phòng, trốn trong nhà, trốn trong toilet, ai cũng sợ, ai cũng đánh, gặp ai cũng,
        không ai dám, đòi tiền, đòi mở cửa, rú ga lao, lao xe vào, tông vào, tông xe, tông loạn, phá quá,
        đang phá, gây gổ, gây lộn, đe dọa, hăm dọa, going crazy, screaming, violent, aggressive,
        không mặc áo quần, không mặc quần áo, cởi truồng, cởi đồ, khỏa thân, ngáo nặng, lải nhải, đập đầu
    """,
    Concept.WIELD: """
        cầm, vác, xách, vung, rút, lôi, kề, chĩa, huơ, khua, quơ, lăm lăm, mang, giơ, giắt, lấy, chạy lấy,
        tay cầm, xài, dùng, chụp, lụm, ôm, hua, chộp, with a, has a, have a, holding a, pulled a, got a,
        waving a, swinging a, gí*, kê*, thủ*, múa*, đi tìm*, dí*,
        quất, lia, phóng*, thả*, chìa*, thủ sẵn, xông*, bổ*, mài*, cầm theo, mang theo, khua khoắng, tay lăm lăm
    """,
    Concept.WEAPON: """
        dao, con dao, dao phay, dao găm, dao bầu, rựa, cái rựa, mã tấu, kiếm, búa, cái búa, súng,
        khẩu súng, rìu, phóng lợn, phớ, dao phóng lợn, tuýp sắt, ống tuýp, gậy, gậy gộc, mảnh chai,
        vỏ chai, chai xăng, xăng, hung khí, lưỡi lê, thanh sắt, cây sắt, hàng nóng, lựu đạn, liềm, dao lam,
        tua vít, cây gậy, cục gạch, bom xăng, axit, dao rựa, giáo mác, ống tiêm dọa, kim tiêm dọa, gun,
        knife, machete, axe, sword, hammer, côn*, tuýp, mìn*, đao*, can xăng, phảng, xẻng, đòn gánh,
        thuổng, xà beng, cưa*, cây rựa, câu liêm, dao chặt,
        cuốc*, cái cuốc*, chày*, chày giã gạo, ghế*, chai bia, bình gas, dây xích, lưỡi hái, cái cào,
        chai thủy tinh, gậy bóng chày*, gậy sắt, kéo nhọn, dao bấm, dao phóng, súng hoa cải, can dầu, bình xăng,
        mảnh sành, dao bếp, dao thái, đòn xóc
    """,
    Concept.PRESS: "dí, kề, gí*, chĩa, lăm lăm, vung, quơ, dọa, tay cầm, giơ, hù, cầm",
    Concept.SHARP: """
        kim tiêm, ống tiêm, bơm tiêm, kéo*, kim, chai vỡ, chai bia, tua vít, cục đá, gạch, cây, gậy,
        ống sắt, bơm kim tiêm
    """,
    Concept.LETHAL: """
        giết, giết chết, giết hết, chém, chém chết, đâm chết, bắn*, đốt, đốt nhà, thiêu, thiêu sống,
        cắt cổ, đánh chết, cho nổ, tự thiêu, xiên, tạt axit, bóp cổ, bóp chết, tử hình, thủ tiêu,
        giết người, kill, stab, burn, nổ*, đâm*, đâm tôi, đâm em, đâm vợ, đâm mẹ, đâm ba, đâm bố,
        đâm người, đâm cả, chặt tay, chặt đầu, chặt chân, chặt
    """,
    Concept.THREATEN: """
        đòi, dọa, dọa sẽ, hăm, hăm dọa, đe dọa, định, sắp, chuẩn bị, muốn, toan, tính, nhào tới, lao tới,
        lao vào, sấn tới, xông tới, hét đòi, bảo sẽ, nói sẽ, kêu sẽ, đe*
    """,
    Concept.ATTACK: """
        giết, giết chết, chém, chém chết, đâm chết, đánh, đánh chết, đấm, đấm đá, đập, đạp, bóp cổ, rượt,
        trói, nhốt, xích, cắn, đốt, thiêu, thiêu sống, đánh đập, hành hung, hành hạ, khống chế, tấn công,
        ăn thua đủ, cắt cổ, tra tấn, giam, giam giữ, dìm, ném, tạt, bắt giữ, quật, phang, bạo hành, uýnh,
        oánh, nện, nhảy, kéo lê, xâm hại, cưỡng, kill, hurt, stab, burn, beat, bắn*, bắn chết, bắn bỏ,
        đục*, lôi*, bắn người, quất, vụt, lấy roi, giẫm, đâm vào, đánh vào, nhấn nước, thọc, rạch,
        phóng hỏa, đòi mạng, bóp chết, trả thù, xiên, cho nổ, đạp vào, kéo tóc, nắm tóc, túm tóc, giật tóc,
        nắm đầu, lôi ra, lôi xuống, bẻ tay, nhấn đầu, xé áo, lao vào, áp sát, húc, nổ*, bổ*, lùa*, xông*,
        vây*, cắt*, đuổi*, đâm*, tát*, cán*, ủi*, cứa*, tông*, xô*, đuổi theo, đâm chém, chặn*, chặn đường,
        chặn xe, chặn đánh,
        ghì*, ghìm, đè*, siết, choảng, dìm đầu, quật ngã, đẩy ngã, xô ngã, bóp mũi, bịt mũi, bịt miệng, kẹp cổ,
        vặn tay, tạt nước sôi, hắt nước sôi, chẹt cổ, đập đầu, rượt đuổi, rượt chém
    """,
    Concept.VICTIM: """
        người, vợ, tôi, em, mẹ, con, cha, bố, ba, má, cả nhà, nhà, mọi người, hàng xóm, người dân, nhau,
        bà, ông, anh, chị, dân, công an, bà con, cháu, nó, mình, cả xóm, cả bọn, ai, tao, mạ, bọ, dân làng,
        chú, bác, cô, dì, người đi đường, người ta, vợ con, khách, bảo vệ, trưởng thôn, tới tấp, dã man,
        túi bụi, liên tục, bạn, tụi tôi, o, me, us, him, her, his wife, my mother, people, everyone, tui,
        tau
    """,
    Concept.SUFFERS: "bị, bị nó, đang bị, bị chồng, bị người",
    Concept.CHILD: """
        trẻ em, trẻ con, con nít, trẻ nhỏ, đứa trẻ, đứa bé, đứa nhỏ, em bé, cháu bé, bé gái, bé trai,
        thằng bé, con bé, học sinh, cháu nhỏ, em nhỏ, trẻ vị thành niên, vị thành niên, lũ trẻ, tụi nhỏ,
        bọn trẻ, mấy đứa nhỏ, mấy đứa trẻ, mấy bé, mấy cháu, các cháu, các em, bé, nhóc, thằng cu,
        con gái nhỏ, con trai nhỏ, con nhỏ, đứa con nhỏ, em gái nhỏ, em trai nhỏ, lớp 1, lớp 2, lớp 3,
        lớp 4, lớp 5, lớp 6, lớp 7, lớp 8, lớp 9, lớp 10, lớp 11, lớp 12, cấp 1, cấp 2, cấp 3, mẫu giáo,
        tiểu học, sơ sinh, nhũ nhi, trẻ, thiếu niên, trẻ sơ sinh, lớp năm, lớp sáu, lớp bảy, lớp tám,
        lớp chín, lớp mười, cháu gái, cháu trai, child, children, kid, kids, little girl, little boy, baby,
        pupil, pupils, student, tụi con nít, mấy đứa học trò, học trò, nữ sinh, nam sinh, cô giáo ơi,
        thầy ơi, thưa cô, thưa thầy, cô ơi, tụi con, lũ nhỏ, đám trẻ, đứa cháu nhỏ, bé con, bé nhà,
        con bé con, bé út, mấy nhóc,
        con đỏ, bé sơ sinh, đứa sơ sinh, thằng nhỏ, mấy em nhỏ, mấy em lớp, cháu ngoại, cháu nội, trẻ mồ côi,
        tụi học trò, bé gái nhỏ, học sinh nội trú
    """,
    Concept.MAYBE_CHILD: """
        con tôi, con em, con gái, con trai, con nó, con mình, con anh, con chị, cháu tôi, cháu em, cháu,
        em tôi, em gái, em trai, con ruột, con riêng, con đẻ, con cái, con của nó, các con, hai con,
        hai đứa con, mấy đứa con, đứa con, đứa cháu, bạn cùng lớp, bạn học, bạn lớp, trong lớp,
        trong trường, my son, my daughter, bạn con, bạn cháu, con, con nhỏ
    """,
    Concept.CHILD_HARM: """
        bị ép, bắt ép, ép buộc, bị bắt phải, bị bắt đi, bị bắt hút, bị bắt chích, bị dụ, dụ dỗ, bị dụ dỗ,
        bị rủ, rủ rê, bị rủ rê, lôi kéo, bị lôi kéo, bị lừa, bị đánh, đánh đập, bạo hành, hành hạ, bỏ đói,
        nhốt, bị nhốt, bị xích, bị trói, xâm hại, hiếp, sàm sỡ, lạm dụng, bị bỏ rơi, bỏ rơi, bị bán,
        bị đem bán, bắt cóc, bị bắt cóc, đem bán, bị đe dọa, bị dọa, bị hăm, bị hăm dọa, bị trấn lột,
        bị tra tấn, không cho ăn, không dám về nhà, bị uy hiếp, bị khống chế, bị dìm, bị bỏng, bị dí,
        dí thuốc, dí tàn thuốc, bị cưỡng bức, bị tiêm, bị chích, bị cho hút, bị cho uống, bị bỏ mặc,
        bỏ mặc, bị đuổi ra khỏi nhà, bị gạ, gạ gẫm, bóc lột, dâm ô, đụng chạm, quấy rối, bị xúi, xúi giục, xúi,
        bị sai đi,
        sai đi giao, nhờ giao hàng, nhờ cầm hàng, thuê đi giao, thuê giao, bị đánh đập, bị hành hạ,
        bị dẫn đi, dắt đi mất, bị nhốt trong, vứt con, being beaten, beaten, forced, locked up, lured,
        abused, starving, bị bố đánh, bị cha đánh, bị ba đánh, bị mẹ đánh, bị hành, la khóc, khóc thét,
        khóc gào, gào khóc, kêu khóc, đầy vết bầm, vết bầm, bầm tím, cai sữa bằng, bị ép uổng, cưỡng ép,
        bị bắt nạt, bắt nạt, bỏ lại đứa, bỏ lại con, bỏ lại bé, bỏ lại cháu, ở nhà một mình,
        một mình ngoài, ngồi một mình, nằm một mình, đứng một mình, đi một mình, đi lạc, bị lạc, lạc mẹ,
        không ai trông, không ai chăm, không ai đón, không ai nuôi, không có ai trông, đói khóc, khóc đói,
        khóc suốt, đói lả, không có gì ăn, nhịn đói, bị bỏ lại, bị bỏ, bắt quỳ, bị quỳ, bị bắt quỳ,
        bị ăn đòn, bị đòn, bị quất, đánh bầm, đánh thâm, bị dìm nước, bị trấn, bị ngược đãi, ngược đãi,
        bị lạm, bị sàm sỡ, bị sờ, sờ soạng, bị lừa bán, bán con, bán cháu, bị bắt đi mất, bị kéo lên xe,
        kéo lên xe, bị chở đi, kêu cứu, bị gài, phải đi ăn xin, đi ăn xin, phải bỏ học, phải nghỉ học,
        bắt nghỉ học, bị roi, lấy roi, cầm roi, forcing kids, forcing children, beating a child,
        beating her, beating the, gửi ảnh nóng, ảnh nóng, clip nóng, bỏ nhà đi, không về nhà,
        ngủ ngoài đường, ăn xin, bị quăng, bị ném, trói, bầm dập, mình mẩy bầm, tiếng roi, dây nịt,
        thắt lưng quất, không cho con bé, không cho bé, không cho cháu ăn, không cho ăn cơm, ngủ ngoài,
        lang thang, đem cho người, đem gán, gán nợ, bị giữ, giữ lại không cho về, sờ vào, sờ mó, ôm hôn,
        đụng vào người, bị hôn, cởi đồ, bị dẫn vào, bị cha, bị bố đập, bị hành hung, bị tra, rét run,
        thiếu ăn, gầy trơ, bị thương, đầy thương tích, thâm tím mặt, bầm mặt, bị cắt tóc, bị lột đồ,
        bị quay clip, bị bắt giữ, bị hiếp, bị dụ đi, mất tích, bị mất tích, tự tử, muốn chết, sợ bố,
        sợ cha, không dám về, bị đuổi khỏi nhà, bị đuổi ra, không được cho ăn, không được ăn, khóc cả ngày,
        khóc hoài, khóc cả đêm, các bé khóc, bé khóc, canh cửa, bắt nó canh, la hét trong nhà, kêu la,
        đòn gánh, bằng roi, bằng dây, bằng cây, bằng gậy, bằng chổi,
        bị đập, bị tát, bị dí bật lửa, bị cột, bị cạo đầu, bị đuổi, bị nhét, bị giữ lại, lằn roi, đầy lằn,
        đầy sẹo, toàn sẹo, sưng vù, bị bắt lấy chồng, lấy kim châm, nhịn cơm, bắt nhịn, bị nhốt trong cũi,
        nhốt ngoài, nhốt trong, bỏ một mình, bị vứt, bị bỏ quên, không ai đoái hoài, không ai ngó,
        không ngó tới, lăn lóc, bới rác, lấy dây nịt, lấy nước sôi, sờ đùi, đụng vô người, làm bậy, cởi đồ con,
        lột áo, bị ép quan hệ, bị ép chụp, bắt đứng, bắt canh, bắt giữ bịch, bắt cầm hàng, bắt đi mua thuốc,
        bắt đi bán
    """,
    Concept.LURE: """
        ép, bắt, dụ, rủ, xúi, gạ, lừa, bắt phải, khuyến khích, sai, nhờ, thuê, rủ nhau, dụ dỗ, rủ rê,
        xúi giục, bắt quỳ, nài, rủ đi, kêu đi, hăm bắt, bắt đi, bắt làm, forcing, forces, force, making,
        makes, lures, luring, gives, giving
    """,
    Concept.LEAD: "dẫn, dắt, đưa, chở, kéo, lôi, rủ, dụ, gạ, ép, lừa, bắt",
    Concept.DEN: """
        nhà nghỉ, khách sạn, karaoke, quán bar, phòng trọ, bar, lên xe lạ, lên xe, lên ô tô, đi khách,
        đi quán, tiếp khách, bụi cây, bụi rậm, chỗ vắng, nhà hoang
    """,
    Concept.GIVE: "cho, đưa cho, mời, dúi, dạy, tập cho, đưa, bán cho, mời mọc, phát cho, tiêm*",
    Concept.DRUGGING: """
        hút, hút thử, hít, chích, ma túy, pod, bóng cười, cần sa, thuốc lá điện tử, kẹo lạ, thuốc lạ,
        uống lạ, thuốc lắc, ngậm thử, hít keo, hút cần, hút đá
    """,
    Concept.LURED_INTO: """
        hút, hút thử, hít, hít thử, chích, uống thử, ngậm, ăn kẹo, giao hàng, đi giao, giao ma túy, đi bán,
        bán, chở hàng, xách hàng, mang hàng, vận chuyển, sử dụng, pod, ma túy, bóng cười, cần sa,
        thuốc lá điện tử, đi khách, đi xin, ăn xin, bỏ học, đi ship, ship hàng, đưa hàng, mang ma túy,
        lên xe, đi bụi, vào nhà nghỉ, vô nhà nghỉ, vào khách sạn, bán thân, smoke, use drugs, sell drugs,
        try, chơi thử, chơi ma túy, chơi đá, chơi hàng, chơi đồ, chơi ke, chơi thuốc, thử, uống thuốc,
        dùng thử, dùng ma túy, cầm hàng, ăn trộm, trộm, chơi pod, đi theo, theo xe, theo người lạ,
        uống nước lạ, gửi ảnh, cởi đồ, cởi quần áo, cởi áo, quan hệ, tiếp khách, phục vụ, trồng cần,
        canh hàng, đi móc túi, móc túi, đi ăn trộm, đi trộm, đi làm, đi xin tiền, nghỉ học, lao động,
        làm việc nặng, đi lừa, đi khuân, lấy trộm, ra đường, lượm ve chai, theo chú, theo ông,
        rít, ngậm thuốc, hít keo, đi gặp khách, giữ hàng, giữ bịch, canh cửa, chụp hình, cởi quần, đi Lào,
        qua Lào, qua Campuchia, đi Campuchia, lấy chồng, góp tiền mua, mua thuốc, mua hàng, nhặt kim
    """,
    Concept.COERCE: """
        ép, bắt ép, ép buộc, dụ, dụ dỗ, lừa, gạ, gạ gẫm, hăm, hăm dọa, dọa, dọa nạt, dọa đánh, cưỡng, xúi,
        rủ, rủ rê, lôi kéo, đe, đe dọa, sai, uy hiếp, khống chế, bắt cóc, lạm dụng, xâm hại, sàm sỡ,
        bắt nạt, nhốt, bỏ đói, hành hạ, tra tấn, trói, xích, bắt đi, bắt phải, bắt làm, bắt hút, bắt bán,
        bắt uống, bắt giao, bắt chơi, bắt cầm, bắt mang, dụ đi, cho uống thuốc, bắt*, thuê, sai khiến,
        cho hút, cho hít, cho chơi, cho uống, đánh, đập, bạo hành, trấn lột, bóc lột, ép uống, cưỡng bức,
        kéo, bắt em, bắt con, bắt bé, bắt cháu, bắt học sinh, bắt trẻ, bắt tụi, bắt mấy đứa, bắt bọn trẻ,
        sờ*
    """,
    Concept.YOUNG_SPEAKER: """
        em, con, cháu, bạn em, bạn con, bạn cháu, bạn của em, bạn của con, bạn của cháu, tụi con, tụi em,
        bọn em, bọn con, chúng em, chúng con, tụi cháu, bọn cháu
    """,
    Concept.GROWN_UP: "chồng, vợ, bạn trai, bạn gái, người yêu, chồng cũ, sếp, chủ, công ty, vợ con",
    Concept.OWN_SIDE: """
        bố con, ba con, cha con, mẹ con, má con, dượng con, bố cháu, ba cháu, mẹ cháu, cha dượng, bố dượng,
        mẹ kế, mẹ ghẻ, dượng, bố em, ba em, mẹ em
    """,
}
