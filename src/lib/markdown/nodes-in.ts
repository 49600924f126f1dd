import type { Block, Inline } from "./nodes";

type Node = Block | Inline;

/**
 * These blocks and parts and all that is in them, in the order of the body.
 * @param isRead whether to read one, and what is in it
 */
export function nodesIn(nodes: Node[], isRead: (node: Node) => boolean = () => true): Node[] {
  return nodes.filter(isRead).flatMap((node) => [node, ...nodesIn(innerOf(node), isRead)]);
}

function innerOf(node: Node): Node[] {
  if ("parts" in node) return node.parts;
  if ("blocks" in node) return node.blocks;
  if ("items" in node) return node.items.flatMap(({ blocks }) => blocks);
  return "rows" in node ? [node.head, ...node.rows].flat(2) : [];
}
