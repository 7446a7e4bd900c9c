//! The routes of one host as a tree of segments, with matchit in front of it as an index for the common case.
//!
//! The tree alone gives the answer: [`Search`] walks it from the most specific place to the least specific one, and asks
//! every candidate on the way. Often no walk is needed: matchit maps a path to its most specific place; where the
//! first candidate there has no constraint and answers the method, that is the answer.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use http::Method;

use super::captures::Captures;
use super::matching::{matches, segment_range};
use super::methods::MethodTable;
use super::pattern::{Segment, Shape};
use super::router::TrailingSlash;
use crate::sorted;

/// How many parameters matchit finds without allocating.
const INDEXED_PARAMETERS_MAX: usize = 3;

/// FNV-1a, faster than the standard hash for short text. The keys are the developer's, so that no client can make them
/// collide.
#[derive(Debug, Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// One shape and the routes that have it, which differ in their methods.
#[derive(Debug)]
pub(super) struct Candidate {
    segments: Vec<Segment>,
    pub(super) methods: MethodTable,
    /// Only literals and bare parameters, and perhaps a plain wildcard at the end: what the index finds is a match.
    is_simple: bool,
}

/// A place in the tree: what the segments before have led to. Parameters of all kinds lead to one place.
#[derive(Debug, Default)]
struct Place {
    literals: HashMap<Box<str>, usize, BuildHasherDefault<Fnv>>,
    parameter: Option<usize>,
    /// Candidates that end here, by rank.
    ends: Vec<u32>,
    /// Candidates that go on with a wildcard, by rank.
    wildcards: Vec<u32>,
}

/// The routes of one host.
#[derive(Debug)]
pub(super) struct Tree {
    places: Vec<Place>,
    by_form: HashMap<Vec<u8>, u32>,
    index: Option<matchit::Router<Option<u32>>>,
}

impl Candidate {
    fn new(segments: Vec<Segment>) -> Self {
        let is_simple = segments.iter().enumerate().all(|(at, segment)| match segment {
            Segment::Literal(_) | Segment::Parameter => true,
            Segment::Wildcard(wildcard) => at + 1 == segments.len() && wildcard.is_plain(),
            Segment::Constrained(_) | Segment::Mixed(_) => false,
        });
        Self { segments, methods: MethodTable::default(), is_simple }
    }

    /// Segment by segment: literal, constrained (most literal text first), parameter, wildcard, end.
    fn rank(&self) -> Vec<(u8, usize, bool)> {
        let most_first = |len: usize| usize::MAX - len;
        let mut rank: Vec<_> = self
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Literal(_) => (0, 0, false),
                Segment::Mixed(mixed) => (1, most_first(mixed.literal_len()), false),
                Segment::Constrained(_) => (1, most_first(0), false),
                Segment::Parameter => (2, 0, false),
                Segment::Wildcard(w) => {
                    (if w.attached { 4 } else { 3 }, most_first(w.prefix.len() + w.suffix.len()), !w.filled)
                }
            })
            .collect();
        rank.push((5, 0, false));
        rank
    }

    /// Whether the last segment can be missing when slashes at the end don't count: the empty one of `/x/`, or a
    /// wildcard that may be empty.
    fn has_droppable_end(&self) -> bool {
        self.segments.len() > 1
            && match self.segments.last() {
                Some(Segment::Literal(text)) => text.is_empty(),
                Some(Segment::Wildcard(wildcard)) => wildcard.is_plain(),
                _ => false,
            }
    }

    fn has_wildcard(&self) -> bool {
        self.segments.iter().any(|segment| matches!(segment, Segment::Wildcard(_)))
    }
}

impl Tree {
    pub(super) fn new() -> Self {
        Self { places: vec![Place::default()], by_form: HashMap::new(), index: None }
    }

    /// The candidate that has this form, if there is one already.
    pub(super) fn candidate(&self, form: &[u8]) -> Option<u32> {
        self.by_form.get(form).copied()
    }

    /// Enters a shape that is not in the tree yet.
    pub(super) fn add(&mut self, shape: Shape, candidates: &mut Vec<Candidate>) -> Option<u32> {
        let id = u32::try_from(candidates.len()).ok()?;
        let candidate = Candidate::new(shape.segments);
        let place = self.place_of(&candidate.segments);
        if candidate.has_wildcard() {
            self.places[place].wildcards.push(id);
        } else {
            self.places[place].ends.push(id);
        }
        candidates.push(candidate);
        self.by_form.insert(shape.form, id);
        Some(id)
    }

    #[cfg(test)]
    pub(super) fn drop_index(&mut self) {
        self.index = None;
    }

    #[cfg(test)]
    pub(super) fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// The place that the segments before the first wildcard lead to.
    fn place_of(&mut self, segments: &[Segment]) -> usize {
        let mut place = 0;
        for segment in segments {
            let new = self.places.len();
            let at = &mut self.places[place];
            place = match segment {
                Segment::Wildcard(_) => break,
                Segment::Literal(text) => *at.literals.entry(text.clone()).or_insert(new),
                _ => *at.parameter.get_or_insert(new),
            };
            if place == new {
                self.places.push(Place::default());
            }
        }
        place
    }

    /// Ranks the candidates and builds the index. Nothing is added afterwards.
    pub(super) fn freeze(&mut self, candidates: &[Candidate], policy: TrailingSlash) {
        for place in &mut self.places {
            rank(&mut place.ends, candidates);
            rank(&mut place.wildcards, candidates);
        }
        self.by_form = HashMap::new();
        // Not a sorted list: there are as many as routes.
        let mut paths = BTreeMap::new();
        self.collect_paths(0, String::new(), 0, candidates, policy, &mut paths);
        self.index = build_index(paths);
    }

    /// Whether nothing but literal text follows a place.
    fn is_literal_below(&self, place: usize) -> bool {
        let here = &self.places[place];
        let children = || here.literals.values().all(|child| self.is_literal_below(*child));
        here.parameter.is_none() && here.wildcards.is_empty() && children()
    }

    /// Collects what matchit is to know of a place and all below it: for each path the candidate that answers without a
    /// walk, or `None` where the tree must be walked.
    ///
    /// matchit allocates wherever it may have to turn back, and for more than three parameters. So below a place where
    /// literal text competes with parameters or wildcards, and below a third parameter with more to come, all is left to
    /// the tree, which allocates nothing.
    fn collect_paths(
        &self,
        place: usize,
        path: String,
        dynamic: usize,
        candidates: &[Candidate],
        policy: TrailingSlash,
        paths: &mut BTreeMap<String, Option<u32>>,
    ) {
        let here = &self.places[place];
        let simple = |ids: &[u32]| ids.first().copied().filter(|id| candidates[*id as usize].is_simple);
        if !here.ends.is_empty() {
            paths.insert(path.clone(), simple(&here.ends));
        }
        // Other spellings that the tree answers here; less specific paths in the index must not hide them.
        let has_slash_form = here.literals.get("").is_some_and(|at| !self.places[*at].ends.is_empty());
        if policy != TrailingSlash::Strict || !here.wildcards.is_empty() {
            if !here.ends.is_empty() || !here.wildcards.is_empty() {
                paths.entry(format!("{path}/")).or_default();
            }
            if !path.is_empty() && (has_slash_form || !here.wildcards.is_empty()) {
                paths.entry(path.clone()).or_default();
            }
        }
        let is_dynamic = here.parameter.is_some() || !here.wildcards.is_empty();
        let has_one_way = here.wildcards.is_empty() && here.literals.is_empty();
        match here.parameter {
            Some(child) if has_one_way && (dynamic + 1 < INDEXED_PARAMETERS_MAX || self.is_literal_below(child)) => {
                let path = format!("{path}/{{p{dynamic}}}");
                self.collect_paths(child, path, dynamic + 1, candidates, policy, paths);
            }
            None if !here.wildcards.is_empty() && here.literals.is_empty() => {
                paths.insert(format!("{path}/{{*rest}}"), simple(&here.wildcards));
            }
            _ if is_dynamic => {
                paths.insert(format!("{path}/{{*rest}}"), None);
                paths.insert(format!("{path}/"), None);
            }
            _ => {
                for (text, child) in &here.literals {
                    let path = format!("{path}/{}", text.replace('{', "{{").replace('}', "}}"));
                    self.collect_paths(*child, path, dynamic, candidates, policy, paths);
                }
            }
        }
    }
}

/// Sorts by rank. Candidates of one rank stay in the order of declaration.
fn rank(ids: &mut [u32], candidates: &[Candidate]) {
    let mut ranked: Vec<_> = ids.iter().map(|id| (candidates[*id as usize].rank(), *id)).collect();
    sorted::sort(&mut ranked, |(one, _), (other, _)| one < other);
    for (place, (_, id)) in ids.iter_mut().zip(ranked) {
        *place = id;
    }
}

/// Fills matchit in sorted order, since what it accepts may depend on the order (ibraheemdev/matchit#96). Should it refuse
/// a path all the same, there is no index, and every lookup walks the tree.
fn build_index(paths: BTreeMap<String, Option<u32>>) -> Option<matchit::Router<Option<u32>>> {
    let mut index = matchit::Router::new();
    for (path, candidate) in paths {
        index.insert(path, candidate).ok()?;
    }
    Some(index)
}

/// Where the parameters of a simple candidate stand in a path that it is known to match: found by the lengths alone, which is
/// less work than to take them out of the index's findings.
fn capture_simple(segments: &[Segment], path: &str, captures: &mut Captures) {
    let mut at = 0;
    for segment in segments {
        let start = at + 1;
        at = match segment {
            Segment::Literal(literal) => start + literal.len(),
            Segment::Wildcard(_) => path.len(),
            _ => segment_range(path, at).map_or(path.len(), |range| range.end),
        };
        if !matches!(segment, Segment::Literal(_)) {
            captures.push(start..at);
        }
    }
}

/// A route that answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) route: u32,
    /// Whether slashes at the end had to be added or taken away.
    pub(super) slash_differs: bool,
}

/// One lookup.
#[derive(Debug)]
pub(super) struct Search<'s> {
    pub(super) candidates: &'s [Candidate],
    pub(super) method: &'s Method,
    /// Starts with `/`.
    pub(super) path: &'s str,
    pub(super) policy: TrailingSlash,
    pub(super) captures: Captures,
    /// Candidates that match the path, but not the method.
    pub(super) refused: Vec<u32>,
}

/// How a candidate is compared with the path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Exact,
    /// Without the slashes at the end of the path.
    PathCut,
    /// Without the last segment of the candidate.
    CandidateCut,
    BothCut,
}

impl Search<'_> {
    pub(super) fn run(&mut self, tree: &Tree) -> Option<Hit> {
        self.look_up(tree).or_else(|| self.visit(tree, 0, 0))
    }

    /// Asks the index, which knows simple candidates only: what it finds is a match, and its parameters are the captures.
    fn look_up(&mut self, tree: &Tree) -> Option<Hit> {
        // The index knows one slash at the end at most.
        if self.path.ends_with("//") && self.policy != TrailingSlash::Strict {
            return None;
        }
        let found = tree.index.as_ref()?.at(self.path).ok()?;
        let candidate = &self.candidates[(*found.value)? as usize];
        let route = candidate.methods.answer(self.method)?;
        self.captures.truncate(0);
        capture_simple(&candidate.segments, self.path, &mut self.captures);
        Some(Hit { route, slash_differs: false })
    }

    /// Asks the candidates of a place and below, where `at` is the slash of the next segment or the end of the path.
    /// Goes no deeper than the tree, however long the path is.
    fn visit(&mut self, tree: &Tree, place: usize, at: usize) -> Option<Hit> {
        let here = &tree.places[place];
        let rest = &self.path[at..];
        let is_lenient = self.policy != TrailingSlash::Strict;
        let slash_child = here.literals.get("").map(|child| &*tree.places[*child].ends);
        let slash_child = slash_child.filter(|_| is_lenient).unwrap_or_default();
        let Some(segment) = segment_range(self.path, at) else {
            return self
                .ask(&here.ends, Spelling::Exact)
                .or_else(|| self.ask(slash_child, Spelling::CandidateCut))
                .or_else(|| self.ask_wildcards(here));
        };
        if let Some(child) = here.literals.get(&self.path[segment.clone()])
            && let Some(hit) = self.visit(tree, *child, segment.end)
        {
            return Some(hit);
        }
        if is_lenient && at > 0 && rest.bytes().all(|byte| byte == b'/') {
            let hit = self.ask(&here.ends, Spelling::PathCut);
            let hit = hit.or_else(|| self.ask(slash_child, Spelling::BothCut));
            if hit.is_some() {
                return hit;
            }
        }
        if let Some(child) = here.parameter
            && !segment.is_empty()
            && let Some(hit) = self.visit(tree, child, segment.end)
        {
            return Some(hit);
        }
        self.ask_wildcards(here)
    }

    fn ask_wildcards(&mut self, place: &Place) -> Option<Hit> {
        let ids = &*place.wildcards;
        if ids.is_empty() {
            return None;
        }
        let exact = self.ask(ids, Spelling::Exact);
        if exact.is_some() || self.policy == TrailingSlash::Strict {
            return exact;
        }
        self.ask(ids, Spelling::PathCut).or_else(|| self.ask(ids, Spelling::CandidateCut))
    }

    /// The first of the candidates that matches the path and answers the method. Notes those that lack just the method.
    fn ask(&mut self, ids: &[u32], spelling: Spelling) -> Option<Hit> {
        for id in ids {
            let candidate = &self.candidates[*id as usize];
            if !self.is_match(candidate, spelling) {
                continue;
            }
            match candidate.methods.answer(self.method) {
                None => self.refused.push(*id),
                Some(route) => {
                    return Some(Hit { route, slash_differs: spelling != Spelling::Exact });
                }
            }
        }
        None
    }

    fn is_match(&mut self, candidate: &Candidate, spelling: Spelling) -> bool {
        let path = match spelling {
            Spelling::Exact | Spelling::CandidateCut => self.path,
            Spelling::PathCut | Spelling::BothCut => self.path.trim_end_matches('/'),
        };
        let path_is_cut = path.len() < self.path.len();
        if path.is_empty() || path_is_cut != matches!(spelling, Spelling::PathCut | Spelling::BothCut) {
            return false;
        }
        let mut segments = &*candidate.segments;
        let mut dropped = None;
        if matches!(spelling, Spelling::CandidateCut | Spelling::BothCut) {
            if !candidate.has_droppable_end() {
                return false;
            }
            dropped = segments.last();
            segments = &segments[..segments.len() - 1];
        }
        self.captures.truncate(0);
        if !matches(segments, path, &mut self.captures) {
            return false;
        }
        if let Some(Segment::Wildcard(_)) = dropped {
            self.captures.push(path.len()..path.len());
        }
        true
    }
}
