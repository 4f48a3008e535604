//! A list that is mostly of one.

/// A list whose only item is kept in place: a hundred thousand VPCs have one CIDR each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Few<T> {
    #[default]
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> Few<T> {
    #[inline(always)]
    pub(super) fn as_slice(&self) -> &[T] {
        match self {
            Few::None => &[],
            Few::One(item) => std::slice::from_ref(item),
            Few::Many(items) => items,
        }
    }

    /// Removes the items that `keep` does not say so of.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        match self {
            Few::None => {}
            Few::One(item) => {
                if !keep(item) {
                    *self = Few::None;
                }
            }
            Few::Many(items) => items.retain(keep),
        }
    }
}

impl<T: Ord> Few<T> {
    /// Adds an item to a list in order, if it is not there yet.
    pub(super) fn insert_sorted(&mut self, item: T) {
        if let Few::None = self {
            *self = Few::One(item);
            return;
        }
        *self = match std::mem::take(self) {
            Few::None => Few::One(item),
            Few::One(first) if first == item => Few::One(first),
            Few::One(first) if first < item => Few::Many(vec![first, item]),
            Few::One(second) => Few::Many(vec![item, second]),
            Few::Many(mut items) => {
                super::entries::insert_sorted(&mut items, item);
                Few::Many(items)
            }
        };
    }
}
