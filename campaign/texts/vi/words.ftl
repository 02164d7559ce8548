# The words of the movement, which every other text uses: `{ -initiative }`, at the head of a sentence `{ -Initiative }`.
# A movement that calls its work otherwise says so in its texts.ftl, e.g. -initiative = mô hình, and all texts follow.

# What is taken part with.
-initiative = sáng kiến
-Initiative = Sáng kiến
# What is done with it to take part; "đã { -submit }" is what was handed in.
-submit = gửi
-Submit = Gửi
# What it is once it has passed the last look; "không { -valid }": it did not.
-valid = hợp lệ
-Valid = Hợp lệ
