import { addHours, max } from "date-fns";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { channel, guest, member } from "@/db/schema";
import { nameKey } from "@/lib/name-key";
import type { Transaction } from "@/core/access/revoke";
import { addMember } from "@/core/access/add-member";
import { createAccount, hashAccount } from "@/core/sign-in/create-account";
import { setUpInstance } from "@/core/workspaces/create-workspace";
import { announceDemo } from "./announce-demo";
import {
  CHANNELS,
  CUT_AT_HOUR,
  firstName,
  type DemoGuest,
  GUESTS,
  MEMBERS,
  MEMBERS_SINCE_DAYS,
  PASSWORD,
  WORKSPACE,
  ZONE,
} from "./cast";
import { type ChannelScript, type DemoLine, hourOf, writeScripts } from "./script";
import { seedMessages } from "./seed-messages";
import { seedRecord } from "./seed-record";

/** User ids by first name. */
export type UserIds = Map<string, string>;

/** Fills an empty database with a workspace that looks used, and prints who can sign in. */
export async function seedDemo(url: string): Promise<void> {
  if ((await rows(sql`SELECT 1 FROM organization LIMIT 1`)).length > 0) return;
  const [first] = MEMBERS;
  const { workspace, ...made } = await setUpInstance({ ...first, password: PASSWORD }, WORKSPACE);
  const scripts = writeScripts(CHANNELS, new Date());
  await db().transaction(async (tx) => {
    const members: UserIds = new Map([[firstName(first.name), made.userId]]);
    await seedMembers(tx, workspace.id, members);
    const lines = [...scripts.values()].flat();
    const { guests, guestIds } = await seedGuests(tx, workspace.id, members, lines);
    const channelIds = new Map<string, string>();
    for (const script of CHANNELS) {
      const channelId = await seedChannel(tx, workspace.id, made.channel.id, script);
      channelIds.set(script.name, channelId);
      await seedTalk(tx, channelId, script, scripts.get(script.name) ?? [], members, guests);
    }
    const userIds = new Map([...members, ...guests]);
    await seedRecord(tx, workspace.id, { userIds, guestIds, channelIds });
    // As if each had opened a page. Whoever really does has the zone of that browser.
    await tx.execute(sql`UPDATE "user" SET time_zone = ${ZONE}`);
  });
  announceDemo(url);
}

async function seedMembers(tx: Transaction, workspaceId: string, members: UserIds) {
  for (const { name, email, role } of MEMBERS.slice(1)) {
    const { userId } = await createAccount(
      tx,
      await hashAccount({ name, email, password: PASSWORD }),
    );
    await addMember(tx, { workspaceId, userId, role });
    members.set(firstName(name), userId);
  }
  const since = hourOf(new Date(), MEMBERS_SINCE_DAYS, 9);
  await tx.update(member).set({ createdAt: since }).where(eq(member.organizationId, workspaceId));
}

async function seedGuests(
  tx: Transaction,
  workspaceId: string,
  members: UserIds,
  lines: DemoLine[],
): Promise<{ guests: UserIds; guestIds: Map<string, string> }> {
  const guests: UserIds = new Map();
  const guestIds = new Map<string, string>();
  for (const one of GUESTS) {
    const { name, email, sponsor, hours, sinceDays } = one;
    const { userId } = await createAccount(
      tx,
      await hashAccount({ name, email, password: PASSWORD }),
    );
    const id = uuidv7();
    guests.set(firstName(name), userId);
    guestIds.set(firstName(name), id);
    await tx.insert(guest).values({
      id,
      workspaceId,
      userId,
      invitedBy: members.get(sponsor) ?? "",
      sponsorId: members.get(sponsor) ?? null,
      expiresAt: hours === null ? null : addHours(new Date(), hours),
      createdAt: hourOf(new Date(), sinceDays, 16),
      lastSeenAt: lastLine(lines, name),
      ...cutOff(one, members),
    });
  }
  return { guests, guestIds };
}

/** When a guest last wrote. Whoever only reads was here on the morning before today's working day. */
function lastLine(lines: DemoLine[], name: string): Date {
  const own = lines.filter(({ author }) => author === firstName(name)).map(({ at }) => at);
  return own.length > 0 ? max(own) : hourOf(new Date(), 1, 10);
}

function cutOff({ cut }: DemoGuest, members: UserIds) {
  return (
    cut && {
      lockedAt: hourOf(new Date(), cut.daysAgo, CUT_AT_HOUR),
      lockedBy: members.get(cut.by) ?? null,
      lockReason: cut.reason,
      lastSeenAt: hourOf(new Date(), cut.daysAgo + 1, 15),
    }
  );
}

async function seedChannel(
  tx: Transaction,
  workspaceId: string,
  generalId: string,
  { name, topic, visibility }: ChannelScript,
): Promise<string> {
  if (name === "general") {
    await tx.execute(sql`UPDATE channel SET topic = ${topic} WHERE id = ${generalId}`);
    return generalId;
  }
  const id = uuidv7();
  await tx
    .insert(channel)
    .values({ id, workspaceId, name, nameKey: nameKey(name), topic, visibility });
  return id;
}

async function seedTalk(
  tx: Transaction,
  channelId: string,
  script: ChannelScript,
  lines: DemoLine[],
  members: UserIds,
  guests: UserIds,
) {
  const admitted = GUESTS.filter((one) => one.channels.includes(script.name));
  const names = new Set(admitted.map((one) => firstName(one.name)));
  const people = new Map([
    ...[...members].filter(([name]) => !script.people || script.people.includes(name)),
    ...[...guests].filter(([name]) => names.has(name)),
  ]);
  await seedMessages(tx, { channelId, people, guests: names }, lines);
}
