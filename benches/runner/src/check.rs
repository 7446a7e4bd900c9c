//! Whether each server gives the very answers that the others give.

use crate::Result;
use crate::client::{Answer, Connection, request_bytes};
use crate::process::Running;
use crate::servers::Server;
use crate::workload::{CHECKED_ONLY, Expected, Workload};

/// Checks these servers, each for these workloads and for what is only checked.
pub fn check(servers: &[Server], workloads: &[&Workload]) -> Result<()> {
    for server in servers {
        let mut running = Running::start(&server.name, server.command())?;
        for workload in workloads.iter().copied().chain(&CHECKED_ONLY) {
            workload.named(check_one(&mut running, workload))?;
        }
        eprintln!(
            "check: {}: {} workloads answered as they should be",
            server.name,
            workloads.len() + CHECKED_ONLY.len()
        );
    }
    Ok(())
}

/// Checks a workload, each of its requests twice on one connection, and returns the mean size of an answer, head included.
pub fn check_one(running: &mut Running, workload: &Workload) -> Result<f64> {
    let exchanges = (workload.exchanges)(&running.name);
    let mut sizes = 0;
    running.watch(|port| {
        let mut connection = Connection::open(port)?;
        for exchange in exchanges.iter().chain(&exchanges) {
            let answer = connection.exchange(&request_bytes(exchange, port))?;
            sizes += answer.size_bytes;
            if let Some(difference) = first_difference(&exchange.expected, &answer) {
                return Err(format!("{} {}: {difference}", exchange.method, exchange.target).into());
            }
        }
        Ok(())
    })?;
    Ok(sizes as f64 / (2 * exchanges.len()) as f64)
}

fn first_difference(expected: &Expected, answer: &Answer) -> Option<String> {
    let body = String::from_utf8_lossy(&answer.body);
    match expected {
        Expected::Refused { statuses } if !statuses.contains(&answer.status) => {
            Some(format!("status {} instead of {statuses:?}, with {:?}", answer.status, shortened(&body)))
        }
        Expected::Refused { .. } => answer.body.is_empty().then(|| "nothing says what the fault is".to_owned()),
        Expected::Exactly { .. } if answer.status != 200 => {
            Some(format!("status {} instead of 200, with {:?}", answer.status, shortened(&body)))
        }
        Expected::Exactly { content_type, headers, body } => {
            let essence =
                answer.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
            if !essence.eq_ignore_ascii_case(content_type) {
                return Some(format!("content type {essence:?} instead of {content_type:?}"));
            }
            let missing = headers.iter().find(|(name, value)| answer.header(name) != Some(value));
            if let Some((name, value)) = missing {
                return Some(format!("header {name}: {:?} instead of {value:?}", answer.header(name)));
            }
            body_difference(body, &answer.body)
        }
    }
}

fn body_difference(expected: &[u8], got: &[u8]) -> Option<String> {
    if expected == got {
        return None;
    }
    let at = expected.iter().zip(got).take_while(|(expected, got)| expected == got).count();
    let from_there = |bytes: &[u8]| shortened(&String::from_utf8_lossy(&bytes[at..])).to_owned();
    Some(format!("the body has {:?} instead of {:?} at byte {at}", from_there(got), from_there(expected)))
}

fn shortened(text: &str) -> &str {
    text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, content_type: &str, body: &str) -> Answer {
        let headers = vec![("content-type".to_owned(), content_type.to_owned()), ("x-one".to_owned(), "1".to_owned())];
        Answer { status, headers, body: body.into(), size_bytes: 0 }
    }

    #[test]
    fn names_the_first_difference() {
        let expected =
            |header| Expected::Exactly { content_type: "text/plain", headers: header, body: b"hello".into() };
        let difference = |answer| first_difference(&expected(&[("x-one", "1")]), &answer);
        assert_eq!(difference(answer(200, "Text/Plain ; charset=utf-8", "hello")), None);
        for (answer, says) in [
            (answer(500, "text/plain", "hello"), "status 500 instead of 200"),
            (answer(200, "text/html", "hello"), r#"content type "text/html""#),
            (answer(200, "text/plain", "help!"), r#"has "p!" instead of "lo" at byte 3"#),
            (answer(200, "text/plain", "hell"), r#"has "" instead of "o" at byte 4"#),
            (answer(200, "text/plain", "hello!"), r#"has "!" instead of "" at byte 5"#),
        ] {
            let difference = difference(answer).unwrap();
            assert!(difference.contains(says), "{difference}");
        }
        let difference = first_difference(&expected(&[("x-two", "2")]), &answer(200, "text/plain", "hello")).unwrap();
        assert!(difference.contains("header x-two"), "{difference}");
    }

    #[test]
    fn a_refusal_needs_its_status_and_a_body() {
        let difference = |answer| first_difference(&Expected::Refused { statuses: &[400, 422] }, &answer);
        assert_eq!(difference(answer(422, "", "{}")), None);
        assert!(difference(answer(200, "", "{}")).unwrap().contains("status 200"));
        assert!(difference(answer(400, "", "")).unwrap().contains("nothing says"));
    }
}
