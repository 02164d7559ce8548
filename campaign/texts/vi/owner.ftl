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
khoaso-ask-all-reviewed =
    Khóa sổ { $phase } ngay bây giờ? Không hoàn tác được.
    • Số chính thức: { $submitted } đã { -submit }, { $valid } { -valid }. Số này không đổi nữa.
    • Không còn { -initiative } nào chờ xem xét.
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
nhatky-cadres-imported = nhập danh sách phân công
nhatky-cadres-import-undone = hoàn tác danh sách phân công
nhatky-milestone-claimed = ghi nhận khác về cột mốc
nhatky-milestone-claim-revoked = bỏ một ghi nhận về cột mốc
nhatky-units-imported = nhập danh sách đơn vị
nhatky-units-import-undone = hoàn tác danh sách đơn vị
nhatky-phase-closed = khóa sổ một giai đoạn
nhatky-all-paused = tạm dừng tất cả
nhatky-all-resumed = tiếp tục tất cả
nhatky-text-changed = sửa lời
nhatky-policy-changed = đổi chính sách
nhatky-policy-undone = hoàn tác một lần đổi chính sách
nhatky-text-restored = trả về lời gốc
nhatky-text-undone = hoàn tác một lần sửa lời

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
nhatky-units-imported = nhập danh sách đơn vị
nhatky-units-import-undone = hoàn tác lần nhập danh sách
nhatky-award-entered = ghi quyết định khen thưởng
nhatky-award-revoked = gỡ quyết định khen thưởng
nhatky-announced = gửi thông báo
nhatky-announcement-stopped = dừng gửi thông báo
tinchuaro-announcement = Thông báo

## Saying a text differently (/sualoi)
sualoi-find = Đồng chí muốn sửa lời nào của bot? Đồng chí gõ vài chữ trong lời ấy, hoặc chép lại nguyên câu bot đã nói.
sualoi-changed = Những lời đang được nói khác lời gốc:
sualoi-none = Không thấy lời nào có “{ $query }”. Đồng chí thử vài chữ khác.
sualoi-found = Có { $n } lời có “{ $query }”. Đồng chí chọn, hoặc gõ chữ khác để tìm lại:
sualoi-another = Tìm lời khác
sualoi-this = Xem lời này
sualoi-now =
    Lời hiện nay:
    { $words }
sualoi-forms = Trong tệp của chương trình, lời này có nhiều dạng. Lời mới sẽ thay cho tất cả các dạng ấy.
sualoi-example =
    Khi hiện ra, ví dụ:
    { $example }
sualoi-filed =
    Lời gốc:
    { $words }
sualoi-by = Đồng chí { $name } sửa lúc { $at }.
sualoi-how = Đồng chí gửi lời mới trong một tin.
sualoi-how-gaps = Đồng chí gửi lời mới trong một tin. Chỗ trong ngoặc nhọn bot tự điền, xin giữ nguyên: { $gaps }.
sualoi-restore = Về lời gốc
sualoi-locked = Chương trình còn đọc lại lời này, hoặc lời này theo mẫu quy định, nên không sửa qua tin nhắn được. Cần đổi, đồng chí nhờ người quản trị sửa trong tệp texts.ftl của chương trình.
sualoi-locked-consent = Lời xin đồng ý là bằng chứng về điều mọi người đã đồng ý, nên không sửa qua tin nhắn được. Cần đổi, đồng chí nhờ người quản trị sửa trong tệp texts.ftl của chương trình, cùng số phiên bản.
sualoi-unknown-gap = Lời này không có chỗ { $gap }. Bot chỉ điền được: { $gaps }. Đồng chí gửi lại giúp.
sualoi-no-gap = Lời này không có chỗ nào bot tự điền, nên không dùng được { $gap }. Đồng chí gửi lại giúp.
sualoi-brace = Ngoặc nhọn phải có đủ ngoặc mở và ngoặc đóng, bên trong là tên của một chỗ bot tự điền. Đồng chí gửi lại giúp.
sualoi-one-line = Chỗ này chỉ vừa một dòng. Đồng chí viết gọn trong một dòng giúp.
sualoi-too-long = Lời này hiện ra dài { $now } ký tự, chỗ này vừa nhiều nhất { $most } ký tự. Đồng chí rút gọn giúp.
sualoi-same = Bot đang nói đúng như vậy rồi.
sualoi-preview =
    Lời mới sẽ hiện ra như sau, ví dụ:

    { $example }
sualoi-lost-gaps = ⚠️ Lời mới không còn: { $gaps }.
sualoi-lost-words = ⚠️ Lời mới không còn nhắc: { $words }.
sualoi-confirm = Bot sẽ nói lời này ngay từ bây giờ. Đồng chí đồng ý chứ?
sualoi-yes = Dùng lời này
sualoi-yes-anyway = Vẫn dùng lời này
sualoi-rewrite = Viết lại
sualoi-moved = Trong lúc đồng chí viết, đồng chí { $name } đã sửa lời này (lúc { $at }). Đồng chí xem lại:
sualoi-done = Đã đổi, bot nói lời mới từ bây giờ.
sualoi-restored = Đã đổi, bot nói lại lời gốc từ bây giờ.
sualoi-is-filed = Bot đang nói lời gốc rồi.
sualoi-undone = Đã hoàn tác, bot lại nói như trước.
sualoi-undo-late = Chỉ hoàn tác được trong { $minutes } phút. Cần đổi, đồng chí sửa lại lời này hoặc chọn “Về lời gốc”.
sualoi-moved-on = Lời này đã được sửa lần nữa sau đó, nên lần này không hoàn tác được.
