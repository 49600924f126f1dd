import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { db, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { Person, PersonChange } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { guestsOfChannelRoom, membersRoom, personRoom } from "@/lib/rooms";
import { peopleOf } from "../access/names/kept-names";
import { listWorkspaceAccess } from "../access/names/record-own-change";
import { shareAnyChannel } from "../access/people-rules";
import { isEnded, isChannelMember, membership, membershipWithChannel } from "../access/rules";
import { type PersonIn, realtime } from "../realtime";
import { publishEachUntilCurrent, publishUntilCurrent } from "../publish-until-current";

/**
 * Publishes a person's current state in a workspace, or that they left it, to the people who may know them. Members get
 * everything. Guests who share a channel with the person do not get whether another guest's access has ended, nor a
 * sponsor who is not in the channel. Call it after the commit. A failure is only logged, because the change is already
 * committed.
 * @param left the channels that the person was in before and is no longer in
 */
export async function publishPerson(key: PersonIn, left: string[] = []): Promise<void> {
  await publishPeople(key.workspaceId, [{ userId: key.userId, left }]);
}

/** Somebody, with the channels that they were in before and are no longer in. */
export interface Parted {
  userId: string;
  left: string[];
}

/** As `publishPerson`, for many people of a workspace at once. */
export async function publishPeople(workspaceId: string, people: Parted[]): Promise<void> {
  await orLogged(async () => {
    await publishEachUntilCurrent(
      () =>
        readPeople(
          workspaceId,
          people.map(({ userId }) => userId),
        ),
      (userId, now) => tellPerson({ workspaceId, userId }, now),
    );
    await tellParted(workspaceId, people);
  });
}

/**
 * As `publishPerson`, in every workspace in which the person has access: they changed something that is theirs in all of
 * them.
 */
export async function publishEverywhere(userId: string): Promise<void> {
  await orLogged(async () => {
    for (const { workspaceId } of await listWorkspaceAccess(db(), userId)) {
      await publishPerson({ workspaceId, userId });
    }
  });
}

/**
 * Publishes to guests that they no longer share a channel with a person who left some channels. Failures are logged as
 * in `publishPerson`.
 */
export async function publishParting(key: PersonIn, left: string[]): Promise<void> {
  await orLogged(async () => {
    await tellParted(key.workspaceId, [{ userId: key.userId, left }]);
  });
}

/**
 * Publishes to the guests of some channels a person who has come into them. The guests may not have known this person
 * before. Failures are logged as in `publishPerson`.
 */
export async function publishMeeting(key: PersonIn, joined: string[]): Promise<void> {
  await orLogged(() =>
    publishUntilCurrent(
      () => readPerson(key),
      (now) => now && tellGuests(now, (channelId) => joined.includes(channelId)),
    ),
  );
}

async function orLogged(tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    logger().warn({ err: error }, "a change of people could not be told");
  }
}

/** Columns of person `u`, who is the member `m` or the guest `g` with the sponsor `i`. */
const personColumns = {
  id: sql<string>`u.id`,
  name: sql<string>`u.name`,
  image: sql<string | null>`u.image`,
  as: sql<Person["as"]>`coalesce(m.role, 'guest')`,
  sponsor: sql<string | null>`i.name`,
  ended: isEnded,
  memberships: sql<{ channelId: string; besideSponsor: boolean }[]>`coalesce((
    SELECT json_agg(json_build_object('channelId', c.id, 'besideSponsor',
      ${isChannelMember(sql`g.sponsor_id`, sql`c.id`)}) ORDER BY c.id)
    FROM ${membershipWithChannel}
    WHERE c.workspace_id = coalesce(m.organization_id, g.workspace_id) AND cm.user_id = u.id), '[]'::json)`,
};

type PersonNow = RowOf<typeof personColumns>;

async function readPerson({ workspaceId, userId }: PersonIn): Promise<PersonNow | null> {
  return (await readPeople(workspaceId, [userId])).get(userId) ?? null;
}

/** Null for those who are not in the workspace. */
async function readPeople(
  workspaceId: string,
  userIds: string[],
): Promise<Map<string, PersonNow | null>> {
  const found = await rowsOf(
    personColumns,
    (list) => sql`SELECT ${list} FROM ${peopleOf(workspaceId)} u
      LEFT JOIN member m ON m.organization_id = ${workspaceId} AND m.user_id = u.id
      LEFT JOIN guest g ON g.workspace_id = ${workspaceId} AND g.user_id = u.id AND m.id IS NULL
      LEFT JOIN ${peopleOf(workspaceId)} i ON i.id = g.sponsor_id
      WHERE u.id IN ${among(userIds)} AND (m.id IS NOT NULL OR g.id IS NOT NULL)`,
  );
  const byId = new Map(found.map((person) => [person.id, person]));
  return new Map(userIds.map((userId) => [userId, byId.get(userId) ?? null]));
}

function tellPerson({ workspaceId, userId }: PersonIn, now: PersonNow | null): void {
  if (!now) {
    realtime().publish(membersRoom(workspaceId), "person:left", { userId });
    return;
  }
  const { id, name, image, as, sponsor, ended } = now;
  const person = { id, name, image, as, sponsor, ended };
  realtime().publish(membersRoom(workspaceId), "person:updated", { person });
  tellGuests(now, () => true);
  // Guests always know who answers for them. It comes after what they get as one of those in their channels.
  const self = { id, name, image, as, sponsor };
  if (as === "guest") {
    realtime().publish(personRoom(workspaceId, userId), "person:updated", { person: self });
  }
}

/** @param chosen in which of the person's channels */
function tellGuests(now: PersonNow, chosen: (channelId: string) => boolean): void {
  const { id, name, image, as, sponsor } = now;
  const known = { id, name, image, as };
  const memberships = now.memberships.filter(({ channelId }) => chosen(channelId));
  const isMember = as !== "guest";
  const whole = memberships.filter((membership) => isMember || membership.besideSponsor);
  const partly = memberships.filter((membership) => !whole.includes(membership));
  // A guest may be in a room of both kinds. So the event with the sponsor comes last.
  tellGuestsOf(partly, known);
  tellGuestsOf(whole, { ...known, sponsor });
}

function tellGuestsOf(memberships: PersonNow["memberships"], person: PersonChange): void {
  if (memberships.length === 0) return;
  const rooms = memberships.map(({ channelId }) => guestsOfChannelRoom(channelId));
  realtime().publish(rooms, "person:updated", { person });
}

async function tellParted(workspaceId: string, people: Parted[]): Promise<void> {
  const lost = people.flatMap(({ userId, left }) =>
    left.map((channelId) => ({ userId, channelId })),
  );
  if (lost.length === 0) return;
  const parted = await rowsOf(
    {
      userId: sql<string>`lost."userId"`,
      guests: sql<string[]>`json_agg(DISTINCT g.user_id)`,
    },
    (list) => sql`SELECT ${list}
    FROM jsonb_to_recordset(${JSON.stringify(lost)}::jsonb) AS lost ("userId" text, "channelId" text)
    JOIN ${membership} ON cm.channel_id = lost."channelId"
    JOIN guest g ON g.workspace_id = ${workspaceId} AND g.user_id = cm.user_id AND g.user_id <> lost."userId"
    WHERE NOT ${shareAnyChannel(workspaceId, sql`g.user_id`, sql`lost."userId"`)}
    GROUP BY lost."userId"`,
  );
  for (const { userId, guests } of parted) {
    const rooms = guests.map((guest) => personRoom(workspaceId, guest));
    realtime().publish(rooms, "person:left", { userId });
  }
}
