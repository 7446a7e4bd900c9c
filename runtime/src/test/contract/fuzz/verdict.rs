//! What the document says of a request, and what the answer to it then tells.

use http::StatusCode;
use serde_json::{Number, Value, json};

use super::super::conformance::{covers, is_json};
use super::super::schema::{Checked, Checker};
use super::super::witness::Answered;
use super::super::{Answer, BreachKind, Contract, Operation};
use super::case::{Case, Payload, texts};
use super::flat::flat;
use super::shape::{Parameter, Place, Shape};
use crate::openapi::MALFORMED_BODY;
use crate::problem::Problem;
use crate::test::TestResponse;

/// Whether the document allows a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Validity {
    Valid,
    /// It forbids it, and why.
    Invalid(String),
    /// It does not say enough.
    Unsure,
}

impl Validity {
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Valid => json!("valid"),
            Self::Invalid(why) => json!({ "invalid": why }),
            Self::Unsure => json!("unsure"),
        }
    }

    pub(super) fn of_json(value: &Value) -> Option<Self> {
        match value.as_str() {
            Some("valid") => Some(Self::Valid),
            Some("unsure") => Some(Self::Unsure),
            _ => Some(Self::Invalid(value.get("invalid")?.as_str()?.to_owned())),
        }
    }

    /// What holds of a request with two parts.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (invalid @ Self::Invalid(_), _) | (_, invalid @ Self::Invalid(_)) => invalid,
            (Self::Valid, Self::Valid) => Self::Valid,
            _ => Self::Unsure,
        }
    }

    fn of(checked: Checked, place: &str) -> Self {
        match checked.violations.iter().find(|violation| !violation.may_be_taken) {
            Some(violation) => Self::Invalid(format!("{place}: {violation}")),
            None if checked.unsure || checked.may_be_refused || !checked.violations.is_empty() => Self::Unsure,
            None => Self::Valid,
        }
    }
}

impl Case {
    /// What the document says of it.
    pub(super) fn validity(&self, shape: &Shape<'_>, checker: &Checker<'_>) -> Validity {
        let mixed = shape.has_mixed_path();
        let parameters = shape.parameters.iter().zip(&self.values);
        let parameters = parameters.map(|(parameter, value)| match value {
            None if parameter.required => Validity::Invalid(format!("{} is missing", name(parameter))),
            None => Validity::Valid,
            Some(value) => of_value(parameter, value, mixed, checker),
        });
        let rest = if self.more_query.is_empty() { Validity::Valid } else { Validity::Unsure };
        parameters.fold(of_body(&self.body, shape, checker), Validity::and).and(rest)
    }
}

fn name(parameter: &Parameter<'_>) -> String {
    format!("`{}` in the {}", parameter.name, parameter.place.name())
}

fn of_value(parameter: &Parameter<'_>, value: &Value, mixed: bool, checker: &Checker<'_>) -> Validity {
    let texts = texts(value);
    let separated = |text: &String| !text.chars().all(char::is_alphanumeric);
    let unclear = parameter.place == Place::Path && mixed && texts.iter().any(separated);
    // Servers part in what they make of an empty text where there may be none, and of several where one is meant.
    let empty = texts.iter().any(String::is_empty) && (!parameter.required || parameter.is_list);
    if unclear || empty || value.is_array() != parameter.is_list {
        return Validity::Unsure;
    }
    let element = flat(checker, parameter.schema).remove("items").unwrap_or(Value::Bool(true));
    let schema = if parameter.is_list { &element } else { parameter.schema };
    let mut readings: Vec<Value> = texts.iter().map(|text| reading(text, schema, checker)).collect();
    // A text such as `1e0` or `007` is no number here, and may be one to the server.
    let is_numeric = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE_ ".contains(&byte));
    let lenient = texts.iter().zip(&readings).any(|(text, read)| read.is_string() && is_numeric(text));
    let whole = if parameter.is_list { readings.into() } else { readings.pop().unwrap_or_default() };
    match Validity::of(checker.check(parameter.schema, &whole), &name(parameter)) {
        Validity::Invalid(_) if lenient => Validity::Unsure,
        validity => validity,
    }
}

/// A text as the value that its schema sees in it.
fn reading(text: &str, schema: &Value, checker: &Checker<'_>) -> Value {
    let has_digit_first = text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    let number = serde_json::from_str::<Number>(text).ok().filter(|_| has_digit_first);
    // To a schema 1.0 is a whole number, and to servers it is none.
    let number = number.filter(|number| !number.is_f64() || !is_whole(schema, checker));
    let truth = text.parse::<bool>().ok().map(Value::Bool);
    let readings = [Some(Value::String(text.to_owned())), number.map(Value::Number), truth];
    let mut readings: Vec<Value> = readings.into_iter().flatten().collect();
    match readings.iter().position(|value| checker.fits(schema, value)) {
        Some(fitting) => readings.swap_remove(fitting),
        // What is then told of is the number.
        None => readings.pop().unwrap_or_default(),
    }
}

fn is_whole(schema: &Value, checker: &Checker<'_>) -> bool {
    flat(checker, schema).get("type").is_some_and(|kind| kind == "integer")
}

fn of_body(body: &Payload, shape: &Shape<'_>, checker: &Checker<'_>) -> Validity {
    let Some(described) = &shape.body else {
        return if *body == Payload::None { Validity::Valid } else { Validity::Unsure };
    };
    let content = |media_type: &str| described.contents.iter().find(|(name, _)| covers(name, media_type));
    let other_type = || match described.is_json() {
        true => Validity::Invalid("the body has a media type that is not described".to_owned()),
        false => Validity::Unsure,
    };
    match body {
        Payload::None if described.required => Validity::Invalid("the body is missing".to_owned()),
        Payload::None => Validity::Valid,
        Payload::Raw(_, bytes) if bytes.is_empty() => Validity::Unsure,
        Payload::Json(media_type, value) => match content(media_type) {
            None => other_type(),
            // A plain serde type has no schema that could say what it takes.
            Some((_, schema)) if is_unknown(schema) => Validity::Unsure,
            Some((_, schema)) => Validity::of(checker.check(schema, value), "the body"),
        },
        Payload::Raw(media_type, bytes) => match content(media_type) {
            None => other_type(),
            Some(_) if is_json(media_type) => match serde_json::from_slice::<Value>(bytes) {
                Ok(_) => Validity::Unsure,
                Err(_) => Validity::Invalid("the body is malformed JSON".to_owned()),
            },
            Some((name, _)) if name.starts_with("text/") && std::str::from_utf8(bytes).is_err() => Validity::Unsure,
            Some((name, _)) if name.starts_with("text/") || *name == "application/octet-stream" => Validity::Valid,
            Some(_) => Validity::Unsure,
        },
    }
}

fn is_unknown(schema: &Value) -> bool {
    schema.as_object().is_none_or(|schema| schema.keys().all(|key| key == "description" || key == "title"))
}

/// What an answer did that it must not.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    pub(super) text: String,
    /// How it may be mended.
    pub(super) hint: String,
}

/// Failures of one kind are one failure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FailureKind {
    Broken(StatusCode),
    Undescribed(BreachKind),
    Refused(StatusCode),
    Accepted,
    Silent,
    Untried,
}

/// Codes of faults in a value's shape: of all that a schema says. A rule of one's own has another.
const SHAPE_CODES: [&str; 13] = [
    "type", "required", "enum", "range", "length", "unknown", "repeated", "encoding", "email", "url", "ip", "ipv4",
    "ipv6",
];

/// Whether the answer to a request is a failure.
pub(super) fn failure(
    contract: &Contract<'_>,
    operation: Operation<'_>,
    validity: &Validity,
    response: &TestResponse,
    answered: Option<&Answered>,
) -> Option<Failure> {
    let status = response.status;
    if status.is_server_error() {
        let problem = answered.and_then(|answered| answered.problem.as_ref());
        let text = format!("it failed with {}", problem.map_or_else(|| status.to_string(), ToString::to_string));
        return Some(Failure { kind: FailureKind::Broken(status), text, hint: "no input may cause a 5xx".to_owned() });
    }
    let answered = answered?;
    let method = operation.method.to_ascii_uppercase().parse().ok()?;
    let answer = Answer { status, headers: &response.headers, body: &response.body };
    if let Some((_, breach)) = contract.breach(&answered.pattern, &method, answer) {
        let hint = breach.hint();
        return Some(Failure { kind: FailureKind::Undescribed(breach.kind), text: breach.text, hint });
    }
    // Another route may be meant by this path.
    let meant = contract.of_route(&answered.pattern, operation.method);
    if !meant.iter().any(|meant| std::ptr::eq(meant.value, operation.value)) {
        return None;
    }
    match validity {
        Validity::Valid => {
            let why = refusal(operation, status, answered.problem.as_ref())?;
            Some(Failure {
                kind: FailureKind::Refused(status),
                text: format!("it refused with {status} what its document allows: {why}"),
                hint: "describe what it takes: by a rule, by `#[schemars(…)]`, or in a `describe` written by hand"
                    .to_owned(),
            })
        }
        Validity::Invalid(why) if status.is_success() => Some(Failure {
            kind: FailureKind::Accepted,
            text: format!("it accepted with {status} what its document forbids: {why}"),
            hint: "demand it by a rule, or do not describe it".to_owned(),
        }),
        _ => None,
    }
}

/// Why a request was refused, where it was for its shape.
fn refusal(operation: Operation<'_>, status: StatusCode, problem: Option<&Problem>) -> Option<String> {
    if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return Some("its media type".to_owned());
    }
    let described = operation.value.pointer("/responses/400/description");
    if status == StatusCode::BAD_REQUEST && described.is_some_and(|text| text == MALFORMED_BODY) {
        return Some("as malformed".to_owned());
    }
    if !status.is_client_error() {
        return None;
    }
    let faults = problem?.errors();
    let fault = faults.iter().find(|fault| SHAPE_CODES.contains(&&*fault.code))?;
    let place = json!(fault.place);
    Some(format!("{} {} {}", place.as_str().unwrap_or_default(), fault.pointer, fault.detail))
}
