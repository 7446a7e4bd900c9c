//! Five layers, one around the other: each adds a header of its own to the answer.

/// The headers, from the outermost layer to the innermost: names in lower case, and their values.
pub const HEADERS: [(&str, &str); 5] =
    [("x-layer-1", "one"), ("x-layer-2", "two"), ("x-layer-3", "three"), ("x-layer-4", "four"), ("x-layer-5", "five")];
