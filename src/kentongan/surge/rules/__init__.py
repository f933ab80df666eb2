"""The rules of surges, from values alone."""

from kentongan.surge.rules.announcing import DEFAULT_TEXT as DEFAULT_TEXT
from kentongan.surge.rules.announcing import clean_announcement as clean_announcement
from kentongan.surge.rules.joining import clean_extension as clean_extension
from kentongan.surge.rules.joining import clean_phone as clean_phone
from kentongan.surge.rules.joining import require_same as require_same
from kentongan.surge.rules.measuring import Measure as Measure
from kentongan.surge.rules.measuring import fullest as fullest
from kentongan.surge.rules.measuring import is_quiet as is_quiet
from kentongan.surge.rules.measuring import steps_of as steps_of
from kentongan.surge.rules.measuring import threshold_of as threshold_of
from kentongan.surge.rules.measuring import usual_of as usual_of
