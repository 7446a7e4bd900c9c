//! The table of what a server takes up: memory of idle connections, size of the program, time to start.

use crate::Result;
use crate::cores::Cores;
use crate::servers::Server;
use crate::table::Table;
use crate::workload::Workload;
use crate::{idle, size, startup};

/// How much of it to look at.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub idle_connections: usize,
    pub starts: usize,
    pub cores: Cores,
}

/// Measures all of it, asking for one workload.
pub fn measure(servers: &[Server], workload: &Workload, options: &Options) -> Result<Table> {
    let mut idle_kib = Vec::new();
    let mut program_mib = Vec::new();
    for server in servers {
        let bytes = idle::bytes_per_connection(server, workload, options.idle_connections)?;
        eprintln!("memory: {}: {bytes:.0} bytes for an idle connection", server.name);
        idle_kib.push(bytes / 1024.0);
        program_mib.push(size::stripped_bytes(server)? as f64 / (1024.0 * 1024.0));
    }
    let starts_ms = startup::times_ms(servers, workload, options.starts, options.cores)?;
    let rows = [
        ("idle connection, KiB", idle_kib),
        ("program, stripped, MiB", program_mib),
        ("start to first byte, least, ms", starts_ms.iter().map(|times| times.least()).collect()),
        ("start to first byte, median, ms", starts_ms.iter().map(|times| times.median()).collect()),
    ];
    let note = "Resident memory of the process for each keep-alive connection that has had one request answered; \
                what the kernel holds for a socket is not in it.";
    Ok(Table::with_ratios("Memory, size, start", note, servers, &rows))
}
