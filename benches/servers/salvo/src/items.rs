//! Many values out and in.

use salvo::extract::JsonBody;
use salvo::prelude::*;
use workloads::item::{Imported, Item, all, imported};

/// Lists a hundred items.
pub(crate) struct List(Vec<Item>);

impl List {
    pub(crate) fn all() -> Self {
        Self(all())
    }
}

#[handler]
impl List {
    async fn handle(&self, response: &mut Response) {
        response.render(Json(&self.0));
    }
}

/// Takes many items.
#[handler]
pub(crate) async fn import(items: JsonBody<Vec<Item>>) -> Json<Imported> {
    Json(imported(&items))
}
