# What a cadre reads at 08:00, and the text to forward into a group where no bot can be.

digest-heading = Việc cần quan tâm ngày { $day } – còn { $left } ngày
digest-heading-last = Việc cần quan tâm ngày { $day } – ngày cuối cùng
digest-greeting = Kính gửi đồng chí { $name }!
digest-summary = Đồng chí phụ trách { $units } đơn vị, trong đó { $todo } đơn vị cần đôn đốc, hỗ trợ.
digest-summary-all = Đồng chí phụ trách { $units } đơn vị, tất cả đều cần đôn đốc, hỗ trợ.
digest-summary-none = Đồng chí phụ trách { $units } đơn vị, các đơn vị đều theo kịp tiến độ.
digest-waiting = Chờ đồng chí xem xét: { $n } { -initiative }.
digest-waiting-more = Chờ đồng chí xem xét: hơn { $n } { -initiative }.
digest-legend = { $stamp } ({ $measure }/chỉ tiêu):
digest-critical = Cần tập trung:
digest-behind = Đang chậm:
digest-watch = Cần theo dõi:
digest-drafts = Còn bản nháp để lâu:
digest-without-cadre = Chưa có cán bộ phụ trách ({ $n } đơn vị):
digest-without-cadre-above = Chưa có cán bộ phụ trách ({ $n } đơn vị, kể cả { $known } đơn vị đã nêu trên):
digest-unit = • { $unit }: { $done }/{ $target }, mỗi ngày cần { $need }
digest-unit-last = • { $unit }: { $done }/{ $target }, hôm nay cần { $need }
digest-unit-done = • { $unit }: { $done }/{ $target }
digest-unit-count = • { $unit }: { $done }, chưa có chỉ tiêu
digest-unit-drafts = { $unit }; { $n } bản nháp để lâu
digest-unknown = Có { $n } tin chưa rõ đã tới nơi hay chưa. Đồng chí chọn “Các tin chưa rõ” để xem và gửi lại nếu cần.
digest-quota = { $bot } đã dùng { $used }/{ $limit } tin của tháng này. Đồng chí nhắn “hạn mức” để xem.
digest-quota-stopped = { $bot } đã hết hạn mức tin của tháng này, đang ngừng gửi. Đồng chí nhắn “hạn mức” để xem.
digest-no-right = Bot chưa có quyền ghim bảng trong nhóm { $groups }. Xin đồng chí nhờ quản trị viên nhóm cấp quyền ghim tin.
digest-more-groups = { $groups } và { $n } nhóm khác
digest-others = Các đơn vị còn lại: { $counts }.
digest-all = Nhịp độ các đơn vị: { $counts }.
digest-n-ok = đúng tiến độ { $n }
digest-n-done = đã hoàn thành { $n }
digest-n-no-target = chưa có chỉ tiêu { $n }
digest-request = Đề nghị đồng chí liên hệ, hướng dẫn các đơn vị trên.
digest-assign = Đề nghị đồng chí phân công cán bộ cho các đơn vị chưa có người phụ trách.
digest-closing = Trân trọng!

# The scope's name where a cadre's units are of several subtrees.
scope-several = { $n } đơn vị do đồng chí { $name } phụ trách

forward-greeting = Kính gửi các đồng chí!
forward-request = Đề nghị các đồng chí quan tâm, động viên đoàn viên, người lao động tiếp tục { -submit } { -initiative }. Trân trọng!

# Before the first post of a month that a cadre passes on: the bot cannot write into the group itself.
handover-how = Bot không gửi được tin vào nhóm “{ $group }”: lượng tin hoặc số nhóm trong tháng đã hết. Mỗi ngày đến giờ đăng, bot gửi tin cho đồng chí. Xin đồng chí chạm giữ tin dưới đây, chọn Chuyển tiếp rồi gửi vào nhóm.
