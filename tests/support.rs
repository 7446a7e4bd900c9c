//! What the tests share: the faults of an answer in one line each, tables of requests, and servers in literal bytes.

use std::time::Duration;

use cepa::App;
use cepa::app::State;
use cepa::serde_json::Value;
use cepa::serve::{ServeOptions, Server};
use cepa::test::{Client, TestResponse};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Only what hangs is slower: no test waits for this long.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The faults of a problem answer, `place pointer code` each, in their order.
///
/// # Panics
///
/// The answer is no problem.
#[track_caller]
pub fn faults(answer: &TestResponse) -> Vec<String> {
    let problem = problem(answer);
    let faults = problem["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    let line = |fault: &Value| {
        let part = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", part("in"), part("pointer"), part("code"))
    };
    faults.iter().map(line).collect()
}

/// A problem answer without its `request_id`, which is another one each time.
///
/// # Panics
///
/// The answer is no problem.
#[track_caller]
pub fn problem(answer: &TestResponse) -> Value {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    let mut problem: Value = answer.json();
    let id = problem.as_object_mut().and_then(|members| members.remove("request_id"));
    assert!(id.is_some_and(|id| id.as_str().is_some_and(|id| id.len() == 24)), "{answer:?}");
    problem
}

/// What an answer comes down to: its text, or of anything but a success its status.
pub fn outcome(answer: &TestResponse) -> String {
    if answer.status().is_success() { answer.text().to_owned() } else { answer.status().as_str().to_owned() }
}

/// GETs every target, and demands the text beside it, or the status in its place.
///
/// # Panics
///
/// An answer is another.
pub async fn assert_gets<S: State>(client: &Client<S>, cases: &[(&str, &str)]) {
    for (target, expected) in cases {
        let answer = client.get(target).await;
        assert_eq!(outcome(&answer), *expected, "GET {target}: {answer:?}");
    }
}

/// Serves on a free port of this machine, and leaves the signals of the test's process alone.
///
/// # Panics
///
/// It cannot.
pub async fn bind<S: State>(app: App<S>) -> Server {
    bind_with(app, |_| ()).await
}

/// As [`bind`], with other limits.
///
/// # Panics
///
/// It cannot.
pub async fn bind_with<S: State>(app: App<S>, change: impl FnOnce(&mut ServeOptions)) -> Server {
    let mut options = ServeOptions::default();
    options.signals = false;
    options.shutdown_notice = Duration::ZERO;
    change(&mut options);
    match app.serve_options(options).bind("127.0.0.1:0").await {
        Ok(server) => server,
        Err(error) => panic!("no server: {error:?}"),
    }
}

/// The client's end of a connection, in literal bytes.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    received: Vec<u8>,
}

/// One answer as it stood on the wire.
#[derive(Debug)]
pub struct Reply {
    /// Status line and headers, each with its line end as `\n`.
    pub head: String,
    /// The body, its length taken from the head; chunks are left as they are.
    pub body: String,
}

impl Reply {
    /// The status.
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Wire {
    /// Connects.
    ///
    /// # Panics
    ///
    /// Nobody listens.
    pub async fn connect(server: &Server) -> Self {
        match TcpStream::connect(server.local_addrs()[0]).await {
            Ok(stream) => Self { stream, received: Vec::new() },
            Err(error) => panic!("no connection: {error}"),
        }
    }

    /// Sends bytes. A server that has closed already is no failure: what it answered tells.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// Says that nothing more comes.
    pub async fn end(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// Reads one answer.
    ///
    /// # Panics
    ///
    /// The server closes before its end.
    pub async fn reply(&mut self) -> Reply {
        let head = self.head().await;
        let reply = Reply { head, body: String::new() };
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let bodiless = reply.status() < 200 || matches!(reply.status(), 204 | 304);
        let body = self.take(if bodiless { 0 } else { length }).await;
        Reply { body, ..reply }
    }

    /// Reads one answer to HEAD: its length counts a body that does not come.
    ///
    /// # Panics
    ///
    /// The server closes before its end.
    pub async fn reply_to_head(&mut self) -> Reply {
        Reply { head: self.head().await, body: String::new() }
    }

    /// Reads on until the server closes, and gives all that was not read before.
    ///
    /// # Panics
    ///
    /// The server never closes.
    pub async fn rest(&mut self) -> String {
        while self.more().await {}
        String::from_utf8_lossy(&std::mem::take(&mut self.received)).into_owned()
    }

    /// Reads on until `mark` has come, and gives all up to its end.
    ///
    /// # Panics
    ///
    /// The server closes before it.
    pub async fn until(&mut self, mark: &str) -> String {
        loop {
            let at = self.received.windows(mark.len()).position(|window| window == mark.as_bytes());
            if let Some(at) = at {
                return self.take(at + mark.len()).await;
            }
            assert!(self.more().await, "closed after {:?}", String::from_utf8_lossy(&self.received));
        }
    }

    async fn head(&mut self) -> String {
        self.until("\r\n\r\n").await.replace("\r\n", "\n")
    }

    async fn take(&mut self, length: usize) -> String {
        while self.received.len() < length {
            assert!(self.more().await, "closed after {:?}", String::from_utf8_lossy(&self.received));
        }
        let rest = self.received.split_off(length);
        String::from_utf8_lossy(&std::mem::replace(&mut self.received, rest)).into_owned()
    }

    async fn more(&mut self) -> bool {
        let mut buffer = [0; 8192];
        match tokio::time::timeout(PATIENCE, self.stream.read(&mut buffer)).await {
            Ok(Ok(count)) => {
                self.received.extend_from_slice(&buffer[..count]);
                count > 0
            }
            // A reset is an end too.
            Ok(Err(_)) => false,
            Err(_) => panic!("the server is silent after {:?}", String::from_utf8_lossy(&self.received)),
        }
    }
}
