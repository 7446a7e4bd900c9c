//! What a server allows its clients, and how it goes down: every number in one place, each with its unit.

use std::time::Duration;

/// Limits and deadlines of a server. The defaults are meant for a service that anybody may reach.
///
/// ```
/// use std::time::Duration;
///
/// use cepa::serve::ServeOptions;
///
/// let mut options = ServeOptions::default();
/// options.idle_timeout = Duration::from_secs(15);
/// ```
///
/// | field | default | what the client meets |
/// |---|---|---|
/// | `max_connections` | 10,000 | waits in the kernel's queue |
/// | `first_byte_timeout` | 10 s | the connection closes |
/// | `header_read_timeout` | 10 s | 408, closes |
/// | `idle_timeout` | 60 s | closes (`GOAWAY` on HTTP/2) |
/// | `max_head_bytes` | 32 KiB | 431 |
/// | `max_head_fields` | 100 | 431 |
/// | `max_target_bytes` | 8 KiB | 414 |
/// | `http2_max_streams` | 100 | streams beyond are refused |
/// | `http2_max_header_list_bytes` | 16 KiB | 431 |
/// | `shutdown_deadline` | 25 s | what is still open is cut |
///
/// The size of a body is the route's business, not the connection's.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServeOptions {
    /// Connections open at the same time, upgraded ones included. When they are used up, accepting pauses: newcomers wait
    /// in the kernel's queue and are not refused.
    pub max_connections: usize,

    /// Connections that the kernel keeps until they are accepted (`listen(2)`; the system may cap it lower). Counts only
    /// for sockets bound here, not for listeners handed in.
    pub backlog: u32,

    /// From the connection's start to its first byte.
    pub first_byte_timeout: Duration,

    /// From the first byte of a request to the end of its head. HTTP/1 only; on HTTP/2 `idle_timeout` bounds it.
    pub header_read_timeout: Duration,

    /// Between two requests of a connection. It closes after this long at the earliest, and after half as long again at the
    /// latest: to look that seldom costs nothing per request.
    pub idle_timeout: Duration,

    /// Silence from a client whose connection is being closed with part of its request unread. Reading on for a while is
    /// what lets the client see the answer instead of a reset (RFC 9112 section 9.6). At most six times this in all.
    pub linger_timeout: Duration,

    /// Request line and header fields together, HTTP/1, in bytes.
    pub max_head_bytes: usize,

    /// Header fields of a request, HTTP/1.
    pub max_head_fields: usize,

    /// Path and query, in bytes.
    pub max_target_bytes: usize,

    /// Requests at the same time on one HTTP/2 connection; like the others of HTTP/2, for the feature `http2`.
    pub http2_max_streams: u32,

    /// Header fields of an HTTP/2 request, in bytes as RFC 9113 section 6.5.2 counts them.
    pub http2_max_header_list_bytes: u32,

    /// Requests a client may begin and reset before they were taken up, before it counts as an attack (rapid reset).
    pub http2_max_pending_resets: usize,

    /// Resets that a client may provoke by breaking the protocol on a stream, per connection.
    pub http2_max_error_resets: usize,

    /// From the signal to stop until everything unfinished is cut: requests, then background tasks. The default leaves a
    /// margin below the 30 s that Kubernetes gives.
    pub shutdown_deadline: Duration,

    /// How long idle connections stay open after the signal to stop. A request that arrives meanwhile is answered, with
    /// `connection: close`.
    pub shutdown_notice: Duration,

    /// Whether `SIGTERM` and `SIGINT` (Ctrl-C elsewhere) stop the server: the first one gently, the second at once.
    pub signals: bool,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            max_connections: 10_000,
            backlog: 1_024,
            first_byte_timeout: Duration::from_secs(10),
            header_read_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            linger_timeout: Duration::from_secs(5),
            max_head_bytes: 32 * 1_024,
            max_head_fields: HYPER_HEAD_FIELDS,
            max_target_bytes: 8 * 1_024,
            http2_max_streams: 100,
            http2_max_header_list_bytes: 16 * 1_024,
            http2_max_pending_resets: 20,
            http2_max_error_resets: 1_024,
            shutdown_deadline: Duration::from_secs(25),
            shutdown_notice: Duration::from_millis(500),
            signals: true,
        }
    }
}

/// What hyper allows by itself. Naming a number, even this one, makes it fill its table of fields for every request.
pub(super) const HYPER_HEAD_FIELDS: usize = 100;
