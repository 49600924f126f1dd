/** A part that calls somebody: a person, everyone in the channel, or those of them who are connected. */
export type Mention = { kind: "person"; userId: string } | { kind: "everyone" } | { kind: "here" };

/** The parts of a line. There is no part for HTML: a tag stays text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis" | "strike"; parts: Inline[] }
  | { kind: "link"; href: string; parts: Inline[] }
  | Mention;

export type Block =
  | { kind: "paragraph"; parts: Inline[] }
  | { kind: "heading"; parts: Inline[] }
  | { kind: "fence"; language: string; text: string }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; ordered: boolean; items: Item[] }
  | { kind: "rule" }
  | { kind: "table"; align: Align[]; head: Inline[][]; rows: Inline[][][] };

export interface Item {
  /** The number or sign in front of it as it was typed, such as `12.`; null for a bullet. */
  sign: string | null;
  /** Whether the box of a task is ticked; null if it is no task. */
  checked: boolean | null;
  blocks: Block[];
}

export type Align = "left" | "center" | "right" | null;
