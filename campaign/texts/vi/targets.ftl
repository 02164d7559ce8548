# Targets (/chitieu): what cadres and owners ("đồng chí") see, propose and decide.

## The card
chitieu-button = Chỉ tiêu
chitieu-which = Đồng chí xem chỉ tiêu của đơn vị nào?
chitieu-heading = Chỉ tiêu { $phase } – { $unit }
chitieu-none = Đơn vị chưa có chỉ tiêu cho giai đoạn này.
chitieu-line = • { $kind }: { $value } ({ $how })
chitieu-version = lần { $n }
chitieu-now = Đang tính theo: { $what }.
chitieu-number = { $value } ({ $named })
chitieu-no-number = chưa có
chitieu-so-far = Đến nay: { $figure }, bằng { $share }.
chitieu-children = Tổng chỉ tiêu của { $n } đơn vị trực thuộc: { $sum }{ $compared }.
chitieu-compared-alone = {""}
chitieu-compared-same = , bằng chỉ tiêu chung
chitieu-compared-more = , nhiều hơn chỉ tiêu chung { $n }
chitieu-compared-less = , ít hơn chỉ tiêu chung { $n }
chitieu-children-without = { $n } đơn vị trực thuộc chưa có chỉ tiêu.
chitieu-waiting = ⏳ Chờ quyết định: { $value } ({ $named }), đồng chí { $name } đề nghị lúc { $at }.
chitieu-waiting-elsewhere = ⏳ Còn { $n } đề nghị của đơn vị khác chờ quyết định.
chitieu-reason = Lý do: { $reason }
chitieu-decide = Quyết định chỉ tiêu khác
chitieu-propose = Đề nghị chỉ tiêu khác
chitieu-yes = Đồng ý { $value }
chitieu-no = Không đồng ý { $value }

## Asking
chitieu-ask = Chỉ tiêu của { $unit } hiện nay: { $now }. Đồng chí nhắn chỉ tiêu mới bằng số, ví dụ: 35.
chitieu-number-unclear = Đồng chí nhắn giúp một số nguyên, ví dụ: 35 hoặc 1.200.
chitieu-zero = Chỉ tiêu phải từ 1 trở lên.
chitieu-same = Chỉ tiêu hiện nay đã là { $value }. Đồng chí nhắn số khác.
chitieu-huge = { $value } lớn hơn hẳn quy mô của đơn vị. Đồng chí kiểm tra lại số giúp.
chitieu-below-raised = Chỉ tiêu điều chỉnh tăng không thể thấp hơn chỉ tiêu ban đầu ({ $least }). Đồng chí nhắn số khác.
chitieu-ask-reason = { $value } thấp hơn chỉ tiêu hiện nay của { $unit }: { $now }. Đồng chí viết lý do, trong một tin.
chitieu-ask-kind = { $unit }: { $value }, hiện nay { $now }. Đồng chí đề nghị theo cách nào?
chitieu-as-pledged = Đơn vị đăng ký phấn đấu
chitieu-as-raised = Điều chỉnh tăng
chitieu-confirm = { $unit }: chỉ tiêu mới { $value } ({ $named }), hiện nay { $now }. Bảng tiến độ sẽ tính theo số mới ngay. Đồng chí xác nhận?
chitieu-confirm-yes = Quyết định
chitieu-confirm-proposal = { $unit }: chỉ tiêu mới { $value } ({ $named }), hiện nay { $now }. Gửi đề nghị này cho người điều hành quyết định?
chitieu-proposal-yes = Gửi đề nghị
chitieu-closed = Giai đoạn này đã khóa sổ nên chỉ tiêu không đổi nữa.

## Deciding
chitieu-proposed = Đã gửi đề nghị: { $unit }, { $value } ({ $named }). Có quyết định, đồng chí được báo ngay.
chitieu-proposed-unheard = Đã ghi đề nghị: { $unit }, { $value } ({ $named }). Bot chưa báo được cho người điều hành nào; đồng chí liên hệ thêm: { $contact }.
chitieu-for-owner = Đồng chí { $name } đề nghị chỉ tiêu của { $unit }: { $value } ({ $named }), hiện nay { $was }.
chitieu-gone = Không thấy đề nghị này.
chitieu-withdrawn = Đề nghị này đã được rút hoặc thay bằng đề nghị mới.
chitieu-over-in-force = Đồng chí { $name } đã đồng ý lúc { $at }.
chitieu-over-refused = Đồng chí { $name } đã không đồng ý lúc { $at }.
chitieu-over-undone = Đề nghị này đã được hoàn tác.
chitieu-moved = Từ khi có đề nghị này, chỉ tiêu của đơn vị đã thay đổi. Đồng chí xem lại rồi chọn.
chitieu-decided = Đã quyết định: { $unit }, { $value } ({ $named }).
chitieu-told = Người điều hành đã quyết định chỉ tiêu của { $unit }: { $value } ({ $named }).
chitieu-told-no = Người điều hành không đồng ý chỉ tiêu { $value } ({ $named }) của { $unit }.
chitieu-told-undone = Quyết định chỉ tiêu { $value } ({ $named }) của { $unit } vừa được hoàn tác.
chitieu-refuse-why = Vì sao không đồng ý chỉ tiêu { $value } của { $unit }? Đồng chí viết một câu, người đề nghị sẽ đọc được.
chitieu-refuse-plain = Không nêu lý do
chitieu-refused = Đã ghi không đồng ý: { $unit }, { $value } ({ $named }).
chitieu-undone = Đã hoàn tác: { $unit }, { $value } ({ $named }).
chitieu-undo-late = Chỉ hoàn tác được trong { $minutes } phút. Cần đổi, đồng chí quyết định một chỉ tiêu khác.
chitieu-changed = Quyết định ấy không còn hiệu lực, hoặc đã có quyết định khác sau đó.
