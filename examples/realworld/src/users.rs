//! Users: register, log in, see and change oneself.

use cepa::prelude::*;

use crate::AppState;
use crate::auth::CurrentUser;
use crate::db::{self, Db};
use crate::password::{self, PasswordError};
use crate::token::Keys;

pub(crate) const ROUTES: Routes<AppState> = routes![register, login, get_current_user, update_current_user];

#[model(input)]
struct NewUserRequest {
    #[validate(nested)]
    user: NewUser,
}

#[model(input)]
struct NewUser {
    #[validate(length(min = 1, max = 64), non_control_character)]
    username: String,
    #[validate(email)]
    email: String,
    #[validate(length(min = 8, max = 256))]
    password: String,
}

#[model(input)]
struct LoginRequest {
    user: Login,
}

#[model(input)]
struct Login {
    email: String,
    password: String,
}

#[model(input)]
struct UpdateUserRequest {
    #[validate(nested, custom(function = changes_something))]
    user: UserUpdate,
}

/// What to change of a user: an absent member stays as it is, `null` clears a bio or an image.
#[model(input)]
#[derive(Debug, Default)]
pub(crate) struct UserUpdate {
    #[validate(length(min = 1, max = 64), non_control_character)]
    pub(crate) username: Option<String>,
    #[validate(email)]
    pub(crate) email: Option<String>,
    #[validate(length(min = 8, max = 256))]
    pub(crate) password: Option<String>,
    #[validate(length(max = 10_000))]
    pub(crate) bio: Option<Option<String>>,
    #[validate(length(max = 2_000))]
    pub(crate) image: Option<Option<String>>,
}

#[model(output)]
struct UserResponse {
    user: User,
}

#[model(output)]
struct User {
    username: String,
    email: String,
    token: String,
    bio: Option<String>,
    image: Option<String>,
}

fn changes_something(update: &UserUpdate) -> Result<(), &'static str> {
    match update {
        UserUpdate { username: None, email: None, password: None, bio: None, image: None } => {
            Err("must name something to change")
        }
        _ => Ok(()),
    }
}

/// What may stand in the way of a user.
#[derive(Debug, ApiError)]
enum UserError {
    /// email or password is wrong
    #[status(401)]
    WrongCredentials,
    /// the user is gone
    #[status(401)]
    Gone,
    /// username has already been taken
    #[status(422)]
    UsernameTaken,
    /// email has already been taken
    #[status(422)]
    EmailTaken,
    /// the database failed
    #[status(500)]
    Database(sqlx::Error),
    /// the password could not be hashed
    #[status(500)]
    Password(#[from] PasswordError),
    /// no token could be issued
    #[status(500)]
    Token(#[from] jsonwebtoken::errors::Error),
}

impl From<sqlx::Error> for UserError {
    fn from(error: sqlx::Error) -> Self {
        if db::is_taken(&error, "username") {
            Self::UsernameTaken
        } else if db::is_taken(&error, "email") {
            Self::EmailTaken
        } else {
            Self::Database(error)
        }
    }
}

/// Register a new user.
#[post("/users", public, tags = ["User and Authentication"])]
#[json]
async fn register(
    #[body] request: NewUserRequest,
    #[state] db: &Db,
    #[state] keys: &Keys,
) -> Result<Created<UserResponse>, UserError> {
    let NewUser { username, email, password } = request.user;
    let hash = password::hash(password).await?;
    let user = db.insert_user(&username, &email, &hash).await?;
    Ok(Created(signed_in(user, keys)?))
}

/// Log in.
///
/// An unknown e-mail and a wrong password have the same answer, after the same time.
#[post("/users/login", public, tags = ["User and Authentication"])]
#[json]
async fn login(
    #[body] request: LoginRequest,
    #[state] db: &Db,
    #[state] keys: &Keys,
) -> Result<UserResponse, UserError> {
    let Login { email, password } = request.user;
    let (user, hash) = db.credentials(&email).await?.map(|found| (found.user, found.password_hash)).unzip();
    let fits = password::verify(password, hash).await?;
    let user = user.filter(|_| fits).ok_or(UserError::WrongCredentials)?;
    Ok(signed_in(user, keys)?)
}

/// See oneself.
#[get("/user", tags = ["User and Authentication"])]
#[json]
async fn get_current_user(user: CurrentUser, #[state] keys: &Keys) -> Result<UserResponse, UserError> {
    Ok(signed_in(user, keys)?)
}

/// Change oneself.
#[put("/user", tags = ["User and Authentication"])]
#[json]
async fn update_current_user(
    user: CurrentUser,
    #[body] request: UpdateUserRequest,
    #[state] db: &Db,
    #[state] keys: &Keys,
) -> Result<UserResponse, UserError> {
    let mut update = request.user;
    let hash = match update.password.take() {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    let user = db.update_user(user.id, &update, hash.as_deref()).await?.ok_or(UserError::Gone)?;
    Ok(signed_in(user, keys)?)
}

/// A user beside a fresh token.
fn signed_in(user: CurrentUser, keys: &Keys) -> Result<UserResponse, jsonwebtoken::errors::Error> {
    let token = keys.issue(user.id)?;
    let CurrentUser { username, email, bio, image, .. } = user;
    Ok(UserResponse { user: User { username, email, token, bio, image } })
}
