import { processWide } from "./process-wide";

/**
 * A cache: which user the latest sessions belong to, and which of the users are members of a workspace. It tells people
 * apart before the database is asked. It gives nobody access, because a session in here may have ended.
 */
interface KnownPeople {
  /** User id by session token. */
  users: Map<string, string>;
  /** Whether a user is a member of any workspace; only for users who have used a workspace since the start. */
  members: Map<string, boolean>;
}

declare module "./process-wide" {
  interface ProcessWide {
    knownPeople?: KnownPeople;
  }
}

/** The size limit of each map. The entries that were used last stay. */
const MAX_PEOPLE = 20_000;

export function rememberSession(token: string, userId: string): void {
  keep(people().users, token, userId);
}

/** The session has ended: what it asks for is not its former owner's any more. */
export function forgetSession(token: string): void {
  people().users.delete(token);
}

/** Notes a user's role in one workspace. A member of one workspace stays a member here, even if a guest in another. */
export function rememberMember(userId: string, isMember: boolean): void {
  const { members } = people();
  keep(members, userId, isMember || members.get(userId) === true);
}

/** @returns the user's id; undefined when the session is not known */
export function userOfSession(token: string): string | undefined {
  return people().users.get(token);
}

/** @returns undefined when the user is not known */
export function isKnownMember(userId: string): boolean | undefined {
  return people().members.get(userId);
}

function people(): KnownPeople {
  const slot = processWide();
  slot.knownPeople ??= { users: new Map(), members: new Map() };
  return slot.knownPeople;
}

/** A `Map` keeps the order of insertion, so the first key is the one that was used longest ago. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_PEOPLE) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
