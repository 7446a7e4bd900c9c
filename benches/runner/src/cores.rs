//! Which cores there are, and who runs on which.

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;

use crate::Result;

/// This thread; what it starts runs where it runs itself.
const SELF: Pid = Pid::from_raw(0);

/// A core for the server, and another for what drives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cores {
    pub server: usize,
    pub client: usize,
}

impl Cores {
    /// The chosen ones, or else the first ones that this process may run on.
    pub fn choose(server: Option<usize>, client: Option<usize>) -> Result<Self> {
        let allowed = allowed()?;
        let mut free = allowed.iter().copied().filter(|&core| Some(core) != server && Some(core) != client);
        let mut next = || free.next().ok_or("the server and its driver need a core each");
        let cores = Self { server: server.map_or_else(&mut next, Ok)?, client: client.map_or_else(&mut next, Ok)? };
        if cores.server == cores.client {
            return Err("the server and its driver need a core each".into());
        }
        match [cores.server, cores.client].iter().find(|core| !allowed.contains(core)) {
            Some(core) => Err(format!("core {core} is not among {allowed:?}").into()),
            None => Ok(cores),
        }
    }
}

fn allowed() -> Result<Vec<usize>> {
    let set = sched_getaffinity(SELF)?;
    Ok((0..CpuSet::count()).filter(|&core| set.is_set(core).unwrap_or(false)).collect())
}

/// Does something on one core alone; a process that is started by it stays there.
pub fn on_core<T>(core: usize, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let before = sched_getaffinity(SELF)?;
    let mut one = CpuSet::new();
    one.set(core)?;
    sched_setaffinity(SELF, &one)?;
    let result = work();
    sched_setaffinity(SELF, &before)?;
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_stays_on_its_core_and_leaves_it_after() {
        let before = allowed().unwrap();
        let core = *before.last().unwrap();
        assert_eq!(on_core(core, allowed).unwrap(), [core]);
        assert_eq!(allowed().unwrap(), before);
    }

    #[test]
    fn one_core_is_not_enough_for_both() {
        assert!(Cores::choose(Some(0), Some(0)).is_err());
        assert!(Cores::choose(Some(100_000), None).is_err());
    }
}
