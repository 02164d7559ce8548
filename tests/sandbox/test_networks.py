from __future__ import annotations

from sandbox.networks import ZaloHeard, ZaloNetwork
from sandbox.persona import Move, Offer, Worker
from sandbox.zalo.world import ZaloWorld

CARD = """Tên sáng kiến “Sổ mượn” là gì?

Nhắn số để chọn:
1. Điền một lần theo mẫu
2. Bỏ qua
• Trợ giúp: /trogiup
Hoặc nhắn: “quay lại”, “hủy”"""
SOMEONE = Worker.model_validate(
    {"at": "2022-04-27T08:00:00+07:00", "first_name": "Hạnh", "last_name": "Lê", "start": "k7", "name": "Lê Hạnh"}
)  # fmt: skip


def test_what_a_zalo_message_offers_is_read_from_its_text() -> None:
    """Numbers, commands and the words of the last paragraph are typed; a title in quotation marks is no offer."""
    assert list(ZaloHeard("1", CARD).offers) == [
        Offer("Điền một lần theo mẫu", typed="1"),
        Offer("Bỏ qua", typed="2"),
        Offer("Trợ giúp", typed="/trogiup"),
        Offer("Quay lại", typed="quay lại"),
        Offer("Hủy", typed="hủy"),
    ]


def test_a_worker_on_zalo_types_the_code_and_hears_the_bot() -> None:
    """The code is the first message, under the address the bot knows; what the bot sends comes as news, once."""
    world = ZaloWorld()
    bot = world.add_bot("77:abc", "Bot Sáng Kiến")
    network = ZaloNetwork(world)
    person = network.join(SOMEONE)
    assert network.open(person, SOMEONE.start) == "k7"
    network.do(person, Move("1 có 2 có"))
    assert network.address(person) in bot.chats
    assert [message.text for message in world.messages(person)] == ["k7", "1 có 2 có"]
    assert list(network.news()) == []
    network.close()
