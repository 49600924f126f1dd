import { v5 as uuidv5, parse as uuidBytes, v7 as uuidv7 } from "uuid";
import { IMPORT_DOMAIN } from "@/lib/nobodys-email";

/**
 * Ids that are made from the workspace and Slack's own ids. The same line of the same export is always the same row,
 * however often it is imported. Two workspaces that import one export share nothing.
 */

export const idOfPerson = (workspaceId: string, slackId: string) =>
  uuidv5(`slack/person/${slackId}`, workspaceId);

/** A channel that has become private gets another id: readers of the public one must not see what was said since. */
export const idOfChannel = (
  workspaceId: string,
  { id, visibility }: { id: string; visibility: "public" | "private" },
) => uuidv5(`slack/channel/${id}${visibility === "private" ? "/private" : ""}`, workspaceId);

/**
 * Search lists messages by id, newest first, so these ids begin with the time at which the message was written.
 * @param key what tells messages of the same time apart
 */
export function idOfMessage(channelId: string, key: string, ts: string = key): string {
  const random = uuidBytes(uuidv5(`slack/message/${key}`, channelId));
  return uuidv7({ msecs: timeOf(ts), random, seq: 0 });
}

/** Slack's time `seconds.microseconds`, in milliseconds. */
export function timeOf(ts: string): number {
  const [seconds = "0", micros = "0"] = ts.split(".");
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

export const emailOfPerson = (workspaceId: string, slackId: string) =>
  `${slackId.toLowerCase()}.${workspaceId}${IMPORT_DOMAIN}`;
