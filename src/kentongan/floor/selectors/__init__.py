"""Reads: who may see the floor, what every desk does now, one's own desk, who is asked when."""

from kentongan.floor.selectors.access import access_follow_up as access_follow_up
from kentongan.floor.selectors.access import lead_call as lead_call
from kentongan.floor.selectors.access import may_lead as may_lead
from kentongan.floor.selectors.access import require_lead as require_lead
from kentongan.floor.selectors.access import took_part as took_part
from kentongan.floor.selectors.caring import list_follow_ups as list_follow_ups
from kentongan.floor.selectors.caring import list_own_follow_ups as list_own_follow_ups
from kentongan.floor.selectors.caring import list_talks as list_talks
from kentongan.floor.selectors.caring import talks_to_ring as talks_to_ring
from kentongan.floor.selectors.desk import at_desk as at_desk
from kentongan.floor.selectors.desk import list_call_notes as list_call_notes
from kentongan.floor.selectors.desk import list_listened as list_listened
from kentongan.floor.selectors.desk import list_notes as list_notes
from kentongan.floor.selectors.desk import list_own_calls as list_own_calls
from kentongan.floor.selectors.hard import ended_calls as ended_calls
from kentongan.floor.selectors.hard import hard_facts as hard_facts
from kentongan.floor.selectors.tiles import floor_now as floor_now
