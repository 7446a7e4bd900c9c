//! `cargo cepa dev` for real: sources change while clients ask, and none of them is refused.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::support::Package;

/// Longer than any build.
const PATIENCE: Duration = Duration::from_secs(300);

/// One request on a connection of its own; the answer's last line.
fn ask(addr: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /notes/1 HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.starts_with("HTTP/1.1 ") {
        true => Ok(answer.rsplit("\r\n").next().unwrap_or_default().to_owned()),
        false => Err(io::Error::other(format!("no whole answer: {answer:?}"))),
    }
}

/// Asks until the answer has the text.
#[track_caller]
fn until_answered(addr: SocketAddr, text: &str) {
    let begun = Instant::now();
    loop {
        let answer = ask(addr).expect("an answer");
        if answer.contains(text) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{text} does not come: {answer}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Ends it, however the test ends.
struct Dev {
    child: Child,
    said: Receiver<String>,
}

impl Dev {
    fn start(package: &Package, addr: SocketAddr) -> Self {
        let mut command = package.cepa(&["dev", "--listen", &addr.to_string()]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
        let (lines, said) = channel();
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        Self { child, said }
    }

    #[track_caller]
    fn until_said(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.said.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            if line.contains(text) {
                return;
            }
        }
        panic!("it does not say {text}");
    }

    /// SIGTERM, as `kill` sends it.
    fn end(&mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn no_connection_is_refused_while_the_program_changes() {
    let package = Package::new("chives");
    // A port that was free a moment ago.
    let addr = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    let mut dev = Dev::start(&package, addr);
    let begun = Instant::now();
    while TcpStream::connect(addr).is_err() {
        assert!(begun.elapsed() < PATIENCE, "it does not listen");
        thread::sleep(Duration::from_millis(5));
    }
    // From here on the socket is there: the first build has hardly begun.
    let (stop, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    while !stop.load(Relaxed) {
                        ask(addr)?;
                        answered.fetch_add(1, Relaxed);
                    }
                    io::Result::Ok(())
                })
            })
            .collect();
        until_answered(addr, "no note has this number");
        for (old, new) in [("no note has this number", "a second text"), ("a second text", "a third text")] {
            package.edit(old, new);
            until_answered(addr, new);
        }
        // A build that fails changes nothing for clients, and the errors are told.
        package.edit("fn app()", "fn app(:");
        dev.until_said("the build failed, and the program goes on as it is");
        assert!(ask(addr).expect("an answer").contains("a third text"));
        package.edit("fn app(:", "fn app()");
        package.edit("a third text", "a fourth text");
        until_answered(addr, "a fourth text");
        stop.store(true, Relaxed);
        for client in clients {
            client.join().expect("a client").expect("no connection is refused, and each is answered");
        }
    });
    assert!(answered.load(Relaxed) > 100, "{answered:?}");
    assert_eq!(dev.end(), Some(0));
    assert!(TcpStream::connect(addr).is_err(), "program and socket are gone");
}
