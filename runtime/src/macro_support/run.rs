//! The way of one request through a route whose arguments borrow nothing from it: one call, which is all that its glue consists
//! of. For the compiler that is much less work than the same way written out in every route.

use std::future::Future;

use schemars::Schema;

use super::call::{Frame, Refused, succeed_with};
use super::extract::Extract;
use super::fetch::{Fetch, Wanted};
use crate::handler::{BoxFuture, RouteTask};
use crate::openapi::{Operation, Schemas, Told};
use crate::response::Response;

/// What a route's attributes say of its run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How long a body may be, where it is not what the application says.
    pub limit_bytes: Option<u64>,
    /// The status of a plain success.
    pub status: Option<u16>,
}

impl Plan {
    /// Where they say nothing.
    pub const PLAIN: &'static Self = &Self { limit_bytes: None, status: None };

    /// What becomes of the function's answer.
    fn complete(&self, response: &mut Response, frame: &Frame) {
        if let Some(status) = self.status {
            succeed_with(response, status);
        }
        frame.place(response);
    }
}

/// What the document says of a route, beside what the types of its arguments say.
#[derive(Clone, Copy)]
pub struct Description {
    /// Of each argument, as far as anything is told.
    pub arguments: &'static [&'static [Told]],
    /// The schema of the value inside the return type.
    pub schema: fn(&mut Schemas) -> Option<Schema>,
    /// What the function answers.
    pub answers: fn(&mut Operation<'_>, Option<Schema>),
}

impl std::fmt::Debug for Description {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Description")
    }
}

impl Description {
    fn told(&self, index: usize) -> &'static [Told] {
        self.arguments.get(index).copied().unwrap_or_default()
    }

    /// What the function answers.
    pub fn describe_answers(&self, operation: &mut Operation<'_>) {
        let schema = (self.schema)(operation.schemas());
        (self.answers)(operation, schema);
    }
}

/// Of a return type without a name nothing is known.
pub fn describe_anything(operation: &mut Operation<'_>, _: Option<Schema>) {
    operation.answers(|answers| answers.anything());
}

/// Runs or describes a function that takes nothing of the request.
pub fn run_0<'r, S, F, T, O>(
    asked: RouteTask<'r, '_, S>,
    plan: &'static Plan,
    description: Description,
    function: F,
    respond: fn(O) -> Response,
) -> Option<BoxFuture<'r>>
where
    F: FnOnce() -> T + Send + 'r,
    T: Future<Output = O> + Send + 'r,
    O: 'r,
{
    let request = match asked {
        RouteTask::Run(request, _) => request,
        RouteTask::Describe(operation) => {
            description.describe_answers(operation);
            return None;
        }
    };
    // In its place from the start: `Box::pin` would move it there.
    let room = Box::new_uninit();
    let future = Box::write(room, async move {
        let frame = Frame::new(request);
        let mut answer = respond(function().await);
        plan.complete(&mut answer, &frame);
        answer
    });
    Some(Box::into_pin(future))
}

/// Fetches what is not in the body.
macro_rules! fetch {
    ($call:ident: $($argument:ident $value:ident),*) => {
        $(let $value = $argument.head(&mut $call);)*
    };
}

/// The same where extractors are waited for.
macro_rules! extract {
    ($call:ident: $($argument:ident $value:ident),*) => {
        $(let $value = match $argument.first(&mut $call).await {
            Ok(value) => value,
            Err(refused) => return refused.into_response(),
        };)*
        $(let $value = $argument.head($value, &mut $call).await;)*
    };
}

/// Reads the body, and what is in it. Apart, as a future that may have to read one is several times as large.
macro_rules! read_body {
    ($call:ident, $plan:ident: $($argument:ident $Argument:ident $value:ident),*) => {
        let bytes = match $call.read(Wanted::all(&[$($Argument::WANTED),*]), $plan.limit_bytes).await {
            Ok(bytes) => bytes,
            Err(refused) => return refused.into_response(),
        };
        $(let $value = $argument.body($value, &mut $call, &bytes);)*
    };
}

macro_rules! no_body {
    ($call:ident, $plan:ident: $($argument:ident $Argument:ident $value:ident),*) => {};
}

macro_rules! run {
    ($Fetch:ident $fetch:ident $body:ident $name:ident: $($plan:ident $Plan:ident $value:ident $index:literal),*) => {
        /// Runs or describes a function with as many arguments as the name says.
        #[allow(clippy::too_many_arguments, reason = "as many as the function has, and what goes with them")]
        pub fn $name<'r, S, $($Plan,)* F, T, O>(
            asked: RouteTask<'r, '_, S>,
            plan: &'static Plan,
            description: Description,
            $($plan: $Plan,)*
            function: F,
            respond: fn(O) -> Response,
        ) -> Option<BoxFuture<'r>>
        where
            S: Send + Sync,
            $($Plan: $Fetch<S> + Send + Sync + 'r,)*
            F: FnOnce($($Plan::Given<'r>),*) -> T + Send + 'r,
            T: Future<Output = O> + Send + 'r,
            O: 'r,
        {
            let (request, scope) = match asked {
                RouteTask::Run(request, scope) => (request, scope),
                RouteTask::Describe(operation) => {
                    $($plan.describe(operation, description.told($index));)*
                    description.describe_answers(operation);
                    return None;
                }
            };
            let room = Box::new_uninit();
            let future = Box::write(room, async move {
                let mut frame = Frame::new(request);
                // What fetched the arguments is gone before the function is waited for.
                let called = {
                    let mut call = frame.call(scope);
                    $fetch! { call: $($plan $value),* }
                    $body! { call, plan: $($plan $Plan $value),* }
                    if let Some(refused) = call.finished() {
                        return refused;
                    }
                    $(let Some($value) = $value else { return Refused::incomplete().into_response() };)*
                    function($($plan.give($value, scope.state())),*)
                };
                let mut answer = respond(called.await);
                plan.complete(&mut answer, &frame);
                answer
            });
            Some(Box::into_pin(future))
        }
    };
}

macro_rules! runs {
    ($run:ident $run_with_body:ident $extract:ident $extract_with_body:ident: $($arguments:tt)*) => {
        run! { Fetch fetch no_body $run: $($arguments)* }
        run! { Fetch fetch read_body $run_with_body: $($arguments)* }
        run! { Extract extract no_body $extract: $($arguments)* }
        run! { Extract extract read_body $extract_with_body: $($arguments)* }
    };
}

runs!(run_1 run_1_with_body extract_1 extract_1_with_body: plan_1 P1 value_1 0);
runs!(run_2 run_2_with_body extract_2 extract_2_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1);
runs!(run_3 run_3_with_body extract_3 extract_3_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2);
runs!(run_4 run_4_with_body extract_4 extract_4_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3);
runs!(run_5 run_5_with_body extract_5 extract_5_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4);
runs!(run_6 run_6_with_body extract_6 extract_6_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5);
runs!(run_7 run_7_with_body extract_7 extract_7_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5, plan_7 P7 value_7 6);
runs!(run_8 run_8_with_body extract_8 extract_8_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5, plan_7 P7 value_7 6, plan_8 P8 value_8 7);
