import { v7 as uuidv7 } from "uuid";
import type { AuditEvent, Receipt } from "@/lib/api-types";
import type { AuditAction } from "@/lib/audit-kinds";
import { RECEIPT_RECORDED } from "@/lib/record/record-line";
import { currentAddress } from "../requests";
import type { Entry } from "./append-lines";

export interface AuditDraft {
  workspaceId: string;
  /** Null when time or the system acted. `data.operator` marks what the operator did. */
  actor: { id: string; name: string } | "operator" | null;
  action: AuditAction;
  target: AuditEvent["target"];
  data?: Record<string, unknown>;
  /** When it happened, if that is past: only the demo has such events. */
  at?: Date;
}

/** An event that goes on record. */
export interface Recorded extends Entry {
  target: AuditEvent["target"];
}

export function toEvent({ workspaceId, actor, action, target, data, at }: AuditDraft): Recorded {
  // Ids rise, which puts events of one time in order; with options they are random within a millisecond.
  const id = at ? uuidv7({ msecs: at.getTime() }) : uuidv7();
  const byOperator = actor === "operator";
  const { type, id: targetId, name } = target;
  return {
    workspaceId,
    eventId: id,
    id,
    at: at?.toISOString() ?? null,
    actor: byOperator || actor === null ? null : { id: actor.id, name: wellFormed(actor.name) },
    action,
    target: { type, id: targetId, name: wellFormed(name) },
    address: currentAddress(),
    data: asStored({ ...data, ...(byOperator && { operator: true }) }),
  };
}

export function toReceipt({ workspaceId, id, target }: Recorded, receipt: Receipt): Entry {
  return {
    workspaceId,
    eventId: id,
    id: uuidv7(),
    at: null,
    actor: null,
    action: RECEIPT_RECORDED,
    target,
    address: null,
    data: asStored({ event: id, receipt }),
  };
}

/** What is signed must be what is read back later: no more than JSON, and only whole characters. */
const asStored = (data: object) => JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
const wellFormed = (text: string) => text.toWellFormed();
