//! Nothing calls `main` with arguments.
#[cepa::main]
async fn main(port: u16) {
    let _ = port;
}
