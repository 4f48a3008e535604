//! A row of the plan as the inspector holds it: what is read from it, and the edits that write it.

use super::model::set_label;
use crate::app::dialogs::words::title;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{Edit, Id, Ipam, Node, Plan, Pool, PublicBlock, Reservation, Row, Scope, Subnet, Table, Tags, Vpc};

/// A row with what all of them have.
pub(super) trait InspectedRow: Row + Send + Sync + 'static {
    /// What its id begins with in AWS; empty where it depends.
    const AWS_ID_PREFIX: &'static str;

    fn table(plan: &Plan) -> &Table<Self>;
    fn update(edit: &mut Edit, id: Id<Self>, row: &Self, change: impl FnOnce(&mut Self));
    fn tags(&self) -> &Tags;
    fn set_tags(&mut self, tags: Tags);
    fn note(&self) -> &str;
    fn set_note(&mut self, note: String);
    fn aws_id(&self) -> Option<&str>;
    fn set_aws_id(&mut self, aws_id: Option<String>);
}

macro_rules! inspected {
    ($($row:ident: $table:ident, $prefix:literal;)+) => {
        $(
            impl InspectedRow for $row {
                const AWS_ID_PREFIX: &'static str = $prefix;

                fn table(plan: &Plan) -> &Table<Self> {
                    &plan.design().$table
                }
                fn update(edit: &mut Edit, id: Id<Self>, row: &Self, change: impl FnOnce(&mut Self)) {
                    edit.update(id, row, change);
                }
                fn tags(&self) -> &Tags {
                    &self.tags
                }
                fn set_tags(&mut self, tags: Tags) {
                    self.tags = tags;
                }
                fn note(&self) -> &str {
                    &self.note
                }
                fn set_note(&mut self, note: String) {
                    self.note = note;
                }
                fn aws_id(&self) -> Option<&str> {
                    self.aws_id.as_deref()
                }
                fn set_aws_id(&mut self, aws_id: Option<String>) {
                    self.aws_id = aws_id;
                }
            }
        )+
    };
}

inspected! {
    Ipam: ipams, "ipam-";
    Scope: scopes, "ipam-scope-";
    Pool: pools, "ipam-pool-";
    Reservation: reservations, "ipam-pool-alloc-";
    Vpc: vpcs, "vpc-";
    Subnet: subnets, "subnet-";
    PublicBlock: public_blocks, "";
}

/// A row that is being looked at. Free to copy.
pub(super) struct Held<T: 'static> {
    pub(super) planner: Planner,
    /// The row of the tree that stands for it: it is called after that in the history.
    pub(super) node: Node,
    pub(super) id: Id<T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T: InspectedRow> Held<T> {
    /// What `read` says of the row, followed; the default once it is gone.
    pub(super) fn read<V>(self, read: impl Fn(&T) -> V + Send + Sync + 'static) -> Memo<V>
    where
        V: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.planner
                .read(|workspace| T::table(workspace.plan()).get(&self.id).map(&read).unwrap_or_default())
        })
    }

    /// The same for a text.
    pub(super) fn text(self, read: impl Fn(&T) -> String + Send + Sync + 'static) -> Signal<String> {
        self.read(read).into()
    }

    /// Changes the row as one step of the history, which `label` names after what the row is called. Whether it was.
    pub(super) fn write(self, label: impl FnOnce(&str) -> String, change: impl FnOnce(&mut T)) -> bool {
        let (label, edit) = self.planner.peek(|workspace| {
            let mut edit = Edit::new();
            if let Some(row) = T::table(workspace.plan()).get(&self.id) {
                T::update(&mut edit, self.id, row, change);
            }
            (label(&title(workspace, self.node)), edit)
        });
        self.planner.edit(&label, edit)
    }

    /// What sets a text of the row; `what` is named in the history.
    pub(super) fn writer(self, what: &'static str, set: fn(&mut T, String)) -> Callback<String, bool> {
        Callback::new(move |text: String| {
            let said = set_label(what, &text);
            self.write(said, |row| set(row, text))
        })
    }
}
