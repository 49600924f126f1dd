/** A domain that never exists (RFC 6761). A person with an address in it has no account and cannot get one. */
export const NOBODYS_DOMAIN = "@import.invalid";

/** Whether an e-mail address belongs to a person from an import, who has no account. */
export const isNobodysEmail = (email: string) => email.toLowerCase().endsWith(NOBODYS_DOMAIN);
