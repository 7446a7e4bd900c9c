//! Nothing but tests: what the compiler says to mistakes in the use of cepa's macros. See `README.md`.
