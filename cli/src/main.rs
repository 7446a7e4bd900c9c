//! `cargo cepa`: what one wants to know of a cepa program, and have done with it, from the command line.
//!
//! Every command can be replaced by plain cargo commands, and its help says by which.

mod check;
#[cfg(unix)]
mod dev;
mod executable;
mod new;
mod openapi;
mod output;
mod program;
mod routes;
mod style;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// `cargo` calls `cargo-cepa cepa …`.
#[derive(Debug, Parser)]
#[command(name = "cargo", bin_name = "cargo", disable_help_subcommand = true, styles = clap_cargo_styles())]
enum Cargo {
    /// A cepa program: its routes, its document, its contract, its development.
    #[command(version)]
    Cepa {
        #[command(subcommand)]
        command: Command,
    },
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Routes(routes::Routes),
    Openapi(openapi::Openapi),
    Check(check::Check),
    #[cfg(unix)]
    Dev(dev::Dev),
}

/// An outcome that has been told already: only the exit status is left to say it with.
#[derive(Debug)]
pub(crate) struct Told(pub(crate) u8);

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit status {}", self.0)
    }
}

impl std::error::Error for Told {}

fn main() -> ExitCode {
    let Cargo::Cepa { command } = Cargo::parse();
    let outcome = match command {
        Command::New(new) => new.run(),
        Command::Routes(routes) => routes.run(),
        Command::Openapi(openapi) => openapi.run(),
        Command::Check(check) => check.run(),
        #[cfg(unix)]
        Command::Dev(dev) => dev.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref() {
            Some(Told(status)) => ExitCode::from(*status),
            None => {
                eprintln!("error: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// As cargo's own help looks.
fn clap_cargo_styles() -> clap::builder::Styles {
    use clap::builder::styling::{AnsiColor, Effects, Styles};
    Styles::styled()
        .header(AnsiColor::Green.on_default() | Effects::BOLD)
        .usage(AnsiColor::Green.on_default() | Effects::BOLD)
        .literal(AnsiColor::Cyan.on_default() | Effects::BOLD)
        .placeholder(AnsiColor::Cyan.on_default())
}
