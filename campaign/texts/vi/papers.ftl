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
