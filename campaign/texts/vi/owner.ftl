# What only owners do ("đồng chí").

## Pausing everything (/tamdungtatca, /tieptuctatca)
tamdung-done = Đã tạm dừng: bot không đăng bảng, không gửi tin nhắc và bản tóm tắt. Ai nhắn bot vẫn trả lời, { -initiative } vẫn được nhận. Tin chờ gửi đã bỏ.
tamdung-already = Bot đang tạm dừng từ { $at } (đồng chí { $name }).
tamdung-resume = Tiếp tục tất cả
tamdung-none = Bot đang đăng tin và nhắc bình thường.
tamdung-over = Bot đăng bảng và nhắc trở lại từ lần kế tiếp. Tin đã bỏ lỡ không gửi bù.
digest-paused = ⏸ Bot đang tạm dừng đăng tin và nhắc. Để tiếp tục, đồng chí nhắn “tiếp tục tất cả”.

## Closing a phase (/khoaso)
khoaso-which = Đồng chí khóa sổ giai đoạn nào?
khoaso-none = Chưa có giai đoạn nào khóa sổ được lúc này: giai đoạn phải kết thúc rồi mới khóa.
khoaso-runs = • { $phase }: nhận { -initiative } đến { $end }
khoaso-closed = • { $phase }: đã khóa lúc { $at }
khoaso-ask =
    Khóa sổ { $phase } ngay bây giờ? Không hoàn tác được.
    • Số chính thức: { $submitted } đã { -submit }, { $valid } { -valid }. Số này không đổi nữa.
    • { $waiting } { -initiative } còn chờ: vẫn xem xét và báo tác giả được, nhưng không tính thêm.
    • Chỉ tiêu của giai đoạn không đổi nữa; số chính thức được đăng vào các nhóm vào buổi sáng gần nhất.
    Nếu không khóa, giai đoạn tự khóa lúc { $at }.
khoaso-yes = Khóa sổ
khoaso-already = Giai đoạn này đã khóa sổ rồi.
khoaso-done = Đã khóa sổ { $phase } lúc { $at }. Số liệu từ nay là chính thức.

## The audit log (/nhatky)
nhatky-none = Nhật ký chưa có gì.
nhatky-heading = Nhật ký điều hành (mới nhất trước)
nhatky-line = • { $at }: { $name } – { $what }
nhatky-older = Cũ hơn ›
nhatky-newest = ‹ Mới nhất
nhatky-other = việc khác ({ $action })
nhatky-person-erased = xóa dữ liệu của mình
nhatky-owner-joined = nhận việc điều hành
nhatky-cadre-joined = nhận phụ trách đơn vị
nhatky-head-joined = nhận việc trưởng đơn vị
nhatky-owner-ended = thôi giao một người điều hành
nhatky-cadre-ended = thôi giao cán bộ phụ trách
nhatky-head-ended = thôi giao trưởng đơn vị
nhatky-owner-invited = mời người điều hành
nhatky-cadre-invited = mời cán bộ
nhatky-group-invited = tạo mã liên kết nhóm
nhatky-owner-invite-revoked = thu hồi lời mời điều hành
nhatky-cadre-invite-revoked = thu hồi lời mời cán bộ
nhatky-group-invite-revoked = thu hồi mã liên kết nhóm
nhatky-sent-again = gửi lại một tin chưa rõ
nhatky-quota-reopened = cho bot gửi tiếp khi đã hết lượng tin
nhatky-author-agreed = nhập hộ, tác giả đã đồng ý
nhatky-account-added = nối thêm tài khoản
nhatky-accounts-joined = nối hai tài khoản làm một
nhatky-group-linked = liên kết nhóm
nhatky-group-handed = nhận tin của nhóm để chuyển tiếp
nhatky-group-unlinked = hủy liên kết nhóm
nhatky-group-paused = tạm dừng đăng tin vào nhóm
nhatky-group-resumed = đăng tin vào nhóm trở lại
nhatky-group-hour-changed = đổi giờ đăng bảng của nhóm
nhatky-leave-entered = báo nghỉ, cử người làm thay
nhatky-leave-ended = kết thúc nghỉ
nhatky-target-proposed = đề nghị chỉ tiêu
nhatky-target-decided = quyết định chỉ tiêu
nhatky-target-refused = không đồng ý chỉ tiêu
nhatky-target-undone = hoàn tác quyết định chỉ tiêu
nhatky-phase-closed = khóa sổ một giai đoạn
nhatky-all-paused = tạm dừng tất cả
nhatky-all-resumed = tiếp tục tất cả

## Announcements (/thongbao)
thongbao-heading = 📢 Thông báo của { $owner }
thongbao-last = Các thông báo gần đây:
thongbao-is-running = • “{ $text }”: đang gửi, đã tới { $sent }/{ $people } người
thongbao-is-done = • “{ $text }”: đã tới { $sent }/{ $people } người
thongbao-is-stopped = • “{ $text }”: đã dừng, đã tới { $sent }/{ $people } người
thongbao-new = Gửi thông báo mới
thongbao-stop = Dừng gửi
thongbao-progress = Xem đã gửi đến đâu
thongbao-over = Thông báo này không còn gì để dừng.
thongbao-stopped = Đã dừng. { $sent } người đã nhận, những người còn lại không nhận nữa.
thongbao-whom = Đồng chí gửi thông báo cho ai?
thongbao-to-cadres = Cán bộ phụ trách
thongbao-to-workers = Đoàn viên, người lao động
thongbao-where = Gửi trong phạm vi nào? Đồng chí chọn toàn chương trình, hoặc gõ vài chữ trong tên đơn vị (gồm cả các đơn vị trực thuộc).
thongbao-all = Toàn chương trình
thongbao-what = Đồng chí viết nội dung gửi trong phạm vi { $unit }, trong một tin.
thongbao-confirm =
    Thông báo sẽ hiện như sau:

    { $heading }
    { $text }

    Gửi cho: { $audience }, { $unit } – { $n } người đã bật tin nhắc. Bot không gửi trong giờ nghỉ, và không gửi quá số tin mỗi người nhận trong một ngày. Đồng chí gửi chứ?
thongbao-yes = Gửi
thongbao-nobody = Trong phạm vi này chưa có ai bật tin nhắc, nên chưa gửi.
thongbao-begun = Bot bắt đầu gửi cho { $n } người. Nhắn “thông báo” để xem đã gửi đến đâu, hoặc dừng.
nhatky-announced = gửi thông báo
nhatky-announcement-stopped = dừng gửi thông báo
tinchuaro-announcement = Thông báo
