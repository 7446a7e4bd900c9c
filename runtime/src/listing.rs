//! Writes a table of routes as the bytes that stand in the executable. Works in constants.
//!
//! `routes![]` puts them into a static in a section of its own, without `#[used]`, and the table points at it: so the linker
//! keeps the tables that an application is made of, and no others. `cepa_listing` has the format, and reads it.
//!
//! Every step here is interpreted by the compiler, a thousand times for a thousand routes: it counts.

use cepa_listing::format::{AUTH, DEPRECATED, MAGIC, PUBLIC, VERSION};

use crate::endpoint::{ArgumentMeta, TableMeta};
use crate::routing::{Leaf, Walk};

/// How many bytes a table takes at most.
pub const fn listing_len(table: &TableMeta) -> usize {
    let package = &table.package;
    let mut len = MAGIC.len() + 1 + 4 + 4 + NUMBER_MAX;
    len += text_len(package.name) + text_len(package.version) + text_len(table.module) + text_len(table.file);
    let mut walk = Walk::new(table.nodes);
    while let Some(leaf) = walk.next() {
        len += NUMBER_MAX + walk.path_len_max() + row_len(&leaf);
    }
    len
}

/// The table's bytes, with zeros behind them; `LEN` is its [`listing_len`].
pub const fn listing<const LEN: usize>(table: &TableMeta) -> [u8; LEN] {
    let mut writer = Writer { bytes: [0; LEN], at: 0 };
    writer.table(table);
    writer.bytes
}

/// How many bytes a number below 2³⁵ takes at most; texts are shorter, and so are lists.
const NUMBER_MAX: usize = 5;

const fn text_len(text: &str) -> usize {
    NUMBER_MAX + text.len()
}

const fn texts_len(texts: &[&str]) -> usize {
    let mut len = NUMBER_MAX;
    let mut at = 0;
    while at < texts.len() {
        len += text_len(texts[at]);
        at += 1;
    }
    len
}

/// The fields of a row, apart from its path.
const fn row_len(leaf: &Leaf<'_>) -> usize {
    let meta = leaf.meta;
    let host = match leaf.host {
        Some(host) => host.len(),
        None => 0,
    };
    // The row's own length, the flags, the line, the status, the limit and the number of arguments.
    let mut len = 4 + 1 + 2 * NUMBER_MAX + 2 * 10 + NUMBER_MAX + host;
    len += texts_len(leaf.pattern.methods) + texts_len(meta.tags);
    len += text_len(meta.name) + text_len(meta.module) + text_len(meta.file) + text_len(meta.operation_id);
    let mut at = 0;
    while at < meta.arguments.len() {
        let argument = &meta.arguments[at];
        len += 1 + text_len(argument.name) + text_len(argument.type_name);
        at += 1;
    }
    len
}

struct Writer<const LEN: usize> {
    bytes: [u8; LEN],
    at: usize,
}

impl<const LEN: usize> Writer<LEN> {
    const fn byte(&mut self, byte: u8) {
        self.bytes[self.at] = byte;
        self.at += 1;
    }

    const fn put(&mut self, piece: &[u8]) {
        if !piece.is_empty() {
            self.bytes.split_at_mut(self.at).1.split_at_mut(piece.len()).0.copy_from_slice(piece);
            self.at += piece.len();
        }
    }

    const fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.byte(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.byte(rest as u8);
    }

    const fn text(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.put(text);
    }

    const fn texts(&mut self, texts: &[&str]) {
        self.number(texts.len() as u64);
        let mut at = 0;
        while at < texts.len() {
            self.text(texts[at].as_bytes());
            at += 1;
        }
    }

    /// Writes four bytes at a place that was left for them.
    const fn fill_in(&mut self, place: usize, number: u32) {
        let end = self.at;
        self.at = place;
        self.put(&number.to_le_bytes());
        self.at = end;
    }

    const fn table(&mut self, table: &TableMeta) {
        self.put(&MAGIC);
        self.byte(VERSION);
        let length = self.at;
        self.at += 4;
        self.text(table.package.name.as_bytes());
        self.text(table.package.version.as_bytes());
        self.text(table.module.as_bytes());
        self.text(table.file.as_bytes());
        self.number(table.line as u64);
        let count = self.at;
        self.at += 4;
        let mut rows = 0;
        let mut walk = Walk::new(table.nodes);
        while let Some(leaf) = walk.next() {
            let row = self.at;
            self.at += 4;
            self.row(&leaf, walk.path().as_bytes());
            self.fill_in(row, (self.at - row - 4) as u32);
            rows += 1;
        }
        self.fill_in(count, rows);
        self.fill_in(length, (self.at - length - 4) as u32);
    }

    const fn row(&mut self, leaf: &Leaf<'_>, path: &[u8]) {
        let meta = leaf.meta;
        self.byte(flag(leaf.auth, AUTH) | flag(meta.public, PUBLIC) | flag(meta.deprecated, DEPRECATED));
        self.texts(leaf.pattern.methods);
        self.text(path);
        self.text(match leaf.host {
            Some(host) => host.as_bytes(),
            None => &[],
        });
        self.text(meta.name.as_bytes());
        self.text(meta.module.as_bytes());
        self.text(meta.file.as_bytes());
        self.number(meta.line as u64);
        self.text(meta.operation_id.as_bytes());
        self.number(match meta.status {
            Some(status) => status as u64 + 1,
            None => 0,
        });
        self.number(match meta.body_limit_bytes {
            // The largest of all numbers stands for itself less one.
            Some(limit) => limit.saturating_add(1),
            None => 0,
        });
        self.texts(meta.tags);
        self.number(meta.arguments.len() as u64);
        let mut at = 0;
        while at < meta.arguments.len() {
            self.argument(&meta.arguments[at]);
            at += 1;
        }
    }

    const fn argument(&mut self, argument: &ArgumentMeta) {
        // The order of the variants is that of the format.
        self.byte(argument.source as u8);
        self.text(argument.name.as_bytes());
        self.text(argument.type_name.as_bytes());
    }
}

const fn flag(set: bool, flag: u8) -> u8 {
    if set { flag } else { 0 }
}
