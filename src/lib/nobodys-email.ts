/** A domain that never exists (RFC 6761). A person with an address in it has no account and cannot get one. */
export const IMPORT_DOMAIN = "@import.invalid";

/** Whether an e-mail address belongs to a person from an import, who has no account. */
export const isImportedEmail = (email: string) => email.toLowerCase().endsWith(IMPORT_DOMAIN);
