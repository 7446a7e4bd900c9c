//! The time from the start of a server to the first byte of its first answer.

use std::time::Duration;

use crate::Result;
use crate::client::{Connection, request_bytes};
use crate::cores::{Cores, on_core};
use crate::process::Running;
use crate::servers::Server;
use crate::stats::Samples;
use crate::workload::Workload;

const LIMIT: Duration = Duration::from_secs(10);

/// Starts each server so many times, round robin; milliseconds.
pub fn times_ms(servers: &[Server], workload: &Workload, starts: usize, cores: Cores) -> Result<Vec<Samples>> {
    let mut times: Vec<Samples> = servers.iter().map(|_| Samples::default()).collect();
    // The first start reads the program from the disk.
    for server in servers {
        time(server, workload, cores)?;
    }
    for _ in 0..starts {
        for (server, times) in servers.iter().zip(&mut times) {
            times.push(time(server, workload, cores)?.as_secs_f64() * 1e3);
        }
    }
    Ok(times)
}

fn time(server: &Server, workload: &Workload, cores: Cores) -> Result<Duration> {
    let exchange = (workload.exchanges)(&server.name).swap_remove(0);
    let mut running = on_core(cores.server, || Running::spawn(&server.name, server.command()))?;
    let begin = running.started();
    on_core(cores.client, || {
        running.watch(|port| {
            let request = request_bytes(&exchange, port);
            // Without a pause: the runner has a core of its own here.
            let mut connection = loop {
                match Connection::open(port) {
                    Ok(connection) => break connection,
                    Err(error) if begin.elapsed() > LIMIT => return Err(error),
                    Err(_) => {}
                }
            };
            connection.first_byte(&request)?;
            Ok(begin.elapsed())
        })
    })
}
