//! Moments in time, as the API writes them.

use cepa::prelude::*;

/// A moment in RFC 3339, in UTC with milliseconds, such as `2026-11-21T09:30:00.123Z`. As text it sorts by time.
#[model(output)]
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
#[schemars(extend("format" = "date-time"))]
pub(crate) struct Timestamp(String);

impl Timestamp {
    pub(crate) fn now() -> Self {
        Self(format!("{:.3}", jiff::Timestamp::now()))
    }
}
