//! What generated code calls to describe a route: probes of types of which nothing is known but their names.

use std::marker::PhantomData;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

use super::schema_of::HasSchema;
use super::{Operation, Schemas};
use crate::macro_support::{Known, ValueSchema};
use crate::response::{Format, IntoResponse, Reply};

impl<T: JsonSchema> Known<T> {
    /// The schema of the type in a request.
    pub fn input_schema(schemas: &mut Schemas) -> Option<Schema> {
        Some(schemas.input::<T>())
    }

    /// The schema of the type in an answer.
    pub fn output_schema(schemas: &mut Schemas) -> Option<Schema> {
        Some(schemas.output::<T>())
    }
}

/// A route's return type `R`, and the format `F` that a decorator writes its value in.
#[derive(Debug)]
pub struct Returned<F, R>(PhantomData<(F, R)>);

impl<F, R> Known<Returned<F, R>>
where
    R: Reply,
    F: Format<R::Value>,
{
    /// What a function under a decorator answers.
    pub fn describe_written(operation: &mut Operation<'_>, schema: Option<Schema>) {
        operation.written_answers(Some(F::CONTENT_TYPE), schema, R::describe);
    }
}

impl<R: IntoResponse> Known<Returned<(), R>> {
    /// What a function without a decorator answers.
    pub fn describe_plain(operation: &mut Operation<'_>, schema: Option<Schema>) {
        operation.written_answers(None, schema, R::describe);
    }
}

impl<R> Known<R>
where
    R: Reply<Value: JsonSchema>,
{
    /// The schema of the value inside a return type.
    pub fn value_schema(schemas: &mut Schemas) -> Option<Schema> {
        Some(schemas.output::<R::Value>())
    }
}

impl<T: JsonSchema> Known<Vec<T>>
where
    Vec<T>: Reply<Value = Vec<T>>,
{
    /// The schema of the list.
    pub const LIST_SCHEMA: Option<ValueSchema> = Some(list_schema::<T>);
}

impl<T: JsonSchema, E> Known<Result<Vec<T>, E>>
where
    Result<Vec<T>, E>: Reply<Value = Vec<T>>,
{
    /// The schema of the list.
    pub const LIST_SCHEMA: Option<ValueSchema> = Some(list_schema::<T>);
}

fn list_schema<T: JsonSchema>(schemas: &mut Schemas) -> Option<Schema> {
    Some(schemas.output_of(T::LIST_SCHEMA))
}

/// A value that stands in an attribute, as JSON, if serde can write it.
#[derive(Debug)]
pub struct JsonOf<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> JsonOf<'_, T> {
    /// The value.
    pub fn json(&self) -> Option<Value> {
        // What is no number is null in JSON, and no value of a number's.
        serde_json::to_value(self.0).ok().filter(|value| !value.is_null())
    }
}

/// The JSON of what serde cannot write.
pub trait NoJson {
    /// Nothing.
    fn json(&self) -> Option<Value> {
        None
    }
}

impl<T: ?Sized> NoJson for JsonOf<'_, T> {}
