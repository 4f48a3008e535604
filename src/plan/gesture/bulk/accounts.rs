//! Accounts as lists name them.

use crate::ordered::OrderedMap;
use crate::plan::{Account, Edit, Id, IdSource, Plan, RowChange};

/// The accounts by name and by number, and those that come along.
pub(in crate::plan::gesture) struct Accounts {
    known: OrderedMap<String, Id<Account>>,
    /// The names of those that come along.
    pub(in crate::plan::gesture) added: Vec<String>,
}

impl Accounts {
    pub(in crate::plan::gesture) fn new(plan: &Plan) -> Self {
        let mut known = OrderedMap::new();
        for (id, row) in &plan.intent().accounts {
            known.insert(row.name.trim().to_lowercase(), *id);
        }
        // A number says more than a name that happens to be one.
        for (id, row) in &plan.intent().accounts {
            if let Some(number) = row.number {
                known.insert(number.to_string(), *id);
            }
        }
        Self {
            known,
            added: Vec::new(),
        }
    }

    /// The account of this name or number; a new one when there is none.
    pub(in crate::plan::gesture) fn find(
        &mut self,
        text: &str,
        edit: &mut Edit,
        ids: &mut dyn IdSource,
    ) -> Id<Account> {
        let key = text.trim().to_lowercase();
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = Id::mint(ids);
        let mut account = Account::named(text.trim());
        account.number = text.trim().parse().ok();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(account)),
        });
        self.known.insert(key, id);
        self.added.push(text.trim().to_owned());
        id
    }
}
