//! `#[derive(State)]`: every field of the application's state becomes available to handlers, by its type.
//!
//! ```text
//! struct AppState { db: Db, repo: Arc<dyn Repo>, #[state(nested)] auth: Auth, #[state(skip)] note: String }
//! // provides `Db`, `Arc<dyn Repo>`, `dyn Repo`, `Auth` and all that `Auth` provides
//! ```
//!
//! What a field provides is a list of [`Provision`]s; two that provide one type would be the compiler's E0119, so they are
//! found here and told in the user's words.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Data, DeriveInput, Field, GenericArgument, Generics, Index, Member, PathArguments, Token, Type, TypeParamBound,
    TypeTraitObject, parenthesized, parse_quote,
};

use crate::attr::{Attr, attribute_entries};
use crate::diagnostics::Diagnostics;
use crate::paths::{ident, resolved, support};
use crate::similar;

/// The derive: parse, check, expand.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let diagnostics = Diagnostics::new();
    let fields = parse_fields(&item, &diagnostics);
    let provisions = lower(&fields, &item.generics, &diagnostics);
    let code = expand(&item, &fields, &provisions);
    let errors = diagnostics.finish();
    quote!(#code #errors)
}

/// A field of the state, as the user wrote it.
struct StateField<'a> {
    member: Member,
    ty: &'a Type,
    sharing: Sharing,
}

/// What `#[state(…)]` says of a field.
enum Sharing {
    /// Nothing: the field is provided as its type.
    Plain,
    /// `skip`: not provided.
    Skip,
    /// `nested`: all that its type provides is provided too.
    Nested,
    /// `nested(A, B)`: of what its type provides, these.
    NestedList(Vec<Type>),
}

/// One type that the state provides.
struct Provision {
    /// The type.
    ty: TokenStream,
    /// As the user wrote it, for messages and to compare by.
    text: String,
    /// Where to report a clash.
    at: TokenStream,
    /// The expression for the reference, after `&self.`.
    source: Source,
    member: Member,
}

/// How the reference is had from the field.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// The field itself.
    Field,
    /// What an `Arc` or `Box` points to.
    Pointee,
    /// What a nested state provides under the type.
    Nested,
}

fn parse_fields<'a>(item: &'a DeriveInput, diagnostics: &Diagnostics) -> Vec<StateField<'a>> {
    let data = match &item.data {
        Data::Struct(data) => data,
        Data::Enum(data) => {
            diagnostics.error(data.enum_token, "an enum has no fields to provide: write the state as a struct");
            return Vec::new();
        }
        Data::Union(data) => {
            diagnostics.error(data.union_token, "a union has no fields to provide: write the state as a struct");
            return Vec::new();
        }
    };
    for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("state")) {
        diagnostics.error(attribute, "`#[state(…)]` belongs on a field of the state");
    }
    let fields = data.fields.iter().enumerate();
    fields
        .map(|(index, field)| {
            let member = field.ident.clone().map_or_else(|| Member::Unnamed(Index::from(index)), Member::Named);
            StateField { member, ty: &field.ty, sharing: parse_sharing(field, diagnostics) }
        })
        .collect()
}

fn parse_sharing(field: &Field, diagnostics: &Diagnostics) -> Sharing {
    const NAMES: [&str; 2] = ["skip", "nested"];
    let mut sharing = Attr::new("state");
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("state")) {
        if matches!(attribute.meta, syn::Meta::Path(_)) {
            diagnostics.error(attribute, "`#[state]` alone says nothing: write `#[state(skip)]` or `#[state(nested)]`");
        }
        attribute_entries(attribute, diagnostics, |name, input| {
            let value = if name == "skip" {
                Sharing::Skip
            } else if name == "nested" && input.peek(syn::token::Paren) {
                let content;
                parenthesized!(content in input);
                let types = Punctuated::<Type, Token![,]>::parse_terminated(&content)?;
                Sharing::NestedList(types.into_iter().collect())
            } else if name == "nested" {
                Sharing::Nested
            } else {
                let hint = similar::closest(&name.to_string(), NAMES);
                let hint = hint.map_or("it is `skip` or `nested`".to_owned(), |near| format!("did you mean `{near}`?"));
                return Err(syn::Error::new(name.span(), format_args!("`#[state]` has no option `{name}`; {hint}")));
            };
            match sharing.get() {
                None => sharing.set(diagnostics, name.span(), value),
                Some(_) => diagnostics.error_at(name.span(), "a field is either skipped or nested; keep one"),
            }
            Ok(())
        });
    }
    sharing.take().unwrap_or(Sharing::Plain)
}

/// What is provided, without clashes: of two, the first stays.
fn lower(fields: &[StateField<'_>], generics: &Generics, diagnostics: &Diagnostics) -> Vec<Provision> {
    let provided: Vec<_> = fields.iter().filter(|field| !matches!(field.sharing, Sharing::Skip)).collect();
    let mut provisions: Vec<Provision> = Vec::new();
    for field in &provided {
        if provided.len() > 1 && is_type_parameter(field.ty, generics) {
            let name = text(field.ty);
            let message = format!(
                "`{name}` may be the type of another field too: wrap it in a type of its own, or `#[state(skip)]`"
            );
            diagnostics.error(field.ty, message);
            continue;
        }
        push(&mut provisions, Provision::of_field(field), diagnostics);
    }
    for field in &provided {
        if let Sharing::NestedList(types) = &field.sharing {
            for ty in types {
                push(&mut provisions, Provision::nested(field, ty), diagnostics);
            }
        }
    }
    for field in &provided {
        for pointee in pointees(field.ty) {
            if provided.len() > 1 && is_type_parameter(&pointee, generics) {
                continue;
            }
            push(&mut provisions, Provision::pointee(field, pointee), diagnostics);
        }
    }
    check_nested_once(&provided, diagnostics);
    provisions
}

fn push(provisions: &mut Vec<Provision>, provision: Provision, diagnostics: &Diagnostics) {
    let Some(other) = provisions.iter().find(|other| other.text == provision.text) else {
        provisions.push(provision);
        return;
    };
    let text = &provision.text;
    let message = match (other.source, provision.source) {
        (Source::Field, Source::Field) => {
            format!("two fields of type `{text}`: give one its own type, or `#[state(skip)]`")
        }
        _ => format!("two fields provide `{text}`: give one its own type, or `#[state(skip)]`"),
    };
    diagnostics.error(&provision.at, message);
}

/// Forwarding everything is one blanket implementation, and a type has room for one.
fn check_nested_once(fields: &[&StateField<'_>], diagnostics: &Diagnostics) {
    let nested = fields.iter().filter(|field| matches!(field.sharing, Sharing::Nested));
    for field in nested.skip(1) {
        let message =
            "only one field can be nested whole: name the types that this one adds, `#[state(nested(Db, Clock))]`";
        diagnostics.error(field.ty, message);
    }
}

impl Provision {
    fn of_field(field: &StateField<'_>) -> Self {
        let ty = field.ty.to_token_stream();
        Self { text: text(field.ty), at: ty.clone(), ty, source: Source::Field, member: field.member.clone() }
    }

    fn nested(field: &StateField<'_>, ty: &Type) -> Self {
        let tokens = static_object(ty).unwrap_or_else(|| ty.to_token_stream());
        let (text, at) = (text(ty), ty.to_token_stream());
        Self { ty: tokens, text, at, source: Source::Nested, member: field.member.clone() }
    }

    fn pointee(field: &StateField<'_>, pointee: Type) -> Self {
        let ty = static_object(&pointee).unwrap_or_else(|| pointee.to_token_stream());
        let at = field.ty.to_token_stream();
        Self { ty, text: text(&pointee), at, source: Source::Pointee, member: field.member.clone() }
    }
}

/// What an `Arc<T>` or a `Box<dyn Trait>` points to; of a trait object with markers also the object without them, which is
/// what an argument `&dyn Trait` asks for.
fn pointees(ty: &Type) -> Vec<Type> {
    let Type::Path(path) = ty else { return Vec::new() };
    let Some(last) = path.path.segments.last() else { return Vec::new() };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return Vec::new() };
    let mut arguments = arguments.args.iter();
    let (Some(GenericArgument::Type(pointee)), None) = (arguments.next(), arguments.next()) else {
        return Vec::new();
    };
    match pointee {
        Type::TraitObject(object) if last.ident == "Arc" || last.ident == "Box" => {
            let mut types = vec![pointee.clone()];
            types.extend(without_markers(object));
            types
        }
        _ if last.ident == "Arc" => vec![pointee.clone()],
        _ => Vec::new(),
    }
}

/// `dyn Repo` of `dyn Repo + Send + Sync`; `None` where there is nothing to leave out.
fn without_markers(object: &TypeTraitObject) -> Option<Type> {
    let marker = |bound: &TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Send" || last.ident == "Sync" || last.ident == "Unpin")
        }
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        _ => false,
    };
    let mut bounds = Punctuated::<TypeParamBound, Token![+]>::new();
    bounds.extend(object.bounds.iter().filter(|bound| !marker(bound)).cloned());
    if bounds.is_empty() || bounds.len() == object.bounds.len() {
        return None;
    }
    Some(parse_quote!(dyn #bounds))
}

/// `(dyn Repo + 'static)`: behind a reference `dyn Repo` alone would live as long as the reference.
fn static_object(ty: &Type) -> Option<TokenStream> {
    let Type::TraitObject(object) = ty else { return None };
    let bounds = &object.bounds;
    let lifetime = bounds.iter().any(|bound| matches!(bound, TypeParamBound::Lifetime(_)));
    Some(if lifetime { quote!((dyn #bounds)) } else { quote!((dyn #bounds + 'static)) })
}

fn is_type_parameter(ty: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.get_ident().is_some_and(|name| generics.type_params().any(|parameter| parameter.ident == *name))
}

/// A type as one would write it, `Arc<dyn Repo + Send>`.
fn text(ty: &Type) -> String {
    crate::type_text::type_text(ty)
}

/// All in a constant of its own, so that the name of [`expand_field_checks`]'s is nobody else's.
fn expand(item: &DeriveInput, fields: &[StateField<'_>], provisions: &[Provision]) -> TokenStream {
    let check = expand_field_checks(item, fields);
    let state = expand_state(item);
    let provide = provisions.iter().map(|provision| expand_provide(item, provision));
    let nested = fields.iter().find(|field| matches!(field.sharing, Sharing::Nested));
    let nested = nested.map(|field| expand_nested(item, field));
    quote!(const _: () = { #check #state #(#provide)* #nested };)
}

/// ```text
/// const CHECKED: bool = { is_sync::<Db, { is_send::<Db>() }>(); …; true };
/// ```
///
/// This is where a field that threads cannot share is told, once, at the field. A type's parameters are not known here.
fn expand_field_checks(item: &DeriveInput, fields: &[StateField<'_>]) -> Option<TokenStream> {
    if !item.generics.params.is_empty() {
        return None;
    }
    let support = support();
    let checks = fields.iter().map(|field| {
        // What is behind a pointer makes the pointer fit.
        let object = pointees(field.ty).into_iter().next().filter(|pointee| matches!(pointee, Type::TraitObject(_)));
        if let Some(object) = object {
            return quote_spanned!(resolved(object.span())=> #support::is_sync_object::<#object, { #support::is_send_object::<#object>() }>(););
        }
        let ty = field.ty;
        quote_spanned!(resolved(ty.span()) => #support::is_sync::<#ty, { #support::is_send::<#ty>() }>();)
    });
    let checked = checked();
    Some(quote!(const #checked: bool = { #(#checks)* true };))
}

fn checked() -> Ident {
    ident("__CHECKED")
}

/// The head of an implementation. A bound on what hangs on [`expand_field_checks`]'s constant is not reported again, neither
/// here nor where the state is used.
fn header(item: &DeriveInput, parameter: Option<TokenStream>, bound: Option<TokenStream>) -> [TokenStream; 3] {
    let support = support();
    let name = &item.ident;
    let mut generics = item.generics.clone();
    if let Some(parameter) = parameter {
        generics.params.push(parse_quote!(#parameter));
    }
    let (_, ty_generics, _) = item.generics.split_for_impl();
    let clause = generics.make_where_clause();
    let shared = if item.generics.params.is_empty() {
        let checked = checked();
        parse_quote!(<#name as #support::Argument<{ #checked }>>::Type: ::core::marker::Send + ::core::marker::Sync)
    } else {
        parse_quote!(#name #ty_generics: ::core::marker::Send + ::core::marker::Sync + 'static)
    };
    clause.predicates.push(shared);
    if let Some(bound) = bound {
        clause.predicates.push(parse_quote!(#bound));
    }
    let (impl_generics, _, clause) = generics.split_for_impl();
    [impl_generics.to_token_stream(), quote!(#name #ty_generics), clause.to_token_stream()]
}

fn expand_state(item: &DeriveInput) -> TokenStream {
    let support = support();
    let [generics, name, clause] = header(item, None, None);
    quote!(impl #generics #support::State for #name #clause {})
}

/// ```text
/// impl Provide<Db> for AppState { fn provide(&self) -> &Db { &self.db } }
/// ```
fn expand_provide(item: &DeriveInput, provision: &Provision) -> TokenStream {
    let support = support();
    let [generics, name, clause] = header(item, None, None);
    let Provision { ty, member, source, .. } = provision;
    let value = match source {
        Source::Field => quote!(&self.#member),
        Source::Pointee => quote!(&*self.#member),
        Source::Nested => quote!(#support::Provide::<#ty>::provide(&self.#member)),
    };
    // At the field: there the compiler tells of two names of one type.
    let header = quote_spanned!(resolved(provision.at.span())=> impl #generics #support::Provide<#ty> for);
    quote! {
        #header #name #clause {
            #[inline]
            fn provide(&self) -> &#ty {
                #value
            }
        }
    }
}

/// ```text
/// impl<T: ?Sized> Provide<T> for AppState where Auth: Provide<T> { fn provide(&self) -> &T { Provide::provide(&self.auth) } }
/// ```
fn expand_nested(item: &DeriveInput, field: &StateField<'_>) -> TokenStream {
    let support = support();
    let parameter: Ident = ident("__T");
    let (ty, member) = (field.ty, &field.member);
    let bound = quote!(#ty: #support::Provide<#parameter>);
    let [generics, name, clause] = header(item, Some(quote!(#parameter: ?::core::marker::Sized)), Some(bound));
    quote! {
        impl #generics #support::Provide<#parameter> for #name #clause {
            #[inline]
            fn provide(&self) -> &#parameter {
                <#ty as #support::Provide<#parameter>>::provide(&self.#member)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::derive;
    use crate::diagnostics::testing::{assert_output, messages};
    use proc_macro2::TokenStream;
    use quote::quote;

    fn faults(item: TokenStream) -> Vec<String> {
        messages(&derive(item))
    }

    #[test]
    fn provisions() {
        let code = derive(quote! {
            struct AppState { repo: Arc<dyn Repo>, #[state(nested)] auth: Auth, #[state(skip)] note: String }
        });
        assert_output("state.rs", &code);
    }

    /// One fault, one message.
    #[test]
    fn faulty_states() {
        for (item, message) in [
            (
                quote!(
                    struct S {
                        a: String,
                        b: String,
                    }
                ),
                "two fields of type `String`: give one its own type, or `#[state(skip)]`",
            ),
            (
                quote!(
                    struct S {
                        a: Arc<dyn Repo>,
                        b: Box<dyn Repo>,
                    }
                ),
                "two fields provide `dyn Repo`: give one its own type, or `#[state(skip)]`",
            ),
            (
                quote!(
                    struct S {
                        a: Arc<Db>,
                        b: Db,
                    }
                ),
                "two fields provide `Db`: give one its own type, or `#[state(skip)]`",
            ),
            (
                quote!(
                    struct S<T> {
                        a: T,
                        b: u8,
                    }
                ),
                "`T` may be the type of another field too: wrap it in a type of its own, or `#[state(skip)]`",
            ),
            (
                quote!(
                    enum S {
                        A,
                    }
                ),
                "an enum has no fields to provide: write the state as a struct",
            ),
            (
                quote!(
                    struct S {
                        #[state]
                        a: u8,
                    }
                ),
                "`#[state]` alone says nothing: write `#[state(skip)]` or `#[state(nested)]`",
            ),
            (
                quote!(
                    struct S {
                        #[state(nestd)]
                        a: u8,
                    }
                ),
                "`#[state]` has no option `nestd`; did you mean `nested`?",
            ),
            (
                quote!(
                    struct S {
                        #[state(skip, nested)]
                        a: u8,
                    }
                ),
                "a field is either skipped or nested; keep one",
            ),
            (
                quote!(
                    struct S {
                        #[state(nested)]
                        a: A,
                        #[state(nested)]
                        b: B,
                    }
                ),
                "only one field can be nested whole: name the types that this one adds, `#[state(nested(Db, Clock))]`",
            ),
        ] {
            assert_eq!(faults(item), [message]);
        }
    }

    #[test]
    fn sound_states() {
        for item in [
            quote!(
                struct S;
            ),
            quote!(
                struct S<T>(T);
            ),
            quote!(
                struct S {
                    a: String,
                    #[state(skip)]
                    b: String,
                }
            ),
            quote!(
                struct S {
                    a: Db,
                    #[state(skip)]
                    b: Arc<Db>,
                }
            ),
            quote!(
                struct S {
                    #[state(nested(X))]
                    a: A,
                    #[state(nested(Y))]
                    b: B,
                    #[state(nested)]
                    c: C,
                }
            ),
        ] {
            assert_eq!(faults(item), [""; 0]);
        }
    }
}
