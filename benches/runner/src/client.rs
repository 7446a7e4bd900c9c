//! A small HTTP/1.1 client, blocking, which reads answers to their end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::Result;
use crate::workload::Exchange;

/// Longer than any server needs, be it slowed down by a profiler.
const PATIENCE: Duration = Duration::from_secs(120);

/// A keep-alive connection.
pub struct Connection(BufReader<TcpStream>);

/// What came back.
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// All that was read, head and framing included.
    pub size_bytes: usize,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The request as bytes, for a server at this port.
pub fn request_bytes(exchange: &Exchange, port: u16) -> Vec<u8> {
    let mut bytes =
        format!("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n", exchange.method, exchange.target).into_bytes();
    if let Some(body) = &exchange.body {
        bytes.extend(format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes());
        bytes.extend(body);
    } else {
        bytes.extend(b"\r\n");
    }
    bytes
}

impl Connection {
    pub fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request, and reads its answer to the end.
    pub fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        self.0.get_mut().write_all(request)?;
        read_answer(&mut self.0)
    }

    /// Sends a request, and waits for the first byte of its answer.
    pub fn first_byte(&mut self, request: &[u8]) -> Result<()> {
        self.0.get_mut().write_all(request)?;
        match self.0.fill_buf()? {
            [] => Err("the server closed the connection instead of an answer".into()),
            _ => Ok(()),
        }
    }

    /// Whether the server has neither closed the connection nor said anything more on it.
    pub fn is_idle(&self) -> Result<bool> {
        let stream = self.0.get_ref();
        stream.set_nonblocking(true)?;
        let silent = stream.peek(&mut [0]).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
        stream.set_nonblocking(false)?;
        Ok(silent && self.0.buffer().is_empty())
    }
}

fn read_answer(from: &mut impl BufRead) -> Result<Answer> {
    let mut size_bytes = 0;
    let status_line = read_line(from, &mut size_bytes)?;
    let status = status_line
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3)?.parse().ok())
        .ok_or_else(|| format!("not the first line of an answer: {status_line:?}"))?;
    let mut answer = Answer { status, headers: Vec::new(), body: Vec::new(), size_bytes };
    loop {
        let line = read_line(from, &mut answer.size_bytes)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| format!("not a header: {line:?}"))?;
        answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if answer.header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        read_chunks(from, &mut answer)?;
    } else {
        let length = answer.header("content-length").ok_or("an answer without a length")?;
        let length = length.parse().map_err(|_| format!("not a length: {length:?}"))?;
        read_exactly(from, length, &mut answer)?;
    }
    Ok(answer)
}

fn read_chunks(from: &mut impl BufRead, answer: &mut Answer) -> Result<()> {
    loop {
        let line = read_line(from, &mut answer.size_bytes)?;
        let length = usize::from_str_radix(&line, 16).map_err(|_| format!("not the length of a chunk: {line:?}"))?;
        read_exactly(from, length, answer)?;
        if !read_line(from, &mut answer.size_bytes)?.is_empty() {
            return Err("a chunk is longer than it says, or has trailers behind it".into());
        }
        if length == 0 {
            return Ok(());
        }
    }
}

fn read_exactly(from: &mut impl BufRead, length: usize, answer: &mut Answer) -> Result<()> {
    let read = from.take(length as u64).read_to_end(&mut answer.body)?;
    answer.size_bytes += read;
    if read < length {
        return Err(format!("the body broke off after {} bytes", answer.body.len()).into());
    }
    Ok(())
}

/// A line without its end.
fn read_line(from: &mut impl BufRead, size_bytes: &mut usize) -> Result<String> {
    let mut line = String::new();
    *size_bytes += from.read_line(&mut line)?;
    let Some(text) = line.strip_suffix("\r\n") else {
        return Err(format!("the connection ended within the line {line:?}").into());
    };
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_by_length_and_leaves_the_rest() {
        let mut bytes = &b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!"[..];
        let answer = read_answer(&mut bytes).unwrap();
        assert_eq!((answer.status, answer.body.as_slice(), answer.size_bytes), (200, &b"hi"[..], 40));
        assert_eq!(bytes, b"!");
    }

    #[test]
    fn reads_chunks() {
        let mut bytes = &b"HTTP/1.1 422 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n"[..];
        assert_eq!(read_answer(&mut bytes).unwrap().body, b"hi!");
        assert!(bytes.is_empty());
    }

    #[test]
    fn says_what_is_broken() {
        for (bytes, fault) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi", "broke off after 2 bytes"),
            ("HTTP/1.1 200 OK\r\n\r\n", "without a length"),
            ("HTTP/1.1 200 OK\r\nContent-", "within the line"),
            ("", "within the line"),
            ("nonsense\r\n", "not the first line"),
        ] {
            let error = read_answer(&mut bytes.as_bytes()).err().unwrap().to_string();
            assert!(error.contains(fault), "{error}");
        }
    }
}
