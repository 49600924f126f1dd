import { v5 as uuidv5, parse as uuidBytes, v7 as uuidv7 } from "uuid";
import { IMPORT_DOMAIN } from "@/lib/nobodys-email";

/**
 * Ids made from the workspace and Slack's own, so that the same line of the same export is the same row however
 * often it is imported, and two workspaces that take in one export share nothing.
 */

export const idOfPerson = (workspaceId: string, slackId: string) =>
  uuidv5(`slack/person/${slackId}`, workspaceId);

/** A channel that has become private is another one: what was said since is not for who reads the first. */
export const idOfChannel = (
  workspaceId: string,
  { id, visibility }: { id: string; visibility: "public" | "private" },
) => uuidv5(`slack/channel/${id}${visibility === "private" ? "/private" : ""}`, workspaceId);

/** Search lists messages by id, newest first: theirs begin with the time at which they were written. */
export function idOfMessage(channelId: string, ts: string): string {
  const random = uuidBytes(uuidv5(`slack/message/${ts}`, channelId));
  return uuidv7({ msecs: timeOf(ts), random, seq: 0 });
}

/** What Slack calls a time, `seconds.microseconds`, in milliseconds. */
export function timeOf(ts: string): number {
  const [seconds = "0", micros = "0"] = ts.split(".");
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

export const emailOfPerson = (workspaceId: string, slackId: string) =>
  `${slackId.toLowerCase()}.${workspaceId}${IMPORT_DOMAIN}`;
