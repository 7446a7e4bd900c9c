//! The number that ties a request's log lines and its problem answer together.

use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// A request's number, unique within a process and, by its random first half, in practice between processes.
///
/// Shown as 24 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId {
    process: u32,
    count: u64,
}

impl RequestId {
    pub(crate) fn next() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        Self { process: process(), count: COUNT.fetch_add(1, Ordering::Relaxed) }
    }
}

/// Random for each process: `RandomState` is seeded by the system.
fn process() -> u32 {
    static PROCESS: OnceLock<u32> = OnceLock::new();
    *PROCESS.get_or_init(|| {
        let hash = std::collections::hash_map::RandomState::new().build_hasher().finish();
        (hash >> 32) as u32
    })
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}{:016x}", self.process, self.count)
    }
}
