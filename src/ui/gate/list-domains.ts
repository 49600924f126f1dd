/** "client.example or partner.example", for use in a sentence. */
export function listDomains(domains: string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(domains);
}
