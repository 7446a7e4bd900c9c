//! Takes Swagger UI out of its archive, for the docs page: as gzip, which is how it is served.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "docs")]
    swagger_ui::write(std::env::var("OUT_DIR")?.as_ref())?;
    Ok(())
}

/// A zip archive and a gzip file hold the same deflate stream, check sum and length; only what is around them differs. So nothing
/// is unpacked here, and the files need no library.
#[cfg(feature = "docs")]
mod swagger_ui {
    use std::error::Error;
    use std::fs;
    use std::path::Path;

    use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED as ARCHIVE;

    /// The end of each path in the archive, whose first folder carries the version.
    const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

    pub(crate) fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
        for file in FILES {
            let gzip =
                find(&format!("/dist/{file}")).ok_or_else(|| format!("{file} is not in the archive, deflated"))?;
            fs::write(folder.join(format!("{file}.gz")), gzip)?;
        }
        Ok(())
    }

    /// Goes through the archive's directory (APPNOTE 6.3.10, section 4.3.12), which its last record points at.
    fn find(path_end: &str) -> Option<Vec<u8>> {
        let last = ARCHIVE.windows(4).rposition(|window| window == b"PK\x05\x06")?;
        let mut at = number(last + 16)?;
        while ARCHIVE.get(at..at + 4)? == b"PK\x01\x02" {
            let path = ARCHIVE.get(at + 46..at + 46 + short(at + 28)?)?;
            if path.ends_with(path_end.as_bytes()) {
                return gzip(at);
            }
            at += 46 + short(at + 28)? + short(at + 30)? + short(at + 32)?;
        }
        None
    }

    /// The file that the directory's entry at this place is about (section 4.3.7), as gzip (RFC 1952, section 2.3).
    fn gzip(entry: usize) -> Option<Vec<u8>> {
        const DEFLATED: usize = 8;
        if short(entry + 10)? != DEFLATED {
            return None;
        }
        let header = number(entry + 42)?;
        let data = header + 30 + short(header + 26)? + short(header + 28)?;
        let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
        gzip.extend(ARCHIVE.get(data..data + number(entry + 20)?)?);
        // Both count in little endian: the check sum, and the length of what was deflated.
        gzip.extend(ARCHIVE.get(entry + 16..entry + 20)?);
        gzip.extend(ARCHIVE.get(entry + 24..entry + 28)?);
        Some(gzip)
    }

    fn short(at: usize) -> Option<usize> {
        let bytes = ARCHIVE.get(at..at + 2)?.try_into().ok()?;
        Some(u16::from_le_bytes(bytes).into())
    }

    fn number(at: usize) -> Option<usize> {
        let bytes = ARCHIVE.get(at..at + 4)?.try_into().ok()?;
        u32::from_le_bytes(bytes).try_into().ok()
    }
}
