//! The runtimes of `#[cepa::main]` and `#[cepa::test]`.

use std::future::Future;

/// Runs `main` on a runtime with a thread per core.
///
/// # Panics
///
/// Where the system gives no threads: there is nothing to run on then.
#[allow(clippy::expect_used, reason = "nothing runs yet that could be lost")]
pub fn run_main<T>(main: impl Future<Output = T>) -> T {
    crate::serve::look_for_handed_over();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime").block_on(main)
}

/// Runs a test on a runtime of its own, on the test's thread.
///
/// # Panics
///
/// Where the system gives no resources for a runtime.
#[allow(clippy::expect_used, reason = "a test that cannot run fails")]
pub fn run_test<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test)
}
