//! What the bytes of a table are.
//!
//! ```text
//! table    = MAGIC  VERSION:byte  head_length:u32  length:u32  head  item…      the lengths count the bytes of head, and of items
//! head     = package  version  module  file  line
//! item     = route / mount
//! route    = [BEHIND_AUTH] "route"  function  module  file  line
//!            operation_id  status:optional  body_limit_bytes:optional
//!            public:flag  deprecated:flag
//!            tag:list  argument:list  pattern:list
//! argument = source  name  type
//! pattern  = method:list  path  host                          the path as the route has it, without the prefixes of mounts
//! mount    = [BEHIND_AUTH] "mount"  prefix  host  item…  "end"
//! list     = count  the items of the list
//! optional = empty for none, else a number
//! flag     = empty, or a word
//! u32      = four bytes, the lowest first
//! ```
//!
//! All else is a field: UTF-8 and a [`FIELD_END`], which stands in no field; numbers are decimal. So a compiler can join a row out
//! of literals, and copy the items of a mounted table as they are.
//!
//! Zeros may stand between tables. Fields at the end of a head are a later version's addition, and passed over; any other change
//! is a new [`VERSION`].

/// What a table begins with. No text begins so, and a file that went through a change of line ends has lost it.
pub const MAGIC: [u8; 8] = *b"\x93cepart\n";

/// The version of the format.
pub const VERSION: u8 = 2;

/// How many bytes stand in front of a table's head.
pub const HEADER_BYTES: usize = MAGIC.len() + 1 + 4 + 4;

/// What ends a field: the unit separator of ASCII.
pub const FIELD_END: u8 = 0x1f;

/// What stands in front of a route that refuses requests without credentials, and of a mount whose routes all do.
pub const BEHIND_AUTH: u8 = b'!';

/// What the names of sections begin with in ELF files. Each table has a section of its own, so that the linker leaves out those
/// that do not reach the program; a hash of the table follows.
pub const ELF_SECTION: &str = ".cepa.routes";

/// The section in Mach-O files (at most 16 bytes), in the segment `__DATA`; there the linker knows each table as an atom.
pub const MACHO_SECTION: &str = "__cepa_routes";

/// The section in PE files (at most 8 bytes). Objects have `.cepa$` with the hash; the linker joins them under this name.
pub const PE_SECTION: &str = ".cepa";
