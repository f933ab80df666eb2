"""Several acts at one moment, each on a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from kentongan.kernel.errors import Refused


def at_once(*acts: Callable[[], object], refusal: type[BaseException] = Refused) -> list[str]:
    """Run them together; what each came to: done, refused, or what went wrong."""
    together, came_to = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            together.wait(30)
            act()
            came_to[number] = "done"
        except refusal:
            came_to[number] = "refused"
        except BaseException as failure:
            came_to[number] = repr(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came_to
