//! Walks a route table, mounts included, and gives every pattern with its full path. Works in constants.

use cepa_listing::join;

use crate::endpoint::{Node, Pattern, RouteMeta};

use super::text::Text;

/// How deep mounts may be nested.
pub const MOUNT_DEPTH_MAX: usize = 16;

/// One pattern of one route at one place of a table; [`Walk::path`] gives its full path.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'n> {
    /// The route.
    pub meta: &'static RouteMeta,
    /// The pattern as the route wrote it.
    pub pattern: &'n Pattern,
    /// Whether this is the first pattern of the route at this place.
    pub is_first_pattern: bool,
    /// The host it is bound to: the pattern's own, else that of the nearest mount that names one.
    pub host: Option<&'static str>,
    /// Whether a request without credentials is refused, by the route or by a layer around a table it stands in.
    pub auth: bool,
}

/// Gives one [`Leaf`] after another, in the order of the table.
///
/// ```
/// # use cepa::prelude::*;
/// # use cepa::routing::Walk;
/// # #[get("/")] async fn index() -> &'static str { "" }
/// # const ROUTES: Routes = routes![index];
/// let mut walk = Walk::new(ROUTES.nodes());
/// while let Some(leaf) = walk.next() {
///     println!("{} {}", leaf.meta.name(), walk.path().as_str());
/// }
/// ```
///
/// Mounts nested deeper than [`MOUNT_DEPTH_MAX`] are left out; [`check`](super::check) refuses such tables.
#[derive(Debug, Clone, Copy)]
pub struct Walk<'n> {
    frames: [Frame<'n>; MOUNT_DEPTH_MAX],
    depth: usize,
    /// Which pattern of the route that the innermost frame stands on comes next.
    pattern: usize,
    /// The path of the leaf given last, inside its table.
    path: &'n str,
}

#[derive(Debug, Clone, Copy)]
struct Frame<'n> {
    nodes: &'n [Node],
    at: usize,
    host: Option<&'static str>,
    auth: bool,
    prefix: &'static str,
}

impl<'n> Walk<'n> {
    /// Starts before the first entry.
    pub const fn new(nodes: &'n [Node]) -> Self {
        let root = Frame { nodes, at: 0, host: None, auth: false, prefix: "" };
        Self { frames: [root; MOUNT_DEPTH_MAX], depth: 1, pattern: 0, path: "" }
    }

    /// The full path of the leaf given last: prefixes and pattern joined.
    pub const fn path(&self) -> Text {
        let mut path = Text::new();
        let mut at = 0;
        while at < self.depth {
            // The first frame is the table itself, which has no prefix.
            if at > 0 {
                push_joined(&mut path, self.frames[at].prefix);
            }
            at += 1;
        }
        push_joined(&mut path, self.path);
        path
    }

    /// The next pattern.
    #[allow(clippy::should_implement_trait, reason = "`Iterator::next` can't be called in constants")]
    pub const fn next(&mut self) -> Option<Leaf<'n>> {
        while self.depth > 0 {
            let frame = &mut self.frames[self.depth - 1];
            if frame.at == frame.nodes.len() {
                self.depth -= 1;
                continue;
            }
            match &frame.nodes[frame.at] {
                Node::Route(meta) => {
                    if self.pattern < meta.patterns.len() {
                        return Some(self.leaf(meta));
                    }
                    self.pattern = 0;
                    frame.at += 1;
                }
                Node::Mount { prefix, host, auth, nodes, .. } => {
                    frame.at += 1;
                    self.enter(prefix, *host, *auth, nodes);
                }
            }
        }
        None
    }

    const fn leaf(&mut self, meta: &'static RouteMeta) -> Leaf<'n> {
        let pattern = &meta.patterns[self.pattern];
        let is_first_pattern = self.pattern == 0;
        self.pattern += 1;
        self.path = pattern.path;
        let around = &self.frames[self.depth - 1];
        let host = nearest_host(pattern.host, around.host);
        Leaf { meta, pattern, is_first_pattern, host, auth: meta.auth || around.auth }
    }

    const fn enter(&mut self, prefix: &'static str, host: Option<&'static str>, auth: bool, nodes: &'n [Node]) {
        if self.depth == MOUNT_DEPTH_MAX {
            return;
        }
        let around = &self.frames[self.depth - 1];
        let host = nearest_host(host, around.host);
        self.frames[self.depth] = Frame { nodes, at: 0, host, auth: auth || around.auth, prefix };
        self.depth += 1;
    }
}

/// The host that holds where an inner and an outer one are named: the inner one.
pub(super) const fn nearest_host(inner: Option<&'static str>, outer: Option<&'static str>) -> Option<&'static str> {
    match inner {
        None => outer,
        own => own,
    }
}

/// Joins `path` to what stands in the buffer.
const fn push_joined(buffer: &mut Text, path: &str) {
    let (head, slash, tail) = join(buffer.as_str(), path);
    let head_len = head.len();
    buffer.truncate(head_len);
    buffer.push(slash);
    buffer.push(tail);
}
