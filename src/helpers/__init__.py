"""Analysis workflow for the half-yearly report on ethnic-minority affairs (báo cáo công tác dân tộc)."""

__version__ = "0.1.0"
