//! Every kind of entry, and layers around each.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("/users")]
impl Users {
    #[get("/{id}")]
    #[json]
    async fn show(&self, id: u32) -> u32 {
        id
    }

    fn helper(&self) {}
}

mod admin {
    use cepa::prelude::*;

    #[get("/{shop}")]
    async fn index(#[path] shop: u32) -> String {
        shop.to_string()
    }

    #[get("/me")]
    pub(crate) async fn me() -> String {
        String::new()
    }

    pub(crate) const ROUTES: Routes<super::AppState> = routes![index];
}

#[middleware]
async fn log(request: Request, next: Next, #[header] user_agent: Option<String>, #[state] users: &Users) -> Response {
    users.helper();
    let _ = user_agent;
    next.run(request).await
}

#[get("/a")]
async fn a() -> String {
    String::new()
}

#[get("/b")]
async fn b() -> String {
    String::new()
}

const T: Routes<AppState> = routes![
    #![layer(log)]
    a,
    #[layer(log)]
    admin::me,
    #[cfg(any())]
    not_there,
    "/admin" => admin::ROUTES,
    #[layer(log)]
    { b },
    "/x" => { a, b },
    #[host("{shop}.example.com")]
    "" => admin::ROUTES,
    Users,
];

fn main() {
    let _app = App::new(T).state(AppState { users: Users }).with(log);
    assert_eq!(Users::urls().show(3).to_string(), "/users/3");
}
