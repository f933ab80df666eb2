"""`kentongan replay --policy`: the record's calls sent again, by one rule after the other.

A discrete-event simulation without a database. The calls, what each of them needed and how long
that took are the record's; who goes is the policy's choice; how long the way takes is one model's,
the same for all. So two policies differ by their choices alone.

What is taken to be so, and said in the report:

- a call asks for the types and the number of units that the record sent, when the record sent them;
- turnout, work at the scene, hospital and clearing last as recorded, whichever unit goes;
- who was called off under way is called off after the same time, and never arrives;
- a unit is on duty from its first recorded task to its last, except where the record is silent of
  it for many hours (`vehicles.SILENCE`);
- a unit that is free drives home in a straight line and may be sent from wherever it is then;
- the record does not know where its hospitals are: a unit is free again where it was sent to;
- who cannot be sent waits: by priority, then by how long. Nobody is called away from another call.
"""

RECORD, OURS, STRAIGHT_LINE, FIRST_STATION = "record", "ours", "straight-line", "first-station"
OURS_COVER = "ours-cover"
POLICIES = (RECORD, OURS, OURS_COVER, STRAIGHT_LINE, FIRST_STATION)
"""Named here, where no room is imported: the command's help knows them."""
OFF_DUTY_AFTER_H = 8.0
"""Hours: see `vehicles.SILENCE`."""
