//! Passwords: hashed with argon2id, away from the threads that serve requests.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

/// How many hashes are computed at once. Each takes a core and 19 MiB: a crowd at the login must not take them all.
static TURNS: Semaphore = Semaphore::const_new(4);

/// The hash of a password that nobody has, with the parameters of every other.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password could not be hashed or compared.
#[derive(Debug)]
pub(crate) enum PasswordError {
    /// The hash is damaged, or the system has no random bytes.
    Hash(HashError),
    /// The server is going down.
    Stopped(JoinError),
}

/// The salted hash of a password, with its parameters, as a PHC string.
pub(crate) async fn hash(password: String) -> Result<String, PasswordError> {
    in_turn(move || Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())).await
}

/// Whether `password` is the one behind `hash`. Without a hash it never is, and takes just as long to say so: the time of a login
/// does not tell whether a user exists.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    in_turn(move || {
        let expected = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY))?;
        match Argon2::default().verify_password(password.as_bytes(), &expected) {
            Ok(()) => Ok(hash.is_some()),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => Err(error),
        }
    })
    .await
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
) -> Result<T, PasswordError> {
    let turn = TURNS.acquire().await;
    let work = move || {
        // Held to the end of the work, even where the request is given up before.
        let _turn = turn;
        work()
    };
    spawn_blocking(work).await.map_err(PasswordError::Stopped)?.map_err(PasswordError::Hash)
}

impl std::fmt::Display for PasswordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hash(error) => write!(f, "password hash: {error}"),
            Self::Stopped(error) => write!(f, "password hash: {error}"),
        }
    }
}

impl std::error::Error for PasswordError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_fits_its_hash() {
        let hash = hash("correct horse".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("battery staple".to_owned(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn the_same_password_is_hashed_anew_each_time() {
        assert_ne!(hash("again".to_owned()).await.unwrap(), hash("again".to_owned()).await.unwrap());
    }

    /// The stand-in hash must be sound and as costly as any: else the time would tell that there is no such user.
    #[tokio::test]
    async fn nobody_has_a_password() {
        assert!(!verify("anything".to_owned(), None).await.unwrap());
        let cost = |hash: &str| PasswordHash::new(hash).unwrap().params;
        assert_eq!(cost(NOBODY), cost(&hash("anything".to_owned()).await.unwrap()));
    }

    #[tokio::test]
    async fn a_damaged_hash_is_an_error() {
        assert!(verify("anything".to_owned(), Some("plain".to_owned())).await.is_err());
    }
}
