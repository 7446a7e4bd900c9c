//! Which route answers which method at one place, and what `Allow` says of it.

use http::{HeaderValue, Method};

use crate::sorted;

/// The methods of one candidate.
#[derive(Debug, Default)]
pub(super) struct MethodTable {
    named: Vec<(Method, u32)>,
    any: Option<u32>,
    /// The `Allow` header of a place that this candidate has for itself; made by [`freeze`](Self::freeze).
    allow: Option<HeaderValue>,
}

impl MethodTable {
    /// The route that answers: the one that names the method, for HEAD the one that names GET, else the one for any.
    pub(super) fn answer(&self, method: &Method) -> Option<u32> {
        let named = |wanted: &Method| self.named.iter().find(|(method, _)| method == wanted).map(|(_, route)| *route);
        // RFC 9110, 9.3.2: HEAD is GET without the content, so every GET can answer it.
        let head = || (*method == Method::HEAD).then(|| named(&Method::GET)).flatten();
        named(method).or_else(head).or(self.any)
    }

    /// The route that was entered for exactly this method; `None` stands for any.
    pub(super) fn entered(&self, method: Option<&Method>) -> Option<u32> {
        match method {
            Some(wanted) => self.named.iter().find(|(method, _)| method == wanted).map(|(_, route)| *route),
            None => self.any,
        }
    }

    pub(super) fn enter(&mut self, method: Option<Method>, route: u32) {
        match method {
            Some(method) => self.named.push((method, route)),
            None => self.any = Some(route),
        }
    }

    pub(super) fn freeze(&mut self) {
        self.allow = Some(self.own_allow());
    }

    /// The prepared `Allow` header.
    pub(super) fn allow(&self) -> HeaderValue {
        self.allow.clone().unwrap_or_else(|| self.own_allow())
    }

    fn own_allow(&self) -> HeaderValue {
        allow(&mut std::iter::once(self))
    }
}

/// The `Allow` header for all of these together, in alphabetical order: their methods, HEAD beside GET, and OPTIONS.
pub(super) fn allow(tables: &mut dyn Iterator<Item = &MethodTable>) -> HeaderValue {
    let mut methods = vec!["OPTIONS"];
    for table in tables {
        for (method, _) in &table.named {
            sorted::insert(&mut methods, method.as_str());
            if method == Method::GET {
                sorted::insert(&mut methods, "HEAD");
            }
        }
    }
    // Methods are tokens, which any header value may hold.
    HeaderValue::try_from(methods.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"))
}
