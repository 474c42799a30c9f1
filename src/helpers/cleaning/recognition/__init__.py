"""Recognition: what the tables of any office mean, with a reason for each part."""

from helpers.cleaning.recognition.engine import recognise
from helpers.cleaning.recognition.model import Answer, Recognised

__all__ = ["Answer", "Recognised", "recognise"]
