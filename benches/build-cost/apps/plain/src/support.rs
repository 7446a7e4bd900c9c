//! What calls the functions, from text to text.

use std::fmt::Debug;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use serde::de::DeserializeOwned;
use validator::Validate;

/// A value whose rules hold.
pub fn valid<T: DeserializeOwned + Validate>(text: &str) -> Result<T, String> {
    let value: T = serde_json::from_str(text).map_err(told)?;
    value.validate().map_err(told)?;
    Ok(value)
}

pub fn json<T: Serialize>(value: T) -> Result<String, String> {
    serde_json::to_string(&value).map_err(told)
}

pub fn told(error: impl Debug) -> String {
    format!("{error:?}")
}

/// What a future that has nothing to wait for comes to.
pub fn ready<T>(future: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err("waits".to_owned()),
    }
}
