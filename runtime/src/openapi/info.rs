//! What a document says of the whole API.

use http::Uri;
use serde_json::{Map, Value};

use super::object::{object, set, set_object, set_text};
use crate::Package;

/// What a document says of the whole API.
///
/// What is not set here comes from the `Cargo.toml` of the crate that the application's table stands in: its name, version,
/// description and licence.
///
/// ```
/// use cepa::openapi::Info;
///
/// let info = Info::new()
///     .title("Orders")
///     .version("2.1.0")
///     .server("https://api.example.org", "production")
///     .tag("orders", "What customers buy.");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Info {
    title: Option<String>,
    version: Option<String>,
    description: Option<String>,
    terms_of_service: Option<String>,
    contact: Map<String, Value>,
    license: Option<Value>,
    servers: Vec<Value>,
    tags: Vec<(String, String)>,
    external_docs: Option<Value>,
}

impl Info {
    /// Everything from `Cargo.toml`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name of the API.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The version of the API, which may differ from the crate's. A lock check looks at it.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// What the API is for, in CommonMark.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Where the terms of service stand.
    #[must_use]
    pub fn terms_of_service(mut self, url: impl Into<String>) -> Self {
        self.terms_of_service = Some(url.into());
        self
    }

    /// Whom to ask: a name and an address, either of which may be empty.
    #[must_use]
    pub fn contact(mut self, name: impl Into<String>, email: impl Into<String>) -> Self {
        let (name, email) = (name.into(), email.into());
        set_text(&mut self.contact, "name", &name);
        set_text(&mut self.contact, "email", &email);
        self
    }

    /// The licence, by its name and its SPDX expression.
    #[must_use]
    pub fn license(mut self, name: impl Into<String>, spdx: impl Into<String>) -> Self {
        self.license = Some(license(name, spdx));
        self
    }

    /// Where the API is served; unless set, wherever the document comes from.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        self.servers.push(described("url", url.into(), description.into()));
        self
    }

    /// What a tag stands for. Documentation shows tags in this order.
    #[must_use]
    pub fn tag(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.tags.push((name.into(), description.into()));
        self
    }

    /// More to read, elsewhere.
    #[must_use]
    pub fn external_docs(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        self.external_docs = Some(described("url", url.into(), description.into()));
        self
    }

    /// The origins of the servers elsewhere, as a browser compares them (RFC 6454, section 6.2). One with a variable in its host has
    /// none that is known.
    pub(crate) fn server_origins(&self) -> Vec<String> {
        let mut origins = Vec::new();
        for url in self.servers.iter().filter_map(|server| server["url"].as_str()?.parse::<Uri>().ok()) {
            let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else { continue };
            let origin = format!("{scheme}://{authority}");
            // What else an authority may hold would end the list it is put in.
            let is_plain =
                authority.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
            if is_plain && ["http", "https"].contains(&scheme) && !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins
    }

    /// The members of the document that say all this.
    pub(super) fn members(&self, package: &Package) -> Map<String, Value> {
        let given = |own: &Option<String>, package: &str| own.clone().unwrap_or_else(|| package.to_owned());
        let mut info = Map::new();
        set(&mut info, "title", given(&self.title, package.name).into());
        set(&mut info, "version", given(&self.version, package.version).into());
        set_text(&mut info, "description", &given(&self.description, package.description));
        set_text(&mut info, "termsOfService", &given(&self.terms_of_service, ""));
        set_object(&mut info, "contact", self.contact.clone());
        if let Some(license) = &self.license {
            set(&mut info, "license", license.clone());
        } else if !package.license.is_empty() {
            set(&mut info, "license", license(package.license, package.license));
        }
        let servers = if self.servers.is_empty() {
            // Relative to where the document is: right below a mount and behind a proxy's prefix too.
            vec![object([("url", ".".into())])]
        } else {
            self.servers.clone()
        };
        let mut members = Map::new();
        set(&mut members, "info", info.into());
        set(&mut members, "servers", servers.into());
        if let Some(docs) = &self.external_docs {
            set(&mut members, "externalDocs", docs.clone());
        }
        members
    }

    /// The tags that are described; others are named by their routes alone.
    pub(super) fn described_tags(&self) -> Vec<Value> {
        let tag = |(name, text): &(String, String)| described("name", name.clone(), text.clone());
        self.tags.iter().map(tag).collect()
    }
}

fn license(name: impl Into<String>, spdx: impl Into<String>) -> Value {
    object([("name", name.into().into()), ("identifier", spdx.into().into())])
}

fn described(key: &str, text: String, description: String) -> Value {
    object([(key, text.into()), ("description", description.into())])
}
