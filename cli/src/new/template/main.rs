//! Notes: written, listed, read. `cargo run`, then http://127.0.0.1:8080/docs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cepa::prelude::*;

/// A note as clients send it.
#[model]
struct NewNote {
    #[validate(length(min = 1, max = 200))]
    text: String,
}

/// A note.
#[model]
struct Note {
    id: u32,
    text: String,
}

/// Why there is no note.
#[derive(Debug, ApiError)]
enum NoteError {
    /// no note has this number
    #[status(404)]
    Unknown,
}

/// The notes' texts by their numbers, in memory.
#[derive(Debug, Clone, Default)]
struct Notes(Arc<Mutex<BTreeMap<u32, String>>>);

impl Notes {
    fn texts(&self) -> MutexGuard<'_, BTreeMap<u32, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the handlers borrow from.
#[derive(Debug, Clone, Default, State)]
struct AppState {
    notes: Notes,
}

/// All notes.
#[get("/notes", public)]
#[json]
async fn list(#[state] notes: &Notes) -> Vec<Note> {
    notes
        .texts()
        .iter()
        .map(|(id, text)| Note {
            id: *id,
            text: text.clone(),
        })
        .collect()
}

/// Write a note.
#[post("/notes", public)]
#[json]
async fn write(#[body] note: NewNote, #[state] notes: &Notes) -> Created<Note> {
    let mut texts = notes.texts();
    let id = texts.last_key_value().map_or(1, |(last, _)| last + 1);
    texts.insert(id, note.text.clone());
    Created::at(
        read::url(id),
        Note {
            id,
            text: note.text,
        },
    )
}

/// One note.
#[get("/notes/{id}", public)]
#[json]
async fn read(id: u32, #[state] notes: &Notes) -> Result<Note, NoteError> {
    let text = notes.texts().get(&id).cloned().ok_or(NoteError::Unknown)?;
    Ok(Note { id, text })
}

const ROUTES: Routes<AppState> = routes![list, write, read];

fn app() -> App<AppState> {
    App::new(ROUTES).state(AppState::default())
}

#[cepa::main]
async fn main() -> cepa::Result<()> {
    app().serve("127.0.0.1:8080").await
}

#[cfg(test)]
mod tests;
