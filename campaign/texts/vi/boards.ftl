# What groups read: boards, launch, last call, end, good news. Numbers and dates come as text.

# Which count a figure is.
measure-counted = { -initiative } đã { -submit }
measure-valid = { -initiative } { -valid }
figure-counted = đã { -submit } { $n } { -initiative }
figure-valid = { $n } { -initiative } { -valid }

# What a percent is of.
target-floor = chỉ tiêu tối thiểu { $phase }
target-assigned = chỉ tiêu được giao { $phase }
target-allocated = chỉ tiêu phân bổ { $phase }
target-pledged = chỉ tiêu đăng ký { $phase }
target-raised = chỉ tiêu điều chỉnh tăng { $phase }
target-plain = chỉ tiêu { $phase }
target-sum = tổng chỉ tiêu { $phase } của các đơn vị

# The usual abbreviations for names that are too long for a line.
name-abbreviations =
    Công đoàn cơ sở = CĐCS
    Liên đoàn Lao động = LĐLĐ
    trách nhiệm hữu hạn = TNHH
    Trách nhiệm hữu hạn = TNHH
    một thành viên = MTV
    Một thành viên = MTV
    cổ phần = CP
    Cổ phần = CP
    Trung học cơ sở = THCS
    trung học cơ sở = THCS
    Trung học phổ thông = THPT
    trung học phổ thông = THPT
    Ủy ban nhân dân = UBND
    Uỷ ban nhân dân = UBND

# Headings: marks stand before the day.
heading-week = Tuần mới
heading-last-week = Tuần cuối
heading-t = Còn { $left } ngày
heading-t-7 = Vào chặng nước rút, còn 7 ngày
heading-t-3 = Chỉ còn 3 ngày
heading-t-1 = Ngày mai là ngày cuối
heading-t-0 = Hôm nay là ngày cuối
heading-day = Ngày { $day }/{ $days }
heading-day-left = Ngày { $day }/{ $days }, còn { $left } ngày
heading-last-day = Ngày { $day }/{ $days }, ngày cuối cùng

# The board.
board-as-of = Tính đến { $moment }
board-count = { $scope }: { $figure }.
board-progress = { $scope }: { $figure }, đạt { $percent } { $goal }.
board-nothing-counted = { $scope }: chưa có { -initiative } nào.
board-nothing-valid = { $scope }: chưa có { -initiative } { -valid } nào.
board-nothing-of-counted = { $scope }: chưa có { -initiative } nào ({ $goal }: { $target }).
board-nothing-of-valid = { $scope }: chưa có { -initiative } { -valid } nào ({ $goal }: { $target }).
board-progress-part = Riêng các đơn vị có chỉ tiêu: { $done }/{ $target }, đạt { $percent } { $goal }.
board-states = Đã { -submit } { $submitted }, trong đó { $counts }.
count-valid = { -valid } { $n }
count-under-review = đang xem xét { $n }
count-needs-info = cần bổ sung { $n }
count-rejected = không { -valid } { $n }
count-withdrawn = đã rút { $n }
board-today = Hôm nay: { $gain }.
board-today-none-counted = Hôm nay chưa có thêm { -initiative } nào.
board-today-none-valid = Hôm nay chưa có thêm { -initiative } { -valid } nào.
board-week = 7 ngày qua: { $gain }.
board-missing = Còn { $missing } { -initiative } nữa là hoàn thành chỉ tiêu.
board-nearly = Chỉ còn { $missing } { -initiative } nữa là về đích!
board-met = Xin chúc mừng và cảm ơn các đồng chí: chỉ tiêu đã hoàn thành! { -Initiative } mới vẫn được ghi nhận đến hết hạn.
board-met-unit = Chúc mừng và cảm ơn anh/chị: đơn vị đã hoàn thành chỉ tiêu! { -Initiative } mới vẫn được ghi nhận đến hết hạn.
board-improved = Tiến bộ nhất 7 ngày qua: { $unit } ({ $gain }).
board-none-yet = Còn { $n } đơn vị chưa có { -initiative }.
board-all-have = Tất cả { $n } đơn vị đều đã có { -initiative }.
board-deadline = Hạn cuối: { $end }.
board-take-part = { -Submit } { -initiative }: nhắn riêng cho { $bot }
board-last-call = Chỉ còn { $hours } giờ nữa là hết hạn. Đồng chí nào còn bản nháp, xin mở lại và gửi trước { $end }.
board-last-call-unit = Chỉ còn { $hours } giờ nữa là hết hạn. Anh/chị nào còn bản nháp, xin mở lại và gửi trước { $end } ạ.

# Leaders.
leaders = Đang dẫn đầu:
leaders-of-clusters = Dẫn đầu các cụm:
leaders-of-all = Dẫn đầu chung:
leader-of-cluster = • { $cluster }: { $units }
leader-with-equals = { $unit }, cùng { $n } đơn vị khác
leader-place = { $rank }. { $unit }
standing-share = { $name } – { $done }/{ $target } ({ $percent })
standing-count = { $name } – { $done }
cluster-none = Đơn vị chưa xếp cụm
cluster-whole = đợt thi đua
and-other-units = … và { $n } đơn vị khác
and-other-clusters = … và { $n } cụm khác

# Only in the group of a single unit.
unit-pace-daily = Mỗi ngày thêm khoảng { $n } { -initiative } là kịp.
unit-pace-one = Mỗi ngày thêm 1 { -initiative } là kịp.
unit-pace-every = Cứ { $days } ngày thêm 1 { -initiative } là kịp.
unit-place = { $unit } đang đứng thứ { $rank }/{ $of } trong { $cluster }.
unit-leads = { $unit } đang dẫn đầu { $cluster }.
unit-first-step = Bắt đầu rất dễ: anh/chị chỉ cần kể một việc mình đã làm khác trước và thấy tốt hơn, trợ lý tự động sẽ hỏi tiếp từng câu.

# Launch.
launch-heading = Phát động: { $sprint }
launch-greeting = Kính gửi các đồng chí!
launch-greeting-unit = Thân gửi anh chị em đoàn viên, người lao động!
launch-span = Từ ngày { $start } đến { $end }, { $scope } bước vào đợt thi đua { -submit } { -initiative }.
launch-goal = Phấn đấu hoàn thành { $target } { -initiative } ({ $goal }).
launch-goal-so-far = Đến nay: { $figure }, đạt { $percent }.
launch-so-far = Đến nay: { $figure }.
launch-how = Cách gửi: nhắn riêng cho { $bot } – trợ lý tự động hỏi từng câu, trả lời xong là nhận mã số. Cần hỗ trợ, xin hỏi cán bộ công đoàn phụ trách đơn vị.
launch-boards = Bảng tiến độ được gửi vào nhóm lúc { $time } hằng ngày, trừ ngày nghỉ và ngày lễ.
slogan = “{ $slogan }”

# Last call.
last-call-heading = Còn { $hours } giờ nữa là hết hạn
last-call-drafts = Đồng chí nào còn bản nháp, xin mở lại và gửi trước { $end }.
last-call-drafts-unit = Anh/chị nào còn bản nháp, xin mở lại và gửi trước { $end } ạ.

# End and official figures.
end-heading = Kết thúc: { $sprint } (kết quả tạm tính)
end-heading-final = Kết thúc: { $sprint }
end-as-of = Tính đến { $end }:
end-gained = Riêng { $days } ngày thi đua: { $gain } { -initiative }.
end-met = { $n }/{ $of } đơn vị hoàn thành chỉ tiêu.
end-thanks = Trân trọng cảm ơn các đồng chí cán bộ công đoàn, đoàn viên và người lao động đã nhiệt tình tham gia!
end-thanks-unit = Trân trọng cảm ơn anh chị em đoàn viên, người lao động đã nhiệt tình tham gia!
end-later = Đây là số liệu tạm tính; kết quả chính thức được thông báo sau khi khóa số liệu lúc { $closes }.
end-next-phase = { -Initiative } { -submit } từ nay được tính cho { $phase }.
official-heading = Kết quả chính thức: { $sprint }
official-note = Số liệu đã khóa. Trân trọng cảm ơn các đồng chí!

# Targets reached and milestones, one collected post a day at most.
news-heading = Tin vui
news-number = { $scope } cán mốc { $n } { $measure }!
news-nth = { -Initiative } thứ { $n }: { $number }, { $unit }.
news-percent = { $scope } đã qua mốc { $percent } { $goal }.
news-percent-all = { $scope } đã hoàn thành { $goal }!
news-reached = Chúc mừng các đơn vị hoàn thành chỉ tiêu:
news-reached-one = Chúc mừng đơn vị hoàn thành chỉ tiêu:
news-unit = • { $unit }: { $done }/{ $target }
news-unit-early = • { $unit }: { $done }/{ $target }, về đích sớm { $days } ngày
news-thanks = Trân trọng cảm ơn các đồng chí!
news-thanks-unit = Trân trọng cảm ơn anh chị em đoàn viên, người lao động!
