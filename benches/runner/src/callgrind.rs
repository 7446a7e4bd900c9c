//! What callgrind writes, and how a program under it is told to write.

use std::path::Path;
use std::process::Command;

use crate::Result;

/// The functions of glibc by which a program asks for memory.
const ALLOCATING: [&str; 6] = ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"];

/// What was counted from one dump to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub instructions: u64,
    pub mallocs: u64,
}

/// The command under callgrind; dumps go to `file`, a dot and the number of the dump.
pub fn under_callgrind(program: &Path, file: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--compress-strings=no", "--compress-pos=no"]);
    command.arg(format!("--callgrind-out-file={}", file.display()));
    command.arg(pipes(file));
    command.arg(program);
    command
}

/// Tells the program under callgrind to write a dump to `file`, and to count from zero again.
pub fn dump(pid: u32, file: &Path) -> Result<()> {
    let output = Command::new("vgdb").arg(pipes(file)).arg(format!("--pid={pid}")).arg("dump").output()?;
    if !output.status.success() {
        return Err(format!("vgdb cannot reach the program: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(())
}

/// Where valgrind and vgdb meet: beside the dumps, as a program that is killed leaves its pipes behind.
fn pipes(file: &Path) -> String {
    format!("--vgdb-prefix={}-vgdb", file.display())
}

/// Reads a dump, and removes it, as it is large.
pub fn read(file: &Path) -> Result<Counts> {
    let dump = std::fs::read_to_string(file).map_err(|error| format!("no dump {}: {error}", file.display()))?;
    std::fs::remove_file(file)?;
    parse(&dump)
}

/// Reads what a dump says, its strings not compressed.
fn parse(dump: &str) -> Result<Counts> {
    let mut instructions = None;
    let mut mallocs = 0;
    let mut callee = "";
    for line in dump.lines() {
        if let Some(total) = line.strip_prefix("totals: ") {
            instructions = Some(total.trim().parse()?);
        } else if let Some(name) = line.strip_prefix("cfn=") {
            callee = name;
        } else if let Some(calls) = line.strip_prefix("calls=")
            && ALLOCATING.contains(&callee)
        {
            mallocs += calls.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
    }
    let instructions = instructions.ok_or("a dump of callgrind without totals")?;
    Ok(Counts { instructions, mallocs })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "\
# callgrind format
positions: line
events: Ir
summary: 437150

ob=/target/release/server-hyper
fl=(unknown)
fn=alloc::alloc::alloc
0 120
cob=/usr/lib/x86_64-linux-gnu/libc.so.6
cfi=./malloc/malloc.c
cfn=malloc
calls=20 3281
0 4000
cfn=_int_malloc
calls=80 1338
0 9000
cfn=posix_memalign
calls=3 5676
0 900
cfn=mallocate
calls=7 1
0 9

totals: 437150
";

    #[test]
    fn counts_the_calls_of_glibcs_functions_alone() {
        assert_eq!(parse(DUMP).unwrap(), Counts { instructions: 437_150, mallocs: 23 });
    }

    #[test]
    fn a_dump_that_broke_off_is_an_error() {
        assert!(parse(DUMP.split("totals").next().unwrap()).is_err());
    }
}
