import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows, sweepDb } from "@/db/client";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    nodeId?: string;
    /** The living nodes as the registry last listed them. */
    knownNodes?: ReadonlySet<string>;
  }
}

/** The id of this process in the registry of nodes. */
export function nodeId(): string {
  const slot = processWide();
  slot.nodeId ??= uuidv7();
  return slot.nodeId;
}

/** The condition that node `n` sent a heartbeat within one lease, so that it may still be serving guests. */
export function livingNode(): SQL {
  return sql`n.beat_at > now() - make_interval(secs => ${env().guestLeaseMs / 1000}::float8)`;
}

export async function listLivingNodes(): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`SELECT n.id FROM node n WHERE ${livingNode()}`,
    sweepDb(),
  );
  return found.map((row) => row.id);
}

/** Stores the living nodes as the registry has just listed them. */
export function noteLivingNodes(nodes: string[]): void {
  processWide().knownNodes = new Set(nodes);
}

/** The nodes that were alive when the registry was last read. Does not read it again. */
export const listKnownNodes = (): string[] => [...(processWide().knownNodes ?? [])];

export const isLivingNode = (node: string): boolean => processWide().knownNodes?.has(node) ?? false;

/** All nodes in the registry, including silent ones that have not been deleted yet. */
export async function listNodes(): Promise<string[]> {
  const found = await rows<{ id: string }>(sql`SELECT n.id FROM node n`, sweepDb());
  return found.map((row) => row.id);
}

/** When each living node sent its last heartbeat, in milliseconds since 1970. */
export async function listBeats(): Promise<Map<string, number>> {
  const found = await rows<{ id: string; beatAt: number }>(
    sql`SELECT n.id, (extract(epoch FROM n.beat_at) * 1000)::float8 AS "beatAt"
      FROM node n WHERE ${livingNode()}`,
    sweepDb(),
  );
  return new Map(found.map((row) => [row.id, row.beatAt]));
}

/** Makes this node count as silent at once, when it stops. The next sweep of another node deletes it. */
export async function leaveRegistry(): Promise<void> {
  await sweepDb().execute(sql`UPDATE node SET beat_at = 'epoch' WHERE id = ${nodeId()}`);
}
