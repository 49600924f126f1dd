import { setTimeout } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import { logger } from "@/lib/logger";
import { yieldNow } from "../yield-now";
import { writeWords } from "./message-words";

/** Few enough that a step keeps nobody waiting, in the embedded database too. */
const MESSAGES_A_STEP = 100;
/** Another node goes on if the one that makes words has been silent for this long. */
const SILENCE = sql`interval '1 minute'`;

/**
 * Makes the words of all messages that have none, newest first: of those from before words were made here, and those
 * that a node of an earlier version wrote while the nodes were updated. It takes at most half of the time of one
 * connection. What is done stays done, so it may be ended at any time. Any node may call it at any time.
 * @param goesOn whether to go on, asked before each step
 */
export async function fillWords(goesOn: () => boolean): Promise<void> {
  if (!(await takeTurn())) return;
  const began = performance.now();
  let filled = 0;
  let last: string | null = null;
  while (goesOn()) {
    const stepBegan = performance.now();
    const step = await fillNext(last);
    if (step === null) break;
    if (filled === 0) logger().info("messages are made ready for search, the newest first");
    filled += step.filled;
    last = step.last;
    await keepTurn();
    await setTimeout(performance.now() - stepBegan, undefined, { ref: false });
  }
  if (!goesOn()) return;
  await endTurn();
  const seconds = Math.round((performance.now() - began) / 1_000);
  if (filled > 0) logger().info({ filled, seconds }, "all messages are ready for search");
}

interface Step {
  /** The id of the last message that was looked at. */
  last: string;
  filled: number;
}

/** Makes the words of the next messages; null if there are none. */
async function fillNext(before: string | null): Promise<Step | null> {
  const found = await readWordless(before === null ? sql`true` : sql`m.id < ${before}`);
  const last = found.at(-1)?.id;
  return last === undefined ? null : { last, filled: await fill(found) };
}

/**
 * Makes the words of a message that was sent or changed without them: its files were uploaded before theirs were kept.
 * The message is there, so a failure is only logged. The next start makes up for it.
 */
export async function fillWordsOf(messageId: string): Promise<void> {
  try {
    await fill(await readWordless(sql`m.id = ${messageId}`));
  } catch (error) {
    logger().warn({ err: error, messageId }, "search finds this message from the next start on");
  }
}

async function fill(found: Awaited<ReturnType<typeof readWordless>>): Promise<number> {
  const made = [];
  for (const { id, rev, body, names } of found) {
    made.push({ id, rev, words: writeWords(body, names) });
    await yieldNow();
  }
  // A message that was changed meanwhile has another `rev`, and by now the words of its new body.
  const filled = await rows(sql`UPDATE message m SET words = made.words::tsvector
    FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS made (id text, rev int, words text)
    WHERE m.id = made.id AND m.rev = made.rev AND m.words IS NULL AND m.deleted_at IS NULL RETURNING 1`);
  return filled.length;
}

function readWordless(condition: SQL) {
  return rowsOf(
    {
      id: sql<string>`m.id`,
      rev: sql<number>`m.rev`,
      body: sql<string>`m.body`,
      names: sql<string[]>`jsonb_path_query_array(m.files, '$[*].name')`,
    },
    (
      list,
    ) => sql`SELECT ${list} FROM message m WHERE m.words IS NULL AND m.deleted_at IS NULL AND ${condition}
      ORDER BY m.id DESC LIMIT ${MESSAGES_A_STEP}`,
  );
}

/** Whether there is something to do, and no other node does it. */
async function takeTurn(): Promise<boolean> {
  const taken = await rows(sql`INSERT INTO clearing AS known (id, at)
    SELECT 'words', clock_timestamp()
    WHERE EXISTS (SELECT 1 FROM message m WHERE m.words IS NULL AND m.deleted_at IS NULL)
    ON CONFLICT (id) DO UPDATE SET at = clock_timestamp()
      WHERE known.at < clock_timestamp() - ${SILENCE} RETURNING 1`);
  return taken.length > 0;
}

const keepTurn = () => rows(sql`UPDATE clearing SET at = clock_timestamp() WHERE id = 'words'`);
const endTurn = () => rows(sql`UPDATE clearing SET at = 'epoch' WHERE id = 'words'`);
