import type { AuditEvent } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { type Cell, writeCsv } from "../csv";
import { type AuditFilter, readEvents } from "./list-events";

const EVENTS_AT_ONCE = 500;

const HEADINGS = [
  "Time",
  "Who",
  "Action",
  "About",
  "Name",
  "Id",
  "Reason",
  "Address",
  "Connections cut",
  "Nodes confirmed",
  "Nodes",
  "Milliseconds",
  "Batch",
  "Details",
];

/**
 * Writes the audit record as comma-separated values, newest first. Reads page by page, so that a long record is never in
 * memory at once.
 * @throws AppError FORBIDDEN, before the first line
 */
export async function writeEventsCsv(
  principal: Principal,
  filter: AuditFilter,
): Promise<AsyncGenerator<string>> {
  await authorize(principal, "audit.read");
  return writeEvents(readPages(principal, filter));
}

/** Writes audit events as comma-separated values, in their order. Call `authorize` before. */
export function writeEvents(
  events: Iterable<AuditEvent> | AsyncIterable<AuditEvent>,
): AsyncGenerator<string> {
  return writeCsv(HEADINGS, toRows(events));
}

async function* toRows(
  events: Iterable<AuditEvent> | AsyncIterable<AuditEvent>,
): AsyncGenerator<Cell[]> {
  for await (const event of events) yield toCells(event);
}

async function* readPages(principal: Principal, filter: AuditFilter): AsyncGenerator<AuditEvent> {
  let cursor: string | undefined;
  do {
    const page = await readEvents(principal, filter, cursor, EVENTS_AT_ONCE);
    yield* page.events;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function toCells({ at, actor, action, target, data }: AuditEvent): Cell[] {
  const { receipt, reason, address, batch, ...details } = data;
  return [
    at,
    actor?.name ?? (data.operator ? "the operator" : "Gatehouse"),
    action,
    target.type,
    target.name,
    target.id,
    toText(reason),
    toText(address),
    receipt?.connections ?? null,
    receipt?.nodes.confirmed ?? null,
    receipt?.nodes.expected ?? null,
    receipt?.elapsedMs ?? null,
    toText(batch),
    Object.keys(details).length > 0 ? JSON.stringify(details) : null,
  ];
}

const toText = (value: unknown) => (typeof value === "string" ? value : null);
