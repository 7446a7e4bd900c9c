//! Listening sockets, and the one loop that accepts from all of them.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use listenfd::ListenFd;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket, TcpStream, ToSocketAddrs};
use tracing::{debug, error};

/// What was handed to the process, from when it was looked for until a server takes it.
static HANDED_OVER: Mutex<Option<io::Result<Vec<std::net::TcpListener>>>> = Mutex::new(None);

/// Looks for sockets that were handed over, before there are other threads: who looks takes `LISTEN_FDS` out of the environment, which
/// others may be reading then.
pub(crate) fn look_for_handed_over() {
    let found = handed_over();
    HANDED_OVER.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(found);
}

fn take_handed_over() -> io::Result<Vec<std::net::TcpListener>> {
    look_for_handed_over();
    let mut handed = HANDED_OVER.lock().unwrap_or_else(PoisonError::into_inner);
    handed.replace(Ok(Vec::new())).unwrap_or_else(|| Ok(Vec::new()))
}

fn handed_over() -> io::Result<Vec<std::net::TcpListener>> {
    let mut sockets = Vec::new();
    if std::env::var_os("LISTEN_FDS").is_none() {
        return Ok(sockets);
    }
    let mut handed = ListenFd::from_env();
    for index in 0..handed.len() {
        let socket = handed.take_tcp_listener(index).map_err(|error| {
            let text = format!("a socket was handed over (LISTEN_FDS) that cannot be served: {error}");
            io::Error::new(error.kind(), text)
        })?;
        sockets.extend(socket);
    }
    Ok(sockets)
}

/// The addresses that a name has, once it is awaited.
pub(crate) type Resolving<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>>;

/// The addresses of `name`, in the order to try them. Apart from [`Listeners::bind`]: it is generic.
pub(crate) async fn resolved(name: impl ToSocketAddrs) -> io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host(name).await?.collect())
}

/// The sockets a server listens on: one or several, bound here or handed in.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    sockets: Vec<(TcpListener, SocketAddr)>,
    /// Where the next look begins, so that a busy socket does not starve the others.
    next: usize,
}

impl Listeners {
    /// The TCP sockets that whoever started the process has handed to it; none, unless `LISTEN_FDS` says so.
    ///
    /// This is the protocol of systemd's socket activation (`sd_listen_fds(3)`): `LISTEN_FDS` has their number, the first is file
    /// descriptor 3, and `LISTEN_PID`, where it is set, names the process that they are for. It works once in a process.
    ///
    /// # Errors
    ///
    /// When what was handed over is no listening TCP socket.
    pub(crate) fn inherited() -> io::Result<Self> {
        let mut listeners = Self::default();
        for socket in take_handed_over()? {
            listeners.push_std(socket)?;
        }
        Ok(listeners)
    }

    /// Whether there is no socket.
    pub(crate) const fn is_empty(&self) -> bool {
        self.sockets.is_empty()
    }

    /// Binds one more address, the first one of these that works. Port 0 takes a free one: see
    /// [`local_addrs`](Self::local_addrs).
    ///
    /// # Errors
    ///
    /// When none of them can be bound: it names the one tried last.
    pub(crate) fn bind(&mut self, addresses: Vec<SocketAddr>, backlog: u32) -> io::Result<()> {
        let mut failure = None;
        for address in addresses {
            match listen(address, backlog) {
                Ok(socket) => return self.push(socket),
                Err(error) => {
                    failure = Some(io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")));
                }
            }
        }
        Err(failure.unwrap_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the name has no address")))
    }

    /// Takes a listener of the standard library, one inherited from another process for example.
    ///
    /// # Errors
    ///
    /// When the socket is no listening TCP socket any more.
    pub(crate) fn push_std(&mut self, socket: std::net::TcpListener) -> io::Result<()> {
        if !SockRef::from(&socket).is_listener()? {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the socket does not listen"));
        }
        socket.set_nonblocking(true)?;
        self.push(TcpListener::from_std(socket)?)
    }

    /// Takes a listener of tokio.
    ///
    /// # Errors
    ///
    /// When the socket has no address.
    pub(crate) fn push(&mut self, socket: TcpListener) -> io::Result<()> {
        let address = socket.local_addr()?;
        self.sockets.push((socket, address));
        Ok(())
    }

    /// The addresses in the order they were added, with real port numbers.
    pub(crate) fn local_addrs(&self) -> Vec<SocketAddr> {
        self.sockets.iter().map(|(_, address)| *address).collect()
    }

    /// The next connection of any socket. Errors do not come out: those of a single connection are passed over, and when
    /// the system has run out of something, accepting pauses for a while.
    pub(super) async fn accept(&mut self) -> Accepted {
        let mut pause = FIRST_PAUSE;
        loop {
            match std::future::poll_fn(|cx| self.poll_accept(cx)).await {
                Ok(accepted) => return accepted,
                Err(error) if concerns_one_connection(&error) => {
                    debug!(%error, "a connection was lost before it was accepted")
                }
                Err(error) => {
                    error!(%error, "cannot accept connections; trying again in {pause:?}");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Closes the sockets, after taking out of their queues what had connected already: to those clients the server was
    /// still there.
    pub(super) fn close(self) -> impl Iterator<Item = Accepted> {
        self.sockets.into_iter().flat_map(|(socket, address)| {
            // Asked of the system directly: tokio may not have heard of the newest connections yet.
            let socket = socket.into_std().ok();
            std::iter::from_fn(move || {
                loop {
                    match socket.as_ref()?.accept() {
                        Ok((stream, peer)) => return Accepted::from_std(stream, peer, address).ok(),
                        Err(error) if concerns_one_connection(&error) => {}
                        Err(_) => return None,
                    }
                }
            })
        })
    }

    fn poll_accept(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Accepted>> {
        let count = self.sockets.len();
        for step in 0..count {
            let index = (self.next + step) % count;
            let (socket, local) = &self.sockets[index];
            if let Poll::Ready(result) = socket.poll_accept(cx) {
                self.next = index + 1;
                return Poll::Ready(result.map(|(stream, peer)| Accepted::new(stream, peer, *local)));
            }
        }
        Poll::Pending
    }
}

/// An accepted connection.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) stream: TcpStream,
    pub(super) client_addr: SocketAddr,
    pub(super) server_addr: SocketAddr,
}

impl Accepted {
    fn from_std(stream: std::net::TcpStream, client_addr: SocketAddr, listener_addr: SocketAddr) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        Ok(Self::new(TcpStream::from_std(stream)?, client_addr, listener_addr))
    }

    fn new(stream: TcpStream, client_addr: SocketAddr, listener_addr: SocketAddr) -> Self {
        // Answers are written whole; waiting to fill a packet only delays them. A socket that is gone already will say so.
        let _ = stream.set_nodelay(true);
        // More telling than the listener's address, which may be a wildcard.
        let server_addr = stream.local_addr().unwrap_or(listener_addr);
        Self { stream, client_addr, server_addr }
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

fn listen(address: SocketAddr, backlog: u32) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // On Unix a restart must not wait for old connections to time out; elsewhere the option lets programs steal the port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(backlog)
}

/// Errors that `accept(2)` passes on from the connection it was about to return. Anything else, too many open files first
/// of all, would come again at once: to retry without a pause would be a busy loop.
fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::*;
    matches!(
        error.kind(),
        ConnectionAborted
            | ConnectionReset
            | ConnectionRefused
            | Interrupted
            | TimedOut
            | HostUnreachable
            | NetworkUnreachable
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Several addresses, port 0 becomes a real one.
    #[tokio::test]
    async fn binds_several_addresses() {
        let mut listeners = Listeners::default();
        listeners.bind(resolved("127.0.0.1:0").await.unwrap(), 16).unwrap();
        listeners.push_std(std::net::TcpListener::bind("127.0.0.1:0").unwrap()).unwrap();
        let addresses = listeners.local_addrs();
        assert_eq!(addresses.len(), 2);
        assert!(addresses.iter().all(|address| address.port() != 0));
        assert_ne!(addresses[0], addresses[1]);

        for address in addresses {
            let client = TcpStream::connect(address).await.unwrap();
            let accepted = listeners.accept().await;
            assert_eq!(accepted.client_addr, client.local_addr().unwrap());
            assert_eq!(accepted.server_addr, address);
            assert!(accepted.stream.nodelay().unwrap());
        }
        let late = TcpStream::connect(listeners.local_addrs()[0]).await.unwrap();
        let rest: Vec<_> = listeners.close().collect();
        assert_eq!(rest.len(), 1);
        assert_eq!(rest[0].client_addr, late.local_addr().unwrap());
    }

    #[tokio::test]
    async fn a_taken_address_is_an_error() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error = Listeners::default().bind(vec![address], 16).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(error.to_string().contains(&address.to_string()), "{error}");
    }

    #[test]
    fn running_out_of_files_is_no_fault_of_the_connection() {
        assert!(!concerns_one_connection(&io::Error::from_raw_os_error(24)));
        assert!(concerns_one_connection(&io::ErrorKind::ConnectionAborted.into()));
    }
}
