# Cards with QR codes to hang on a wall.

codes-heading = Mời anh chị em gửi sáng kiến
codes-open = Quét mã bằng điện thoại, rồi bấm Bắt đầu
codes-say = Quét mã bằng điện thoại, rồi nhắn mã này cho bot:
