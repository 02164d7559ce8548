# What Telegram shows beside the typing line.
menu-dangky = Đăng ký { -initiative }
menu-tieptuc = Làm tiếp bản nháp
menu-cuatoi = { -Initiative } của tôi
menu-xephang = Xếp hạng đơn vị mình
menu-tiendo = Tiến độ chung
menu-hoso = Hồ sơ của tôi
menu-nhac = Bật, tắt tin nhắc
menu-dulieu = Dữ liệu của tôi
menu-hoi = Hỏi cán bộ công đoàn
menu-trogiup = Trợ giúp
menu-group-xephang = Xếp hạng
menu-group-tiendo = Tiến độ đến lúc này
menu-group-lienket = Liên kết nhóm với đơn vị (cán bộ)
menu-group-huylienket = Hủy liên kết (cán bộ)
menu-group-tamdung = Tạm dừng đăng tin (cán bộ)
menu-group-tieptuc = Đăng tin trở lại (cán bộ)
menu-group-gio = Đổi giờ đăng bảng (cán bộ)
