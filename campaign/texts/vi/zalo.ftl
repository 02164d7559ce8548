# Where a platform has no buttons, files or pictures: how choices are answered in words, and what is said instead.
choices-numbered = Nhắn số để chọn:
choices-commands = Để chọn, nhắn:
choices-words = Hoặc nhắn: { $words }
choices-words-only = Có thể nhắn: { $words }
file-not-here = Bot chưa gửi được tệp qua Zalo. Anh/chị nhắn “hỏi” để cán bộ phụ trách gửi giúp ạ.
file-by-address =
    Tải tệp tại đường dẫn dưới đây. Đường dẫn chỉ dành cho anh/chị và hết hạn sau { $minutes } phút:
    { $address }
picture-not-here = (Có ảnh kèm theo nhưng bot chưa chuyển được ảnh.)
unsupported = Em không nhận được nội dung của tin này ạ. Anh/chị gõ bằng chữ hoặc gửi ảnh giúp em. Nếu tin chữ của anh/chị cũng không tới được, anh/chị liên hệ công đoàn để được đăng ký trực tiếp: { $contact } ạ.
