"""Nobody is written down until he subscribes: telling something changes no stored byte of the app database."""

from __future__ import annotations

import pytest

from tests.privacy import databases, residents
from tests.privacy.residents import photo, sender
from tests.privacy.running import Running
from tests.privacy.test_sender import subscribe


@pytest.mark.parametrize("subscribed", [False, True], ids=["a stranger", "a subscriber"])
async def test_i01_entering_using_and_leaving_the_tip_conversation_writes_nothing_elsewhere(
    house: Running, *, subscribed: bool
) -> None:
    person, data = sender(house), house.settings.data_dir
    if subscribed:
        await subscribe(person)
        assert databases.rows(data / "app.db", "resident"), "the subscription was not kept"
    await house.emulator.settled()
    dumped, stored = databases.dump(data / "app.db"), databases.file_bytes(data, "app.db")
    await residents.write_in_chat(person, photos=[photo()])
    await person.types("huy")
    await person.hears()
    await residents.tell_by_chat(person, photos=[photo()])
    await person.types("/hopthu")
    await person.hears()
    await house.emulator.settled()
    assert databases.dump(data / "app.db") == dumped
    assert databases.file_bytes(data, "app.db") == stored


async def test_i01_choosing_a_commune_and_leaving_writes_nothing(house: Running) -> None:
    person, data = sender(house), house.settings.data_dir
    dumped, stored = databases.dump(data / "app.db"), databases.file_bytes(data, "app.db")
    for command in ("/start", "/hoc", "/hoi", "/giadinh", "/caidat", "/trogiup"):
        await person.types(command)
        await person.hears()
    await person.types("/xa")
    await person.hears()
    await person.types("Lao Bảo")
    await residents.press(person, "Đúng")
    await residents.press(person, "Thôi")
    await person.hears()
    await house.emulator.settled()
    assert databases.dump(data / "app.db") == dumped
    assert databases.file_bytes(data, "app.db") == stored
