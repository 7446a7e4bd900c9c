//! Serving: literal bytes on a socket, limits, hooks, clients that leave, and going down without losing a request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cepa::extract::{Extraction, FromRequest, Rejection};
use cepa::prelude::*;
use cepa_tests::{PATIENCE, Wire, bind, bind_with};
use tokio::sync::{Notify, mpsc};

#[get("/hello")]
async fn hello() -> &'static str {
    "Hello world!"
}

#[get("/query_string")]
async fn query_string(raw: RawQuery) -> String {
    raw.0
}

#[post("/echo")]
async fn echo(#[body] text: String) -> String {
    text
}

#[post("/small", limit = "10 B")]
async fn small(#[body] text: String) -> String {
    text
}

#[get("/path/{*path}")]
async fn path(path: &str) -> String {
    format!("{path:?}")
}

#[get("/empty")]
async fn empty() -> NoContent {
    NoContent
}

#[get("/cookies")]
async fn cookies(#[cookie] a: Option<&str>, #[cookie] b: Option<&str>) -> String {
    format!("{a:?} {b:?}")
}

#[get("/from")]
async fn from(peer: Peer) -> String {
    peer.0
}

const ROUTES: Routes = routes![hello, query_string, echo, small, path, empty, cookies, from];

/// The query as it came.
struct RawQuery(String);

impl<'r, S: State> FromRequest<'r, S> for RawQuery {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        Ok(Self(cx.head().raw_query().unwrap_or("none").to_owned()))
    }
}

/// Where the request came from, and how.
struct Peer(String);

impl<'r, S: State> FromRequest<'r, S> for Peer {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        let head = cx.head();
        let ip = |addr: Option<std::net::SocketAddr>| addr.map(|addr| addr.ip().to_string()).unwrap_or_default();
        let text =
            format!("{} {} {} {:?}", ip(head.client_addr()), ip(head.server_addr()), head.scheme(), head.version());
        Ok(Self(text))
    }
}

/// Sends bytes on a connection of their own, and gives all that comes back until the server closes.
async fn exchange(server: &cepa::serve::Server, bytes: impl AsRef<[u8]>) -> String {
    let mut wire = Wire::connect(server).await;
    wire.send(bytes).await;
    wire.end().await;
    wire.rest().await
}

/// Plain exchanges, one connection each.
#[cepa::test]
async fn plain_exchanges() {
    let server = bind(App::new(ROUTES)).await;
    let cases = [
        ("/hello", "Hello world!"),
        ("/query_string?test=True", "test=True"),
        ("/query_string", "none"),
        ("/query_string?", ""),
        ("/query_string?a?b", "a?b"),
        ("/path/a%20b/%2F", "\"a b//\""),
        ("/from", "127.0.0.1 127.0.0.1 http HTTP/1.1"),
        ("/path//evil/x", "\"/evil/x\""),
    ];
    let mut wire = Wire::connect(&server).await;
    for (target, expected) in cases {
        wire.send(format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
        let reply = wire.reply().await;
        assert_eq!((reply.status(), reply.body.as_str()), (200, expected), "{target}: {}", reply.head);
        assert_eq!(reply.header("connection"), None);
    }
}

/// What breaks HTTP is refused, and the connection closed.
#[cepa::test]
async fn malformed_requests_are_refused() {
    let server = bind(App::new(ROUTES)).await;
    let long = "a".repeat(9 * 1024);
    let cases = [
        ("GET /\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1\r\n\r\n".to_owned(), "400"),
        ("garbage\r\n\r\n".to_owned(), "400"),
        ("GET /hello HTTP/1.1\r\n\r\n".to_owned(), "400"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".to_owned(), "400"),
        ("GET /hello HTTP/1.1\r\nHost : a\r\n\r\n".to_owned(), "400"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n folded\r\n\r\n".to_owned(), "400"),
        ("GET hello HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), "400"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: not-an-integer\r\n\r\n".to_owned(), "400"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n".to_owned(), "400"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n".to_owned(), "400"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab".to_owned(), "400"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n".to_owned(), "400"),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n".to_owned(),
            "400",
        ),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab0\r\n\r\n".to_owned(), "400"),
        (format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n"), "414"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\nX-A: {}\r\n\r\n", "a".repeat(64 * 1024)), "431"),
    ];
    for (bytes, expected) in cases {
        let answer = exchange(&server, &bytes).await;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert_eq!(status, expected, "{:?} -> {answer:?}", &bytes[..bytes.len().min(200)]);
    }
}

/// Both ways to frame a body at once: the connection is not used again (RFC 9112, section 6.3).
#[cepa::test]
async fn two_framings_close_the_connection() {
    let server = bind(App::new(ROUTES)).await;
    let framed =
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
    let mut wire = Wire::connect(&server).await;
    wire.send(format!("{framed}GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")).await;
    let reply = wire.reply().await;
    assert!(reply.status() == 400 || reply.body == "a" && reply.header("connection") == Some("close"), "{reply:?}");
    assert_eq!(wire.rest().await, "");
}

/// Targets that are no path: `*`, an authority, a raw letter.
#[cepa::test]
async fn odd_targets() {
    let server = bind(App::new(ROUTES)).await;
    let cases: [(&[u8], &[u16]); 5] = [
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", &[200, 204]),
        (b"CONNECT /anything HTTP/1.1\r\nHost: a\r\n\r\n", &[400, 404, 405]),
        (b"GET /\xC3\xBC HTTP/1.1\r\nHost: a\r\n\r\n", &[400, 404]),
        (b"GET http://x.test/hello HTTP/1.1\r\nHost: x.test\r\n\r\n", &[200]),
        (b"GeT /hello HTTP/1.1\r\nHost: a\r\n\r\n", &[405, 501]),
    ];
    for (bytes, expected) in cases {
        let answer = exchange(&server, bytes).await;
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        assert!(expected.contains(&status), "{} -> {answer:?}", String::from_utf8_lossy(bytes));
    }
}

/// Keep-alive as each version has it.
#[cepa::test]
async fn connections_are_kept() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    for _ in 0..2 {
        wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert_eq!(wire.reply().await.header("connection"), None);
    }
    wire.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert_eq!(wire.reply().await.header("connection"), Some("close"));
    assert_eq!(wire.rest().await, "");

    let mut old = Wire::connect(&server).await;
    old.send("GET /hello HTTP/1.0\r\n\r\n").await;
    let reply = old.reply().await;
    assert_eq!((reply.status(), reply.header("transfer-encoding")), (200, None));
    assert_eq!(old.rest().await, "");

    let mut kept = Wire::connect(&server).await;
    for _ in 0..2 {
        kept.send("GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").await;
        let reply = kept.reply().await;
        assert!(
            reply.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("keep-alive")),
            "{}",
            reply.head
        );
    }
}

/// Requests sent together are answered in their order, bodies of other requests between.
#[cepa::test]
async fn requests_are_pipelined() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    let one = |text: &str| format!("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{text}", text.len());
    wire.send(["a", "bb", "ccc", "dddd", ""].map(one).concat()).await;
    for expected in ["a", "bb", "ccc", "dddd", ""] {
        assert_eq!(wire.reply().await.body, expected);
    }
}

/// HEAD, 204 and 405 on the wire: no body, and the connection goes on.
#[cepa::test]
async fn answers_without_a_body() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    wire.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(wire.reply_to_head().await.header("content-length"), Some("12"));
    wire.send("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.header("content-length"), reply.header("transfer-encoding")), (204, None, None));
    wire.send("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
    wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(wire.reply().await.body, "Hello world!");
}

/// Chunks are joined; extensions and trailers are read over.
#[cepa::test]
async fn chunked_bodies() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    let head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    wire.send(format!("{head}3;ext=1\r\nfoo\r\n4\r\nbar\n\r\n3\r\nbaz\r\n0\r\nX-Trailer: 1\r\n\r\n")).await;
    assert_eq!(wire.reply().await.body, "foobar\nbaz");
    wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(wire.reply().await.body, "Hello world!");
}

/// 413 can be read although the client is still sending: by length, and by what comes.
#[cepa::test]
async fn a_413_can_be_read() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    let body = "x".repeat(5 * 1024 * 1024);
    wire.send(format!("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len())).await;
    wire.send(&body).await;
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.header("content-type")), (413, Some("application/problem+json")));

    let mut wire = Wire::connect(&server).await;
    wire.send("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n").await;
    assert_eq!(wire.reply().await.status(), 413);
    // Framing does not count, only data.
    let mut wire = Wire::connect(&server).await;
    let chunks = "1\r\nx\r\n".repeat(10);
    wire.send(format!("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n")).await;
    assert_eq!(wire.reply().await.body, "x".repeat(10));
}

/// 100 only where the body is wanted, and only for who asks.
#[cepa::test]
async fn continue_is_sent_where_the_body_is_wanted() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    let head = "HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\nExpect: 100-Continue\r\n\r\n";
    wire.send(format!("POST /echo {head}")).await;
    assert_eq!(wire.until("\r\n\r\n").await, "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send("I am a small file").await;
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.body.as_str()), (200, "I am a small file"));

    // Too large: refused without it.
    let mut wire = Wire::connect(&server).await;
    wire.send(format!("POST /small {head}")).await;
    assert_eq!(wire.reply().await.status(), 413);

    let mut wire = Wire::connect(&server).await;
    wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi").await;
    assert_eq!(wire.reply().await.status(), 200);
}

/// Several `Cookie` lines are one list.
#[cepa::test]
async fn cookie_lines_are_joined() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    wire.send("GET /cookies HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n").await;
    assert_eq!(wire.reply().await.body, "Some(\"1\") Some(\"2\")");
}

/// Half a head is 408 once the time for it is over; nothing at all is a silent end.
#[cepa::test]
async fn slow_heads_are_ended() {
    let options = |options: &mut cepa::serve::ServeOptions| {
        options.header_read_timeout = Duration::from_millis(50);
        options.first_byte_timeout = Duration::from_millis(50);
    };
    let server = bind_with(App::new(ROUTES), options).await;
    let mut half = Wire::connect(&server).await;
    half.send("GET /hello HTTP/1.1\r\nHost: ").await;
    let answer = half.rest().await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.to_lowercase().contains("connection: close"), "{answer:?}");
    assert_problem(&answer, 408);
    assert_eq!(Wire::connect(&server).await.rest().await, "");
}

/// The whole of an answer is a problem, of the length that it says.
fn assert_problem(answer: &str, status: u16) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let lines: Vec<String> = head.lines().map(str::to_lowercase).collect();
    for line in ["content-type: application/problem+json".to_owned(), format!("content-length: {}", body.len())] {
        assert!(lines.contains(&line), "{answer:?}");
    }
    let problem: cepa::serde_json::Value = cepa::serde_json::from_str(body).expect("JSON");
    assert_eq!((&problem["type"], &problem["status"]), (&"about:blank".into(), &status.into()), "{answer:?}");
}

/// What cepa itself refuses before any route says why in a body; what does not parse, hyper refuses without one.
#[cepa::test]
async fn refusals_before_any_route_are_problems() {
    let server = bind(App::new(ROUTES)).await;
    let cases = [
        ("GET /hello HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET hello HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), 400),
        (format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(9 * 1024)), 414),
    ];
    for (bytes, status) in cases {
        assert_problem(&exchange(&server, &bytes).await, status);
    }
    assert!(exchange(&server, "garbage\r\n\r\n").await.ends_with("\r\n\r\n"));
}

/// The error of a server that cannot start names what it could not have.
#[cepa::test]
async fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address");
    let error = App::new(ROUTES).bind(address).await.expect_err("a taken address");
    assert!(error.to_string().contains(&format!("cannot listen on {address}: ")), "{error}");
}

/// HTTP/2 without encryption, by its preface.
#[cepa::test]
async fn http2_answers_its_preface() {
    let server = bind(App::new(ROUTES)).await;
    let mut wire = Wire::connect(&server).await;
    // The preface and an empty SETTINGS frame (RFC 9113, sections 3.4 and 6.5).
    wire.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    // The server's own SETTINGS frame, then its acknowledgement of ours.
    let answer = wire.until("\0\0\0\x04\x01\0\0\0\0").await;
    assert_eq!(answer.as_bytes().get(3), Some(&4));
}

/// Two servers in one process, each with its own state.
#[cepa::test]
async fn two_servers_side_by_side() {
    #[derive(State)]
    struct Named {
        name: &'static str,
    }
    #[get("/")]
    async fn name(#[state] name: &&'static str) -> &'static str {
        name
    }
    const NAMED: Routes<Named> = routes![name];
    let one = bind(App::new(NAMED).state(Named { name: "one" })).await;
    let two = bind(App::new(NAMED).state(Named { name: "two" })).await;
    assert_ne!(one.local_addrs(), two.local_addrs());
    assert_ne!(one.local_addrs()[0].port(), 0);
    for _ in 0..3 {
        for (server, expected) in [(&one, "one"), (&two, "two")] {
            let mut wire = Wire::connect(server).await;
            wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
            assert_eq!(wire.reply().await.body, expected);
        }
    }
}

type Log = Arc<Mutex<Vec<&'static str>>>;

fn note(log: &Log, text: &'static str) {
    log.lock().expect("no panic").push(text);
}

fn noted(log: &Log) -> Vec<&'static str> {
    log.lock().expect("no panic").clone()
}

/// Start hooks in their order before the first request, shutdown hooks in the reverse after the last and after all tasks.
#[cepa::test]
async fn hooks_run_in_order() {
    #[derive(State)]
    struct Logged {
        log: Log,
    }
    #[get("/")]
    async fn route(#[state] log: &Log) -> &'static str {
        note(log, "request");
        "ok"
    }
    const LOGGED: Routes<Logged> = routes![route];
    let log = Log::default();
    let app = App::new(LOGGED)
        .state(Logged { log: log.clone() })
        .on_start(|running| async move {
            note(&running.state().log, "start 1");
            let (tasks, log) = (running.tasks().clone(), running.state().log.clone());
            running.tasks().spawn("loop", async move {
                tasks.stopping().await;
                note(&log, "task ended");
            });
            Ok(())
        })
        .on_start(|running| async move {
            note(&running.state().log, "start 2");
            Ok(())
        })
        .on_shutdown(|running| async move {
            note(&running.state().log, "shutdown 1");
            Ok(())
        })
        .on_shutdown(|running| async move {
            note(&running.state().log, "shutdown 2");
            Ok(())
        });
    let server = bind(app).await;
    let mut wire = Wire::connect(&server).await;
    wire.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert_eq!(wire.reply().await.body, "ok");
    server.stop();
    // A second stop is harmless.
    server.stop();
    server.wait().await.expect("an end");
    assert_eq!(noted(&log), ["start 1", "start 2", "request", "task ended", "shutdown 2", "shutdown 1"]);
}

/// A start hook that fails is told with its text, and nothing is served; one that fails at the end is told by `wait`.
#[cepa::test]
async fn failing_hooks_are_told() {
    let app = App::new(ROUTES).on_start(|_| async { Err(cepa::Error::new("no database")) });
    let error = app.bind("127.0.0.1:0").await.expect_err("a failure");
    assert_eq!(error.to_string(), "no database");

    let log = Log::default();
    let other = log.clone();
    let app = App::new(ROUTES)
        .on_shutdown(move |_| async move {
            note(&other, "the other one runs");
            Ok(())
        })
        .on_shutdown(|_| async { Err(cepa::Error::new("could not flush")) });
    let server = bind(app).await;
    server.stop();
    let error = server.wait().await.expect_err("a failure");
    assert!(error.to_string().contains("could not flush"), "{error}");
    assert_eq!(noted(&log), ["the other one runs"]);
}

/// What handlers of the tests below tell and wait for.
#[derive(State)]
struct Steps {
    told: mpsc::UnboundedSender<&'static str>,
    go: Notify,
}

/// Tells when it is dropped before its end.
struct Guard<'a>(&'a mpsc::UnboundedSender<&'static str>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

async fn slow(told: &mpsc::UnboundedSender<&'static str>, go: &Notify) -> &'static str {
    let guard = Guard(told);
    let _ = told.send("begun");
    go.notified().await;
    std::mem::forget(guard);
    let _ = told.send("finished");
    "done"
}

#[get("/default")]
async fn default(#[state] told: &mpsc::UnboundedSender<&'static str>, #[state] go: &Notify) -> &'static str {
    slow(told, go).await
}

#[get("/finish", on_disconnect = finish)]
async fn finish(#[state] told: &mpsc::UnboundedSender<&'static str>, #[state] go: &Notify) -> &'static str {
    slow(told, go).await
}

#[get("/cancel", on_disconnect = cancel)]
async fn cancel(#[state] told: &mpsc::UnboundedSender<&'static str>, #[state] go: &Notify) -> &'static str {
    slow(told, go).await
}

const STEPS: Routes<Steps> = routes![default, finish, cancel];

fn steps() -> (App<Steps>, mpsc::UnboundedReceiver<&'static str>) {
    let (told, tellings) = mpsc::unbounded_channel();
    (App::new(STEPS).state(Steps { told, go: Notify::new() }), tellings)
}

async fn next(tellings: &mut mpsc::UnboundedReceiver<&'static str>) -> &'static str {
    tokio::time::timeout(PATIENCE, tellings.recv()).await.ok().flatten().expect("something told")
}

/// A client that leaves: its handler is dropped, or runs to its end, as the route or the application says; shutdown waits.
#[cepa::test]
async fn clients_that_leave() {
    let cases = [
        ("/default", false, "dropped"),
        ("/default", true, "finished"),
        ("/finish", false, "finished"),
        ("/cancel", true, "dropped"),
    ];
    for (target, finishes, expected) in cases {
        let (told, mut tellings) = mpsc::unbounded_channel();
        let go = Arc::new(Notify::new());
        let release = go.clone();
        let app = App::new(STEPS)
            .state(Steps { told, go: Notify::new() })
            .finish_when_client_leaves(finishes)
            .on_start(move |running| async move {
                running.tasks().clone().spawn("release", async move {
                    release.notified().await;
                    running.state().go.notify_one();
                });
                Ok(())
            });
        let server = bind(app).await;
        let mut wire = Wire::connect(&server).await;
        wire.send(format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
        assert_eq!(next(&mut tellings).await, "begun");
        drop(wire);
        if expected == "dropped" {
            assert_eq!(next(&mut tellings).await, "dropped", "{target} {finishes}");
            go.notify_one();
        } else {
            server.stop();
            go.notify_one();
            assert_eq!(next(&mut tellings).await, "finished", "{target} {finishes}");
        }
        server.stop();
        server.wait().await.expect("an end");
    }
}

/// A request in flight is answered though the server goes down, and its connection then closed.
#[cepa::test]
async fn shutdown_loses_no_request() {
    let (app, mut tellings) = steps();
    let release = Arc::new(Notify::new());
    let released = release.clone();
    let app = app.on_start(move |running| async move {
        tokio::spawn(async move {
            released.notified().await;
            running.state().go.notify_waiters();
        });
        Ok(())
    });
    let server = bind(app).await;
    let mut wire = Wire::connect(&server).await;
    let mut idle = Wire::connect(&server).await;
    wire.send("GET /cancel HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(next(&mut tellings).await, "begun");
    let addr = server.local_addrs()[0];
    server.stop();
    assert_eq!(idle.rest().await, "");
    // Nobody new is let in.
    assert!(tokio::net::TcpStream::connect(addr).await.is_err());
    release.notify_one();
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.body.as_str(), reply.header("connection")), (200, "done", Some("close")));
    assert_eq!(wire.rest().await, "");
    server.wait().await.expect("an end");
}

/// What never ends is cut at the deadline.
#[cepa::test]
async fn shutdown_has_a_deadline() {
    let (app, mut tellings) = steps();
    let server = bind_with(app, |options| options.shutdown_deadline = Duration::from_millis(50)).await;
    let mut wire = Wire::connect(&server).await;
    wire.send("GET /cancel HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(next(&mut tellings).await, "begun");
    server.stop();
    assert_eq!(wire.rest().await, "");
    assert_eq!(next(&mut tellings).await, "dropped");
    server.wait().await.expect("an end");
}

/// A handle stops the server from anywhere.
#[cepa::test]
async fn a_handle_stops_the_server() {
    let server = bind(App::new(ROUTES)).await;
    let handle = server.shutdown_handle();
    assert!(!handle.is_stopping());
    tokio::spawn(async move { handle.stop() });
    tokio::time::timeout(PATIENCE, server.wait()).await.expect("in time").expect("an end");
}

/// An address in use is an error, not a panic.
#[cepa::test]
async fn an_address_in_use() {
    let server = bind(App::new(ROUTES)).await;
    let error = App::new(ROUTES).bind(server.local_addrs()[0]).await.expect_err("in use");
    assert!(error.to_string().to_lowercase().contains("in use"), "{error}");
}

/// Many clients at once, many requests each.
#[cepa::test]
async fn many_clients() {
    let server = bind(App::new(ROUTES)).await;
    let clients = (0..50).map(|_| async {
        let mut wire = Wire::connect(&server).await;
        for _ in 0..20 {
            wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").await;
            assert_eq!(wire.reply().await.body, "Hello world!");
        }
    });
    let mut all = Vec::new();
    for client in clients {
        all.push(Box::pin(client));
    }
    // Polled together by hand: they borrow the server.
    std::future::poll_fn(|cx| {
        all.retain_mut(|client| client.as_mut().poll(cx).is_pending());
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

static PROMISED_RAN: AtomicBool = AtomicBool::new(false);

/// Runs to its end, once it has begun.
#[get("/promised", on_disconnect = finish)]
async fn promised() {
    PROMISED_RAN.store(true, Ordering::SeqCst);
}

/// Asks for the rest of the way, and does not go it.
#[middleware]
async fn turns_back(request: Request, next: Next) -> Response {
    let rest = next.run(request);
    drop(rest);
    ().into_response()
}

/// What a layer does not wait for does not run, whatever was promised of it.
#[cepa::test]
async fn a_layer_that_turns_back() {
    let client = cepa::test::Client::new(App::new(routes![promised]).with(turns_back));
    assert_eq!(client.get("/promised").await.status(), 200);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(!PROMISED_RAN.load(Ordering::SeqCst));
}
