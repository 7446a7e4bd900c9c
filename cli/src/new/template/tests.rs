//! Through the client, in process; and the contract.

use cepa::test::{Client, assert_contract};

use super::*;

#[cepa::test]
async fn a_note_is_read_as_it_was_written() {
    let client = Client::new(app());
    let written = client
        .call(write::request(NewNote {
            text: "buy onions".into(),
        }))
        .await;
    written.assert_status(201);
    assert_eq!(written.header("location"), Some("/notes/1"));
    assert_eq!(
        client.call(read::request(1)).await.json::<Note>().text,
        "buy onions"
    );
    assert_eq!(
        client.call(list::request()).await.json::<Vec<Note>>().len(),
        1
    );
}

#[cepa::test]
async fn what_is_wrong_is_told() {
    let client = Client::new(app());
    client.call(read::request(7)).await.assert_status(404);
    let refused = client
        .call(write::request(NewNote {
            text: String::new(),
        }))
        .await;
    refused.assert_status(422);
    assert!(refused.text().contains("#/text"), "{refused:?}");
}

/// What clients rely on changes by intent alone: `cargo cepa check --bless`, or `CEPA_BLESS=1 cargo test`, writes it anew.
#[test]
fn the_contract_holds() {
    assert_contract(app(), "api.lock.json");
}
