//! Why something could not be stored or read.

use std::fmt;

/// Why something could not be stored or read. The app chooses the words for people; `Display` is for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// No room: the browser's quota for this site, or the disk, is used up.
    Full,
    /// The browser does not let this page store anything: private mode, blocked cookies, a policy, or no such storage.
    Blocked,
    /// Another tab has taken over the plan.
    LostLease,
    /// The tab that edits the plan has edits that it cannot save, and does not hand over.
    HoldsUnsaved,
    /// A newer version of this program wrote what is stored. The number is the version found.
    NewerFormat(u32),
    /// What is stored cannot be read. The text as it was found, for download.
    Damaged {
        /// As found, byte for byte.
        kept: String,
    },
    /// Nothing is stored under that name.
    NotFound,
    /// Anything else, as the browser names it.
    Other {
        /// The name of the browser's exception.
        name: String,
        /// Its message.
        message: String,
    },
}

impl StorageProblem {
    /// The problem behind a browser's exception. Browsers differ in the name for a full storage, and old ones give
    /// only a legacy `code` (22, in Firefox 1014).
    pub fn from_exception(name: &str, code: u16, message: &str) -> Self {
        match name {
            "QuotaExceededError"
            | "NS_ERROR_DOM_QUOTA_REACHED"
            | "QUOTA_EXCEEDED_ERR"
            | "NS_ERROR_FILE_NO_DEVICE_SPACE" => Self::Full,
            "SecurityError" | "NS_ERROR_DOM_SECURITY_ERR" | "NotAllowedError" => Self::Blocked,
            _ if code == 22 || code == 1014 => Self::Full,
            _ if code == 18 => Self::Blocked,
            _ => Self::Other {
                name: name.to_owned(),
                message: message.to_owned(),
            },
        }
    }
}

impl fmt::Display for StorageProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("the storage is full"),
            Self::Blocked => f.write_str("the browser blocks storage"),
            Self::LostLease => f.write_str("another tab has taken over"),
            Self::HoldsUnsaved => f.write_str("the other tab has edits that it cannot save"),
            Self::NewerFormat(version) => write!(f, "written by a newer program (version {version})"),
            Self::Damaged { kept } => write!(f, "what is stored is damaged ({} bytes)", kept.len()),
            Self::NotFound => f.write_str("nothing is stored there"),
            Self::Other { name, message } => write!(f, "{name}: {message}"),
        }
    }
}

impl std::error::Error for StorageProblem {}
