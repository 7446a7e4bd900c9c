//! A connection's socket as hyper gets it: bytes already read come first, and what passes is noted.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;

use super::activity::{Activity, Phase};

/// A byte stream that HTTP can run on.
pub(super) trait Transport: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// Ready when the client has closed its side and nothing of what it sent is unread.
    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()>;

    /// Whether something that the client sent is unread. Asks the system, not what is known of the socket's readiness: that is as old
    /// as the last turn of the event loop.
    fn has_bytes(&self) -> bool;
}

impl Transport for TcpStream {
    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut byte = [0];
        match ready!(self.poll_peek(cx, &mut ReadBuf::new(&mut byte))) {
            // Another request waits already. What is behind it cannot be seen.
            Ok(1..) => Poll::Pending,
            Ok(0) | Err(_) => Poll::Ready(()),
        }
    }

    fn has_bytes(&self) -> bool {
        SockRef::from(self).peek(&mut [MaybeUninit::uninit()]).is_ok_and(|count| count > 0)
    }
}

/// What a client begins an HTTP/2 connection with (RFC 9113 section 3.4).
const HTTP2_PREFACE: &[u8; PREFACE_BYTES] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const PREFACE_BYTES: usize = 24;

/// The first bytes of a connection, read to see which version it speaks.
#[derive(Debug, Default)]
pub(super) struct Opening {
    bytes: [u8; PREFACE_BYTES],
    read: u8,
    /// Of `read`, how many went on to hyper.
    passed_on: u8,
}

/// What the first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

impl Opening {
    /// Reads once. `None` when the bytes so far fit either version.
    ///
    /// # Errors
    ///
    /// Those of the socket; [`io::ErrorKind::UnexpectedEof`] when the client left.
    pub(super) async fn read<T: Transport>(&mut self, stream: &mut T) -> io::Result<Option<Version>> {
        let mut buffer = ReadBuf::new(&mut self.bytes[usize::from(self.read)..]);
        poll_fn(|cx| Pin::new(&mut *stream).poll_read(cx, &mut buffer)).await?;
        if buffer.filled().is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read += buffer.filled().len() as u8;
        let so_far = self.rest();
        Ok(if !HTTP2_PREFACE.starts_with(so_far) {
            Some(Version::Http1)
        } else if so_far.len() == PREFACE_BYTES {
            Some(Version::Http2)
        } else {
            None
        })
    }

    fn has_rest(&self) -> bool {
        self.passed_on < self.read
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[usize::from(self.passed_on)..usize::from(self.read)]
    }

    fn pass_on(&mut self, buffer: &mut ReadBuf<'_>) {
        let count = self.rest().len().min(buffer.remaining());
        buffer.put_slice(&self.rest()[..count]);
        self.passed_on += count as u8;
    }
}

/// A socket that keeps its connection's [`Activity`] up to date, and closes so that the last answer arrives.
#[derive(Debug)]
pub(super) struct Wire<T> {
    stream: T,
    opening: Opening,
    version: Version,
    activity: Arc<Activity>,
    /// hyper knows that the client sends nothing more.
    read_closed: bool,
    /// The connection's place among those allowed; held for as long as the socket is, upgraded or not.
    _permit: OwnedSemaphorePermit,
}

impl<T> Wire<T> {
    pub(super) fn new(
        stream: T,
        (opening, version): (Opening, Version),
        activity: Arc<Activity>,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self { stream, opening, version, activity, read_closed: false, _permit: permit }
    }
}

/// Said once, when the head of a request did not arrive in time (RFC 9110 section 15.5.9).
const REQUEST_TIMEOUT: &[u8] = b"HTTP/1.1 408 Request Timeout\r\n\
    connection: close\r\n\
    content-type: application/problem+json\r\n\
    content-length: 61\r\n\
    \r\n\
    {\"type\":\"about:blank\",\"title\":\"Request Timeout\",\"status\":408}";

/// What a lingering socket reads at a time, only to forget it.
const DISCARD_BYTES: usize = 4 * 1_024;

impl<T: Transport> Wire<T> {
    /// Ends the connection for hyper, which has no answer of its own to a late head. The client may or may not take ours:
    /// only what fits into the socket at once is tried, and nothing when an earlier answer is still stuck there.
    fn poll_head_late(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.activity.blocked.is_set() {
            let _ = Pin::new(&mut self.stream).poll_write(cx, REQUEST_TIMEOUT);
        }
        Poll::Ready(Ok(()))
    }

    /// Reads until the client has closed its side, too. A socket closed with unread bytes sends a reset, which takes the
    /// answer away from a client that was still sending (RFC 9112 section 9.6). The connection's clock bounds it.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut space = [const { MaybeUninit::uninit() }; DISCARD_BYTES];
        loop {
            let mut buffer = ReadBuf::uninit(&mut space);
            let result = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer));
            if result.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(());
            }
            self.activity.discarded.set();
        }
    }

    fn note_write(&self, result: &Poll<io::Result<usize>>) {
        self.activity.blocked.put(result.is_pending());
    }
}

impl<T: Transport> AsyncRead for Wire<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.activity.head_late.is_set() {
            return this.poll_head_late(cx);
        }
        let before = buffer.filled().len();
        let from_opening = this.opening.has_rest();
        if from_opening {
            this.opening.pass_on(buffer);
        }
        // Right after the opening the rest is likely to wait already: one look for it saves hyper from parsing twice.
        match Pin::new(&mut this.stream).poll_read(cx, buffer) {
            Poll::Pending if from_opening => Poll::Ready(Ok(())),
            Poll::Ready(Ok(())) => {
                if buffer.filled().len() == before {
                    this.read_closed = true;
                } else if this.version == Version::Http1 {
                    this.activity.received();
                }
                Poll::Ready(Ok(()))
            }
            other => other,
        }
    }
}

impl<T: Transport> AsyncWrite for Wire<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.note_write(&result);
        result
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        this.note_write(&result);
        result
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper calls this at the end of each turn: the place to find out that whoever waits for an answer has left. An answer that
    /// was there at once is out by now.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let may_leave = this.version == Version::Http1 && !this.read_closed && this.activity.is_answering();
        if may_leave && this.stream.poll_closed(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut this.stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.activity.phase() != Phase::Lingering {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
            if !this.activity.may_have_unread() && !this.stream.has_bytes() {
                return Poll::Ready(Ok(()));
            }
            this.activity.lingering.set();
        }
        this.poll_linger(cx).map(Ok)
    }
}
