//! serde_json's deserializer, but for the keys of maps with `bool` keys, which it does not read soundly from text.
//!
//! Where such a key begins beyond ASCII, serde_json 1.0.154 takes the first byte of that character away and believes the rest to be
//! text (`MapKey::deserialize_bool`), unless it is told not to believe in text at all. To say so costs a tenth of a request with a
//! body of 1 KiB; to say so for some bodies has every type's reading compiled twice. So such a key is read as the text that it is.
//!
//! All else is handed on as it is. What comes back is wrapped again, as such a map may stand anywhere below. None of it is there any
//! more once it is compiled.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::stand_in::RAW_VALUE;

/// A deserializer, a visitor, a seed, or what gives out the parts of a value: the keys below it are read soundly.
pub(super) struct Sound<T>(pub(super) T);

/// The same of a key itself.
struct SoundKey<T>(T);

/// Hands calls on, and the visitor as it is.
macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$deserialize($($argument,)* visitor)
        }
    )*};
}

/// Hands calls on, and the visitor wrapped: it may be given parts.
macro_rules! wrap {
    ($($deserialize:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$deserialize($($argument,)* Sound(visitor))
        }
    )*};
}

/// Calls that ask for what has no parts.
macro_rules! forward_plain {
    () => {
        forward! {
            deserialize_i8();
            deserialize_i16();
            deserialize_i32();
            deserialize_i64();
            deserialize_i128();
            deserialize_u8();
            deserialize_u16();
            deserialize_u32();
            deserialize_u64();
            deserialize_u128();
            deserialize_f32();
            deserialize_f64();
            deserialize_char();
            deserialize_str();
            deserialize_string();
            deserialize_unit();
            deserialize_unit_struct(name: &'static str);
            deserialize_identifier();
            deserialize_ignored_any();
        }

        fn is_human_readable(&self) -> bool {
            self.0.is_human_readable()
        }
    };
}

/// Visits of values without parts.
macro_rules! forward_visits {
    ($($visit:ident($type:ty);)*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$visit(value)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Sound<D> {
    type Error = D::Error;

    forward_plain!();

    forward! {
        deserialize_bool();
    }

    wrap! {
        deserialize_any();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Sound<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    forward_visits! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Sound(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Sound(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Sound(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Sound(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, choice: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Sound(choice))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Sound<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Sound(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Sound<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Sound(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Sound<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(SoundKey(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Sound(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Sound<A> {
    type Error = A::Error;
    type Variant = Sound<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, content) = self.0.variant_seed(Sound(seed))?;
        Ok((name, Sound(content)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Sound<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Sound(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Sound(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Sound(visitor))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for SoundKey<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(SoundKey(key))
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for SoundKey<D> {
    type Error = D::Error;

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(Bool(visitor))
    }

    /// A key cannot be null.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        if name == RAW_VALUE {
            self.0.deserialize_newtype_struct(name, visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    forward_plain!();

    // Text is all that these are given here.
    forward! {
        deserialize_any();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }
}

/// Reads a bool from text, as it stands there: serde_json takes no escapes in it.
struct Bool<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Bool<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        match text {
            "true" => self.0.visit_bool(true),
            "false" => self.0.visit_bool(false),
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};
    use std::fmt::Debug;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::Sound;

    /// Asserts that a text is read as serde_json reads bytes that it does not believe to be text. Says whether it has a value.
    #[track_caller]
    fn is_read_alike<T: DeserializeOwned + PartialEq + Debug>(text: &str) -> bool {
        let value = T::deserialize(Sound(&mut serde_json::Deserializer::from_str(text))).ok();
        assert_eq!(value, serde_json::from_slice(text.as_bytes()).ok(), "{text}");
        value.is_some()
    }

    #[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
    struct Flag(bool);

    #[derive(Debug, PartialEq, Deserialize)]
    struct Nested {
        options: Option<BTreeMap<Option<bool>, u8>>,
        pair: (u8, BTreeMap<Flag, u8>),
        choice: Choice,
        boxed: Box<Wrapper>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wrapper(Vec<HashMap<bool, Value>>);

    #[derive(Debug, PartialEq, Deserialize)]
    enum Choice {
        One(BTreeMap<bool, u8>),
        Two(u8, BTreeMap<bool, u8>),
        Named { map: BTreeMap<bool, u8> },
        Plain,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Flags(BTreeMap<bool, u8>),
        Texts(BTreeMap<String, u8>),
    }

    const KEYS: [&str; 12] =
        ["true", "false", "é", "\u{1F600}", "tru", "truer", "tr\\u0075e", "\\u00e9", "", " true", "\\\"é", "\\"];

    #[test]
    fn bool_keys_are_true_and_false_alone() {
        for key in KEYS {
            let text = format!("{{\"{key}\":1}}");
            let taken = matches!(key, "true" | "false");
            assert_eq!(is_read_alike::<BTreeMap<bool, u8>>(&text), taken, "{text}");
            assert_eq!(is_read_alike::<BTreeMap<Option<bool>, u8>>(&text), taken, "{text}");
            assert_eq!(is_read_alike::<BTreeMap<Flag, u8>>(&text), taken, "{text}");
        }
    }

    #[test]
    fn bool_keys_below_all_that_holds_values() {
        for key in KEYS {
            let map = format!("{{\"{key}\":1}}");
            for choice in [
                format!("{{\"One\":{map}}}"),
                format!("{{\"Two\":[2,{map}]}}"),
                format!("{{\"Named\":{{\"map\":{map}}}}}"),
            ] {
                assert_eq!(is_read_alike::<Choice>(&choice), matches!(key, "true" | "false"), "{choice}");
            }
            let good = r#"{"true":1}"#;
            for maps in 0_usize..4 {
                let map = |at| if at == maps { &*map } else { good };
                let text = format!(
                    r#"{{"options":{},"pair":[1,{}],"choice":{{"One":{}}},"boxed":[{}]}}"#,
                    map(0),
                    map(1),
                    map(2),
                    map(3)
                );
                assert_eq!(is_read_alike::<Nested>(&text), matches!(key, "true" | "false"), "{text}");
            }
        }
    }

    #[test]
    fn all_else_is_handed_on() {
        assert!(is_read_alike::<Choice>(r#""Plain""#));
        assert!(is_read_alike::<Untagged>(r#"{"é":1}"#));
        assert!(!is_read_alike::<Untagged>(r#"{"é":"x"}"#));
        assert!(is_read_alike::<Value>(r#"{"é":[1,-1,1.5,1e300,null,true,"\u00e9",{"ü":{}}]}"#));
        assert!(is_read_alike::<BTreeMap<i64, Vec<Option<f32>>>>(r#"{"-1":[0.1,null]}"#));
        assert!(is_read_alike::<BTreeMap<char, i128>>(r#"{"é":-170141183460469231731687303715884105728}"#));
        assert!(is_read_alike::<BTreeMap<u128, u128>>(r#"{"1":340282366920938463463374607431768211455}"#));
        assert!(is_read_alike::<(u8, char, (), String)>(r#"[1,"é",null,"\n"]"#));
        assert!(!is_read_alike::<BTreeMap<u8, u8>>(r#"{"é":1}"#));
        assert!(!is_read_alike::<bool>(r#""é""#));
    }

    #[test]
    fn borrows_are_handed_on() {
        let mut deserializer = serde_json::Deserializer::from_str(r#"{"é":"ü","a":"\n"}"#);
        let map = BTreeMap::<&str, String>::deserialize(Sound(&mut deserializer)).expect("a map");
        assert_eq!(map.get("é").map(String::as_str), Some("ü"));
    }
}
