# What `nuocrut rehearse` prints: every day of a sprint before anything goes live.

rehearsal-name = (họ tên cán bộ)
rehearsal-title = { $sprint }: { $start } – { $end }, { $days } ngày
rehearsal-sample = Số liệu dưới đây là số liệu ví dụ, chỉ để xem trước nội dung.
rehearsal-day = { $weekday } { $date } · ngày { $day }/{ $days }, còn { $left } ngày
rehearsal-day-outside = { $weekday } { $date }
rehearsal-post = { $time } → { $to }: { $heading }
rehearsal-nothing = { $time } → { $to }: không gửi ({ $reason })
rehearsal-group = nhóm { $unit }
rehearsal-cadre = cán bộ phụ trách { $unit }
rehearsal-reason-paused = nhóm đang tạm dừng
rehearsal-reason-quiet-hours = trong giờ yên lặng
rehearsal-reason-quiet-day = { $day }
rehearsal-reason-unchanged = số liệu không đổi
rehearsal-reason-nothing-to-do = không có việc cần nhắc
rehearsal-reason-no-news = không có tin mới
rehearsal-quiet-weekday = { $weekday }
rehearsal-quiet-extra = ngày nghỉ theo quy định của chương trình

# A new campaign's own words, in its campaign.toml
new-name = Chương trình { -initiative } { $unit }
new-contact = Văn phòng { $unit }
