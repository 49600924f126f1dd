import { type Container, openContainer } from "./containers";
import type { Block } from "./nodes";
import type { Bullet } from "./read-line";

type List = Extract<Block, { kind: "list" }>;

/**
 * Whether what looks like an item is one. A mark without words is a character, unless it goes on with a list. In a
 * paragraph, so is a number other than 1.
 */
export function mayBeginItem(
  parent: Container | undefined,
  { rest, number, mark }: Bullet,
  isInParagraph: boolean,
): boolean {
  if (isInParagraph) return rest !== "" && (number === null || /^1\D/.test(number));
  return rest !== "" || (parent !== undefined && listBefore(parent, mark) !== null);
}

/** Adds an item to the list that ends here, or to a new one. */
export function beginItem(parent: Container, bullet: Bullet): Container {
  const { mark, number, checked, width, rest } = bullet;
  const item = { ...openContainer("item"), width, isEmpty: rest === "" };
  const last = parent.blocks.at(-1);
  const known = listBefore(parent, mark);
  const list: List = known ?? { kind: "list", ordered: number !== null, items: [] };
  if (!known) parent.blocks.push(list);
  if (mark === "+" && parent.listMark === "-") showSigns(last);
  list.items.push({ sign: number ?? signOf(mark, last), checked, blocks: item.blocks });
  parent.listMark = mark;
  return item;
}

/** The list with this mark that the next item goes on with, or null. */
function listBefore({ blocks, listMark }: Container, mark: string): List | null {
  const last = blocks.at(-1);
  return last?.kind === "list" && listMark === mark ? last : null;
}

/** Beside what has a plus, a minus is no bullet. So both signs are shown as they were typed. */
function showSigns(block: Block | undefined): void {
  if (block?.kind === "list") for (const item of block.items) item.sign = "-";
}

function signOf(mark: string, before: Block | undefined): string | null {
  const signs = before?.kind === "list" ? before.items.map(({ sign }) => sign) : [];
  if (mark === "+") return "+";
  return mark === "-" && (signs.includes("+") || signs.includes("-")) ? "-" : null;
}
