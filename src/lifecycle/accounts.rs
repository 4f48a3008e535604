//! Who may look into which accounts: the organization's delegation, or the role in a single account.

use super::call::{Call, Value};
use super::order::{Ordered, Stage};
use super::step::{Credentials, Footing};
use super::{Action, Course, pages};
use crate::plan::{AccountNumber, Integration, Ipam, Plan};

/// What no page says.
const KEPT: &str = "No page says what becomes of an IPAM that exists when the administrator changes";

impl Course<'_> {
    /// Takes back what the IPAM that exists has and the one that is wanted has not.
    pub(super) fn revoke_access(&self, steps: &mut Ordered) {
        let id = Plan::ipam_id();
        let Some(before) = self.before.tables.ipams.get(&id) else {
            return;
        };
        let after = self.after.tables.ipams.get(&id);
        let Integration::Organization {
            delegated_administrator,
        } = before.integration
        else {
            return;
        };
        if after.is_some_and(|after| after.integration == before.integration || is_named_later(before, after)) {
            return;
        }
        let call = self.old_call("ec2 disable-ipam-organization-admin-account");
        let call = administrator(call, delegated_administrator);
        let title = "End the delegation of IPAM to a member account".to_owned();
        let reason = "The plan has another integration".to_owned();
        let mut step = self.step(
            Action::RevokeAdministrator,
            id,
            title,
            reason,
            call,
            pages::ORGANIZATION,
        );
        step.credentials = Credentials::ManagementAccount;
        if !self.is_fresh(id.into()) {
            let (page, open) = (pages::ORGANIZATION, KEPT);
            step.footing = Footing::Unverified { page, open };
        }
        steps.add(Stage::RevokeAdministrator, step);
    }

    /// Gives IPAM the access that the plan asks for.
    pub(super) fn grant_access(&self, steps: &mut Ordered) {
        let id = Plan::ipam_id();
        let Some(after) = self.after.tables.ipams.get(&id) else {
            return;
        };
        let before = self.before.tables.ipams.get(&id);
        if before.is_some_and(|before| before.integration == after.integration || is_named_later(before, after)) {
            return;
        }
        let mut step = match after.integration {
            Integration::Organization {
                delegated_administrator,
            } => {
                let call = self.new_call("ec2 enable-ipam-organization-admin-account");
                let call = administrator(call, delegated_administrator);
                let title = "Make a member account the administrator of IPAM".to_owned();
                let reason = "Through IPAM, not through Organizations: else the service-linked role is missing. It must not \
                              be the management account";
                let action = Action::DelegateAdministrator;
                let mut step = self.step(action, id, title, reason.to_owned(), call, pages::ORGANIZATION);
                step.credentials = Credentials::ManagementAccount;
                step
            }
            Integration::SingleAccount => {
                let call = Call::new("iam create-service-linked-role").text("--aws-service-name", "ipam.amazonaws.com");
                let title = "Create the service-linked role of IPAM".to_owned();
                let reason =
                    "Without an organization it lets IPAM see and release the addresses of the account".to_owned();
                self.step(
                    Action::CreateServiceLinkedRole,
                    id,
                    title,
                    reason,
                    call,
                    pages::SINGLE_ACCOUNT,
                )
            }
        };
        if before.is_some() && !self.is_fresh(id.into()) {
            let (page, open) = (pages::ORGANIZATION, KEPT);
            step.footing = Footing::Unverified { page, open };
        }
        steps.add(Stage::Access, step);
    }
}

/// Whether only one of two names the delegated administrator: the plan learned who it is, and nothing changes.
fn is_named_later(before: &Ipam, after: &Ipam) -> bool {
    let named = |ipam: &Ipam| match ipam.integration {
        Integration::Organization {
            delegated_administrator,
        } => Some(delegated_administrator.is_some()),
        Integration::SingleAccount => None,
    };
    matches!((named(before), named(after)), (Some(one), Some(other)) if one != other)
}

fn administrator(call: Call, number: Option<AccountNumber>) -> Call {
    let account = match number {
        Some(number) => Value::Text(number.to_string()),
        None => Value::Placeholder("12-digit id of the delegated administrator".to_owned()),
    };
    call.value("--delegated-admin-account-id", account)
}
