//! What the bytes of a table are.
//!
//! ```text
//! table    = MAGIC  VERSION:byte  length:u32  body            length counts the bytes of body
//! body     = package:text  version:text  module:text  file:text  line:number  count:u32  row…
//! row      = length:u32  fields                               length counts the bytes of fields
//! fields   = flags:byte  methods:texts  path:text  host:text
//!            function:text  module:text  file:text  line:number
//!            operation_id:text  status:optional  body_limit_bytes:optional
//!            tags:texts  count:number  argument…
//! argument = source:byte  name:text  type:text
//! texts    = count:number  text…
//! text     = length:number  bytes (UTF-8)
//! optional = number                                           0 for none, else the value plus one
//! number   = LEB128: seven bits a byte, the lowest first, the top bit set on all bytes but the last
//! u32      = four bytes, the lowest first
//! ```
//!
//! Zeros may stand between tables. What follows the fields in a row, or the rows in a body, is a later version's
//! addition, and passed over; any other change is a new [`VERSION`].

/// What a table begins with. No text begins so, and a file that went through a change of line ends has lost it.
pub const MAGIC: [u8; 8] = *b"\x93cepart\n";

/// The version of the format.
pub const VERSION: u8 = 1;

/// What the names of sections begin with in ELF files. Each table has a section of its own, so that the linker leaves out those
/// that do not reach the program; a hash of the table follows.
pub const ELF_SECTION: &str = ".cepa.routes";

/// The section in Mach-O files (at most 16 bytes), in the segment `__DATA`; there the linker knows each table as an atom.
pub const MACHO_SECTION: &str = "__cepa_routes";

/// The section in PE files (at most 8 bytes). Objects have `.cepa$` with the hash; the linker joins them under this name.
pub const PE_SECTION: &str = ".cepa";

/// Flag of a row: [`auth`](crate::Row::auth).
pub const AUTH: u8 = 1;

/// Flag of a row: [`public`](crate::Row::public).
pub const PUBLIC: u8 = 2;

/// Flag of a row: [`deprecated`](crate::Row::deprecated).
pub const DEPRECATED: u8 = 4;

/// The sources of arguments; their order gives the numbers, from 0.
pub(crate) const SOURCES: [crate::Source; 7] = {
    use crate::Source::*;
    [Path, Query, Header, Cookie, Body, State, Extractor]
};
