//! The application, as far as it goes without a framework: `app-plain orders_000 replace 7 '{"customer":…}'`.
#![allow(dead_code, reason = "without what calls them, nobody uses the functions")]

mod orders_000;
#[cfg(feature = "calls")]
mod support;

#[cfg(feature = "calls")]
async fn call(resource: &str, route: &str, id: u32, input: &str) -> Result<String, String> {
    match resource {
        "orders_000" => orders_000::call(route, id, input).await,
        _ => Err(format!("no resource {resource}")),
    }
}

#[cfg(feature = "calls")]
fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().collect();
    let [_, resource, route, id, input] = &*args else {
        return Err("usage: RESOURCE ROUTE ID JSON".to_owned());
    };
    let id = id.parse().map_err(support::told)?;
    println!("{}", support::ready(call(resource, route, id, input))?);
    Ok(())
}

#[cfg(not(feature = "calls"))]
fn main() {}
