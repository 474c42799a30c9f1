"""Copies of received workbooks with the cells in question coloured, commented and listed."""

from helpers.forms.feedback.copies import FeedbackCopy, feedback_copy
from helpers.forms.feedback.points import Point, points_of

__all__ = ["FeedbackCopy", "Point", "feedback_copy", "points_of"]
