//! Compares under which paths an API is served. Hosts are where a program runs, not what it promises.

use std::collections::BTreeSet;

use crate::kind::Kind;
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use super::operations::Operation;

impl<'a> Comparison<'a> {
    /// Compares two lists of servers, each with where it stands, or where it would.
    pub(super) fn compare_servers(
        &mut self,
        (old, old_list): (&Node<'a>, Option<Node<'a>>),
        (new, new_list): (&Node<'a>, Option<Node<'a>>),
        spot: &Spot,
    ) {
        let lists = [&old_list, &new_list].into_iter().flatten();
        if lists.clone().any(|list| !list.value.is_array()) {
            return self.compare_unknown(old_list.as_ref(), new_list.as_ref(), spot);
        }
        let (was, is) = (paths(old_list.as_ref()), paths(new_list.as_ref()));
        if was == is {
            return;
        }
        let place = Place::newest(old_list.as_ref(), new_list.as_ref());
        let place = place.or_else(|| Place::newest(Some(old), Some(new)));
        if let Some(place) = place {
            self.found(Kind::ServerChanged, spot, place, format!("served under {}, was {}", listed(&is), listed(&was)));
        }
    }

    /// The servers of an operation, if it has other ones than the API.
    pub(super) fn compare_own_servers(&mut self, old: &Operation<'a>, new: &Operation<'a>, spot: &Spot) {
        let own = |operation: &Operation<'a>| {
            let places = [&operation.node, &operation.item];
            places.into_iter().find_map(|node| node.member("servers"))
        };
        let (was, is) = (own(old), own(new));
        if was.is_none() && is.is_none() {
            return;
        }
        let was = was.or_else(|| old.document.member("servers"));
        let is = is.or_else(|| new.document.member("servers"));
        self.compare_servers((&old.node, was), (&new.node, is), spot);
    }
}

fn paths(list: Option<&Node<'_>>) -> BTreeSet<String> {
    let paths: BTreeSet<String> = list.into_iter().flat_map(Node::elements).map(|server| path(&server)).collect();
    // "If the servers array is not provided, or is an empty array, the default value would be a Server Object with a url value
    // of /." (OpenAPI 3.1.1, section 4.8.1)
    if paths.is_empty() { BTreeSet::from(["/".to_owned()]) } else { paths }
}

/// The path of a server's URL, its variables at their defaults, without a slash at its end.
fn path(server: &Node<'_>) -> String {
    let mut url = server.text("url").unwrap_or_default().to_owned();
    let variables = server.member("variables");
    for (name, variable) in variables.iter().flat_map(Node::members) {
        if let Some(default) = variable.text("default") {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    let path = match url.split_once("//") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => &url,
    };
    format!("/{}", path.trim_matches('/'))
}

fn listed(paths: &BTreeSet<String>) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}
