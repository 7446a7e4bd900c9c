//! What a document says of the whole API.

use http::Uri;
use serde_json::{Map, Value, json};

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
        for (key, text) in [("name", name.into()), ("email", email.into())] {
            if !text.is_empty() {
                self.contact.insert(key.into(), text.into());
            }
        }
        self
    }

    /// The licence, by its name and its SPDX expression.
    #[must_use]
    pub fn license(mut self, name: impl Into<String>, spdx: impl Into<String>) -> Self {
        self.license = Some(json!({ "name": name.into(), "identifier": spdx.into() }));
        self
    }

    /// Where the API is served; unless set, wherever the document comes from.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        self.servers.push(json!({ "url": url.into(), "description": description.into() }));
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
        self.external_docs = Some(json!({ "url": url.into(), "description": description.into() }));
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
        let mut info = Map::new();
        let given = |own: &Option<String>, package: &str| own.clone().unwrap_or_else(|| package.to_owned());
        info.insert("title".into(), given(&self.title, package.name).into());
        info.insert("version".into(), given(&self.version, package.version).into());
        let optional = [
            ("description", given(&self.description, package.description)),
            ("termsOfService", given(&self.terms_of_service, "")),
        ];
        for (key, text) in optional {
            if !text.is_empty() {
                info.insert(key.into(), text.into());
            }
        }
        if !self.contact.is_empty() {
            info.insert("contact".into(), self.contact.clone().into());
        }
        let license = self.license.clone().or_else(|| {
            (!package.license.is_empty()).then(|| json!({ "name": package.license, "identifier": package.license }))
        });
        if let Some(license) = license {
            info.insert("license".into(), license);
        }
        let mut members = Map::new();
        members.insert("info".into(), info.into());
        let servers = if self.servers.is_empty() {
            // Relative to where the document is: right below a mount and behind a proxy's prefix too.
            vec![json!({ "url": "." })]
        } else {
            self.servers.clone()
        };
        members.insert("servers".into(), servers.into());
        if let Some(docs) = &self.external_docs {
            members.insert("externalDocs".into(), docs.clone());
        }
        members
    }

    /// The tags that are described; others are named by their routes alone.
    pub(super) fn described_tags(&self) -> Vec<Value> {
        self.tags.iter().map(|(name, text)| json!({ "name": name, "description": text })).collect()
    }
}
