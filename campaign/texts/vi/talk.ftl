# What the bot says to a person in a private chat. Workers are "anh/chị"; one idea a message, short for a phone.

## Words
word-yes = có
word-no = không
word-yes-capital = Có
word-no-capital = Không
word-or = hay
word-not-computed = chưa tính được
word-not-recognised = chưa được công nhận
word-files = { $n } tệp
word-untitled = chưa đặt tên

## Ways back, on and out
nav-back = ‹ Quay lại
nav-skip = Bỏ qua ›
nav-cancel = Hủy
nav-more = Xem thêm ›
nav-earlier = ‹ Trang trước
nav-browse = Xem danh sách đơn vị
button-register = ✏️ Đăng ký { -initiative }
button-again = ✏️ Đăng ký thêm
button-help = Trợ giúp
button-resume = Tiếp tục bản nháp
button-ask = Hỏi cán bộ
button-mine = { -Initiative } của tôi
button-rank = Xếp hạng đơn vị
choice-unclear = Em chưa hiểu ý anh/chị. Anh/chị chọn một mục, hoặc nhắn số thứ tự của mục ấy ạ.
stale = Nút vừa bấm đã cũ. Phần đang hỏi là:
stale-idle = Nút này đã cũ rồi ạ. Để bắt đầu, anh/chị nhắn: đăng ký.
command-unknown = Em chưa có lệnh này ạ. Nhắn “trợ giúp” để xem những việc em làm được.
idle-hint = Em là bot đăng ký { -initiative } ạ. Nhắn “đăng ký” để { -submit } { -initiative }, “hỏi” để gặp cán bộ, “trợ giúp” để xem các việc khác.
failed = Xin lỗi anh/chị, em gặp trục trặc nên chưa xử lý được tin vừa rồi. Những gì đã ghi vẫn còn nguyên. Anh/chị nhắn lại giúp em, hoặc nhắn “hỏi” để gặp cán bộ ạ.
help-text =
    Em giúp được anh/chị:
    • đăng ký – { -submit } một { -initiative }
    • tiếp tục – làm tiếp bản nháp
    • của tôi – xem, sửa, rút { -initiative } đã { -submit }
    • xếp hạng – đơn vị mình đang ở đâu
    • tiến độ – cả chương trình đến lúc này
    • hồ sơ – đổi tên, đơn vị, nhóm
    • nhắc – bật, tắt tin nhắc (TẮT NHẮC, BẬT NHẮC)
    • dữ liệu – xem hoặc xóa dữ liệu của mình
    • hỏi – gửi câu hỏi cho cán bộ công đoàn
    Đang điền dở có thể nhắn “quay lại”, “bỏ qua” hoặc “hủy” ạ.
    Liên hệ: { $contact }

## First contact and consent
consent-version = 1
consent-heading = Chào anh/chị!
consent-text =
    Đây là bot tự động giúp đăng ký { -initiative } trong chương trình “{ $campaign }”, do { $owner } vận hành (liên hệ: { $contact }).
    Để đăng ký, bot cần lưu một số thông tin. Anh/chị trả lời từng mục giúp em ạ:

    1. Lưu họ tên, đơn vị, tài khoản trò chuyện và nội dung { -initiative } để đăng ký và báo kết quả. Cán bộ phụ trách và đơn vị chủ trì xem được; trong đơn vị thấy tên { -initiative }, không thấy tên tác giả.
    2. Nhận tin nhắc (tối đa 3 tin mỗi ngày, tắt lúc nào cũng được).
    3. Nêu tên anh/chị khi biểu dương trong nhóm hoặc báo cáo.
    4. Chuyển { -initiative } lên công đoàn cấp trên và cổng của chương trình.

    Anh/chị nhắn ví dụ: 1 có 2 có 3 không 4 có. Mục nào không trả lời được hiểu là không. Xem, đổi hoặc xóa dữ liệu bất cứ lúc nào: nhắn “dữ liệu”.
consent-yes = { $n }. Có
consent-no = { $n }. Không
consent-done = Xong
consent-unclear = Em chưa rõ câu trả lời ạ. Anh/chị nhắn ví dụ: 1 có 2 có 3 không 4 có.
consent-first-missing = Mục 1 là cần thiết để đăng ký. Anh/chị chọn “Có” hoặc “Không” cho mục 1, hoặc nhắn “1 có”, “1 không” giúp em ạ.
consent-now = Hiện ghi: { $answers }. Mục nào anh/chị không nhắc tới thì em giữ nguyên; không muốn đổi gì, anh/chị nhắn “hủy” ạ.
consent-recorded = Em đã ghi: { $answers }.
consent-declined = Dạ vâng, em không lưu thông tin nào của anh/chị. Khi nào muốn đăng ký, anh/chị chỉ cần nhắn lại cho em ạ.
consent-declined-portal = Dạ vâng, em không lưu thông tin nào của anh/chị. Anh/chị có thể tự đăng ký trên cổng của chương trình: { $portal }. Khi nào muốn đăng ký qua em, anh/chị nhắn lại ạ.

## Joining
name-ask = Anh/chị cho em xin họ và tên đầy đủ ạ.
name-proposed = Em ghi tên là “{ $name }”, đúng không ạ?
name-other = Không, để tôi gõ lại
name-problem-empty = Em chưa thấy họ tên ạ.
name-problem-too-short = Tên này ngắn quá ạ.
name-problem-too-long = Tên này dài quá (tối đa 60 ký tự) ạ.
name-problem-digits = Họ tên không có chữ số ạ.
name-problem-link = Em thấy đường dẫn, chưa thấy họ tên ạ.
name-problem-symbols = Em chưa đọc được họ tên trong tin này ạ.
introduce-ask = Anh/chị nhắn giúp em trong một tin: { $what } ạ. Ví dụ: { $example }
introduce-ask-one = Anh/chị nhắn giúp em thêm { $what } ạ. Ví dụ: { $example }
introduce-what-name = họ và tên
introduce-what-unit = đơn vị
introduce-what-kind = nhóm
introduce-kinds = Các nhóm: { $kinds }
introduce-line-name = Họ và tên
introduce-line-unit = Đơn vị (vài chữ trong tên công đoàn cơ sở)
introduce-line-kind = Nhóm (số)
introduce-labels-name = Họ và tên, Họ tên, Tên
introduce-labels-unit = Đơn vị, Tên đơn vị, Công đoàn cơ sở, CĐCS, Nơi làm việc
introduce-labels-kind = Nhóm, Số nhóm, Thuộc nhóm
introduce-example-name = Nguyễn Văn An
introduce-example-kind = 1
introduce-unit-later = Đơn vị có chữ “{ $query }”: em đưa danh sách để anh/chị chọn ngay sau đây ạ.
introduce-kept = Em đã ghi: { $what }.
introduce-kind-unclear = Em chưa rõ nhóm ạ, anh/chị ghi giúp em số của nhóm.
introduce-unclear = Em chưa đọc được tin này ạ.
unit-ask = Anh/chị thuộc công đoàn cơ sở nào ạ? Gõ vài chữ trong tên đơn vị, không dấu cũng được, ví dụ: dong hoi.
unit-none = Em không thấy đơn vị nào có “{ $query }”. Anh/chị thử vài chữ khác trong tên đơn vị, ví dụ: kim chung ạ.
unit-pick = Anh/chị chọn đơn vị của mình ạ:
unit-pick-page = Có { $total } đơn vị (trang { $page }/{ $pages }). Anh/chị chọn, hoặc gõ thêm chữ để tìm hẹp hơn ạ:
unit-unclear = Số hoặc mục này không có trong danh sách. Anh/chị nhắn số của đơn vị, hoặc gõ vài chữ trong tên đơn vị ạ.
unit-needs-text = Anh/chị gõ giúp em vài chữ trong tên đơn vị ạ.
kind-ask = Anh/chị là đoàn viên, người lao động thuộc nhóm nào ạ?
join-done = Xong rồi ạ! Em đã ghi anh/chị { $name } thuộc { $unit }. Bây giờ anh/chị có thể đăng ký { -initiative }, khoảng 3 phút, dừng lúc nào cũng được.
join-done-begin =
    Xong rồi ạ! Em đã ghi anh/chị { $name } thuộc { $unit }. Họ tên { $full }, nhóm { $kind }: chưa đúng thì anh/chị nhắn “hồ sơ”.
    Mời anh/chị đăng ký { -initiative } ngay, hoặc lúc nào tiện thì nhắn “đăng ký” ạ.
greet = Chào anh/chị { $name } ({ $unit })! Anh/chị cần em giúp việc gì ạ?
join-first = Trước hết, anh/chị trả lời giúp em phần này ạ.
move-ask = Đường dẫn này là của { $unit }, còn anh/chị đang ở { $mine }. Anh/chị có chuyển sang đơn vị mới không ạ?
move-yes = Chuyển đơn vị
move-no = Giữ đơn vị cũ
move-stayed = Em giữ đơn vị cũ của anh/chị ạ.
invite-unusable = Đường dẫn hoặc mã này đã hết hạn hoặc đã được dùng. Anh/chị xin người gửi một đường dẫn mới ạ.
office-owner = Đồng chí { $name } là người điều hành chương trình tại { $unit }. Nhắn “trợ giúp” để xem các việc có thể làm.
office-cadre = Đồng chí { $name } được giao phụ trách { $unit }. Lúc { $at } mỗi sáng, ngày nào có việc cần quan tâm, bot sẽ gửi đồng chí bản tóm tắt. Nhắn “trợ giúp” để xem các việc có thể làm.
profile-name-changed = Em đã đổi họ tên thành { $name }.
profile-unit-changed = Em đã chuyển anh/chị sang { $unit }. { -Initiative } đã { -submit } vẫn tính cho đơn vị cũ.
profile-kind-changed = Em đã đổi nhóm thành: { $kind }.

## The form
form-already = Anh/chị đang đăng ký rồi ạ. Phần đang hỏi là:
form-heading = { $step }/{ $steps } · { $label }
form-now = Hiện ghi: { $value }
form-keep = Giữ nguyên
form-yes = Có
form-no = Không
form-recognised = Đã được công nhận
form-not-yet = Chưa
form-not-computed = Chưa tính được
form-alone = Một mình tôi
form-files-done = Xong, không gửi thêm
form-files-clear = Xóa các tệp đã gửi
form-files-cleared = Em đã xóa các tệp. Anh/chị gửi lại tệp khác, hoặc bấm “Xong” ạ.
form-template = 📋 Điền một lần theo mẫu
form-empty = Em chưa thấy nội dung ạ.
form-wordless = Em chỉ thấy biểu tượng, chưa thấy chữ ạ. Anh/chị gõ giúp em bằng chữ nhé.
form-too-short = Nội dung còn hơi ngắn. { $hint }
form-too-long = Tin dài { $now } ký tự, em nhận tối đa { $most } ký tự ạ. Anh/chị rút gọn giúp em, phần chi tiết có thể gửi kèm tệp ở bước cuối.
form-untyped = Có phải anh/chị chưa bật gõ tiếng Việt? Em giữ nguyên như đã gõ, anh/chị sửa lại ở bước xem lại nếu cần ạ.
form-required = Mục này cần có để đăng ký, em chưa bỏ qua được ạ.
form-date-unclear = Em chưa đọc được ngày.
form-date-future = Ngày { $date } chưa tới (hôm nay là { $today }). { -Initiative } cần được áp dụng rồi mới đăng ký ạ.
form-date-before = Ngày { $date } sớm hơn thời gian của chương trình: { -initiative } cần được áp dụng từ { $first } ạ.
form-date-after = Ngày { $date } muộn hơn thời gian của chương trình: { -initiative } cần được áp dụng chậm nhất ngày { $last } ạ.
form-money-guess = Em chưa chắc số tiền, thiếu đơn vị ạ. Ý anh/chị là { $guesses }? Anh/chị ghi lại kèm đơn vị giúp em.
form-recognition-how = Ai đã công nhận ạ? Anh/chị gõ số quyết định, ngày, nơi ra quyết định trong một dòng, ví dụ: QĐ 15 ngày 20/4/2022, Hội đồng sáng kiến công ty.
form-authors-over-100 = Tỷ lệ đóng góp { $total }% lớn quá, cả nhóm cộng lại cần đúng 100% ạ. Anh/chị ghi lại giúp em, ví dụ: Nguyễn Văn An 60, Trần Thị Ánh 40.
form-authors-name = Em chưa đọc được tên tác giả ạ. Anh/chị ghi lại giúp em, ví dụ: Nguyễn Văn An 60, Trần Thị Ánh 40; hoặc nhắn: tôi.
form-authors-repeated = Có tên tác giả bị lặp ạ. Anh/chị ghi lại giúp em, mỗi người một lần.
form-authors-too-many = Em nhận tối đa 20 tác giả ạ.
form-authors-zero = Mỗi tác giả cần có tỷ lệ đóng góp từ 1% trở lên ạ.
form-authors-fraction = Anh/chị ghi tỷ lệ là số tròn giúp em, cộng lại là 100 ạ.
form-authors-sum = Cộng tỷ lệ đóng góp được { $total }%, cần đúng 100% ạ. Anh/chị ghi lại giúp em, ví dụ: Nguyễn Văn An 60, Trần Thị Ánh 40.
form-files-more = Anh/chị gửi thêm, hoặc chọn “Xong” ạ.
form-files-only = Anh/chị gửi ảnh hoặc tệp, hoặc chọn “Xong” ạ.
form-file-kept = Em đã nhận { $n } tệp.
form-file-first = Em đã nhận ảnh ạ. Có thêm thì anh/chị cứ gửi, em giữ hết mà không nhắn lại từng ảnh.
form-files-most = Em nhận tối đa { $most } tệp cho một { -initiative } ạ.
form-file-large = Tệp này lớn quá, em nhận tệp đến 20 MB ạ.
form-not-sticker = Nhãn dán vui quá ạ, nhưng mục này em cần chữ.
form-not-voice = Em chưa nghe được tin thoại ạ. Anh/chị gõ chữ giúp em.
form-not-video = Em chưa nhận video ạ. Anh/chị gõ chữ, hoặc gửi ảnh, tài liệu.
form-not-contact = Em không cần danh bạ ạ. Anh/chị trả lời bằng chữ giúp em.
form-not-location = Em không lưu vị trí ạ. Anh/chị trả lời bằng chữ giúp em.
form-not-other = Em chưa đọc được loại tin này ạ. Anh/chị trả lời bằng chữ giúp em.
form-many-taken = Em đã ghi { $n } mục.
form-many-none = Em chưa ghi được mục nào ạ:
form-many-bad = • { $label }: { $reason }
echo-choice = Em đã ghi: { $name }.
echo-date = Em đã ghi ngày { $date } ({ $weekday }).
echo-money = Em đã ghi { $amount } ({ $words }).
echo-money-none = Em đã ghi: chưa tính được.
echo-authors = Em đã ghi tác giả: { $authors }.
echo-not-recognised = Chưa sao ạ. Sau khi gửi, anh/chị đề nghị thủ trưởng hoặc Hội đồng sáng kiến của đơn vị xem xét công nhận.
template-how = Anh/chị chép tin dưới đây, điền sau dấu hai chấm rồi gửi lại trong một tin. Dòng nào chưa có thì để trống, em sẽ hỏi sau ạ.
template-required = {" "}(*)

## Several questions in one message
group-how-whole =
    Anh/chị chép mẫu dưới đây, điền sau dấu hai chấm rồi gửi lại trong một tin. Chưa có gì để ghi thì để trống dòng ấy.
    Hoặc kể ngay cách làm mới trong một tin, em hỏi tiếp; hoặc nhắn “từng phần” để em hỏi từng phần. Dừng thì nhắn “hủy” ạ.
group-how = Anh/chị trả lời giúp em trong một tin, mỗi mục một dòng theo thứ tự dưới đây, hoặc chép lại rồi điền ạ.
group-word-whole = mẫu
group-word-parts = từng phần
group-choices = { $label }, chọn số: { $choices }
group-brief-choice = số
group-brief-date = ví dụ 15/3/2022
group-brief-money = ví dụ 15 triệu
group-brief-authors = tôi, hoặc các tên kèm tỷ lệ
group-brief-recognition = chưa, hoặc số và ngày quyết định
group-brief-yes-no = có hoặc không
group-optional = nếu có
group-bad = • Mục “{ $label }”: { $reason }
group-taken-one = Em đã ghi phần “{ $label }”.
group-odd = Em thấy { $lines } dòng cho { $steps } mục nên chưa rõ dòng nào của mục nào ạ. Anh/chị ghi tên mục trước mỗi dòng giúp em, ví dụ: Tác giả: tôi.
begin-left = Vâng ạ. Khi nào tiện, anh/chị nhắn “đăng ký”.

## The review card
review-heading = Xem lại { -initiative }
review-lacking = Còn thiếu: { $labels }.
review-files = Có ảnh minh họa thì anh/chị gửi ngay tại đây. Đủ rồi thì nhắn “gửi” ạ.
review-send = ✅ { -Submit } { -initiative }
review-fill = Điền phần còn thiếu
review-edit = Sửa một mục
review-later = Để sau
review-cancel = Bỏ { -initiative } này
review-unclear = Anh/chị bấm một nút, nhắn “gửi”, hoặc nhắn số của mục cần sửa (ví dụ: 6) ạ.
review-kept = Em đã giữ bản nháp. Khi nào tiện, anh/chị nhắn “tiếp tục” ạ.
pick-ask = Anh/chị muốn sửa mục nào ạ?
pick-back = ‹ Về bản xem lại
cancel-ask = Anh/chị muốn bỏ hẳn { -initiative } đang điền, hay để sau làm tiếp ạ?
cancel-keep = Để sau
cancel-back = Điền tiếp
cancel-drop = Bỏ hẳn
cancel-dropped = Em đã bỏ bản nháp. Khi muốn đăng ký, anh/chị nhắn “đăng ký” ạ.
draft-gone = Bản nháp này không còn nữa ạ (đã gửi hoặc đã bỏ).
resume-ask = Anh/chị đang có bản nháp “{ $title }”. Làm tiếp hay bắt đầu { -initiative } mới ạ?
resume-go-on = Làm tiếp
resume-anew = Bắt đầu mới (bỏ bản cũ)
resume-later = Để sau
resume-ask-said = Anh/chị đang có bản nháp “{ $title }”. Tin vừa rồi em ghi vào bản nháp ấy, hay bắt đầu { -initiative } mới ạ?
resume-put-in = Ghi vào bản nháp
resume-none = Anh/chị chưa có bản nháp nào ạ.
resume-note = Ta làm tiếp ạ.

## A long free message
idea-ask = Anh/chị muốn đăng ký nội dung này thành { -initiative } phải không ạ?
idea-yes = Đúng, đăng ký { -initiative }
idea-question = Không, đây là câu hỏi
idea-no = Không phải
idea-taken = Em đã ghi phần “{ $label }”. Em chỉ hỏi thêm vài mục.
idea-told-already = Bản nháp đã có phần “{ $label }”, em giữ nguyên phần ấy ạ.
idea-dropped = Vâng ạ. Khi cần, anh/chị nhắn “trợ giúp”.

## Sending
similar-ask = Đơn vị mình đã có { -initiative } tên gần giống:
similar-send = Khác, vẫn gửi
similar-rename = Sửa tên
similar-back = ‹ Về bản xem lại
register-closed = Chương trình đã khép lại, em không nhận thêm { -initiative } được nữa ạ. Cần hỏi, anh/chị nhắn “hỏi” để gặp cán bộ.
submit-not-open = Chương trình chưa mở đăng ký { $phase } (mở lúc { $opens }). Em giữ bản nháp, đến lúc đó anh/chị nhắn “tiếp tục” ạ.
submit-closed = Chương trình đã khép lại, em không ghi thêm được { -initiative } nữa. Bản nháp vẫn còn, anh/chị nhắn “hỏi” để gặp cán bộ ạ.
receipt-heading = Đã ghi nhận { $number }
receipt-text =
    “{ $title }”
    { $unit } · { -submit } lúc { $at } · { $phase }
receipt-standing = { $unit }: { $before } → { $after }/{ $target } { -initiative } đã { -submit }, đạt { $share } { $named }.
receipt-standing-valid = { $unit }: { $before } → { $after } { -initiative } đã { -submit }; { -valid } { $valid }/{ $target }, đạt { $share } { $named }.
receipt-standing-plain = { $unit }: { $before } → { $after } { -initiative } đã { -submit }.
receipt-files = Kèm { $files }.
receipt-report = Khi đã làm có kết quả, anh/chị nhắn “kết quả” để báo cáo ạ.
receipt-thanks = Cảm ơn anh/chị!
receipt-next = Bước tiếp theo: công đoàn xem xét, có kết quả em báo ngay. Cảm ơn anh/chị!
receipt-not-recognised = { -Initiative } chưa có quyết định công nhận: anh/chị đề nghị thủ trưởng hoặc Hội đồng sáng kiến của đơn vị xem xét, có quyết định thì giữ lại để bổ sung ạ.

## Questions to the cadre
question-ask = Anh/chị muốn hỏi cán bộ công đoàn điều gì ạ? Gõ câu hỏi trong một tin, gửi kèm một ảnh nếu cần.
question-ask-words = Em đã nhận ảnh. Anh/chị gõ câu hỏi kèm ảnh này giúp em ạ.
question-unclear = Em chưa thấy câu hỏi ạ. Anh/chị gõ bằng chữ giúp em.
question-cancelled = Vâng, em bỏ qua ạ.
question-passed = Em đã chuyển câu hỏi tới cán bộ phụ trách. Có trả lời em nhắn ngay ạ.
question-nobody = Em đã lưu câu hỏi, nhưng chưa có cán bộ nào nhận tin qua bot. Cần gấp, anh/chị liên hệ: { $contact } ạ.
question-for-cadre =
    Kính gửi đồng chí. Câu hỏi của { $name }, { $unit }:
    “{ $text }”
question-answer = Trả lời
question-answer-ask = Đồng chí gõ câu trả lời cho: “{ $text }”
question-answer-ask-words = Đã nhận ảnh. Đồng chí gõ câu trả lời kèm ảnh cho: “{ $text }”
question-picture = Ảnh kèm câu hỏi:
question-answer-sent = Đã gửi câu trả lời. Cảm ơn đồng chí!
question-answer-for-worker =
    Cán bộ { $name } trả lời anh/chị:
    “{ $answer }”
    (Câu hỏi: “{ $question }”)
question-answered-already = Câu hỏi này đã được trả lời: “{ $answer }”
question-not-yours = Câu hỏi này không thuộc đơn vị đồng chí phụ trách.

## Reminders (one ask, the deadline, one button, the words to opt out)
nudge-draft = Anh/chị { $name } ơi, { -initiative } “{ $title }” còn thiếu: { $missing }. Hạn chót: { $end }. Anh/chị chọn “Tiếp tục bản nháp” để hoàn thành ạ, khoảng 2 phút. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-draft-ready = Anh/chị { $name } ơi, { -initiative } “{ $title }” đã điền xong, chỉ còn gửi. Hạn chót: { $end }. Anh/chị chọn “Tiếp tục bản nháp” để gửi ạ. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-report = Anh/chị { $name } ơi, { -initiative } { $number } “{ $title }” đã đến lúc báo cáo kết quả. Anh/chị chọn “Báo cáo kết quả” hoặc nhắn “kết quả” ạ, khoảng 3 phút. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-last-call-draft = Anh/chị { $name } ơi, { $end } là hết hạn, { -initiative } “{ $title }” của anh/chị chưa gửi. Anh/chị chọn “Tiếp tục bản nháp” để gửi kịp ạ. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-last-call = Anh/chị { $name } ơi, { $end } là hết hạn đăng ký { -initiative } của đợt thi đua. Nếu có một cách làm hay, anh/chị gửi ngay ạ, khoảng 3 phút. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-begin-plain = Anh/chị { $name } ơi, đợt thi đua còn nhận { -initiative } đến { $end }. Bắt đầu rất dễ: anh/chị kể một việc mình đã làm khác trước và thấy tốt hơn, em sẽ hỏi tiếp từng ý, khoảng 3 phút. Mời anh/chị chọn “Đăng ký { -initiative }” ạ. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-begin-first = Anh/chị { $name } ơi, tính đến { $at }, { $unit } còn { $figure } nữa là đạt chỉ tiêu. Hạn chót: { $end }. Bắt đầu rất dễ: anh/chị kể một việc mình đã làm khác trước và thấy tốt hơn, em sẽ hỏi tiếp từng ý, khoảng 3 phút. Mời anh/chị chọn “Đăng ký { -initiative }” ạ. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-begin-half = Anh/chị { $name } ơi, tính đến { $at }, { $unit } { $standing }, còn { $missing } nữa là đạt chỉ tiêu. Hạn chót: { $end }. Nếu có một cách làm hay, mời anh/chị chọn “Đăng ký { -initiative }” ạ, khoảng 3 phút. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-begin-near = Anh/chị { $name } ơi, tính đến { $at }, { $unit } { $standing }, chỉ còn { $missing } nữa là đạt chỉ tiêu! Hạn chót: { $end }. Nếu có một cách làm hay, mời anh/chị chọn “Đăng ký { -initiative }” ạ, khoảng 3 phút. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-begin-done = Anh/chị { $name } ơi, tính đến { $at }, { $unit } { $standing }, đã đạt chỉ tiêu. Em cảm ơn anh/chị và đơn vị ạ! { -Initiative } mới vẫn được nhận đến { $end }; khi có thêm cách làm hay, mời anh/chị chọn “Đăng ký { -initiative }”. Không muốn nhận nhắc: nhắn TẮT NHẮC.
nudge-has-counted = đã { -submit } { $n } { -initiative }
nudge-has-valid = đã có { $n } { -initiative } { -valid }
nudge-count-counted = { $n } { -initiative }
nudge-count-valid = { $n } { -initiative } { -valid }
nudge-missing-more = { $labels } và { $n } mục khác
digest-forward-button = Tin để chuyển vào nhóm
