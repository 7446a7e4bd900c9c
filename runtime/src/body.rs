//! The body of a message, in either direction: nothing, bytes at hand, what arrives from the wire, or a stream.
//!
//! Buffered answers are the common case, so they cost no allocation and know their length.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use crate::serve::RequestBody;

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

type BoxedBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

/// The body of a request or a response.
#[derive(Default)]
pub struct Body {
    kind: Kind,
}

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Full(Bytes),
    Incoming(RequestBody),
    Stream(BoxedBody),
}

impl Body {
    /// A body of no bytes.
    pub const fn empty() -> Self {
        Self { kind: Kind::Empty }
    }

    /// Any other body, boxed: one allocation.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        use http_body_util::BodyExt;
        Self { kind: Kind::Stream(Box::pin(body.map_err(Into::into))) }
    }

    /// The same body, which fails once more than `limit_bytes` of it have been read.
    pub(crate) fn limited(self, limit_bytes: u64) -> Self {
        let limit = usize::try_from(limit_bytes).unwrap_or(usize::MAX);
        Self::new(http_body_util::Limited::new(self, limit))
    }

    pub(crate) fn incoming(body: RequestBody) -> Self {
        use http_body::Body as _;
        if body.is_end_stream() { Self::empty() } else { Self { kind: Kind::Incoming(body) } }
    }

    /// The bytes, if they are at hand already and need no reading.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Empty => Some(&[]),
            Kind::Full(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooLarge`] as soon as it is known that more than `limit_bytes` would come: at once where the declared
    /// length says so, else on the first byte too many. [`ReadError::Broken`] when the connection fails or the framing is wrong.
    pub async fn read(self, limit_bytes: u64) -> Result<Bytes, ReadError> {
        use http_body::Body as _;
        if self.size_hint().lower() > limit_bytes {
            return Err(ReadError::TooLarge { limit_bytes });
        }
        match self.kind {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Full(bytes) => Ok(bytes),
            _ => self.read_frames(limit_bytes).await,
        }
    }

    async fn read_frames(mut self, limit_bytes: u64) -> Result<Bytes, ReadError> {
        let Some(first) = self.next_data(limit_bytes, 0).await? else {
            return Ok(Bytes::new());
        };
        // Most bodies come in one piece: hand it on as it is.
        if http_body::Body::is_end_stream(&self) {
            return Ok(first);
        }
        let Some(second) = self.next_data(limit_bytes, first.len()).await? else {
            return Ok(first);
        };
        let mut all = BytesMut::with_capacity(first.len() + second.len());
        all.extend_from_slice(&first);
        all.extend_from_slice(&second);
        while let Some(data) = self.next_data(limit_bytes, all.len()).await? {
            all.extend_from_slice(&data);
        }
        Ok(all.freeze())
    }

    async fn next_data(&mut self, limit_bytes: u64, so_far: usize) -> Result<Option<Bytes>, ReadError> {
        use http_body_util::BodyExt;
        while let Some(frame) = self.frame().await {
            let frame = frame.map_err(ReadError::Broken)?;
            let Ok(data) = frame.into_data() else { continue };
            if so_far as u64 + data.len() as u64 > limit_bytes {
                return Err(ReadError::TooLarge { limit_bytes });
            }
            if !data.is_empty() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }
}

/// Why a body could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// It is longer than allowed.
    TooLarge {
        /// The most bytes that were allowed.
        limit_bytes: u64,
    },
    /// The client left, or sent something that is no HTTP.
    Broken(BoxError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit_bytes } => write!(f, "the body is longer than {limit_bytes} bytes"),
            Self::Broken(_) => f.write_str("the body could not be read to its end"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLarge { .. } => None,
            Self::Broken(error) => Some(error.as_ref()),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let kind = &mut self.get_mut().kind;
        match kind {
            Kind::Empty => Poll::Ready(None),
            Kind::Full(bytes) => {
                let bytes = std::mem::take(bytes);
                *kind = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Kind::Incoming(body) => Pin::new(body).poll_frame(cx).map_err(Into::into),
            Kind::Stream(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Empty => true,
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Incoming(body) => body.is_end_stream(),
            Kind::Stream(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Incoming(body) => body.size_hint(),
            Kind::Stream(body) => body.size_hint(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Full(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Incoming(_) => f.write_str("Body(incoming)"),
            Kind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { kind: Kind::Full(bytes) }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Self::empty()
    }
}
