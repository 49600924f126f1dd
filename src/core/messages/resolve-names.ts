import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { foldText } from "@/lib/fold-text";
import { nameKey } from "@/lib/name-key";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";
import type { Wanted } from "./parse-search";

/** The channels and authors that a search names, by their ids. Null: it names none. */
export interface Named {
  channels: string[] | null;
  authors: string[] | null;
}

interface Known {
  id: string;
  name: string;
}

/**
 * Finds whom and what a search names. Names are compared here and not by the database, whose letters have the case of
 * its locale.
 */
export async function resolveNames(principal: Principal, wanted: Wanted): Promise<Named> {
  return {
    channels: wanted.in.length > 0 ? await findChannels(principal, wanted.in) : null,
    authors: wanted.from.length > 0 ? await findAuthors(principal, wanted.from) : null,
  };
}

async function findChannels(principal: Principal, names: string[]): Promise<string[]> {
  const seen = await rows<Known>(sql`SELECT c.id, c.name FROM channel c
    WHERE ${visible(principal)} AND c.kind = 'channel'`);
  return names.flatMap((name) => findNamed(seen, name));
}

/** The channel of exactly this name. If there is none, those whose names are the same but for their accents. */
function findNamed(seen: Known[], name: string): string[] {
  const exact = seen.filter((one) => nameKey(one.name) === nameKey(name));
  const found = exact.length > 0 ? exact : seen.filter((one) => isAlike(one.name, name));
  return found.map(({ id }) => id);
}

const isAlike = (one: string, other: string) => foldText(one) === foldText(other);

async function findAuthors(principal: Principal, names: string[]): Promise<string[]> {
  const wanted = names.filter((name) => !isMe(name)).map(foldText);
  const people = wanted.length > 0 ? await listAuthors(principal) : [];
  const found = people.filter(({ name }) => wanted.some((part) => foldText(name).includes(part)));
  return [...(names.some(isMe) ? [principal.userId] : []), ...found.map(({ id }) => id)];
}

const isMe = (name: string) => name.toLowerCase() === "me";

/**
 * Everybody who may have written in the workspace, also those who have left it. A guest gets the ids of people whom they
 * do not know too: they choose among messages that the guest may read, and are not shown.
 */
function listAuthors({ workspace }: Principal): Promise<Known[]> {
  return rows(sql`SELECT u.id, u.name FROM ${peopleOf(workspace.id)} u WHERE u.kept OR u.id IN (
    SELECT user_id FROM member WHERE organization_id = ${workspace.id}
    UNION ALL SELECT user_id FROM guest WHERE workspace_id = ${workspace.id})`);
}
