# What this movement says differently. The words first: every text uses them.
-initiative = mô hình
-Initiative = Mô hình
-submit = đăng ký
-Submit = Đăng ký
-valid = được công nhận
-Valid = Được công nhận

# The beginning
idle-hint = Em là bot đăng ký mô hình “Dân vận khéo” ạ. Nhắn “đăng ký” để đăng ký mô hình, “kết quả” để báo cáo kết quả, “hỏi” để gặp cán bộ, “trợ giúp” để xem các việc khác.
help-text =
    Em giúp được anh/chị:
    • đăng ký – đăng ký một mô hình
    • kết quả – báo cáo kết quả mô hình đã đăng ký
    • tiếp tục – làm tiếp bản nháp
    • của tôi – xem, sửa, rút mô hình đã đăng ký
    • xếp hạng – đơn vị mình đang ở đâu
    • tiến độ – cả phong trào đến lúc này
    • hồ sơ – đổi tên, đơn vị, nhóm
    • nhắc – bật, tắt tin nhắc (TẮT NHẮC, BẬT NHẮC)
    • dữ liệu – xem hoặc xóa dữ liệu của mình
    • hỏi – gửi câu hỏi cho cán bộ công đoàn
    Đang điền dở có thể nhắn “quay lại”, “bỏ qua” hoặc “hủy” ạ.
    Liên hệ: { $contact }
mine-none = Anh/chị chưa đăng ký mô hình nào. Một việc vận động được nhiều người cùng làm cũng là mô hình, kể với em khoảng 3 phút là xong ạ.
consent-text =
    Đây là bot tự động giúp đăng ký mô hình trong phong trào { $campaign }, do { $owner } vận hành (liên hệ: { $contact }).
    Để đăng ký, bot cần lưu một số thông tin. Anh/chị trả lời từng mục giúp em ạ:

    1. Lưu họ tên, đơn vị, tài khoản trò chuyện và nội dung mô hình để đăng ký và báo kết quả. Cán bộ phụ trách và đơn vị chủ trì xem được; trong đơn vị thấy tên mô hình, không thấy tên người đăng ký.
    2. Nhận tin nhắc (tối đa 3 tin mỗi ngày, tắt lúc nào cũng được).
    3. Nêu tên anh/chị khi biểu dương trong nhóm hoặc báo cáo.
    4. Chuyển mô hình lên Quận ủy và công đoàn cấp trên.

    Anh/chị nhắn ví dụ: 1 có 2 có 3 không 4 có. Mục nào không trả lời được hiểu là không. Xem, đổi hoặc xóa dữ liệu bất cứ lúc nào: nhắn “dữ liệu”.

# Groups
launch-span = Từ ngày { $start } đến { $end }, { $scope } thi đua đăng ký và thực hiện mô hình “Dân vận khéo”.
cluster-whole = phong trào
board-today = Trong ngày: { $gain }.

launch-boards = Bảng tiến độ được gửi vào nhóm lúc { $time } thứ Sáu hằng tuần, trừ ngày lễ.
group-added =
    Kính chào các đồng chí! Đây là bot tự động của { $campaign }, do { $owner } vận hành.
    Khi được liên kết với đơn vị, bot gửi vào nhóm: bảng tiến độ lúc { $at } thứ Sáu hằng tuần (trừ ngày lễ), tin phát động, tin nhắc giờ cuối và tin kết thúc.
    Bot không đăng thông tin cá nhân của ai và chỉ nghe những tin gọi tên bot.
    Để liên kết: cán bộ phụ trách nhắn riêng cho { $bot } chữ “nhóm”, chọn đơn vị, rồi gửi mã nhận được vào đây.
group-promise-board = • Bảng tiến độ: { $at } thứ Sáu hằng tuần, trừ ngày lễ; tuần nào không có gì mới thì không gửi
group-promise-one = Kính chào các đồng chí! Đây là bot tự động của { $campaign }, do { $owner } vận hành. Từ nay mỗi tuần bot gửi vào nhóm này một tin: bảng tiến độ của { $unit } lúc { $at } thứ Sáu, trừ ngày lễ; tuần nào không có gì mới thì không gửi. Bot không đăng thông tin cá nhân, không nêu tên đơn vị chậm và chỉ nhận được những tin nhắc tên bot.
group-hour-changed = Bảng được gửi lúc { $at } thứ Sáu hằng tuần, trừ ngày lễ. Bảng tiếp theo: { $next }.

# Cadres: over a year nothing is needed "a day"
digest-unit = • { $unit }: { $done }/{ $target }
donvi-line = { $n }. { $unit }: { $done }/{ $target } – { $level }
donvi-need = Còn { $left } ngày, tính cả hôm nay.

# Review and recognition
duyet-sent = Người đăng ký: { $authors }. Đăng ký lúc { $at }.
duyet-valid = Công nhận điển hình
duyet-reject = Không công nhận
duyet-did-valid = công nhận điển hình
duyet-did-rejected = không công nhận
duyet-is-valid = Mô hình này đã được công nhận điển hình.
duyet-is-rejected = Mô hình này đã có kết luận không công nhận.
duyet-ask-what = Đồng chí cần người đăng ký { $number } bổ sung điều gì? Đồng chí viết trong một tin, ví dụ: Mô hình đã làm ở tổ nào, từ khi nào?
outcome-valid = ✅ { $number } “{ $title }” đã được công nhận mô hình điển hình. Chúc mừng anh/chị!
outcome-valid-for = ✅ { $number } “{ $title }” đồng chí nhập hộ đã được công nhận mô hình điển hình. Nhờ đồng chí báo giúp người đăng ký.
outcome-rejected = { $number } “{ $title }” chưa được công nhận: { $reason }. Cảm ơn anh/chị đã đăng ký; có mô hình khác, anh/chị cứ đăng ký tiếp ạ.
mine-event-valid = Được công nhận điển hình lúc { $at }.
data-event-valid = được công nhận điển hình

# Commending
khen-people = Cá nhân: số mô hình được công nhận, rồi số được tính
khen-person = { $n }. { $name }: { $valid } được công nhận, { $counted } được tính ({ $number })
certificate-thanks-reason = đã thực hiện mô hình “Dân vận khéo”
certificate-thanks-foot = { $number }, được công nhận điển hình ngày { $day }

# The report in Excel
column-solution-kind = Hình thức
column-effect = Kết quả
column-authors = Người đăng ký
