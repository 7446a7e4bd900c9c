//! Work that outlives the request or belongs to none, and is still waited for when the server stops.

use std::any::Any;
use std::borrow::Cow;
use std::future::{Future, pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, error, warn};

/// Starts background tasks that the server knows of. Cheap to clone.
///
/// At shutdown, once the last request is answered, [`stopping`](Self::stopping) resolves, and the server waits for every
/// task to end, up to its deadline. A task that panics is logged under its name and disturbs nobody.
///
/// ```
/// # use std::time::Duration;
/// # async fn sweep() {}
/// # async fn send_mail() {}
/// # fn start(tasks: &cepa::serve::Tasks) {
/// // A job runs to its end.
/// tasks.spawn("confirmation mail", async move { send_mail().await });
///
/// // A loop looks at `stopping`.
/// tasks.spawn("sweeper", {
///     let tasks = tasks.clone();
///     async move {
///         while tasks.sleep(Duration::from_secs(60)).await {
///             sweep().await;
///         }
///     }
/// });
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    background: TaskTracker,
    /// Handlers that were promised to run to their end.
    requests: TaskTracker,
    stopping: CancellationToken,
    cut: CancellationToken,
}

impl Tasks {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Starts a task. It must end by itself: soon, or when [`stopping`](Self::stopping) resolves; what still runs at the
    /// shutdown deadline is dropped, and logged under `name`.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub fn spawn<F>(&self, name: impl Into<Cow<'static, str>>, task: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let cut = self.cut.clone();
        let name = name.into();
        self.background.spawn(
            async move {
                match caught(until(&cut, task)).await {
                    Ok(Some(())) => {}
                    Ok(None) => {
                        warn!(task = %name, "background task cut off: it did not end before the shutdown deadline")
                    }
                    Err(panic) => error!(task = %name, panic = panic_text(&*panic), "background task panicked"),
                }
            }
            .in_current_span(),
        );
    }

    /// Resolves when the server is going down and no request is left: the time for loops to end. It does so at once when
    /// that is already the case.
    pub async fn stopping(&self) {
        self.stopping.cancelled().await;
    }

    /// Whether [`stopping`](Self::stopping) has resolved.
    pub fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Sleeps, but no longer than until the server stops. `false` when it does: the loop's cue to end.
    pub async fn sleep(&self, duration: std::time::Duration) -> bool {
        tokio::time::timeout(duration, self.stopping()).await.is_err()
    }

    /// Runs `work` to its end even when the returned future is dropped, as it is when the client leaves. Shutdown waits for
    /// it as for any request. A panic in `work` goes on in the caller, if there still is one.
    pub(crate) fn run_to_end<F>(&self, work: F) -> impl Future<Output = F::Output> + Send + use<F>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let cut = self.cut.clone();
        let work = self.requests.spawn(async move { until(&cut, work).await }.in_current_span());
        async move {
            match work.await {
                Ok(Some(output)) => output,
                Err(failure) if failure.is_panic() => resume_unwind(failure.into_panic()),
                // Cut off at the deadline, and so is whoever waits here.
                Ok(None) | Err(_) => pending().await,
            }
        }
    }

    /// Waits until no work that [`run_to_end`](Self::run_to_end) took is left.
    pub(super) async fn requests_done(&self) {
        self.requests.close();
        self.requests.wait().await;
    }

    /// Tells the background tasks to end and waits until they have.
    pub(super) async fn background_done(&self) {
        self.stopping.cancel();
        self.background.close();
        self.background.wait().await;
    }

    /// Drops whatever still runs, at its next `await`.
    pub(super) async fn cut(&self) {
        self.cut.cancel();
        self.requests_done().await;
        self.background_done().await;
    }
}

/// `work`, or `None` as soon as `cut` is cancelled.
async fn until<F: Future>(cut: &CancellationToken, work: F) -> Option<F::Output> {
    cut.run_until_cancelled(work).await
}

/// Runs `work`; a panic in it becomes an error.
pub(super) async fn caught<F: Future>(work: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut work = pin!(work);
    // A panic leaves `work` broken, but nobody polls it again: it is only dropped.
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
        Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// What a panic said, for the log.
pub(super) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    if let Some(text) = panic.downcast_ref::<&'static str>() {
        text
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text
    } else {
        "a value that is no text"
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

    use tokio::sync::oneshot;

    use super::*;

    /// A panic ends its own task only, and does not keep the server from stopping.
    #[tokio::test]
    async fn a_panicking_task_counts_as_ended() {
        let tasks = Tasks::new();
        tasks.spawn("clumsy", async { panic!("dropped it") });
        tasks.background_done().await;
    }

    /// Loops hear of the shutdown, jobs are waited for.
    #[tokio::test]
    async fn shutdown_stops_loops_and_awaits_jobs() {
        let tasks = Tasks::new();
        let done = Arc::new(AtomicBool::new(false));
        let (loop_tasks, flag) = (tasks.clone(), done.clone());
        tasks.spawn("loop", async move {
            loop_tasks.stopping().await;
            tokio::task::yield_now().await;
            flag.store(true, SeqCst);
        });
        tasks.background_done().await;
        assert!(done.load(SeqCst));
    }

    /// A task that never ends is dropped when cut.
    #[tokio::test]
    async fn cut_drops_what_never_ends() {
        let tasks = Tasks::new();
        tasks.spawn("stuck", pending());
        let _gone = tasks.run_to_end(pending::<()>());
        tasks.cut().await;
    }

    /// Whoever waits may leave: the work goes on, and is waited for.
    #[tokio::test]
    async fn promised_work_survives_its_caller() {
        let tasks = Tasks::new();
        let done = Arc::new(AtomicBool::new(false));
        let (go, wait) = oneshot::channel::<()>();
        let flag = done.clone();
        drop(tasks.run_to_end(async move {
            let _ = wait.await;
            flag.store(true, SeqCst);
        }));
        let _ = go.send(());
        tasks.requests_done().await;
        assert!(done.load(SeqCst));
    }

    /// A panic in promised work is the caller's panic, with its text.
    #[tokio::test]
    async fn promised_work_panics_in_its_caller() {
        let tasks = Tasks::new();
        let panic = caught(tasks.run_to_end(async { panic!("in {}", "work") })).await.unwrap_err();
        assert_eq!(panic_text(&*panic), "in work");
    }
}
