#[json]
#[::cepa::__route(get("/orders"))]
async fn orders() -> Vec<Order> {
    Vec::new()
}
