import { processWide } from "./process-wide";

/**
 * Who the latest sessions belong to, and who of them belongs to a team. It tells people apart before the database is
 * asked, and lets nobody in: a session in here may have ended.
 */
interface KnownPeople {
  /** User by session token. */
  users: Map<string, string>;
  /** Whether a user belongs to a team, of those who have asked for anything in one. */
  members: Map<string, boolean>;
}

declare module "./process-wide" {
  interface ProcessWide {
    knownPeople?: KnownPeople;
  }
}

/** Of each, the ones seen latest. */
const MAX_PEOPLE = 20_000;

export function noteSession(token: string, userId: string): void {
  keep(people().users, token, userId);
}

/** Notes how somebody stands in a workspace. Who is a member of one stays one here, whatever they are elsewhere. */
export function noteMember(userId: string, isMember: boolean): void {
  const { members } = people();
  keep(members, userId, isMember || members.get(userId) === true);
}

/** Undefined: not known. */
export function userOfSession(token: string): string | undefined {
  return people().users.get(token);
}

/** Undefined: not known. */
export function isKnownMember(userId: string): boolean | undefined {
  return people().members.get(userId);
}

function people(): KnownPeople {
  const slot = processWide();
  slot.knownPeople ??= { users: new Map(), members: new Map() };
  return slot.knownPeople;
}

/** A map keeps the order in which its keys came: the first is the one that has not been seen for longest. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_PEOPLE) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
