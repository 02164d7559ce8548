# What the bot says about itself in groups, and to cadres about groups. Nothing personal, no orders.

help-group =
    Trong nhóm, bot nghe những lệnh gọi tên bot:
    • /tiendo@{ $bot } hoặc /xephang@{ $bot } – tiến độ hiện nay
    Dành cho cán bộ phụ trách:
    • /gio@{ $bot } 16:30 – đổi giờ gửi bảng
    • /tamdung@{ $bot }, /tieptuc@{ $bot } – tạm dừng, gửi lại
    • /lienket@{ $bot } và mã – liên kết nhóm; /huylienket@{ $bot } – thôi liên kết
    { -Submit } { -initiative } và hỏi đáp: nhắn riêng cho @{ $bot }.
group-added =
    Kính chào các đồng chí! Đây là bot tự động của { $campaign }, do { $owner } vận hành.
    Khi được liên kết với đơn vị, bot gửi vào nhóm: bảng tiến độ lúc { $at } hằng ngày (trừ ngày nghỉ, ngày lễ), tin phát động, tin nhắc giờ cuối và tin kết thúc của đợt thi đua.
    Bot không đăng thông tin cá nhân của ai và chỉ nghe những tin gọi tên bot.
    Để liên kết: cán bộ phụ trách nhắn riêng cho { $bot } chữ “nhóm”, chọn đơn vị, rồi gửi mã nhận được vào đây.
group-private-button = Nhắn riêng cho bot
group-hint = Trong nhóm, bot chỉ gửi tiến độ. { -Submit } { -initiative } hoặc hỏi đáp, xin nhắn riêng cho { $bot }.
group-hint-mention = Trong nhóm, bot chỉ trả lời về tiến độ: nhắc tên bot rồi gõ “tiến độ”. { -Submit } { -initiative } hoặc hỏi đáp, xin nhắn riêng cho { $bot }.
group-needs-code = Việc này cần mã của cán bộ phụ trách: nhắn riêng cho { $bot } chữ “nhóm” để lấy mã, rồi gửi vào đây: { $example }
group-anonymous = Bot chưa nhận ra người gửi vì tin được gửi ẩn danh. Xin cán bộ phụ trách tắt chế độ ẩn danh rồi gửi lại.
group-not-yours = Việc này dành cho cán bộ phụ trách đơn vị của nhóm. Nếu đồng chí được giao phụ trách, xin mở đường dẫn mời đã nhận và nhắn riêng cho { $bot } trước.
group-link-how = Để liên kết nhóm: đồng chí nhắn riêng cho { $bot } chữ “nhóm”, chọn đơn vị, rồi gửi mã nhận được vào đây: { $lienket }
group-code-unusable = Mã này không dùng được: có thể gõ sai, đã hết hạn hoặc đã được dùng. Đồng chí lấy mã mới bằng cách nhắn riêng cho { $bot } chữ “nhóm”.
group-linked-already = Nhóm này đã được liên kết với { $unit } rồi. Mã chưa được dùng, đồng chí có thể dùng cho nhóm khác.
group-linked-elsewhere = Nhóm này đang theo dõi { $unit }, mỗi nhóm chỉ theo dõi một đơn vị. Muốn đổi, đồng chí gửi { $huylienket } trước. Mã vẫn chưa được dùng.
group-linked-heading = Nhóm đã được liên kết với { $unit }
group-beyond = Bot đã đủ số nhóm được phép, nên bảng của nhóm được gửi riêng cho cán bộ phụ trách để chuyển tiếp vào đây mỗi ngày.
group-promise = Từ nay, bot gửi vào nhóm này tiến độ của { $unit }:
group-promise-board = • Bảng tiến độ: { $at } hằng ngày, trừ ngày nghỉ và ngày lễ; ngày nào không có gì mới thì không gửi
group-promise-launch = • Phát động: { $at }
group-promise-last-call = • Nhắc giờ cuối: { $at }
group-promise-end = • Kết thúc: { $at }
group-promise-news = • Tin vui khi đạt mốc: cùng giờ với bảng, nhiều nhất một tin mỗi ngày
group-promise-private = Bot không đăng thông tin cá nhân và không nêu tên đơn vị chậm. Để bảng luôn dễ tìm, xin quản trị viên nhóm cho bot quyền ghim tin.
group-promise-steer = Cán bộ phụ trách có thể đổi giờ ({ $gio }), tạm dừng ({ $tamdung }) hoặc thôi liên kết ({ $huylienket }).
group-promise-one = Kính chào các đồng chí! Đây là bot tự động của { $campaign }, do { $owner } vận hành. Từ nay mỗi ngày bot gửi vào nhóm này nhiều nhất một tin: bảng tiến độ của { $unit } lúc { $at }, trừ ngày nghỉ và ngày lễ; ngày nào không có gì mới thì không gửi. Bot không đăng thông tin cá nhân, không nêu tên đơn vị chậm và chỉ nhận được những tin nhắc tên bot.
group-first = Bảng đầu tiên: { $at }.
group-first-over = Đợt thi đua đã kết thúc ({ $end }). Khi có đợt mới, bot sẽ gửi tiếp.
group-first-none = Chương trình chưa có đợt thi đua nào. Khi có, bot sẽ gửi theo lịch trên.
group-not-linked = Nhóm này chưa được liên kết với đơn vị nào. Để liên kết: cán bộ phụ trách nhắn riêng cho { $bot } chữ “nhóm”, chọn đơn vị, rồi gửi mã nhận được vào đây.
group-unlinked = Đã thôi liên kết nhóm với { $unit }. Bot không gửi bảng vào đây nữa. Muốn liên kết lại, nhắn riêng cho { $bot } chữ “nhóm”.
group-paused = Đã tạm dừng: bot không tự gửi tin vào nhóm. Lệnh { $tiendo } vẫn dùng được. Gửi lại: { $tieptuc }.
group-resumed = Bot gửi lại vào nhóm như trước. Bảng tiếp theo: { $next }.
group-hour-how = Bảng đang được gửi lúc { $at }. Muốn đổi, gửi ví dụ: { $gio }
group-hour-quiet = { $at } là giờ nghỉ, bot không gửi tin. Xin chọn giờ từ { $first } đến trước { $last }.
group-hour-changed = Bảng được gửi lúc { $at } hằng ngày, trừ ngày nghỉ và ngày lễ. Bảng tiếp theo: { $next }.
group-next-none = khi có đợt thi đua mới

## In a private chat (/nhom)
trial-failed = Tin đầu tiên gửi vào nhóm “{ $title }” không tới được, nên nhóm chưa được liên kết với { $unit }. Xin đồng chí xem bot còn trong nhóm và được gửi tin không, rồi lấy mã mới: nhắn “nhóm”.
trial-unknown = Chưa rõ tin đầu tiên đã tới nhóm “{ $title }” hay chưa, nên nhóm chưa được liên kết với { $unit }. Xin đồng chí xem trong nhóm, rồi lấy mã mới: nhắn “nhóm”.
nhom-button = Liên kết nhóm
nhom-choose = Chọn nhóm và liên kết
nhom-how = Mã liên kết nhóm với { $unit }, dùng được một lần, đến { $until }. Đồng chí thêm { $bot } vào nhóm, rồi gửi tin dưới đây trong nhóm đó. Chỉ cán bộ phụ trách { $unit } dùng được mã này.
nhom-how-link = Mã liên kết nhóm với { $unit }, dùng được một lần, đến { $until }. Đồng chí bấm nút dưới đây để chọn nhóm; hoặc thêm { $bot } vào nhóm, rồi gửi tin kế tiếp trong nhóm đó. Chỉ cán bộ phụ trách { $unit } dùng được mã này.
nhom-how-mention =
    Mã liên kết nhóm với { $unit }, dùng được một lần, đến { $until }: { $code }
    Cách dùng: trưởng nhóm thêm { $bot } vào nhóm bằng đường dẫn mời bot. Sau đó trong nhóm, gõ @, chọn { $bot } trong danh sách thành viên, rồi gõ tiếp: lienket { $code }
    Ai có mã này cũng liên kết được, xin chỉ đưa cho trưởng nhóm. Tạm dừng, đổi giờ hoặc thôi liên kết cũng bằng một mã như vậy: tam dung, gio 16:30 hoặc huy lien ket, rồi đến mã.
nhom-line = /lienket@{ $bot } { $code }
nhom-linked = Các nhóm đã liên kết ({ $n }):
nhom-active = • { $title } – { $unit }, { $at }
nhom-pending = • { $title } – { $unit }, đang chờ tin đầu tiên tới nhóm
nhom-handed = • { $title } – { $unit }, { $at }, đồng chí chuyển tiếp
nhom-handed-how = { $bot } đã đủ số nhóm được phép, không vào thêm nhóm được. Mỗi ngày đăng bảng, bot gửi riêng cho đồng chí tin của { $unit } để chuyển tiếp vào nhóm.
nhom-stop = Thôi nhận tin chuyển tiếp
thoitin-none = Đồng chí không nhận tin chuyển tiếp cho nhóm nào.
thoitin-done = Vâng, bot thôi gửi tin chuyển tiếp của { $units }. Khi cần, đồng chí nhắn “chuyển tiếp”.
nhom-paused = • { $title } – { $unit }, đang tạm dừng
group-only = Lệnh này dùng trong nhóm: /lệnh@{ $bot }. Để lấy mã liên kết, đồng chí chọn “Liên kết nhóm”.
group-only-mention = Việc này làm trong nhóm: gõ @, chọn { $bot } trong danh sách thành viên, rồi gõ tiếp. Để lấy mã, đồng chí chọn “Liên kết nhóm”.

## How a command is said behind a mention
said-lienket = liên kết
said-huylienket = hủy liên kết
said-tamdung = tạm dừng
said-tieptuc = tiếp tục
said-gio = giờ
said-tiendo = tiến độ
said-code = (mã)
