//! A type that hides a `'static` is read from no request.
use cepa::extract::{FromParam, ParamError};
use cepa::prelude::*;

type Name = &'static str;

struct Tag(&'static str);

impl FromParam<'static> for Tag {
    fn from_param(text: &'static str) -> Result<Self, ParamError> {
        Ok(Self(text))
    }
}

#[get("/users/{name}")]
async fn user(name: Name) -> String {
    name.to_owned()
}

#[get("/users")]
async fn users(#[query(default = "all")] name: Name) -> String {
    name.to_owned()
}

#[get("/tags/{tag}")]
async fn tag(tag: Tag) -> String {
    tag.0.to_owned()
}

const T: Routes = routes![user, users, tag];

fn main() {}
