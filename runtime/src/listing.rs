//! Writes a table of routes as the bytes that stand in the executable. Works in constants.
//!
//! `routes![]` puts them into a static in a section of its own, without `#[used]`, and the table points at it: so the linker
//! keeps the tables that an application is made of, and no others. `cepa_listing` has the format, and reads it.
//!
//! Every step here is interpreted by the compiler, so there are few of them for each route: a row is one text already, which the
//! compiler has joined out of literals, and of a mounted table its own listing's items are copied as they are.

use cepa_listing::format::{BEHIND_AUTH, FIELD_END, HEADER_BYTES, MAGIC, VERSION};

use crate::package::Package;

/// What a listing is made of.
#[derive(Debug)]
pub struct Listing {
    /// The package that holds the table.
    pub package: &'static Package,
    /// The fields that say where the table stands, the end of the one before them in front.
    pub site: &'static str,
    /// The items, in pieces.
    pub items: &'static [&'static [u8]],
}

impl Listing {
    /// How many bytes it takes.
    #[allow(clippy::len_without_is_empty, reason = "none is empty")]
    pub const fn len(&self) -> usize {
        HEADER_BYTES + self.head_len() + joined_len(self.items)
    }

    /// The bytes; `LEN` is its [`len`](Self::len).
    pub const fn bytes<const LEN: usize>(&self) -> [u8; LEN] {
        let Package { name, version, .. } = self.package;
        let head_len = self.head_len();
        let items_len = LEN - HEADER_BYTES - head_len;
        let mut bytes = [0; LEN];
        let mut free: &mut [u8] = &mut bytes;
        free = put(free, &header(head_len as u32, items_len as u32));
        free = put(free, name.as_bytes());
        free = put(free, &[FIELD_END]);
        free = put(free, version.as_bytes());
        free = put(free, self.site.as_bytes());
        put_all(free, self.items);
        bytes
    }

    const fn head_len(&self) -> usize {
        self.package.name.len() + 1 + self.package.version.len() + self.site.len()
    }
}

const fn header(head_len: u32, items_len: u32) -> [u8; HEADER_BYTES] {
    let [m0, m1, m2, m3, m4, m5, m6, m7] = MAGIC;
    let ([h0, h1, h2, h3], [i0, i1, i2, i3]) = (head_len.to_le_bytes(), items_len.to_le_bytes());
    [m0, m1, m2, m3, m4, m5, m6, m7, VERSION, h0, h1, h2, h3, i0, i1, i2, i3]
}

/// The items of a listing. A table at fault has no listing, and no items.
pub(crate) const fn items(listing: &[u8]) -> &[u8] {
    match listing.split_at_checked(HEADER_BYTES) {
        Some(([.., a, b, c, d, _, _, _, _], rest)) => rest.split_at(u32::from_le_bytes([*a, *b, *c, *d]) as usize).1,
        _ => &[],
    }
}

/// What stands in front of a route or a mount.
pub const fn behind_auth(auth: bool) -> &'static [u8] {
    if auth { &[BEHIND_AUTH] } else { &[] }
}

/// How many bytes the pieces have.
pub const fn joined_len(pieces: &[&[u8]]) -> usize {
    let mut len = 0;
    let mut rest = pieces;
    while let [piece, after @ ..] = rest {
        len += piece.len();
        rest = after;
    }
    len
}

/// The pieces, one after the other; `LEN` is their [`joined_len`].
pub const fn joined<const LEN: usize>(pieces: &[&[u8]]) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    put_all(&mut bytes, pieces);
    bytes
}

const fn put_all(free: &mut [u8], pieces: &[&[u8]]) {
    let mut free = free;
    let mut rest = pieces;
    while let [piece, after @ ..] = rest {
        // Most routes ask for no credentials.
        if !piece.is_empty() {
            free = put(free, piece);
        }
        rest = after;
    }
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
