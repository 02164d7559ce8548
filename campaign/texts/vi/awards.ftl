# Commending (/khenthuong): candidates by criteria, decisions entered by people.

khen-heading = Đề xuất khen thưởng – { $period }
khen-note = Số liệu để tham khảo, tính đến { $at }. Khen ai là do người có thẩm quyền quyết định.
khen-units = Tập thể: tỷ lệ so với chỉ tiêu, rồi đến số { $measure }
khen-unit = { $n }. { $unit } ({ $code }): { $done }/{ $target } ({ $percent }){ $place }
khen-unit-no-target = { $n }. { $unit } ({ $code }): { $done }{ $place }
khen-place = , thứ { $rank }/{ $of } trong { $cluster }
khen-people = Cá nhân: số { -valid }, rồi số được tính, rồi giá trị làm lợi
khen-person = { $n }. { $name }: { $valid } { -valid }, { $counted } được tính, làm lợi { $benefit } ({ $number })
khen-nobody = chưa có
khen-named = { $name } ({ $unit })
khen-how = Có quyết định rồi, đồng chí chọn “Ghi quyết định” theo số thứ tự; hoặc nhắn “ghi khen” kèm tên đơn vị, hoặc kèm số { -initiative } của tác giả.
khen-enter = Ghi quyết định { $n }
khen-list = Quyết định đã ghi
khen-none = Chưa có quyết định khen thưởng nào được ghi.
khen-list-heading = Quyết định khen thưởng đã ghi: { $n }
khen-line = • { $form } số { $number } ngày { $day }: { $who }
khen-revoke = Bỏ { $number } – { $who }
khen-unknown = Đồng chí nhắn /ghikhen kèm mã đơn vị hoặc số { -initiative }, ví dụ: /ghikhen { $example }
khen-no-author = { -Initiative } này chưa gắn với tác giả nào trong bot nên chưa ghi được.
khen-ask = Khen { $who }: hình thức; số; ngày quyết định? Đồng chí viết trong một tin, cách nhau bằng dấu chấm phẩy, ví dụ: Giấy khen; 15/QĐ-LĐLĐ; 20/6/2022
khen-unclear = Em cần đủ ba phần cách nhau bằng dấu chấm phẩy: hình thức; số; ngày (không ở tương lai), ví dụ: Giấy khen; 15/QĐ-LĐLĐ; 20/6/2022
khen-noted = Đã ghi: { $form } số { $number } ngày { $day } cho { $who }.
khen-revoked = Đã bỏ: { $form } số { $number } ngày { $day } cho { $who }.
khen-gone = Không có quyết định này, hoặc đã được bỏ.
