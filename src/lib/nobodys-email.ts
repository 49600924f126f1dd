/** A domain that exists nowhere (RFC 6761): whoever stands under it has no account and can get none. */
export const NOBODYS_DOMAIN = "@import.invalid";

/** Whether an e-mail is kept for people of an import, who have no account. */
export const isNobodysEmail = (email: string) => email.toLowerCase().endsWith(NOBODYS_DOMAIN);
