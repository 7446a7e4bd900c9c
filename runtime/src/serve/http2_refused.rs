//! HTTP/2 connections in a server that is built without HTTP/2: each is told so, and closed.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::ready;

use hyper_util::rt::TokioIo;
use tokio::io::AsyncWrite;
use tracing::debug;

use super::HttpService;
use super::activity::Activity;
use super::connection::{Shared, Shares, drive};
use super::limits::ServeOptions;
use super::wire::{Transport, Version, Wire};

/// An empty SETTINGS frame, which a server begins with, and a GOAWAY frame with the error HTTP_1_1_REQUIRED (RFC 9113,
/// sections 3.4, 6.8 and 7).
const REFUSAL: &[u8] = b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x0d";

/// What refuses them.
pub(super) struct Http2;

impl Http2 {
    pub(super) fn new(_: &ServeOptions) -> Self {
        Self
    }

    pub(super) async fn serve<T, S>(
        &self,
        io: TokioIo<Wire<T>>,
        _: Arc<Shares<S>>,
        activity: &Activity,
        server: &Shared<S>,
    ) -> hyper::Result<()>
    where
        T: Transport,
        S: HttpService,
    {
        let refused = async {
            if let Err(error) = refuse(io.into_inner()).await {
                debug!(%error, "an HTTP/2 connection was not told that it is refused");
            }
            Ok(())
        };
        // Within the limits of every connection: it may be a client that reads nothing.
        drive(refused, |_| (), Version::Http2, activity, server).await
    }
}

async fn refuse(mut wire: impl AsyncWrite + Unpin) -> io::Result<()> {
    let mut rest = REFUSAL;
    poll_fn(|cx| {
        while !rest.is_empty() {
            let written = ready!(Pin::new(&mut wire).poll_write(cx, rest))?;
            rest = rest.get(written..).unwrap_or_default();
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into()).into();
            }
        }
        Pin::new(&mut wire).poll_shutdown(cx)
    })
    .await
}
