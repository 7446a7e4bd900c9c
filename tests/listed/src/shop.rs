//! A controller.

use cepa::prelude::*;

#[derive(Clone)]
pub(crate) struct Orders;

#[controller("/orders")]
impl Orders {
    #[get("/{id}")]
    async fn show(&self, id: u32) -> String {
        id.to_string()
    }

    #[delete("/{id}")]
    async fn remove(&self, id: u32, caller: crate::Caller) -> String {
        format!("{id} {caller:?}")
    }
}
