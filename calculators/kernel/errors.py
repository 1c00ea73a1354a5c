"""What can go wrong: input that cannot be read, a blank, and what the text does not settle."""


class InputError(ValueError):
    """Input that cannot be read: every fault with its field, what was found and an example."""

    def __init__(self, errors: "list[dict[str, str]]") -> None:
        self.errors = errors
        self.field = errors[0]["field"]
        super().__init__("；".join(error["message"] for error in errors))


class FieldError(Exception):
    """One value that cannot be read; the field's name is added by who knows it."""

    def __init__(self, message: str, path: str = "") -> None:
        self.message = message
        self.path = path
        super().__init__(message)


class Unknown(Exception):  # noqa: N818  # an outcome, no error
    """What follows cannot be told; the reason is for the reader."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Blank(Unknown):
    """A value that the condition needs was left blank."""

    def __init__(self, label: str) -> None:
        super().__init__(f"未填“{label}”")


def input_error(field: str, message: str) -> InputError:
    """An InputError with one fault."""
    return InputError([{"field": field, "message": message}])
