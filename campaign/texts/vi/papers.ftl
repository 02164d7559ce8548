# Printed papers: the application of Circular 18/2013/TT-BKHCN (annex I), as its form has it.

paper-state = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
paper-motto = Độc lập - Tự do - Hạnh phúc

application-title = ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN
application-number = Số đăng ký: { $number }
application-addressee = Kính gửi: Hội đồng sáng kiến, Thủ trưởng đơn vị ({ $unit })
application-opening = Tôi (chúng tôi) ghi tên dưới đây:
application-column-place = Số TT
application-column-name = Họ và tên
application-column-born = Ngày tháng năm sinh
application-column-workplace = Nơi công tác (hoặc nơi thường trú)
application-column-position = Chức danh
application-column-training = Trình độ chuyên môn
application-column-share = Tỷ lệ (%) đóng góp vào việc tạo ra sáng kiến
application-column-work = Nội dung công việc hỗ trợ
application-item-title = Là tác giả (nhóm tác giả) đề nghị xét công nhận sáng kiến
application-item-investor = Chủ đầu tư tạo ra sáng kiến (trường hợp tác giả không đồng thời là chủ đầu tư)
application-item-field = Lĩnh vực áp dụng sáng kiến
application-item-applied-on = Ngày sáng kiến được áp dụng lần đầu hoặc áp dụng thử (ghi ngày nào sớm hơn)
application-item-description = Mô tả bản chất của sáng kiến
application-item-secrets = Những thông tin cần được bảo mật (nếu có)
application-item-conditions = Các điều kiện cần thiết để áp dụng sáng kiến
application-item-benefit-author = Đánh giá lợi ích thu được hoặc dự kiến có thể thu được do áp dụng sáng kiến theo ý kiến của tác giả
application-item-benefit-user = Đánh giá lợi ích thu được hoặc dự kiến có thể thu được do áp dụng sáng kiến theo ý kiến của tổ chức, cá nhân đã tham gia áp dụng sáng kiến lần đầu, kể cả áp dụng thử (nếu có)
application-benefit = Giá trị làm lợi: { $vnd } đồng
application-withheld = Tác giả đề nghị giữ bí mật; trình bày trong hồ sơ riêng.
application-helpers = Danh sách những người đã tham gia áp dụng thử hoặc áp dụng sáng kiến lần đầu (nếu có):
application-pledge = Tôi (chúng tôi) xin cam đoan mọi thông tin nêu trong đơn là trung thực, đúng sự thật và hoàn toàn chịu trách nhiệm trước pháp luật.
application-place-and-day = ……………, ngày …… tháng …… năm ………
application-applicant = Người nộp đơn
application-signature = (Ký và ghi rõ họ tên)

## Asked for in the chat (/baocao, /maudon)
baocao-which = Đồng chí cần báo cáo của đơn vị nào?
baocao-kind = Báo cáo của { $unit }: đồng chí cần tệp nào?
baocao-xlsx = Excel đủ các bảng
baocao-pdf = PDF một trang
baocao-portal = Danh sách để nhập cổng
baocao-tree = Theo cây đơn vị của ngày khác
baocao-progress = Xem đã tới đâu
baocao-tree-ask = Báo cáo của { $unit } xếp theo cây đơn vị của ngày nào? Đồng chí nhắn ngày, chẳng hạn { $example }.
baocao-tree-unclear = Bot chưa hiểu ngày này. Đồng chí nhắn ngày, tháng, năm, chẳng hạn 1/6/2022.
baocao-tree-no-unit = Ngày { $day } chưa có hoặc không còn { $unit }. Đồng chí nhắn ngày khác.
baocao-tree-not-mine = Ngày { $day } nhánh này còn có đơn vị mà nay đồng chí không phụ trách. Đồng chí nhắn ngày khác, hoặc đề nghị người điều hành lập báo cáo.
baocao-file-portal = Danh sách để nhập cổng của { $unit }, tính đến { $time } ngày { $day }. Chỉ có { -initiative } của người đồng ý chuyển lên cổng (mục đích 4); nội dung cần giữ bí mật chỉ có tên và hiệu quả.
baocao-file-tree = { $said } Các đơn vị xếp theo cây ngày { $tree }.
baocao-part = { $said } Phần { $n }/{ $parts }.
baocao-begun = Em đang lập báo cáo của { $unit }, xong em gửi đồng chí ngay.
baocao-waits = Báo cáo của { $unit } đang chờ đến lượt, xong em gửi đồng chí ngay.
baocao-counting = Em đang tính số liệu của { $unit }, sau đó em lập danh sách.
baocao-going = Em đang lập báo cáo của { $unit }: đã xong { $done }/{ $whole } { -initiative }.
baocao-cancel = Hủy báo cáo
baocao-cancelled = Em đã hủy, không lập báo cáo của { $unit } nữa.
baocao-over = Báo cáo này đã xong hoặc đã hủy từ trước.
baocao-file = Báo cáo của { $unit }, số liệu tính đến { $time } ngày { $day }.
baocao-too-large = Báo cáo của { $unit } quá lớn để gửi qua tin nhắn. Đồng chí nhờ người quản trị máy chủ lập bằng lệnh: nuocrut export.
maudon-button = Mẫu đơn công nhận
maudon-which = { $number }: đơn yêu cầu công nhận sáng kiến (Thông tư 18/2013), điền sẵn những gì đã có. Ngày sinh, địa chỉ để trống cho tác giả tự ghi.
maudon-docx = Tệp Word để điền tiếp
maudon-pdf = Tệp PDF để in
maudon-file = Đơn yêu cầu công nhận { $number }. Phần để trống xin tác giả tự ghi.
paper-failed = Em chưa lập được tệp này. Xin thử lại sau ít phút; vẫn không được thì báo { $contact }.

## Certificates
certificate-awards = tặng
certificate-reason = Đã có thành tích trong { $campaign }
certificate-decision = Quyết định số { $number } ngày { $day }
certificate-signer = TM. { $issuer }
certificate-thanks = THƯ CẢM ƠN
certificate-thanks-lead = trân trọng cảm ơn
certificate-thanks-reason = đã đóng góp { -initiative }
certificate-thanks-foot = { $number }, được công nhận hợp lệ ngày { $day }
certificate-with-others = { $name } và các đồng tác giả

## Certificates and cards of thanks (/giaykhen)
giaykhen-which = Đồng chí cần giấy khen, thư cảm ơn của đơn vị nào?
giaykhen-begun = Em đang lập giấy khen và thư cảm ơn của { $unit }, xong em gửi đồng chí ngay.
giaykhen-waits = Giấy khen và thư cảm ơn của { $unit } đang chờ đến lượt, xong em gửi đồng chí ngay.
giaykhen-going = Em đang lập giấy khen và thư cảm ơn của { $unit }: đã xong { $done }/{ $whole } tờ.
giaykhen-cancel = Hủy giấy khen
giaykhen-cancelled = Em đã hủy, không lập giấy khen và thư cảm ơn của { $unit } nữa.
giaykhen-over = Việc lập giấy khen này đã xong hoặc đã hủy từ trước.
giaykhen-none = { $unit } chưa có quyết định khen thưởng và chưa có { -initiative } { -valid } nào { -submit } qua bot, nên chưa có tờ nào để in.
giaykhen-too-many = { $unit } có { $n } tờ, nhiều hơn { $most }. Đồng chí chọn đơn vị nhỏ hơn, hoặc nhờ người quản trị máy chủ lập bằng lệnh: nuocrut certificates.
giaykhen-file = Giấy khen và thư cảm ơn của { $unit }: { $n } tờ, để in. Ai chưa đồng ý nêu tên (mục đích 3) thì trên đó là “một đoàn viên”.
