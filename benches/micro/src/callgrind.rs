//! Runs a case under valgrind's callgrind, and reads what it says.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, process};

use crate::case::COUNTED;
use crate::{Case, Count, Error};

/// The functions of libc that allocate; one counts where it is called by another function than these.
const ALLOCATORS: [&str; 6] = ["malloc", "calloc", "realloc", "aligned_alloc", "memalign", "posix_memalign"];

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    pub instructions: u64,
    /// Calls of [`ALLOCATORS`].
    pub mallocs: u64,
}

/// Measures a case by `program --run <name of the case>`, a process of its own, so that no case's count hangs on another case.
///
/// # Errors
///
/// valgrind is missing, the case fails, or there is nothing to read.
pub fn measure(program: &Path, case: &Case) -> Result<Count, Error> {
    let out = env::temp_dir().join(format!("micro-{}-{}", process::id(), case.name.replace('/', "-")));
    // The parts of a run are told apart by an ending.
    let [first, second] = ["1", "2"].map(|part| out.with_extension(part));
    let output = command(program, case, &out).output().map_err(unavailable)?;
    let profile = fs::read_to_string(&second);
    for file in [&first, &second, &out] {
        // Those are there that callgrind came to.
        let _ = fs::remove_file(file);
    }
    if !output.status.success() {
        return Err(format!("{} fails:\n{}", case.name, String::from_utf8_lossy(&output.stderr)).into());
    }
    let profile = Profile::parse(&profile?).map_err(|invalid| format!("{}: callgrind says {invalid}", case.name))?;
    Ok(Count::each(profile, case.operations()))
}

/// callgrind, which writes a profile of each call of the counted function: `out.1`, `out.2`.
fn command(program: &Path, case: &Case, out: &Path) -> Command {
    let mut command = valgrind("callgrind");
    command
        .arg(format!("--toggle-collect={COUNTED}"))
        // Calls are counted where nothing else is, too; only what has been written begins anew.
        .arg(format!("--dump-after={COUNTED}"))
        .arg(format!("--callgrind-out-file={}", out.display()))
        // Each name in full: the file is small, for it has the counted functions only.
        .args(["--compress-strings=no", "--compress-pos=no"])
        .arg(program)
        .args(["--run", &case.name]);
    command
}

/// Makes libc copy with vector instructions whatever the size: valgrind counts `rep movsb`, which it would take for 8 KiB and
/// more, as an instruction for each byte.
const TUNABLES: &str = "glibc.cpu.x86_rep_movsb_threshold=0x40000000:glibc.cpu.x86_rep_stosb_threshold=0x40000000";

/// valgrind with one of its tools, in an environment that is the same for all who count.
pub(crate) fn valgrind(tool: &str) -> Command {
    let mut command = Command::new("valgrind");
    command.env_clear().env("GLIBC_TUNABLES", TUNABLES);
    if let Some(path) = env::var_os("PATH") {
        command.env("PATH", path);
    }
    command.arg(format!("--tool={tool}")).stdin(Stdio::null());
    command
}

pub(crate) fn unavailable(error: std::io::Error) -> Error {
    format!("valgrind does not start: {error}").into()
}

impl Profile {
    /// Reads callgrind's own format, with names in full:
    ///
    /// ```text
    /// fn=alloc::alloc::alloc
    /// 16 21
    /// cfn=malloc
    /// calls=3 0
    /// 16 310
    /// totals: 331
    /// ```
    ///
    /// # Errors
    ///
    /// It has no total, or one of nothing: the counted function was not found.
    pub fn parse(text: &str) -> Result<Self, InvalidProfile> {
        let mut profile = Self { instructions: 0, mallocs: 0 };
        let (mut caller, mut callee) = ("", "");
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("fn=") {
                caller = name;
            } else if let Some(name) = line.strip_prefix("cfn=") {
                callee = name;
            } else if let Some(calls) = line.strip_prefix("calls=") {
                if ALLOCATORS.contains(&callee) && !ALLOCATORS.contains(&caller) {
                    profile.mallocs += first_number(calls).ok_or_else(|| InvalidProfile(line.to_owned()))?;
                }
            } else if let Some(total) = line.strip_prefix("totals:") {
                profile.instructions = first_number(total).ok_or_else(|| InvalidProfile(line.to_owned()))?;
            }
        }
        if profile.instructions == 0 {
            return Err(InvalidProfile(format!("nothing of `{COUNTED}`")));
        }
        Ok(profile)
    }
}

fn first_number(text: &str) -> Option<u64> {
    text.split_whitespace().next()?.parse().ok()
}

/// A profile that cannot be read: the line at fault.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidProfile(String);

impl std::fmt::Display for InvalidProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidProfile {}

#[cfg(test)]
mod tests {
    use super::*;

    /// As callgrind writes it, shortened.
    const PROFILE: &str = "\
version: 1
creator: callgrind-3.19.0
events: Ir

fl=???
fn=micro::case::counted
0 120
cfn=cepa::app::answer
calls=10 0
0 4100

fn=cepa::app::answer
0 3000
cfi=./malloc/./malloc/malloc.c
cfn=malloc
calls=30 3281
0 700
cfn=posix_memalign
calls=2 5190
0 300
cfn=free
calls=32 3342
0 100

fl=./malloc/./malloc/malloc.c
fn=realloc
3390 40
cfn=malloc
calls=5 3281
3401 60
cfn=_int_malloc
calls=5 3720
3401 60

totals: 4220
";

    #[test]
    fn instructions_are_the_total_and_mallocs_the_calls_from_outside_of_the_allocator() {
        assert_eq!(Profile::parse(PROFILE), Ok(Profile { instructions: 4220, mallocs: 32 }));
    }

    #[test]
    fn a_profile_of_nothing_is_told() {
        let invalid = InvalidProfile("nothing of `micro::case::counted`".to_owned());
        assert_eq!(Profile::parse("events: Ir\n\ntotals: 0\n"), Err(invalid));
        assert!(Profile::parse("").is_err());
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told() {
        assert_eq!(Profile::parse("totals: many"), Err(InvalidProfile("totals: many".to_owned())));
        let text = "fn=a\ncfn=malloc\ncalls=\n0 1\ntotals: 1\n";
        assert_eq!(Profile::parse(text), Err(InvalidProfile("calls=".to_owned())));
    }
}
