# Cards with QR codes to hang on a wall.

codes-heading = Mời anh chị em { -submit } { -initiative }
codes-open = Quét mã bằng điện thoại, rồi bấm Bắt đầu
codes-say = Quét mã bằng điện thoại, rồi nhắn mã này cho bot:

maqr-which = Đồng chí cần mã QR của đơn vị nào?
maqr-kind = Mã QR để đoàn viên { $unit } quét và gặp bot. Đồng chí cần:
maqr-png = Ảnh của riêng đơn vị này
maqr-pdf = Trang in cho tất cả đơn vị trực thuộc
maqr-file = Mã QR của { $unit } ({ $n } đơn vị). Đồng chí in ra, treo ở nơi anh chị em dễ thấy.
