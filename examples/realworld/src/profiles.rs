//! Profiles: users as others see them, and following them.

use cepa::prelude::*;

use crate::AppState;
use crate::auth::CurrentUser;
use crate::db::Db;

pub(crate) const ROUTES: Routes<AppState> = routes![get_profile, follow, unfollow];

#[model(output)]
struct ProfileResponse {
    profile: Profile,
}

/// A user as others see them.
#[model(output)]
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) username: String,
    pub(crate) bio: Option<String>,
    pub(crate) image: Option<String>,
    /// Whether the one who asks follows this user.
    pub(crate) following: bool,
}

/// What may stand in the way of a profile.
#[derive(Debug, ApiError)]
enum ProfileError {
    /// there is no user of this name
    #[status(404)]
    NoUser,
    /// the database failed
    #[status(500)]
    Database(#[from] sqlx::Error),
}

/// See a profile.
#[get("/profiles/{username}", public, tags = ["Profile"])]
#[json]
async fn get_profile(
    username: &str,
    viewer: Option<CurrentUser>,
    #[state] db: &Db,
) -> Result<ProfileResponse, ProfileError> {
    seen_by(viewer.as_ref(), username, db).await
}

/// Follow a user.
#[post("/profiles/{username}/follow", tags = ["Profile"])]
#[json]
async fn follow(username: &str, user: CurrentUser, #[state] db: &Db) -> Result<ProfileResponse, ProfileError> {
    db.follow(user.id, username).await?;
    seen_by(Some(&user), username, db).await
}

/// Follow a user no more.
#[delete("/profiles/{username}/follow", tags = ["Profile"])]
#[json]
async fn unfollow(username: &str, user: CurrentUser, #[state] db: &Db) -> Result<ProfileResponse, ProfileError> {
    db.unfollow(user.id, username).await?;
    seen_by(Some(&user), username, db).await
}

async fn seen_by(viewer: Option<&CurrentUser>, username: &str, db: &Db) -> Result<ProfileResponse, ProfileError> {
    let profile = db.profile(username, viewer.map(|user| user.id)).await?.ok_or(ProfileError::NoUser)?;
    Ok(ProfileResponse { profile })
}
