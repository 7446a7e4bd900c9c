//! Takes fields and numbers off bytes that may be anything.

use std::str::FromStr;

use crate::format::FIELD_END;
use crate::read::Fault;

/// A place in the bytes, and how far it may go.
pub(crate) struct Cursor<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    pub(crate) end: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn skip_zeros(&mut self) {
        while self.at < self.end && self.bytes[self.at] == 0 {
            self.at += 1;
        }
    }

    pub(crate) const fn damaged(&self) -> Fault {
        Fault::Damaged { offset: self.at }
    }

    pub(crate) const fn is_at_end(&self) -> bool {
        self.at == self.end
    }

    /// Passes over this byte, if it is the next.
    pub(crate) fn passes(&mut self, byte: u8) -> bool {
        let is_next = self.bytes[self.at..self.end].first() == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.end).ok_or_else(|| self.damaged())?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Fault> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// A field.
    pub(crate) fn text(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        let damaged = Fault::Damaged { offset: start };
        let length = self.bytes[start..self.end].iter().position(|byte| *byte == FIELD_END).ok_or(damaged)?;
        self.at += length + 1;
        std::str::from_utf8(&self.bytes[start..start + length]).map_err(|_| damaged)
    }

    pub(crate) fn number<T: FromStr>(&mut self) -> Result<T, Fault> {
        let damaged = self.damaged();
        self.text()?.parse().map_err(|_| damaged)
    }

    pub(crate) fn optional<T: FromStr>(&mut self) -> Result<Option<T>, Fault> {
        let damaged = self.damaged();
        match self.text()? {
            "" => Ok(None),
            number => number.parse().map(Some).map_err(|_| damaged),
        }
    }

    pub(crate) fn flag(&mut self) -> Result<bool, Fault> {
        Ok(!self.text()?.is_empty())
    }

    /// What `each` reads, as often as a count says.
    pub(crate) fn list<T>(&mut self, each: impl Fn(&mut Self) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        let count: usize = self.number()?;
        // Little is allocated for a count that is a lie: the list grows with what has been read.
        let mut list = Vec::with_capacity(count.min(16));
        for _ in 0..count {
            list.push(each(self)?);
        }
        Ok(list)
    }

    /// The next `length` bytes alone; they are passed over.
    pub(crate) fn part(&mut self, length: u32) -> Result<Self, Fault> {
        let at = self.at;
        self.take(length as usize)?;
        Ok(Self { bytes: self.bytes, at, end: self.at })
    }
}
