//! `main` may fail.
#[cepa::main]
async fn main() -> cepa::Result<()> {
    Ok(())
}
