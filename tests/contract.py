"""A client of the API that holds every answer to the published description."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from intake.web.openapi import document

PREFIX = "/api/v1"


class ContractClient(FlaskClient):
    """Fails when an answer's status or body is not described for its path and method."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        conforms(response)
        return response


def client_of(app: Flask) -> ContractClient:
    """A client of this application."""
    return ContractClient(app, app.response_class)


def conforms(response: TestResponse) -> None:
    """Check one answer."""
    where = f"{response.request.method} {response.request.path} → {response.status_code}"
    if response.status_code == 204:
        return
    described = _described(response.request.method.lower(), response.request.path.removeprefix(PREFIX))
    schema = _schema(described["responses"], response, where)
    faults = Draft202012Validator(
        {**schema, "components": document()["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    ).iter_errors(response.get_json())
    assert not [f"{where}: {fault.json_path}: {fault.message}" for fault in faults]


def _described(method: str, path: str) -> dict[str, Any]:
    """The operation: a fixed path before one with a parameter."""
    for template, methods in sorted(document()["paths"].items(), key=lambda each: "{" in each[0]):
        # A number may hold slashes, sent as %2F.
        escaped = re.escape(template).replace(r"\{external_number\}", ".+")
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", escaped)
        if re.fullmatch(pattern, path) and method in methods:
            operation: dict[str, Any] = methods[method]
            return operation
    return {"responses": {str(code): {"$ref": "#/components/responses/Error"} for code in (404, 405)}}


def _schema(responses: dict[str, Any], response: TestResponse, where: str) -> dict[str, Any]:
    assert str(response.status_code) in responses, f"{where} is not described"
    described = responses[str(response.status_code)]
    if "$ref" in described:
        described = document()["components"]["responses"][described["$ref"].rsplit("/", 1)[1]]
    assert response.mimetype in described["content"], f"{where}: {response.mimetype}"
    schema: dict[str, Any] = described["content"][response.mimetype]["schema"]
    return schema
