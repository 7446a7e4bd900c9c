//! Which host a route answers on.

use cepa::prelude::*;
use cepa::test::Client;
use cepa_tests::outcome;

async fn get<S: State>(client: &Client<S>, host: &str, target: &str) -> String {
    outcome(&client.get(target).header("host", host).await)
}

/// A port that is captured, and one that is named: the named one goes first.
#[cepa::test]
async fn a_named_port_goes_first() {
    #[get("/", host = "localhost:{port}")]
    async fn any_port(port: u16) -> String {
        format!("port {port}")
    }
    #[get("/", host = "localhost:12345")]
    async fn that_port() -> &'static str {
        "that port"
    }
    let client = Client::new(App::new(routes![any_port, that_port]));
    assert_eq!(get(&client, "localhost:4566", "/").await, "port 4566");
    assert_eq!(get(&client, "localhost:12345", "/").await, "that port");
    assert_eq!(get(&client, "example.com:4566", "/").await, "404");
}

/// A wildcard takes the whole host, its port included.
#[cepa::test]
async fn a_wildcard_takes_the_whole_host() {
    #[get("/all", host = "{*host}")]
    async fn all(host: &str) -> String {
        host.to_owned()
    }
    let client = Client::new(App::new(routes![all]));
    assert_eq!(get(&client, "127.0.0.1", "/all").await, "127.0.0.1");
    assert_eq!(get(&client, "127.0.0.1:12345", "/all").await, "127.0.0.1:12345");
}

/// A regex over the end of a host.
#[cepa::test]
async fn a_regex_on_a_host() {
    #[get("/", host = r"{host:[a-z0-9]+\.cloudfront\..*}")]
    async fn distribution(host: &str) -> String {
        host.to_owned()
    }
    let client = Client::new(App::new(routes![distribution]));
    let host = "ad91f538.cloudfront.localhost.localstack.cloud:5446";
    assert_eq!(get(&client, host, "/").await, host);
    assert_eq!(get(&client, "ad91f538.cloud.amazon.aws.com:5446", "/").await, "404");
}

/// A port that may be there.
#[cepa::test]
async fn an_optional_port() {
    #[get("/{*path}", host = "localhost.localstack.cloud:{port?}")]
    async fn health(path: &str, port: Option<u16>) -> String {
        format!("{path} {port:?}")
    }
    let client = Client::new(App::new(routes![health]));
    assert_eq!(get(&client, "localhost.localstack.cloud:4566", "/_cluster/health").await, "_cluster/health Some(4566)");
    assert_eq!(get(&client, "localhost.localstack.cloud", "/x").await, "x None");
    assert_eq!(get(&client, "localhost.localstack.cloud:544a6", "/x").await, "404");
}

/// One label by name; a host knows no letter case; a route on a host goes before one on any.
#[cepa::test]
async fn a_label_by_name() {
    #[get("/", host = "{tenant}.example.com")]
    async fn tenant_home(tenant: &str) -> String {
        format!("home of {tenant}")
    }
    #[get("/")]
    async fn home() -> &'static str {
        "home"
    }
    let client = Client::new(App::new(routes![home, tenant_home]));
    assert_eq!(get(&client, "acme.example.com", "/").await, "home of acme");
    assert_eq!(get(&client, "ACME.Example.COM:80", "/").await, "home of ACME");
    assert_eq!(get(&client, "a.b.example.com", "/").await, "home");
    assert_eq!(get(&client, "example.com", "/").await, "home");
    assert_eq!(outcome(&client.get("/").await), "home");
}

/// One group for a host, and the same group below a prefix on any host.
#[cepa::test]
async fn a_group_on_a_host_and_below_a_prefix() {
    mod api {
        use cepa::prelude::*;

        #[get("/my_api")]
        async fn my_api() -> &'static str {
            "api"
        }
        pub(super) const ROUTES: Routes = routes![my_api];
    }
    const ROUTES: Routes = routes![#[host("api.example.com")] "" => api::ROUTES, "/foo" => api::ROUTES];
    let client = Client::new(App::new(ROUTES));
    for host in ["api.example.com", "localhost:8080"] {
        assert_eq!(get(&client, host, "/foo/my_api").await, "api");
    }
    assert_eq!(get(&client, "api.example.com", "/my_api").await, "api");
    assert_eq!(get(&client, "localhost:8080", "/my_api").await, "404");
}

/// A host that lacks the path leaves it to routes on any host; 405 counts both.
#[cepa::test]
async fn hosts_fall_back() {
    #[get("/a", host = "x.test")]
    async fn on_host() -> &'static str {
        "on host"
    }
    #[post("/a")]
    async fn anywhere() -> &'static str {
        "anywhere"
    }
    let client = Client::new(App::new(routes![on_host, anywhere]));
    assert_eq!(get(&client, "x.test", "/a").await, "on host");
    let answer = client.post("/a").header("host", "x.test").await;
    assert_eq!(outcome(&answer), "anywhere");
    let answer = client.put("/a").header("host", "x.test").await;
    answer.assert_status(405);
    assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
}
