"""Settings: the environment, read once and only here (12-factor; prefix ``SCRIBE_``; also from ``.env``)."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from audio.languages import LANGUAGES
from scribe.schema.errors import SettingsError

_SECRETS = "/run/secrets"
"""Where a container finds a secret as a file, named as its variable in small letters: scribe_database_url."""
_LISTEN = ("", "auto")
UNKNOWN_LANGUAGE = "no speech model knows this language (codes such as en or de are known, auto listens for it)"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")
_KEYS_URL = re.compile(r"https://[^/@\s]+/|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?/")
_USERINFO = re.compile(r"//[^/@\s]+@")


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "scribe"


class Settings(BaseSettings):
    """What this installation is told. Nothing leaves the machine unless ``model`` names a language model."""

    model_config = SettingsConfigDict(
        env_prefix="SCRIBE_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        populate_by_name=True,
        secrets_dir=_SECRETS if os.path.isdir(_SECRETS) else None,
    )

    data_dir: Path = Field(default_factory=_default_data_dir)
    """Where this installation keeps its key, its joined speech weights and what it receives."""
    model: str | None = None
    """Name of the language model. Unset: the deterministic reader drafts and no text leaves the machine."""
    asr_model: str | None = None
    """Speech model by name or path. Unset: base, else tiny.en with a warning."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where speech is transcribed; auto takes CUDA when present and working."""
    compute_type: str | None = None
    """CTranslate2 compute type. Unset: float16 on CUDA, int8 on a CPU."""
    cpu_threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Threads of the speech engine on a CPU; 0 lets it choose."""
    recordings_at_once: Annotated[int, Field(ge=0, le=64)] = 0
    """Recordings heard at the same time; 0 follows the cores. Memory bounds it in any case."""
    unload_after_s: Annotated[float, Field(ge=0, le=86_400)] = 600.0
    """Seconds after the last recording at which the service lets the speech model go; 0 keeps it."""
    language: str | None = "en"
    """Language of the visit; auto or empty lets the speech model find out."""
    diarize: Literal["auto", "on", "off"] = "auto"
    """Speakers told apart by voice with the extra diarize: auto where installed, on (its lack is told), off."""
    shared_data: Path | None = None
    """Folder of development data that some tests read."""
    database_url: SecretStr | None = None
    """Database of the encounters: postgresql://user@host/name. Unset: SQLite in the data folder."""
    audio_url: str | None = None
    """Where sound is kept, sealed: s3://bucket/prefix. Unset: a folder of the data folder."""
    key_file: Path | None = None
    """Keys that open what is stored. Unset: store-keys.json in the data folder, made on the first run."""
    embedded_worker: bool = True
    """Whether scribe serve keeps a worker of its own; off where scribe worker runs beside it."""
    retain_audio_days: Annotated[float, Field(ge=0)] | None = None
    """Days after which finalized sound is purged; its SHA-256 and the quoted evidence stay. Unset: kept."""
    retain_transcript_days: Annotated[float, Field(ge=0)] | None = None
    """Days after which transcripts are purged; drafts keep the evidence they quote. Unset: kept."""
    retain_encounter_days: Annotated[float, Field(ge=0)] | None = None
    """Days after which a whole encounter is deleted, with a receipt. Unset: kept."""
    allow_remote: bool = False
    """Whether scribe serve takes addresses beyond loopback: say so only behind a proxy with access control."""
    local_key: bool = True
    """Whether the key in the file api_key opens everything, for one user of one machine; off: it is not made."""
    oidc_issuer: str | None = None
    """OpenID Connect issuer whose JWTs are taken, as it stands in iss. Unset: none are, and nothing is fetched."""
    oidc_audience: str | None = None
    """What a token must name as its audience."""
    oidc_jwks_url: str | None = None
    """Where the issuer publishes its keys (https; http on this machine alone)."""
    oidc_roles_claim: str = "roles"
    """Claim that names the roles; dots go into objects (realm_access.roles)."""
    oidc_tenant_claim: str = "tenant"
    """Claim that names the tenant; a token without it is refused."""
    requests_per_minute: Annotated[int, Field(ge=0)] = 600
    """Requests of one key or account within a minute; 0: unbounded. The local user has no bound."""
    failures_per_minute: Annotated[int, Field(ge=0)] = 30
    """Wrong keys and tokens from one address within a minute, before they are looked at no more; 0: unbounded."""
    body_patience_s: Annotated[float, Field(gt=0, le=3600)] = 30.0
    """Seconds that a client may take from one piece of a body to the next."""
    cors_origins: str = ""
    """Origins, between commas, whose pages may call the API: https://scribe.example. Empty: none."""
    log_format: Literal["text", "json"] = "text"
    """Form of the log lines on stderr."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Lowest level that is logged; debug adds health probes."""
    llm_structured: Literal["auto", "json_schema", "json_object", "function_calling", "prompt"] = "auto"
    """How the model server is asked for JSON; auto finds out by the first question and remembers it."""
    llm_timeout_s: Annotated[float, Field(gt=0, le=3600)] = 120.0
    """Total seconds the language model may take, retries included."""
    llm_proxy: str | None = None
    """Proxy for a model server that is not on this machine; HTTPS_PROXY and its like are not read."""
    narrative: Literal["template", "model"] = "template"
    """Who words the note: fixed templates, or the language model, each sentence checked against its evidence."""
    max_upload_mb: Annotated[int, Field(ge=1)] = 512
    """Largest request body the API takes."""
    max_recording_mb: Annotated[int, Field(ge=1)] = 2048
    """Largest recording of an encounter, all its chunks together."""
    openai_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("OPENAI_API_KEY"))
    """Key for the model server; used only when SCRIBE_MODEL names a model."""
    openai_base_url: str | None = Field(default=None, validation_alias=AliasChoices("OPENAI_BASE_URL"))
    """Address of the model server; used only when SCRIBE_MODEL names a model."""

    @field_validator("cors_origins")
    @classmethod
    def _origins_are_exact(cls, origins: str) -> str:
        named = [one.strip() for one in origins.split(",") if one.strip()]
        if not all(_ORIGIN.fullmatch(one) for one in named):
            raise ValueError("an origin is written https://host or https://host:port, and there are no wildcards")
        return ",".join(named)

    @field_validator("oidc_jwks_url")
    @classmethod
    def _keys_come_over_tls(cls, url: str | None) -> str | None:
        if url and not _KEYS_URL.match(url):
            raise ValueError("keys are fetched over https, or over http from this machine")
        return url or None

    @property
    def most_recording_bytes(self) -> int:
        """Of one recording, however it arrives."""
        return self.max_recording_mb * 2**20

    @field_validator("language")
    @classmethod
    def _language_is_known(cls, language: str | None) -> str | None:
        return language_code(language or "")


def language_code(language: str) -> str | None:
    """The code as the speech model writes it; None to listen for it. Raises ValueError for one nobody knows."""
    code = language.strip().lower()
    if code in _LISTEN:
        return None
    if code not in LANGUAGES:
        raise ValueError(UNKNOWN_LANGUAGE)
    return code


def embedded_defaults(data_dir: Path) -> Settings:
    """The defaults alone, whatever the environment says: for a run that must be the same everywhere."""
    return Settings.model_construct(data_dir=data_dir)


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming the variable that is wrong, never its value."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)
        named = "; ".join(f"{_variable(item['loc'])}: {item['msg'].lower()}" for item in wrong)
        raise SettingsError(f"A setting has an unusable value. {named}.", "The README lists them.") from None
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8 text.", "Save it as UTF-8.") from None
    if settings.model is not None and not settings.model.strip():
        settings = settings.model_copy(update={"model": None})
    if settings.narrative == "model" and not settings.model:
        raise SettingsError("SCRIBE_NARRATIVE is model, but no language model is named.", "Set SCRIBE_MODEL.")
    if settings.model:
        from scribe.llm import refuse_tracing

        refuse_tracing(os.environ)
    return settings


def _masked(value: str) -> str:
    """An address without the user and password it may carry."""
    return _USERINFO.sub("//(hidden)@", value)


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "?"
    return name if name.startswith("OPENAI_") else f"SCRIBE_{name.upper()}"


def setting_lines(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value or a mark that it is set, description) of each setting, secrets hidden."""
    lines = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if isinstance(value, SecretStr) else "(unset)" if value is None else _masked(str(value))
        variable = name.upper() if name.startswith("openai_") else f"SCRIBE_{name.upper()}"
        lines.append((variable, shown, field.description or ""))
    return lines
