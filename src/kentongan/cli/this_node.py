"""The node a command is for."""

from pathlib import Path

from django.db import OperationalError, ProgrammingError, connection

from kentongan.journal import selectors
from kentongan.journal.errors import NoNode
from kentongan.journal.models import Node


def require_node() -> Node:
    """This database's node, before anything is read or asked. Raises NoNode where it is none.

    A database that cannot be reached is another thing, and raises as it does.
    """
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file():
        raise NoNode  # to look would make an empty one
    try:
        return selectors.node()
    except ProgrammingError:
        raise NoNode from None
    except OperationalError as error:
        if "no such table" in str(error):
            raise NoNode from None
        raise
