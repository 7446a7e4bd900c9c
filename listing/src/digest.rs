//! What the check of a route table compares paths by: numbers that join as paths do.
//!
//! The compiler interprets that check, at hundreds of instructions for each step. So the attribute macros, which are compiled,
//! reduce each path to a [`Digest`], and the check needs only to join a prefix's and a path's. Paths of whole
//! segments have one; the others are read by the check itself, with `Reader` in the crate `cepa`, which tells the faults as well.

/// A path without faults, perhaps with a method behind it, reduced to what tells it apart from others.
///
/// Two patterns overlap if their forms are equal: the path with `%{}` for a parameter, `%*` and `%+` for a wildcard. `Form` in the
/// crate `cepa` has the details. The digest has a hash of the form, and what joining can go wrong by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// Of the form, by [`hash_step`] from zero. A lone slash is left out: it is the prefix in front of it.
    pub hash: u64,
    /// What the hash of a prefix is multiplied with if this follows: one factor for each byte. Zero: nothing is known.
    pub power: u64,
    /// How long the form is, without the method.
    pub len: u32,
    /// A bit for each parameter's name.
    pub names: u64,
}

impl Digest {
    /// Of a path that only reading it tells about.
    pub const UNKNOWN: Self = Self { hash: 0, power: 0, len: 0, names: 0 };

    /// Before the first piece of a path.
    pub const EMPTY: Self = Self { hash: 0, power: 1, len: 0, names: 0 };

    /// Of a path of literal segments, parameters and wildcards, each a whole segment.
    pub fn of_path(path: &str) -> Self {
        if matches!(path, "" | "/") {
            return Self::EMPTY;
        }
        let Some(segments) = path.strip_prefix('/') else { return Self::UNKNOWN };
        segments.split('/').try_fold(Self::EMPTY, Self::and_segment).unwrap_or(Self::UNKNOWN)
    }

    /// Of a path and the method that is answered there: one, or any.
    pub fn of_route(path: &str, methods: &[impl AsRef<str>]) -> Self {
        let path = Self::of_path(path);
        match methods {
            [] => path,
            [method] => path.and_bytes(&[METHOD_START]).and_bytes(method.as_ref().as_bytes()),
            _ => Self::UNKNOWN,
        }
    }

    /// Of a prefix; the slashes at its end are lost where it is joined.
    pub fn of_prefix(prefix: &str) -> Self {
        if prefix.len() > 1 && prefix.ends_with('/') { Self::UNKNOWN } else { Self::of_path(prefix) }
    }

    /// Of something of which all is known but the power, which follows from the length.
    pub const fn new(hash: u64, len: u32, names: u64) -> Self {
        let mut power = 1;
        let mut left = len;
        while left > 0 {
            power = product(power, FACTOR);
            left -= 1;
        }
        Self { hash, power, len, names }
    }

    /// Whether it says anything.
    pub const fn is_known(&self) -> bool {
        self.power != 0
    }

    /// Of this prefix and one below it. Unknown if one of them is, or if joining them may be a fault.
    pub const fn joined(&self, below: &Self) -> Self {
        if !self.is_sound_with(below) {
            return Self::UNKNOWN;
        }
        // Widened because `wrapping_mul` is a call, and calls are what makes constants slow.
        let hash = (self.hash as u128 * below.power as u128 + below.hash as u128) as u64;
        Self {
            hash,
            power: product(self.power, below.power),
            len: self.len + below.len,
            names: self.names | below.names,
        }
    }

    /// The hash of a route's whole form below this prefix, and the method's. Zero where nothing is known.
    pub const fn route_hash(&self, route: &Self) -> u64 {
        // No call for most, and no `Option`: every route of a table comes here.
        let has_names = self.names != 0 && route.names != 0;
        if self.power == 0
            || route.power == 0
            || self.len + route.len >= LEN_MAX
            || (has_names && !self.is_sound_with(route))
        {
            return 0;
        }
        // The path of nothing is a slash.
        let before = if self.len == 0 && route.len == 0 { b'/' as u64 } else { self.hash };
        (before as u128 * route.power as u128 + route.hash as u128) as u64
    }

    const fn is_sound_with(&self, below: &Self) -> bool {
        let names_are_sound = self.names & below.names == 0 && (self.names | below.names).count_ones() <= NAMES_MAX;
        self.is_known() && below.is_known() && self.len + below.len < LEN_MAX && names_are_sound
    }

    fn and_segment(self, segment: &str) -> Option<Self> {
        let inside = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let (form, name) = match inside {
            Some(inside) => match inside.strip_prefix(['*', '+']) {
                Some(name) if inside.starts_with('*') => ("%*", name),
                Some(name) => ("%+", name),
                None if inside.is_empty() => return None,
                None => ("%{}", inside),
            },
            None if matches!(segment, "." | "..") || segment.contains(['{', '}', '*', '?', '#', '%']) => return None,
            None => (segment, ""),
        };
        self.and_form("/").and_form(form).and_name(name)
    }

    fn and_form(self, form: &str) -> Self {
        let len = u32::try_from(form.len()).map_or(u32::MAX, |more| self.len.saturating_add(more));
        Self { len, ..self.and_bytes(form.as_bytes()) }
    }

    fn and_bytes(self, bytes: &[u8]) -> Self {
        let hash = bytes.iter().fold(self.hash, |hash, byte| hash_step(hash, *byte));
        let power = bytes.iter().fold(self.power, |power, _| product(power, FACTOR));
        Self { hash, power, ..self }
    }

    fn and_name(self, name: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        if name.starts_with(|first: char| first.is_ascii_digit()) || !name.bytes().all(is_plain) || self.len >= LEN_MAX
        {
            return None;
        }
        Some(Self { names: with_name(self.names, name.as_bytes())?, ..self })
    }
}

/// The hash of a path's form and a method, from the form's.
pub const fn with_method(hash: u64, method: &str) -> u64 {
    let mut hash = hash_step(hash, METHOD_START);
    let mut rest = method.as_bytes();
    while let [byte, after @ ..] = rest {
        hash = hash_step(hash, *byte);
        rest = after;
    }
    hash
}

/// The set with one name more; `None` if it may be in it, or too many are.
pub const fn with_name(names: u64, name: &[u8]) -> Option<u64> {
    let mut hash = 0;
    let mut rest = name;
    while let [byte, after @ ..] = rest {
        hash = hash_step(hash, *byte);
        rest = after;
    }
    // A wildcard may go without.
    let bit = if name.is_empty() { 0 } else { 1 << (product(hash, FACTOR) >> 58) };
    if names & bit == 0 && names.count_ones() < NAMES_MAX { Some(names | bit) } else { None }
}

/// One byte more.
pub const fn hash_step(hash: u64, byte: u8) -> u64 {
    (hash as u128 * FACTOR as u128 + byte as u128) as u64
}

const fn product(a: u64, b: u64) -> u64 {
    (a as u128 * b as u128) as u64
}

/// Odd, so that no power of it is zero; the golden ratio's digits, so that texts that differ little have hashes that differ much.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hardly a byte of a path, so that `GET /a` is not any method of `/aGET`.
const METHOD_START: u8 = 0;

/// Longer forms may be too long.
const LEN_MAX: u32 = 2048;

/// How many parameters a path may have.
const NAMES_MAX: u32 = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::joined;

    /// Where a path is cut into prefix and path makes no difference.
    #[test]
    fn digests_join_as_paths_do() {
        for (prefix, path) in [
            ("", "/"),
            ("", "/a/{b}"),
            ("/", "/a"),
            ("/a", ""),
            ("/a", "/"),
            ("/a/{b}", "/c/{d}/{*e}"),
            ("/{a}/b", "/c/"),
            ("/a", "//b"),
        ] {
            let together = Digest::of_prefix(prefix).joined(&Digest::of_path(path));
            assert_eq!(together, Digest::of_path(&joined(prefix, path)), "{prefix} {path}");
            assert!(together.is_known(), "{prefix} {path}");
            assert_eq!(Digest::new(together.hash, together.len, together.names), together, "{prefix} {path}");
        }
    }

    /// A method comes behind the path, and any method is none.
    #[test]
    fn a_route_is_its_path_and_its_method() {
        for (prefix, path, whole) in
            [("", "/", "/"), ("/a", "/", "/a"), ("/a", "/b", "/a/b"), ("", "/{x}/b/", "/{x}/b/")]
        {
            let prefix = Digest::of_prefix(prefix);
            let any = Digest::EMPTY.route_hash(&Digest::of_route(whole, &[""; 0]));
            assert_eq!(prefix.route_hash(&Digest::of_route(path, &[""; 0])), any, "{whole}");
            let get = with_method(any, "GET");
            assert_eq!(prefix.route_hash(&Digest::of_route(path, &["GET"])), get, "{whole}");
        }
    }

    #[test]
    fn what_may_be_at_fault_is_unknown() {
        for path in [
            "a",
            "{*a}",
            "*",
            "/*",
            "/{a",
            "/a}",
            "/{}",
            "/{a}b",
            "/{a:x}",
            "/{a?}",
            "/{1}",
            "/{a-b}",
            "/{é}",
            "/a%20b",
            "/a?b",
            "/a#b",
            "/.",
            "/a/..",
            "/{a}/{a}",
            "/{a}/{*a}",
            "/{a}{b}",
            "/{{a}}",
        ] {
            assert!(!Digest::of_path(path).is_known(), "{path}");
        }
        assert!(!Digest::of_path(&"/abc".repeat(512)).is_known());
        assert!(!Digest::of_prefix("/a/").is_known());
        let a = Digest::of_path("/{a}");
        assert!(!a.joined(&a).is_known());
        assert!(!a.joined(&Digest::UNKNOWN).is_known());
        assert!(!Digest::UNKNOWN.joined(&a).is_known());
        assert!(!Digest::of_route("/a", &["GET", "PUT"]).is_known());
        let half = Digest::of_path(&"/abc".repeat(300));
        assert!(half.is_known() && !half.joined(&half).is_known());
    }
}
