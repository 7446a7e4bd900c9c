//! The report: what differs, for people and for programs.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::kind::{Class, Kind};
use crate::verdict::Verdict;
use crate::version::{is_raised, next_breaking};

/// Which of the two documents a pointer leads into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The one of before: for what is gone.
    Old,
    /// The one of now.
    New,
}

/// One difference of two contracts.
///
/// What many operations share, a component say, is one difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// What it does to those who use the API.
    pub class: Class,
    /// What differs.
    pub kind: Kind,
    /// Where it stands, such as `/components/schemas/User/properties/age/maximum` (RFC 6901). It holds in the lock file and in the
    /// OpenAPI document alike.
    pub pointer: String,
    /// The document that the pointer leads into.
    pub side: Side,
    /// Operation, part, and what is and was: "POST /orders, request body, `items[].qty`: maximum 9, was 99".
    pub detail: String,
}

/// All differences of two contracts, the worst first, then by where they stand.
///
/// As text it is a report for people. As JSON:
///
/// ```json
/// {
///   "verdict": "broken",
///   "version": { "old": "1.4.0", "new": "1.4.1" },
///   "differences": [
///     { "class": "breaking", "kind": "operation-removed", "pointer": "/paths/~1users/get", "side": "old", "detail": "GET /users: removed" }
///   ]
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    list: Vec<Difference>,
    versions: Versions,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Versions {
    old: Option<String>,
    new: Option<String>,
}

impl Difference {
    fn order(&self) -> (Class, &str, Kind, Side, &str) {
        (self.class, &self.pointer, self.kind, self.side, &self.detail)
    }
}

impl Differences {
    pub(crate) fn new(mut list: Vec<Difference>, old: Option<&str>, new: Option<&str>) -> Self {
        list.sort_by(|a, b| a.order().cmp(&b.order()));
        Self { list, versions: Versions { old: old.map(str::to_owned), new: new.map(str::to_owned) } }
    }

    /// The differences, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Difference> {
        self.list.iter()
    }

    /// Whether the contracts are the same.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What they mean together. Breaking ones fail unless `info.version` was raised: from 1.0 on the major, before it the minor, and
    /// any other version where it is not semantic.
    pub fn verdict(&self) -> Verdict {
        let Some(worst) = self.list.first() else { return Verdict::Same };
        match worst.class {
            Class::Risky | Class::Safe => Verdict::Compatible,
            Class::Breaking if is_raised(self.versions.old.as_deref(), self.versions.new.as_deref()) => Verdict::Raised,
            Class::Breaking => Verdict::Broken,
        }
    }

    fn of_class(&self, class: Class) -> impl Iterator<Item = &Difference> {
        self.list.iter().filter(move |difference| difference.class == class)
    }

    /// `2 breaking, 1 safe`.
    fn fmt_counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = Class::ALL.map(|class| (class, self.of_class(class).count()));
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        for (index, (class, count)) in counts.enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{count} {class}")?;
        }
        f.write_str("\n")
    }

    /// What the version says of what breaks.
    fn fmt_version(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let old = self.versions.old.as_deref().unwrap_or("(none)");
        let new = self.versions.new.as_deref().unwrap_or("(none)");
        match self.verdict() {
            Verdict::Same | Verdict::Compatible => Ok(()),
            Verdict::Raised => writeln!(f, "\nThe version was raised from {old} to {new}: it may break."),
            Verdict::Broken => {
                let next = next_breaking(self.versions.old.as_deref());
                let next = next.map_or("another version".to_owned(), |next| format!("version {next} or higher"));
                writeln!(f, "\nThe version is {new} and was {old}: what breaks needs {next}.")
            }
        }
    }
}

impl<'a> IntoIterator for &'a Differences {
    type Item = &'a Difference;
    type IntoIter = std::slice::Iter<'a, Difference>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no difference\n");
        }
        self.fmt_counts(f)?;
        for class in Class::ALL {
            for (index, difference) in self.of_class(class).enumerate() {
                if index == 0 {
                    write!(f, "\n{class}\n")?;
                }
                let Difference { kind, pointer, detail, side, .. } = difference;
                let was = if *side == Side::Old { ", before" } else { "" };
                writeln!(f, "  {detail}\n    {kind} at {pointer}{was}")?;
            }
        }
        self.fmt_version(f)
    }
}

impl Serialize for Differences {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Differences", 3)?;
        report.serialize_field("verdict", &self.verdict())?;
        report.serialize_field("version", &self.versions)?;
        report.serialize_field("differences", &self.list)?;
        report.end()
    }
}
