import type { Receipt } from "./api-types";

/** The text of a receipt: `3 connections cut · 2 of 2 nodes confirmed · 14 ms`. */
export function describeReceipt(receipt: Receipt): string {
  const { connections, nodes, elapsedMs, invites, confirmed } = receipt;
  const parts = [describeCut(connections, confirmed), describeNodes(nodes), `${elapsedMs} ms`];
  if (invites > 0) parts.push(describeWithdrawn(invites));
  return parts.join(" · ");
}

/**
 * How many connections were cut.
 * @param connections how many were cut; null when they could not be counted
 * @param write formats a number for the reader's language
 */
export function describeCut(
  connections: number | null,
  confirmed: boolean,
  write: (count: number) => string = String,
): string {
  if (connections === null) return confirmed ? "every connection cut" : "connections not counted";
  if (connections === 0) return "no connection was open";
  return `${write(connections)} ${connections === 1 ? "connection" : "connections"} cut`;
}

/** Who has confirmed a cut. Where one server runs alone, it is called that: only several are nodes. */
export function describeNodes({ expected, confirmed }: Receipt["nodes"]): string {
  if (expected === 0) return "no server is running";
  if (expected > 1) return `${confirmed} of ${expected} nodes confirmed`;
  return confirmed === 1 ? "confirmed by the server" : "not confirmed by the server";
}

export function describeWithdrawn(invites: number): string {
  return `${invites} ${invites === 1 ? "invitation" : "invitations"} withdrawn`;
}
