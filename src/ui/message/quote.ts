/** What somebody wrote as a quote, ready to be answered under. */
export function quoteBody(author: string, words: string): string {
  const lines = [`**${author}**`, ...words.trimEnd().split("\n")];
  return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n`;
}
