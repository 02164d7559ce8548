# Entering for a worker without a telephone ("đồng chí"), and what the author hears when he comes ("anh/chị").

nhapho-closed = Chiến dịch đã kết thúc nên không nhập hộ thêm được nữa. Cảm ơn đồng chí!
nhapho-stopped = Đã dừng. Khi cần, đồng chí nhắn “nhập hộ”.
nhapho-ask-name = Nhập hộ đoàn viên của { $unit }. Đồng chí cho biết họ và tên tác giả. Có phiếu giấy thì gửi ảnh phiếu vào đây, ảnh sẽ đi kèm { -initiative }.
nhapho-name-unclear = Đồng chí viết giúp đầy đủ họ và tên một tác giả, ví dụ: Nguyễn Thị Lan. Đồng tác giả ghi ở mục Tác giả sau.
nhapho-ask-kind = { $name } thuộc đối tượng nào?
nhapho-ask-agreed = { $name } ({ $unit }) đã đồng ý cho { $owner } lưu họ tên, đơn vị, đối tượng và nội dung { -initiative } để đăng ký và xem xét, và biết có thể sửa hoặc rút lại bất cứ lúc nào khi còn xem xét?
nhapho-agreed = Đã đồng ý
nhapho-not-agreed = Chưa hỏi
nhapho-needs-agreement = Chưa ghi gì. Đồng chí hỏi { $name } trước; khi có sự đồng ý, đồng chí nhắn “nhập hộ”.
nhapho-paper-kept = Đã giữ { $n } ảnh, tệp.
nhapho-begun = Đồng chí nhập thay { $name }; trong mục Tác giả, “tôi” là { $name }.
nhapho-title = { $title } (nhập hộ { $name })
nhapho-author = tác giả
nhapho-again = Nhập hộ tiếp
nhapho-code = Mã cho tác giả
nhapho-claim = Đồng chí trao mã này cho { $author }: { $code }. Khi nào tự dùng điện thoại, tác giả nhắn mã cho { $bot } là nhận { -initiative } về mình, tự sửa, tự rút được. Mã dùng một lần, đến { $until }; trước đó kết quả xem xét báo về đồng chí.
review-heading-for = Xem lại { -initiative } của { $name }
form-alone-for = Một mình tác giả
entered-by = Cán bộ nhập hộ: { $name }

## What was entered
danhapho-button = Đã nhập hộ
danhapho-none = Đồng chí chưa nhập hộ { -initiative } nào.
danhapho-heading = Đã nhập hộ { $n } { -initiative }
danhapho-line = • { $number } “{ $title }” – { $authors } – { $status }
danhapho-line-claimed = • { $number } “{ $title }” – { $authors } – { $status }, tác giả đã nhận

## Choosing the unit
unit-ask-behalf = Tác giả ở đơn vị nào? Xin gõ vài chữ trong tên đơn vị, không dấu cũng được.
unit-none-behalf = Trong các đơn vị đồng chí phụ trách không có đơn vị nào có “{ $query }”. Xin thử vài chữ khác.
unit-pick-behalf = Tác giả ở đơn vị nào? Xin đồng chí chọn:
unit-pick-page-behalf = Có { $total } đơn vị (trang { $page }/{ $pages }). Xin đồng chí chọn, hoặc gõ thêm chữ để tìm hẹp hơn:
unit-unclear-behalf = Số hoặc mục này không có trong danh sách. Đồng chí nhắn số của đơn vị, hoặc gõ vài chữ trong tên đơn vị.
unit-needs-text-behalf = Xin đồng chí gõ vài chữ trong tên đơn vị.

## Taking it over
claim-done = { $number } “{ $title }” do đồng chí { $by } nhập hộ nay là của anh/chị. Anh/chị xem lại giúp em; còn sửa, rút được khi chưa có kết quả ạ.
claim-over = Mã này không nhận được { -initiative } nữa: { -initiative } đã có người nhận. Nếu có nhầm lẫn, anh/chị nhắn “hỏi” để gặp cán bộ ạ.
claim-is-your-own = Đây là mã đồng chí trao cho tác giả; mã vẫn còn hiệu lực.
claim-told = { $name } đã nhận { $number } đồng chí nhập hộ. Nếu không đúng tác giả, đồng chí báo người điều hành.
claim-code-in-group = Đừng gửi mã nhận { -initiative } trong nhóm ạ: mã vừa hiện không còn dùng được nữa. Anh/chị xin cán bộ mã mới, rồi nhắn riêng cho { $bot }.
