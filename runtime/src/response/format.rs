//! How values are written: JSON, HTML, plain text, XML, bytes, and formats of your own.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use crate::body::{Body, BoxError};
use crate::json;

/// A way to write values of type `T`.
///
/// A format of your own takes a few lines, and then stands on a function as `#[respond(Csv)]`:
///
/// ```
/// use cepa::prelude::*;
/// use cepa::response::{EncodeError, Format};
///
/// struct Csv;
///
/// impl Format<Vec<[u32; 2]>> for Csv {
///     const CONTENT_TYPE: &'static str = "text/csv; charset=utf-8";
///
///     fn encode(rows: Vec<[u32; 2]>) -> Result<cepa::Body, EncodeError> {
///         let lines: Vec<String> = rows.iter().map(|[a, b]| format!("{a},{b}\r\n")).collect();
///         Ok(lines.concat().into())
///     }
/// }
///
/// #[get("/squares.csv")]
/// #[respond(Csv)]
/// async fn squares() -> Vec<[u32; 2]> {
///     (1..=3).map(|n| [n, n * n]).collect()
/// }
/// ```
#[diagnostic::on_unimplemented(message = "`{T}` cannot be written as `{Self}`", label = "cannot be written this way")]
pub trait Format<T> {
    /// The `Content-Type` of what is written.
    const CONTENT_TYPE: &'static str;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Why the value cannot be written; the client gets a 500 without the reason, the log gets the reason.
    fn encode(value: T) -> Result<Body, EncodeError>;
}

/// Why a value cannot be written.
#[derive(Debug)]
pub struct EncodeError(pub BoxError);

impl<E: Into<BoxError>> From<E> for EncodeError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// `application/json`, for everything serde can write.
#[derive(Debug, Clone, Copy)]
pub struct JsonFormat;

impl<T: Serialize> Format<T> for JsonFormat {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode(value: T) -> Result<Body, EncodeError> {
        json_body(json::encode(&value))
    }
}

fn json_body(encoded: serde_json::Result<Vec<u8>>) -> Result<Body, EncodeError> {
    Ok(encoded?.into())
}

/// A value that is text.
///
/// A template engine's result takes one line: `impl TextValue for Page { fn into_text(self) -> … { self.render() } }`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "not text",
    note = "`#[html]`, `#[text]` and `#[xml]` write `String`, `&'static str`, `Cow<'static, str>` and types that implement `cepa::response::TextValue`"
)]
pub trait TextValue {
    /// The text.
    ///
    /// # Errors
    ///
    /// Why there is none, such as a template that fails.
    fn into_text(self) -> Result<Cow<'static, str>, EncodeError>;
}

impl TextValue for String {
    fn into_text(self) -> Result<Cow<'static, str>, EncodeError> {
        Ok(self.into())
    }
}

impl TextValue for &'static str {
    fn into_text(self) -> Result<Cow<'static, str>, EncodeError> {
        Ok(self.into())
    }
}

impl TextValue for Cow<'static, str> {
    fn into_text(self) -> Result<Cow<'static, str>, EncodeError> {
        Ok(self)
    }
}

macro_rules! text_format {
    ($($(#[$doc:meta])* $name:ident = $content_type:literal),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl<T: TextValue> Format<T> for $name {
            const CONTENT_TYPE: &'static str = $content_type;

            fn encode(value: T) -> Result<Body, EncodeError> {
                Ok(match value.into_text()? {
                    Cow::Borrowed(text) => text.into(),
                    Cow::Owned(text) => text.into(),
                })
            }
        }
    )*};
}

text_format! {
    /// `text/html`, for text.
    HtmlFormat = "text/html; charset=utf-8",
    /// `text/plain`, for text.
    TextFormat = "text/plain; charset=utf-8",
    /// `application/xml`, for text.
    XmlFormat = "application/xml; charset=utf-8"
}

/// A value that is bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not bytes",
    label = "not bytes",
    note = "`#[binary]` writes `Bytes`, `Vec<u8>`, `&'static [u8]`, `String` and types that implement `cepa::response::BinaryValue`"
)]
pub trait BinaryValue {
    /// The bytes.
    fn into_bytes(self) -> Bytes;
}

impl BinaryValue for Bytes {
    fn into_bytes(self) -> Bytes {
        self
    }
}

impl BinaryValue for Vec<u8> {
    fn into_bytes(self) -> Bytes {
        self.into()
    }
}

impl BinaryValue for &'static [u8] {
    fn into_bytes(self) -> Bytes {
        Bytes::from_static(self)
    }
}

impl BinaryValue for String {
    fn into_bytes(self) -> Bytes {
        self.into()
    }
}

/// `application/octet-stream`, for bytes.
#[derive(Debug, Clone, Copy)]
pub struct BinaryFormat;

impl<T: BinaryValue> Format<T> for BinaryFormat {
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn encode(value: T) -> Result<Body, EncodeError> {
        Ok(value.into_bytes().into())
    }
}
