//! Writes a table of routes as the bytes that stand in the executable. Works in constants.
//!
//! `routes![]` puts them into a static in a section of its own, without `#[used]`, and the table points at it: so the linker
//! keeps the tables that an application is made of, and no others. `cepa_listing` has the format, and reads it.
//!
//! Every step here is interpreted by the compiler, so there are few of them for each route: a row is one text already, which the
//! compiler has joined out of literals, and of a mounted table its own listing's items are copied as they are.

use cepa_listing::format::{BEHIND_AUTH, FIELD_END, HEADER_BYTES, MAGIC, VERSION};

use crate::endpoint::{Node, TableMeta};
use crate::package::Package;

/// What the mounts of a table have listed already, one after the other, as they begin: the items of a mounted table's own listing. Of
/// others nothing.
// Not in the nodes: what they point at stays in the program, and of a mounted table the rows are in the listing around it.
pub type Mounted<'a> = &'a [&'a [u8]];

/// How many bytes the listing of a table takes.
pub const fn listing_len(table: &TableMeta, mounted: Mounted<'_>) -> usize {
    let mut mounted = mounted;
    HEADER_BYTES + head_len(table) + items_len(table.nodes, &mut mounted)
}

/// The listing of a table; `LEN` is its [`listing_len`].
pub const fn listing<const LEN: usize>(table: &TableMeta, mounted: Mounted<'_>) -> [u8; LEN] {
    let head_len = head_len(table);
    let items_len = LEN - HEADER_BYTES - head_len;
    let mut bytes = [0; LEN];
    let mut free: &mut [u8] = &mut bytes;
    free = put(free, &header(head_len as u32, items_len as u32));
    free = put_head(free, table);
    let mut mounted = mounted;
    put_items(free, table.nodes, &mut mounted);
    bytes
}

/// What the next mount has listed already.
const fn next<'a>(mounted: &mut Mounted<'a>) -> &'a [u8] {
    match *mounted {
        [listed, after @ ..] => {
            *mounted = after;
            listed
        }
        [] => &[],
    }
}

const fn header(head_len: u32, items_len: u32) -> [u8; HEADER_BYTES] {
    let [m0, m1, m2, m3, m4, m5, m6, m7] = MAGIC;
    let ([h0, h1, h2, h3], [i0, i1, i2, i3]) = (head_len.to_le_bytes(), items_len.to_le_bytes());
    [m0, m1, m2, m3, m4, m5, m6, m7, VERSION, h0, h1, h2, h3, i0, i1, i2, i3]
}

const fn head_len(table: &TableMeta) -> usize {
    let TableMeta { package: Package { name, version, .. }, module, file, line, .. } = table;
    name.len() + version.len() + module.len() + file.len() + digits(*line) + 5
}

const fn put_head<'a>(free: &'a mut [u8], table: &TableMeta) -> &'a mut [u8] {
    let TableMeta { package: Package { name, version, .. }, module, file, line, .. } = table;
    let mut free = put_field(free, name);
    free = put_field(free, version);
    free = put_field(free, module);
    free = put_field(free, file);
    free = put_number(free, *line);
    put(free, &[FIELD_END])
}

/// The items of a listing. A table at fault has no listing, and no items.
pub(crate) const fn items(listing: &[u8]) -> &[u8] {
    match listing.split_at_checked(HEADER_BYTES) {
        Some(([.., a, b, c, d, _, _, _, _], rest)) => rest.split_at(u32::from_le_bytes([*a, *b, *c, *d]) as usize).1,
        _ => &[],
    }
}

const MOUNT: &str = "mount";
const END: &str = "end";

const fn items_len(nodes: &[Node], mounted: &mut Mounted<'_>) -> usize {
    let mut len = 0;
    let mut rest = nodes;
    while let [node, after @ ..] = rest {
        len += match node {
            Node::Route(meta) => meta.auth as usize + meta.row.len(),
            Node::Mount { prefix, host, auth, nodes, .. } => {
                let fields = MOUNT.len() + path_len(prefix) + path_len(text(*host)) + END.len() + 4;
                let listed = next(mounted);
                *auth as usize + fields + if listed.is_empty() { items_len(nodes, mounted) } else { listed.len() }
            }
        };
        rest = after;
    }
    len
}

const fn put_items<'a>(free: &'a mut [u8], nodes: &[Node], mounted: &mut Mounted<'_>) -> &'a mut [u8] {
    let mut free = free;
    let mut rest = nodes;
    while let [node, after @ ..] = rest {
        free = match node {
            Node::Route(meta) => put(put_auth(free, meta.auth), meta.row.as_bytes()),
            Node::Mount { prefix, host, auth, nodes, .. } => {
                free = put_field(put_auth(free, *auth), MOUNT);
                free = put_path(put_path(free, prefix), text(*host));
                let listed = next(mounted);
                free = if listed.is_empty() { put_items(free, nodes, mounted) } else { put(free, listed) };
                put_field(free, END)
            }
        };
        rest = after;
    }
    free
}

const fn text(host: Option<&str>) -> &str {
    match host {
        Some(host) => host,
        None => "",
    }
}

const fn put_auth(free: &mut [u8], auth: bool) -> &mut [u8] {
    // Most routes ask for no credentials.
    if auth { put(free, &[BEHIND_AUTH]) } else { free }
}

const fn put_field<'a>(free: &'a mut [u8], text: &str) -> &'a mut [u8] {
    put(put(free, text.as_bytes()), &[FIELD_END])
}

/// In a path, an escape means the same as the byte.
const ESCAPED_FIELD_END: &[u8] = b"%1F";

const fn path_len(path: &str) -> usize {
    let mut len = path.len();
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        if *byte == FIELD_END {
            len += ESCAPED_FIELD_END.len() - 1;
        }
        rest = after;
    }
    len
}

const fn put_path<'a>(free: &'a mut [u8], path: &str) -> &'a mut [u8] {
    let mut free = free;
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        free = if *byte == FIELD_END { put(free, ESCAPED_FIELD_END) } else { put(free, &[*byte]) };
        rest = after;
    }
    put(free, &[FIELD_END])
}

const fn digits(number: u32) -> usize {
    if number >= 10 { digits(number / 10) + 1 } else { 1 }
}

const fn put_number(free: &mut [u8], number: u32) -> &mut [u8] {
    let free = if number >= 10 { put_number(free, number / 10) } else { free };
    put(free, &[b'0' + (number % 10) as u8])
}

/// Gives what is free behind the piece.
const fn put<'a>(free: &'a mut [u8], piece: &[u8]) -> &'a mut [u8] {
    if piece.len() <= BYTEWISE_MAX {
        return put_bytewise(free, piece);
    }
    let (place, rest) = free.split_at_mut(piece.len());
    place.copy_from_slice(piece);
    rest
}

/// Up to so many bytes, one by one takes fewer steps than the standard library's functions, and what they call.
const BYTEWISE_MAX: usize = 20;

const fn put_bytewise<'a>(free: &'a mut [u8], piece: &[u8]) -> &'a mut [u8] {
    let (mut free, mut rest) = (free, piece);
    while let [byte, after @ ..] = rest {
        let [place, behind @ ..] = free else { panic!("a listing is as long as its pieces") };
        *place = *byte;
        (free, rest) = (behind, after);
    }
    free
}
