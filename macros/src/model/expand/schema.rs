//! The schema of a plain type.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::model::lower::{Field, Model};
use crate::model::schema::{DefaultValue, Form, Member, PlainSchema};
use crate::paths::{ident, resolved, support, support_at};
use crate::type_text::type_argument_of;

/// ```text
/// impl JsonSchema for NewOrder {
///     fn schema_name() -> Cow<'static, str> { Cow::Borrowed("NewOrder") }
///     fn schema_id() -> Cow<'static, str> { Cow::Borrowed(concat!(module_path!(), "::NewOrder")) }
///     fn json_schema(__generator: &mut SchemaGenerator) -> Schema {
///         object_schema(__generator, "An order.", false, &[Fact::Member("customer", part::<String>), Fact::Format("email"), …])
///     }
/// }
/// ```
pub(super) fn expand(model: &Model, schema: &PlainSchema<'_>) -> TokenStream {
    let item = &model.item.ident;
    let name = model.wire_name();
    let id = format!("::{name}");
    let generator = ident("__generator");
    let (impl_generics, ty_generics, clause) = model.item.generics.split_for_impl();
    let body = expand_body(schema);
    quote! {
        impl #impl_generics ::cepa::schemars::JsonSchema for #item #ty_generics #clause {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(#name)
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), #id))
            }

            fn json_schema(#generator: &mut ::cepa::schemars::SchemaGenerator) -> ::cepa::schemars::Schema {
                #body
            }
        }
    }
}

fn expand_body(schema: &PlainSchema<'_>) -> TokenStream {
    let (support, generator) = (support(), ident("__generator"));
    let docs = &schema.docs;
    match &schema.form {
        Form::Object { closed, members } => {
            let facts = members.iter().map(expand_member);
            let imports = imports(members);
            quote!(#imports #support::object_schema(#generator, #docs, #closed, &[#(#facts)*]))
        }
        Form::Newtype(member) => {
            let (part, facts) = (expand_part(member.field), expand_facts(member));
            let imports = imports(std::slice::from_ref(member));
            quote!(#imports #support::newtype_schema(#generator, #docs, #part, &[#facts]))
        }
        Form::Names(names) => {
            let names = names.iter().map(|(name, docs)| quote!((#name, #docs)));
            quote!(#support::names_schema(#docs, &[#(#names),*]))
        }
    }
}

/// `Fact::Member("customer", part::<String>), Fact::Format("email"),`
fn expand_member(member: &Member<'_>) -> TokenStream {
    let fact = fact();
    let (name, part, facts) = (member.name, expand_part(member.field), expand_facts(member));
    quote!(#fact::Member(#name, #part), #facts)
}

/// The one place that asks the type for its schema. Of what is called a list, one that is none is found out.
fn expand_part(field: &Field) -> TokenStream {
    let ty = &field.ty;
    let span = resolved(ty.span());
    let support = support_at(span);
    if is_called_list(field) {
        quote_spanned!(span=> #support::Known::<#ty>::part::<#ty>)
    } else {
        quote_spanned!(span=> #support::part::<#ty>)
    }
}

fn is_called_list(field: &Field) -> bool {
    type_argument_of(&field.ty, "Vec").is_some()
}

/// What the facts name again and again, and what those that are called lists are probed with.
fn imports(members: &[Member<'_>]) -> TokenStream {
    let (support, fact) = (support(), fact());
    let unknown =
        members.iter().any(|member| is_called_list(member.field)).then(|| quote!(use #support::Unknown as _;));
    quote!(use #support::Fact as #fact; #unknown)
}

fn fact() -> Ident {
    ident("__Fact")
}

/// In the order in which a schema has them: a bound that is excluded comes last.
fn expand_facts(member: &Member<'_>) -> TokenStream {
    let fact = fact();
    let docs = Some(&member.docs).filter(|docs| !docs.is_empty()).map(|docs| quote!(#fact::Docs(#docs),));
    let optional = member.default.as_ref().map(|_| quote!(#fact::Optional,));
    let omitted = member.omitted_if.as_ref().map(|_| quote!(#fact::Omitted,));
    let (last, rules): (Vec<_>, Vec<_>) = member.facts.iter().partition(|fact| fact.is_last);
    let (rules, last) = (rules.iter().map(|fact| &fact.tokens), last.iter().map(|fact| &fact.tokens));
    let default = member.default.as_ref().map(|default| expand_default(member, default));
    quote!(#optional #omitted #docs #(#fact::#rules,)* #default #(#fact::#last,)*)
}

/// `Fact::Default(|| { use NoDefaultJson as _; DefaultJson(&<u32>::default()).json() }),`
fn expand_default(member: &Member<'_>, default: &DefaultValue) -> TokenStream {
    let (support, fact) = (support(), fact());
    let Field { member: name, ty, .. } = member.field;
    let value = match default {
        DefaultValue::Type => quote!(<#ty as ::core::default::Default>::default()),
        DefaultValue::Function(function) => quote!(#function()),
        DefaultValue::Container(None) => quote!(<Self as ::core::default::Default>::default().#name),
        DefaultValue::Container(Some(function)) => quote!(#function().#name),
    };
    let value_name = ident("__value");
    let omitted = member.omitted_if.as_ref().map(|omitted| {
        quote!(if #omitted(#value_name) {
            return ::core::option::Option::None;
        })
    });
    quote! {
        #fact::Default(|| {
            use #support::NoDefaultJson as _;
            let #value_name = &#value;
            #omitted
            #support::DefaultJson(#value_name).json()
        }),
    }
}
