//! Parts of the request as arguments, borrowed or copied: no work, no faults.
//!
//! | argument type | what it is |
//! |---|---|
//! | `&Head` | everything but the body: raw path and query, scheme, HTTP version, addresses, root path, … |
//! | `&HeaderMap` | all headers, in order, with duplicates |
//! | `&Method`, `Method` | the method |
//! | `&Uri` | the target as it was sent |
//! | `Version` | the version of HTTP |
//! | `&Matched` | the route that answers, with its metadata |
//! | `Tasks` | the application's background tasks: `tasks.spawn("mail", …)`; for routes, not for middleware |
//! | `RequestId` | the request's number in logs and problems |

use http::{HeaderMap, Method, Uri, Version};

use super::{Extraction, FromRequest, Rejection};
use crate::problem::Problem;
use crate::request::{Head, Matched, RequestId};
use crate::serve::Tasks;

macro_rules! parts {
    ($($type:ty, $head:ident => $value:expr;)*) => {$(
        impl<'r, S: Sync> FromRequest<'r, S> for $type {
            async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
                let $head: &'r Head = cx.head();
                Ok($value)
            }
        }
    )*};
}

parts! {
    &'r Head, head => head;
    &'r HeaderMap, head => head.headers();
    &'r Method, head => head.method();
    Method, head => head.method().clone();
    &'r Uri, head => head.uri();
    Version, head => head.version();
    RequestId, head => head.id();
}

impl<'r, S: Sync> FromRequest<'r, S> for &'r Matched {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        cx.head().matched().ok_or_else(|| Rejection::refused(Problem::internal("no route has been matched yet")))
    }
}

impl<'r, S: Sync> FromRequest<'r, S> for Tasks {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        let tasks = cx.tasks().cloned();
        tasks.ok_or_else(|| {
            Rejection::refused(Problem::internal("a middleware asked for `Tasks`, which routes alone have"))
        })
    }
}
