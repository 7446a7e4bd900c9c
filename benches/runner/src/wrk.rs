//! Drives a server with wrk: the script it is given, and what it reports.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::workload::Exchange;

/// What one run reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Answers that were read to the end.
    pub requests: u64,
    pub duration_us: u64,
    /// All that was read.
    pub bytes: u64,
    /// Connections that could not be opened, reads and writes that failed, and answers that took too long.
    pub socket_errors: u64,
    /// Answers with a status of 400 and above.
    pub status_errors: u64,
    pub p50_us: u64,
    pub p99_us: u64,
}

/// Runs wrk with a script, on one thread.
pub fn run(script: &Path, port: u16, connections: usize, seconds: usize) -> Result<Report> {
    let output = Command::new("wrk")
        .args(["-t1", &format!("-c{connections}"), &format!("-d{seconds}s"), "-s"])
        .arg(script)
        .arg(format!("http://127.0.0.1:{port}/"))
        .output()
        .map_err(|error| format!("wrk does not start: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("wrk failed: {printed}{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    parse(&printed)
}

/// Prints what is reported as whole numbers: wrk's own text rounds them, each to a unit of its own.
const REPORT: &str = r#"
done = function(summary, latency)
    local errors = summary.errors
    local socket_errors = errors.connect + errors.read + errors.write + errors.timeout
    print(string.format("requests=%d duration_us=%d bytes=%d socket_errors=%d status_errors=%d p50_us=%d p99_us=%d",
        summary.requests, summary.duration, summary.bytes, socket_errors, errors.status,
        latency:percentile(50), latency:percentile(99)))
end
"#;

/// The script that sends these requests by turns.
pub fn script(exchanges: &[Exchange]) -> String {
    let mut script = String::new();
    match exchanges {
        // Without a function `request`, wrk builds the request but once and runs no Lua for each.
        [one] => {
            let _ = writeln!(
                script,
                "wrk.method, wrk.path = {}, {}",
                quoted(one.method.as_bytes()),
                quoted(one.target.as_bytes())
            );
            if let Some(body) = &one.body {
                let _ = writeln!(
                    script,
                    "wrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.body = {}",
                    quoted(body)
                );
            }
        }
        several => script_of_several(several, &mut script),
    }
    script + REPORT
}

fn script_of_several(exchanges: &[Exchange], script: &mut String) {
    script.push_str("local requests, at = {}, 0\ninit = function()\n");
    for exchange in exchanges {
        let (method, target) = (quoted(exchange.method.as_bytes()), quoted(exchange.target.as_bytes()));
        let rest = exchange.body.as_ref().map_or(String::new(), |body| {
            format!(", {{ [\"Content-Type\"] = \"application/json\" }}, {}", quoted(body))
        });
        let _ = writeln!(script, "    requests[#requests + 1] = wrk.format({method}, {target}{rest})");
    }
    script.push_str("end\nrequest = function()\n    at = at % #requests + 1\n    return requests[at]\nend\n");
}

/// A string of Lua.
fn quoted(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 2);
    text.push('"');
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            // Always three digits, as a digit may come next.
            _ => text.push_str(&format!("\\{byte:03}")),
        }
    }
    text.push('"');
    text
}

/// Reads the line that the script prints.
fn parse(printed: &str) -> Result<Report> {
    let line = printed.lines().find(|line| line.starts_with("requests="));
    let line = line.ok_or_else(|| format!("wrk reported nothing: {printed}"))?;
    let figure = |name: &str| -> Result<u64> {
        let value = line.split(' ').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        Ok(value.ok_or_else(|| format!("wrk reported no {name}: {line}"))?.parse()?)
    };
    Ok(Report {
        requests: figure("requests")?,
        duration_us: figure("duration_us")?,
        bytes: figure("bytes")?,
        socket_errors: figure("socket_errors")?,
        status_errors: figure("status_errors")?,
        p50_us: figure("p50_us")?,
        p99_us: figure("p99_us")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "Running 1s test @ http://127.0.0.1:1/\n  1 threads and 64 connections\n\
        requests=51234 duration_us=1001234 bytes=7000000 socket_errors=0 status_errors=3 p50_us=900 p99_us=1800\n";

    #[test]
    fn reads_the_report() {
        let report = Report {
            requests: 51_234,
            duration_us: 1_001_234,
            bytes: 7_000_000,
            socket_errors: 0,
            status_errors: 3,
            p50_us: 900,
            p99_us: 1800,
        };
        assert_eq!(parse(PRINTED).unwrap(), report);
    }

    #[test]
    fn a_report_that_is_missing_or_short_is_an_error() {
        assert!(parse("Running 1s test\n").is_err());
        assert!(parse(PRINTED.split(" p99_us").next().unwrap()).unwrap_err().to_string().contains("no p99_us"));
    }

    #[test]
    fn quotes_what_lua_would_read_otherwise() {
        assert_eq!(quoted("a\"b\\c\n1–".as_bytes()), r#""a\"b\\c\0101\226\128\147""#);
    }
}
