//! Two hundred routes as one nested match.

use hyper::Method;
use workloads::routes::{of_all, of_one};

use crate::{Answer, not_allowed, not_found, text};

/// Answers what lies below `/api/`.
pub(crate) fn answer(method: &Method, path: &str) -> Answer {
    let (resource, id) = match path.split_once('/') {
        Some((resource, id)) => (resource, Some(id)),
        None => (path, None),
    };
    workloads::for_all_resources!(dispatch)(method, resource, id)
}

macro_rules! dispatch {
    ($($name:ident $all:literal $one:literal,)*) => {
        |method: &Method, resource: &str, id: Option<&str>| match resource {
            $(stringify!($name) => resource_answer(method, stringify!($name), id),)*
            _ => not_found(),
        }
    };
}
use dispatch;

fn resource_answer(method: &Method, resource: &str, id: Option<&str>) -> Answer {
    let Some(id) = id else {
        return match *method {
            Method::GET => text(of_all("list", resource)),
            Method::POST => text(of_all("create", resource)),
            _ => not_allowed("GET, POST"),
        };
    };
    let Ok(id) = id.parse() else {
        return not_found();
    };
    match *method {
        Method::GET => text(of_one("show", resource, id)),
        Method::PUT => text(of_one("replace", resource, id)),
        Method::DELETE => text(of_one("remove", resource, id)),
        _ => not_allowed("GET, PUT, DELETE"),
    }
}
