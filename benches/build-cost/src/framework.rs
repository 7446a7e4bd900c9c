//! What is compared: the frameworks, and the plain types that each is measured against.

use crate::Result;

/// Each has an application with one resource in `apps/`, which larger ones are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framework {
    /// The types, with serde and validator, and the functions: what there is to build whatever the framework.
    Plain,
    Cepa,
    Axum,
    PoemOpenapi,
    Salvo,
    /// Has no document.
    ActixWeb,
}

impl Framework {
    pub const ALL: [Self; 6] = [Self::Plain, Self::Cepa, Self::Axum, Self::PoemOpenapi, Self::Salvo, Self::ActixWeb];

    /// As in the names of its application.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Cepa => "cepa",
            Self::Axum => "axum",
            Self::PoemOpenapi => "poem-openapi",
            Self::Salvo => "salvo",
            Self::ActixWeb => "actix-web",
        }
    }

    /// As a reader knows it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Plain => "plain types",
            Self::Cepa => "cepa",
            Self::Axum => "axum + utoipa",
            Self::PoemOpenapi => "poem-openapi",
            Self::Salvo => "salvo",
            Self::ActixWeb => "actix-web (no document)",
        }
    }

    /// The packages whose versions say what was measured.
    pub fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["serde", "validator"],
            Self::Cepa => &["cepa"],
            Self::Axum => &["axum", "utoipa", "utoipa-axum"],
            Self::PoemOpenapi => &["poem", "poem-openapi"],
            Self::Salvo => &["salvo", "salvo-oapi"],
            Self::ActixWeb => &["actix-web"],
        }
    }

    /// Whether its application answers requests; the plain types are called by arguments.
    pub fn serves(self) -> bool {
        self != Self::Plain
    }

    /// Whether its application serves an OpenAPI document.
    pub fn has_document(self) -> bool {
        self.serves() && self != Self::ActixWeb
    }

    /// The features its application is built with; it is checked with none.
    pub fn build_features(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["calls"],
            _ => &[],
        }
    }

    /// By its name.
    pub fn parse(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|framework| framework.name() == name)
            .ok_or_else(|| format!("no framework `{name}`: {}", Self::ALL.map(Self::name).join(", ")).into())
    }
}
