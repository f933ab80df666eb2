"""Reads: how it stands now, the surges there were, who helps, what callers hear."""

from kentongan.surge.selectors.announcing import announcement_at as announcement_at
from kentongan.surge.selectors.announcing import list_announcements as list_announcements
from kentongan.surge.selectors.helping import access_request as access_request
from kentongan.surge.selectors.helping import find_my_request as find_my_request
from kentongan.surge.selectors.helping import get_operator as get_operator
from kentongan.surge.selectors.helping import list_helpers as list_helpers
from kentongan.surge.selectors.helping import list_requests as list_requests
from kentongan.surge.selectors.measuring import likely_parents as likely_parents
from kentongan.surge.selectors.measuring import measure as measure
from kentongan.surge.selectors.measuring import usual_at as usual_at
from kentongan.surge.selectors.surges import access_surge as access_surge
from kentongan.surge.selectors.surges import find_open as find_open
from kentongan.surge.selectors.surges import find_standing as find_standing
from kentongan.surge.selectors.surges import is_active as is_active
from kentongan.surge.selectors.surges import list_surges as list_surges
from kentongan.surge.selectors.surges import lock_open as lock_open
from kentongan.surge.selectors.surges import lock_standing as lock_standing
from kentongan.surge.selectors.surges import may_declare as may_declare
from kentongan.surge.selectors.surges import told_of as told_of
