//! The check of a route table while it is compiled: overlapping routes and unsound joined paths stop the build.
//!
//! `routes![]` evaluates `const _: () = check::<{ slots(NODES) }>(NODES);`. What counts as an overlap stands in the
//! documentation of [`routing`](super); the run-time builder reads patterns with the same [`Reader`].

use crate::endpoint::{Node, RouteMeta};

use super::form::{Form, fnv1a};
use super::grammar::{SyntaxFault, same_bytes};
use super::reader::Reader;
use super::text::Text;
use super::walk::{Leaf, MOUNT_DEPTH_MAX, Walk, nearest_host};

/// Stops the build with one message if the table is at fault; to be evaluated in a constant.
///
/// `SLOTS` is [`slots`] of the same table. Large tables need `#[allow(long_running_const_eval)]` on the constant.
///
/// # Panics
///
/// With the message of [`fault`].
pub const fn check<const SLOTS: usize>(nodes: &'static [Node]) {
    if let Some(message) = fault::<SLOTS>(nodes) {
        panic!("{}", message.as_str());
    }
}

/// The first fault of a table, in the order of its entries: an unsound path or prefix, or two routes that overlap.
pub const fn fault<const SLOTS: usize>(nodes: &'static [Node]) -> Option<Text> {
    let mut seen = Seen::<SLOTS> { nodes, hashes: [0; SLOTS], leaves: [0; SLOTS], leaf_count: 0 };
    match seen.add_table(nodes, &Reader::new(Form::hashed()), None, 1) {
        Some(fault) => Some(seen.message(fault)),
        None => None,
    }
}

/// How many slots [`check`] needs for a table: at least twice as many as it has combinations of method and shape.
pub const fn slots(nodes: &[Node]) -> usize {
    let mut slots = 1;
    let mut walk = Walk::new(nodes);
    while let Some(leaf) = walk.next() {
        let methods = leaf.pattern.methods.len();
        let methods = if methods == 0 { 1 } else { methods };
        let shapes = match leaf.pattern.path.as_bytes() {
            // Only these can have optional parameters: their own, or the prefix's below an empty path.
            [] | [b'/'] | [.., b'?', b'}'] => 1 + count_byte(walk.path().as_bytes(), b'?'),
            _ => 1,
        };
        slots += 2 * methods * shapes;
    }
    slots
}

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

/// The word for "any method" in messages.
pub(super) const ANY_METHOD: &str = "any method of";

pub(super) const fn push_place(text: &mut Text, meta: &RouteMeta) {
    text.push("`");
    text.push(meta.name);
    text.push("` at ");
    text.push(meta.file);
    text.push(":");
    text.push_number(meta.line);
}

const fn path_message(meta: &RouteMeta, what: &str, pattern: &str, why: &str) -> Text {
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

const fn mount_message(prefix: &str, why: &str) -> Text {
    let mut text = Text::new();
    text.push("a table is mounted at `");
    text.push(prefix);
    text.push("`: ");
    text.push(why);
    text
}

const fn count_byte(bytes: &[u8], byte: u8) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == byte {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The combinations of host, shape and method met so far: a hash table with open addressing.
///
/// A slot holds the hash and which leaf it came from; on equal hashes that leaf is looked up again and compared in full, so
/// that a collision never refuses a sound table.
struct Seen<const SLOTS: usize> {
    /// The whole table.
    nodes: &'static [Node],
    hashes: [u64; SLOTS],
    /// The leaf's number in the order of [`Walk`], from 1; 0 marks a free slot.
    leaves: [u32; SLOTS],
    leaf_count: u32,
}

/// What is wrong with a table; small, because a text handed up through every call would be copied each time.
#[derive(Clone, Copy)]
enum Fault {
    /// Two leaves answer the same method, by their numbers.
    Overlap(u32, u32, &'static str),
    /// A leaf's joined path or host is unsound.
    Path(u32, SyntaxFault),
    /// A prefix is unsound.
    Prefix(&'static str, SyntaxFault),
    TooDeep(&'static str),
}

/// One pattern at one place, read.
struct Candidate<'a> {
    host: Option<&'static str>,
    reader: &'a Reader<'static>,
}

impl<const SLOTS: usize> Seen<SLOTS> {
    const fn add_table(
        &mut self,
        nodes: &'static [Node],
        prefix: &Reader<'static>,
        host: Option<&'static str>,
        depth: usize,
    ) -> Option<Fault> {
        let mut at = 0;
        while at < nodes.len() {
            let fault = match &nodes[at] {
                Node::Route(meta) => self.add_route(meta, prefix, host),
                Node::Mount { prefix: below, .. } if depth == MOUNT_DEPTH_MAX => Some(Fault::TooDeep(below)),
                Node::Mount { prefix: below, host: inner, nodes, .. } => {
                    let mut reader = *prefix;
                    match reader.read(below) {
                        Ok(()) => self.add_table(nodes, &reader, nearest_host(*inner, host), depth + 1),
                        Err(fault) => Some(Fault::Prefix(below, fault)),
                    }
                }
            };
            if fault.is_some() {
                return fault;
            }
            at += 1;
        }
        None
    }

    const fn add_route(
        &mut self,
        meta: &'static RouteMeta,
        prefix: &Reader<'static>,
        host: Option<&'static str>,
    ) -> Option<Fault> {
        let mut at = 0;
        while at < meta.patterns.len() {
            let pattern = &meta.patterns[at];
            self.leaf_count += 1;
            let mut reader = *prefix;
            if let Err(fault) = reader.read(pattern.path) {
                return Some(Fault::Path(self.leaf_count, fault));
            }
            let candidate = Candidate { host: nearest_host(pattern.host, host), reader: &reader };
            if let Some(fault) = self.add_shapes(&candidate, pattern.methods) {
                return Some(fault);
            }
            at += 1;
        }
        None
    }

    const fn add_shapes(&mut self, candidate: &Candidate<'_>, methods: &'static [&'static str]) -> Option<Fault> {
        let host_hash = match candidate.host {
            None => 0,
            Some(host) => match Form::host(host, Form::hashed()) {
                Ok(form) => form.hash(),
                Err(fault) => return Some(Fault::Path(self.leaf_count, fault)),
            },
        };
        let mut kept = 0;
        while kept < candidate.reader.shape_count() {
            let shape_hash = candidate.reader.shape(kept).hash() ^ host_hash;
            let mut at = 0;
            while at < methods.len() {
                let method = methods[at];
                if let Some(fault) = self.add_method(candidate, kept, hash_more(shape_hash, method), method) {
                    return Some(fault);
                }
                at += 1;
            }
            if methods.is_empty()
                && let Some(fault) = self.add_method(candidate, kept, shape_hash, ANY_METHOD)
            {
                return Some(fault);
            }
            kept += 1;
        }
        None
    }

    const fn add_method(
        &mut self,
        candidate: &Candidate<'_>,
        kept: usize,
        hash: u64,
        method: &'static str,
    ) -> Option<Fault> {
        let mut slot = (hash % SLOTS as u64) as usize;
        while self.leaves[slot] != 0 {
            // A pattern that names a method twice does not overlap itself.
            if self.hashes[slot] == hash
                && self.leaves[slot] != self.leaf_count
                && self.is_same(self.leaves[slot], candidate, kept, method)
            {
                return Some(Fault::Overlap(self.leaves[slot], self.leaf_count, method));
            }
            slot = (slot + 1) % SLOTS;
        }
        self.hashes[slot] = hash;
        self.leaves[slot] = self.leaf_count;
        None
    }

    /// Whether the leaf of that number really answers `method` for this host and shape.
    const fn is_same(&self, number: u32, candidate: &Candidate<'_>, kept: usize, method: &str) -> bool {
        let leaf = self.leaf(number).0;
        answers(leaf.pattern.methods, method)
            && same_host(leaf.host, candidate.host)
            && self.has_shape(number, &self.written_shape(self.leaf_count, kept))
    }

    /// The text of one shape of the leaf of that number.
    const fn written_shape(&self, number: u32, kept: usize) -> Text {
        let path = self.leaf(number).1;
        let mut reader = Reader::new(Form::written());
        match reader.read(path.as_str()) {
            Ok(()) => reader.shape(kept).text(),
            Err(_) => Text::new(),
        }
    }

    const fn has_shape(&self, number: u32, shape: &Text) -> bool {
        let mut kept = 0;
        while kept <= count_byte(self.leaf(number).1.as_bytes(), b'?') {
            if same_bytes(self.written_shape(number, kept).as_bytes(), shape.as_bytes()) {
                return true;
            }
            kept += 1;
        }
        false
    }

    const fn message(&self, fault: Fault) -> Text {
        match fault {
            Fault::Overlap(first, second, method) => {
                let (first, path) = self.leaf(first);
                let second = self.leaf(second).0;
                overlap_message(method, first.host, path.as_str(), first.meta, second.meta)
            }
            Fault::Prefix(prefix, fault) => mount_message(prefix, fault.text()),
            Fault::TooDeep(prefix) => mount_message(prefix, "mounts are nested deeper than 16 tables"),
            Fault::Path(number, fault) => {
                let (leaf, path) = self.leaf(number);
                // Joining would mend `users` below `/api` silently: show what was written.
                match (fault, leaf.host) {
                    (SyntaxFault::NoLeadingSlash, _) => {
                        path_message(leaf.meta, "path", leaf.pattern.path, fault.text())
                    }
                    (SyntaxFault::BadHost, Some(host)) => path_message(leaf.meta, "host", host, fault.text()),
                    _ => path_message(leaf.meta, "path", path.as_str(), fault.text()),
                }
            }
        }
    }

    /// The leaf of that number, counted from 1, and its path.
    const fn leaf(&self, number: u32) -> (Leaf<'static>, Text) {
        let mut walk = Walk::new(self.nodes);
        let mut left = number;
        while let Some(leaf) = walk.next() {
            left -= 1;
            if left == 0 {
                return (leaf, walk.path());
            }
        }
        panic!("a leaf that was counted is in the table");
    }
}

const fn same_host(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => match (Form::host(a, Form::written()), Form::host(b, Form::written())) {
            (Ok(a), Ok(b)) => same_bytes(a.text().as_bytes(), b.text().as_bytes()),
            _ => false,
        },
        _ => false,
    }
}

const fn answers(methods: &[&str], method: &str) -> bool {
    if methods.is_empty() {
        return same_bytes(method.as_bytes(), ANY_METHOD.as_bytes());
    }
    let mut at = 0;
    while at < methods.len() {
        if same_bytes(methods[at].as_bytes(), method.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn hash_more(hash: u64, text: &str) -> u64 {
    let mut hash = hash;
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        hash = fnv1a(hash, *byte);
        rest = after;
    }
    hash
}
