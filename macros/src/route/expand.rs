//! A [`Route`] -> tokens. Nothing is decided here; what one route becomes is shown in `ARCHITECTURE.md`.

use cepa_listing::Digest;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::ast::Methods;
use super::check::absent_parameters;
use super::methods_text;
use super::model::{Facts, Pattern, Route};
use super::options::MetaValue;
use super::requests;
use crate::argument::expand::{Asks, Fetch, Glue, any, bounds, checks, demands_auth, fetch};
use crate::argument::parse::is_plain;
use crate::argument::{self, Argument, Place, Source, lifetimes};
use crate::function::{Function, Outcome, outcome};
use crate::listing;
use crate::path_template::{ParameterKind, PathParameter};
use crate::paths::{ident, resolved, support, support_at};
use crate::rules;
use crate::type_text::{type_argument_of, type_text};

/// The type beside the function, and what makes it a route.
pub(crate) fn route(route: &Route) -> TokenStream {
    let marker = marker(route);
    let endpoint = endpoint(route, &route.type_name.to_token_stream());
    let glue = glue(route, &route.type_name.to_token_stream(), &route.function.name().to_token_stream());
    let requests = requests::requests(route);
    quote!(#marker #endpoint #glue #requests)
}

/// What stands in for a route that has faults, so that its uses bring no second message.
pub(crate) fn stub(function: &Function) -> TokenStream {
    let support = support();
    let (name, visibility) = (function.name(), &function.visibility);
    let state = ident("__S");
    if function.signature.receiver().is_some() {
        return TokenStream::new();
    }
    quote! {
        #[allow(non_camel_case_types, dead_code)]
        #visibility struct #name {}
        impl #support::Endpoint for #name {
            const META: #support::RouteMeta = #support::RouteMeta::UNKNOWN;
            const CHECKED: bool = true;
        }
        impl<#state: #support::State> #support::Route<#state, true> for #name {}
    }
}

/// ```ignore
/// /// Route `POST /orders`.
/// pub struct place_order {}
/// ```
fn marker(route: &Route) -> TokenStream {
    let Route { type_name, function, patterns, .. } = route;
    let visibility = &function.visibility;
    // A name that comes from the macro: that the route is listed nowhere, rustc tells once, at the function.
    let mut type_name = type_name.clone();
    type_name.set_span(resolved(type_name.span()));
    let doc = format!("Route {}.", patterns.iter().map(pattern_text).collect::<Vec<_>>().join(", "));
    let attributes = function.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote! {
        #(#attributes)*
        #[doc = #doc]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        #visibility struct #type_name {}
    }
}

fn pattern_text(pattern: &Pattern) -> String {
    let methods = if pattern.methods.is_empty() {
        Methods::Any
    } else {
        Methods::Named(pattern.methods.iter().map(|method| (method.clone(), proc_macro2::Span::call_site())).collect())
    };
    format!("`{} {}`", methods_text(&methods), pattern.path.value())
}

/// ```ignore
/// impl Endpoint for place_order {
///     const META: RouteMeta = RouteMeta { row: concat!("…place_order…", module_path!(), …), … };
///     const CHECKED: bool = { is_value::<ShopId>(); …; true };
/// }
/// const _: () = is_public(…);
/// ```
pub(crate) fn endpoint(route: &Route, type_name: &TokenStream) -> TokenStream {
    let support = support();
    let meta = meta(route, type_name);
    let public = public(route, type_name);
    let checks = checks(&route.arguments);
    let absent = absent_parameters(route).map(|(argument, _)| may_be_absent(argument));
    let demands = route.demands_rules.map(|span| demands(&route.arguments, span));
    let singles = single_segments(route);
    let any = argument::expand::from_any_request(&route.arguments);
    quote! {
        impl #support::Endpoint for #type_name {
            const META: #support::RouteMeta = #meta;
            const CHECKED: bool = { #(#checks)* #(#absent)* #demands #singles #any true };
        }
        #(#public)*
    }
}

/// One segment of a path holds one value, not a list. Which types are lists, the compiler knows.
fn single_segments(route: &Route) -> Option<TokenStream> {
    let support = support();
    let is_single = |name: &str| {
        let mut parameters =
            route.patterns.iter().flat_map(|pattern| &pattern.parameters).filter(|known| known.name == name);
        let is_wildcard = |parameter: &PathParameter| parameter.kind == ParameterKind::Wildcard;
        parameters.clone().next().is_some() && !parameters.any(is_wildcard)
    };
    let single = route.arguments.iter().filter(|argument| match &argument.source {
        Source::Value { place: Place::Path, wire_name, .. } => is_single(wire_name) && may_be_list(&argument.ty),
        _ => false,
    });
    let checks: Vec<_> = single
        .map(|argument| {
            let span = resolved(argument.ty.span());
            let (support, ty) = (support_at(span), lifetimes::with_lifetime(&argument.ty, "static"));
            quote_spanned!(span=> #support::is_one_segment(#support::Known::<#ty>::IS_LIST);)
        })
        .collect();
    let imported = quote!(use #support::Unknown as _;);
    (!checks.is_empty()).then(|| quote!({ #imported #(#checks)* }))
}

/// Of most types the name alone tells that they are none.
fn may_be_list(ty: &Type) -> bool {
    !is_plain(ty) || type_text(ty).contains("Vec")
}

/// A parameter that a path of the route may lack: the type must be an optional one.
fn may_be_absent(argument: &Argument) -> TokenStream {
    let span = resolved(argument.ty.span());
    let support = support_at(span);
    let ty = lifetimes::with_lifetime(&argument.ty, "static");
    quote_spanned!(span=> #support::may_be_absent::<#ty>();)
}

/// `#[validate]` on the function: every structured argument must have rules.
fn demands(arguments: &[Argument], span: proc_macro2::Span) -> TokenStream {
    let support = support();
    let span = resolved(span);
    arguments
        .iter()
        .filter(|argument| matches!(argument.source, Source::Body { .. }) && argument.demands_rules.is_none())
        .map(|argument| {
            let ty = crate::argument::lifetimes::with_lifetime(&argument.ty, "static");
            quote_spanned!(span=> #support::has_rules::<#ty>();)
        })
        .collect()
}

/// `public` on the attribute: no argument demands credentials.
fn public<'a>(route: &'a Route, type_name: &'a TokenStream) -> impl Iterator<Item = TokenStream> + 'a {
    let span = route.facts.public.map(resolved);
    let demanding = |span| demanding(&route.arguments, type_name).map(move |found| (span, found));
    span.into_iter().flat_map(demanding).map(|(span, (argument, demands))| {
        let support = support_at(span);
        let name = argument.name.as_ref().map(Ident::to_string).unwrap_or_default();
        let message = format!(
            "`public`, but `{name}: {}` asks for credentials: remove `public`, or take an `Option`",
            type_text(&argument.ty)
        );
        quote_spanned!(span=> const _: () = #support::is_public(#demands, #message);)
    })
}

/// The arguments that may demand credentials, and the constant that says whether one does. Where the signature has faults it is
/// no constant, and rustc stays silent of it.
fn demanding<'a>(
    arguments: &'a [Argument],
    type_name: &'a TokenStream,
) -> impl Iterator<Item = (&'a Argument, TokenStream)> {
    let support = support();
    let state = quote!(#support::AnyState);
    let checked = quote!(<#type_name as #support::Endpoint>::CHECKED);
    arguments
        .iter()
        .filter_map(move |argument| Some((argument, demands_auth(argument, "static", &state, Some(&checked))?)))
}

fn meta(route: &Route, type_name: &TokenStream) -> TokenStream {
    let support = support();
    let row = listing::row(route);
    let patterns = route.patterns.iter().map(pattern);
    let lent: Vec<_> = lent(route).collect();
    let lent = (!lent.is_empty()).then(|| quote!(lent: &[#(#lent),*],));
    let demands: Vec<_> = demanding(&route.arguments, type_name).map(|(_, demands)| demands).collect();
    let auth = (!demands.is_empty()).then(|| any(demands));
    let more = facts(&route.facts, auth);
    quote! {
        #support::RouteMeta { row: #row, patterns: &[#(#patterns),*], #lent #more ..#support::RouteMeta::UNKNOWN }
    }
}

/// The arguments that are taken from the path though no pattern has them.
fn lent(route: &Route) -> impl Iterator<Item = &str> {
    let is_own = |name: &str| {
        let has = |pattern: &Pattern| {
            pattern.parameters.iter().any(|parameter| parameter.name == name)
                || pattern.host_parameters.iter().any(|parameter| parameter == name)
        };
        route.patterns.iter().any(has)
    };
    route.arguments.iter().filter_map(move |argument| match &argument.source {
        Source::Value { place: Place::Path, wire_name, .. } if !is_own(wire_name) => Some(wire_name.as_str()),
        _ => None,
    })
}

/// The members that the route's attributes say something of; of the others the compiler need not read the same once more.
fn facts(facts: &Facts, auth: Option<TokenStream>) -> TokenStream {
    let Facts { summary, description, tags, operation_id, .. } = facts;
    let pairs = facts.metadata.iter().map(meta_pair);
    let some = |value: TokenStream| quote!(::core::option::Option::Some(#value));
    let members = [
        ("summary", (!summary.is_empty()).then(|| quote!(#summary))),
        ("description", (!description.is_empty()).then(|| quote!(#description))),
        ("status", facts.status.map(|(status, _)| some(quote!(#status)))),
        ("tags", (!tags.is_empty()).then(|| quote!(&[#(#tags),*]))),
        ("operation_id", (!operation_id.is_empty()).then(|| quote!(#operation_id))),
        ("deprecated", facts.deprecated.then(|| quote!(true))),
        ("auth", auth),
        ("public", facts.public.is_some().then(|| quote!(true))),
        ("body_limit_bytes", facts.limit_bytes.map(|bytes| some(quote!(#bytes)))),
        ("timeout_millis", facts.timeout_millis.map(|millis| some(quote!(#millis)))),
        ("finish_when_client_leaves", facts.finish.map(|finish| some(quote!(#finish)))),
        ("metadata", (!facts.metadata.is_empty()).then(|| quote!(&[#(#pairs),*]))),
    ];
    let said = members.into_iter().filter_map(|(name, value)| {
        let name = ident(name);
        value.map(|value| quote!(#name: #value,))
    });
    said.collect()
}

fn pattern(pattern: &Pattern) -> TokenStream {
    let support = support();
    let Pattern { methods, path, host, .. } = pattern;
    let host = host.as_ref().map(|host| quote!(.__on(#host)));
    let digest = numbers(Digest::of_route(&path.value(), methods));
    quote!(#support::Pattern::__new(&[#(#methods),*], #path, #digest) #host)
}

fn numbers(Digest { hash, power, len, names }: Digest) -> TokenStream {
    let number = Literal::u64_unsuffixed;
    let (hash, power, len, names) = (number(hash), number(power), number(len.into()), number(names));
    quote!((#hash, #power, #len, #names))
}

/// By which tables compare paths.
pub(crate) fn digest(Digest { hash, power, len, names }: Digest) -> TokenStream {
    let support = support();
    let number = Literal::u64_unsuffixed;
    let (hash, power, len, names) = (number(hash), number(power), number(len.into()), number(names));
    quote!(#support::Digest { hash: #hash, power: #power, len: #len, names: #names })
}

fn option<T: ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn meta_pair((key, value): &(String, MetaValue)) -> TokenStream {
    let support = support();
    match value {
        MetaValue::Bool(value) => quote!((#key, #support::MetaValue::Bool(#value))),
        MetaValue::Int(value) => quote!((#key, #support::MetaValue::Int(#value))),
        MetaValue::Str(value) => quote!((#key, #support::MetaValue::Str(#value))),
    }
}

/// ```ignore
/// impl<S: State + Provide<Db>> Route<S, true> for place_order where … {
///     fn glue<'r>(asked: RouteTask<'r, '_, S>) -> MaybeFuture<'r> {
///         run_2(asked, Plan::PLAIN, Description { … }, Known::<ShopId>::value(Place::Path, "shop"), …)
///     }
/// }
/// ```
///
/// Where that does not do, `run` and `describe` in its place.
pub(crate) fn glue(route: &Route, type_name: &TokenStream, callee: &TokenStream) -> TokenStream {
    let support = support();
    let state = ident("__S");
    let bounds = bounds(&route.arguments, &state, Asks::AnyRequest);
    let functions = match call(route, callee) {
        Some(call) => call_glue(&state, &call),
        None => {
            let (run, describe) = (written_out(route, type_name, callee), describe(route, &state));
            quote!(#run #describe)
        }
    };
    quote! {
        impl<#state> #support::Route<#state, true> for #type_name
        where
            #state: #support::State,
            #(#bounds,)*
        {
            #functions
        }
    }
}

/// ```ignore
/// fn describe(operation: &mut Operation<'_>) {
///     Known::<ShopId>::describe_value(operation, Place::Path, "shop", &[]);
///     …
///     Description { … }.describe_answers(operation);
/// }
/// ```
fn describe(route: &Route, state: &Ident) -> TokenStream {
    let support = support();
    let operation = ident("__operation");
    let arguments = argument::expand::describe(&route.arguments, &operation, state, None);
    let (schema, answers) = described_answers(route);
    quote! {
        fn describe(#operation: &mut #support::Operation<'_>) {
            use #support::Unknown as _;
            #(#arguments)*
            #support::Description { arguments: &[], schema: #schema, answers: #answers }.describe_answers(#operation);
        }
    }
}

/// How many arguments the runtime's functions take.
const CALL_ARGUMENTS_MAX: usize = 8;

/// ```ignore
/// run_2(
///     asked, Plan::PLAIN, Description { … },
///     Known::<u32>::value(Place::Path, "id"), state::<Db>(), show, respond_as::<JsonFormat, Order>,
/// )
/// ```
///
/// `None` where that does not do: an argument borrows from the request, or a rule needs several of them.
fn call(route: &Route, callee: &TokenStream) -> Option<TokenStream> {
    let arguments = &route.arguments;
    if arguments.len() > CALL_ARGUMENTS_MAX || !route.rules.is_empty() {
        return None;
    }
    let plans = arguments.iter().map(argument::expand::plan).collect::<Option<Vec<_>>>()?;
    let (asked, support, respond) = (ident("__asked"), support(), respond(route));
    // Path, parentheses and function have the name's span: there the compiler says that the future is not `Send`.
    let span = resolved(route.function.name().span());
    let checked = support_at(span);
    let has = |wanted: fn(&Source) -> bool| arguments.iter().any(|argument| wanted(&argument.source));
    let extracts = has(|source| matches!(source, Source::Extractor));
    let plans = plans.iter().zip(arguments).map(|(plan, argument)| match argument.source {
        Source::Extractor => plan.clone(),
        _ if extracts => quote!(#support::at_once(#plan)),
        _ => plan.clone(),
    });
    let run = if extracts { "extract" } else { "run" };
    let with_body = if has(|source| matches!(source, Source::Body { .. })) { "_with_body" } else { "" };
    let run = Ident::new(&format!("{run}_{}{with_body}", arguments.len()), span);
    let function = match route.function.signature.asyncness {
        Some(_) => quote_spanned!(span=> #callee),
        None => {
            let passed: Vec<Ident> = (0..arguments.len()).map(|index| ident(&format!("__a{index}"))).collect();
            quote_spanned!(span=> |#(#passed),*| ::core::future::ready(#respond(#callee(#(#passed),*))))
        }
    };
    // Without `async` the value is made an answer at once, and need not be `Send`.
    let respond = match route.function.signature.asyncness {
        Some(_) => respond,
        None => quote!(#support::into_response::<#support::Response>),
    };
    let (plan, description) = (said_of_run(&route.facts), description(route));
    Some(quote_spanned!(span=> #checked::#run(#asked, #plan, #description, #(#plans,)* #function, #respond)))
}

/// ```ignore
/// fn glue<'r>(asked: RouteTask<'r, '_, S>) -> MaybeFuture<'r> { … }
/// ```
fn call_glue(state: &Ident, call: &TokenStream) -> TokenStream {
    let support = support();
    let asked = ident("__asked");
    quote! {
        fn glue<'__r>(
            #asked: #support::RouteTask<'__r, '_, #state>,
        ) -> #support::MaybeFuture<'__r> {
            use #support::Unknown as _;
            #call
        }
    }
}

/// `Plan::PLAIN`, unless the attributes say something of the run.
fn said_of_run(facts: &Facts) -> TokenStream {
    let support = support();
    if facts.limit_bytes.is_none() && facts.status.is_none() {
        return quote!(#support::Plan::PLAIN);
    }
    let (limit, status) = (option(facts.limit_bytes), option(facts.status.map(|(status, _)| status)));
    quote!(&#support::Plan { limit_bytes: #limit, status: #status })
}

/// ```ignore
/// Description {
///     arguments: &[&[], &[Told::Default(20)]],
///     schema: Known::<Order>::value_schema,
///     answers: Known::<Returned<JsonFormat, Order>>::describe_written,
/// }
/// ```
fn description(route: &Route) -> TokenStream {
    let support = support();
    let mut told: Vec<_> = route.arguments.iter().map(argument::expand::told).collect();
    while told.last().is_some_and(Vec::is_empty) {
        told.pop();
    }
    let (schema, answers) = described_answers(route);
    quote!(#support::Description { arguments: &[#(&[#(#told),*]),*], schema: #schema, answers: #answers })
}

/// The functions that know the schema of the value inside the return type, and what the function answers.
fn described_answers(route: &Route) -> (TokenStream, TokenStream) {
    let support = support();
    if !is_nameable(&route.return_type) {
        return (quote!(|_| ::core::option::Option::None), quote!(#support::describe_anything));
    }
    let returned = lifetimes::with_lifetime(&route.return_type, "static");
    let (format, name) = match &route.decorator {
        Some(decorator) => (decorator.format.clone(), ident("describe_written")),
        None => (quote!(()), ident("describe_plain")),
    };
    let known = quote!(#support::Known::<#returned>);
    let schema = match type_argument_of(&outcome(&route.return_type).value, "Vec") {
        // In a constant, so that of the two functions only the one that is taken is compiled.
        Some(_) => quote!(const { #support::list_schema_or(#known::LIST_SCHEMA, #known::value_schema) }),
        None => quote!(#known::value_schema),
    };
    (schema, quote!(#support::Known::<#support::Returned<#format, #returned>>::#name))
}

/// ```ignore
/// fn run<'r>(request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
///     Box::pin(answer(async move {
///         let mut frame = Frame::new(request);
///         let mut call = frame.call(scope);
///         let user = match call.first::<CurrentUser>().await { Ok(user) => user, Err(refused) => return … };
///         let shop = call.value::<ShopId>(Place::Path, "shop");
///         …
///         match call.finish() { … }
///         let mut answer = respond_result_as::<JsonFormat, Order, OrderError>(place_order(shop, …).await);
///         call.place(&mut answer);
///         answer
///     }))
/// }
/// ```
fn written_out(route: &Route, type_name: &TokenStream, callee: &TokenStream) -> TokenStream {
    let support = support();
    let (request, scope, state) = (ident("__request"), ident("__scope"), ident("__S"));
    let block = block(route, type_name, callee);
    // Path, parentheses and `async` have the name's span: there the compiler says that the future is not `Send`.
    let span = resolved(route.function.name().span());
    let checked = support_at(span);
    let future = quote_spanned!(span=> ::std::boxed::Box::pin(#checked::answer(async move { #block })));
    quote! {
        fn run<'__r>(
            #request: #support::Request,
            #scope: &'__r #support::Scope<#state>,
        ) -> #support::BoxFuture<'__r> {
            #future
        }
    }
}

fn block(route: &Route, type_name: &TokenStream, callee: &TokenStream) -> TokenStream {
    let support = support();
    let (call, frame) = (ident("__call"), ident("__frame"));
    let (request, scope, body) = (ident("__request"), ident("__scope"), ident("__body"));
    let Fetch { first, values, body: body_statements, fetched, passed } =
        fetch(&route.arguments, &call, &quote!(#scope.state()), Glue::Answers);
    let read = read_body(&route.arguments, type_name, &call, &body);
    let across = across(route, &fetched, &call);
    let take = (!fetched.is_empty()).then(|| {
        let incomplete = Glue::Answers.incomplete(&call);
        quote! {
            let (#(::core::option::Option::Some(#fetched),)*) = (#(#fetched,)*) else { #incomplete };
        }
    });
    let needs_call = !fetched.is_empty();
    let prologue = if needs_call {
        quote! {
            let mut #frame = #support::Frame::new(#request);
            let mut #call = #frame.call(#scope);
        }
    } else {
        quote!(let _ = #scope;)
    };
    let finish = needs_call.then(|| {
        let finished = Glue::Answers.or_end(&quote!(#call.finish()));
        quote!(#finished;)
    });
    let invoke = invoke(route, callee, &passed);
    let answer = ident("__answer");
    let succeed = route.facts.status.map(|(status, _)| quote!(#support::succeed_with(&mut #answer, #status);));
    let place =
        if needs_call { quote!(#call.place(&mut #answer)) } else { quote!(#support::place(&mut #answer, &#request)) };
    quote! {
        #prologue
        #(#first)*
        #(#values)*
        #read
        #(#body_statements)*
        #across
        #finish
        #take
        let mut #answer = #invoke;
        #succeed
        #place;
        #answer
    }
}

/// Reads the body, if an argument wants it.
fn read_body(arguments: &[Argument], type_name: &TokenStream, call: &Ident, body: &Ident) -> Option<TokenStream> {
    let support = support();
    let argument = arguments.iter().find(|argument| matches!(argument.source, Source::Body { .. }))?;
    let ty = lifetimes::anonymous(&argument.ty);
    let limit = quote!(<#type_name as #support::Endpoint>::META.body_limit_bytes);
    let read = Glue::Answers.or_end(&quote!(#call.read_body::<#ty>(#limit).await));
    Some(quote!(let #body = #read;))
}

/// The function's own rules, run once all that the client sends has a value: each is called with references to those values, in
/// the order of the signature.
fn across(route: &Route, fetched: &[Ident], call: &Ident) -> Option<TokenStream> {
    if route.rules.is_empty() {
        return None;
    }
    let support = support();
    let (at, faults) = (ident("__at"), ident("__faults"));
    let fetched_arguments = route
        .arguments
        .iter()
        .filter(|argument| matches!(argument.source, Source::Value { .. } | Source::Body { .. } | Source::Extractor));
    let sent = || {
        let with_locals = fetched_arguments.clone().zip(fetched);
        with_locals.filter(|(argument, _)| !matches!(argument.source, Source::Extractor))
    };
    let locals: Vec<&Ident> = sent().map(|(_, local)| local).collect();
    let values: Vec<Ident> = (0..locals.len()).map(|index| ident(&format!("__v{index}"))).collect();
    let place = common_place(sent().map(|(argument, _)| argument));
    let location = quote!(&#at);
    let rules = route.rules.iter().map(|rule| {
        let rule = rule.applied_to(&values);
        rules::expand(&rule, &quote!(&()), &location, &faults)
    });
    Some(quote! {
        if let (#(::core::option::Option::Some(#values),)*) = (#(&#locals,)*) {
            let #at = #support::Location::root(#support::Place::#place);
            let #faults = #call.faults();
            #(#rules)*
        }
    })
}

/// Where all of the arguments are, if that is one place; else the body.
fn common_place<'a>(mut arguments: impl Iterator<Item = &'a Argument>) -> Ident {
    let place = |argument: &Argument| match &argument.source {
        Source::Value { place, .. } => place.variant(),
        _ => ident("Body"),
    };
    let first = arguments.next().map_or_else(|| ident("Body"), place);
    if arguments.all(|other| place(other) == first) { first } else { ident("Body") }
}

/// The call, and its value as a response.
fn invoke(route: &Route, callee: &TokenStream, passed: &[TokenStream]) -> TokenStream {
    let span = resolved(route.function.name().span());
    let awaiting = route.function.signature.asyncness.is_some().then(|| quote_spanned!(span=> .await));
    let output = quote_spanned!(span=> #callee(#(#passed),*) #awaiting);
    let respond = respond(route);
    quote_spanned!(resolved(route.return_type.span())=> #respond(#output))
}

/// What makes the function's value a response. The types stand in a turbofish, so that an error about one of them points at it: a `Result` has two.
fn respond(route: &Route) -> TokenStream {
    let Outcome { value, error, fallible } = outcome(&route.return_type);
    let span = resolved(value.span());
    let support = support_at(span);
    let error = match error {
        Some(error) => quote!(, #error),
        None if fallible => quote_spanned!(span=> , _),
        None => TokenStream::new(),
    };
    let value = nameable(&value);
    match &route.decorator {
        Some(decorator) => {
            let format = placed(&decorator.format, span);
            let name = Ident::new(if fallible { "respond_result_as" } else { "respond_as" }, span);
            quote_spanned!(span=> #support::#name::<#format, #value #error>)
        }
        None => {
            let name = Ident::new(if fallible { "result_into_response" } else { "into_response" }, span);
            quote_spanned!(span=> #support::#name::<#value #error>)
        }
    }
}

/// Tokens of ours at `span`; a user's keep their own meaning there.
fn placed(tokens: &TokenStream, span: proc_macro2::Span) -> TokenStream {
    tokens
        .clone()
        .into_iter()
        .map(|mut token| {
            token.set_span(span.resolved_at(token.span()));
            token
        })
        .collect()
}

/// `impl Trait` has no name to write; `_` stands in for it.
fn nameable(ty: &Type) -> TokenStream {
    if is_nameable(ty) { ty.to_token_stream() } else { quote_spanned!(resolved(ty.span())=> _) }
}

fn is_nameable(ty: &Type) -> bool {
    !lifetimes::finds(ty.to_token_stream(), &|token, _| token.to_string() == "impl")
}
