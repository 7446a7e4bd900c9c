//! CPU per request, requests per second and latency, with wrk as the driver.
//!
//! All servers run at once, on one core; wrk has another. They are driven one after the other, round robin in many short rounds,
//! so that what else happens on the machine falls on all of them alike.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use crate::Result;
use crate::check::check_one;
use crate::cores::{Cores, on_core};
use crate::cpu;
use crate::process::Running;
use crate::scratch::scratch_file;
use crate::servers::Server;
use crate::stats::Samples;
use crate::table::{Row, Table};
use crate::workload::{Exchange, Expected, Workload};
use crate::wrk::{self, Report};

/// Requests under way when wrk stops cost time but are not counted. Large ones are few in a round, so few may be under way.
const CONNECTIONS_FOR_LARGE: usize = 8;

/// In this time a server ends what it has begun when wrk stops.
const BETWEEN_ROUNDS: Duration = Duration::from_millis(50);

/// How to drive.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub rounds: usize,
    /// The length of a round.
    pub seconds: usize,
    pub connections: usize,
    pub cores: Cores,
}

/// Drives each server with each workload.
pub fn measure(servers: &[Server], workloads: &[&Workload], options: &Options) -> Result<Vec<Table>> {
    let mut measured = Vec::new();
    for workload in workloads {
        measured.push((workload.title, workload.named(measure_one(servers, workload, options))?));
    }
    let rows = |figure: fn(&Figures) -> f64| -> Vec<Row> {
        measured.iter().map(|(title, figures)| (*title, figures.iter().map(figure).collect())).collect()
    };
    let cpu = "User and system time of the server, in µs.";
    Ok(vec![
        Table::with_ratios("CPU per request, least of the rounds", cpu, servers, &rows(|all| all.cpu_us.least())),
        Table::with_ratios("CPU per request, median of the rounds", cpu, servers, &rows(|all| all.cpu_us.median())),
        Table::plain(
            "Spread of CPU per request",
            "How far the middle half of the rounds lies apart, in percent of the median.",
            servers,
            &rows(|all| all.cpu_us.spread_percent()),
        ),
        Table::with_ratios(
            "Requests per second",
            "Median of the rounds.",
            servers,
            &rows(|all| all.per_second.median()),
        ),
        Table::with_ratios("Latency, p50", "Median of the rounds, in µs.", servers, &rows(|all| all.p50_us.median())),
        Table::with_ratios("Latency, p99", "Median of the rounds, in µs.", servers, &rows(|all| all.p99_us.median())),
    ]
    .into_iter()
    .map(Table::with_rows_to_come)
    .collect())
}

/// One server under one workload, a sample for each round.
#[derive(Default)]
struct Figures {
    cpu_us: Samples,
    per_second: Samples,
    p50_us: Samples,
    p99_us: Samples,
}

fn measure_one(servers: &[Server], workload: &Workload, options: &Options) -> Result<Vec<Figures>> {
    let start = |server| Driven::start(server, workload, options);
    let mut all = servers.iter().map(start).collect::<Result<Vec<Driven>>>()?;
    for driven in &mut all {
        driven.round(options)?;
    }
    let mut figures: Vec<Figures> = servers.iter().map(|_| Figures::default()).collect();
    for round in 0..options.rounds {
        // To and fro, so that none is always driven after the same one.
        let mut turns: Vec<_> = all.iter_mut().zip(&mut figures).collect();
        if round % 2 == 1 {
            turns.reverse();
        }
        for (driven, figures) in turns {
            driven.round(options)?.add_to(figures);
        }
    }
    for (driven, figures) in all.iter_mut().zip(&figures) {
        check_one(&mut driven.running, workload)?;
        let cpu = &figures.cpu_us;
        eprintln!(
            "load: {}: {}: {:.2} µs, median {:.2}",
            workload.name,
            driven.running.name,
            cpu.least(),
            cpu.median()
        );
    }
    Ok(figures)
}

/// A server that is driven.
struct Driven {
    running: Running,
    script: PathBuf,
    connections: usize,
    expected: Answers,
}

/// What the answers to a workload have in common.
struct Answers {
    are_refusals: bool,
    mean_bytes: f64,
}

/// One round of one server.
struct Round {
    cpu: Duration,
    report: Report,
}

impl Driven {
    fn start(server: &Server, workload: &Workload, options: &Options) -> Result<Self> {
        let mut running = on_core(options.cores.server, || Running::start(&server.name, server.command()))?;
        let exchanges = (workload.exchanges)(&server.name);
        let script = scratch_file(&format!("{}-{}.lua", server.name, workload.name))?;
        std::fs::write(&script, wrk::script(&exchanges))?;
        let connections = if exchanges.iter().any(Exchange::is_large) {
            options.connections.min(CONNECTIONS_FOR_LARGE)
        } else {
            options.connections
        };
        let are_refusals = exchanges.iter().all(|exchange| matches!(exchange.expected, Expected::Refused { .. }));
        let mean_bytes = check_one(&mut running, workload)?;
        Ok(Self { running, script, connections, expected: Answers { are_refusals, mean_bytes } })
    }

    fn round(&mut self, options: &Options) -> Result<Round> {
        let pid = self.running.pid();
        let round = self.running.watch(|port| {
            let before = cpu::time_of(pid)?;
            let drive = || wrk::run(&self.script, port, self.connections, options.seconds);
            let report = on_core(options.cores.client, drive)?;
            let cpu = cpu::time_of(pid)? - before;
            self.expected.check(&report, self.connections)?;
            Ok(Round { cpu, report })
        })?;
        self.running.ensure_alive()?;
        sleep(BETWEEN_ROUNDS);
        Ok(round)
    }
}

impl Round {
    fn add_to(&self, figures: &mut Figures) {
        let requests = self.report.requests as f64;
        figures.cpu_us.push(self.cpu.as_secs_f64() * 1e6 / requests);
        figures.per_second.push(requests * 1e6 / self.report.duration_us as f64);
        figures.p50_us.push(self.report.p50_us as f64);
        figures.p99_us.push(self.report.p99_us as f64);
    }
}

impl Answers {
    /// Fails if the answers under load are not those that were checked, as far as wrk can tell: by status and by size.
    fn check(&self, report: &Report, connections: usize) -> Result<()> {
        if report.requests == 0 || report.socket_errors > 0 {
            return Err(format!("it does not stand the load: {report:?}").into());
        }
        let status_errors = if self.are_refusals { report.requests } else { 0 };
        if report.status_errors != status_errors {
            return Err(format!("{status_errors} answers should have had an error's status: {report:?}").into());
        }
        // Of those under way at the end, some have been read in part, and those that take turns do not end together.
        let tolerance = self.mean_bytes * (2 * connections + 8) as f64;
        let expected = self.mean_bytes * report.requests as f64;
        if (report.bytes as f64 - expected).abs() > tolerance {
            return Err(format!("the answers should have had {expected:.0} bytes: {report:?}").into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_answers_under_load_are_noticed() {
        let good = Report { requests: 1000, bytes: 100_100, ..Report::default() };
        let fails = |are_refusals, report| Answers { are_refusals, mean_bytes: 100.0 }.check(&report, 8).is_err();
        assert!(!fails(false, good));
        assert!(!fails(true, Report { status_errors: 1000, ..good }));
        for report in [
            Report { requests: 0, bytes: 0, ..good },
            Report { socket_errors: 1, ..good },
            Report { status_errors: 1, ..good },
            Report { bytes: 110_000, ..good },
            Report { bytes: 90_000, ..good },
        ] {
            assert!(fails(false, report), "{report:?}");
        }
        assert!(fails(true, good));
        assert!(fails(true, Report { status_errors: 999, ..good }));
    }
}
