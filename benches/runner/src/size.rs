//! The size of a server's program.

use std::process::Command;

use crate::Result;
use crate::scratch::scratch_file;
use crate::servers::Server;

/// In bytes, without symbols.
pub fn stripped_bytes(server: &Server) -> Result<u64> {
    let stripped = scratch_file(&format!("{}-stripped", server.name))?;
    let status = Command::new("strip").arg("-o").arg(&stripped).arg(&server.program).status()?;
    if !status.success() {
        return Err(format!("{}: strip failed, {status}", server.name).into());
    }
    let bytes = stripped.metadata()?.len();
    std::fs::remove_file(stripped)?;
    Ok(bytes)
}
