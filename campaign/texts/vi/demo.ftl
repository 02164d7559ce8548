# What `nuocrut demo` shows beside what the bot itself says: telephones, ready links, and the transcript of a play.

demo-phone-worker = Đoàn viên, người lao động
demo-phone-cadre = Cán bộ công đoàn
demo-phone-unit-group = Nhóm của một công đoàn cơ sở
demo-phone-campaign-group = Nhóm của toàn chiến dịch
demo-group-whole = { $unit } – nhóm chung

demo-link-worker = Đoàn viên: tham gia với { $unit }
demo-link-owner = Cán bộ: nhận điều hành chương trình
demo-link-cadre = Cán bộ: nhận phụ trách { $unit }
demo-link-campaign-group = Cán bộ: đưa bot vào nhóm của { $unit }
demo-link-unit-group = Cán bộ: đưa bot vào nhóm của { $unit }

transcript-day = { $weekday } { $date } · ngày { $day }/{ $days }, còn { $left } ngày
transcript-day-last = { $weekday } { $date } · ngày { $day }/{ $days }, ngày cuối cùng
transcript-day-outside = { $weekday } { $date }
transcript-group = nhóm { $title }
transcript-group-on = nhóm { $title } trên { $channel }
transcript-cadre = riêng { $name }
transcript-worker = riêng đoàn viên, người lao động ({ $n } tin nhắc trong ngày, một tin làm ví dụ)
transcript-edited = bảng được cập nhật { $n } lần, lần cuối:
transcript-pinned = (ghim bảng mới, không báo)
transcript-unpinned = (bỏ ghim bảng cũ)
# What every reminder to a worker says, and nothing else does.
opt-out-words = nhắn TẮT NHẮC

transcript-nothing = (không có tin nào)
