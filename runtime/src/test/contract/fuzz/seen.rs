//! Values that answers gave, by their names: an `id` that was made leads further than any that is made up.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::random::Random;

/// Of each name so many values are kept, the last ones.
const MAX_VALUES: usize = 8;

/// Of one answer so much is looked at.
const MAX_DEPTH: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<String, Vec<Value>>);

impl Seen {
    /// Keeps what stands in an answer.
    pub(super) fn look_at(&mut self, answer: &Value) {
        self.look(answer, 0);
    }

    fn look(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    match value {
                        Value::String(_) | Value::Number(_) => self.keep(name, value),
                        value => self.look(value, depth + 1),
                    }
                }
            }
            Value::Array(list) => list.iter().take(MAX_VALUES).for_each(|value| self.look(value, depth + 1)),
            _ => {}
        }
    }

    fn keep(&mut self, name: &str, value: &Value) {
        let values = self.0.entry(plain(name)).or_default();
        if !values.contains(value) {
            values.push(value.clone());
        }
        if values.len() > MAX_VALUES {
            values.remove(0);
        }
    }

    /// A value of that name: `userId` and `user_id` are one, and `id` may stand for it.
    pub(super) fn pick(&self, name: &str, random: &mut Random) -> Option<Value> {
        let name = plain(name);
        let values = self.0.get(&name).or_else(|| self.0.get("id").filter(|_| name.ends_with("id")));
        random.pick(values?).cloned()
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
