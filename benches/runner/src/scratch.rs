//! A folder for what a run leaves behind: logs of servers, scripts, profiles.

use std::path::PathBuf;

use crate::Result;

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("benches-runner-{}", std::process::id()))
}

/// Where a file of this name may be written.
pub fn scratch_file(name: &str) -> Result<PathBuf> {
    std::fs::create_dir_all(folder())?;
    Ok(folder().join(name))
}

/// Removes the folder when it is dropped.
pub struct Scratch;

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that was never made, or stays behind among temporary files, harms nobody.
        let _ = std::fs::remove_dir_all(folder());
    }
}
