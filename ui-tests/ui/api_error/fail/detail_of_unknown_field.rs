//! A text names fields that are there.
use cepa::prelude::*;

#[derive(ApiError)]
enum StockError {
    #[status(409)]
    #[detail("only {lft} left")]
    OutOfStock { left: u32 },
}

fn main() {}
