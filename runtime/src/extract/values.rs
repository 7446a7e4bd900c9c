//! An argument from the values a request has under a name: required, optional, or all of them.
//!
//! | argument type | absent | once | repeated |
//! |---|---|---|---|
//! | `T` | fault | the value | fault (a cookie: the first) |
//! | `Option<T>` | `None` | the value; `None` for empty text that is no `T` | fault (a cookie: the first) |
//! | `Vec<T>` | empty | one element; a header's value is split at its commas | all, in order |
//! | `Option<Vec<T>>` | `None` | as `Vec<T>` | as `Vec<T>` |
//! | a struct made by `#[model]` (query only) | | each field by its own name | |

use crate::openapi::Parameter;
use crate::problem::{Faults, Location, Place};
use crate::request::Head;

use super::param::{FromParam, ParamError};

/// A type that an argument marked `#[query]`, `#[header]`, `#[cookie]` or named in the path may have.
///
/// Implemented for every [`FromParam`] type, for `Option` and `Vec` of it, and by `#[model]` for structs.
/// The state `S` plays no part; it is here so that a missing implementation is told once, at the argument.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a path, a query, a header or a cookie",
    label = "no text form",
    note = "one name has one text: numbers, text, `bool`, an enum of plain names or a newtype with `#[model]`, or what implements `cepa::extract::FromParam`; `Option` and `Vec` may stand around it",
    note = "a struct with `#[model]` reads the whole query: `#[query] query: …`, without `Vec`"
)]
pub trait FromValues<'r>: Sized {
    /// Whether the request must have a value.
    const REQUIRED: bool;

    /// Whether all keys of a query make one value: such a type has no place under a single name.
    const WHOLE_QUERY: bool = false;

    /// Whether it is such a type, and one of its members can never be sent: it is a struct or a map, and must be there.
    #[doc(hidden)]
    const HOLDS_NESTED: bool = false;

    /// Reads the argument `name`, or notes what is wrong.
    fn from_values(source: Source<'r>, name: &str, faults: &mut Faults) -> Option<Self>;

    /// What the document says of the argument; one text of any form unless said otherwise.
    fn describe(parameter: &mut Parameter<'_>) {
        if !Self::REQUIRED {
            parameter.optional();
        }
    }
}

/// The named text values of one part of a request.
#[derive(Debug, Clone, Copy)]
pub struct Source<'r> {
    head: &'r Head,
    place: Place,
}

/// A value that is no UTF-8, once it is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

pub(super) type Text<'r> = Result<&'r str, NotText>;

impl<'r> Source<'r> {
    /// The values that `head` has in `place`; the body has none.
    pub const fn new(head: &'r Head, place: Place) -> Self {
        Self { head, place }
    }

    /// The part of the request.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The whole query.
    pub(super) fn query(&self) -> impl Iterator<Item = (&'r str, Text<'r>)> {
        self.head.query().checked().map(|(name, value)| (name, value.map_err(|_| NotText)))
    }

    /// Calls `each` with every value under `name`, in order, until it answers `false`.
    pub fn for_each(&self, name: &str, mut each: impl FnMut(Text<'r>) -> bool) {
        match self.place {
            Place::Path => {
                if let Some(text) = self.head.param(name) {
                    each(text.map_err(|_| NotText));
                }
            }
            Place::Query => {
                for value in self.head.query().under(name) {
                    if !each(value.map_err(|_| NotText)) {
                        return;
                    }
                }
            }
            Place::Header => {
                for value in self.head.headers().get_all(name) {
                    if !each(std::str::from_utf8(value.as_bytes()).map_err(|_| NotText)) {
                        return;
                    }
                }
            }
            Place::Cookie => {
                for value in self.head.cookies().under(name) {
                    if !each(value.map_err(|_| NotText)) {
                        return;
                    }
                }
            }
            Place::Body => {}
        }
    }

    /// The one value under `name`; a fault where there are several and the place does not allow that.
    fn single(&self, name: &str, faults: &mut Faults) -> Result<Option<Text<'r>>, ()> {
        let mut found = None;
        let mut count = 0;
        self.for_each(name, |text| {
            count += 1;
            found.get_or_insert(text);
            // A browser repeats a cookie's name for several paths, the closest first (RFC 6265, section 5.4).
            count < 2 && self.place != Place::Cookie
        });
        if count > 1 {
            let at = Location::root(self.place);
            faults.push(ParamError::repeated().into_fault(&at.key(name)));
            return Err(());
        }
        Ok(found)
    }

    fn parse<T: FromParam<'r>>(&self, text: Text<'r>) -> Result<T, ParamError> {
        match text {
            Ok(text) => T::from_param(text),
            Err(NotText) => Err(ParamError::not_text()),
        }
    }

    /// Notes that `name` is missing.
    pub(crate) fn missing(&self, name: &str, faults: &mut Faults) {
        let root = Location::root(self.place);
        let mut fault = ParamError::missing().into_fault(&root.key(name));
        if self.place == Place::Header && name.eq_ignore_ascii_case("authorization") {
            // Whoever did not say who they are is told so, not that a header is missing (RFC 9110, section 11.6.1).
            fault.status = Some(401);
        }
        faults.push(fault);
    }
}

impl<'r, T: FromParam<'r>> FromValues<'r> for T {
    const REQUIRED: bool = true;

    fn from_values(source: Source<'r>, name: &str, faults: &mut Faults) -> Option<Self> {
        let Some(text) = source.single(name, faults).ok()? else {
            source.missing(name, faults);
            return None;
        };
        match source.parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                faults.push(error.into_fault(&Location::root(source.place).key(name)));
                None
            }
        }
    }

    fn describe(parameter: &mut Parameter<'_>) {
        <T as FromParam<'r>>::describe(parameter);
    }
}

impl<'r, T: FromParam<'r>> FromValues<'r> for Option<T> {
    const REQUIRED: bool = false;

    fn from_values(source: Source<'r>, name: &str, faults: &mut Faults) -> Option<Self> {
        let Some(text) = source.single(name, faults).ok()? else {
            return Some(None);
        };
        match source.parse(text) {
            Ok(value) => Some(Some(value)),
            // A form sends its empty fields too.
            Err(_) if text == Ok("") => Some(None),
            Err(error) => {
                faults.push(error.into_fault(&Location::root(source.place).key(name)));
                None
            }
        }
    }

    fn describe(parameter: &mut Parameter<'_>) {
        <T as FromParam<'r>>::describe(parameter);
        parameter.optional();
    }
}

impl<'r, T: FromParam<'r>> FromValues<'r> for Vec<T> {
    const REQUIRED: bool = false;

    fn from_values(source: Source<'r>, name: &str, faults: &mut Faults) -> Option<Self> {
        let root = Location::root(source.place);
        let at = root.key(name);
        let mut list = Some(Vec::new());
        let mut index = 0;
        source.for_each(name, |text| {
            for part in split(source.place, text) {
                match (source.parse(part), &mut list) {
                    (Ok(value), Some(list)) => list.push(value),
                    (Ok(_), None) => {}
                    (Err(error), list) => {
                        faults.push(error.into_fault(&at.index(index)));
                        *list = None;
                    }
                }
                index += 1;
            }
            !faults.is_full()
        });
        list
    }

    fn describe(parameter: &mut Parameter<'_>) {
        <T as FromParam<'r>>::describe(parameter);
        parameter.list();
    }
}

impl<'r, T: FromParam<'r>> FromValues<'r> for Option<Vec<T>> {
    const REQUIRED: bool = false;

    fn from_values(source: Source<'r>, name: &str, faults: &mut Faults) -> Option<Self> {
        let mut present = false;
        source.for_each(name, |_| {
            present = true;
            false
        });
        if !present {
            return Some(None);
        }
        <Vec<T> as FromValues<'r>>::from_values(source, name, faults).map(Some)
    }

    fn describe(parameter: &mut Parameter<'_>) {
        <T as FromParam<'r>>::describe(parameter);
        parameter.list();
        parameter.optional();
    }
}

/// A header's value is a list at its commas (RFC 9110, section 5.6.1), a wildcard's at its slashes; other values are whole.
fn split(place: Place, text: Text<'_>) -> impl Iterator<Item = Text<'_>> {
    let (separator, trim) = match place {
        Place::Header => (Some(','), true),
        Place::Path => (Some('/'), false),
        _ => (None, false),
    };
    let (whole, parts) = match (text, separator) {
        (Ok(text), Some(separator)) => (None, Some(text.split(separator))),
        (text, _) => (Some(text), None),
    };
    let parts = parts.into_iter().flatten().map(move |part| if trim { part.trim() } else { part });
    whole.into_iter().chain(parts.filter(|part| !part.is_empty()).map(Ok))
}
