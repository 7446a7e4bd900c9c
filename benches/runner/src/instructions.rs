//! Instructions and mallocs per request, counted by callgrind.
//!
//! A server answers requests one after the other on a few connections: some to warm up, then few, then many. What few and many
//! cost apart from the requests is the same, so the difference is that of the requests.

use std::path::PathBuf;

use crate::Result;
use crate::callgrind::{self, Counts};
use crate::check::check_one;
use crate::client::{Connection, request_bytes};
use crate::process::Running;
use crate::scratch::scratch_file;
use crate::servers::Server;
use crate::table::Table;
use crate::workload::{Exchange, Workload};

const CONNECTIONS: usize = 4;

/// All counts of requests are multiples of this, so that those that take turns are equally often among them.
const STEP: usize = 8;

/// Counts for each server and workload; `requests` is the difference between few and many.
pub fn measure(servers: &[Server], workloads: &[&Workload], requests: usize) -> Result<Vec<Table>> {
    let mut instructions = Vec::new();
    let mut mallocs = Vec::new();
    for workload in workloads {
        let mut counted = Vec::new();
        for server in servers {
            let cost = workload.named(cost_of_one(server, workload, requests))?;
            eprintln!("instructions: {}: {}: {:.0}, {:.1} mallocs", workload.name, server.name, cost.0, cost.1);
            counted.push(cost);
        }
        let (counts, calls) = counted.into_iter().unzip();
        instructions.push((workload.title, counts));
        mallocs.push((workload.title, calls));
    }
    let instructions = Table::with_ratios(
        "Instructions per request",
        "In user space, as callgrind counts them.",
        servers,
        &instructions,
    );
    let mallocs = Table::with_ratios(
        "Mallocs per request",
        "Calls of `malloc`, `calloc`, `realloc` and their aligned kin.",
        servers,
        &mallocs,
    );
    Ok(vec![instructions.with_rows_to_come(), mallocs.with_rows_to_come()])
}

/// Instructions and mallocs of one request.
fn cost_of_one(server: &Server, workload: &Workload, requests: usize) -> Result<(f64, f64)> {
    let mut profiled = Profiled::start(server, workload)?;
    // Large bodies take long here, and so many instructions that a few of them tell as much.
    let is_large = profiled.exchanges.iter().any(|(exchange, _)| exchange.is_large());
    let more = if is_large { requests / 50 } else { requests }.next_multiple_of(STEP);
    let few = (more / 4).next_multiple_of(STEP);

    let warm_up = profiled.count(few)?;
    if warm_up.mallocs == 0 {
        return Err(format!("{}: its allocator is not glibc's, whose calls are counted", server.name).into());
    }
    let least = profiled.count(few)?;
    let most = profiled.count(few + more)?;
    let of_one = |least: u64, most: u64| (most as f64 - least as f64) / more as f64;
    Ok((of_one(least.instructions, most.instructions), of_one(least.mallocs, most.mallocs)))
}

/// A server under callgrind, and what it is asked.
struct Profiled {
    running: Running,
    /// Requests as they are sent, beside what they were made of.
    exchanges: Vec<(Exchange, Vec<u8>)>,
    connections: Vec<Connection>,
    file: PathBuf,
    dumps: usize,
}

impl Profiled {
    fn start(server: &Server, workload: &Workload) -> Result<Self> {
        let file = scratch_file(&format!("callgrind-{}-{}", server.name, workload.name))?;
        let mut running = Running::start(&server.name, callgrind::under_callgrind(&server.program, &file))?;
        check_one(&mut running, workload)?;
        let with_bytes = |exchange| {
            let bytes = request_bytes(&exchange, running.port);
            (exchange, bytes)
        };
        let exchanges = (workload.exchanges)(&server.name).into_iter().map(with_bytes).collect();
        let connections = (0..CONNECTIONS).map(|_| Connection::open(running.port)).collect::<Result<_>>()?;
        Ok(Self { running, exchanges, connections, file, dumps: 0 })
    }

    /// Sends so many requests, and returns what was counted since the last time.
    fn count(&mut self, requests: usize) -> Result<Counts> {
        let pid = self.running.pid();
        self.running.watch(|_| {
            for at in 0..requests {
                let (exchange, bytes) = &self.exchanges[at % self.exchanges.len()];
                let answer = self.connections[at % CONNECTIONS].exchange(bytes)?;
                exchange.check_status(answer.status)?;
            }
            callgrind::dump(pid, &self.file)
        })?;
        self.dumps += 1;
        callgrind::read(&self.file.with_added_extension(self.dumps.to_string()))
    }
}
