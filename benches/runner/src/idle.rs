//! The memory of connections that are open and idle.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::Result;
use crate::client::{Connection, request_bytes};
use crate::process::Running;
use crate::servers::Server;
use crate::workload::Workload;

/// So many connections are opened before the first look, as the first ones have costs that no other has.
const FIRST_CONNECTIONS: usize = 16;

/// Descriptors that the runner and a server need for other things.
const OTHER_DESCRIPTORS: usize = 100;

/// Bytes of resident memory for each of so many keep-alive connections which have had one request answered.
pub fn bytes_per_connection(server: &Server, workload: &Workload, connections: usize) -> Result<f64> {
    raise_descriptor_limit((FIRST_CONNECTIONS + connections + OTHER_DESCRIPTORS) as u64)?;
    let mut running = Running::start(&server.name, server.command())?;
    let pid = running.pid();
    running.watch(|port| {
        let request = request_bytes(&(workload.exchanges)(&server.name)[0], port);
        let answered = || -> Result<Connection> {
            let mut connection = Connection::open(port)?;
            connection.exchange(&request)?;
            Ok(connection)
        };
        let first = (0..FIRST_CONNECTIONS).map(|_| answered()).collect::<Result<Vec<Connection>>>()?;
        let before = resident_bytes(pid)?;
        let more = (0..connections).map(|_| answered()).collect::<Result<Vec<Connection>>>()?;
        let after = resident_bytes(pid)?;
        for connection in first.iter().chain(&more) {
            if !connection.is_idle()? {
                return Err("it closed a connection that should have been kept alive".into());
            }
        }
        Ok((after as f64 - before as f64) / connections as f64)
    })
}

/// Lets this process, and those that it starts, open so many descriptors.
fn raise_descriptor_limit(needed: u64) -> Result<()> {
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    if hard < needed {
        return Err(format!("{needed} descriptors are needed, and {hard} are allowed").into());
    }
    if soft < needed {
        setrlimit(Resource::RLIMIT_NOFILE, needed, hard)?;
    }
    Ok(())
}

fn resident_bytes(pid: u32) -> Result<u64> {
    parse_resident(&std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?)
}

fn parse_resident(rollup: &str) -> Result<u64> {
    let kibibytes = rollup.lines().find_map(|line| line.strip_prefix("Rss:")?.trim().strip_suffix(" kB"));
    Ok(kibibytes.ok_or("no Rss in smaps_rollup")?.parse::<u64>()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_resident_memory() {
        let rollup =
            "55d0-7ffd ---p 00000000 00:00 0    [rollup]\nRss:                1948 kB\nPss:                 345 kB\n";
        assert_eq!(parse_resident(rollup).unwrap(), 1948 * 1024);
        assert!(parse_resident("Pss:    345 kB\n").is_err());
    }
}
