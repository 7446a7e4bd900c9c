//! The program: measures all cases, prints them beside the kept counts, and fails where they are worse.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, thread};

use crate::{Case, Count, Counts, Error, Finding, Machine, Ratio, callgrind, judge, machine};

/// As for all files that a test keeps: `CEPA_BLESS=1` writes it anew.
const BLESS: &str = "CEPA_BLESS";

/// The cases, and what they are held to.
pub struct Suite {
    pub cases: Vec<Case>,
    pub ratios: Vec<Ratio>,
    /// The file of kept counts.
    pub counts: PathBuf,
}

impl Suite {
    /// Does what the program's arguments say:
    ///
    /// - `[--counts FILE] [PREFIX…]` measures the cases whose names begin like this, or all, and holds them to the file;
    /// - `--run CASE` runs a case, for a profiler;
    /// - `--features` prints what the program sees of its processor.
    pub fn main(self) -> ExitCode {
        match self.obey(env::args().skip(1).collect()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        }
    }

    fn obey(mut self, arguments: Vec<String>) -> Result<bool, Error> {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match words[..] {
            ["--features"] => println!("{}", machine::features()),
            ["--run", name] => self.case(name)?.run(),
            ["--counts", file, ref prefixes @ ..] => {
                self.counts = file.into();
                return self.hold(prefixes);
            }
            ref prefixes => return self.hold(prefixes),
        }
        Ok(true)
    }

    fn case(&self, name: &str) -> Result<&Case, Error> {
        self.cases.iter().find(|case| case.name == name).ok_or_else(|| format!("no case is named {name}").into())
    }

    /// Whether the cases that are asked for cost no more than they may.
    fn hold(&self, prefixes: &[&str]) -> Result<bool, Error> {
        if cfg!(debug_assertions) {
            return Err("counts are for release builds: `cargo run --release -p micro`".into());
        }
        let asked = |name: &str| prefixes.is_empty() || prefixes.iter().any(|prefix| name.starts_with(prefix));
        let cases: Vec<&Case> = self.cases.iter().filter(|case| asked(&case.name)).collect();
        if cases.is_empty() {
            return Err(format!("no case begins with {}", prefixes.join(" or ")).into());
        }
        let program = env::current_exe()?;
        let measured = Counts { machine: Machine::this(&program)?, rows: measure(&program, &cases)? };
        let kept = self.kept()?;
        print(kept.as_ref(), &measured);
        let ratios_held = self.hold_ratios(&measured);
        let held = match kept {
            _ if blesses() => self.bless(kept, measured)?,
            Some(mut kept) => {
                kept.rows.retain(|(name, _)| asked(name));
                hold_counts(&kept, &measured)
            }
            None => {
                eprintln!("there are no kept counts; `{BLESS}=1` writes {}", self.counts.display());
                false
            }
        };
        Ok(ratios_held && held)
    }

    /// The counts that are kept, if there is a file of them.
    fn kept(&self) -> Result<Option<Counts>, Error> {
        match fs::read_to_string(&self.counts) {
            Ok(text) => Ok(Some(text.parse().map_err(|error| format!("{}: {error}", self.counts.display()))?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{}: {error}", self.counts.display()).into()),
        }
    }

    fn hold_ratios(&self, measured: &Counts) -> bool {
        let mut held = true;
        for ratio in self.ratios.iter().filter_map(|ratio| ratio.measured(measured)) {
            if ratio.fails() {
                eprintln!("FAILED: {ratio}");
                held = false;
            } else {
                println!("{ratio}");
            }
        }
        held
    }

    /// Writes what was measured, and keeps what was not or has not changed: so the file's difference shows what has.
    fn bless(&self, kept: Option<Counts>, measured: Counts) -> Result<bool, Error> {
        let kept = kept.filter(|kept| kept.machine == measured.machine);
        if kept.is_none() && measured.rows.len() < self.cases.len() && self.counts.exists() {
            return Err("the kept counts are another machine's: all cases have to be counted".into());
        }
        let known = |name: &str| match (kept.as_ref().and_then(|kept| kept.get(name)), measured.get(name)) {
            (Some(kept), Some(measured)) if !measured.is_beyond_spread_of(kept) => Some(kept),
            (kept, measured) => measured.or(kept),
        };
        let rows = self.cases.iter().filter_map(|case| Some((case.name.clone(), known(&case.name)?)));
        let counts = Counts { rows: rows.collect(), machine: measured.machine.clone() };
        fs::write(&self.counts, counts.to_string())?;
        println!("{} is written", self.counts.display());
        Ok(true)
    }
}

fn blesses() -> bool {
    env::var_os(BLESS).is_some_and(|value| !value.is_empty() && value != "0")
}

/// Measures the cases, as many at a time as there are processors.
fn measure(program: &Path, cases: &[&Case]) -> Result<Vec<(String, Count)>, Error> {
    let next = AtomicUsize::new(0);
    let counts = Mutex::new(Vec::new());
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let count = callgrind::measure(program, case);
            counts.lock().expect("no worker panics").push((case.name.clone(), count));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut counts = counts.into_inner().expect("no worker panics");
    counts.sort_by_key(|(name, _)| cases.iter().position(|case| case.name == *name));
    counts.into_iter().map(|(name, count)| Ok((name, count?))).collect()
}

fn print(kept: Option<&Counts>, measured: &Counts) {
    println!("{:<32}{:>14}{:>10}{:>14}{:>10}", "case", "instructions", "mallocs", "kept", "kept");
    for (name, count) in &measured.rows {
        let (instructions, mallocs) = match kept.and_then(|kept| kept.get(name)) {
            Some(kept) => (kept.instructions.to_string(), kept.mallocs()),
            None => ("-".to_owned(), "-".to_owned()),
        };
        println!("{name:<32}{:>14}{:>10}{instructions:>14}{mallocs:>10}", count.instructions, count.mallocs());
    }
}

/// Whether nothing fails. What another machine counts is held to nothing but the names of the cases, and that is said aloud.
fn hold_counts(kept: &Counts, measured: &Counts) -> bool {
    let differences = kept.machine.differences(&measured.machine);
    for difference in &differences {
        println!("SKIPPED: the kept counts are for {difference}");
    }
    let mut findings = judge(kept, measured);
    findings.retain(|finding| differences.is_empty() || finding.is_of_any_machine());
    let (failures, gains): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(Finding::fails);
    for gain in &gains {
        println!("BETTER: {gain}");
    }
    for failure in &failures {
        eprintln!("FAILED: {failure}");
    }
    if !(gains.is_empty() && failures.is_empty()) {
        println!("`{BLESS}=1 .ci/counts` keeps these counts, where they are meant");
    }
    failures.is_empty()
}
