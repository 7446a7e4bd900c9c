//! What is compared: the frameworks, and the plain types that each is measured against.

use crate::Result;

/// Each has an application with one resource in `apps/`, which larger ones are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framework {
    /// The types, with serde and validator, and the functions: what there is to build whatever the framework.
    Plain,
    Cepa,
    Axum,
}

impl Framework {
    pub const ALL: [Self; 3] = [Self::Plain, Self::Cepa, Self::Axum];

    /// As in the names of its application.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Cepa => "cepa",
            Self::Axum => "axum",
        }
    }

    /// As a reader knows it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Plain => "plain types",
            Self::Cepa => "cepa",
            Self::Axum => "axum + utoipa",
        }
    }

    /// The packages whose versions say what was measured.
    pub fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["serde", "validator"],
            Self::Cepa => &["cepa"],
            Self::Axum => &["axum", "utoipa", "utoipa-axum"],
        }
    }

    /// The features its application is built with; it is checked with none.
    pub fn build_features(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["calls"],
            _ => &[],
        }
    }

    /// The frameworks of a list such as `cepa,axum`.
    pub fn parse_list(list: &str) -> Result<Vec<Self>> {
        list.split(',').map(Self::parse).collect()
    }

    fn parse(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|framework| framework.name() == name)
            .ok_or_else(|| format!("no framework `{name}`: {}", Self::ALL.map(Self::name).join(", ")).into())
    }
}
