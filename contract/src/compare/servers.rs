//! Compares under which paths an API is served. Hosts are where a program runs, not what it promises; but where an operation has
//! servers of its own, it is at these hosts and no others.

use std::collections::BTreeSet;

use crate::kind::Kind;
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use super::operations::{Operation, form_of};

impl<'a> Comparison<'a> {
    /// The servers of the API as a whole.
    pub(super) fn compare_servers(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (was, is) = (old.member("servers"), new.member("servers"));
        let urls = (paths(was.as_ref()), paths(is.as_ref()));
        self.compare_urls((old, was.as_ref()), (new, is.as_ref()), urls, spot);
    }

    /// The servers of an operation, if it has other ones than the API. Hosts of its own are part of what it answers.
    pub(super) fn compare_own_servers(&mut self, old: &Operation<'a>, new: &Operation<'a>, spot: &Spot) {
        let (own_before, own_now) = (old.own_servers(), new.own_servers());
        if own_before.is_none() && own_now.is_none() {
            return;
        }
        let was = own_before.clone().or_else(|| old.document.member("servers"));
        let is = own_now.clone().or_else(|| new.document.member("servers"));
        let mut urls = (paths(was.as_ref()), paths(is.as_ref()));
        let hosts = (hosts(own_before.as_ref()), hosts(own_now.as_ref()));
        if hosts.0 != hosts.1 {
            urls = (at_hosts(&urls.0, &hosts.0), at_hosts(&urls.1, &hosts.1));
        }
        self.compare_urls((&old.node, was.as_ref()), (&new.node, is.as_ref()), urls, spot);
    }

    /// Compares what two lists of servers say, each with where it stands, or where it would.
    fn compare_urls(
        &mut self,
        (old, old_list): (&Node<'a>, Option<&Node<'a>>),
        (new, new_list): (&Node<'a>, Option<&Node<'a>>),
        (was, is): (BTreeSet<String>, BTreeSet<String>),
        spot: &Spot,
    ) {
        if [old_list, new_list].into_iter().flatten().any(|list| !list.value.is_array()) {
            return self.compare_unknown(old_list, new_list, spot);
        }
        if was == is {
            return;
        }
        let place = Place::newest(old_list, new_list).or_else(|| Place::newest(Some(old), Some(new)));
        if let Some(place) = place {
            self.found(Kind::ServerChanged, spot, place, format!("served under {}, was {}", listed(&is), listed(&was)));
        }
    }
}

/// The paths under which servers serve.
fn paths(list: Option<&Node<'_>>) -> BTreeSet<String> {
    let servers = list.into_iter().flat_map(Node::elements);
    let paths: BTreeSet<String> = servers.map(|server| path(&with_defaults(&server))).collect();
    // "If the servers array is not provided, or is an empty array, the default value would be a Server Object with a url value
    // of /." (OpenAPI 3.1.1, section 4.8.1)
    if paths.is_empty() { BTreeSet::from(["/".to_owned()]) } else { paths }
}

/// The hosts of servers, without the names of variables: `{}.example.org`. None at all where one of the servers is at any host.
pub(super) fn hosts(list: Option<&Node<'_>>) -> BTreeSet<String> {
    let host = |server: Node<'_>| {
        // What a variable stands for by default is a host only where there is no other.
        let url = server.text("url").unwrap_or_default();
        let url = if split(url).is_some() { url.to_owned() } else { with_defaults(&server) };
        split(&url).map(|(host, _)| form_of(&host.to_ascii_lowercase()))
    };
    let hosts: Option<BTreeSet<String>> = list.into_iter().flat_map(Node::elements).map(host).collect();
    hosts.unwrap_or_default()
}

fn at_hosts(paths: &BTreeSet<String>, hosts: &BTreeSet<String>) -> BTreeSet<String> {
    if hosts.is_empty() {
        return paths.iter().map(|path| format!("{path} of any host")).collect();
    }
    paths.iter().flat_map(|path| hosts.iter().map(move |host| format!("//{host}{path}"))).collect()
}

/// A server's URL, its variables at their defaults.
fn with_defaults(server: &Node<'_>) -> String {
    let mut url = server.text("url").unwrap_or_default().to_owned();
    let variables = server.member("variables");
    for (name, variable) in variables.iter().flat_map(Node::members) {
        if let Some(default) = variable.text("default") {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    url
}

/// The path of a URL, without a slash at its end.
fn path(url: &str) -> String {
    let path = split(url).map_or(url, |(_, path)| path);
    format!("/{}", path.trim_matches('/'))
}

/// Host and path of a URL that has a host: `https://host/path`, `//host/path`.
fn split(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("//")?;
    if scheme.contains('/') || !(scheme.is_empty() || scheme.ends_with(':')) {
        return None;
    }
    Some(rest.split_at(rest.find('/').unwrap_or(rest.len())))
}

fn listed(paths: &BTreeSet<String>) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}
