#[derive(::cepa::serde::Serialize, ::cepa::serde::Deserialize)]
#[serde(crate = "::cepa::serde")]
#[serde(rename_all = "kebab-case")]
enum Sort {
    NewestFirst,
    #[serde(alias = "old")]
    Oldest,
}
impl ::cepa::schemars::JsonSchema for Sort {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed("Sort")
    }
    fn schema_id() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::Sort"))
    }
    fn json_schema(
        __generator: &mut ::cepa::schemars::SchemaGenerator,
    ) -> ::cepa::schemars::Schema {
        ::cepa::macro_support::names_schema("", &[("newest-first", ""), ("oldest", "")])
    }
}
impl ::cepa::macro_support::Check for Sort {
    const HAS_RULES: bool = false;
    fn check(
        &self,
        __at: &::cepa::macro_support::Location<'_>,
        __faults: &mut ::cepa::macro_support::Faults,
    ) {}
}
impl ::cepa::macro_support::Model for Sort {}
impl ::cepa::macro_support::Reply for Sort {
    type Value = Self;
    fn into_reply(self) -> ::cepa::macro_support::Outcome<Self> {
        ::cepa::macro_support::Outcome::value(self)
    }
}
impl ::cepa::macro_support::Part for Sort {
    type This = Self;
}
impl<'__r> ::cepa::macro_support::FromParam<'__r> for Sort {
    fn from_param(
        __text: &'__r str,
    ) -> ::core::result::Result<Self, ::cepa::macro_support::ParamError> {
        match __text {
            "newest-first" => ::core::result::Result::Ok(Self::NewestFirst {}),
            "oldest" | "old" => ::core::result::Result::Ok(Self::Oldest {}),
            _ => {
                ::core::result::Result::Err(
                    ::cepa::macro_support::ParamError::one_of(
                        &["newest-first", "oldest"],
                    ),
                )
            }
        }
    }
    fn describe(__parameter: &mut ::cepa::macro_support::Parameter<'_>) {
        ::cepa::macro_support::describe_text::<Self>(__parameter);
    }
}
impl ::cepa::macro_support::ToText for Sort {
    fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
        ::std::borrow::Cow::Borrowed(
            match self {
                Self::NewestFirst {} => "newest-first",
                Self::Oldest {} => "oldest",
            },
        )
    }
}
