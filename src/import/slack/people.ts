import { createHash } from "node:crypto";
import { hasVisible, normalizeLine, removeUnneededInvisible } from "@/lib/visible-text";
import type { SlackMessage, SlackPerson } from "./slack-schemas";

/** Somebody of the export as they are here. */
export interface ImportedPerson {
  userId: string;
  name: string;
  /** Whether they are a member of the workspace; if not, there is only a name. */
  member: boolean;
}

/** Of everybody in the export, by Slack's id. */
export type ImportedPeople = Map<string, ImportedPerson>;

/** Somebody to be made: a name under which words stand, and no account. */
export interface NewPerson {
  slackId: string;
  name: string;
}

const LONGEST_NAME = 80;

/** How Slack shows somebody. */
export function nameOfPerson({ profile, real_name, name, id }: SlackPerson): string {
  return pickName([profile.display_name, profile.real_name, real_name, name], id);
}

/** Who wrote a line, people and programs alike; the id of a program without one is made from its name. */
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
  // The cut may leave half of what is one sign.
  return normalizeLine(removeUnneededInvisible(name.slice(0, LONGEST_NAME)));
}

const digest = (text: string) =>
  createHash("sha256").update(text).digest("hex").slice(0, 20).toUpperCase();
