//! When a connection has to hurry or to go: the decisions, free of sockets and timers.

use std::time::Duration;

use super::activity::{Activity, Phase};
use super::limits::ServeOptions;
use super::wire::Version;

/// Looks at a connection's [`Activity`] whenever the connection was polled, and says what to do.
///
/// One timer serves all limits. It is not touched by requests: when it runs out, the clock compares what it sees with what
/// it saw when it set the timer, and sets it again if something has happened since. Only a head or a farewell, which begin
/// and end seldom, are timed from their beginning.
#[derive(Debug)]
pub(super) struct Clock {
    version: Version,
    /// What was seen when the timer was set.
    seen: (Phase, u32),
    /// How often the timer has run out since, with nothing new.
    rounds: u8,
    draining: bool,
    /// The connection was asked to close.
    leaving: bool,
}

/// What to do with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing.
    Wait,
    /// Set the timer.
    Arm(Duration),
    /// Close once what is in flight is answered; set the timer.
    AskToClose(Duration),
    /// Tell the client that it was too slow, and close.
    HeadLate,
    /// Close without another word.
    Cut,
}

/// Looks during which nothing may happen before a connection is idle for too long. The timer is set to the same part of the
/// limit, so that it is kept to within half of itself.
const IDLE_ROUNDS: u8 = 2;
/// Looks at a client that keeps sending what nobody reads.
const LINGER_ROUNDS: u8 = 6;

impl Clock {
    pub(super) fn new(version: Version) -> Self {
        // A phase that never is, so that the first look sets the timer.
        Self { version, seen: (Phase::Lingering, u32::MAX), rounds: 0, draining: false, leaving: false }
    }

    /// To call whenever the connection has nothing more to do for now; `elapsed` tells that the timer has run out.
    pub(super) fn look(&mut self, activity: &Activity, elapsed: bool, options: &ServeOptions) -> Step {
        let sight = (activity.phase(), activity.requests());
        let news = sight != self.seen;
        let timed_from_its_start = matches!(sight.0, Phase::Head | Phase::Lingering) || self.seen.1 == u32::MAX;
        if !(elapsed || (news && timed_from_its_start)) {
            return Step::Wait;
        }
        self.seen = sight;
        self.rounds = if news { 0 } else { self.rounds.saturating_add(1) };
        let again = Step::Arm(limit(sight.0, options));
        match sight.0 {
            Phase::Busy => again,
            Phase::Idle if self.draining && elapsed => self.ask_to_close(options),
            Phase::Idle if self.rounds >= IDLE_ROUNDS => self.ask_to_close(options),
            Phase::Lingering if self.rounds > 0 && (self.rounds >= LINGER_ROUNDS || !activity.discarded.take()) => {
                Step::Cut
            }
            Phase::Head if self.rounds > 0 => Step::HeadLate,
            Phase::Idle | Phase::Head | Phase::Lingering => again,
        }
    }

    /// To call once, when the server begins to stop.
    pub(super) fn drain(&mut self, activity: &Activity, options: &ServeOptions) -> Step {
        self.draining = true;
        self.rounds = 0;
        self.seen = (activity.phase(), activity.requests());
        match self.seen.0 {
            // HTTP/2 can say goodbye without losing what is on its way.
            _ if self.version == Version::Http2 => self.ask_to_close(options),
            Phase::Busy => self.ask_to_close(options),
            // Requests that arrive meanwhile are answered with `connection: close`.
            Phase::Idle => Step::Arm(options.shutdown_notice),
            Phase::Head => Step::Arm(options.header_read_timeout),
            Phase::Lingering => Step::Arm(options.linger_timeout),
        }
    }

    fn ask_to_close(&mut self, options: &ServeOptions) -> Step {
        if self.leaving {
            return Step::Cut;
        }
        self.leaving = true;
        Step::AskToClose(options.linger_timeout)
    }
}

fn limit(phase: Phase, options: &ServeOptions) -> Duration {
    match phase {
        Phase::Head => options.header_read_timeout,
        Phase::Lingering => options.linger_timeout,
        // Zero would be a busy loop while a request is answered.
        Phase::Idle | Phase::Busy => (options.idle_timeout / u32::from(IDLE_ROUNDS)).max(Duration::from_millis(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(version: Version) -> (Clock, Activity, ServeOptions) {
        (Clock::new(version), Activity::new(version), ServeOptions::default())
    }

    const HALF_IDLE: Step = Step::Arm(Duration::from_secs(30));

    #[test]
    fn a_head_is_timed_from_its_first_byte() {
        let (mut clock, activity, options) = start(Version::Http1);
        assert_eq!(clock.look(&activity, false, &options), Step::Arm(options.header_read_timeout));
        activity.received();
        assert_eq!(clock.look(&activity, false, &options), Step::Wait);
        assert_eq!(clock.look(&activity, true, &options), Step::HeadLate);
    }

    /// The second head has its own time, although the timer of the first is still running.
    #[test]
    fn each_head_has_its_own_time() {
        let (mut clock, activity, options) = start(Version::Http1);
        clock.look(&activity, false, &options);
        activity.begin(false);
        activity.end();
        activity.received();
        assert_eq!(clock.look(&activity, false, &options), Step::Arm(options.header_read_timeout));
    }

    #[test]
    fn requests_leave_the_timer_alone_and_idleness_needs_two_looks() {
        let (mut clock, activity, options) = start(Version::Http1);
        clock.look(&activity, false, &options);
        for _ in 0..3 {
            activity.begin(false);
            assert_eq!(clock.look(&activity, false, &options), Step::Wait);
            activity.end();
            assert_eq!(clock.look(&activity, false, &options), Step::Wait);
        }
        assert_eq!(clock.look(&activity, true, &options), HALF_IDLE);
        assert_eq!(clock.look(&activity, true, &options), HALF_IDLE);
        assert_eq!(clock.look(&activity, true, &options), Step::AskToClose(options.linger_timeout));
        // It did not go.
        assert_eq!(clock.look(&activity, true, &options), Step::Cut);
    }

    #[test]
    fn a_long_request_is_no_idleness() {
        let (mut clock, activity, options) = start(Version::Http2);
        activity.begin(false);
        for _ in 0..9 {
            assert_eq!(clock.look(&activity, true, &options), HALF_IDLE);
        }
    }

    #[test]
    fn a_silent_or_endless_client_is_not_read_for_ever() {
        let (mut clock, activity, options) = start(Version::Http1);
        activity.lingering.set();
        let again = Step::Arm(options.linger_timeout);
        assert_eq!(clock.look(&activity, false, &options), again);
        for _ in 1..LINGER_ROUNDS {
            activity.discarded.set();
            assert_eq!(clock.look(&activity, true, &options), again);
        }
        activity.discarded.set();
        assert_eq!(clock.look(&activity, true, &options), Step::Cut);

        let mut clock = Clock::new(Version::Http1);
        activity.discarded.take();
        assert_eq!(clock.look(&activity, false, &options), again);
        assert_eq!(clock.look(&activity, true, &options), Step::Cut);
    }

    #[test]
    fn idle_connections_get_notice_and_busy_ones_are_asked() {
        let (mut clock, activity, options) = start(Version::Http1);
        activity.begin(false);
        clock.look(&activity, false, &options);
        activity.end();
        assert_eq!(clock.drain(&activity, &options), Step::Arm(options.shutdown_notice));
        assert_eq!(clock.look(&activity, false, &options), Step::Wait);
        assert_eq!(clock.look(&activity, true, &options), Step::AskToClose(options.linger_timeout));

        let (mut clock, activity, options) = start(Version::Http1);
        activity.begin(false);
        assert_eq!(clock.drain(&activity, &options), Step::AskToClose(options.linger_timeout));

        // The stop may come before the first look.
        let (mut clock, activity, options) = start(Version::Http1);
        activity.begin(false);
        activity.end();
        assert_eq!(clock.drain(&activity, &options), Step::Arm(options.shutdown_notice));
        assert_eq!(clock.look(&activity, false, &options), Step::Wait);

        let (mut clock, activity, options) = start(Version::Http2);
        assert_eq!(clock.drain(&activity, &options), Step::AskToClose(options.linger_timeout));
    }
}
