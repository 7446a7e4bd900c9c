//! What is said of a table at fault. Works in constants.

use crate::endpoint::RouteMeta;

use super::text::Text;

/// The word for "any method" in messages.
pub(super) const ANY_METHOD: &str = "any method of";

/// Says that two routes answer the same requests.
pub const fn overlap_message(
    method: &str,
    host: Option<&str>,
    path: &str,
    first: &RouteMeta,
    second: &RouteMeta,
) -> Text {
    let mut text = Text::new();
    text.push("two routes answer ");
    text.push(method);
    text.push(" ");
    if let Some(host) = host {
        text.push(host);
    }
    text.push(path);
    text.push(": ");
    push_place(&mut text, first);
    text.push(" and ");
    push_place(&mut text, second);
    text
}

/// What is wrong with a link to a route, which stands between `before` and `after`.
pub(crate) const fn link_message(before: &str, meta: &RouteMeta, after: &str) -> Text {
    let mut text = Text::new();
    text.push(before);
    push_place(&mut text, meta);
    text.push(after);
    text
}

pub(super) const fn push_place(text: &mut Text, meta: &RouteMeta) {
    text.push("`");
    text.push(meta.name());
    text.push("` at ");
    text.push(meta.file());
    text.push(":");
    text.push_number(meta.line());
}

pub(super) const fn path_message(meta: &RouteMeta, what: &str, pattern: &str, why: &str) -> Text {
    let mut text = Text::new();
    text.push("route ");
    push_place(&mut text, meta);
    text.push(" has the ");
    text.push(what);
    text.push(" `");
    text.push(pattern);
    text.push("`: ");
    text.push(why);
    text
}

pub(super) const fn mount_message(prefix: &str, why: &str) -> Text {
    let mut text = Text::new();
    text.push("a table is mounted at `");
    text.push(prefix);
    text.push("`: ");
    text.push(why);
    text
}
