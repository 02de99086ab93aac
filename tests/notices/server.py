"""A desktop's place for messages, on a session bus of its own. Each message is a line it prints.

Source: Desktop Notifications Specification 1.2, org.freedesktop.Notifications.Notify.
"""

import json

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def main() -> None:
    """Take messages until the bus ends."""
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(new_method_call(BUS, "RequestName", "su", (NAME, 4)))
        print("ready", flush=True)
        while True:
            call = bus.receive()
            if call.header.message_type is not MessageType.method_call:
                continue
            if call.header.fields[HeaderFields.member] != "Notify":
                bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
                continue
            print(json.dumps([call.header.fields[HeaderFields.signature], *call.body]), flush=True)
            bus.send(new_method_return(call, "u", (1,)))


if __name__ == "__main__":
    main()
