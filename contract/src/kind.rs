//! The kinds of differences, each with its code and its class: the one table of what breaks whom.

use std::fmt;

use serde::{Serialize, Serializer};

/// What a difference does to those who use the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A client that was right before is now refused, or gets what it was told it would not.
    Breaking,
    /// It depends on the client, or cannot be told from the documents.
    Risky,
    /// No client that was right before notices.
    Safe,
}

impl Class {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Risky, Self::Safe];

    /// Its name in reports: "breaking", "risky", "safe".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Risky => "risky",
            Self::Safe => "safe",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Which way what differs travels. A request may say less than before and a response more, never the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client: parameters and request bodies. What is about the operation as a whole counts here too.
    Request,
    /// To the client: response bodies and headers.
    Response,
}

/// Makes the enum and its tables out of one list: `Variant "code" request class / response class`, or one class for both.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident $code:literal $request:ident $(/ $response:ident)?,)*) => {
        /// What differs.
        ///
        /// A kind says what happened; the class often hangs on the direction too, see [`class`](Self::class).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[doc = $doc])* $name,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in reports and JSON, such as "operation-removed". Codes never change.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// Its class where it concerns a request, or a response.
            pub const fn class(self, direction: Direction) -> Class {
                let classes: &[Class] = match self {
                    $(Self::$name => &[Class::$request, $(Class::$response)?],)*
                };
                match direction {
                    Direction::Request => classes[0],
                    Direction::Response => classes[classes.len() - 1],
                }
            }
        }
    };
}

kinds! {
    /// There is a new operation.
    OperationAdded "operation-added" Safe,
    /// An operation is gone.
    OperationRemoved "operation-removed" Breaking,
    /// `operationId` differs: generated clients name their functions by it.
    OperationIdChanged "operation-id-changed" Risky,
    /// The path under which a server offers the API differs; another host is no difference. An operation that has hosts of its own is
    /// at more of them now.
    ServerChanged "server-changed" Risky,
    /// An operation, parameter, header or schema is `deprecated` now.
    Deprecated "deprecated" Safe,
    /// It was `deprecated`.
    Undeprecated "undeprecated" Safe,

    /// Who is nobody was served, and is not now.
    SecurityAdded "security-added" Breaking,
    /// Who is nobody is served now.
    SecurityRemoved "security-removed" Safe,
    /// There is one more way to authenticate.
    SecurityAlternativeAdded "security-alternative-added" Safe,
    /// A way to authenticate is gone.
    SecurityAlternativeRemoved "security-alternative-removed" Breaking,
    /// A scope is asked for that was not.
    SecurityScopeAdded "security-scope-added" Breaking,
    /// A scope is no longer asked for.
    SecurityScopeRemoved "security-scope-removed" Safe,
    /// A security scheme is defined otherwise, in its URLs or flows.
    SecuritySchemeChanged "security-scheme-changed" Risky,

    /// There is a new optional parameter.
    ParameterAdded "parameter-added" Safe,
    /// There is a new parameter, and it must be there.
    RequiredParameterAdded "required-parameter-added" Breaking,
    /// A parameter is gone: it is let in as any unknown one, and no longer heard.
    ParameterRemoved "parameter-removed" Risky,
    /// A parameter of the same name is elsewhere, such as in a header instead of the query.
    ParameterMoved "parameter-moved" Breaking,
    /// A parameter must be there now.
    ParameterBecameRequired "parameter-became-required" Breaking,
    /// A parameter may be left out now.
    ParameterBecameOptional "parameter-became-optional" Safe,
    /// `style`, `explode` or `allowReserved` differ: the same value is spelt otherwise.
    ParameterStyleChanged "parameter-style-changed" Breaking,

    /// There may be a request body now.
    BodyAdded "body-added" Safe,
    /// There must be a request body now, and there was none.
    RequiredBodyAdded "required-body-added" Breaking,
    /// There is no request body any more.
    BodyRemoved "body-removed" Breaking,
    /// The request body must be there now.
    BodyBecameRequired "body-became-required" Breaking,
    /// The request body may be left out now.
    BodyBecameOptional "body-became-optional" Safe,
    /// A body comes in one more media type.
    MediaTypeAdded "media-type-added" Safe,
    /// A body no longer comes in a media type.
    MediaTypeRemoved "media-type-removed" Breaking,

    /// There is a status that there was not, and no range or `default` stood for it.
    ResponseAdded "response-added" Risky,
    /// What comes is told, and was not, or less so: a status of its own where the `default` or a range stood for it.
    ResponseDescribed "response-described" Safe,
    /// A status that is no error, or the `default`, is gone.
    ResponseRemoved "response-removed" Breaking,
    /// An error's status, 4xx or 5xx, is gone.
    ErrorResponseRemoved "error-response-removed" Safe,
    /// A response has a new header.
    HeaderAdded "header-added" Safe,
    /// A response's header is gone.
    HeaderRemoved "header-removed" Breaking,
    /// A response's header is always there now.
    HeaderBecameRequired "header-became-required" Safe,
    /// A response's header may be missing now.
    HeaderBecameOptional "header-became-optional" Breaking,

    /// Fewer types are allowed.
    TypeNarrowed "type-narrowed" Breaking / Safe,
    /// More types are allowed.
    TypeWidened "type-widened" Safe / Breaking,
    /// A type of before is not allowed, and one is that was not.
    TypeChanged "type-changed" Breaking,
    /// `null` is allowed now.
    NullAdded "null-added" Safe / Breaking,
    /// `null` is not allowed any more.
    NullRemoved "null-removed" Breaking / Safe,
    /// The format has fewer values, such as `int32` instead of `int64`.
    FormatNarrowed "format-narrowed" Breaking / Safe,
    /// The format has more values, such as `int64` instead of `int32`.
    FormatWidened "format-widened" Safe / Breaking,
    /// The format is another.
    FormatChanged "format-changed" Breaking,
    /// One more value is listed.
    EnumValueAdded "enum-value-added" Safe / Risky,
    /// A value is no longer listed.
    EnumValueRemoved "enum-value-removed" Breaking / Safe,
    /// The values are listed now; any was allowed.
    EnumClosed "enum-closed" Breaking / Safe,
    /// Any value is allowed now; they were listed.
    EnumOpened "enum-opened" Safe / Breaking,
    /// No value of before is listed any more, such as another `const`.
    EnumReplaced "enum-replaced" Breaking,
    /// A bound of a number, length or count, or a format that is a rule (`email`), lets less in.
    BoundTightened "bound-tightened" Breaking / Safe,
    /// Such a bound lets more in.
    BoundLoosened "bound-loosened" Safe / Risky,
    /// Such a bound lets other values in, as `multipleOf` 3 instead of 2.
    BoundChanged "bound-changed" Breaking / Risky,
    /// Text must match a pattern now.
    PatternAdded "pattern-added" Breaking / Safe,
    /// Text need not match a pattern any more.
    PatternRemoved "pattern-removed" Safe / Risky,
    /// The pattern is another; which of two lets more in cannot be told.
    PatternChanged "pattern-changed" Risky,
    /// What is left out stands for another value.
    DefaultChanged "default-changed" Risky / Safe,
    /// There is a new property, in a request an optional one.
    PropertyAdded "property-added" Safe,
    /// There is a new property in a request, and it must be there.
    RequiredPropertyAdded "required-property-added" Breaking,
    /// There is a new property in a response that was said to have no others.
    PropertyAddedToClosed "property-added-to-closed" Safe / Risky,
    /// A property is gone. In a request it is let in as any unknown one, and no longer heard.
    PropertyRemoved "property-removed" Risky / Breaking,
    /// A property is gone from a request, and unknown ones are refused.
    PropertyRefused "property-refused" Breaking,
    /// A property must be there now; in a response, is always there.
    PropertyBecameRequired "property-became-required" Breaking / Safe,
    /// A property may be left out now.
    PropertyBecameOptional "property-became-optional" Safe / Breaking,
    /// Unknown properties are not allowed any more.
    ObjectClosed "object-closed" Breaking / Safe,
    /// Unknown properties are allowed now.
    ObjectOpened "object-opened" Safe / Risky,
    /// There is one more variant, told from the others by its tag.
    VariantAdded "variant-added" Safe / Risky,
    /// There is one more variant, told from the others by its form alone.
    UntaggedVariantAdded "untagged-variant-added" Safe / Breaking,
    /// A variant is gone.
    VariantRemoved "variant-removed" Breaking / Safe,
    /// The property that holds the tag is another.
    DiscriminatorChanged "discriminator-changed" Risky,
    /// A keyword that lets less in stands there now, such as `not`, `if` or `propertyNames`.
    ConstraintAdded "constraint-added" Breaking / Safe,
    /// Such a keyword is gone.
    ConstraintRemoved "constraint-removed" Safe / Risky,
    /// Such a keyword says something else; which of two lets more in is not told.
    ConstraintChanged "constraint-changed" Risky,
    /// A member differs that is not understood, or that has not the form it should have.
    MemberChanged "member-changed" Risky,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
