"""Parameters of the notebooks: a contract, validated before anything runs."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    field_validator,
    validate_call,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from helpers.core.catalogues.loading import reason_of
from helpers.core.dates import names_no_day
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
Function = TypeVar("Function", bound=Callable[..., Any])


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
    """What ``04_report`` takes besides: formats to export, the date to print on the report.

    ``chains``: the sides whose reports are made; all where it is empty.
    """

    formats: list[ReportFormat] = Field(default=list(DEFAULT_FORMATS), min_length=1)
    report_date: str = ""
    chains: list[str] = []

    @field_validator("report_date")
    @classmethod
    def _date_can_be(cls, report_date: str) -> str:
        if names_no_day(report_date):
            raise PydanticCustomError("no_day", report_date)
        return report_date


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
        raise _refused(error, list(model.model_fields)) from error


def checked_call(function: Function) -> Function:
    """``function`` with arguments of the types that it names, where a person writes the call.

    Its calls raise ParameterError for an argument that is unknown, missing or mistyped.
    """
    call, names = validate_call(function), list(signature(function).parameters)

    @wraps(function)
    def checked(*given: object, **named: object) -> object:
        try:
            return call(*given, **named)
        except ValidationError as error:
            raise _refused(error, names, is_call=True) from error

    return cast(Function, checked)


def _refused(error: ValidationError, names: list[str], *, is_call: bool = False) -> ParameterError:
    """What is wrong with the first parameter; in a call it may be known by its position alone."""
    first = error.errors()[0]
    positions = dict(enumerate(names)) if is_call else {}
    loc = [positions.get(part, part) if isinstance(part, int) else part for part in first["loc"]]
    name = ".".join(map(str, loc[:1] if is_call else loc))
    kinds = {"extra": "unknown", "unexpected": "unknown", "missing": "missing"}
    key = kinds.get(first["type"].split("_")[0], "mistyped") if name else "together"
    known = ", ".join(name for name in names if name != "self")
    return ParameterError(
        f"stages.parameter_{key}", name=name, known=known, reason=reason_of(first)
    )


def validated_value(model: type[BaseModel], name: str, value: object) -> object:
    """One parameter of ``model``, checked without the others. Raises ParameterError."""
    field = model.model_fields[name]
    alone = create_model("OneParameter", **{name: (field.annotation, field)})  # type: ignore[call-overload]
    return getattr(validated(alone, {name: value}), name)
