//! The application's state and what it provides to handlers.

/// The state of an application. `#[derive(State)]` implements it and makes every field available by its type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no application state",
    label = "no state",
    note = "put `#[derive(State)]` on the type"
)]
pub trait State: Send + Sync + 'static {}

impl State for () {}

/// A state that has a `T`: what an argument `#[state] name: &T` asks for.
#[diagnostic::on_unimplemented(
    message = "the state `{Self}` provides no `{T}`",
    label = "`{T}` is not provided",
    note = "add a field of this type to `{Self}`, which `#[derive(State)]` then provides",
    note = "is `{Self}` not the state you mean? a table names its own: `const ROUTES: Routes<AppState>`"
)]
pub trait Provide<T: ?Sized>: Send + Sync {
    /// Borrows it.
    fn provide(&self) -> &T;
}

/// A state that provides everything: what the types of a signature are checked against, whatever the application. There is no
/// value of it.
#[derive(Debug, Clone, Copy)]
pub enum AnyState {}

impl State for AnyState {}

impl<T: ?Sized> Provide<T> for AnyState {
    fn provide(&self) -> &T {
        match *self {}
    }
}

/// Whether an application has been given its state.
#[diagnostic::on_unimplemented(
    message = "this application has no state yet",
    label = "handlers borrow from a state of type `{S}`",
    note = "give it one before: `.state(…)`"
)]
pub trait GivenState<S> {
    #[doc(hidden)]
    fn into_state(self) -> S;
}

impl<S: State> GivenState<S> for S {
    fn into_state(self) -> S {
        self
    }
}

/// The state that an application's table names.
#[diagnostic::on_unimplemented(
    message = "the routes are for the state `{S}`, not for `{Self}`",
    label = "not the state that the table names",
    note = "name this one in the type of the table: `const ROUTES: Routes<{Self}>`"
)]
pub trait StateFor<S> {
    #[doc(hidden)]
    fn into_state_of_table(self) -> S;
}

impl<S: State> StateFor<S> for S {
    fn into_state_of_table(self) -> S {
        self
    }
}
