//! A generated application at work: its process, and what it answers.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Result;
use crate::generate::App;

const START_TIMEOUT: Duration = Duration::from_secs(20);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// A running application; it ends with this value.
#[derive(Debug)]
pub struct Server {
    process: Child,
    port: u16,
    spawned: Instant,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Server {
    /// Starts the program that a build with this profile left.
    pub fn start(app: &App, profile: &str) -> Result<Self> {
        // Free a moment ago, which is as good as it gets for a server that does not tell its port.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(app.program(profile));
        command.arg(port.to_string()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let spawned = Instant::now();
        Ok(Self { process: command.spawn()?, port, spawned })
    }

    /// From the start of the program to the first byte of its answer to this.
    pub fn time_to_first_byte(&mut self, path: &str) -> Result<Duration> {
        let mut stream = self.connect()?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        stream.read_exact(&mut [0])?;
        Ok(self.spawned.elapsed())
    }

    /// Sends a request, with a JSON body if there is a body.
    pub fn ask(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<Answer> {
        let mut stream = self.connect()?;
        write!(stream, "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n")?;
        match body {
            Some(body) => {
                write!(stream, "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())?
            }
            None => write!(stream, "\r\n")?,
        }
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("an answer without an end of its head")?;
        let status = head.split(' ').nth(1).ok_or("an answer without a status")?.parse()?;
        Ok(Answer { status, body: body.to_owned() })
    }

    /// A connection, as soon as the program listens.
    fn connect(&mut self) -> Result<TcpStream> {
        while self.spawned.elapsed() < START_TIMEOUT {
            if let Ok(stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) {
                stream.set_read_timeout(Some(ANSWER_TIMEOUT))?;
                return Ok(stream);
            }
            if let Some(status) = self.process.try_wait()? {
                return Err(format!("the server has ended: {status}").into());
            }
            sleep(Duration::from_micros(50));
        }
        Err("the server does not listen".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error here means that it has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
