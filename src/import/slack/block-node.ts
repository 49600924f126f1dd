/**
 * Reads blocks, the structured form of a message. There are many kinds, and new ones come: each field is read by itself,
 * and what has another form than expected is as good as missing.
 */
export type Node = Readonly<Record<string, unknown>>;

/** Slack allows fifty blocks in a message. */
const MAX_NODES = 500;

export const nodesIn = (value: unknown): Node[] =>
  Array.isArray(value) ? value.slice(0, MAX_NODES).filter(isNode) : [];

export const nodeIn = (value: unknown): Node => (isNode(value) ? value : {});

export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

export const numberIn = (value: unknown): number => (typeof value === "number" ? value : 0);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
