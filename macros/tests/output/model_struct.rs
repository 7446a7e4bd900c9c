const _: () = {
    ::cepa::macro_support::is_written::<
        Vec<Item>,
        { ::cepa::macro_support::is_read::<Vec<Item>>() },
    >();
};
#[derive(::cepa::serde::Serialize, ::cepa::serde::Deserialize)]
#[serde(crate = "::cepa::serde")]
/// An order.
#[derive(Debug)]
#[serde(rename_all = "camelCase")]
struct NewOrder<'a> {
    #[serde(borrow)]
    sent_to: Cow<'a, str>,
    items: Vec<Item>,
    #[serde(default, deserialize_with = "::cepa::macro_support::present")]
    #[serde(skip_serializing_if = "::core::option::Option::is_none")]
    note: Option<Option<String>>,
}
impl<'a> ::cepa::schemars::JsonSchema for NewOrder<'a> {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed("NewOrder")
    }
    fn schema_id() -> ::std::borrow::Cow<'static, str> {
        ::std::borrow::Cow::Borrowed(
            ::core::concat!(::core::module_path!(), "::NewOrder"),
        )
    }
    fn json_schema(
        __generator: &mut ::cepa::schemars::SchemaGenerator,
    ) -> ::cepa::schemars::Schema {
        use ::cepa::macro_support::Fact as __Fact;
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::object_schema(
            __generator,
            "An order.",
            false,
            &[
                __Fact::Member("sentTo", ::cepa::macro_support::part::<Cow<'a, str>>),
                __Fact::Format("email"),
                __Fact::Member(
                    "items",
                    ::cepa::macro_support::Known::<Vec<Item>>::part::<Vec<Item>>,
                ),
                __Fact::MinLength(1i64),
                __Fact::MaxLength(50i64),
                __Fact::Member(
                    "note",
                    ::cepa::macro_support::part::<Option<Option<String>>>,
                ),
                __Fact::Optional,
                __Fact::Omitted,
                __Fact::Default(|| {
                    use ::cepa::macro_support::NoDefaultJson as _;
                    let __value = &<Option<
                        Option<String>,
                    > as ::core::default::Default>::default();
                    if ::core::option::Option::is_none(__value) {
                        return ::core::option::Option::None;
                    }
                    ::cepa::macro_support::DefaultJson(__value).json()
                }),
            ],
        )
    }
}
impl<'a> ::cepa::macro_support::Check for NewOrder<'a> {
    const HAS_RULES: bool = true;
    fn check(
        &self,
        __at: &::cepa::macro_support::Location<'_>,
        __faults: &mut ::cepa::macro_support::Faults,
    ) {
        let Self { sent_to: __f0, items: __f1, note: __f2 } = self;
        {
            ::cepa::macro_support::validate::email(
                __f0,
                &::cepa::macro_support::validate::RuleText {
                    code: ::core::option::Option::None,
                    message: ::core::option::Option::Some("an address, please"),
                    status: ::core::option::Option::None,
                },
                &__at.key("sentTo"),
                __faults,
            );
        }
        {
            let __at = &__at.key("items");
            ::cepa::macro_support::validate::length(
                __f1,
                &::cepa::macro_support::validate::length_bounds(1i64, 50i64),
                ::cepa::macro_support::validate::PLAIN,
                __at,
                __faults,
            );
            ::cepa::macro_support::validate::nested(__f1, __at, __faults);
        }
    }
    fn statuses(__statuses: &mut ::cepa::macro_support::Statuses) {
        use ::cepa::macro_support::Unknown as _;
        __statuses
            .of::<
                Self,
            >(&[], &[::cepa::macro_support::Known::<Vec<Item>>::rule_statuses]);
    }
}
const _: () = {
    use ::cepa::macro_support::Unknown as _;
    ::cepa::macro_support::nested_has_rules(
        ::cepa::macro_support::Known::<Vec<Item>>::HAS_RULES,
    );
};
impl<'a> ::cepa::macro_support::Model for NewOrder<'a> {
    const SHAPE: ::core::option::Option<&'static ::cepa::macro_support::Shape> = {
        use ::cepa::macro_support::Unknown as _;
        ::core::option::Option::Some(
            &::cepa::macro_support::Shape {
                name: "NewOrder",
                members: &[
                    ("sentTo", true),
                    ("items", ::cepa::macro_support::Known::<Vec<Item>>::REQUIRED),
                    ("note", false),
                ],
                nested: &[::cepa::macro_support::Known::<Vec<Item>>::shape],
            },
        )
    };
    const IS_OBJECT: ::core::primitive::bool = true;
}
impl<'a> ::cepa::macro_support::Reply for NewOrder<'a> {
    type Value = Self;
    fn into_reply(self) -> ::cepa::macro_support::Outcome<Self> {
        ::cepa::macro_support::Outcome::value(self)
    }
}
impl<'a> ::cepa::macro_support::Part for NewOrder<'a> {
    type This = Self;
}
