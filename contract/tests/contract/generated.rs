//! Types of another name, in another order and with doc comments, as schemars writes them: no difference.

#![allow(dead_code, reason = "the types are there for their schemas")]

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::assert_found;

mod plain {
    use super::*;

    #[derive(JsonSchema, Serialize)]
    pub(super) struct Order {
        colour: Colour,
        paper: Option<Colour>,
        pay: Pay,
        shipping: Shipping,
        change: Change,
        note: Note,
        notes: Vec<Option<Note>>,
        more: std::collections::HashMap<String, Change>,
        size: (u8, String),
        item: Option<Item>,
        #[serde(flatten)]
        flat: Pay,
    }

    #[derive(JsonSchema, Serialize)]
    enum Colour {
        Red,
        Green,
        Blue,
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(tag = "by")]
    enum Pay {
        Card(Item),
        Bill { days: u8 },
        Cash,
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(tag = "by", content = "how")]
    enum Shipping {
        Air(Item),
        Sea { days: u8 },
        None,
    }

    #[derive(JsonSchema, Serialize)]
    enum Change {
        Add(Item),
        Move { by: u8 },
        Clear,
        Undo,
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(untagged)]
    enum Note {
        Item(Item),
        Text(String),
        Number(i64),
    }

    #[derive(JsonSchema, Serialize)]
    struct Item {
        qty: Option<i32>,
        next: Option<Box<Item>>,
    }
}

mod renamed {
    use super::*;

    /// Prose.
    #[derive(JsonSchema, Serialize)]
    pub(super) struct OrderV2 {
        /// Prose.
        size: (u8, String),
        /// Prose.
        colour: ColourV2,
        /// Prose.
        paper: Option<ColourV2>,
        /// Prose.
        item: Option<ItemV2>,
        pay: PayV2,
        /// Prose.
        #[serde(flatten)]
        flat: PayV2,
        shipping: ShippingV2,
        /// Prose.
        change: ChangeV2,
        notes: Vec<Option<NoteV2>>,
        /// Prose.
        note: NoteV2,
        more: std::collections::HashMap<String, ChangeV2>,
    }

    /// Prose.
    #[derive(JsonSchema, Serialize)]
    enum ColourV2 {
        Green,
        /// Prose.
        Red,
        /// Prose.
        Blue,
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(tag = "by")]
    enum PayV2 {
        /// Prose.
        Cash,
        Card(ItemV2),
        Bill {
            /// Prose.
            days: u8,
        },
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(tag = "by", content = "how")]
    enum ShippingV2 {
        None,
        /// Prose.
        Sea {
            days: u8,
        },
        Air(ItemV2),
    }

    /// Prose.
    #[derive(JsonSchema, Serialize)]
    enum ChangeV2 {
        Undo,
        /// Prose.
        Clear,
        /// Prose.
        Move {
            by: u8,
        },
        Add(ItemV2),
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(untagged)]
    enum NoteV2 {
        Number(i64),
        /// Prose.
        Item(ItemV2),
        Text(String),
    }

    /// Prose.
    #[derive(JsonSchema, Serialize)]
    struct ItemV2 {
        /// Prose.
        next: Option<Box<ItemV2>>,
        qty: Option<i32>,
    }
}

/// A document that takes the type and answers with it.
fn document<T: JsonSchema>() -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let content = json!({ "content": { "application/json": { "schema": generator.subschema_for::<T>() } } });
    json!({
        "paths": { "/orders": { "post": { "requestBody": content, "responses": { "200": content } } } },
        "components": { "schemas": generator.take_definitions(true) },
    })
}

/// Names, order and prose of Rust are no part of a contract.
#[test]
fn renamed_types_are_no_difference() {
    let (before, after) = (document::<plain::Order>(), document::<renamed::OrderV2>());
    assert_ne!(before, after);
    assert_found(&before, &after, &[]);
    assert_found(&after, &before, &[]);
}
