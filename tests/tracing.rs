//! The span of a request: its method, its route's pattern, and an id that its problem and its log lines carry too.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cepa::prelude::*;
use cepa::serde_json::Value;
use cepa::test::{Client, TestResponse};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

type Fields = BTreeMap<String, String>;

/// What was recorded.
#[derive(Clone, Default)]
struct Recorded {
    /// Spans that have ended, by name.
    spans: Arc<Mutex<Vec<(&'static str, Fields)>>>,
    /// Events, with the fields of the request span around them.
    events: Arc<Mutex<Vec<(Fields, Fields)>>>,
}

#[derive(Clone, Default)]
struct Gathered(Fields);

impl Visit for Gathered {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorded {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, cx: Context<'_, S>) {
        let mut gathered = Gathered::default();
        attributes.record(&mut gathered);
        if let Some(span) = cx.span(id) {
            span.extensions_mut().insert(gathered);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, cx: Context<'_, S>) {
        if let Some(span) = cx.span(id)
            && let Some(gathered) = span.extensions_mut().get_mut::<Gathered>()
        {
            values.record(gathered);
        }
    }

    fn on_event(&self, event: &Event<'_>, cx: Context<'_, S>) {
        let mut gathered = Gathered::default();
        event.record(&mut gathered);
        let around =
            cx.event_span(event).and_then(|span| span.extensions().get::<Gathered>().cloned()).unwrap_or_default();
        self.events.lock().expect("no panic").push((gathered.0, around.0));
    }

    fn on_close(&self, id: Id, cx: Context<'_, S>) {
        if let Some(span) = cx.span(&id) {
            let fields = span.extensions().get::<Gathered>().cloned().unwrap_or_default();
            self.spans.lock().expect("no panic").push((span.name(), fields.0));
        }
    }
}

impl Recorded {
    fn requests(&self) -> Vec<Fields> {
        let spans = self.spans.lock().expect("no panic");
        spans.iter().filter(|(name, _)| *name == "request").map(|(_, fields)| fields.clone()).collect()
    }

    fn events_with(&self, text: &str) -> Vec<(Fields, Fields)> {
        let events = self.events.lock().expect("no panic");
        events.iter().filter(|(fields, _)| fields.values().any(|value| value.contains(text))).cloned().collect()
    }
}

#[get("/users/{id}")]
async fn user(id: u32) -> String {
    tracing::info!("inside {id}");
    tokio::task::yield_now().await;
    tracing::info!("inside {id} again");
    id.to_string()
}

#[get("/broken")]
async fn broken() -> cepa::Result<String> {
    Err(cepa::Error::new("the reason"))
}

#[get("/panics")]
async fn panics() -> String {
    panic!("the panic's text")
}

const ROUTES: Routes = routes!["/v1" => { user, broken, panics }];

fn id_of(answer: &TestResponse) -> String {
    answer.json::<Value>()["request_id"].as_str().unwrap_or_default().to_owned()
}

/// Runs requests while a subscriber listens on this thread.
async fn recorded(targets: &[&str]) -> (Recorded, Vec<TestResponse>) {
    let recorded = Recorded::default();
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(recorded.clone()));
    let client = Client::new(App::new(ROUTES));
    let mut answers = Vec::new();
    for target in targets {
        answers.push(client.get(target).await);
    }
    drop(guard);
    (recorded, answers)
}

/// Method, pattern as served, id; events of the handler stand in it, also after an await.
#[cepa::test]
async fn a_span_per_request() {
    let (recorded, _) = recorded(&["/v1/users/3", "/v1/users/4"]).await;
    let spans = recorded.requests();
    assert_eq!(spans.len(), 2, "{spans:?}");
    for span in &spans {
        assert_eq!((span["method"].as_str(), span["route"].as_str()), ("GET", "/v1/users/{id}"));
        assert_eq!(span["id"].len(), 24);
    }
    assert_ne!(spans[0]["id"], spans[1]["id"]);
    let inside = recorded.events_with("inside 3");
    assert_eq!(inside.len(), 2);
    for (_, around) in inside {
        assert_eq!(around.get("id"), Some(&spans[0]["id"]));
    }
}

/// Without a route, the span has none.
#[cepa::test]
async fn a_span_without_a_route() {
    let (recorded, answers) = recorded(&["/nowhere"]).await;
    let spans = recorded.requests();
    assert_eq!((spans.len(), spans[0].get("route")), (1, None));
    assert_eq!(spans[0]["id"], id_of(&answers[0]));
}

/// A problem has the span's id, whatever it is about; the reason of a 5xx stands in the log under the same.
#[cepa::test]
async fn a_problem_carries_the_id() {
    let (recorded, answers) = recorded(&["/v1/users/x", "/v1/broken", "/v1/panics"]).await;
    for (span, answer) in recorded.requests().iter().zip(&answers) {
        assert_eq!(span["id"], id_of(answer));
    }
    for (text, answer) in [("the reason", &answers[1]), ("the panic's text", &answers[2])] {
        let logged = recorded.events_with(text);
        assert!(!logged.is_empty(), "{text}");
        assert!(logged.iter().any(|(fields, _)| fields.get("request_id") == Some(&id_of(answer))), "{logged:?}");
        assert!(!answer.text().contains(text));
    }
}

/// Nobody listens: nothing is different.
#[cepa::test]
async fn without_a_subscriber() {
    let answer = Client::new(App::new(ROUTES)).get("/v1/users/x").await;
    assert_eq!(id_of(&answer).len(), 24);
}
