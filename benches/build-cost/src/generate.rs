//! Applications of any size, made of one with a single resource.
//!
//! `apps/<framework>` is that one. Its resource is the module `orders_000`; of that a larger application has as many as it needs,
//! with other numbers, and it has each line of `main.rs` that names the module as often. All sizes of a framework are one cargo
//! workspace, so that what they depend on is built once. The workspace's manifest and lock file are those of the benchmarks,
//! and so the profiles and the versions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::framework::Framework;

/// What a resource has: list, create, show, replace, remove.
pub const ROUTES_PER_RESOURCE: usize = 5;

/// Stands for a resource's number wherever its name occurs.
const NUMBER: &str = "000";

/// A generated application.
#[derive(Debug, Clone)]
pub struct App {
    pub framework: Framework,
    pub routes: usize,
    workspace: PathBuf,
    /// The resource's source, with [`NUMBER`] in it.
    resource: String,
}

impl App {
    /// Writes the application; files that are as they should be stay untouched.
    pub fn generate(framework: Framework, routes: usize) -> Result<Self> {
        let template = benches().join("build-cost/apps").join(framework.name());
        let resource = fs::read_to_string(template.join("src/orders_000.rs"))?;
        let workspace = benches().join("target/build-cost").join(framework.name());
        let app = Self { framework, routes, workspace, resource };
        write_workspace(&app.workspace)?;

        let manifest = fs::read_to_string(template.join("Cargo.toml"))?;
        let own_name = format!("name = \"app-{}\"", framework.name());
        write(&app.dir().join("Cargo.toml"), &manifest.replace(&own_name, &format!("name = \"{}\"", app.package())))?;
        let main = fs::read_to_string(template.join("src/main.rs"))?;
        write(&app.dir().join("src/main.rs"), &app.repeat_numbered_lines(&main))?;
        if let Ok(support) = fs::read_to_string(template.join("src/support.rs")) {
            write(&app.dir().join("src/support.rs"), &support)?;
        }
        for number in 0..app.resources() {
            write(&app.resource_path(number), &app.resource_source(number))?;
        }
        Ok(app)
    }

    /// The name of the application's package and program.
    pub fn package(&self) -> String {
        format!("app-{}-{}", self.framework.name(), self.routes)
    }

    /// The directory of the workspace that the application is in.
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    fn dir(&self) -> PathBuf {
        self.workspace.join(self.package())
    }

    /// How many resources it has.
    pub fn resources(&self) -> usize {
        self.routes / ROUTES_PER_RESOURCE
    }

    /// Where the source of a resource stands.
    pub fn resource_path(&self, number: usize) -> PathBuf {
        self.dir().join(format!("src/orders_{number:03}.rs"))
    }

    /// The source of a resource, as generated.
    pub fn resource_source(&self, number: usize) -> String {
        self.resource.replace(NUMBER, &format!("{number:03}"))
    }

    /// The program that a build with this profile leaves.
    pub fn program(&self, profile: &str) -> PathBuf {
        self.workspace.join("target").join(profile).join(self.package())
    }

    /// All its code, as generated.
    pub fn sources(&self) -> Result<String> {
        let mut sources = String::new();
        for entry in fs::read_dir(self.dir().join("src"))? {
            sources += &fs::read_to_string(entry?.path())?;
        }
        Ok(sources)
    }

    fn repeat_numbered_lines(&self, text: &str) -> String {
        let mut repeated = String::new();
        for line in text.split_inclusive('\n') {
            if line.contains(NUMBER) {
                repeated.extend((0..self.resources()).map(|number| line.replace(NUMBER, &format!("{number:03}"))));
            } else {
                repeated.push_str(line);
            }
        }
        repeated
    }
}

/// The directory of the workspace of all benchmarks.
pub fn benches() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A workspace for all sizes of one framework.
fn write_workspace(workspace: &Path) -> Result<()> {
    let benches = benches();
    let manifest = fs::read_to_string(benches.join("Cargo.toml"))?;
    let lines = manifest.lines().map(|line| {
        if line.starts_with("members = ") {
            return "members = [\"app-*\"]\n".to_owned();
        }
        line.replace("path = \"", &format!("path = \"{}/", benches.display())) + "\n"
    });
    write(&workspace.join("Cargo.toml"), &lines.collect::<String>())?;

    // Cargo takes out of the lock file what the workspace has no use for; the rest keeps its versions.
    fs::copy(benches.join("Cargo.lock"), workspace.join("Cargo.lock"))?;
    Ok(())
}

/// Writes what differs, so that cargo sees no change where there is none.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    Ok(fs::write(path, text)?)
}
