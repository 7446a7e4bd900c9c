//! What a model's schema says is what schemars' derive says of the same type, though most models do without that derive.

use cepa::schemars::generate::SchemaSettings;
use cepa::schemars::{JsonSchema, SchemaGenerator};

/// Each item twice: as a model, and with the derives that a model stands for. schemars reads what rules it knows by itself.
macro_rules! twins {
    (same { $({ $($item:tt)* })* } apart { $({ $($model:tt)* } = { $($type:tt)* })* }) => {
        #[allow(dead_code, reason = "made for their schemas alone")]
        #[allow(deprecated, clippy::empty_docs, reason = "these are forms as well")]
        mod modelled {
            use super::support::*;
            use cepa::model;
            $(#[model] $($item)*)*
            $($($model)*)*
        }

        #[allow(dead_code, reason = "made for their schemas alone")]
        #[allow(deprecated, clippy::empty_docs, reason = "these are forms as well")]
        mod derived {
            use super::support::*;
            $(
                #[derive(cepa::serde::Serialize, cepa::serde::Deserialize, cepa::schemars::JsonSchema)]
                #[serde(crate = "cepa::serde")]
                #[schemars(crate = "cepa::schemars")]
                $($item)*
            )*
            $(
                #[derive(cepa::serde::Deserialize, cepa::schemars::JsonSchema)]
                #[serde(crate = "cepa::serde")]
                #[schemars(crate = "cepa::schemars")]
                $($type)*
            )*
        }
    };
}

/// What the types of both modules name.
mod support {
    pub(super) use std::borrow::Cow;
    pub(super) use std::collections::{BTreeMap, HashMap};

    /// A type of another name for an `Option`.
    pub(super) type Maybe<T> = Option<T>;

    /// A type that has a default, and JSON for it.
    #[derive(Clone, Debug, Default, PartialEq)]
    #[cepa::model]
    pub(crate) struct Point {
        pub(super) x: i32,
        pub(super) y: i32,
    }

    /// A type that has a default, and no JSON for it.
    #[derive(Default)]
    #[cepa::model(input)]
    pub(crate) struct Unwritten {
        #[expect(dead_code, reason = "only what its schema says is looked at")]
        pub(super) x: i32,
    }

    /// Two types of one name, which is that of a list as well.
    pub(super) mod own {
        #[cepa::model]
        pub(crate) struct Vec<T> {
            first: Option<T>,
        }

        pub(crate) mod other {
            #[cepa::model]
            pub(crate) struct Vec<T> {
                last: Option<T>,
            }
        }
    }

    pub(super) const MOST: u32 = 5;

    /// Text with a name of its own.
    #[derive(Clone)]
    #[cepa::model]
    pub(crate) struct Site(String);

    impl cepa::validate::Text for Site {
        fn text(&self) -> Option<&str> {
            Some(&self.0)
        }
    }

    pub(super) fn seven() -> u32 {
        7
    }

    pub(super) fn is_seven(number: &u32) -> bool {
        *number == 7
    }

    pub(super) fn nothing() -> Option<String> {
        None
    }
}

twins! {
    same {
        {
            pub(crate) struct Empty {}
        }
        {
            pub(crate) struct Plain {
                text: String,
                number: u8,
                wide: i64,
                float: f64,
                truth: bool,
                letter: char,
                list: Vec<String>,
                array: [u8; 3],
                pair: (u8, String),
                map: BTreeMap<String, u32>,
                r#type: Box<str>,
                unit: (),
            }
        }
        {
            /// A thing.
            ///
            /// It has more   to it.
            ///
            ///     such as code
            pub(crate) struct Documented {
                /// One line.
                one: String,
                /// # A title
                ///
                /// And a text.
                titled: String,
                /// # A title alone
                alone: Point,
                ///
                /// Blank around.
                ///
                blank: Option<Point>,
                ///
                nothing: u8,
                #[doc = "  Written out, with two blanks."]
                #[doc(alias = "other")]
                out: u8,
                /** A block
                 * with stars.
                 */
                block: u8,
                #[doc = ""]
                empty: u8,
            }
        }
        {
            /// # Heading
            /// and the rest
            pub(crate) struct Headed {
                a: u8,
            }
        }
        {
            /// ## Heading, with a type of its own below
            pub(crate) struct HeadedAlone {
                a: Headed,
                /// Another word on it.
                b: Headed,
                c: Vec<Headed>,
            }
        }
        {
            pub(crate) struct Options {
                plain: Option<String>,
                alias: Maybe<u32>,
                boxed: Box<Option<u32>>,
                listed: Vec<Option<u32>>,
                model: Option<Point>,
                std: std::option::Option<Vec<Point>>,
                names: Option<Names>,
                documented: Option<DocumentedNames>,
                transparent: Transparent,
                newtype: MaybeId,
            }
        }
        {
            #[serde(rename_all = "camelCase")]
            pub(crate) struct Renamed {
                first_name: String,
                #[serde(rename = "SECOND")]
                second_name: String,
                #[serde(alias = "thirdName", alias = "3rd")]
                third: String,
                r#fn: u8,
            }
        }
        {
            #[serde(rename = "Other-Name", rename_all = "SCREAMING-KEBAB-CASE", deny_unknown_fields)]
            /// Closed.
            pub(crate) struct Closed {
                first_name: String,
                second: Option<u8>,
            }
        }
        {
            #[serde(deny_unknown_fields)]
            pub(crate) struct ClosedAndEmpty {}
        }
        {
            pub(crate) struct Defaults {
                #[serde(default)]
                number: u32,
                #[serde(default = "seven")]
                seven: u32,
                #[serde(default = "super::support::seven", skip_serializing_if = "is_seven")]
                omitted: u32,
                #[serde(default)]
                #[serde(skip_serializing_if = "is_seven")]
                kept: u32,
                #[serde(skip_serializing_if = "is_seven")]
                required: u32,
                #[serde(default)]
                option: Option<u32>,
                #[serde(skip_serializing_if = "Option::is_none")]
                no_option: Option<u32>,
                #[serde(default, skip_serializing_if = "Option::is_none")]
                neither: Option<u32>,
                #[serde(default = "nothing")]
                nothing: Option<String>,
                #[serde(default)]
                list: Vec<Point>,
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                empty: Vec<Point>,
                /// With docs.
                #[serde(default)]
                point: Point,
                #[serde(default)]
                float: f64,
                #[serde(default)]
                #[validate(range(min = 1, max = 3))]
                bounded: u32,
            }
        }
        {
            #[serde(default)]
            pub(crate) struct AllDefault {
                pub(super) number: u32,
                #[serde(default = "seven")]
                pub(super) seven: u32,
                #[serde(skip_serializing_if = "is_seven")]
                pub(super) omitted: u32,
                pub(super) option: Option<u32>,
                pub(super) point: Point,
                pub(super) none: Maybe<Point>,
            }
        }
        {
            #[derive(Clone, Debug)]
            pub(crate) struct Borrowed<'a> {
                #[serde(borrow)]
                text: Cow<'a, str>,
                owned: Cow<'static, str>,
                #[serde(borrow)]
                several: Vec<Cow<'a, str>>,
            }
        }
        {
            pub(crate) struct Ruled {
                #[validate(email)]
                email: String,
                #[validate(url)]
                url: Option<String>,
                #[validate(length(min = 1, max = 50))]
                text: String,
                #[validate(length(min = 2))]
                optional: Option<String>,
                #[validate(length(equal = 4))]
                list: Vec<String>,
                #[validate(length(max = 9))]
                map: BTreeMap<String, u8>,
                #[validate(range(min = 1, max = 99))]
                whole: u32,
                #[validate(range(min = -5))]
                negative: i32,
                #[validate(range(min = 0.5, max = 10.0))]
                float: f64,
                #[validate(range(max = 3))]
                option: Option<i64>,
                #[validate(contains(pattern = "a.b"))]
                part: String,
                /// In order.
                #[validate(length(min = 3), email, contains(pattern = "@"))]
                #[serde(default)]
                several: String,
                #[validate(length(min = 1), nested)]
                lines: Vec<RuledLine>,
                #[validate(nested)]
                line: RuledLine,
            }
        }
        {
            pub(crate) struct RuledLine {
                #[validate(length(min = 1, message = "at least one", code = "few"))]
                text: String,
            }
        }
        {
            pub(crate) struct Skips {
                kept: u8,
                #[serde(skip)]
                never: u8,
                #[serde(skip_serializing)]
                read: u8,
                #[serde(skip_deserializing)]
                written: u8,
            }
        }
        {
            #[serde(rename_all = "lowercase")]
            pub(crate) enum Names {
                NewestFirst,
                #[serde(rename = "OLD", alias = "older")]
                Oldest,
                #[serde(other)]
                Total,
            }
        }
        {
            /// Which one.
            #[serde(rename = "Chosen")]
            pub(crate) enum DocumentedNames {
                Plain,
                /// The first.
                First,
                /// # The title
                /// of the second.
                #[serde(rename = "2nd")]
                Second,
                Other,
            }
        }
        {
            /// All of them have docs.
            pub(crate) enum AllDocumented {
                /// One.
                One,
                /// Two.
                Two,
            }
        }
        {
            pub(crate) enum OneName {
                Only = 3,
            }
        }
        {
            pub(crate) enum SilentDocs {
                ///
                Only,
                Other,
            }
        }
        {
            pub(crate) struct Id(u64);
        }
        {
            /// A name.
            pub(crate) struct Name(
                /// What is inside.
                #[validate(length(min = 1, max = 20))]
                String,
            );
        }
        {
            pub(crate) struct MaybeId(Option<u64>);
        }
        {
            /// # One
            /// of many
            pub(crate) struct Listed(Vec<Documented>);
        }
        {
            pub(crate) struct BorrowedName<'a>(#[serde(borrow)] Cow<'a, str>);
        }
        {
            pub(crate) struct Recursive {
                children: Vec<Recursive>,
                parent: Option<Box<Recursive>>,
            }
        }
        {
            /// Lists and maps of what is a reference, told of within one another, and twice.
            pub(crate) struct Deep {
                lists: Vec<Vec<Recursive>>,
                texts: Vec<Vec<String>>,
                by_name: HashMap<String, Vec<Deep>>,
                maybe: Option<Vec<Option<Box<Deep>>>>,
                #[validate(length(max = 3))]
                option_list: Vec<Option<Recursive>>,
                pair: (Vec<Deep>, Names),
                generic: Vec<Generic<Recursive>>,
                of_lists: Generic<Vec<Generic<Deep>>>,
                again: std::vec::Vec<Recursive>,
            }
        }
        {
            /// What is called a list, and is none; two types of one name.
            pub(crate) struct CalledLists {
                own: own::Vec<Recursive>,
                other: own::other::Vec<Recursive>,
                own_list: Vec<own::Vec<Names>>,
                other_list: Vec<own::other::Vec<Names>>,
                own_of_lists: own::Vec<Vec<CalledLists>>,
                option: Option<own::Vec<Names>>,
            }
        }
        {
            pub(crate) struct OnlyCalledList(own::Vec<Deep>);
        }
        {
            pub(crate) struct Nested {
                id: Id,
                name: Option<Name>,
                listed: Vec<Listed>,
                /// Told here.
                names: Names,
                documented: BTreeMap<String, DocumentedNames>,
                closed: Closed,
            }
        }
        {
            #[serde(transparent)]
            pub(crate) struct Transparent {
                inner: Option<String>,
            }
        }
        {
            pub(crate) struct Pair(u8, String);
        }
        {
            pub(crate) struct Unit;
        }
        {
            pub(crate) enum Shape {
                Circle(f64),
                /// Four corners.
                Square { side: f64 },
                Nothing,
            }
        }
        {
            #[serde(tag = "kind", rename_all = "snake_case")]
            pub(crate) enum Tagged {
                OneThing { a: u8 },
                OtherThing,
            }
        }
        {
            #[serde(tag = "kind")]
            pub(crate) enum TaggedNames {
                One,
                Two,
            }
        }
        {
            #[serde(untagged)]
            pub(crate) enum UntaggedNames {
                One,
            }
        }
        {
            pub(crate) struct Flattened {
                a: u8,
                #[serde(flatten)]
                rest: Plain,
            }
        }
        {
            pub(crate) struct Generic<T> {
                inner: T,
            }
        }
        {
            #[serde(rename_all(serialize = "camelCase"))]
            pub(crate) struct TwoNames {
                first_name: u8,
                #[serde(rename(serialize = "s", deserialize = "d"))]
                both: u8,
            }
        }
        {
            #[deprecated]
            pub(crate) struct Old {
                a: u8,
            }
        }
        {
            pub(crate) struct Conditional {
                #[cfg(not(any()))]
                there: u8,
                #[cfg(any())]
                gone: u8,
                #[cfg_attr(not(any()), serde(rename = "named"))]
                other: u8,
                #[deprecated]
                old: u8,
                #[schemars(extend("x-a" = 1))]
                extended: u8,
            }
        }
    }
    apart {
        {
            #[model(input)]
            pub(crate) struct OwnRules {
                #[validate(range(exclusive_min = 0, exclusive_max = 100))]
                whole: u32,
                #[validate(range(min = -1.5, exclusive_max = 2.5))]
                #[serde(default)]
                float: f64,
                #[validate(range(exclusive_min = 0))]
                option: Option<Option<u8>>,
                #[validate(regex(pattern = "^[a-z]+$"))]
                pattern: String,
                #[validate(non_control_character, length(max = 3))]
                clean: String,
                #[validate(regex(pattern = "^a"), regex(pattern = "b$"), contains(pattern = "c"))]
                patterns: Option<String>,
                #[validate(ip)]
                ip: String,
                #[validate(ipv4)]
                ipv4: String,
                #[validate(ipv6)]
                ipv6: String,
                #[validate(does_not_contain(pattern = "x"), credit_card)]
                silent: String,
                #[validate(contains(pattern = &3))]
                list: Vec<u8>,
                #[validate(url)]
                referred: Site,
                #[serde(default)]
                unwritten: Unwritten,
            }
        } = {
            pub(crate) struct OwnRules {
                #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 100))]
                whole: u32,
                #[schemars(range(min = -1.5), extend("exclusiveMaximum" = 2.5))]
                #[serde(default)]
                float: f64,
                #[schemars(extend("exclusiveMinimum" = 0))]
                #[serde(default, skip_serializing_if = "Option::is_none")]
                option: Option<Option<u8>>,
                #[schemars(regex(pattern = "^[a-z]+$"))]
                pattern: String,
                #[schemars(regex(pattern = r"^[^\x00-\x1F\x7F-\x9F]*$"), length(max = 3))]
                clean: String,
                #[schemars(regex(pattern = "^a"))]
                patterns: Option<String>,
                #[schemars(ip)]
                ip: String,
                #[schemars(ipv4)]
                ipv4: String,
                #[schemars(ipv6)]
                ipv6: String,
                silent: String,
                list: Vec<u8>,
                #[schemars(url)]
                referred: Site,
                #[serde(default)]
                unwritten: Unwritten,
            }
        }
        // What the derive makes, still: values that are worked out, and `required`.
        {
            #[model(input)]
            pub(crate) struct WorkedOut {
                #[validate(length(max = MOST))]
                text: String,
                #[validate(required, range(min = 1))]
                there: Option<u8>,
            }
        } = {
            pub(crate) struct WorkedOut {
                #[schemars(length(max = MOST))]
                text: String,
                #[schemars(required, range(min = 1))]
                there: Option<u8>,
            }
        }
    }
}

impl Default for modelled::AllDefault {
    fn default() -> Self {
        Self { number: 3, seven: 4, omitted: 7, option: Some(5), point: support::Point { x: 1, y: 2 }, none: None }
    }
}

impl Default for derived::AllDefault {
    fn default() -> Self {
        Self { number: 3, seven: 4, omitted: 7, option: Some(5), point: support::Point { x: 1, y: 2 }, none: None }
    }
}

/// serde's derive does not work in a macro where a function makes the default.
#[allow(dead_code, reason = "made for their schemas alone")]
mod by_function {
    use super::support::is_seven;

    pub(super) mod modelled {
        use super::is_seven;

        #[cepa::model]
        #[serde(default = "made", rename_all = "kebab-case")]
        pub(crate) struct Made {
            #[serde(skip_serializing_if = "is_seven")]
            a_number: u32,
            text_of: String,
        }

        fn made() -> Made {
            Made { a_number: 7, text_of: "text".to_owned() }
        }
    }

    pub(super) mod derived {
        use super::is_seven;

        #[derive(cepa::serde::Serialize, cepa::serde::Deserialize, cepa::schemars::JsonSchema)]
        #[serde(crate = "cepa::serde", default = "made", rename_all = "kebab-case")]
        #[schemars(crate = "cepa::schemars")]
        pub(crate) struct Made {
            #[serde(skip_serializing_if = "is_seven")]
            a_number: u32,
            text_of: String,
        }

        fn made() -> Made {
            Made { a_number: 7, text_of: "text".to_owned() }
        }
    }
}

/// All that a document can be made of.
fn said<T: JsonSchema>() -> Vec<String> {
    let settings = [
        SchemaSettings::draft2020_12(),
        SchemaSettings::openapi3(),
        SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true),
    ];
    let generators = settings
        .into_iter()
        .flat_map(|settings| [settings.clone().for_deserialize(), settings.for_serialize()].map(SchemaGenerator::new));
    let schemas = generators.map(|generator| format!("{:#}", generator.into_root_schema_for::<T>().as_value()));
    let id = T::schema_id().replace("::modelled::", "::").replace("::derived::", "::");
    schemas.chain([id, T::schema_name().into_owned(), T::inline_schema().to_string()]).collect()
}

macro_rules! assert_alike {
    ($($name:ident $(<$argument:tt>)?),+ $(,)?) => {
        $(assert_eq!(
            said::<modelled::$name $(<$argument>)?>(),
            said::<derived::$name $(<$argument>)?>(),
            stringify!($name)
        );)+
    };
}

/// Every form that is told as data, and every form that is not: both ways, with references and without.
#[test]
#[allow(deprecated, reason = "one of them is")]
fn as_the_derive_says() {
    assert_alike!(
        Empty,
        Plain,
        Documented,
        Headed,
        HeadedAlone,
        Options,
        Renamed,
        Closed,
        ClosedAndEmpty,
        Defaults,
        AllDefault,
        Borrowed<'static>,
        Ruled,
        RuledLine,
        Skips,
        Names,
        DocumentedNames,
        AllDocumented,
        OneName,
        SilentDocs,
        Id,
        Name,
        MaybeId,
        Listed,
        BorrowedName<'static>,
        Recursive,
        Deep,
        CalledLists,
        OnlyCalledList,
        Nested,
        Transparent,
        Pair,
        Unit,
        Shape,
        Tagged,
        TaggedNames,
        UntaggedNames,
        Flattened,
        Generic<u8>,
        TwoNames,
        Old,
        Conditional,
        OwnRules,
        WorkedOut,
    );
    assert_eq!(said::<by_function::modelled::Made>(), said::<by_function::derived::Made>());
}
