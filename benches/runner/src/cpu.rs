//! The processor time that a process has used.

use std::time::Duration;

use nix::time::clock_getcpuclockid;
use nix::unistd::Pid;

use crate::Result;

/// User and system time of all threads of a process, to the nanosecond; `/proc/<pid>/stat` has it in steps of 10 ms.
pub fn time_of(pid: u32) -> Result<Duration> {
    let clock = clock_getcpuclockid(Pid::from_raw(pid.try_into()?))?;
    Ok(clock.now()?.into())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    /// The clock must tell of work, and of that of other threads too.
    #[test]
    fn counts_all_threads() {
        let before = time_of(std::process::id()).unwrap();
        let work = || {
            let begin = Instant::now();
            while begin.elapsed() < Duration::from_millis(50) {
                std::hint::spin_loop();
            }
        };
        std::thread::spawn(work).join().unwrap();
        let used = time_of(std::process::id()).unwrap() - before;
        // Less than was spun, as others want the core too.
        assert!(used > Duration::from_millis(5), "{used:?}");
    }
}
