//! The check of a route table while it is compiled: overlapping routes and unsound joined paths stop the build.
//!
//! `routes![]` evaluates `const _: () = check::<{ slots(NODES) }>(NODES);`. What counts as an overlap stands in the
//! documentation of [`routing`](super); the run-time builder reads patterns with the same [`Reader`].
//!
//! The macros have reduced most paths to a [`Digest`], and what is left to do for these is to join digests. Other paths are
//! read here, and so are those that may be at fault where they are joined.

use cepa_listing::Digest;
use cepa_listing::digest::with_method;

use crate::endpoint::{Node, Pattern, RouteMeta};

use super::form::Form;
use super::grammar::SyntaxFault;
use super::messages::{ANY_METHOD, mount_message, overlap_message, path_message};
use super::reader::Reader;
use super::seen::{Overlap, Seen, Slot};
use super::text::Text;
use super::walk::MOUNT_DEPTH_MAX;

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
    let mut slots = [Slot::FREE; SLOTS];
    first_fault(nodes, &mut slots)
}

const fn first_fault(nodes: &'static [Node], slots: &mut [Slot]) -> Option<Text> {
    let mut check =
        Check { seen: Seen::new(nodes, slots), leaf_count: 0, prefixes: [""; MOUNT_DEPTH_MAX], prefix_reader: None };
    match check.add_table(nodes, &Around { digest: Digest::EMPTY, host: Ok(0), depth: 1 }) {
        Some(fault) => Some(check.message(fault)),
        None => None,
    }
}

/// How many slots [`check`] needs for a table: at least twice as many as it has combinations of method and shape.
pub const fn slots(nodes: &[Node]) -> usize {
    1 + 2 * combinations(nodes, 1)
}

/// `shapes` is how many an empty path has there, at most.
const fn combinations(nodes: &[Node], shapes: usize) -> usize {
    let mut count = 0;
    let mut rest = nodes;
    while let [node, after @ ..] = rest {
        match node {
            Node::Route(meta) => {
                let mut patterns = meta.patterns;
                while let [pattern, others @ ..] = patterns {
                    // Not left to functions: calls are what makes constants slow.
                    count += match pattern.methods {
                        [] | [_] if pattern.digest.power != 0 => shapes,
                        [] => shapes_at_most(shapes, pattern.path, &pattern.digest),
                        methods => methods.len() * shapes_at_most(shapes, pattern.path, &pattern.digest),
                    };
                    patterns = others;
                }
            }
            Node::Mount { prefix, digest, nodes, .. } => {
                count += combinations(nodes, shapes_at_most(shapes, prefix, digest));
            }
        }
        rest = after;
    }
    count
}

/// Each `?` may stand for an optional parameter.
const fn shapes_at_most(shapes: usize, path: &str, digest: &Digest) -> usize {
    if digest.is_known() {
        return shapes;
    }
    let mut count = shapes;
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        if *byte == b'?' {
            count += 1;
        }
        rest = after;
    }
    count
}

/// A table being checked.
struct Check<'s> {
    seen: Seen<'s>,
    leaf_count: u32,
    /// Those of the mounts around, outermost first.
    prefixes: [&'static str; MOUNT_DEPTH_MAX],
    /// These, read, once that was needed.
    prefix_reader: Option<Reader<'static>>,
}

/// What is around the entries of a table.
struct Around {
    /// Of the prefixes.
    digest: Digest,
    /// Zero for any.
    host: HostHash,
    /// The table itself included.
    depth: usize,
}

/// The hash of a host's form. A fault is told where a route stands on that host.
type HostHash = Result<u64, SyntaxFault>;

const fn host_hash(host: &str) -> HostHash {
    match Form::host(host, Form::hashed()) {
        Ok(form) => Ok(form.hash()),
        Err(fault) => Err(fault),
    }
}

/// What is wrong with a table; small, because a text handed up through every call would be copied each time.
#[derive(Clone, Copy)]
enum Fault {
    Overlap(Overlap),
    /// The joined path or the host of the leaf of that number is unsound.
    Path(u32, SyntaxFault),
    /// A prefix is unsound.
    Prefix(&'static str, SyntaxFault),
    TooDeep(&'static str),
}

impl Check<'_> {
    const fn add_table(&mut self, nodes: &'static [Node], around: &Around) -> Option<Fault> {
        let mut rest = nodes;
        while let [node, after @ ..] = rest {
            let fault = match node {
                Node::Route(meta) => self.add_route(meta, around),
                Node::Mount { prefix, .. } if around.depth == MOUNT_DEPTH_MAX => Some(Fault::TooDeep(prefix)),
                Node::Mount { prefix, digest, host, nodes, .. } => {
                    self.prefixes[around.depth - 1] = prefix;
                    self.prefix_reader = None;
                    let fault = match self.joined_prefix(around, digest) {
                        Ok(digest) => {
                            // An inner host holds, where it is named.
                            let host = match *host {
                                None => around.host,
                                Some(host) => host_hash(host),
                            };
                            self.add_table(nodes, &Around { digest, host, depth: around.depth + 1 })
                        }
                        Err(fault) => Some(Fault::Prefix(prefix, fault)),
                    };
                    self.prefix_reader = None;
                    fault
                }
            };
            if let Some(fault) = fault {
                return Some(fault);
            }
            rest = after;
        }
        None
    }

    /// Of all prefixes, one more than around it.
    const fn joined_prefix(&mut self, around: &Around, below: &Digest) -> Result<Digest, SyntaxFault> {
        let digest = around.digest.joined(below);
        if digest.is_known() {
            return Ok(digest);
        }
        match self.read_prefixes(around.depth) {
            Ok(reader) => Ok(reader.digest()),
            Err(fault) => Err(fault),
        }
    }

    const fn read_prefixes(&mut self, count: usize) -> Result<Reader<'static>, SyntaxFault> {
        if let Some(reader) = self.prefix_reader {
            return Ok(reader);
        }
        let mut reader = Reader::new(Form::hashed());
        let mut at = 0;
        while at < count {
            if let Err(fault) = reader.read(self.prefixes[at]) {
                return Err(fault);
            }
            at += 1;
        }
        self.prefix_reader = Some(reader);
        Ok(reader)
    }

    const fn add_route(&mut self, meta: &'static RouteMeta, around: &Around) -> Option<Fault> {
        let mut rest = meta.patterns;
        while let [pattern, after @ ..] = rest {
            self.leaf_count += 1;
            let hash = around.digest.route_hash(&pattern.digest);
            let is_new = hash != 0
                && match (pattern.host, around.host) {
                    (None, Ok(of_host)) => self.seen.add_if_new(self.leaf_count, hash ^ of_host),
                    _ => false,
                };
            if !is_new && let Some(fault) = self.add_pattern(pattern, hash, around) {
                return Some(fault);
            }
            rest = after;
        }
        None
    }

    /// Adds what may be at fault, or is on a host of its own.
    const fn add_pattern(&mut self, pattern: &'static Pattern, hash: u64, around: &Around) -> Option<Fault> {
        match pattern.methods {
            _ if hash == 0 => self.add_read(pattern, around),
            [] => self.add_hash(pattern, 0, ANY_METHOD, hash, around),
            [method, ..] => self.add_hash(pattern, 0, method, hash, around),
        }
    }

    /// Reads a path of which there is no digest.
    const fn add_read(&mut self, pattern: &'static Pattern, around: &Around) -> Option<Fault> {
        let mut reader = match self.read_prefixes(around.depth - 1) {
            Ok(reader) => reader,
            Err(fault) => return Some(Fault::Path(self.leaf_count, fault)),
        };
        if let Err(fault) = reader.read(pattern.path) {
            return Some(Fault::Path(self.leaf_count, fault));
        }
        let mut kept = 0;
        while kept < reader.shape_count() {
            if let Some(fault) = self.add_shape(pattern, kept, reader.shape_hash(kept), around) {
                return Some(fault);
            }
            kept += 1;
        }
        None
    }

    const fn add_shape(&mut self, pattern: &'static Pattern, kept: usize, hash: u64, around: &Around) -> Option<Fault> {
        if pattern.methods.is_empty() {
            return self.add_hash(pattern, kept, ANY_METHOD, hash, around);
        }
        let mut methods = pattern.methods;
        while let [method, after @ ..] = methods {
            if let Some(fault) = self.add_hash(pattern, kept, method, with_method(hash, method), around) {
                return Some(fault);
            }
            methods = after;
        }
        None
    }

    /// `hash` is of shape and method.
    const fn add_hash(
        &mut self,
        pattern: &'static Pattern,
        kept: usize,
        method: &'static str,
        hash: u64,
        around: &Around,
    ) -> Option<Fault> {
        let host = match pattern.host {
            None => around.host,
            Some(host) => host_hash(host),
        };
        let hash = match host {
            Ok(of_host) => hash ^ of_host,
            Err(fault) => return Some(Fault::Path(self.leaf_count, fault)),
        };
        match self.seen.add(self.leaf_count, kept, method, hash) {
            Some(overlap) => Some(Fault::Overlap(overlap)),
            None => None,
        }
    }

    const fn message(&self, fault: Fault) -> Text {
        match fault {
            Fault::Overlap(Overlap { first, second, method }) => {
                let (first, path) = self.seen.leaf(first);
                let second = self.seen.leaf(second).0;
                overlap_message(method, first.host, path.as_str(), first.meta, second.meta)
            }
            Fault::Prefix(prefix, fault) => mount_message(prefix, fault.text()),
            Fault::TooDeep(prefix) => mount_message(prefix, "mounts are nested deeper than 16 tables"),
            Fault::Path(number, fault) => {
                let (leaf, path) = self.seen.leaf(number);
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
}
