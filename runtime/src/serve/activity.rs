//! What a connection is doing, as its socket, its requests and its clock tell each other.
//!
//! The socket notes bytes, the service notes requests, and the clock only looks now and then: nobody asks for the time
//! while requests come and go.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32};

use super::wire::Version;

/// One connection's state. All parts of an HTTP/1 connection share a task, and the streams of an HTTP/2 one only count, so
/// that no order between the fields is needed.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// Requests whose answer is not yet handed over whole.
    in_flight: AtomicU32,
    /// Requests ever begun, wrapping.
    requests: AtomicU32,
    /// One of the `HEAD_` states.
    head: AtomicU8,
    /// The last request has a body, and parts of it may be unread.
    unread_body: AtomicBool,
    /// The client does not take what was written.
    pub(super) blocked: Flag,
    /// The connection is closing and reads on for the client's sake.
    pub(super) lingering: Flag,
    /// Bytes were thrown away since the clock last looked.
    pub(super) discarded: Flag,
    /// Other bytes than HTTP's flow now, or will.
    pub(super) upgraded: Flag,
    /// The client took too long with a request's head.
    pub(super) head_late: Flag,
    /// The body of the request in flight cannot be read to its end. Its client is told so, even if it sends nothing more.
    body_failed: Flag,
}

/// Bytes that come may still belong to the last request's body.
const HEAD_UNCLEAR: u8 = 0;
/// The next byte begins a request.
const HEAD_AWAITED: u8 = 1;
/// A head has begun.
const HEAD_BEGUN: u8 = 2;

/// What the clock has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// A request is in flight, or an answer is still being taken.
    Busy,
    /// The head of a request has arrived in part.
    Head,
    /// Nothing is going on.
    Idle,
    /// The last answer is out; what the client still sends is thrown away.
    Lingering,
}

impl Activity {
    /// A connection whose first bytes are there: on HTTP/1 a request has begun with them.
    pub(super) fn new(version: Version) -> Self {
        let head = if version == Version::Http1 { HEAD_BEGUN } else { HEAD_AWAITED };
        Self { head: AtomicU8::new(head), ..Self::default() }
    }

    /// Bytes came from the client of an HTTP/1 connection. On HTTP/2 they say nothing about a head.
    pub(super) fn received(&self) {
        let next = match self.head.load(Relaxed) {
            HEAD_UNCLEAR => HEAD_AWAITED,
            _ => HEAD_BEGUN,
        };
        if self.in_flight.load(Relaxed) == 0 {
            self.head.store(next, Relaxed);
        }
    }

    /// A request goes to the service. Gives its number.
    pub(super) fn begin(&self, has_body: bool) -> u32 {
        self.in_flight.fetch_add(1, Relaxed);
        let number = self.requests.fetch_add(1, Relaxed).wrapping_add(1);
        self.body_failed.put(false);
        self.unread_body.store(has_body, Relaxed);
        self.head.store(if has_body { HEAD_UNCLEAR } else { HEAD_AWAITED }, Relaxed);
        number
    }

    /// The body of this request has been read to its end: the next byte begins a request. Whoever reads a body after the answer
    /// may say so when the next request has begun.
    pub(super) fn body_ended(&self, number: u32) {
        if number == self.requests() {
            self.unread_body.store(false, Relaxed);
            self.head.store(HEAD_AWAITED, Relaxed);
        }
    }

    /// The body of this request is malformed, or the client sends no more of it.
    pub(super) fn body_failed(&self, number: u32) {
        if number == self.requests() {
            self.body_failed.set();
        }
    }

    /// Whether the request has a body that was not read to its end.
    pub(super) fn has_unread_body(&self) -> bool {
        self.unread_body.load(Relaxed)
    }

    /// Its answer is handed over whole, or nobody wants it any more.
    pub(super) fn end(&self) {
        self.in_flight.fetch_sub(1, Relaxed);
    }

    /// Whether somebody waits for an answer on a connection that speaks HTTP.
    pub(super) fn is_answering(&self) -> bool {
        self.in_flight.load(Relaxed) > 0 && !self.upgraded.is_set() && !self.body_failed.is_set()
    }

    pub(super) fn phase(&self) -> Phase {
        if self.lingering.is_set() {
            Phase::Lingering
        } else if self.in_flight.load(Relaxed) > 0 || self.blocked.is_set() {
            Phase::Busy
        } else if self.head.load(Relaxed) == HEAD_BEGUN {
            Phase::Head
        } else {
            Phase::Idle
        }
    }

    /// Differs from its earlier self when a request has begun in between.
    pub(super) fn requests(&self) -> u32 {
        self.requests.load(Relaxed)
    }

    /// The client is sending what nobody will read.
    #[cfg(not(feature = "http2"))]
    pub(super) fn leave_unread(&self) {
        self.unread_body.store(true, Relaxed);
    }

    /// Whether the client may still be sending something that nobody reads: the socket must not be closed under it.
    pub(super) fn may_have_unread(&self) -> bool {
        !self.upgraded.is_set() && (self.unread_body.load(Relaxed) || self.head.load(Relaxed) == HEAD_BEGUN)
    }
}

/// A fact that one part of the connection tells another.
#[derive(Debug, Default)]
pub(super) struct Flag(AtomicBool);

impl Flag {
    pub(super) fn set(&self) {
        self.0.store(true, Relaxed);
    }

    pub(super) fn put(&self, value: bool) {
        // Mostly it is so already; then the cache line stays as it is.
        if self.is_set() != value {
            self.0.store(value, Relaxed);
        }
    }

    /// Whether it was set; it is not any more.
    pub(super) fn take(&self) -> bool {
        self.0.swap(false, Relaxed)
    }

    pub(super) fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_of_a_request_without_body() {
        let activity = Activity::new(Version::Http1);
        assert_eq!(activity.phase(), Phase::Head);
        activity.begin(false);
        assert_eq!(activity.phase(), Phase::Busy);
        activity.end();
        assert_eq!(activity.phase(), Phase::Idle);
        assert!(!activity.may_have_unread());
        activity.received();
        assert_eq!(activity.phase(), Phase::Head);
        assert!(activity.may_have_unread());
    }

    /// What is left of a body is no head that has begun.
    #[test]
    fn the_rest_of_a_body_is_no_head() {
        let activity = Activity::new(Version::Http1);
        activity.begin(true);
        activity.received();
        activity.end();
        activity.received();
        assert_eq!(activity.phase(), Phase::Idle);
        activity.received();
        assert_eq!(activity.phase(), Phase::Head);
    }

    /// A body that was read leaves nothing to wait for.
    #[test]
    fn a_body_ends() {
        let activity = Activity::new(Version::Http1);
        let number = activity.begin(true);
        assert!(activity.has_unread_body());
        activity.body_ended(number);
        activity.end();
        assert!(!activity.may_have_unread());
        activity.received();
        assert_eq!(activity.phase(), Phase::Head);
    }

    /// A body that is read after the answer says nothing of the next request's.
    #[test]
    fn a_body_ends_late() {
        let activity = Activity::new(Version::Http1);
        let number = activity.begin(true);
        activity.end();
        activity.begin(true);
        activity.body_ended(number);
        assert!(activity.has_unread_body());
        activity.body_failed(number);
        assert!(activity.is_answering());
    }

    /// A slow reader of a long answer is not idle.
    #[test]
    fn an_answer_being_taken_is_no_pause() {
        let activity = Activity::new(Version::Http1);
        activity.begin(false);
        activity.blocked.put(true);
        activity.end();
        assert_eq!(activity.phase(), Phase::Busy);
        activity.blocked.put(false);
        assert_eq!(activity.phase(), Phase::Idle);
    }
}
