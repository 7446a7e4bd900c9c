//! The runtimes of `#[cepa::main]` and `#[cepa::test]`.
//!
//! A runtime runs whatever it is given as the one type of future that it is compiled for, here.

use std::future::Future;
use std::pin::{Pin, pin};

use tokio::runtime::{Builder, Runtime};

/// Runs `main` on a runtime with a thread per core.
///
/// # Panics
///
/// Where the system gives no threads: there is nothing to run on then.
pub fn run_main<T>(main: impl Future<Output = T>) -> T {
    run_on(threads, main)
}

/// Runs a test on a runtime of its own, on the test's thread.
///
/// # Panics
///
/// Where the system gives no resources for a runtime.
pub fn run_test<T>(test: impl Future<Output = T>) -> T {
    run_on(this_thread, test)
}

#[allow(clippy::expect_used, reason = "nothing runs yet that could be lost")]
fn threads() -> Runtime {
    crate::serve::look_for_handed_over();
    Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

#[allow(clippy::expect_used, reason = "a test that cannot run fails")]
fn this_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[allow(clippy::expect_used, reason = "a runtime that has run the future to its end has its output")]
fn run_on<T>(runtime: fn() -> Runtime, future: impl Future<Output = T>) -> T {
    let mut output = None;
    run(runtime, pin!(async { output = Some(future.await) }));
    output.expect("the output")
}

fn run(runtime: fn() -> Runtime, future: Pin<&mut dyn Future<Output = ()>>) {
    runtime().block_on(future);
}
