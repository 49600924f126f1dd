import { v7 as uuidv7 } from "uuid";
import { db } from "@/db/client";
import type { ImportCounts } from "@/lib/api-types";
import { assertHasAccess } from "@/core/access/assert-has-access";
import { authorize } from "@/core/access/authorize";
import type { Principal } from "@/core/access/principal";
import type { Transaction } from "@/core/access/revoke";
import { recordEvent } from "@/core/access/record";
import { AppError } from "@/core/errors";
import { dropIncoming, incomingPath, saveIncoming, TooManyBytes } from "@/core/files/incoming";
import { realtime } from "@/core/realtime";
import { endTurn } from "@/lib/current-turn";
import { announceChannel } from "./announce-channel";
import { importChannel } from "./import-channel";
import { LeftOut } from "./left-out";
import { nameThings } from "./name-things";
import { oneAtATime } from "./one-at-a-time";
import { openArchive } from "./read-archive";
import { readExport, type SlackExport } from "./read-export";
import { readPeople } from "./read-people";

const LIMIT_MB = 512;
const LIMIT_BYTES = LIMIT_MB * 1024 * 1024;

export interface ImportUpload {
  /** The size that the sender announced, in bytes; null without one. */
  announcedSize: number | null;
  parts: AsyncIterable<Uint8Array>;
}

/**
 * Imports a Slack export into a workspace: channels with their messages, and the names of the authors. The importer's
 * access is checked before the first byte, and again before each channel is committed. The same export again adds only
 * what is new in it.
 * @returns how much was added
 * @throws AppError FORBIDDEN (owners only), CONFLICT (an import is under way), TOO_LARGE, VALIDATION (no Slack export).
 *   Channels that were committed before a failure stay, and the failure says so
 */
export async function importSlack(
  principal: Principal,
  upload: ImportUpload,
): Promise<ImportCounts> {
  await authorize(principal, "workspace.import");
  realtime();
  if ((upload.announcedSize ?? 0) > LIMIT_BYTES) throw tooLarge();
  // An import takes minutes, and there is one at a time: it needs no turn.
  endTurn();
  return oneAtATime(principal.workspace.id, async () => {
    const id = uuidv7();
    try {
      await takeIn(id, upload);
      return await importArchive(principal, incomingPath(id));
    } finally {
      await dropIncoming(id);
    }
  });
}

async function takeIn(id: string, { parts }: ImportUpload): Promise<void> {
  try {
    await saveIncoming(id, parts, LIMIT_BYTES);
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLarge();
    throw error;
  }
}

async function importArchive(principal: Principal, path: string): Promise<ImportCounts> {
  const archive = await openArchive(path);
  try {
    const left = new LeftOut();
    return await importExport(principal, await readExport(archive, left), left);
  } finally {
    archive.close();
  }
}

/**
 * It goes on record before anything is written, so that even a process that dies midway leaves a trace of the import.
 */
async function importExport(
  principal: Principal,
  from: SlackExport,
  left: LeftOut,
): Promise<ImportCounts> {
  await recordBeginning(principal);
  const counts = { channels: 0, people: 0, messages: 0, skipped: 0 };
  try {
    await importChannels(principal, from, counts, left);
  } catch (error) {
    await recordImport(principal, "workspace.imported", { ...counts, complete: false });
    throw counts.channels + counts.messages === 0 ? error : addWhatIsImported(error);
  }
  await recordImport(principal, "workspace.imported", { ...counts, complete: true });
  return { ...counts, left: left.list() };
}

/** The upload may have taken an hour: somebody who is no longer an owner must not begin an import. */
async function recordBeginning(principal: Principal): Promise<void> {
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await recordImport(principal, "workspace.import_begun", {}, tx);
  });
}

async function importChannels(
  principal: Principal,
  from: SlackExport,
  counts: Omit<ImportCounts, "left">,
  left: LeftOut,
) {
  const { people, made } = await readPeople(principal.workspace.id, from.people);
  counts.people += made;
  const all = { from, people, names: nameThings(people, from), left };
  for (const channel of from.channels) {
    const outcome = await importChannel(principal, all, channel);
    counts.channels += outcome.made ? 1 : 0;
    counts.people += outcome.newPeople;
    counts.messages += outcome.messages;
    counts.skipped += outcome.skipped;
    await announceChannel(principal, outcome);
  }
}

async function recordImport(
  { userId, name, workspace }: Principal,
  action: "workspace.import_begun" | "workspace.imported",
  data: Record<string, unknown>,
  on?: Transaction,
): Promise<void> {
  const target = { type: "workspace", id: workspace.id, name: workspace.name } as const;
  const actor = { id: userId, name };
  const draft = { workspaceId: workspace.id, actor, action, target };
  await recordEvent({ ...draft, data: { source: "slack", ...data } }, on);
}

function addWhatIsImported(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const failure = new AppError(
    error.code,
    `${error.message} Some channels are imported and stay; importing again goes on from there.`,
    error.detail,
  );
  failure.cause = error;
  return failure;
}

function tooLarge(): AppError {
  return new AppError("TOO_LARGE", `An export can have at most ${LIMIT_MB} MB`);
}
