//! Two hundred routes: forty resources, with five routes each.
//!
//! | request | answer |
//! |---|---|
//! | `GET /api/invoices` | `list invoices` |
//! | `POST /api/invoices` | `create invoices` |
//! | `GET /api/invoices/{id}` | `show invoices 4711` |
//! | `PUT /api/invoices/{id}` | `replace invoices 4711` |
//! | `DELETE /api/invoices/{id}` | `remove invoices 4711` |

/// Calls the macro that is given with all resources: `accounts "/api/accounts" "/api/accounts/{id}", …`.
#[macro_export]
macro_rules! for_all_resources {
    ($macro:ident) => {
        $macro! {
            accounts "/api/accounts" "/api/accounts/{id}",
            addresses "/api/addresses" "/api/addresses/{id}",
            invoices "/api/invoices" "/api/invoices/{id}",
            payments "/api/payments" "/api/payments/{id}",
            refunds "/api/refunds" "/api/refunds/{id}",
            customers "/api/customers" "/api/customers/{id}",
            products "/api/products" "/api/products/{id}",
            categories "/api/categories" "/api/categories/{id}",
            suppliers "/api/suppliers" "/api/suppliers/{id}",
            warehouses "/api/warehouses" "/api/warehouses/{id}",
            shipments "/api/shipments" "/api/shipments/{id}",
            carriers "/api/carriers" "/api/carriers/{id}",
            returns "/api/returns" "/api/returns/{id}",
            coupons "/api/coupons" "/api/coupons/{id}",
            discounts "/api/discounts" "/api/discounts/{id}",
            reviews "/api/reviews" "/api/reviews/{id}",
            ratings "/api/ratings" "/api/ratings/{id}",
            questions "/api/questions" "/api/questions/{id}",
            answers "/api/answers" "/api/answers/{id}",
            messages "/api/messages" "/api/messages/{id}",
            threads "/api/threads" "/api/threads/{id}",
            users "/api/users" "/api/users/{id}",
            teams "/api/teams" "/api/teams/{id}",
            roles "/api/roles" "/api/roles/{id}",
            permissions "/api/permissions" "/api/permissions/{id}",
            sessions "/api/sessions" "/api/sessions/{id}",
            tokens "/api/tokens" "/api/tokens/{id}",
            devices "/api/devices" "/api/devices/{id}",
            webhooks "/api/webhooks" "/api/webhooks/{id}",
            events "/api/events" "/api/events/{id}",
            audits "/api/audits" "/api/audits/{id}",
            reports "/api/reports" "/api/reports/{id}",
            dashboards "/api/dashboards" "/api/dashboards/{id}",
            widgets "/api/widgets" "/api/widgets/{id}",
            exports "/api/exports" "/api/exports/{id}",
            imports "/api/imports" "/api/imports/{id}",
            settings "/api/settings" "/api/settings/{id}",
            currencies "/api/currencies" "/api/currencies/{id}",
            countries "/api/countries" "/api/countries/{id}",
            languages "/api/languages" "/api/languages/{id}",
        }
    };
}

/// The answer of a route without an id.
pub fn of_all(verb: &str, resource: &str) -> String {
    let mut text = String::with_capacity(verb.len() + 1 + resource.len());
    text.push_str(verb);
    text.push(' ');
    text.push_str(resource);
    text
}

/// The answer of a route with an id.
pub fn of_one(verb: &str, resource: &str, id: u64) -> String {
    use std::fmt::Write;

    let mut text = of_all(verb, resource);
    let _ = write!(text, " {id}");
    text
}
