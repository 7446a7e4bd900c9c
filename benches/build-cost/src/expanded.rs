//! How much code the macros write.

use crate::Result;
use crate::cargo;
use crate::framework::Framework;
use crate::generate::App;

/// Two sizes, whose difference is that of whole resources.
const ROUTES: (usize, usize) = (10, 20);

/// What a route comes to: its source, and what the macros make of that.
#[derive(Debug)]
pub struct Expanded {
    pub framework: Framework,
    pub source: Size,
    pub expanded: Size,
}

/// Of some code.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub lines: f64,
    pub bytes: f64,
}

/// Expands the applications.
pub fn measure(frameworks: &[Framework]) -> Result<Vec<Expanded>> {
    frameworks.iter().map(|framework| of_framework(*framework)).collect()
}

fn of_framework(framework: Framework) -> Result<Expanded> {
    let (small, large) = (App::generate(framework, ROUTES.0)?, App::generate(framework, ROUTES.1)?);
    let per_route = |small: Size, large: Size| {
        let routes = (ROUTES.1 - ROUTES.0) as f64;
        Size { lines: (large.lines - small.lines) / routes, bytes: (large.bytes - small.bytes) / routes }
    };
    Ok(Expanded {
        framework,
        source: per_route(size(&small.sources()?), size(&large.sources()?)),
        expanded: per_route(size(&expand(&small)?), size(&expand(&large)?)),
    })
}

fn size(code: &str) -> Size {
    Size { lines: code.lines().count() as f64, bytes: code.len() as f64 }
}

/// The application's code as the compiler has it once all macros have run.
fn expand(app: &App) -> Result<String> {
    eprintln!("{}: expanding", app.package());
    let mut command = cargo::cargo(app);
    command
        .args(["rustc", "--offline", "--quiet", "--profile", "check", "--package", &app.package()])
        // Build scripts can see the variable, and would run again for the next figure.
        .args(["--target-dir", "target/expanded"])
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["--", "-Zunpretty=expanded"]);
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
