"""Reads: the form in force, what is to be reviewed, one's own reviews, and trends."""

from kentongan.quality.selectors.drawing import calls_to_draw as calls_to_draw
from kentongan.quality.selectors.drawing import is_drawn as is_drawn
from kentongan.quality.selectors.forms import list_forms as list_forms
from kentongan.quality.selectors.forms import marked as marked
from kentongan.quality.selectors.forms import questions_at as questions_at
from kentongan.quality.selectors.reviews import access_own as access_own
from kentongan.quality.selectors.reviews import access_review as access_review
from kentongan.quality.selectors.reviews import count_overdue as count_overdue
from kentongan.quality.selectors.reviews import list_appeals as list_appeals
from kentongan.quality.selectors.reviews import list_open as list_open
from kentongan.quality.selectors.reviews import list_own as list_own
from kentongan.quality.selectors.reviews import page_of_reviews as page_of_reviews
from kentongan.quality.selectors.reviews import took_part as took_part
from kentongan.quality.selectors.trends import trend as trend
from kentongan.quality.selectors.trends import trends_by_operator as trends_by_operator
