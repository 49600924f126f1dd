import { cleanName } from "@/core/files/clean-name";
import { convertReactions } from "./convert-reactions";
import { convertText, type Names } from "./convert-text";
import { idOfMessage, timeOf } from "./import-ids";
import type { SlackMessage } from "./slack-schemas";

/** A message as it will stand in a channel of ours, except for its place there. */
export interface ImportedMessage {
  id: string;
  slackAuthorId: string;
  /** Its thread, in Slack's words; null when it begins one or stands alone. */
  threadId: string | null;
  body: string;
  createdAt: string;
  editedAt: string | null;
  reactions: Record<string, string[]>;
}

/** What carries words of people and programs; all else are notes of Slack's own, as "has joined". */
const SPOKEN = new Set([
  undefined,
  "bot_message",
  "file_comment",
  "file_share",
  "me_message",
  "thread_broadcast",
]);
const LONGEST_BODY = 10_000;
/** With Slack's markup in it, which can be longer than the words. */
const LONGEST_TEXT = 100_000;

export interface ImportNames extends Names {
  idOf(slackId: string): string | undefined;
}

/**
 * A line of an export as a message, or null when it says nothing.
 * @param slackAuthorId who is taken to have written it
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
 * The words, or what a program has attached instead; then the names of files, whose bytes no export holds. What
 * would be cut off is not converted.
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

/** To as many UTF-16 units as a message has, never in the middle of a character. */
function cut(body: string): string {
  if (body.length <= LONGEST_BODY) return body;
  return `${body.slice(0, LONGEST_BODY - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const toIso = (ts: string) => new Date(timeOf(ts)).toISOString();
