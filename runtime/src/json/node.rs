//! A JSON text as a tree that keeps what a faulty body is judged by.
//!
//! Unlike `serde_json::Value` it keeps members that stand twice, numbers of any length, and text as a borrow from the body
//! wherever no escape stands in it: a `&'de str` field can then be read from the tree as from the bytes.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Node<'de> {
    Null,
    Bool(bool),
    /// The digits as they came (RFC 8259, section 6).
    Number(&'de str),
    Text(Cow<'de, str>),
    List(Vec<Node<'de>>),
    Object(Vec<Member<'de>>),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member<'de> {
    pub(super) name: Cow<'de, str>,
    pub(super) value: Node<'de>,
}

/// What tells one node of a tree from all others while the tree stands.
pub(super) type NodeId = usize;

impl<'de> Node<'de> {
    /// The node's identity: its address, which no two nodes share and which stays while the tree is not changed.
    pub(super) fn id(&self) -> NodeId {
        std::ptr::from_ref(self).addr()
    }

    /// The members of an object; of anything else, none.
    pub(super) fn members(&self) -> &[Member<'de>] {
        if let Node::Object(members) = self { members } else { &[] }
    }

    /// What the way down from here leads to: the part of a JSON pointer below this node, in its fragment form (RFC 6901).
    pub(super) fn at_pointer(&self, way: &str) -> Option<&Self> {
        way.split('/').skip(1).try_fold(self, |node, step| match node {
            Node::List(nodes) => nodes.get(step.parse::<usize>().ok()?),
            Node::Object(members) => {
                let step = percent_decode_str(step).decode_utf8().ok()?.replace("~1", "/").replace("~0", "~");
                members.iter().find(|member| member.name == step).map(|member| &member.value)
            }
            _ => None,
        })
    }

    /// Whether other nodes can stand in it.
    pub(super) fn is_composite(&self) -> bool {
        matches!(self, Node::List(_) | Node::Object(_))
    }
}
