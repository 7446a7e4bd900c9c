//! A case that asks an application, from the request's head as it comes from hyper to the last byte of the answer.

use std::future::Future;
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use cepa::{App, AppService, Body, State};

use cepa::bytes::Bytes;
use cepa::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderValue};
use cepa::http::{Method, Request};
use micro::Case;

/// What is asked, and what has to be answered.
pub(crate) struct Asked {
    request: Request<Bytes>,
    status: u16,
    /// A part of the answer's body.
    text: &'static str,
}

impl Asked {
    pub(crate) fn get(target: &str) -> Self {
        Self::new(Method::GET, target, Bytes::new())
    }

    /// A POST of JSON.
    pub(crate) fn post(target: &str, json: impl Into<Bytes>) -> Self {
        let mut asked = Self::new(Method::POST, target, json.into());
        let length = asked.request.body().len();
        let headers = asked.request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_LENGTH, length.into());
        asked
    }

    fn new(method: Method, target: &str, body: Bytes) -> Self {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = target.parse().expect("a target");
        request.headers_mut().insert(HOST, HeaderValue::from_static("localhost:8080"));
        Self { request, status: 200, text: "" }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.request.headers_mut().append(name, HeaderValue::from_static(value));
        self
    }

    /// The answer's status, if it is not 200.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// A part of the answer's body.
    pub(crate) fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }

    /// The case: each operation is one request, and its answer.
    pub(crate) fn of<S: State>(self, name: &str, app: fn() -> App<S>) -> Case {
        Case::new(name, move |operations| {
            let app = app().build().expect("an application");
            self.check(&app);
            let requests = vec![self.request.clone(); operations];
            let mut requests = requests.into_iter().map(|request| request.map(Body::from));
            move || {
                let request = requests.next().expect("as many requests as operations");
                black_box(answer(&app, request));
            }
        })
    }

    /// Asks once, and looks at the answer.
    fn check<S: State>(&self, app: &AppService<S>) {
        let (status, body) = answer(app, self.request.clone().map(Body::from));
        let body = String::from_utf8_lossy(&body);
        assert!(status == self.status && body.contains(self.text), "answered {status}: {body}");
    }
}

fn answer<S: State>(app: &AppService<S>, request: Request<Body>) -> (u16, Bytes) {
    let response = at_once(pin!(app.handle(request)));
    let status = response.status().as_u16();
    let body = at_once(pin!(response.into_body().read(u64::MAX)));
    (status, body.expect("a body"))
}

/// The value of a future that never waits, without a runtime around it. It comes pinned, for to move one costs as much as it is
/// large.
fn at_once<F: Future>(future: Pin<&mut F>) -> F::Output {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}
