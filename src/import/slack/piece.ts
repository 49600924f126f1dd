/** A part of a body: a paragraph, or a block that Markdown keeps apart from what follows. */
export interface Piece {
  kind: "text" | "list" | "quote" | "code";
  markdown: string;
  /** What it says, without the signs of lists, which a text has in other forms. */
  words?: string;
}

export function joinPieces(pieces: Piece[]): string {
  let body = "";
  pieces.forEach(({ kind, markdown }, i) => {
    const last = pieces[i - 1]?.kind;
    const isLoose = last === "list" || last === "quote" || kind === "list";
    const goesOn = last === kind ? kind !== "quote" : !isLoose;
    body += `${i === 0 ? "" : goesOn ? "\n" : "\n\n"}${markdown}`;
  });
  return body;
}

export const quote = (markdown: string) => markdown.replace(/^/gm, "> ").replace(/^> $/gm, ">");

export const fence = (code: string) => `\`\`\`\n${code.replace(/^\n|\n$/g, "")}\n\`\`\``;
