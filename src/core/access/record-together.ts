import type { Entry } from "./chain/append-lines";
import { toEvent } from "./chain/entries";
import { type AuditDraft, writeEntries } from "./record";

interface Waiting {
  event: Entry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** The events that wait for the transaction of the ones before them, by workspace. */
const waiting = new Map<string, Waiting[]>();

/**
 * Puts an event on record that belongs to no change: a refused attempt. There may be hundreds at once, and each commit
 * holds the end of the workspace's record. So those that come while others are being written wait, and are written
 * together: a flood takes one connection, and a revocation waits for one commit of it at most.
 */
export async function recordTogether(draft: AuditDraft): Promise<void> {
  return new Promise((resolve, reject) => {
    const one = { event: toEvent(draft), resolve, reject };
    const others = waiting.get(draft.workspaceId);
    if (others) others.push(one);
    else void writeInTurn(draft.workspaceId, one);
  });
}

async function writeInTurn(workspaceId: string, first: Waiting): Promise<void> {
  waiting.set(workspaceId, []);
  for (let batch = [first]; batch.length > 0; batch = waiting.get(workspaceId) ?? []) {
    waiting.set(workspaceId, []);
    await writeBatch(batch);
  }
  waiting.delete(workspaceId);
}

async function writeBatch(batch: Waiting[]): Promise<void> {
  try {
    await writeEntries(batch.map(({ event }) => event));
    for (const { resolve } of batch) resolve();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
