import { createHash } from "node:crypto";
import { hasVisible, normalizeLine, removeUnneededInvisible } from "@/lib/visible-text";
import type { SlackMessage, SlackPerson } from "./slack-schemas";

/** A person of the export as a user here. */
export interface ImportedPerson {
  userId: string;
  name: string;
  /** Whether they are a member of the workspace. If not, they are only a name. */
  member: boolean;
}

/** Everybody in the export, by Slack's id. */
export type ImportedPeople = Map<string, ImportedPerson>;

/** Somebody to be made: a name for the author of messages, without an account. */
export interface NewPerson {
  slackId: string;
  name: string;
}

const LONGEST_NAME = 80;

/** The name that Slack shows for somebody. */
export function nameOfPerson({ profile, real_name, name, id }: SlackPerson): string {
  return pickName([profile.display_name, profile.real_name, real_name, name], id);
}

/**
 * The author of a line, a person or a program. A program that gives itself a name is told apart by it, also from others
 * that post through the same integration. People of connected workspaces are in no list: their lines have their profile.
 * @param label the name that other lines give to an id
 */
export function authorOf(
  line: SlackMessage,
  label: (slackId: string) => string | undefined = () => undefined,
): NewPerson {
  const { username, bot_id, comment } = line;
  const user = line.user ?? comment?.user;
  const fallback = user === "USLACKBOT" ? "Slackbot" : "Somebody in Slack";
  const name = pickName([nameInLine(line), user && label(user)], fallback);
  if (user) return { slackId: user, name };
  const isNamed = username !== undefined && hasVisible(username);
  return { slackId: isNamed || !bot_id ? `${bot_id ?? ""}NAME${digest(name)}` : bot_id, name };
}

/** What a line calls its author. */
export function nameInLine(line: SlackMessage): string | undefined {
  const { user_profile: profile, bot_profile: bot, username } = line;
  const given = [username, bot?.name, profile?.display_name, profile?.real_name, profile?.name];
  return given.find((name) => name !== undefined && hasVisible(name));
}

function pickName(candidates: (string | undefined)[], fallback: string): string {
  const cleaned = candidates.map((one) =>
    normalizeLine(
      removeUnneededInvisible((one ?? "").toWellFormed().replace(/[\p{Cc}\s]+/gu, " ")),
    ),
  );
  const name = cleaned.find(hasVisible) ?? fallback;
  // The cut may leave half of a character.
  return normalizeLine(removeUnneededInvisible(name.slice(0, LONGEST_NAME)));
}

const digest = (text: string) =>
  createHash("sha256").update(text).digest("hex").slice(0, 20).toUpperCase();
