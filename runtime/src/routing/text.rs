//! A text buffer of fixed size that also works while constants are evaluated, where nothing can be allocated.

/// How many bytes a [`Text`] holds: more than any sensible path, and enough for a message that names two routes.
pub const TEXT_MAX_BYTES: usize = 2048;

/// A text of at most [`TEXT_MAX_BYTES`] bytes, usable in constants.
///
/// What does not fit is dropped and remembered; see [`is_cut`](Text::is_cut).
#[derive(Clone, Copy)]
pub struct Text {
    bytes: [u8; TEXT_MAX_BYTES],
    len: usize,
    cut: bool,
}

impl Text {
    /// An empty text.
    pub const fn new() -> Self {
        Self { bytes: [0; TEXT_MAX_BYTES], len: 0, cut: false }
    }

    /// The text. Empty if a piece was pushed that is not UTF-8.
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// The bytes of the text.
    pub const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.len).0
    }

    /// Whether something did not fit.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    pub(super) const fn push(&mut self, piece: &str) {
        self.push_bytes(piece.as_bytes());
    }

    pub(super) const fn push_bytes(&mut self, piece: &[u8]) {
        if self.len + piece.len() > TEXT_MAX_BYTES {
            self.cut = true;
            return;
        }
        let free = self.bytes.split_at_mut(self.len).1;
        free.split_at_mut(piece.len()).0.copy_from_slice(piece);
        self.len += piece.len();
    }

    pub(super) const fn push_byte(&mut self, byte: u8) {
        if self.len == TEXT_MAX_BYTES {
            self.cut = true;
            return;
        }
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    pub(super) const fn push_number(&mut self, number: u32) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        self.push_byte(b'0' + (number % 10) as u8);
    }

    pub(super) const fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.len = len;
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
