# Review: what a cadre sees and decides ("đồng chí"), and what an author hears of it ("anh/chị").

## The card (/duyet)
duyet-heading = { $number } · { $unit }
duyet-sent = Tác giả: { $authors }. { -Submit } lúc { $at }.
duyet-nobody = không còn lưu tên
duyet-look = Bước { $n }/{ $of }: { $look }.
duyet-files = Kèm { $n } tệp.
duyet-hint = Nếu { -valid }, tác giả có thể đủ điều kiện xét { $award }: { $why }.
duyet-asked = Đã hỏi: { $question } – Trả lời: { $answer }
duyet-alike = Gần giống trong đơn vị (để tham khảo):
duyet-alike-line = • { $number } (giống { $share }%) “{ $title }”. Cách làm: { $solution }
duyet-waiting = Chờ đồng chí xem xét: { $n } { -initiative }.
duyet-waiting-more = Chờ đồng chí xem xét: hơn { $n } { -initiative }.
duyet-button = Xem xét { -initiative }
duyet-valid = { -Valid }
duyet-pass = Đồng ý, chuyển bước sau
duyet-ask = Hỏi thêm
duyet-reject = Không { -valid }
duyet-duplicate = Trùng { -initiative } khác
duyet-later = Để sau ›
duyet-undo = Hoàn tác lần vừa rồi
duyet-none = Không còn { -initiative } nào chờ đồng chí xem xét.
duyet-own = { -Initiative } của chính mình hoặc do mình nhập hộ thì đồng chí khác hoặc người điều hành xem xét.
duyet-is-needs-info = { -Initiative } này đang chờ tác giả bổ sung.
duyet-is-report = { -Initiative } này đang chờ tác giả báo cáo kết quả.
duyet-is-valid = { -Initiative } này đã được ghi là { -valid }.
duyet-is-rejected = { -Initiative } này đã được ghi là không { -valid }.
duyet-is-withdrawn = Tác giả đã rút { -initiative } này.

## Deciding
duyet-did-passed = đồng ý, chuyển bước sau
duyet-did-valid = { -valid }
duyet-did-needs-info = hỏi thêm tác giả
duyet-did-rejected = không { -valid }
duyet-noted = { $number }: đã ghi “{ $what }”.
duyet-after-close = Số liệu của giai đoạn đã khóa nên không đổi.
duyet-already = { $number }: đồng chí đã ghi “{ $what }” lúc { $at }.
duyet-by-another = { $number }: đồng chí { $name } vừa ghi “{ $what }” lúc { $at }.
duyet-changed = { $number } vừa có thay đổi nên lần chọn trên chưa được ghi.
duyet-undone = { $number }: đã hoàn tác, { -initiative } chờ xem xét như cũ.
duyet-undo-late = Chỉ hoàn tác được trong { $minutes } phút, khi chưa có thay đổi khác. Tác giả đã được báo kết quả.
duyet-ask-what = Đồng chí cần tác giả { $number } bổ sung điều gì? Đồng chí viết trong một tin, ví dụ: Giải pháp đã được dùng ở tổ nào, từ khi nào?
duyet-reject-why = Vì sao { $number } không { -valid }? Đồng chí chọn một lý do, hoặc viết bằng lời. Tác giả sẽ đọc được.
duyet-words-unclear = Đồng chí viết giúp bằng chữ, trong một tin.
duyet-duplicate-which = { $number } trùng với { -initiative } nào? Đồng chí chọn, hoặc nhắn số của { -initiative } ấy, ví dụ: { $example }.
duyet-duplicate-unknown = Không có { -initiative } nào khác mang số này tại { $unit }. Chỉ { -initiative } trong cùng đơn vị mới được coi là trùng.
duyet-duplicate-dead = { $number } đã rút hoặc không { -valid } nên không thể là bản gốc. Đồng chí chọn { -initiative } khác.

## What the author hears
outcome-heading = Kết quả xem xét { -initiative }
outcome-valid = ✅ { $number } “{ $title }” đã được công nhận hợp lệ. Chúc mừng anh/chị!
outcome-rejected = { $number } “{ $title }” chưa được công nhận: { $reason }. Cảm ơn anh/chị đã gửi; có cách làm khác, anh/chị cứ gửi tiếp ạ.
outcome-duplicate = { $number } “{ $title }” trùng với { $original } đã có trong đơn vị nên không tính thêm. Nếu cách làm của anh/chị khác, anh/chị nhắn “hỏi” để trao đổi với cán bộ ạ.
outcome-needs-info = { $number } “{ $title }” cần bổ sung để được ghi nhận: { $question } Anh/chị trả lời giúp em trước { $until } ạ.
outcome-needs-info-open = { $number } “{ $title }” cần bổ sung để được ghi nhận: { $question } Anh/chị trả lời giúp em ạ.
outcome-valid-for = ✅ { $number } “{ $title }” đồng chí nhập hộ đã được công nhận hợp lệ. Nhờ đồng chí báo giúp tác giả.
outcome-rejected-for = { $number } “{ $title }” đồng chí nhập hộ chưa được công nhận: { $reason }. Nhờ đồng chí báo giúp tác giả.
outcome-duplicate-for = { $number } “{ $title }” đồng chí nhập hộ trùng với { $original } đã có trong đơn vị nên không tính thêm. Nhờ đồng chí báo giúp tác giả.
outcome-needs-info-for = { $number } “{ $title }” đồng chí nhập hộ cần bổ sung để được ghi nhận: { $question } Nhờ đồng chí hỏi tác giả và trả lời trước { $until }.
outcome-needs-info-open-for = { $number } “{ $title }” đồng chí nhập hộ cần bổ sung để được ghi nhận: { $question } Nhờ đồng chí hỏi tác giả và trả lời.
outcome-no-reason = chưa đủ điều kiện
outcome-supply = Bổ sung { $number }
bosung-button = Trả lời cán bộ
bosung-ask =
    { $number } “{ $title }”
    Cán bộ hỏi: { $question }
    Anh/chị trả lời trong một tin, gửi thêm ảnh cũng được ạ.
bosung-unclear = Anh/chị trả lời giúp bằng chữ ạ.
bosung-done = Em đã chuyển câu trả lời. { $number } đang được xem xét tiếp, có kết quả em báo ngay ạ.
bosung-after-close = Số liệu của giai đoạn đã khóa nên không đổi.
