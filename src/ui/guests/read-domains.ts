/** The domains in a text, as people write them: with commas, blanks, and an @ before each. */
export function readDomains(text: string): string[] {
  return text.split(/[\s,;]+/).flatMap((one) => one.replace(/^@/, "") || []);
}
