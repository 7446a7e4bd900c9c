//! What most files of an application need: `use cepa::prelude::*;`.

pub use crate::app::{App, Provide, State};
pub use crate::body::Body;
pub use crate::extract::{Authorization, Basic, Bearer, Extension, Json};
pub use crate::macros::{
    ApiError, State, any, binary, controller, delete, extractor, get, head, html, json, middleware, model, options,
    patch, post, put, respond, route, routes, text, trace, validate, xml,
};
pub use crate::middleware::Next;
pub use crate::problem::{ApiError, Problem};
pub use crate::request::Request;
pub use crate::response::{Accepted, Created, Html, IntoResponse, NoContent, Redirect, Response, Text, WithStatus};
pub use crate::table::Routes;
