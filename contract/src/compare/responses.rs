//! Compares what comes back: statuses, headers and bodies.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;
use crate::normal::own_status;

use super::Comparison;
use super::findings::{Place, Spot};

impl<'a> Comparison<'a> {
    /// Compares the responses of two operations.
    pub(super) fn compare_responses(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (old, new) = self.well_formed(old.member("responses"), new.member("responses"), Value::is_object, spot);
        let (olds, news) = (statuses(old.as_ref()), statuses(new.as_ref()));
        for (status, old) in &olds {
            let spot = spot.part(format!("{status} response"), Direction::Response);
            match news.get(status) {
                Some(new) => self.compare_response(old, new, status, &spot),
                None => self.response_is_gone(status, old, &news, &spot),
            }
        }
        for (status, new) in news.iter().filter(|(status, _)| !olds.contains_key(*status)) {
            let spot = spot.part(format!("{status} response"), Direction::Response);
            self.response_is_new(status, new, &olds, &spot);
        }
    }

    fn response_is_gone(&mut self, status: &str, old: &Node<'a>, news: &Statuses<'a>, spot: &Spot) {
        if status == DEFAULT && is_untold(old) {
            return self.found(Kind::ResponseDescribed, spot, Place::old(old), "what comes is told, was anything");
        }
        if !is_error(status) {
            return self.found(Kind::ResponseRemoved, spot, Place::old(old), "removed");
        }
        match stand_in(status, news) {
            Some((name, new)) => {
                let what = format!("removed, the {name} response stands for it");
                self.found(Kind::ErrorResponseRemoved, spot, Place::old(old), what);
                self.compare_response(old, new, status, spot);
            }
            None => self.found(Kind::ErrorResponseRemoved, spot, Place::old(old), "removed"),
        }
    }

    fn response_is_new(&mut self, status: &str, new: &Node<'a>, olds: &Statuses<'a>, spot: &Spot) {
        match stand_in(status, olds) {
            Some((DEFAULT, old)) if is_untold(old) => {
                self.found(Kind::ResponseDescribed, spot, Place::new(new), "told, could be anything");
            }
            Some((name, old)) if name != DEFAULT || is_error(status) => {
                let what = format!("told apart, the {name} response stood for it");
                self.found(Kind::ResponseDescribed, spot, Place::new(new), what);
                self.compare_response(old, new, status, spot);
            }
            // A `default` is for errors: nobody takes another success for one.
            _ => self.found(Kind::ResponseAdded, spot, Place::new(new), "added"),
        }
    }

    fn compare_response(&mut self, old: &Node<'a>, new: &Node<'a>, status: &str, spot: &Spot) {
        let (Some(old), Some(new)) = self.well_formed(Some(old.clone()), Some(new.clone()), Value::is_object, spot)
        else {
            return;
        };
        self.compare_headers(&old, &new, status, spot);
        self.compare_content(&old, &new, spot);
        self.compare_others(&old, &new, &["content", "headers"], spot);
    }

    fn compare_headers(&mut self, old: &Node<'a>, new: &Node<'a>, status: &str, spot: &Spot) {
        let (old, new) = self.well_formed(old.member("headers"), new.member("headers"), Value::is_object, spot);
        let (olds, news) = (headers(old.as_ref()), headers(new.as_ref()));
        let part = |name: &str| spot.part(format!("header `{name}` of the {status} response"), Direction::Response);
        for (name, old) in &olds {
            match news.get(name) {
                Some(new) => self.compare_header(old, new, &part(name)),
                None => self.found(Kind::HeaderRemoved, &part(name), Place::old(old), "removed"),
            }
        }
        for (name, new) in news.iter().filter(|(name, _)| !olds.contains_key(*name)) {
            self.found(Kind::HeaderAdded, &part(name), Place::new(new), "added");
        }
    }

    fn compare_header(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (Some(old), Some(new)) = self.well_formed(Some(old.clone()), Some(new.clone()), Value::is_object, spot)
        else {
            return;
        };
        let is_set = (Kind::HeaderBecameRequired, "always there, was optional");
        let was_set = (Kind::HeaderBecameOptional, "optional, was always there");
        self.compare_flag("required", (&old, &new), is_set, was_set, spot);
        self.compare_deprecated(&old, &new, spot);
        self.compare_value(&old, &new, spot);
        self.compare_others(&old, &new, &["content", "deprecated", "required", "schema"], spot);
    }
}

/// The response for all statuses that have none of their own.
const DEFAULT: &str = "default";

type Statuses<'a> = BTreeMap<String, Node<'a>>;

/// "Values outside the range 100..599 are invalid. […] A client that receives a response with an invalid status code SHOULD process
/// the response as if it had a 5xx (Server Error) status code." (RFC 9110, section 15)
fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5', '6', '7', '8', '9'])
}

/// Whether a response says nothing of what comes, as that of a handler whose answer nobody can tell.
fn is_untold(response: &Node<'_>) -> bool {
    let response = response.resolved();
    response.members().all(|(name, member)| matches!(name, "content" | "headers") && is_empty(member.value))
        && response.value.is_object()
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.is_empty())
}

/// The response that stands for a status without one of its own: that of its range, `4XX`, or else the `default`.
fn stand_in<'s, 'a>(status: &str, responses: &'s Statuses<'a>) -> Option<(&'s str, &'s Node<'a>)> {
    let range = status.get(..1).map(|digit| format!("{digit}XX"));
    let stand_in = range.and_then(|range| responses.get_key_value(&range)).or_else(|| responses.get_key_value(DEFAULT));
    stand_in.map(|(name, node)| (name.as_str(), node))
}

/// Responses by their statuses: `4xx` is `4XX`, and `x-999` is 999, unless that is there too.
fn statuses<'a>(responses: Option<&Node<'a>>) -> Statuses<'a> {
    let mut statuses = Statuses::new();
    for (name, node) in responses.into_iter().flat_map(Node::members) {
        let status = own_status(name).unwrap_or(name);
        let status = if status == DEFAULT { DEFAULT.to_owned() } else { status.to_ascii_uppercase() };
        let status = if statuses.contains_key(&status) { name.to_owned() } else { status };
        statuses.insert(status, node);
    }
    statuses
}

/// Headers by their names, which know no case.
fn headers<'a>(headers: Option<&Node<'a>>) -> BTreeMap<String, Node<'a>> {
    headers.into_iter().flat_map(Node::members).map(|(name, node)| (name.to_ascii_lowercase(), node)).collect()
}
