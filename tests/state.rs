//! State: borrowed by type, traits instead of types, parts of a whole, by derive and by hand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cepa::prelude::*;
use cepa::test::Client;
use cepa_tests::assert_gets;

trait Repo: Send + Sync {
    fn find(&self, id: u32) -> Option<String>;
    fn insert(&self, id: u32, title: String);
}

#[derive(Default)]
struct InMemory(Mutex<BTreeMap<u32, String>>);

impl Repo for InMemory {
    fn find(&self, id: u32) -> Option<String> {
        self.0.lock().ok()?.get(&id).cloned()
    }

    fn insert(&self, id: u32, title: String) {
        if let Ok(mut titles) = self.0.lock() {
            titles.insert(id, title);
        }
    }
}

struct Fixed;

impl Repo for Fixed {
    fn find(&self, id: u32) -> Option<String> {
        Some(format!("fixed {id}"))
    }

    fn insert(&self, _: u32, _: String) {}
}

trait Clock: Send + Sync {
    fn now(&self) -> u64;
}

struct Stopped(u64);

impl Clock for Stopped {
    fn now(&self) -> u64 {
        self.0
    }
}

struct Config {
    greeting: &'static str,
}

#[derive(State)]
struct AppState {
    repo: Arc<dyn Repo>,
    clock: Box<dyn Clock>,
    config: Config,
    shared: Arc<Vec<u8>>,
    #[state(skip)]
    #[allow(dead_code, reason = "not provided")]
    note: Vec<u8>,
    #[state(nested)]
    mail: mail::MailState,
}

mod mail {
    use cepa::prelude::*;

    pub(super) struct Mailer {
        pub(super) from: &'static str,
    }

    #[derive(State)]
    pub(super) struct MailState {
        pub(super) mailer: Mailer,
    }

    #[get("/sender")]
    async fn sender(#[state] mailer: &Mailer) -> &'static str {
        mailer.from
    }

    /// For any application that has a mailer.
    pub(super) const fn routes<S: State + Provide<Mailer>>() -> Routes<S> {
        routes![sender]
    }
}

#[get("/books/{id}")]
async fn show(id: u32, #[state] repo: &dyn Repo) -> Option<String> {
    repo.find(id)
}

#[put("/books/{id}")]
async fn put_book(id: u32, #[body] title: String, #[state] repo: &Arc<dyn Repo>) -> NoContent {
    // The `Arc` is there too, for what outlives the request.
    let repo = Arc::clone(repo);
    tokio::task::yield_now().await;
    repo.insert(id, title);
    NoContent
}

#[get("/all")]
async fn all(
    #[state] clock: &dyn Clock,
    #[state] config: &Config,
    #[state] shared: &Vec<u8>,
    #[state] mailer: &mail::Mailer,
    #[state] part: &mail::MailState,
) -> String {
    let same = std::ptr::eq(mailer, &part.mailer);
    format!("{} {} {shared:?} {} {same}", clock.now(), config.greeting, mailer.from)
}

const ROUTES: Routes<AppState> = routes![show, put_book, all, "/mail" => mail::routes::<AppState>()];

fn client(repo: Arc<dyn Repo>) -> Client<AppState> {
    Client::new(App::new(ROUTES).state(AppState {
        repo,
        clock: Box::new(Stopped(7)),
        config: Config { greeting: "hello" },
        shared: Arc::new(vec![1]),
        note: Vec::new(),
        mail: mail::MailState { mailer: mail::Mailer { from: "shop@example.com" } },
    }))
}

/// Handlers name a trait; the test decides what is behind it.
#[cepa::test]
async fn traits_instead_of_types() {
    assert_gets(&client(Arc::new(Fixed)), &[("/books/1", "fixed 1")]).await;
    let client = client(Arc::new(InMemory::default()));
    client.get("/books/1").await.assert_status(404);
    client.put("/books/1").body("text/plain", "Tea").await.assert_status(204);
    assert_gets(&client, &[("/books/1", "Tea")]).await;
    assert_eq!(client.state().repo.find(1).as_deref(), Some("Tea"));
}

/// By type; through `Arc` and `Box`; out of a part; a library's table in an application's state.
#[cepa::test]
async fn parts_of_a_state() {
    let cases = [("/all", "7 hello [1] shop@example.com true"), ("/mail/sender", "shop@example.com")];
    assert_gets(&client(Arc::new(Fixed)), &cases).await;
}

/// By hand: two traits.
#[cepa::test]
async fn a_state_by_hand() {
    struct ByHand {
        config: Config,
    }
    impl State for ByHand {}
    impl Provide<Config> for ByHand {
        fn provide(&self) -> &Config {
            &self.config
        }
    }
    #[get("/")]
    async fn route(#[state] config: &Config) -> &'static str {
        config.greeting
    }
    const ROUTES: Routes<ByHand> = routes![route];
    let client = Client::new(App::new(ROUTES).state(ByHand { config: Config { greeting: "hi" } }));
    assert_gets(&client, &[("/", "hi")]).await;
}

/// Nothing of the state is cloned: every request borrows the same value.
#[cepa::test]
async fn the_state_is_borrowed() {
    struct Unique;
    #[derive(State)]
    struct One {
        unique: Unique,
    }
    #[get("/")]
    async fn route(#[state] unique: &Unique, #[state] same: &Unique) -> String {
        std::ptr::eq(unique, same).to_string()
    }
    const ROUTES: Routes<One> = routes![route];
    assert_gets(&Client::new(App::new(ROUTES).state(One { unique: Unique })), &[("/", "true")]).await;
}
