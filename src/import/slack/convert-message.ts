import { cleanName } from "@/core/files/clean-name";
import { convertReactions } from "./convert-reactions";
import { convertText, type Names } from "./convert-text";
import { idOfMessage, timeOf } from "./import-ids";
import type { SlackMessage } from "./slack-schemas";

/** A message as it will be in our channel, without its sequence number. */
export interface ImportedMessage {
  id: string;
  slackAuthorId: string;
  /** Slack's id of its thread; null when it begins one or is in none. */
  threadId: string | null;
  body: string;
  createdAt: string;
  editedAt: string | null;
  reactions: Record<string, string[]>;
}

/** The subtypes of lines that people or programs wrote. All others are Slack's own notes, such as "has joined". */
const SPOKEN = new Set([
  undefined,
  "bot_message",
  "file_comment",
  "file_share",
  "me_message",
  "thread_broadcast",
]);
const LONGEST_BODY = 10_000;
/** With Slack's markup, which can be longer than the text itself. */
const LONGEST_TEXT = 100_000;

export interface ImportNames extends Names {
  idOf(slackId: string): string | undefined;
}

/**
 * Converts a line of an export to a message; null if it has nothing to show.
 * @param slackAuthorId the author of the line
 */
export function convertMessage(
  line: SlackMessage,
  slackAuthorId: string,
  channelId: string,
  names: ImportNames,
): ImportedMessage | null {
  const body = SPOKEN.has(line.subtype) ? writeBody(line, names) : "";
  if (body === "") return null;
  const answers = line.thread_ts !== undefined && line.thread_ts !== line.ts;
  return {
    id: idOfMessage(channelId, line.ts),
    slackAuthorId,
    threadId: answers && line.thread_ts ? idOfMessage(channelId, line.thread_ts) : null,
    body,
    createdAt: toIso(line.ts),
    editedAt: line.edited ? toIso(line.edited.ts) : null,
    reactions: convertReactions(line.reactions, names.idOf),
  };
}

/**
 * The text, or what a program has attached instead, then the names of files: an export does not contain their bytes.
 * Text beyond the limit is not converted.
 */
function writeBody(line: SlackMessage, names: Names): string {
  let body = "";
  for (const part of listParts(line, names)) {
    if (part !== "") body += body === "" ? part : `\n${part}`;
    if (body.length > LONGEST_BODY) break;
  }
  return cut(body);
}

function* listParts({ text, attachments, files }: SlackMessage, names: Names): Generator<string> {
  const words = text.trim() === "" ? attachments.map((one) => one.text || one.fallback) : [text];
  for (const one of words) yield convertText((one ?? "").slice(0, LONGEST_TEXT), names);
  for (const file of files) yield `File: ${cleanName(file.name || file.title || "")}`;
}

/** Cuts to the UTF-16 units that a message may have, never in the middle of a character. */
function cut(body: string): string {
  if (body.length <= LONGEST_BODY) return body;
  return `${body.slice(0, LONGEST_BODY - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const toIso = (ts: string) => new Date(timeOf(ts)).toISOString();
