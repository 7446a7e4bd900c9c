//! The floor of the comparison: hyper as a good user of it writes a server, without a framework.

mod layers;
mod routes;

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpListener;
use validator::Validate;
use workloads::item::{self, Item};
use workloads::order::Order;
use workloads::{HELLO, ItemsQuery};

type Answer = Response<Full<Bytes>>;

/// What goes wrong with a body; each is an answer of its own.
enum BodyError {
    TooLarge,
    Broken,
    Malformed(serde_json::Error),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind(workloads::address()).await?;
    let items: &'static [Item] = item::all().leak();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection = http.serve_connection(
            TokioIo::new(stream),
            service_fn(move |request| async move { Ok::<_, Infallible>(answer(request, items).await) }),
        );
        tokio::spawn(connection);
    }
}

async fn answer(request: Request<Incoming>, items: &[Item]) -> Answer {
    let path = request.uri().path();
    match path {
        "/plaintext" => only(&request, Method::GET).unwrap_or_else(|| text(HELLO)),
        "/layered" => match only(&request, Method::GET) {
            Some(refused) => refused,
            None => layers::first(request).await,
        },
        "/items" => only(&request, Method::GET).unwrap_or_else(|| json(StatusCode::OK, &items)),
        "/orders" => match only(&request, Method::POST) {
            Some(refused) => refused,
            None => order(request).await.unwrap_or_else(refuse_body),
        },
        "/import" => match only(&request, Method::POST) {
            Some(refused) => refused,
            None => import(request).await.unwrap_or_else(refuse_body),
        },
        _ => {
            if let Some(shop) = path.strip_prefix("/shops/").and_then(|rest| rest.strip_suffix("/items")) {
                return only(&request, Method::GET).unwrap_or_else(|| shop_items(shop, request.uri().query()));
            }
            if let Some(rest) = path.strip_prefix("/api/") {
                return routes::answer(request.method(), rest);
            }
            not_found()
        }
    }
}

/// The answer to a request with another method.
fn only(request: &Request<Incoming>, method: Method) -> Option<Answer> {
    let allow = if method == Method::GET { "GET" } else { "POST" };
    (*request.method() != method).then(|| not_allowed(allow))
}

fn shop_items(shop: &str, query: Option<&str>) -> Answer {
    let Ok(shop) = shop.parse::<u32>() else {
        return not_found();
    };
    match serde_html_form::from_str::<ItemsQuery>(query.unwrap_or_default()) {
        Ok(query) if (1..=100).contains(&query.limit) => text(query.text(shop)),
        Ok(_) => status(StatusCode::UNPROCESSABLE_ENTITY, "limit: from 1 to 100"),
        Err(error) => status(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
    }
}

async fn order(request: Request<Incoming>) -> Result<Answer, BodyError> {
    let order: Order = body(request).await?;
    Ok(match order.validate() {
        Ok(()) => json(StatusCode::OK, &order.receipt()),
        Err(errors) => json(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    })
}

async fn import(request: Request<Incoming>) -> Result<Answer, BodyError> {
    let items: Vec<Item> = body(request).await?;
    Ok(json(StatusCode::OK, &item::imported(&items)))
}

async fn body<T: DeserializeOwned>(request: Request<Incoming>) -> Result<T, BodyError> {
    let limited = Limited::new(request.into_body(), workloads::BODY_LIMIT_BYTES);
    let bytes = match limited.collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(BodyError::TooLarge),
        Err(_) => return Err(BodyError::Broken),
    };
    serde_json::from_slice(&bytes).map_err(BodyError::Malformed)
}

fn refuse_body(error: BodyError) -> Answer {
    match error {
        BodyError::TooLarge => status(StatusCode::PAYLOAD_TOO_LARGE, "too large"),
        BodyError::Broken => status(StatusCode::BAD_REQUEST, "the body broke off"),
        BodyError::Malformed(error) => status(StatusCode::BAD_REQUEST, error.to_string()),
    }
}

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

fn text(text: impl Into<Bytes>) -> Answer {
    status(StatusCode::OK, text)
}

fn status(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, TEXT);
    response
}

fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let Ok(bytes) = serde_json::to_vec(value) else {
        return self::status(StatusCode::INTERNAL_SERVER_ERROR, "internal error");
    };
    let mut response = Response::new(Full::new(bytes.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

fn not_found() -> Answer {
    status(StatusCode::NOT_FOUND, "not found")
}

fn not_allowed(allow: &'static str) -> Answer {
    let mut response = status(StatusCode::METHOD_NOT_ALLOWED, "method not allowed");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}
