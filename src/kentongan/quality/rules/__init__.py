"""Scores, forms and the draw. Pure."""

from kentongan.quality.rules.drawing import causes_of as causes_of
from kentongan.quality.rules.forms import MOST_QUESTIONS as MOST_QUESTIONS
from kentongan.quality.rules.forms import MOST_WEIGHT as MOST_WEIGHT
from kentongan.quality.rules.forms import STARTING_QUESTIONS as STARTING_QUESTIONS
from kentongan.quality.rules.forms import Question as Question
from kentongan.quality.rules.forms import read_questions as read_questions
from kentongan.quality.rules.forms import require_questions as require_questions
from kentongan.quality.rules.scoring import LEAST_RANKED as LEAST_RANKED
from kentongan.quality.rules.scoring import Figure as Figure
from kentongan.quality.rules.scoring import Score as Score
from kentongan.quality.rules.scoring import figure_of as figure_of
from kentongan.quality.rules.scoring import require_words as require_words
from kentongan.quality.rules.scoring import score_of as score_of
