import type { Person } from "@/lib/api-types";
import { EVERYONE_NAME, UNKNOWN_NAME } from "@/lib/notification-text";
import { type Block, type Inline, type Item, parseBody } from "@/lib/markdown/parse-body";

type People = Readonly<Record<string, Person>>;

/**
 * A message as plain text for the search results: no markup, names for mentions, quotation marks around quotes, and the
 * marks of list items.
 */
export function toPlainText(body: string, people: People): string {
  return spellBlocks(parseBody(body), people);
}

function spellBlocks(blocks: Block[], people: People): string {
  return blocks.map((block) => spellBlock(block, people)).join("\n");
}

function spellBlock(block: Block, people: People): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return spellParts(block.parts, people);
    case "fence":
      return block.text;
    case "quote":
      return `“${spellBlocks(block.blocks, people)}”`;
    case "list":
      return block.items
        .map((item) => `${signOf(item)} ${spellBlocks(item.blocks, people)}`)
        .join("\n");
    case "rule":
      return "—";
    case "table":
      return [block.head, ...block.rows]
        .map((row) => row.map((cell) => spellParts(cell, people)).join(" · "))
        .join("\n");
  }
}

function signOf({ sign, checked }: Item): string {
  if (checked !== null) return checked ? "☑" : "☐";
  return sign ?? "•";
}

function spellParts(parts: Inline[], people: People): string {
  return parts.map((part) => spellPart(part, people)).join("");
}

function spellPart(part: Inline, people: People): string {
  switch (part.kind) {
    case "text":
    case "code":
      return part.text;
    case "break":
      return "\n";
    case "person":
      return `@${people[part.userId]?.name ?? UNKNOWN_NAME}`;
    case "everyone":
      return `@${EVERYONE_NAME}`;
    case "strong":
    case "emphasis":
    case "strike":
    case "link":
      return spellParts(part.parts, people);
  }
}
