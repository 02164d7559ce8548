# One person with two accounts: /noitaikhoan, its code, and what joining means.
account-button = Nối tài khoản khác
account-hint = Anh/chị dùng bot ở hai ứng dụng? Nhắn “nối tài khoản” để dùng chung một hồ sơ ạ.
account-how-new = Nếu anh/chị đã đăng ký với bot ở ứng dụng khác: anh/chị mở bot ở đó, nhắn “nối tài khoản” để lấy mã, rồi nhắn mã ấy vào đây ạ.
account-how =
    Để dùng chung một hồ sơ ở hai ứng dụng, anh/chị mở bot ở ứng dụng kia rồi nhắn mã dưới đây.
    Mã dùng một lần, đến { $until }. Đừng đưa mã cho ai, đừng gửi vào nhóm: ai nhắn mã này sẽ dùng chung hồ sơ của anh/chị.
account-how-with-code =
    Để dùng chung một hồ sơ ở hai ứng dụng, anh/chị mở bot ở ứng dụng kia rồi nhắn mã: { $code }
    Mã dùng một lần, đến { $until }. Đừng đưa mã cho ai, đừng gửi vào nhóm: ai nhắn mã này sẽ dùng chung hồ sơ của anh/chị.
account-code-over = Mã nối tài khoản này đã hết hạn hoặc đã được dùng. Anh/chị nhắn “nối tài khoản” ở tài khoản kia để lấy mã mới ạ.
account-code-own = Mã này là của chính anh/chị ở tài khoản này, hoặc hai tài khoản đã được nối rồi. Anh/chị mở bot ở ứng dụng kia và nhắn mã ở đó ạ.
account-code-in-group = Mã này để nối tài khoản riêng nên em đã hủy, không ai dùng được nữa. Cần mã mới, anh/chị nhắn riêng cho { $bot }: nối tài khoản.
account-answer = { $n }. { $purpose }: { $answer }
account-ask =
    Nối tài khoản này với tài khoản của { $name } ({ $unit }) ạ?
    • Hồ sơ giữ theo tài khoản có trước: { $kept }, { $place }.
    • { -Initiative }, bản nháp, câu hỏi, nhiệm vụ của hai tài khoản thành của chung, không mất gì.
    • Tin nhắc chỉ đến tài khoản dùng gần nhất.
    • Mục nào một tài khoản trả lời “không” thì là “không”:
    { $answers }
    Nối rồi không tách lại được. Anh/chị chỉ nối khi chính mình vừa lấy mã này ở tài khoản kia.
account-ask-new =
    Tài khoản này sẽ dùng chung hồ sơ với tài khoản của { $name } ({ $unit }): chung { -initiative }, bản nháp, câu hỏi, nhiệm vụ; tin nhắc chỉ đến tài khoản dùng gần nhất.
    Bot do { $owner } vận hành (liên hệ: { $contact }) và lưu thêm tài khoản trò chuyện này. Những điều anh/chị đã trả lời cũng áp dụng ở đây:
    { $answers }
    Xem, đổi hoặc xóa bất cứ lúc nào: nhắn “dữ liệu”.
    Nối rồi không tách lại được. Anh/chị chỉ đồng ý khi chính mình vừa lấy mã này ở tài khoản kia.
account-yes = Đồng ý nối
account-no = Không nối
account-kept = Vâng, em giữ nguyên, chưa nối gì ạ.
account-joined =
    Đã nối xong. Từ nay hai tài khoản là một: { $name }, { $unit }.
    Anh/chị có { $initiatives } { -initiative } đã { -submit } và { $drafts } bản nháp đang làm.
account-told = Tài khoản này vừa được nối với một tài khoản { $channel } bằng mã anh/chị đã lấy. Nếu không phải anh/chị làm, xin báo ngay: { $contact }.
resume-other = Mở bản nháp “{ $title }”
erase-accounts = Dữ liệu được xóa ở cả { $n } tài khoản đã nối: { $channels }.
