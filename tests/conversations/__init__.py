"""Stories: a person's lines and the bot's, in Vietnamese, one file a story, played over the wire.

A file is read from top to bottom. Blank lines and lines that begin with # are for the reader. The first line says
what the story proves. Then, one line each:

    Lan: đăng ký                         Lan types this into the private chat with the bot
    Lan bấm: Gửi sáng kiến               Lan chooses this answer of the newest message that offers it
    Lan bấm hai lần: Gửi sáng kiến       twice in a row, before the bot can answer
    Lan bấm nút cũ: Gửi sáng kiến        the answer as it was first offered, long ago
    Lan nhắn liền: có || Lan             two messages at once
    Lan nhắn dài: 5000                   a text of so many characters
    Lan gửi ảnh / gửi ảnh: chú thích / gửi album / gửi tệp / gửi nhãn dán / gửi tin thoại / gửi vị trí / gửi danh bạ
    Lan mở bot                           opens the chat for the first time
    Lan mở đường dẫn của DHOI            follows the joining link of a unit
    Lan mở đường dẫn Bình nhận được      follows the link in the bot's newest message to Bình
    Hùng mở đường dẫn mời người điều hành   (`nuocrut invite owner`)
    Lan chặn bot / Lan bỏ chặn bot
    Bình liên kết nhóm Tổ 1 bằng mã nhận được
    Bình trong nhóm Tổ 1: tạm dừng {mã}  {mã} is the newest code the bot gave him
    Lan thêm bot vào nhóm Tổ 1 / Lan trong nhóm Tổ 1: /xephang

    Bot: Em đã ghi … triệu               the bot's next message has these fragments, in this order
    Bot [nút]: Có | … | Hủy              that message offers these answers, and no others unless there is a …
    Bot [cả tin]: Dạ vâng.               the whole of the bot's next message
    Bot không nói: mật khẩu              none of the messages since the last thing done has this
    Bot im lặng                          the bot says nothing
    Bot nhắn Bình: Câu hỏi của … Lan     the bot's next message to somebody else (or to a group)

    (khởi động lại)                      the bot is stopped and started again
    (tin kế tiếp vào nhóm Tổ 1 bị mất kết nối)   it is not delivered, and the bot cannot know
    (3 ngày sau) (20 giờ sau) (5 phút sau)
    (đến 17h00 ngày 9/5/2022)
    (Lan đã tham gia DHOI)               short for joining by the link of the unit, in words
    (Lan đã đăng ký: Tên sáng kiến dài)  short for registering in one labelled message
    (Bình phụ trách DHOI) (Bình là người điều hành)

The same files are played on every platform by its own `Platform`. A story that is about one of them says so in its
second line, with the reason (`# Chỉ trên Telegram: …`); a single line that is, begins with its name:

    [Zalo] Bot im lặng

Everything the bot says has to stand in the story: a message that no line speaks of is a failure.
"""
