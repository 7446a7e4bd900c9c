//! All that generated code calls. Not for people: nothing here is part of the interface, and anything may change.
//!
//! Generated code states facts and calls these functions; loops, decisions and texts are here.

mod call;
mod checks;
mod extract;
mod fetch;
mod requests;
mod ruled;
mod run;
mod schema;
mod start;
mod types;

pub use self::call::{Asked, Call, Frame, Refused, answer, answered, computed, keep, known, or_refused, succeed_with};
pub use self::checks::{
    Argument, LayerProbe, UnknownLayer, UnmarkedLayer, absolute, check_single, check_table, has_rules, is_body,
    is_extractor, is_from_any_request, is_one_segment, is_public, is_single_value, is_value, layer_demands_auth,
    may_be_absent, mounted, nested_has_rules, provide,
};
pub use self::extract::{at_once, extractor};
pub use self::fetch::{cookie, header, number_or, path, query, state, value_or};
pub use self::requests::{call, link};
pub use self::ruled::{measured, ranged, ruled};
pub use self::run::{
    Description, Plan, describe_anything, extract_1, extract_1_with_body, extract_2, extract_2_with_body, extract_3,
    extract_3_with_body, extract_4, extract_4_with_body, extract_5, extract_5_with_body, extract_6,
    extract_6_with_body, extract_7, extract_7_with_body, extract_8, extract_8_with_body, run_0, run_1, run_1_with_body,
    run_2, run_2_with_body, run_3, run_3_with_body, run_4, run_4_with_body, run_5, run_5_with_body, run_6,
    run_6_with_body, run_7, run_7_with_body, run_8, run_8_with_body,
};
pub use self::schema::{
    DefaultJson, Fact, NoDefaultJson, SchemaField, ValueSchema, describe_members, describe_text, list_schema_or,
    names_schema, newtype_schema, object_schema, part,
};
pub use self::start::{run_main, run_test};
pub use self::types::*;
pub use crate::app::{AnyState, Provide, Scope, State};
pub use crate::endpoint::{ArgumentMeta, ArgumentSource, MetaValue, Node, Pattern, RouteMeta, TableMeta};
pub use crate::extract::struct_from_values;
pub use crate::extract::{Extraction, FromBody, FromParam, FromRequest, FromValues, ParamError, Rejection, Source};
pub use crate::handler::{
    BoxFuture, Boxed, Controller, ControllerRoutes, Endpoint, Layered, Layers, Leaf, MaybeFuture, Route, RouteTask,
};
pub use crate::link::{IntoText, IntoTexts, Link, ToText, members_as_texts};
pub use crate::listing::{Mounted, listing, listing_len};
pub use crate::middleware::{FunctionLayer, Middleware, Next};
pub use crate::model::{Check, Model, Shape};
pub use crate::openapi::{Credentials, JsonOf, NoJson, Operation, Parameter, Returned, Schemas, Statuses, Told};
pub use crate::package::Package;
pub use crate::problem::{ApiError, ErrorMember, ErrorResponse, Fault, Faults, Location, Place, Problem};
pub use crate::request::Request;
pub use crate::response::{
    BinaryFormat, HtmlFormat, IntoResponse, JsonFormat, Outcome, Part, Reply, Response, TextFormat, XmlFormat, place,
    respond_as, respond_result_as,
};
pub use crate::routing::{joined as join, slots as table_capacity};
pub use crate::table::{Entry, Routes};
pub use crate::test::{CallRequest, Computed, IntoBody};
pub use crate::validate;
pub use cepa_listing::{Digest, file_in_crate};
pub use {schemars, serde, serde_json};

/// The answer for a value that is one by itself.
pub fn into_response<T: IntoResponse>(value: T) -> Response {
    value.into_response()
}

/// The answer of a function that may fail. Its two types are parameters of their own, so that a fault of one is told at that one.
pub fn result_into_response<T: IntoResponse, E: ApiError>(result: Result<T, E>) -> Response {
    result.into_response()
}
