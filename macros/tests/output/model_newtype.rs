#[derive(::cepa::serde::Deserialize)]
#[serde(crate = "::cepa::serde")]
struct ShopId(String);
impl ::cepa::schemars::JsonSchema for ShopId {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed("ShopId")
    }
    fn schema_id() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::ShopId"))
    }
    fn json_schema(
        __generator: &mut ::cepa::schemars::SchemaGenerator,
    ) -> ::cepa::schemars::Schema {
        use ::cepa::macro_support::Fact as __Fact;
        ::cepa::macro_support::newtype_schema(
            __generator,
            "",
            ::cepa::macro_support::part::<String>,
            &[__Fact::MinLength(8i64), __Fact::MaxLength(8i64)],
        )
    }
}
impl ::cepa::macro_support::Check for ShopId {
    const HAS_RULES: bool = true;
    fn check(
        &self,
        __at: &::cepa::macro_support::Location<'_>,
        __faults: &mut ::cepa::macro_support::Faults,
    ) {
        let Self { 0: __f0 } = self;
        {
            ::cepa::macro_support::validate::length(
                __f0,
                &::cepa::macro_support::validate::LengthBounds {
                    min: ::core::option::Option::None,
                    max: ::core::option::Option::None,
                    equal: ::core::option::Option::Some(8),
                },
                ::cepa::macro_support::validate::PLAIN,
                __at,
                __faults,
            );
        }
    }
}
impl ::cepa::macro_support::Model for ShopId {}
impl<'__r> ::cepa::macro_support::FromParam<'__r> for ShopId
where
    String: ::cepa::macro_support::FromParam<'__r>,
{
    fn from_param(
        __text: &'__r str,
    ) -> ::core::result::Result<Self, ::cepa::macro_support::ParamError> {
        ::cepa::macro_support::checked(Self {
            0: <String as ::cepa::macro_support::FromParam<'__r>>::from_param(__text)?,
        })
    }
    fn describe(__parameter: &mut ::cepa::macro_support::Parameter<'_>) {
        ::cepa::macro_support::describe_text::<Self>(__parameter);
    }
}
impl ::cepa::macro_support::ToText for ShopId
where
    for<'__a> String: ::cepa::macro_support::ToText,
{
    fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
        <String as ::cepa::macro_support::ToText>::to_text(&self.0)
    }
}
