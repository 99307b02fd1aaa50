"""Single sign-on of staff with the government's own identity provider."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.settings.reader import Reader


@dataclass(frozen=True, slots=True)
class SignOnSettings:
    """An OpenID Connect provider; without an issuer there is no single sign-on.

    `issuer` is its address, below which `/.well-known/openid-configuration` lies; `claim` names the fact
    about a person that equals their login here.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    claim: str = "preferred_username"

    @property
    def offered(self) -> bool:
        """Whether staff can sign in this way."""
        return bool(self.issuer)


def sign_on(read: Reader, faults: list[str]) -> SignOnSettings:
    """Read them; what is missing beside what is given is a fault."""
    issuer = read.endpoint("OIDC_ISSUER", read.names("OIDC_PLAIN_HOSTS"))
    client_id, secret = read.text("OIDC_CLIENT_ID"), read.secret("OIDC_CLIENT_SECRET")
    if read.given("OIDC_ISSUER") and not (read.given("OIDC_CLIENT_ID") and read.given("OIDC_CLIENT_SECRET")):
        faults.append("OIDC_CLIENT_ID、OIDC_CLIENT_SECRET：设置了 OIDC_ISSUER，这两项也要写")
    return SignOnSettings(
        issuer.rstrip("/"), client_id, secret, read.text("OIDC_CLAIM", "preferred_username")
    )
