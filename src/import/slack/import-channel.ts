import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { assertHasAccess } from "@/core/access/assert-has-access";
import type { Principal } from "@/core/access/principal";
import type { Transaction } from "@/core/access/revoke";
import { AppError } from "@/core/errors";
import { type Converted, LineConverter } from "./convert-lines";
import type { ImportNames } from "./convert-message";
import type { LeftOut } from "./left-out";
import { assertNoGuests, lockChannel, type OpenChannel, openChannel } from "./open-channel";
import type { ImportedPeople } from "./people";
import type { SlackExport } from "./read-export";
import { makePeople } from "./read-people";
import { showChannel } from "./show-channel";
import type { SlackChannel } from "./slack-schemas";
import { writeMessages } from "./write-messages";

/** How much may be added to a visible channel: it is kept in memory until all of it is read. */
const MAX_NEW_BYTES = 64 * 1024 * 1024;

export interface ChannelOutcome {
  channelId: string;
  /** Whether this import has just made it visible. */
  made: boolean;
  messages: number;
  skipped: number;
  newPeople: number;
  added: string[];
}

/** What all channels of an import have in common. */
export interface Import {
  from: SlackExport;
  /** Authors who are not in it are added. */
  people: ImportedPeople;
  names: ImportNames;
  /** Gets what cannot be brought in. */
  left: LeftOut;
}

interface Work extends Import {
  principal: Principal;
  source: SlackChannel;
  channel: OpenChannel;
  outcome: ChannelOutcome;
}

/**
 * Imports one channel: people see all of it or nothing. A new channel is filled in batches while it is invisible, so
 * that nobody waits for it, and then shown. New messages of a channel that is there already come in one transaction.
 * @throws AppError CONFLICT (another process imports the same), VALIDATION (a broken archive), TOO_LARGE, or why the
 *   importer may no longer do this
 */
export async function importChannel(
  principal: Principal,
  all: Import,
  source: SlackChannel,
): Promise<ChannelOutcome> {
  const channel = await openChannel(principal, source);
  const { id: channelId, unseen: made } = channel;
  const outcome = { channelId, made, messages: 0, skipped: 0, newPeople: 0, added: [] };
  const work = { ...all, principal, source, channel, outcome };
  await (made ? makeWhole(work) : append(work));
  return outcome;
}

async function makeWhole(work: Work): Promise<void> {
  const { principal, channel, source, names, outcome } = work;
  for await (const batch of readBatches(work)) {
    await db().transaction((tx) => takeBatch(tx, work, batch));
  }
  outcome.added = await showChannel(principal, channel, source, names);
  outcome.messages = channel.seq;
}

/** Everything is read and converted first: nobody must wait for an archive while the channel is locked. */
async function append(work: Work): Promise<void> {
  const { principal, channel } = work;
  const batches = await readNew(work);
  if (batches.length === 0) return;
  await db().transaction(async (tx) => {
    await lockChannel(tx, channel);
    const before = channel.seq;
    for (const batch of batches) await takeBatch(tx, work, batch);
    await assertNoGuests(tx, channel);
    await assertHasAccess(tx, principal);
    await moveReaders(tx, channel, before);
  });
}

async function readNew(work: Work): Promise<Converted[]> {
  const batches: Converted[] = [];
  let size = 0;
  for await (const batch of readBatches(work)) {
    size += JSON.stringify(batch.messages).length;
    if (size > MAX_NEW_BYTES) throw tooMuchNew(work.source.name);
    batches.push(batch);
  }
  return batches;
}

async function* readBatches(work: Work): AsyncGenerator<Converted> {
  const { from, source, channel, names, left, outcome } = work;
  const place = { id: channel.id, name: source.name };
  const converter = new LineConverter(place, channel.known.keys(), names, left);
  for await (const day of from.readDays(source)) yield* converter.convert(day);
  outcome.skipped = converter.skipped;
}

async function takeBatch(tx: Transaction, work: Work, batch: Converted): Promise<void> {
  const { principal, people, channel, outcome } = work;
  const strangers = batch.authors.filter(({ slackId }) => !people.has(slackId));
  outcome.newPeople += await makePeople(principal.workspace.id, strangers, people, tx);
  await writeMessages(tx, channel, batch.messages, people);
  outcome.messages += batch.messages.length;
}

/** Somebody who had read everything before has nothing unread after it. */
async function moveReaders(tx: Transaction, { id, seq }: OpenChannel, before: number) {
  await tx.execute(sql`UPDATE channel_member SET last_read_seq = ${seq}
    WHERE channel_id = ${id} AND last_read_seq >= ${before}`);
}

function tooMuchNew(name: string): AppError {
  return new AppError(
    "TOO_LARGE",
    `More is new in #${name} than can be added at once. Export a shorter time from Slack, import it, then the rest.`,
  );
}
