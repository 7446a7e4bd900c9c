//! The routes of the comparison's server: so what is counted here is what is compared there.

#[path = "../../../servers/cepa/src/items.rs"]
pub(super) mod items;
#[path = "../../../servers/cepa/src/orders.rs"]
pub(super) mod orders;
#[path = "../../../servers/cepa/src/shops.rs"]
pub(super) mod shops;
