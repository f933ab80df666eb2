"""Reads: neighbours' nodes, what is open in both directions, letters that wait, figures."""

from kentongan.neighbours.selectors.aids import (
    access_aid,
    aids_due,
    asks_of,
    facts_of,
    find_handed,
    list_aids_of,
    list_answered,
    list_offers_of,
    list_open,
    list_taken_of,
    require_desk,
    wanted_words,
)
from kentongan.neighbours.selectors.figures import list_figures
from kentongan.neighbours.selectors.nodes import (
    access_neighbour,
    find_neighbour,
    find_sender,
    list_neighbour_orgs,
    list_neighbours,
    orgs_with_node,
    recipient_of,
)
from kentongan.neighbours.selectors.post import (
    TOPIC,
    count_waiting,
    due_items,
    get_letters,
    is_first,
    next_due,
)

__all__ = [
    "TOPIC",
    "access_aid",
    "access_neighbour",
    "aids_due",
    "asks_of",
    "count_waiting",
    "due_items",
    "facts_of",
    "find_handed",
    "find_neighbour",
    "find_sender",
    "get_letters",
    "is_first",
    "list_aids_of",
    "list_answered",
    "list_figures",
    "list_neighbour_orgs",
    "list_neighbours",
    "list_offers_of",
    "list_open",
    "list_taken_of",
    "next_due",
    "orgs_with_node",
    "recipient_of",
    "require_desk",
    "wanted_words",
]
