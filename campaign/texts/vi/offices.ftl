# What owners and cadres read in a private chat. They are "đồng chí"; polite, short, no orders.

## What an office can do (for /trogiup)
help-cadre =
    Việc của cán bộ phụ trách

    Theo dõi
    • đơn vị – các đơn vị đồng chí phụ trách, đơn vị cần quan tâm xếp trước
    • chỉ tiêu – chỉ tiêu của đơn vị, đề nghị chỉ tiêu khác
    • cột mốc – các mốc đã đạt và { -initiative } cán mốc
    • báo cáo – số liệu và danh sách { -initiative }, gửi thành tệp
    • giấy khen – giấy khen và thư cảm ơn, để in

    Giúp anh chị em
    • duyệt – { -initiative } đang chờ đồng chí xem xét
    • câu hỏi – câu hỏi đang chờ trả lời
    • nhập hộ – { -submit } { -initiative } thay đoàn viên không có điện thoại
    • mã QR – ảnh hoặc trang in để treo tường

    Nhóm và phân công
    • nhóm – lấy mã để liên kết một nhóm với đơn vị
    • chuyển tiếp – tin tiến độ để gửi vào nhóm không có bot
    • lời mời – các mã đang còn hiệu lực
    • nghỉ – báo nghỉ và cử người làm thay
    Có thể nhắn kèm tên đơn vị, ví dụ: chỉ tiêu { $unit }.
    Lúc { $at } mỗi sáng, ngày nào có việc cần quan tâm, đồng chí nhận được bản tóm tắt.
help-owner =
    Việc của người điều hành

    Theo dõi
    • đơn vị – tiến độ của mọi đơn vị
    • duyệt – { -initiative } đang chờ xem xét
    • câu hỏi – câu hỏi đang chờ trả lời
    • báo cáo – số liệu và danh sách { -initiative }, gửi thành tệp
    • giấy khen – giấy khen và thư cảm ơn, để in
    • cột mốc – các mốc đã đạt
    • hiệu quả – tin nhắc có tác dụng hay không

    Đơn vị và cán bộ
    • danh sách đơn vị – nhập đơn vị, chỉ tiêu bằng tệp Excel
    • phân công – giao cán bộ phụ trách bằng tệp Excel
    • chỉ tiêu – xem, quyết định chỉ tiêu, các đề nghị đang chờ
    • mời, lời mời – mời cán bộ, người điều hành; thu hồi lời mời
    • cán bộ – ai phụ trách đơn vị nào
    • mã QR – ảnh hoặc trang in để treo tường

    Đăng tin
    • nhóm – lấy mã để liên kết một nhóm
    • chuyển tiếp – tin tiến độ để gửi vào nhóm không có bot
    • thông báo – gửi một thông báo cho cán bộ hoặc đoàn viên
    • tạm dừng tất cả, tiếp tục tất cả – dừng và mở lại mọi bảng, tin nhắc
    • tin chưa rõ – tin không biết đã tới nơi hay chưa

    Tổng kết và kiểm tra
    • khóa sổ – chốt số liệu của giai đoạn đã kết thúc
    • khen thưởng – danh sách đề xuất, ghi quyết định khen
    • sửa lời – sửa lời bot nói, có hiệu lực ngay
    • chính sách – giờ nghỉ, giờ gửi, mức nhắc; đổi từng mục
    • nhật ký – ai đã thay đổi việc gì, lúc nào
    • hạn mức – bot còn gửi được bao nhiêu tin trong tháng
    Có thể nhắn kèm tên đơn vị, ví dụ: chỉ tiêu { $unit }.
help-own =
    Việc của riêng mình: đăng ký, tiếp tục, của tôi, xếp hạng, tiến độ, hồ sơ, nhắc, dữ liệu, hỏi.
    Liên hệ: { $contact }

## Answers that several steps share
office-unclear = Xin đồng chí chọn một mục, hoặc nhắn số thứ tự của mục cần chọn.
office-stopped = Vâng, đã dừng. Chưa có gì thay đổi.
office-refused = Việc này dành cho cán bộ phụ trách đơn vị hoặc người điều hành chương trình. Nếu cần hỗ trợ, xin chọn “Hỏi cán bộ” hoặc liên hệ: { $contact }.
office-held-already = Đồng chí đang đảm nhận việc này tại { $unit } rồi. Mã chưa được dùng, có thể chuyển cho người khác.
invite-is-your-own = Đây là lời mời do chính đồng chí tạo. Xin chuyển tiếp cho người được mời; mã vẫn còn hiệu lực.
group-code-in-private = Mã { $code } dùng để liên kết nhóm. Đồng chí thêm bot vào nhóm rồi gửi mã trong nhóm đó.

## Choosing a unit for a cadre or a group
unit-ask-cadre = Đồng chí muốn giao đơn vị nào? Xin gõ vài chữ trong tên đơn vị, không dấu cũng được. Giao đơn vị cấp trên là giao cả các đơn vị trực thuộc.
unit-ask-group = Nhóm sẽ theo dõi đơn vị nào? Xin gõ vài chữ trong tên đơn vị, không dấu cũng được. Chọn đơn vị cấp trên thì nhóm nhận bảng chung của các đơn vị trực thuộc.
unit-none-cadre = Không thấy đơn vị nào có “{ $query }”. Xin đồng chí thử vài chữ khác trong tên đơn vị.
unit-none-group = Trong các đơn vị đồng chí phụ trách không có đơn vị nào có “{ $query }”. Xin thử vài chữ khác.
unit-pick-cadre = Xin đồng chí chọn đơn vị cần giao:
unit-pick-group = Nhóm sẽ theo dõi đơn vị nào? Xin đồng chí chọn:
unit-pick-page-cadre = Có { $total } đơn vị (trang { $page }/{ $pages }). Xin đồng chí chọn, hoặc gõ thêm chữ để tìm hẹp hơn:
unit-pick-page-group = Có { $total } đơn vị (trang { $page }/{ $pages }). Xin đồng chí chọn, hoặc gõ thêm chữ để tìm hẹp hơn:
unit-unclear-cadre = Số hoặc mục này không có trong danh sách. Đồng chí nhắn số của đơn vị, hoặc gõ vài chữ trong tên đơn vị.
unit-needs-text-cadre = Xin đồng chí gõ vài chữ trong tên đơn vị.
unit-unclear-group = Số hoặc mục này không có trong danh sách. Đồng chí nhắn số của đơn vị, hoặc gõ vài chữ trong tên đơn vị.
unit-needs-text-group = Xin đồng chí gõ vài chữ trong tên đơn vị.

## Inviting (/moi)
moi-ask = Đồng chí muốn mời ai?
moi-cadre = Cán bộ phụ trách đơn vị
moi-owner = Người điều hành chương trình
moi-owner-ask = Người điều hành có toàn quyền như đồng chí: mời và thôi giao cán bộ, xem số liệu của mọi đơn vị. Đồng chí có chắc muốn mời thêm không?
moi-owner-yes = Có, tạo lời mời
moi-made-cadre = Đã tạo lời mời phụ trách { $unit }, dùng được một lần, đến { $until }. Đồng chí chuyển tiếp tin dưới đây cho người được mời. Cần thu hồi, nhắn “lời mời”.
moi-made-owner = Đã tạo lời mời người điều hành, dùng được một lần, đến { $until }. Đồng chí chỉ chuyển tiếp tin dưới đây cho đúng người được mời. Cần thu hồi, nhắn “lời mời”.
moi-forward-cadre =
    Kính gửi đồng chí! { $owner } trân trọng mời đồng chí phụ trách { $unit } trong { $campaign }.
    Xin đồng chí mở đường dẫn sau để nhận việc: { $link }
    Đường dẫn dùng được một lần, đến { $until }.
moi-forward-owner =
    Kính gửi đồng chí! { $owner } trân trọng mời đồng chí cùng điều hành { $campaign }.
    Xin đồng chí mở đường dẫn sau để nhận việc: { $link }
    Đường dẫn dùng được một lần, đến { $until }.
moi-forward-cadre-code =
    Kính gửi đồng chí! { $owner } trân trọng mời đồng chí phụ trách { $unit } trong { $campaign }.
    Xin đồng chí nhắn cho { $bot } mã sau để nhận việc: { $link }
    Mã dùng được một lần, đến { $until }.
moi-forward-owner-code =
    Kính gửi đồng chí! { $owner } trân trọng mời đồng chí cùng điều hành { $campaign }.
    Xin đồng chí nhắn cho { $bot } mã sau để nhận việc: { $link }
    Mã dùng được một lần, đến { $until }.

## Open invitations (/loimoi)
loimoi-none = Hiện không có lời mời nào đang chờ.
loimoi-heading = Có { $n } lời mời và mã đang chờ:
loimoi-line = { $n }. { $what }, đến { $until }
loimoi-cadre = Cán bộ phụ trách { $unit }
loimoi-list = { $name }, { $n } phân công theo danh sách
loimoi-owner = Người điều hành
loimoi-group = Mã liên kết nhóm với { $unit }
loimoi-revoke = Thu hồi { $n }
loimoi-button = Các lời mời còn lại
loimoi-revoked = Đã thu hồi: { $what }. Đường dẫn hoặc mã đó không còn dùng được.
loimoi-gone = Lời mời này không còn chờ nữa: đã được dùng, đã hết hạn hoặc đã thu hồi.

## Offices (/canbo, /chuacanbo, /thoigiao)
canbo-heading = Người điều hành và cán bộ phụ trách ({ $n }):
canbo-line = { $n }. { $what }
canbo-owner = { $name } – người điều hành
canbo-cadre = { $name } – { $unit }
canbo-substitute = { $name } – { $unit } (thay đồng chí { $other } đến hết { $until })
canbo-nameless = (chưa có tên)
canbo-end = Thôi giao { $n }
canbo-invite = Mời thêm cán bộ
canbo-without = Đơn vị chưa có cán bộ ({ $n })
chuacanbo-none = Đơn vị nào cũng đã có cán bộ phụ trách.
chuacanbo-heading = Có { $n } đơn vị chưa có cán bộ phụ trách (trang { $page }/{ $pages }). Bấm tên đơn vị để mời cán bộ:
thoigiao-ask = Thôi giao việc: { $what }. Đồng chí có chắc không?
thoigiao-yes = Thôi giao
thoigiao-done = Đã thôi giao: { $what }.
thoigiao-told = Đồng chí thôi phụ trách { $unit } từ hôm nay. Trân trọng cảm ơn đồng chí đã nhiệt tình tham gia!
thoigiao-gone = Việc này đã được thôi giao trước đó.
thoigiao-last-owner = Đây là người điều hành duy nhất. Xin mời thêm một người điều hành trước (nhắn “mời”), rồi hãy thôi giao.

## Posts whose outcome is unknown (/tinchuaro, /guilai)
tinchuaro-none = Trong 3 ngày qua không có tin nào chưa rõ đã tới nơi hay chưa mà còn gửi lại được.
tinchuaro-heading = Trong 3 ngày qua có { $n } tin chưa rõ đã tới nơi hay chưa (mới nhất trước):
tinchuaro-line = { $n }. { $what }
tinchuaro-what = { $kind }, { $to }, { $at }
tinchuaro-how = Tin gửi vào nhóm, xin đồng chí xem trong nhóm trước, để không bị gửi hai lần.
tinchuaro-again = Gửi lại { $n }
tinchuaro-button = Các tin chưa rõ
tinchuaro-board = Bảng tiến độ
tinchuaro-launch = Tin phát động
tinchuaro-last-call = Tin nhắc ngày cuối
tinchuaro-milestone = Tin vui
tinchuaro-end = Tin kết thúc đợt
tinchuaro-digest = Bản tóm tắt buổi sáng
tinchuaro-nudge = Tin nhắc { -submit } { -initiative }
tinchuaro-group = nhóm “{ $title }”
tinchuaro-cadre = một cán bộ
tinchuaro-worker = một đoàn viên
guilai-done = Đã xếp để gửi lại: { $what }. Bot gửi ngay.
guilai-later = Đã xếp để gửi lại: { $what }. Đang là giờ nghỉ hoặc ngày nghỉ nên bot chờ, gửi lúc { $at }.
guilai-gone = Tin này đã được gửi lại trước đó, đã có bảng mới hơn, hoặc không còn gửi lại được.

## The month of bots whose messages are counted (/hanmuc, /molai)
hanmuc-none = Các bot đang dùng không bị giới hạn số tin trong tháng.
hanmuc-heading = Hạn mức tháng này
hanmuc-bot = { $bot }
hanmuc-messages = • Tin: { $used }/{ $limit } ({ $share }), gồm { $sent } tin gửi và { $received } tin nhận
hanmuc-messages-sent = • Tin đã gửi: { $used }/{ $limit } ({ $share })
hanmuc-messages-unlimited = • Tin: { $sent } tin gửi, { $received } tin nhận, không giới hạn
hanmuc-users = • Người dùng: { $n }/{ $limit }
hanmuc-users-unlimited = • Người dùng: { $n }, không giới hạn
hanmuc-groups = • Nhóm: { $n }/{ $limit }
hanmuc-groups-unlimited = • Nhóm: { $n }, không giới hạn
hanmuc-sparing = Bot đã bớt các tin xã giao.
hanmuc-essential = Bot đã ngừng tin nhắc và tin vui, chỉ còn trả lời, báo nhận { -initiative } và đăng bảng theo lịch.
hanmuc-stopped = Nền tảng báo hết hạn mức lúc { $at }. Bot ngừng gửi đến hết tháng. Nếu đã mua thêm hạn mức, xin đồng chí nhắn “mở lại”.
hanmuc-near = Bot sắp đủ số người. Đường dẫn và tin mời mới dẫn sang bot khác.
hanmuc-waiting = Tin đang chờ: { $n }
hanmuc-handed-over = Bảng đã giao cán bộ chuyển tiếp: { $n }
hanmuc-missed = Bảng không gửi được, không có cán bộ để giao: { $n }
hanmuc-dropped = Tin không gửi: { $n }
hanmuc-reopen = Mở lại { $bot }
hanmuc-reopened = Đã mở lại: { $bots }. Các tin đang chờ được gửi ngay. Nếu vẫn hết hạn mức, bot tự ngừng và báo lại.
hanmuc-open = Không có bot nào đang ngừng vì hết hạn mức.
hanmuc-told-sparing = Kính báo đồng chí: { $bot } đã dùng { $used }/{ $limit } tin của tháng này. Bot bớt các tin xã giao. Đồng chí nhắn “hạn mức” để xem.
hanmuc-told-essential = Kính báo đồng chí: { $bot } đã dùng { $used }/{ $limit } tin của tháng này. Bot ngừng tin nhắc và tin vui; vẫn trả lời, báo nhận { -initiative } và đăng bảng theo lịch. Đồng chí nhắn “hạn mức” để xem.
hanmuc-told-stopped = Kính báo đồng chí: { $bot } đã hết hạn mức tin của tháng này ({ $used } tin theo sổ của bot). Bot ngừng gửi đến hết tháng; bảng của các nhóm được giao cán bộ chuyển tiếp. Nếu đã mua thêm hạn mức, xin đồng chí nhắn “mở lại”.

## A bot whose token is refused, told on another platform
bot-stopped = Kính báo đồng chí: { $bot } đã ngừng hoạt động vì nền tảng không nhận mã của bot nữa (có thể mã đã bị đặt lại). Tin nhắn gửi đến bot này chưa được trả lời; tin đang chờ được giữ đến khi bot chạy lại. Xin đồng chí báo người quản trị máy chủ thay mã mới rồi khởi động lại.

## Leave (/nghi)
nghi-nobody = Chưa có cán bộ nào khác có thể làm thay. Xin đồng chí báo người điều hành mời thêm cán bộ.
nghi-who = Trong thời gian đồng chí nghỉ, ai làm thay?
nghi-person = { $name } – { $unit }
nghi-when = Đồng chí { $name } làm thay từ ngày nào đến hết ngày nào? Ví dụ: { $first } – { $last }, hoặc: đến hết { $last }.
nghi-dates-unclear = Chưa đọc được ngày. Xin đồng chí ghi ngày đầu và ngày cuối, ví dụ như dưới đây.
nghi-dates-past = Ngày { $last } đã qua (hôm nay là { $today }).
nghi-dates-long = Thời gian nghỉ nhận được nhiều nhất là một năm. Nghỉ lâu hơn, xin đồng chí đề nghị người điều hành giao đơn vị cho người khác.
nghi-gone = Người vừa chọn không còn giữ nhiệm vụ.
nghi-done = Đã ghi: từ { $first } đến hết { $last }, đồng chí { $name } làm thay tại { $units }. Bot đã báo cho đồng chí ấy. Muốn thay đổi, đồng chí nhắn “nghỉ”.
nghi-done-untold = Đã ghi: từ { $first } đến hết { $last }, đồng chí { $name } làm thay tại { $units }. Bot chưa nhắn được cho đồng chí ấy, xin đồng chí báo giúp. Muốn thay đổi, đồng chí nhắn “nghỉ”.
nghi-told = Kính gửi đồng chí! Từ { $first } đến hết { $last }, đồng chí { $me } nghỉ và đề nghị đồng chí làm thay tại { $units }. Trong thời gian đó, bản tóm tắt buổi sáng và câu hỏi của các đơn vị này cũng được gửi tới đồng chí. Trân trọng cảm ơn!
nghi-entered = Đồng chí { $name } đang được cử làm thay từ { $first } đến hết { $last }.
nghi-over = Hiện không có ai đang làm thay đồng chí.
nghi-end = Kết thúc nghỉ
nghi-keep = Giữ nguyên
nghi-kept = Vâng, giữ nguyên như đã ghi.
nghi-ended = Đã kết thúc. Đồng chí { $name } thôi làm thay từ bây giờ.
nghi-told-over = Đồng chí { $name } đã trở lại làm việc. Đồng chí thôi làm thay từ bây giờ. Trân trọng cảm ơn!

## Units in charge (/donvi)
level-critical = cần tập trung
level-behind = đang chậm
level-watch = cần theo dõi
level-ok = đúng tiến độ
level-done = đã hoàn thành
level-no-target = chưa có chỉ tiêu
donvi-heading = Các đơn vị phụ trách ({ $n })
donvi-legend = { $stamp } ({ $measure }/chỉ tiêu), đơn vị cần quan tâm xếp trước:
donvi-line = { $n }. { $unit }: { $done }/{ $target }, mỗi ngày cần { $need } – { $level }
donvi-line-last = { $n }. { $unit }: { $done }/{ $target }, hôm nay cần { $need } – { $level }
donvi-line-done = { $n }. { $unit }: { $done }/{ $target } – { $level }
donvi-line-count = { $n }. { $unit }: { $done } – { $level }
donvi-no-sprint = Chương trình chưa có đợt thi đua nào.
donvi-none = Trong các đơn vị đồng chí phụ trách không có đơn vị nào có “{ $query }”.
donvi-found = Có { $n } đơn vị có “{ $query }”. Xin đồng chí chọn:
donvi-all = Các đơn vị
donvi-back = ‹ Về đơn vị
donvi-need = Mỗi ngày cần { $need } { -initiative }, tính cả hôm nay (còn { $left } ngày).
donvi-need-today = Hôm nay là ngày cuối, còn thiếu { $missing } { -initiative }.
donvi-level = Nhịp độ: { $level }.
donvi-drafts = Bản nháp để lâu: { $n }.
donvi-no-drafts = Không có bản nháp để lâu.
donvi-questions = Câu hỏi chờ trả lời: { $n }.
donvi-no-questions = Không có câu hỏi chờ trả lời.

## Initiatives of a unit (/sangkien, /xemsk)
sangkien-button = { -Initiative }
sangkien-none = { $unit } chưa có { -initiative } nào.
sangkien-heading = { -Initiative } của { $unit } ({ $n }, mới nhất trước)
sangkien-heading-newest = { -Initiative } của { $unit } ({ $n } { -initiative } mới nhất)
sangkien-line = • { $number } – { $title } ({ $status })
sangkien-line-confidential = • { $number } – { $title } ({ $status }, cần giữ bí mật)
sangkien-one = { $number }
sangkien-back = ‹ Danh sách { -initiative }
sangkien-gone = Không thấy { -initiative } có số này.
sangkien-where = { $unit } · { -submit } lúc { $at } · { $status }
sangkien-authors = Tác giả: { $authors }
sangkien-confidential = { -Initiative } cần giữ bí mật: chỉ xem được tên và hiệu quả.
sangkien-submitted = đang xem xét
sangkien-needs-info = cần bổ sung
sangkien-valid = { -valid }
sangkien-rejected = không { -valid }
sangkien-withdrawn = đã rút

## Texts to pass on (/chuyentiep, /moivao)
chuyentiep-button = Tin để chuyển tiếp
chuyentiep-how = Tin dưới đây không nêu đơn vị chậm và không có thông tin cá nhân. Đồng chí chuyển tiếp vào nhóm:
moivao-button = Mời người { -submit }
moivao-none = Đơn vị này chưa có đường dẫn tham gia.
moivao-how = Đồng chí chuyển tiếp tin dưới đây cho anh chị em { $unit }. Ai mở đường dẫn sẽ được ghi đúng đơn vị, không phải tìm:
moivao-forward =
    Mời anh chị em đoàn viên, người lao động { $unit } { -submit } { -initiative } hưởng ứng { $campaign }.
    Anh chị em mở đường dẫn sau, trợ lý tự động hỏi từng câu, khoảng 3 phút: { $link }
moivao-forward-code =
    Mời anh chị em đoàn viên, người lao động { $unit } { -submit } { -initiative } hưởng ứng { $campaign }.
    Anh chị em nhắn cho { $bot } mã sau, trợ lý tự động hỏi từng câu, khoảng 3 phút: { $link }

## Questions of one's units (/cauhoi)
cauhoi-button = Câu hỏi
cauhoi-none = Không có câu hỏi nào chờ trả lời.
cauhoi-heading = Câu hỏi chờ trả lời ({ $n })
cauhoi-line =
    { $n }. { $name }, { $unit }, { $at }:
    “{ $text }”
cauhoi-with-picture = { $text } (có ảnh)
cauhoi-answer = Trả lời { $n }
question-too-long = Tin dài { $now } ký tự, mỗi tin nhận tối đa { $most } ký tự. Xin rút gọn rồi gửi lại.
question-gone = Câu hỏi này không còn nữa: có thể người hỏi đã xóa dữ liệu của mình.
question-answer-unclear = Chưa thấy câu trả lời. Xin đồng chí gõ bằng chữ.
question-answer-unheard = Đã lưu câu trả lời, nhưng chưa gửi được: người hỏi đã chặn bot. Nếu được, xin đồng chí liên hệ trực tiếp.

## Milestones reached (/cotmoc)
cotmoc-heading = Các mốc đã đạt: { $n }
cotmoc-none = Chưa có mốc nào trong các đơn vị đồng chí phụ trách.
cotmoc-number = • { $day }: { $unit } – { -initiative } thứ { $n }: { $number }
cotmoc-percent = • { $day }: { $unit } – { $percent } chỉ tiêu
cotmoc-rule = Mỗi mốc ghi một lần, theo thứ tự gửi (hoặc được công nhận) và không đổi về sau.
cotmoc-claims = Ghi nhận khác, theo lời người ghi, không do bot tính:
cotmoc-claim = { $n }. { $day }: { $words }
cotmoc-add = Ghi nhận khác
cotmoc-revoke = Bỏ ghi nhận { $n }
cotmoc-button = Cột mốc
cotmoc-ask = Đồng chí viết ghi nhận trong một tin, ví dụ: Tổng LĐLĐ tôn vinh công nhân Công ty A là tác giả { -initiative } thứ 1.000.000. Chỉ nêu tên người đã đồng ý được nêu tên.
cotmoc-kept = Đã ghi. Các mốc do bot tính vẫn giữ nguyên.
cotmoc-revoked = Đã bỏ ghi nhận này.
cotmoc-gone = Ghi nhận này đã được bỏ rồi.

## What nudges do (/hieuqua)
hieuqua-heading = Tin nhắc có tác dụng không? { $sprint }
hieuqua-none = Chưa có đợt thi đua nào nên chưa có gì để đo.
hieuqua-drafts = Về bản nháp bỏ dở:
hieuqua-beginnings = Mời người chưa bắt đầu:
hieuqua-sent = • Đã nhắc { $n } lượt; { $followed } lượt có { -initiative } { -submit } trong 24 giờ sau đó ({ $share }).
hieuqua-held-out = • Không nhắc { $n } lượt ở các đơn vị đối chiếu; { $followed } lượt vẫn có { -initiative } { -submit } trong 24 giờ ({ $share }).
hieuqua-drawn = Đơn vị đối chiếu là một phần mười số đơn vị, mỗi tuần chọn lại.
hieuqua-few-units = Chiến dịch dưới { $units } đơn vị nên đơn vị nào cũng được nhắc, không có đơn vị đối chiếu.
hieuqua-note = Đây là số gộp, không theo dõi ai. Bảy ngày cuối đơn vị nào cũng được nhắc nên không tính. Số lượt còn ít thì chênh lệch có thể chỉ do ngẫu nhiên.
hieuqua-opt-outs = Bảy ngày qua: { $stopped } trong { $nudged } người được nhắc đã tắt tin nhắc ({ $share }).
hieuqua-eased = Vì nhiều người tắt tin nhắc, trong đợt này bot mời người chưa bắt đầu thưa đi một nửa.
nudges-eased =
    Kính báo đồng chí: trong 7 ngày qua, { $stopped } trong { $nudged } người được nhắc đã tắt tin nhắc ({ $share }), quá mức { $limit }.
    Từ nay đến hết đợt thi đua, bot mời người chưa bắt đầu thưa đi một nửa. Số liệu: nhắn “hiệu quả”. Trân trọng!
