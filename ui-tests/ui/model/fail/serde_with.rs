//! `#[serde(with)]` hides what the value looks like on the wire.
use cepa::prelude::*;

mod seconds {
    use cepa::serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        u64::deserialize(deserializer)
    }
}

#[model]
struct Timer {
    #[serde(with = "seconds")]
    left: u64,
}

fn main() {}
