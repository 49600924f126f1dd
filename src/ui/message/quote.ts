/** A message as a quote, with an empty line for the reply below. */
export function quoteBody(author: string, words: string): string {
  const lines = [`**${author}**`, ...words.trimEnd().split("\n")];
  return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n`;
}
