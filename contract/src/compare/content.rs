//! Compares bodies: whether there is one, in which media types, and by which schemas.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};

impl<'a> Comparison<'a> {
    /// Compares the request bodies of two operations.
    pub(super) fn compare_bodies(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let spot = spot.part("request body", Direction::Request);
        let (was, is) = (old.member("requestBody"), new.member("requestBody"));
        match self.well_formed(was.clone(), is.clone(), Value::is_object, &spot) {
            (Some(old), Some(new)) => self.compare_body(&old, &new, &spot),
            (Some(_), None) => {
                if let Some(was) = was {
                    self.found(Kind::BodyRemoved, &spot, Place::old(&was), "removed");
                }
            }
            (None, Some(body)) => {
                let (kind, what) = match body.is_set("required") {
                    true => (Kind::RequiredBodyAdded, "added, and required"),
                    false => (Kind::BodyAdded, "added, and optional"),
                };
                if let Some(is) = is {
                    self.found(kind, &spot, Place::new(&is), what);
                }
            }
            (None, None) => {}
        }
    }

    fn compare_body(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let is_set = (Kind::BodyBecameRequired, "required, was optional");
        self.compare_flag("required", (old, new), is_set, (Kind::BodyBecameOptional, "optional, was required"), spot);
        self.compare_content(old, new, spot);
        self.compare_others(old, new, &["content", "required"], spot);
    }

    /// Compares the media types of two bodies.
    pub(super) fn compare_content(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (old, new) = self.well_formed(old.member("content"), new.member("content"), Value::is_object, spot);
        let (olds, news) = (media_types(old.as_ref()), media_types(new.as_ref()));
        for (name, old) in &olds {
            match news.get(name) {
                Some(new) => self.compare_media_type(old, new, spot),
                None => self.found(Kind::MediaTypeRemoved, spot, Place::old(old), format!("no longer `{name}`")),
            }
        }
        for (name, new) in news.iter().filter(|(name, _)| !olds.contains_key(*name)) {
            self.found(Kind::MediaTypeAdded, spot, Place::new(new), format!("also `{name}`"));
        }
    }

    fn compare_media_type(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (Some(old), Some(new)) = self.well_formed(Some(old.clone()), Some(new.clone()), Value::is_object, spot)
        else {
            return;
        };
        let (was, is) = (old.member("schema"), new.member("schema"));
        if was.is_some() || is.is_some() {
            let was = was.unwrap_or_else(|| old.anything());
            let is = is.unwrap_or_else(|| new.anything());
            self.compare_schema(was, is, spot);
        }
        self.compare_others(&old, &new, &["schema"], spot);
    }
}

/// Media types by their names, which know no case and no spaces (RFC 9110, section 8.3.1).
fn media_types<'a>(content: Option<&Node<'a>>) -> BTreeMap<String, Node<'a>> {
    let types = content.into_iter().flat_map(Node::members);
    types.map(|(name, node)| (name.to_ascii_lowercase().replace(' ', ""), node)).collect()
}
