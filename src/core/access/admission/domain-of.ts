/** The domain of an e-mail address, in small letters. */
function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/**
 * Whether an address belongs to one of these domains. They are compared whole: `client.example` is neither
 * `mail.client.example` nor `notclient.example`.
 * @param domains in small letters
 */
export function isOfDomain(email: string, domains: readonly string[]): boolean {
  return domains.includes(domainOf(email));
}
