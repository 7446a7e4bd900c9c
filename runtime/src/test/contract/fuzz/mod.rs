//! Requests made up from the document, and what the application makes of them.
//!
//! For each operation [`Fuzz`] takes a small request and a full one (`make`), changes one thing of it at a time (`edges`), then
//! makes up others at random. What the document says of a request is found by its schemas alone (`verdict`), so nobody who makes
//! or changes one has to know. A failing request is made simpler for as long as it fails in the same way (`shrink`), and told with
//! a line that replays it (`wire`).

mod case;
mod edges;
mod flat;
mod make;
mod pattern;
mod report;
mod seen;
mod shape;
mod shrink;
mod verdict;
mod wire;

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use self::case::Case;
use self::make::{Fullness, Maker};
use self::report::{Found, Report, Tally};
use self::seen::Seen;
use self::shape::Shape;
use self::verdict::{Failure, FailureKind, Validity};
use self::wire::Wire;
use super::random::Random;
use super::schema::Patterns;
use super::{Contract, Operation};
use crate::app::{App, State};
use crate::test::{Client, TestResponse};

/// Of each operation, unless said otherwise.
const CASES: usize = 100;

/// A failing request is made simpler in so many attempts.
const SHRINK_ATTEMPTS: usize = 300;

/// Whoever has not answered by then never will; unless said otherwise.
const PATIENCE: Duration = Duration::from_secs(30);

/// A longer answer is not looked at: it may be one without an end.
const MAX_ANSWER_BYTES: u64 = 16 * 1024 * 1024;

/// Holds the replay line of one failure.
const REPLAY: &str = "CEPA_FUZZ_REPLAY";

/// Requests made up from an application's document, and sent to it: [`fuzz_contract`] with settings.
///
/// ```no_run
/// use cepa::prelude::*;
/// use cepa::test::Fuzz;
///
/// # #[get("/")] async fn index() -> &'static str { "" }
/// # const ROUTES: Routes = routes![index];
/// #[cepa::test]
/// async fn the_contract_holds() {
///     let fuzz = Fuzz::new(App::new(ROUTES)).header("authorization", "Bearer t-1").cases(500);
///     fuzz.run().await;
/// }
/// # fn main() {}
/// ```
#[must_use = "`run().await` sends the requests"]
pub struct Fuzz<S: 'static = ()> {
    client: Client<S>,
    cases: usize,
    seed: u64,
    patience: Duration,
    skipped: Vec<String>,
}

/// Sends requests made up from the application's document, right ones and wrong ones, some hundred to each operation.
///
/// The test fails where an answer
/// - is a 5xx,
/// - has a status, a media type, a body or lacks a header that the document does not know,
/// - refuses for its shape what the document allows,
/// - accepts what the document forbids.
///
/// All failures are told, each made as simple as it gets, with a line that replays it. The same requests are made each time.
///
/// ```
/// use cepa::prelude::*;
///
/// #[get("/double/{n}")]
/// #[json]
/// async fn double(#[validate(range(max = 1000))] n: u32) -> u32 { n * 2 }
///
/// # #[cepa::main]
/// # async fn main() {
/// cepa::test::fuzz_contract(App::new(routes![double])).await;
/// # }
/// ```
///
/// # Panics
///
/// The application does not keep to its document.
pub async fn fuzz_contract<S: State>(app: App<S>) {
    Fuzz::new(app).run().await;
}

impl<S: State> Fuzz<S> {
    /// Requests for an application, or by a [`Client`] that has what they need: headers, cookies, overridden extractors.
    ///
    /// # Panics
    ///
    /// The application cannot be built.
    pub fn new(app: impl Into<Client<S>>) -> Self {
        Self { client: app.into(), cases: CASES, seed: 0, patience: PATIENCE, skipped: Vec::new() }
    }

    /// How many requests for each operation; 100 unless set. Those that make a failure simpler come on top.
    pub fn cases(mut self, count: usize) -> Self {
        self.cases = count;
        self
    }

    /// Another number makes up other requests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How long one answer may take, to its end; 30 s unless set. An operation that takes longer fails, and gets no further
    /// requests.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sends this header with every request: what says who is calling, above all.
    ///
    /// # Panics
    ///
    /// It is no header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.client = self.client.with_header(name, value);
        self
    }

    /// Leaves out an operation, by its `operationId`.
    pub fn skip(mut self, operation_id: impl Into<String>) -> Self {
        self.skipped.push(operation_id.into());
        self
    }

    /// Sends the requests; or, where the environment has `CEPA_FUZZ_REPLAY`, the one in it.
    ///
    /// # Panics
    ///
    /// The application does not keep to its document; all failures are told. Or an operation to skip is none.
    pub async fn run(self) {
        let document = self.client.document().clone();
        let patterns = Patterns::default();
        let contract = Contract::new(document.value(), &patterns);
        let run = Run { fuzz: &self, contract };
        let report = match std::env::var(REPLAY) {
            Ok(line) if !line.is_empty() => run.replay(&line).await,
            _ => run.all().await,
        };
        if !report.found.is_empty() {
            panic!("{report}");
        }
        print!("{report}");
    }
}

impl<S: State> From<App<S>> for Client<S> {
    fn from(app: App<S>) -> Self {
        Self::new(app)
    }
}

impl<S> fmt::Debug for Fuzz<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fuzz").field("cases", &self.cases).field("seed", &self.seed).finish_non_exhaustive()
    }
}

/// One run on its way.
struct Run<'f, 'd, S: 'static> {
    fuzz: &'f Fuzz<S>,
    contract: Contract<'d>,
}

/// What came back.
struct Outcome {
    failure: Option<Failure>,
    response: Option<TestResponse>,
}

impl<S: State> Run<'_, '_, S> {
    async fn all(&self) -> Report {
        let mut operations = self.contract.operations();
        for skipped in &self.fuzz.skipped {
            assert!(operations.iter().any(|operation| operation.id() == skipped), "there is no operation `{skipped}`");
        }
        operations.retain(|operation| !self.fuzz.skipped.iter().any(|skipped| operation.id() == skipped));
        // What is made is then there to be read, and is taken away last: parts before the whole.
        operations.sort_by_key(|operation| match operation.method {
            "post" => (0, 0),
            "put" => (1, 0),
            "delete" => (3, -operation.path.matches('/').count().cast_signed()),
            _ => (2, 0),
        });
        let mut report = Report::new(self.fuzz.seed);
        let mut seen = Seen::default();
        for operation in operations {
            self.operation(operation, &mut seen, &mut report).await;
        }
        report
    }

    async fn operation(&self, operation: Operation<'_>, seen: &mut Seen, report: &mut Report) {
        let shape = Shape::of(&self.contract, operation, |name| self.fuzz.client.headers().contains_key(name));
        // Each operation has numbers of its own: another one beside it does not shift them.
        let mut random = Random::new(self.fuzz.seed ^ hash(operation.id()));
        let mut tally = Tally::default();
        let mut queue = self.planned(&shape, seen, &mut random);
        // Not every request can be made, or sent.
        for _ in 0..self.fuzz.cases.saturating_mul(2) {
            if tally.sent() >= self.fuzz.cases {
                break;
            }
            let Some(case) = queue.pop().or_else(|| self.made_up(&shape, seen, &mut random)) else { continue };
            let Some(outcome) = self.send(&shape, &case).await else { continue };
            tally.count(outcome.response.as_ref().map(TestResponse::status));
            if outcome.failure.is_none() && outcome.response.is_none() {
                tally.count_unread();
            }
            if let Some(response) = outcome.response.as_ref().filter(|response| response.status.is_success())
                && let Ok(answer) = serde_json::from_slice::<Value>(&response.body)
            {
                seen.look_at(&answer);
            }
            let is_silent = outcome.failure.as_ref().is_some_and(|failure| failure.kind == FailureKind::Silent);
            if let Some(failure) = outcome.failure
                && !report.knows(operation, &failure.kind)
            {
                report.found.extend(self.shrunk(&shape, case, failure, outcome.response).await);
            }
            if is_silent {
                // Each request would take as long.
                let count = tally.sent();
                let requests = if count == 1 { "request" } else { "requests" };
                report.note(format!("{operation}: it was left after {count} {requests}, for its answer had no end"));
                break;
            }
        }
        report.tell(operation, &tally);
    }

    /// The first requests, last one first: a small one, a full one, and others with one thing changed, two thirds of all at most.
    fn planned(&self, shape: &Shape<'_>, seen: &Seen, random: &mut Random) -> Vec<Case> {
        let checker = self.contract.checker;
        let mut maker = Maker { checker, random, seen };
        let full = maker.case(shape, Fullness::Most);
        let least = maker.case(shape, Fullness::Least);
        let mut changes = full.as_ref().map(|full| edges::changes(full, shape, &checker)).unwrap_or_default();
        random.shuffle(&mut changes);
        let third = self.fuzz.cases / 3;
        let (mut allowed, mut forbidden) = (Vec::new(), Vec::new());
        for case in changes.iter().filter_map(|change| change.of(full.as_ref()?)) {
            let is_forbidden = matches!(case.validity(shape, &checker), Validity::Invalid(_));
            // As many of those that the document allows as of the others, of which there are always more.
            let cases = if is_forbidden { &mut forbidden } else { &mut allowed };
            if cases.len() < third {
                cases.push(case);
            }
            if allowed.len().min(forbidden.len()) >= third {
                break;
            }
        }
        let mut cases = [allowed, forbidden].concat();
        random.shuffle(&mut cases);
        cases.extend(full);
        cases.extend(least);
        cases
    }

    fn made_up(&self, shape: &Shape<'_>, seen: &Seen, random: &mut Random) -> Option<Case> {
        let checker = self.contract.checker;
        let case = Maker { checker, random, seen }.case(shape, Fullness::Any)?;
        if random.one_in(3) {
            let changes = edges::changes(&case, shape, &checker);
            return random.pick(&changes).and_then(|change| change.of(&case)).or(Some(case));
        }
        Some(case)
    }

    /// Sends a request, and judges what comes back; `None` where it cannot be sent.
    async fn send(&self, shape: &Shape<'_>, case: &Case) -> Option<Outcome> {
        let wire = case.write(shape, case.validity(shape, &self.contract.checker))?;
        self.exchange(shape.operation, &wire).await
    }

    async fn exchange(&self, operation: Operation<'_>, wire: &Wire) -> Option<Outcome> {
        let (mut parts, body) = wire.parts()?;
        parts.headers.extend(self.fuzz.client.headers().clone());
        let exchange = self.fuzz.client.exchange(parts, body, MAX_ANSWER_BYTES);
        let Ok((response, answered)) = tokio::time::timeout(self.fuzz.patience, exchange).await else {
            let text = format!("its answer had no end within {:?}", self.fuzz.patience);
            let hint = "give the route a `timeout`, or skip it".to_owned();
            return Some(Outcome { failure: Some(Failure { kind: FailureKind::Silent, text, hint }), response: None });
        };
        let Some(response) = response else { return Some(Outcome { failure: None, response: None }) };
        let failure = verdict::failure(&self.contract, operation, &wire.validity, &response, answered.as_ref());
        Some(Outcome { failure, response: Some(response) })
    }

    /// The simplest request that was found to fail in the same way.
    async fn shrunk(
        &self,
        shape: &Shape<'_>,
        mut case: Case,
        mut failure: Failure,
        mut response: Option<TestResponse>,
    ) -> Option<Found> {
        let mut attempts = if failure.kind == FailureKind::Silent { 0 } else { SHRINK_ATTEMPTS };
        loop {
            let mut failing = None;
            for simpler in shrink::simpler(&case) {
                if attempts == 0 {
                    break;
                }
                let Some(outcome) = self.send(shape, &simpler).await else { continue };
                attempts -= 1;
                if let Some(same) = outcome.failure.filter(|same| same.kind == failure.kind) {
                    failing = Some((simpler, same, outcome.response));
                    break;
                }
            }
            let Some(simpler) = failing else { break };
            (case, failure, response) = simpler;
        }
        let wire = case.write(shape, case.validity(shape, &self.contract.checker))?;
        Some(Found::new(shape.operation, failure, &wire, response.as_ref()))
    }

    /// Sends the request of a line, and tells what comes back.
    async fn replay(&self, line: &str) -> Report {
        let mut report = Report::new(self.fuzz.seed);
        let wire = Wire::of_line(line).unwrap_or_else(|| panic!("{REPLAY} holds no request: {line}"));
        let path = wire.target.split('?').next().unwrap_or_default();
        let mut operations = self.contract.operations();
        operations.retain(|operation| operation.takes(&wire.method, path));
        // The one with the most text is the one that the router finds.
        operations.sort_by_key(|operation| {
            std::cmp::Reverse(operation.path.split(['{', '}']).step_by(2).map(str::len).sum::<usize>())
        });
        let Some(operation) = operations.first().copied() else {
            // The environment is that of all tests, and this one is not meant.
            report.note(format!("no operation takes {} {path}, so {REPLAY} is not for this test", wire.method));
            return report;
        };
        let outcome = self.exchange(operation, &wire).await;
        let Some(outcome) = outcome else { panic!("the request cannot be sent:\n{wire}") };
        println!("{wire}\n\nwas answered:\n{:?}", outcome.response);
        let response = outcome.response.as_ref();
        report.found.extend(outcome.failure.map(|failure| Found::new(operation, failure, &wire, response)));
        report
    }
}

/// FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
