//! The server on real sockets, spoken to in literal bytes.
//!
//! The client is the blocking one of the standard library, so that nothing of the server's own machinery hides a fault.
//! Every wait is for an event; [`PATIENCE`] only ends a test that has failed.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll};

use http::Request;
use http::header::{CONNECTION, UPGRADE};
use http_body::Frame;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use tokio::runtime::Runtime;

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);
/// For limits that a test wants to see run out.
const SHORT: Duration = Duration::from_millis(150);

/// What a handler tells the test.
#[derive(Debug, PartialEq, Eq)]
enum Event {
    Entered,
    Dropped,
    Finished,
}

/// An application with a path for every behaviour.
struct App {
    events: Mutex<Sender<Event>>,
    /// `/wait` takes one permit.
    gate: Arc<Semaphore>,
    tasks: Tasks,
}

impl App {
    fn tell(&self, event: Event) {
        let _ = self.events.lock().unwrap().send(event);
    }
}

/// Tells of a future that is dropped before its end.
struct Unless<'a>(&'a App, bool);

impl Drop for Unless<'_> {
    fn drop(&mut self) {
        if !self.1 {
            self.0.tell(Event::Dropped);
        }
    }
}

type TestBody = UnsyncBoxBody<Bytes, BoxError>;

fn full(text: impl Into<Bytes>) -> TestBody {
    Full::new(text.into()).map_err(|never| match never {}).boxed_unsync()
}

struct PanickingBody;

impl http_body::Body for PanickingBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        panic!("body")
    }
}

impl HttpService for App {
    type Body = TestBody;
    type Request = (Request<RequestBody>, ConnectionInfo);

    fn receive(&self, head: request::Parts, body: RequestBody, connection: ConnectionInfo) -> Self::Request {
        (Request::from_parts(head, body), connection)
    }

    async fn handle(self: &Arc<Self>, (mut request, connection): Self::Request) -> Response<TestBody> {
        match request.uri().path() {
            "/echo" => match request.into_body().collect().await {
                Ok(body) => Response::new(full(body.to_bytes())),
                Err(_) => with_status(400, "broken body"),
            },
            "/early" => with_status(413, "too much"),
            "/wait" => {
                let mut unless = Unless(self, false);
                self.tell(Event::Entered);
                self.gate.acquire().await.unwrap().forget();
                unless.1 = true;
                Response::new(full("waited"))
            }
            "/finish" => {
                let app = self.clone();
                let work = self.tasks.run_to_end(async move {
                    app.tell(Event::Entered);
                    app.gate.acquire().await.unwrap().forget();
                    app.tell(Event::Finished);
                });
                let _unless = Unless(self, false);
                work.await;
                Response::new(full("finished"))
            }
            "/panic" => panic!("handler"),
            "/panicking-body" => Response::new(PanickingBody.boxed_unsync()),
            "/large" => Response::new(full(vec![b'x'; LARGE])),
            "/upgrade" => {
                let upgrade = hyper::upgrade::on(&mut request);
                tokio::spawn(async move {
                    let mut io = upgrade.await.unwrap();
                    hyper_write(&mut io, b"other bytes").await;
                });
                Response::builder()
                    .status(101)
                    .header(CONNECTION, "upgrade")
                    .header(UPGRADE, "other")
                    .body(full(""))
                    .unwrap()
            }
            "/info" => Response::new(full(connection.client_addr.to_string())),
            _ => Response::new(full("hello")),
        }
    }

    fn refuse(&self, status: StatusCode) -> Response<TestBody> {
        with_status(status.as_u16(), "refused")
    }
}

const LARGE: usize = 16 * 1_024 * 1_024;

fn with_status(status: u16, text: &'static str) -> Response<TestBody> {
    Response::builder().status(status).body(full(text)).unwrap()
}

async fn hyper_write(io: &mut hyper::upgrade::Upgraded, bytes: &[u8]) {
    use hyper::rt::Write;
    std::future::poll_fn(|cx| Pin::new(&mut *io).poll_write(cx, bytes)).await.unwrap();
    std::future::poll_fn(|cx| Pin::new(&mut *io).poll_shutdown(cx)).await.unwrap();
}

/// A server in a runtime of its own.
struct Running {
    runtime: Runtime,
    server: Option<Server>,
    gate: Arc<Semaphore>,
    events: Receiver<Event>,
    tasks: Tasks,
}

fn start() -> Running {
    start_with(|_| {})
}

fn start_with(change: impl FnOnce(&mut ServeOptions)) -> Running {
    let mut options = ServeOptions { signals: false, shutdown_deadline: PATIENCE, ..ServeOptions::default() };
    change(&mut options);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (sender, events) = channel();
    let (gate, tasks) = (Arc::new(Semaphore::new(0)), Tasks::new());
    let app = Arc::new(App { events: Mutex::new(sender), gate: gate.clone(), tasks: tasks.clone() });
    let serving = tasks.clone();
    let server = runtime.block_on(async move {
        let mut listeners = Listeners::default();
        listeners.bind(resolved("127.0.0.1:0").await.unwrap(), options.backlog).unwrap();
        let (addresses, shutdown) = (listeners.local_addrs(), ShutdownHandle::new());
        let running = serve(listeners, app, options, shutdown.clone(), serving);
        Server::spawn(addresses, shutdown, running)
    });
    Running { runtime, server: Some(server), gate, events, tasks }
}

impl Running {
    fn address(&self) -> SocketAddr {
        self.server.as_ref().unwrap().local_addrs()[0]
    }

    fn connect(&self) -> Client {
        Client::connect(self.address())
    }

    /// Sends on a new connection and reads until the server closes it.
    fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut client = self.connect();
        client.send(bytes);
        client.rest()
    }

    fn stop(&self) {
        self.server.as_ref().unwrap().stop();
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let _inside = self.runtime.enter();
        self.tasks.spawn("test", task);
    }

    fn await_event(&self, expected: Event) {
        assert_eq!(self.events.recv_timeout(PATIENCE).unwrap(), expected);
    }

    /// Waits until the server takes no connections any more: it is draining.
    fn await_closed_listener(&self) {
        while TcpStream::connect(self.address()).is_ok() {
            std::thread::yield_now();
        }
    }

    /// Waits until the server has stopped.
    fn wait(&mut self) {
        let server = self.server.take().unwrap();
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, server.wait()).await }).unwrap().unwrap();
    }
}

struct Client {
    stream: TcpStream,
}

impl Client {
    fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self { stream }
    }

    fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    /// Everything until the server closes. A reset is a failure: it may swallow answers.
    fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        self.stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn head(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.stream.read_exact(&mut byte).unwrap();
            bytes.push(byte[0]);
        }
        String::from_utf8(bytes).unwrap()
    }

    /// Head and body of an answer with a length.
    fn answer(&mut self) -> (String, String) {
        let head = self.head();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut body).unwrap();
        (head, String::from_utf8(body).unwrap())
    }

    fn get(&mut self, path: &str) -> (String, String) {
        self.send(get(path));
        self.answer()
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n")
}

#[track_caller]
fn assert_status(answer: &str, status: u16) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer:?}");
}

#[track_caller]
fn assert_closing(answer: &str) {
    assert_eq!(answer.matches("connection: close\r\n").count(), 1, "{answer:?}");
}

/// Three requests on one connection; no `Connection` field until the client wants it closed.
#[test]
fn keeps_alive_until_told_otherwise() {
    let server = start();
    let mut client = server.connect();
    for _ in 0..2 {
        let (head, body) = client.get("/");
        assert_status(&head, 200);
        assert!(!head.contains("connection:"), "{head:?}");
        assert_eq!(body, "hello");
    }
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let last = client.rest();
    assert_status(&last, 200);
    assert_closing(&last);
}

#[test]
fn http_1_0_closes_unless_asked_to_stay() {
    let server = start();
    let answer = server.exchange("GET / HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 200 ") && answer.ends_with("hello"), "{answer:?}");

    let mut client = server.connect();
    for _ in 0..2 {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        let (head, _) = client.answer();
        assert!(head.contains("connection: keep-alive\r\n"), "{head:?}");
    }
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let server = start();
    let mut client = server.connect();
    client.send(
        (0..5).map(|n| format!("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n{n}")).collect::<String>(),
    );
    for n in 0..5 {
        assert_eq!(client.answer().1, n.to_string());
    }
    client.send(get("/").repeat(5));
    for _ in 0..5 {
        assert_eq!(client.answer().1, "hello");
    }
}

#[test]
fn head_has_the_length_but_no_body() {
    let server = start();
    let answer = server.exchange("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(answer.contains("content-length: 5\r\n") && answer.ends_with("\r\n\r\n"), "{answer:?}");
}

/// RFC 9110 section 10.1.1: only who reads the body invites it. Who does not closes, for the client may send it or not.
#[test]
fn continues_only_when_the_body_is_wanted() {
    let server = start();
    let mut client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
    assert_eq!(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("12345");
    assert_eq!(client.answer().1, "12345");

    let mut client = server.connect();
    client.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    let answer = client.rest();
    assert_status(&answer, 413);
    assert_closing(&answer);
}

/// Heads that hyper lets through or refuses: one answer each, the connection closes, nothing after them is looked at.
#[test]
fn broken_heads_are_refused_and_close() {
    let server = start();
    let many_fields = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "x: y\r\n".repeat(101));
    let long_field = format!("GET / HTTP/1.1\r\nHost: a\r\nx: {}\r\n\r\n", "y".repeat(33 * 1_024));
    let long_target = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "y".repeat(9 * 1_024));
    let cases: &[(&str, u16)] = &[
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("GET hello HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nx: y\r\n z\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
        (&many_fields, 431),
        (&long_field, 431),
        (&long_target, 414),
    ];
    for (request, status) in cases {
        let answer = server.exchange(format!("{request}{}", get("/")));
        assert_status(&answer, *status);
        assert_closing(&answer);
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer:?}");
    }
}

/// RFC 9112 section 6.3: both lengths may be taken as chunked, if the connection closes after it.
#[test]
fn both_lengths_are_taken_as_chunked_and_close() {
    let server = start();
    for lengths in
        ["Content-Length: 3\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 3"]
    {
        let request = format!("POST /echo HTTP/1.1\r\nHost: a\r\n{lengths}\r\n\r\n5\r\nabcde\r\n0\r\n\r\n{}", get("/"));
        let answer = server.exchange(request);
        assert_status(&answer, 200);
        assert_closing(&answer);
        assert!(answer.ends_with("\r\n\r\nabcde"), "{answer:?}");
    }
}

#[test]
fn broken_chunks_are_no_body() {
    let server = start();
    for body in ["zz\r\nab", "0x3\r\nabc\r\n0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n"] {
        let request = format!("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{body}{}", get("/"));
        let answer = server.exchange(request);
        assert_status(&answer, 400);
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer:?}");
    }
}

/// The body of a request that nobody read is never the next request, whether it comes with the head or later.
#[test]
fn an_unread_body_is_not_the_next_request() {
    let server = start();
    let inner = get("/smuggled");
    let head = format!("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", inner.len());

    let mut client = server.connect();
    client.send(format!("{head}{inner}"));
    assert_status(&client.answer().0, 413);
    client.stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(client.rest(), "");

    let mut client = server.connect();
    client.send(&head);
    assert_status(&client.answer().0, 413);
    client.send(&inner);
    client.stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(client.rest(), "");
}

/// A client that sends everything before it reads still gets the answer that came early, and no reset.
#[test]
fn an_early_answer_survives_the_rest_of_the_body() {
    let server = start();
    let mut client = server.connect();
    client.send(format!("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: {LARGE}\r\n\r\n"));
    let piece = vec![b'x'; 64 * 1_024];
    for _ in 0..LARGE / piece.len() {
        client.send(&piece);
    }
    let answer = client.rest();
    assert_status(&answer, 413);
    assert_closing(&answer);
    assert!(answer.ends_with("too much"), "{answer:?}");
}

#[test]
fn a_late_head_is_answered_with_408() {
    let server = start_with(|options| options.header_read_timeout = SHORT);
    let answer = server.exchange("GET / HTTP/1.1\r\nHost:");
    assert_status(&answer, 408);
    assert_closing(&answer);

    // Also where an earlier request was in time, and the rest trickles.
    let mut client = server.connect();
    client.get("/");
    client.send("GET / HT");
    let answer = client.rest();
    assert_status(&answer, 408);
}

#[test]
fn silence_is_not_waited_for() {
    let server = start_with(|options| options.first_byte_timeout = SHORT);
    assert_eq!(server.connect().rest(), "");
}

#[test]
fn idle_connections_close_without_a_word() {
    let server = start_with(|options| options.idle_timeout = SHORT);
    let mut client = server.connect();
    client.get("/");
    assert_eq!(client.rest(), "");

    // A client whose request takes longer than that is not idle.
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    std::thread::sleep(SHORT * 3);
    server.gate.add_permits(1);
    assert_eq!(client.answer().1, "waited");
}

/// Neither is a client that takes its time with a long answer.
#[test]
fn a_slow_reader_is_not_idle() {
    let server = start_with(|options| options.idle_timeout = SHORT);
    let mut client = server.connect();
    client.send(get("/large"));
    client.head();
    std::thread::sleep(SHORT * 3);
    let mut body = vec![0; LARGE];
    client.stream.read_exact(&mut body).unwrap();
    assert_eq!(client.rest(), "");
}

/// One signal, one request in flight, one more connection: the request is finished and says that it is the last.
#[test]
fn a_request_in_flight_is_finished() {
    let mut server = start();
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    server.stop();
    server.await_closed_listener();
    server.gate.add_permits(1);
    let answer = client.rest();
    assert_status(&answer, 200);
    assert_closing(&answer);
    assert!(answer.ends_with("waited"));
    server.wait();
}

/// Who was already connected is served: on a kept-alive connection, and before its first byte.
#[test]
fn who_is_connected_at_the_stop_is_served() {
    let mut server = start_with(|options| options.shutdown_notice = PATIENCE);
    let (mut kept, mut silent) = (server.connect(), server.connect());
    kept.get("/");
    server.stop();
    server.await_closed_listener();
    for client in [&mut kept, &mut silent] {
        client.send(get("/"));
        let answer = client.rest();
        assert_status(&answer, 200);
        assert_closing(&answer);
    }
    server.wait();
}

#[test]
fn idle_connections_do_not_hold_the_stop_up() {
    let mut server = start_with(|options| options.shutdown_notice = SHORT);
    let (mut kept, mut silent) = (server.connect(), server.connect());
    kept.get("/");
    server.stop();
    server.wait();
    assert_eq!(kept.rest(), "");
    assert_eq!(silent.rest(), "");
}

#[test]
fn the_deadline_cuts_what_is_stuck() {
    let mut server = start_with(|options| options.shutdown_deadline = SHORT);
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    server.spawn(std::future::pending());
    server.stop();
    server.wait();
    server.await_event(Event::Dropped);
    assert!(client.stream.read(&mut [0]).map_or(true, |count| count == 0));
}

#[test]
fn stopping_at_once_does_not_wait() {
    let mut server = start();
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    server.stop();
    server.server.as_ref().unwrap().shutdown_handle().stop_now();
    server.wait();
    server.await_event(Event::Dropped);
}

/// Background tasks hear of the stop only when the last request is answered.
#[test]
fn requests_end_before_background_tasks() {
    let mut server = start();
    let tasks = server.tasks.clone();
    let (sender, ended) = channel();
    server.spawn(async move {
        tasks.stopping().await;
        let _ = sender.send(());
    });
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    server.stop();
    assert!(!server.tasks.is_stopping());
    server.gate.add_permits(1);
    assert_status(&client.rest(), 200);
    server.wait();
    ended.try_recv().unwrap();
}

#[test]
fn a_handler_is_dropped_when_its_client_leaves() {
    let server = start();
    let mut client = server.connect();
    client.send(get("/wait"));
    server.await_event(Event::Entered);
    drop(client);
    server.await_event(Event::Dropped);
}

/// Who has said all that there is to say is no one who has left, if what was said is wrong.
#[test]
fn a_broken_body_is_told_to_a_client_that_sends_nothing_more() {
    let server = start();
    for (framing, body) in [
        ("Content-Length: 10", "abc"),
        ("Transfer-Encoding: chunked", "5\r\nabc"),
        ("Transfer-Encoding: chunked", "zz\r\nabc"),
    ] {
        let mut client = server.connect();
        client.send(format!("POST /echo HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n{body}"));
        client.stream.shutdown(std::net::Shutdown::Write).unwrap();
        assert_status(&client.rest(), 400);
    }
}

/// Bytes that nobody reads must not turn the end of the connection into a reset, which could take the answer away.
#[test]
fn what_follows_the_last_request_takes_no_answer_away() {
    let server = start();
    for request in ["GET /wait HTTP/1.1\r\nHost: a\r\n", "POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"] {
        for behind in ["\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
            let mut client = server.connect();
            client.send(format!("{request}Connection: close\r\n\r\n"));
            server.await_event(Event::Entered);
            client.send(behind);
            server.gate.add_permits(1);
            let answer = client.rest();
            assert_status(&answer, 200);
            assert!(client.stream.take_error().unwrap().is_none());
        }
    }
}

/// Unless its work was promised to run to the end: then shutdown waits for it, too.
#[test]
fn promised_work_is_finished_without_its_client() {
    let mut server = start();
    let mut client = server.connect();
    client.send(get("/finish"));
    server.await_event(Event::Entered);
    drop(client);
    server.await_event(Event::Dropped);
    server.stop();
    server.gate.add_permits(1);
    server.wait();
    server.await_event(Event::Finished);
}

#[test]
fn a_panic_ends_its_own_connection_only() {
    let server = start();
    let mut neighbour = server.connect();
    neighbour.get("/");
    for path in ["/panic", "/panicking-body"] {
        let mut client = server.connect();
        client.send(get(path));
        let _ = client.stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(neighbour.get("/").1, "hello");
    assert_eq!(server.connect().get("/").1, "hello");
}

/// A connection too many waits for its place and is then served.
#[test]
fn connections_beyond_the_cap_wait() {
    let server = start_with(|options| options.max_connections = 1);
    let mut first = server.connect();
    first.get("/");
    let mut second = server.connect();
    second.send(get("/"));
    second.stream.set_read_timeout(Some(SHORT)).unwrap();
    assert!(second.stream.read(&mut [0]).is_err());
    assert_eq!(first.get("/").1, "hello");
    drop(first);
    second.stream.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(second.answer().1, "hello");
}

#[test]
fn an_upgraded_connection_carries_other_bytes() {
    let server = start();
    let answer = server.exchange("GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n");
    assert_status(&answer, 101);
    assert!(answer.ends_with("\r\n\r\nother bytes"), "{answer:?}");
}

#[test]
fn two_servers_share_a_process() {
    let servers = [start(), start()];
    assert_ne!(servers[0].address(), servers[1].address());
    let mut clients = [servers[0].connect(), servers[1].connect()];
    for client in &mut clients {
        let address = client.stream.local_addr().unwrap();
        assert_eq!(client.get("/info").1, address.to_string());
    }
}

/// HTTP/2 without a word before: several requests at once, one of them across the stop.
#[cfg(feature = "http2")]
#[test]
fn http_2_with_prior_knowledge() {
    use http_body_util::Empty;
    use hyper_util::rt::{TokioExecutor, TokioIo};

    let mut server = start();
    let address = server.address();
    let (gate, events) = (server.gate.clone(), &server.events);
    let handle = server.server.as_ref().unwrap().shutdown_handle();
    server.runtime.block_on(async {
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let (client, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = |path: &str| {
            let request = Request::get(format!("http://{address}{path}")).body(Empty::<Bytes>::new()).unwrap();
            let mut client = client.clone();
            async move {
                let response = client.send_request(request).await.unwrap();
                let status = response.status();
                assert!(!response.headers().contains_key(CONNECTION));
                (status.as_u16(), response.into_body().collect().await.unwrap().to_bytes())
            }
        };
        let waiting = tokio::spawn(request("/wait"));
        assert_eq!(request("/").await, (200, Bytes::from_static(b"hello")));
        assert_eq!(request("/large").await.1.len(), LARGE);
        // A panic resets its stream and leaves the others alone.
        let panicking = Request::get(format!("http://{address}/panic")).body(Empty::<Bytes>::new()).unwrap();
        assert!(client.clone().send_request(panicking).await.is_err());
        assert_eq!(request("/").await.0, 200);

        assert_eq!(events.recv_timeout(PATIENCE).unwrap(), Event::Entered);
        handle.stop();
        gate.add_permits(1);
        assert_eq!(waiting.await.unwrap(), (200, Bytes::from_static(b"waited")));
    });
    server.wait();
}

/// The preface may come in pieces, and what only begins like it is HTTP/1.
#[test]
fn the_version_is_told_from_pieces() {
    let server = start();
    let mut client = server.connect();
    client.stream.set_nodelay(true).unwrap();
    for piece in ["PRI * HT", "TP/2.0\r\n\r\n", "SM\r\n\r\n", "\0\0\0\x04\0\0\0\0\0"] {
        client.send(piece);
        std::thread::sleep(Duration::from_millis(20));
    }
    // The server's own SETTINGS frame.
    let mut frame = [0; 9];
    client.stream.read_exact(&mut frame).unwrap();
    assert_eq!(frame[3], 4);

    let mut client = server.connect();
    client.send("PR");
    std::thread::sleep(Duration::from_millis(20));
    client.send("OPFIND / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!(client.answer().1, "hello");
}

/// A server that is built without HTTP/2 says so in HTTP/2's own words, and to its end.
#[cfg(not(feature = "http2"))]
#[test]
fn http_2_is_refused_where_it_is_not_built_in() {
    let server = start();
    let mut client = server.connect();
    // More than is read of it.
    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x08\x06\0\0\0\0\0abcdefgh");
    let mut frames = [0; 26];
    client.stream.read_exact(&mut frames).unwrap();
    assert_eq!((frames[3], frames[12], frames[25]), (4, 7, 0xd));
    client.stream.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(client.stream.read(&mut [0]).unwrap(), 0);
    assert_eq!(server.connect().get("/").1, "hello");
}
