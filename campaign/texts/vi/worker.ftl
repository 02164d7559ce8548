# What a worker asks for himself: his initiatives, his unit's place, his profile, his reminders, his data.

## My unit's place (/xephang) and the whole campaign (/tiendo)
button-progress = Tiến độ chung
rank-heading = Xếp hạng · { $day }
rank-place = Đơn vị đang đứng thứ { $rank }/{ $of } trong { $cluster }.
rank-place-equal = Đơn vị đang đứng thứ { $rank }/{ $of } trong { $cluster }, cùng hạng với { $n } đơn vị khác.
rank-first = Đơn vị đang dẫn đầu { $cluster } ({ $of } đơn vị).
rank-nobody = Trong { $cluster } chưa đơn vị nào có { -initiative }, đơn vị mình có thể mở đầu ạ.
rank-none = Đơn vị chưa được giao chỉ tiêu nên chưa xếp hạng.
rank-none-small = Đơn vị có chỉ tiêu dưới { $least } { -initiative } nên không xếp hạng.
rank-leaders = Dẫn đầu { $cluster }:
rank-ahead = { $sprint } bắt đầu ngày { $starts }, kết thúc lúc { $end }.
rank-provisional = Đợt thi đua đã kết thúc. Đây là số liệu tạm tính, khóa lúc { $closes }.
rank-final = Đợt thi đua đã kết thúc, số liệu đã khóa. Cảm ơn anh/chị đã tham gia!
rank-no-sprint = Hiện chưa có đợt thi đua nào mở nên em chưa có số liệu ạ.

## My initiatives (/cuatoi)
mine-heading = { -Initiative } của anh/chị ({ $n })
mine-none = Anh/chị chưa { -submit } { -initiative } nào. Một việc nhỏ làm khác trước và thấy tốt hơn cũng là { -initiative }, kể với em khoảng 3 phút là xong ạ.
mine-line = • { $number } – “{ $title }”: { $status }
mine-draft = Bản nháp “{ $title }”: còn thiếu { $n } mục.
mine-draft-ready = Bản nháp “{ $title }”: đã điền xong, chỉ còn gửi.
mine-status-submitted = đang xem xét
mine-status-needs-info = cần bổ sung
mine-status-report = chờ báo cáo kết quả
mine-status-valid = { -valid }
mine-status-rejected = không { -valid }
mine-status-withdrawn = đã rút
mine-edit = Sửa
mine-withdraw = Rút lại
mine-back = ‹ Danh sách
mine-stop = ‹ Thôi, không sửa
mine-undo = Hoàn tác, gửi lại
mine-gone = Em không thấy { -initiative } này trong danh sách của anh/chị ạ.
mine-files = Xem tệp
mine-to-card = ‹ { -Initiative } này
mine-picture = { $number }: ảnh { $n }/{ $of }
mine-documents = Tài liệu em đã nhận: { $names }
mine-file-nameless = tệp không tên
mine-pictures-lost = Có { $n } ảnh em không tải về được ạ.
mine-no-files = { -Initiative } này không có ảnh hay tài liệu nào ạ.
mine-edited = Em đã sửa mục “{ $label }”.
mine-closed = Số liệu { $phase } đã khóa lúc { $closes }, em không sửa được { -initiative } này nữa ạ. Cần điều chỉnh, anh/chị nhắn “hỏi” để gặp cán bộ.
mine-withdrawn-already = { -Initiative } này đã được rút.
mine-looked-at = Cán bộ đang xem xét { -initiative } này nên em chưa sửa được. Anh/chị thử lại sau ít phút ạ.
mine-decided = { -Initiative } đã có kết quả nên em không sửa được nữa ạ. Cần điều chỉnh, anh/chị nhắn “hỏi” để gặp cán bộ.
mine-event-edited = Đã sửa lúc { $at }.
mine-event-withdrawn = Đã rút lúc { $at }.
mine-event-restored = Đã gửi lại lúc { $at }.
mine-event-reported = Đã báo cáo kết quả lúc { $at }.
mine-event-valid = Được công nhận hợp lệ lúc { $at }.
mine-event-needs-info = Cán bộ hỏi thêm lúc { $at }.
mine-event-answered = Đã trả lời cán bộ lúc { $at }.
mine-event-rejected = Chưa được công nhận lúc { $at }.
withdraw-ask =
    Anh/chị muốn rút { $number } “{ $title }” ạ?
    Rút rồi, { -initiative } này không còn được tính cho đơn vị.
withdraw-yes = Rút { -initiative } này
withdraw-no = Giữ lại
withdraw-done = Em đã rút { -initiative } này. Muốn gửi lại, anh/chị nhắn “đăng ký” ạ.
withdraw-done-undo = Em đã rút { -initiative } này. Trong { $minutes } phút tới, anh/chị vẫn hoàn tác được ạ.
undo-done = Em đã { -submit } lại, { -initiative } được tính như cũ ạ.
undo-too-late = Đã quá thời gian hoàn tác ạ. Muốn gửi lại, anh/chị nhắn “đăng ký”.

## Profile (/hoso)
profile-heading = Hồ sơ của anh/chị
profile-text =
    Họ tên: { $name }
    Đơn vị: { $unit }
    Nhóm: { $kind }
    Tin nhắc: { $reminders }
    Kênh: { $channels }
profile-reminders-on = đang bật, lúc { $at }
profile-reminders-off = đang tắt
profile-name = Đổi họ tên
profile-unit = Đổi đơn vị
profile-kind = Đổi nhóm
join-later = Vâng, em dừng ở đây. Khi nào tiện, anh/chị nhắn cho em một tin để làm tiếp ạ.
profile-kept = Vâng, em giữ nguyên ạ.
channel-telegram = Telegram
channel-zalo = Zalo
contact-on = { $contact } ({ $platform })
contact-or = { $one } hoặc { $other }

## Reminders (/nhac, TẮT NHẮC, BẬT NHẮC)
reminders-stop = Tắt tin nhắc
reminders-start = Bật tin nhắc
reminders-are-on = Tin nhắc đang bật. Em nhắc lúc { $at } khi anh/chị chưa bắt đầu hoặc có bản nháp bỏ dở, và một lần trước giờ hết hạn; tối đa { $most } tin mỗi ngày, không nhắc từ { $from } đến { $until } hôm sau ạ. Nếu làm ca, anh/chị chọn giờ khác ạ.
reminders-are-on-chosen = Tin nhắc đang bật. Em nhắc lúc { $at } như anh/chị đã chọn, khi anh/chị chưa bắt đầu hoặc có bản nháp bỏ dở, và một lần trước giờ hết hạn; tối đa { $most } tin mỗi ngày ạ.
reminders-hour = Nhắc lúc { $at }
reminders-hour-set = Từ nay em nhắc anh/chị lúc { $at } ạ.
reminders-hour-unknown = Em nhắc được vào một trong các giờ: { $times }. Anh/chị chọn giúp em một giờ ạ.
reminders-are-off = Tin nhắc đang tắt ạ.
reminders-stopped = Em đã tắt tin nhắc. Muốn bật lại, anh/chị nhắn BẬT NHẮC ạ.
reminders-started = Em đã bật tin nhắc. Muốn tắt, anh/chị nhắn TẮT NHẮC ạ.
reminders-stranger = Em chưa lưu hồ sơ của anh/chị nên không gửi tin nhắc nào ạ.

## My data (/dulieu)
button-data = Dữ liệu của tôi
data-heading = Dữ liệu của anh/chị
data-summary =
    Em đang lưu: hồ sơ, các câu trả lời đồng ý, { $initiatives } { -initiative }, { $drafts } bản nháp, { $files } tệp và { $questions } câu hỏi của anh/chị. Toàn bộ nằm trong tệp vừa gửi.
    Anh/chị có thể sửa, đổi câu trả lời hoặc xóa bất cứ lúc nào ạ.
data-file = Mọi thông tin em đang lưu về anh/chị.
data-file-name = du-lieu-cua-toi.txt
data-consents = Đổi câu trả lời đồng ý
data-change = Sửa hồ sơ
data-erase = Xóa dữ liệu của tôi
data-stranger = Em chưa lưu hồ sơ nào của anh/chị ạ. Ai đã xóa dữ liệu thì em chỉ còn giữ các câu trả lời đồng ý, không kèm họ tên.
data-head =
    DỮ LIỆU CỦA TÔI
    { $campaign }
    Lập lúc { $at }
    Đơn vị chịu trách nhiệm về dữ liệu: { $owner } (liên hệ: { $contact })
data-moment = { $time } ngày { $date }
data-nothing = Không có.
data-section-profile = 1. HỒ SƠ
data-section-consents = 2. CÁC LẦN TRẢ LỜI ĐỒNG Ý
data-section-chats = 3. KÊNH TRÒ CHUYỆN
data-section-drafts = 4. BẢN NHÁP
data-section-initiatives = 5. ĐÃ GỬI
data-section-entered = 6. ĐÃ NHẬP HỘ NGƯỜI KHÁC
data-section-questions = 7. CÂU HỎI CHO CÁN BỘ
data-section-roles = 8. NHIỆM VỤ ĐƯỢC GIAO
data-section-awards = 9. KHEN THƯỞNG
data-profile =
    Mã số trong hệ thống: { $number }
    Họ tên: { $name }
    Đơn vị: { $unit }
    Nhóm: { $kind }
    Nhận tin nhắc: { $reminders }
    Giờ nhắc: { $at }
    Tham gia: { $joined }
data-consent = • { $at }: { $purpose } – { $answer } (bản { $version }, mã kiểm tra { $hash })
purpose-1 = lưu thông tin để đăng ký và báo kết quả
purpose-2 = nhận tin nhắc
purpose-3 = nêu tên khi biểu dương
purpose-4 = chuyển lên công đoàn cấp trên và cổng của chương trình
data-chat = • { $channel }, từ { $at }
data-draft-open = • Bản nháp “{ $title }”, { $unit }, bắt đầu { $at }
data-draft-dropped = • Bản nháp đã bỏ “{ $title }”, { $unit }, bắt đầu { $at }
data-file-photo = {"    "}Ảnh, nhận { $at }
data-file-document = {"    "}Tệp { $name }, nhận { $at }
data-initiative = • { $number } “{ $title }”: { $status }; { $unit }, { $phase }, gửi { $at }
data-entered = • { $number } · { $unit } · { $at }
data-event = {"    "}{ $at }: { $what }
data-event-submitted = đã { -submit }
data-event-claimed = đã nhận từ cán bộ nhập hộ
data-event-edited = đã sửa
data-event-withdrawn = đã rút
data-event-restored = đã gửi lại
data-event-passed = đã qua một bước xem xét
data-event-reported = đã báo cáo kết quả
data-event-valid = được công nhận hợp lệ
data-event-needs-info = được hỏi thêm
data-event-answered = đã trả lời
data-event-rejected = chưa được công nhận
data-event-undone = hoàn tác kết quả vừa ghi
data-question = • { $at }, câu hỏi: { $text }
data-question-picture = { $asked } (có ảnh kèm theo)
data-answer = {"    "}{ $at }, trả lời: { $text }
data-award = • { $form } số { $number } ngày { $day }
data-award-revoked = • { $form } số { $number } ngày { $day } (đã bỏ)
data-role = • { $role }, { $unit }, từ { $since } đến { $until }
data-role-owner = Người điều hành
data-role-cadre = Cán bộ phụ trách
data-role-head = Người phụ trách đơn vị
consent-withdrawn = Không lưu thông tin thì em không đăng ký giúp được nữa, nên em cần xóa dữ liệu của anh/chị.
consent-kept = Em giữ nguyên các câu trả lời của anh/chị ạ.

## Erasing
erase-ask =
    Xóa là xóa ngay, không lấy lại được ạ: họ tên, đơn vị, bản nháp, tệp, câu hỏi, nội dung chi tiết và tên tác giả của { -initiative }.
    Cần giữ một bản, anh/chị nhắn “dữ liệu” trước khi xóa.
erase-remains = Còn giữ lại tên của { $n } { -initiative }, không gắn với người nào, để số liệu của đơn vị không bị sai.
erase-proof = Làm bằng chứng, em còn giữ 5 năm các câu trả lời đồng ý, ngày giờ và mã tài khoản trò chuyện, không kèm họ tên.
erase-offices = Nhiệm vụ cán bộ đang được giao cho anh/chị sẽ chấm dứt ngay.
erase-last-owner = Anh/chị là người điều hành duy nhất. Xóa rồi thì không còn ai điều hành chương trình qua bot; anh/chị nên mời thêm người điều hành trước (nhắn “mời”).
erase-yes = Xóa hết dữ liệu của tôi
erase-no = Không xóa
erase-kept = Vâng, em giữ nguyên mọi thứ ạ.
erase-done = Em đã xóa dữ liệu của anh/chị. Cảm ơn anh/chị đã tham gia; khi nào muốn đăng ký lại, anh/chị cứ nhắn cho em ạ.

## The report on what was submitted, where the movement asks for one (/ketqua)
ketqua-button = 📋 Báo cáo kết quả
ketqua-of = Báo cáo kết quả { $number } “{ $title }”.
ketqua-which = Anh/chị báo cáo kết quả { -initiative } nào ạ?
ketqua-none = Hiện không có { -initiative } nào chờ anh/chị báo cáo kết quả ạ.
ketqua-left = Em giữ lại phần đã báo cáo. Lúc nào tiện, anh/chị nhắn “kết quả” để làm tiếp ạ.
ketqua-required = Mục này cần có trong báo cáo, em chưa bỏ qua được ạ.
ketqua-done = Em đã ghi báo cáo kết quả của { $number }. Công đoàn xem xét, có kết luận em báo ngay. Cảm ơn anh/chị!
ketqua-see = Xem lại báo cáo
