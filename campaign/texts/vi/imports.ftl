# Lists of units from Excel, in the chat and on the command line. Mistakes name the sheet and the cell.

import-at-cell = Trang tính { $sheet }, ô { $cell }: { $why }
import-at-row = Trang tính { $sheet }, dòng { $cell }: { $why }
import-at-cells = Trang tính { $sheet }, { $count } ô { $cell }: { $why }
import-at-rows = Trang tính { $sheet }, { $count } dòng { $cell }: { $why }
import-refused = Danh sách chưa nhập được, chưa có gì thay đổi. Có { $count } chỗ cần sửa:
import-more = … và { $count } mục nữa
import-empty = (trống)

import-preview = Trang tính { $sheet }: { $count } đơn vị. Nếu đồng ý thì sẽ thay đổi:
import-nothing-new = Trang tính { $sheet }: { $count } đơn vị, không có gì khác với hiện nay.
import-count-new = Đơn vị mới: { $count }
import-count-renamed = Đổi tên: { $count }
import-count-moved = Chuyển đơn vị cấp trên: { $count }
import-count-merged = Sáp nhập: { $count }
import-count-closed = Kết thúc hoạt động: { $count }
import-count-begun = Ngày bắt đầu: { $count }
import-count-target = Chỉ tiêu: { $count }
import-count-members = Số đoàn viên: { $count }
import-count-other = Thông tin khác: { $count }
import-line-new = + { $name } ({ $code }), thuộc { $after }, từ { $day }
import-brought-members = { $count } đoàn viên
import-brought-target = { $target }: { $count }
import-target = chỉ tiêu { $phase }
import-line-renamed = • { $before } ({ $code }) thành { $after }, từ { $day }
import-line-moved = • { $name } ({ $code }): từ { $before } sang { $after }, từ { $day }
import-line-merged = • { $name } ({ $code }) vào { $after }, từ { $day }
import-line-closed = • { $name } ({ $code }): đến hết { $day }
import-line-begun = • { $name } ({ $code }): từ { $day }
import-line-target = • { $name } ({ $code }), { $column }: { $before } → { $after }
import-line-members = • { $name } ({ $code }): { $before } → { $after }
import-line-other = • { $name } ({ $code }), { $column }: { $before } → { $after }
import-untouched = { $count } đơn vị không có trong danh sách được giữ nguyên.
import-ignored-columns = Cột không dùng: { $columns }
import-ignored-sheets = Trang tính không đọc: { $sheets }
import-ignored-rows = Bỏ qua { $count } dòng tiêu đề hoặc tổng cộng: { $rows }


import-no-header = Không tìm thấy dòng tiêu đề có cột “Mã” hoặc “Tên đơn vị” và ít nhất một cột khác, chẳng hạn “Số đoàn viên”, trong 30 dòng đầu.
import-only-hidden = Danh sách nằm ở trang tính đang ẩn ({ $sheets }). Đồng chí cho hiện trang tính đó rồi gửi lại.
import-column-twice = có hai cột cùng nghĩa: { $columns }. Đồng chí bỏ bớt một cột.
import-too-many-lines = Danh sách có hơn { $most } dòng; đồng chí chia thành nhiều tệp.
import-no-lines = dưới dòng tiêu đề không có đơn vị nào.
import-no-code = thiếu mã và tên đơn vị.
import-bad-code = “{ $value }” không phải là mã; mã chỉ có chữ không dấu, số, dấu - và _, không có dấu cách, dài nhất 32 ký tự.
import-unit-twice = mã { $code } đã có ở ô { $cell }.
import-new-without-name = đơn vị mới { $code } chưa có tên.
import-new-merged = { $code } là đơn vị mới, chưa thể sáp nhập; đồng chí kiểm tra lại mã.
import-long-name = tên dài { $length } ký tự, nhiều nhất là { $most }.
import-unit-unknown = không có đơn vị nào có mã hoặc tên “{ $value }”.
import-unit-unclear = có nhiều đơn vị tên “{ $value }”; đồng chí ghi mã.
import-bad-day = “{ $value }” không phải là ngày có đủ năm, chẳng hạn 31/5/2022.
import-unknown-cluster = không có cụm “{ $value }”. Các mã cụm: { $known }.
import-unknown-block = không có khối “{ $value }”. Các mã khối: { $known }.
import-fraction = { $value } là số lẻ; số lượng phải là số nguyên. Nếu là số hàng nghìn, đồng chí ghi liền các chữ số, chẳng hạn 1172.
import-bad-count = “{ $value }” không phải là số; số lượng chỉ gồm chữ số, chẳng hạn 1172 hoặc 1.172.
import-root-moved = { $code } là đơn vị đứng đầu chương trình, không thuộc đơn vị nào.
import-root-closed = { $code } là đơn vị đứng đầu chương trình, không thể kết thúc.
import-own-parent = { $code } không thể thuộc chính mình.
import-own-heir = { $code } không thể sáp nhập như vậy.
import-ended = { $code } đã kết thúc hoạt động, không thay đổi được nữa.
import-ends-before = ngày kết thúc sớm hơn ngày bắt đầu.
import-circle = các đơn vị thuộc lẫn nhau thành vòng tròn: { $codes }.
import-namesake = trùng tên với đơn vị { $code } cùng đơn vị cấp trên; không ai phân biệt được.
import-folder-mistake = Sau khi nhập, tệp của chương trình sẽ có lỗi: { $problem }

import-file-missing = Không có tệp này.
import-file-too-big = Tệp lớn hơn { $most } MB. Đồng chí xóa hình ảnh và các trang tính thừa rồi gửi lại.
import-file-too-wide = Khi mở ra, tệp lớn hơn { $most } MB. Đồng chí chép riêng bảng danh sách sang một tệp mới.
import-file-old = Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Đồng chí mở bằng Excel, bỏ mật khẩu nếu có, chọn Lưu thành, Excel Workbook (.xlsx).
import-file-macro = Tệp có macro. Đồng chí lưu thành Excel Workbook (.xlsx) không có macro.
import-file-no-table = Đây không phải là tệp Excel (.xlsx) hay CSV.
import-file-broken = Tệp bị hỏng hoặc không đọc được. Đồng chí mở bằng Excel rồi lưu lại thành .xlsx.
import-file-encoding = Tệp CSV không lưu bằng UTF-8. Trong Excel, đồng chí chọn Lưu thành, CSV UTF-8 hoặc .xlsx.
import-file-heavy = Tệp có ô nằm quá xa hoặc quá nhiều ô, không đọc được. Đồng chí chép riêng bảng danh sách sang một tệp mới.

list-how = Đồng chí gửi vào đây danh sách đơn vị dạng tệp Excel (.xlsx) hoặc CSV, có dòng tiêu đề với cột Mã hoặc Tên đơn vị và các cột cần thay đổi: Đơn vị cấp trên, Cụm, Khối, Đoàn viên, Chỉ tiêu, Sáp nhập vào, Đến hết ngày. Đơn vị mới chưa có mã thì bot đặt mã. Ô trống thì giữ nguyên. Bot báo lại mọi thay đổi trước khi nhập, và có thể hoàn tác.
list-received = Bot đã nhận { $name }. Bot đang đọc danh sách và sẽ báo lại những gì thay đổi; chưa có gì được nhập.
list-ask = Nhập tất cả thay đổi này? Đồng chí cũng có thể nhắn “nhập danh sách”.
list-button-put = Nhập danh sách
list-button-leave = Không nhập
list-button-undo = Hoàn tác danh sách
list-left = Danh sách không được nhập, mọi thứ giữ nguyên.
list-done = Đã nhập { $count } thay đổi, có hiệu lực ngay. Nếu có nhầm lẫn, đồng chí nhắn “hoàn tác danh sách”.
list-undone = Đã hoàn tác lần nhập danh sách gần nhất.
list-none = Không có danh sách nào đang chờ nhập. Đồng chí gửi tệp Excel vào đây.
list-nothing-to-undo = Không có lần nhập nào để hoàn tác.
list-changed = Đơn vị hoặc phân công đã thay đổi sau lần xem này. Đồng chí gửi lại tệp để xem lại rồi nhập.
list-in-use = Chưa hoàn tác được: đã có người, nhóm hoặc { -initiative } thuộc đơn vị { $codes }. Đồng chí gửi danh sách có ngày kết thúc cho đơn vị đó.
list-folder = Chưa nhập được: tệp của chương trình trên máy chủ không đọc hoặc không ghi được. Đồng chí báo người quản trị.
list-not-fetched = Bot không tải được tệp này. Đồng chí gửi lại tệp.

# Lists of assignments: who is in charge of which unit.

assign-preview = Trang tính { $sheet }: { $count } dòng phân công. Nếu đồng ý thì sẽ thay đổi:
assign-nothing-new = Trang tính { $sheet }: { $count } dòng phân công, không có gì khác với hiện nay.
assign-count-invited = Mời { $people } người ({ $offices } phân công), mỗi người một lời mời riêng:
assign-count-added = Giao thêm cho { $people } cán bộ đang làm việc ({ $offices } phân công):
assign-count-changed = Đổi thời gian hoặc vai trò: { $offices } phân công của { $people } người:
assign-count-ended = Kết thúc: { $offices } phân công của { $people } người:
assign-count-absent = Đang phụ trách nhưng không có trong danh sách: { $people } người ({ $offices } phân công):
assign-line = • { $name }: { $what }
assign-units-more = { $units } và { $n } đơn vị nữa
assign-since = từ { $day }
assign-until = đến hết { $day }
assign-as-head = là người đứng đầu
assign-as-substitute = làm thay
assign-kept = { $count } phân công đã đúng như danh sách, giữ nguyên.
assign-waits = { $count } phân công đang chờ người được mời mở đường dẫn, giữ nguyên.
assign-in-own-right = Người được thay chưa dùng bot, nên { $names } được mời như cán bộ phụ trách.

assign-no-unit = thiếu mã hoặc tên đơn vị.
assign-code-and-name = mã { $code } không phải là đơn vị “{ $name }”; đồng chí kiểm tra lại mã và tên.
assign-unit-ended = đơn vị { $code } hiện không hoạt động.
assign-no-name = “{ $value }” không phải là họ tên.
assign-unknown-role = “{ $value }” không phải là vai trò; đồng chí ghi “cán bộ phụ trách” hoặc “người đứng đầu”.
assign-twice = { $name } đã được phân công đơn vị này ở ô { $cell }.
assign-two-of-a-name = có nhiều người tên { $name } đang phụ trách { $unit }; đồng chí phân công trong mục “cán bộ”.
assign-nobody-to-stand-in-for = có người làm thay nhưng không có cán bộ phụ trách.
assign-own-substitute = { $name } không thể tự làm thay mình.
assign-circle = { $name } và { $other } làm thay lẫn nhau, khi cả hai cùng vắng thì không còn ai.
assign-begun = { $name } đã phụ trách đơn vị này từ trước; ngày bắt đầu không dời về sau được.
assign-over = ngày kết thúc đã qua.

assign-ask = Nhập tất cả thay đổi này? Đồng chí cũng có thể nhắn “nhập danh sách”. Người được mời chỉ nhận việc khi tự mở đường dẫn của mình.
assign-ask-absent = Người không có trong danh sách vẫn giữ việc, trừ khi đồng chí chọn “Nhập và kết thúc” (hoặc nhắn “nhập danh sách và kết thúc”).
assign-button-end = Nhập và kết thúc
assign-end-ask = Những người đang phụ trách nhưng không có trong danh sách thôi việc từ ngày nào? Đồng chí chọn, hoặc nhắn ngày, chẳng hạn 1/6/2022.
assign-end-today = Từ hôm nay
assign-end-unclear = Bot chưa hiểu ngày này. Đồng chí nhắn ngày, tháng, năm, chẳng hạn 1/6/2022, hoặc “hôm nay”.
assign-end-past = Ngày { $day } đã qua; việc chỉ có thể kết thúc từ hôm nay ({ $today }) trở đi.
assign-end-waits = Bot đang nhập danh sách và sẽ báo lại ngay.
assign-done = Đã nhập: { $offices } phân công thay đổi. Nếu có nhầm lẫn, đồng chí nhắn “hoàn tác danh sách”.
assign-done-links =
    Đã nhập: { $offices } phân công thay đổi. Tệp kèm theo có lời mời riêng của { $people } người, dùng được đến { $until }. Đồng chí chuyển cho từng người và không gửi tệp này vào nhóm: ai có đường dẫn thì nhận được việc.
    Nếu có nhầm lẫn, đồng chí nhắn “hoàn tác danh sách”.
assign-links-again = Tệp kèm theo có lại lời mời của { $people } người chưa mở đường dẫn.
assign-undone = Đã hoàn tác lần nhập phân công gần nhất: { $offices } phân công. Lời mời chưa mở trong danh sách đó không còn dùng được.
assign-told-begun = Đồng chí được giao phụ trách: { $units }. Nhắn “trợ giúp” để xem các việc có thể làm.
assign-told-ended = Đồng chí thôi phụ trách: { $units }. Cảm ơn đồng chí.
office-list = Đồng chí { $name } được giao phụ trách { $units }. Nhắn “trợ giúp” để xem các việc có thể làm.
office-list-later = Đồng chí { $name } được giao phụ trách { $units }, từ { $day }. Nhắn “trợ giúp” để xem các việc có thể làm.

links-sheet = Lời mời
links-title = LỜI MỜI CÁN BỘ PHỤ TRÁCH
links-note = Lập lúc { $time }. Mỗi lời mời dùng được một lần, cho riêng một người; ai có đường dẫn hoặc mã thì nhận được việc.
links-column-name = Cán bộ
links-column-units = Đơn vị phụ trách
links-column-code = Mã lời mời
links-column-until = Dùng được đến
links-column-message = Tin để chuyển tiếp
links-message = Kính gửi đồng chí { $name }! { $owner } phân công đồng chí phụ trách { $units } trong { $campaign }. Để nhận việc, đồng chí { $way }. Lời mời dành riêng cho đồng chí, dùng được một lần, đến { $until }.
links-way-link = mở { $address }
links-way-code = mở { $address } và nhắn mã { $code }
links-or = { " hoặc " }

phancong-how = Đồng chí gửi vào đây danh sách phân công dạng tệp Excel (.xlsx) hoặc CSV, có dòng tiêu đề với cột Mã (hoặc Tên đơn vị) và cột Cán bộ phụ trách; có thể thêm Người đứng đầu, Từ ngày, Đến ngày, Người làm thay. Một người nhiều đơn vị thì ghi nhiều dòng, hai người trùng tên thì ghi thêm trong ngoặc, ví dụ Lê Văn An (THPT). Bot báo lại mọi thay đổi trước khi nhập, rồi gửi tệp lời mời riêng của từng người.
