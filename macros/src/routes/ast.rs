//! What the user wrote in `routes![…]`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, LitStr, Path, Token, braced, token};

use crate::attr;
use crate::diagnostics::Diagnostics;
use crate::path_template;
use crate::paths::ident;

/// A table or a group.
pub(crate) struct Table {
    /// Layers around every entry, outermost first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) entries: Vec<Entry>,
}

/// One entry.
pub(crate) struct Entry {
    pub(crate) cfgs: Vec<Attribute>,
    /// Layers around it, outermost first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) host: Option<LitStr>,
    pub(crate) kind: EntryKind,
}

/// What an entry is.
pub(crate) enum EntryKind {
    Route(Listed),
    Controller(Listed),
    Mount { prefix: LitStr, table: Expr },
    Group { prefix: Option<LitStr>, table: Table },
}

/// A route or a controller, by the path that names it.
pub(crate) struct Listed {
    pub(crate) path: Path,
    /// The alias that generated code calls it by.
    pub(crate) alias: Ident,
}

/// A layer, by the expression that makes it.
pub(crate) struct Layer {
    pub(crate) made_by: Expr,
    /// The constant of generated code that says whether it demands credentials.
    pub(crate) demands_auth: Ident,
}

/// Reads a whole table; an entry that cannot be read is noted and skipped.
pub(crate) fn parse(tokens: TokenStream, diagnostics: &Diagnostics) -> Table {
    let parser = |input: ParseStream<'_>| Ok(parse_table(input, diagnostics));
    let mut table = diagnostics
        .note(syn::parse::Parser::parse2(parser, tokens))
        .unwrap_or(Table { layers: Vec::new(), entries: Vec::new() });
    name_invented(&mut table, &mut 0);
    table
}

/// Gives every listed route, every controller and every layer a name of its own.
fn name_invented(table: &mut Table, count: &mut usize) {
    let name = |name: &str, count: &mut usize| {
        *count += 1;
        ident(&format!("{name}{}", *count - 1))
    };
    for layer in &mut table.layers {
        layer.demands_auth = name("__LAYER", count);
    }
    for entry in &mut table.entries {
        for layer in &mut entry.layers {
            layer.demands_auth = name("__LAYER", count);
        }
        match &mut entry.kind {
            EntryKind::Route(listed) | EntryKind::Controller(listed) => listed.alias = name("__Listed", count),
            EntryKind::Group { table, .. } => name_invented(table, count),
            EntryKind::Mount { .. } => {}
        }
    }
}

fn parse_table(input: ParseStream<'_>, diagnostics: &Diagnostics) -> Table {
    let mut layers = Vec::new();
    for attribute in diagnostics.note(input.call(Attribute::parse_inner)).unwrap_or_default() {
        if attribute.path().is_ident("layer") {
            layers.extend(layer(&attribute, diagnostics));
        } else {
            diagnostics.error(attribute.path(), "only `#![layer(…)]` stands at the head of a table");
        }
    }
    let mut entries = Vec::new();
    while !input.is_empty() {
        match parse_entry(input, diagnostics) {
            Ok(entry) => entries.extend(entry),
            Err(error) => {
                diagnostics.push(error);
                attr::skip_to_comma(input);
            }
        }
        if input.is_empty() {
            break;
        }
        if let Err(error) = input.parse::<Token![,]>() {
            diagnostics.push(syn::Error::new(error.span(), "entries are separated by `,`"));
            attr::skip_to_comma(input);
            let _ = input.parse::<Token![,]>();
        }
    }
    check_listed_once(&entries, diagnostics);
    Table { layers, entries }
}

fn parse_entry(input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<Option<Entry>> {
    let (mut cfgs, mut layers, mut host) = (Vec::new(), Vec::new(), None);
    for attribute in input.call(Attribute::parse_outer)? {
        let path = attribute.path();
        if path.is_ident("cfg") {
            cfgs.push(attribute);
        } else if path.is_ident("layer") {
            layers.extend(layer(&attribute, diagnostics));
        } else if path.is_ident("host") {
            host = diagnostics.note(attribute.parse_args::<LitStr>());
        } else if !path.is_ident("doc") {
            diagnostics.error(path, "an entry takes `#[layer(…)]`, `#[host(\"…\")]` and `#[cfg(…)]`");
        }
    }
    let kind = parse_kind(input, diagnostics)?;
    if let (Some(host), EntryKind::Route(_) | EntryKind::Controller(_)) = (&host, &kind) {
        diagnostics.error(host, "a route names its host itself, `#[get(\"/…\", host = \"…\")]`; here `#[host]` stands on a prefix or a group");
    }
    Ok(Some(Entry { cfgs, layers, host, kind }))
}

fn parse_kind(input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<EntryKind> {
    if input.peek(token::Brace) {
        return Ok(EntryKind::Group { prefix: None, table: parse_group(input, diagnostics)? });
    }
    if input.peek(LitStr) {
        let prefix: LitStr = input.parse()?;
        path_template::check_prefix(&prefix, diagnostics);
        if input.peek(Token![:]) {
            return Err(input.error("a prefix is followed by `=>`: write `\"/prefix\" => …`"));
        }
        if !input.peek(Token![=>]) {
            return Err(syn::Error::new(
                prefix.span(),
                "what stands below this prefix? write `\"/prefix\" => TABLE` or `\"/prefix\" => { … }`",
            ));
        }
        input.parse::<Token![=>]>()?;
        if input.peek(token::Brace) {
            return Ok(EntryKind::Group { prefix: Some(prefix), table: parse_group(input, diagnostics)? });
        }
        let table = input.parse()?;
        if let Some(module) = module_name(&table) {
            let message = format!("the table itself is mounted, a constant: write `{module}::ROUTES`");
            return Err(syn::Error::new_spanned(table, message));
        }
        return Ok(EntryKind::Mount { prefix, table });
    }
    let path = Path::parse_mod_style(input).map_err(|error| {
        syn::Error::new(error.span(), "an entry is a route, a controller, `\"/prefix\" => TABLE` or a group `{ … }`")
    })?;
    if input.peek(Token![=>]) {
        return Err(syn::Error::new_spanned(path, "a prefix is text: write `\"/prefix\" => …`"));
    }
    if input.peek(token::Paren) {
        return Err(input.error("a route is named here, not called: remove the parentheses"));
    }
    let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    Ok(if is_table_name(&last) {
        let table = attr::path_text(&path);
        let message = format!(
            "a name in capitals is a table, which needs a place: write `\"/prefix\" => {table}`, or `\"\" => {table}` for none"
        );
        return Err(syn::Error::new_spanned(path, message));
    } else if last.starts_with(char::is_uppercase) {
        EntryKind::Controller(listed(path))
    } else {
        EntryKind::Route(listed(path))
    })
}

fn listed(path: Path) -> Listed {
    Listed { path, alias: ident("__Listed") }
}

/// `ROUTES`, `ADMIN_ROUTES`: the name of a constant.
fn is_table_name(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|letter| letter.is_uppercase() || letter.is_ascii_digit() || letter == '_')
}

/// `users`, where a constant is wanted, or a variable of a macro's.
fn module_name(table: &Expr) -> Option<String> {
    let Expr::Path(path) = table else { return None };
    let last = path.path.segments.last()?;
    let name = last.ident.to_string();
    (last.arguments.is_empty() && !name.starts_with('$') && name.starts_with(char::is_lowercase))
        .then(|| attr::path_text(&path.path))
}

/// A route that one table names twice answers nothing twice.
fn check_listed_once(entries: &[Entry], diagnostics: &Diagnostics) {
    let mut seen: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.cfgs.is_empty()) {
        let (EntryKind::Route(listed) | EntryKind::Controller(listed)) = &entry.kind else { continue };
        let name = attr::path_text(&listed.path);
        if seen.contains(&name) {
            diagnostics.error(&listed.path, format_args!("`{name}` is listed twice: remove one"));
        } else {
            seen.push(name);
        }
    }
}

fn parse_group(input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<Table> {
    let content;
    braced!(content in input);
    Ok(parse_table(&content, diagnostics))
}

fn layer(attribute: &Attribute, diagnostics: &Diagnostics) -> Option<Layer> {
    match attribute.parse_args_with(Expr::parse) {
        Ok(made_by) => Some(Layer { made_by, demands_auth: ident("__LAYER") }),
        Err(_) => {
            diagnostics.error(attribute.path(), "which layer? write `#[layer(middleware)]`");
            None
        }
    }
}
