//! The body of a request as it arrives from its connection.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use super::activity::Activity;

/// What a client sends. Its end is noted, so that the connection need not look for the rest of it.
#[derive(Debug)]
pub(crate) struct RequestBody {
    incoming: Incoming,
    /// Of a connection that carries one request at a time, and the request's number on it; until the body ends.
    activity: Option<(Arc<Activity>, u32)>,
}

impl RequestBody {
    pub(super) fn new(incoming: Incoming, activity: Option<(Arc<Activity>, u32)>) -> Self {
        Self { incoming, activity }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.incoming).poll_frame(cx));
        let has_ended = frame.is_none() || this.incoming.is_end_stream();
        match (&frame, &this.activity) {
            (Some(Err(_)), Some((activity, number))) => activity.body_failed(*number),
            (_, Some((activity, number))) if has_ended => activity.body_ended(*number),
            _ => {}
        }
        if has_ended {
            this.activity = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
