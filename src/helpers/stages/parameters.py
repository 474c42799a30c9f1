"""Parameters of the notebooks: a contract, validated before anything runs."""

from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    field_validator,
)
from pydantic_core import PydanticKnownError

from helpers.core.catalogues.loading import reason_of
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import safe_code
from helpers.export.formats import DEFAULT_FORMATS, FORMAT_NAMES


def _known_format(name: str) -> str:
    """``name`` where it is a format's; refused in the same words as any other closed list."""
    if name not in FORMAT_NAMES:
        *others, last = map(repr, FORMAT_NAMES)
        expected = " or ".join(filter(None, (", ".join(others), last)))
        raise PydanticKnownError("literal_error", {"expected": expected})
    return name


ReportFormat = Annotated[str, AfterValidator(_known_format)]

Parameters = TypeVar("Parameters", bound=BaseModel)


class StageParameters(BaseModel):
    """What every notebook takes. Codes are text: '001' stays '001'."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    unit: str
    period: str
    lang: Literal["vi", "en"] = "vi"

    @field_validator("unit")
    @classmethod
    def _unit_is_safe(cls, unit: str) -> str:
        return safe_code(unit)

    @field_validator("period")
    @classmethod
    def _period_is_known(cls, period: str) -> str:
        return str(Period.parse(period))


class ReportParameters(StageParameters):
    """What ``04_report`` takes besides: formats to export and the date to print on the report."""

    formats: list[ReportFormat] = Field(default=list(DEFAULT_FORMATS), min_length=1)
    report_date: str = ""


STAGES: dict[str, type[StageParameters]] = {
    "01_clean": StageParameters,
    "02_indicators": StageParameters,
    "03_trends": StageParameters,
    "04_report": ReportParameters,
}


class StartParameters(ReportParameters):
    """What ``00_start`` takes: those of the stages, and whether edited reports may be replaced."""

    overwrite: bool = False

    @field_validator("unit")
    @classmethod
    def _unit_is_safe(cls, unit: str) -> str:
        """Any text: what is no code is answered with the codes that are like it."""
        return unit.strip()


class AuditParameters(BaseModel):
    """What ``06_audit`` takes: a finished report, relative to the workspace."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    file: str
    lang: Literal["vi", "en"] = "vi"


UNIT_NOTEBOOKS: dict[str, type[StageParameters]] = STAGES | {
    "00_start": StartParameters,
    "05_province": ReportParameters,
    "07_mapping": StageParameters,
    "08_explore": StageParameters,
}
"""Those that work on one unit and period."""

NOTEBOOKS: dict[str, type[BaseModel]] = {**UNIT_NOTEBOOKS, "06_audit": AuditParameters}
"""All notebooks; STAGES are those that make the report of one unit, in their order."""


def validated(model: type[Parameters], values: dict[str, object]) -> Parameters:
    """The parameters as ``model``.

    Raises ParameterError naming the parameter that is unknown, missing or mistyped.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(model.model_fields)
        key = {"extra_forbidden": "unknown", "missing": "missing"}.get(first["type"], "mistyped")
        raise ParameterError(
            f"stages.parameter_{key}", name=name, known=known, reason=reason_of(first)
        ) from error


def validated_value(model: type[BaseModel], name: str, value: object) -> object:
    """One parameter of ``model``, checked without the others. Raises ParameterError."""
    field = model.model_fields[name]
    alone = create_model("OneParameter", **{name: (field.annotation, field)})  # type: ignore[call-overload]
    return getattr(validated(alone, {name: value}), name)
