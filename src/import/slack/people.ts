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

/** The author of a line, a person or a program. A program without an id gets one made from its name. */
export function authorOf(line: SlackMessage): NewPerson {
  const { user_profile: profile, bot_profile: bot, username, user, bot_id } = line;
  const given = [username, bot?.name, profile?.display_name, profile?.real_name];
  const name = pickName(given, user === "USLACKBOT" ? "Slackbot" : "Somebody in Slack");
  return { slackId: user ?? bot_id ?? `NAME${digest(name)}`, name };
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
