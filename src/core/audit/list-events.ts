import { and, desc, eq, gte, inArray, like, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent, AuditPage, Receipt } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { type AuditKind, CUT_ACTIONS } from "@/lib/audit-kinds";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { mayContain } from "../may-contain";
import { yieldNow } from "../yield-now";

const EVENTS_A_PAGE = 50;

export interface AuditFilter {
  kind?: AuditKind | undefined;
  /** The id of the person or thing that an event is about: a guest, a member, an invitation, … */
  target?: string | undefined;
  /** Text in the names, the address, the reason or the action. Case and accents make no difference. */
  text?: string | undefined;
  /** Only events since this time, and only those before this one. */
  since?: Date | undefined;
  before?: Date | undefined;
}

/**
 * Reads one page of the workspace's audit record, newest first. Where a text is looked for, a page may have fewer events
 * than others, or none, and still a `next`: the record is looked through piece by piece.
 * @param cursor `next` of the page before
 * @throws AppError FORBIDDEN
 */
export async function listEvents(
  principal: Principal,
  filter: AuditFilter = {},
  cursor?: string,
): Promise<AuditPage> {
  await authorize(principal, "audit.read");
  return readEvents(principal, filter, cursor, EVENTS_A_PAGE);
}

/** As `listEvents`, in pages of another size. Call `authorize` before. */
export async function readEvents(
  principal: Principal,
  { kind, target, text, since, before }: AuditFilter,
  cursor: string | undefined,
  limit: number,
): Promise<AuditPage> {
  const conditions = [
    eq(auditEvent.workspaceId, principal.workspace.id),
    kind && isOfKind(kind),
    target === undefined ? undefined : eq(auditEvent.targetId, target),
    since && gte(auditEvent.at, since),
    before && lt(auditEvent.at, before),
  ];
  const wanted = foldText(text ?? "");
  const end = wanted === "" ? undefined : await findEnd(conditions, cursor);
  const within = end === undefined ? conditions : [...conditions, notBefore(end)];
  const found =
    wanted === ""
      ? await readEventsAfter(conditions, cursor, limit + 1)
      : await findEvents(within, wanted, cursor, limit + 1);
  const events = found.slice(0, limit).map(({ event, receipt }) => toEvent(event, receipt));
  const last = found.length > limit ? events.at(-1)?.id : end;
  return { events, next: last ?? null };
}

type Found = { event: typeof auditEvent.$inferSelect; receipt: unknown };

/**
 * So many events are looked through for a text, which takes some tens of milliseconds. No index knows the parts of
 * words, so a rare text, in a record of years, would take seconds.
 */
const EVENTS_LOOKED_THROUGH = 10_000;
/** So many events are read at once, where not all of them may say the text. */
const EVENTS_A_STEP = 500;

/** The id of the last event that is looked through after the cursor; undefined if that is the end of the record. */
async function findEnd(
  conditions: (SQL | undefined)[],
  cursor: string | undefined,
): Promise<string | undefined> {
  const [end] = await db()
    .select({ id: auditEvent.id })
    .from(auditEvent)
    .where(and(...conditions, cursor === undefined ? undefined : isBefore(cursor)))
    .orderBy(...NEWEST_FIRST)
    .offset(EVENTS_LOOKED_THROUGH - 1)
    .limit(1);
  return end?.id;
}

/** The first events, newest first, that meet the conditions and say the text. */
async function findEvents(
  conditions: (SQL | undefined)[],
  text: string,
  cursor: string | undefined,
  count: number,
): Promise<Found[]> {
  const wanted: Found[] = [];
  const step = Math.max(count, EVENTS_A_STEP);
  for (let last = cursor; ; ) {
    const found = await readEventsAfter([...conditions, mayContain(SAID, text)], last, step);
    wanted.push(...found.filter(({ event }) => says(event, text)));
    last = found.at(-1)?.event.id;
    if (wanted.length >= count || found.length < step) return wanted.slice(0, count);
    await yieldNow();
  }
}

const NEWEST_FIRST = [desc(auditEvent.at), desc(auditEvent.id)] as const;

function readEventsAfter(
  conditions: (SQL | undefined)[],
  cursor: string | undefined,
  count: number,
): Promise<Found[]> {
  return db()
    .select({ event: auditEvent, receipt: auditReceipt.receipt })
    .from(auditEvent)
    .leftJoin(auditReceipt, eq(auditReceipt.eventId, auditEvent.id))
    .where(and(...conditions, cursor === undefined ? undefined : isBefore(cursor)))
    .orderBy(...NEWEST_FIRST)
    .limit(count);
}

/**
 * The condition that an event is older than another one. It compares `at`, which is by the database's clock: an id is
 * by the clock of the node that made it.
 */
function isBefore(eventId: string): SQL {
  return sql`(${auditEvent.at}, ${auditEvent.id}) < ${placeOf(eventId)}`;
}

/** The condition that an event is another one, or newer. */
function notBefore(eventId: string): SQL {
  return sql`(${auditEvent.at}, ${auditEvent.id}) >= ${placeOf(eventId)}`;
}

const placeOf = (eventId: string) =>
  sql`(SELECT e.at, e.id FROM audit_event e WHERE e.id = ${eventId})`;

function isOfKind(kind: AuditKind): SQL {
  if (kind === "cuts") return inArray(auditEvent.action, [...CUT_ACTIONS]);
  if (kind === "denied") return eq(auditEvent.action, "access.denied");
  return like(auditEvent.action, kind === "guests" ? "guest.%" : "member.%");
}

/** The text of an event in which others are looked for: as SQL, and by `says`. */
const SAID = sql`concat_ws(' ', ${auditEvent.actorName}, ${auditEvent.targetName}, ${auditEvent.action},
  ${auditEvent.address}, ${auditEvent.data} ->> 'reason', ${auditEvent.data} ->> 'email')`;

function says({ actorName, targetName, action, address, data }: Found["event"], wanted: string) {
  const said = [actorName, targetName, action, address, data.reason, data.email];
  const text = said.filter((one) => typeof one === "string").join(" ");
  return foldText(text).includes(wanted);
}

/** An event as the public interface has it, with the receipt of its cut. */
export function toEvent(event: typeof auditEvent.$inferSelect, receipt: unknown): AuditEvent {
  return {
    id: event.id,
    at: event.at.toISOString(),
    actor: event.actorId === null ? null : { id: event.actorId, name: event.actorName ?? "" },
    action: event.action,
    target: { type: event.targetType, id: event.targetId, name: event.targetName },
    data: {
      ...event.data,
      ...(event.address !== null && { address: event.address }),
      ...(receipt !== null && { receipt: toReceipt(receipt as Partial<Receipt>) }),
    },
  };
}

/** Receipts that were stored before invitations were counted have no `invites`. */
function toReceipt(stored: Partial<Receipt>): Receipt {
  return { invites: 0, ...stored } as Receipt;
}
