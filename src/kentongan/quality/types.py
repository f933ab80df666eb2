"""Quality as plain values."""

from kentongan.quality.rules import MOST_QUESTIONS as MOST_QUESTIONS
from kentongan.quality.rules import MOST_WEIGHT as MOST_WEIGHT
from kentongan.quality.rules import Figure as Figure
from kentongan.quality.rules import Question as Question
from kentongan.quality.rules import Score as Score
