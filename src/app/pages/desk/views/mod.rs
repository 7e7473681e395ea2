//! How a desk looks: the tree of units, the table of figures, the lists, the inspector.

pub(crate) mod figures;
pub(crate) mod head;
pub(crate) mod inspector;
pub(crate) mod lists;
pub(crate) mod tree;
pub(crate) mod view;
