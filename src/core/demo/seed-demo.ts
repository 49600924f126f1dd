import { addDays, addHours, subMinutes } from "date-fns";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { channel, channelMember, guest, message } from "@/db/schema";
import { addMember } from "../workspaces/add-member";
import { createAccount } from "../workspaces/create-account";
import { setUpInstance } from "../workspaces/create-workspace";
import type { Transaction } from "../access/revoke";
import { CHANNELS, type DemoChannel, GUESTS, PASSWORD, PEOPLE, WORKSPACE } from "./cast";
import { writeLines } from "./lines";

/** Fills a throw-away database with a workspace that looks alive, and prints who can sign in. */
export async function seedDemo(url: string): Promise<void> {
  if ((await rows(sql`SELECT 1 FROM organization LIMIT 1`)).length > 0) return;
  const [first] = PEOPLE;
  const owner = await setUpInstance({ ...first, password: PASSWORD }, WORKSPACE);
  await db().transaction(async (tx) => {
    const userIds = new Map([[first.name, owner.userId]]);
    await seedPeople(tx, owner.workspace.id, userIds);
    const channelIds = await seedChannels(tx, owner.workspace.id, owner.channel.id, userIds);
    await seedGuests(tx, owner.workspace.id, channelIds, userIds);
    for (const one of CHANNELS)
      await seedMessages(tx, one, channelIds.get(one.name) ?? "", userIds);
  });
  announce(url);
}

async function seedPeople(tx: Transaction, workspaceId: string, userIds: Map<string, string>) {
  for (const { name, email, role } of PEOPLE.slice(1)) {
    const { userId } = await createAccount(tx, { name, email, password: PASSWORD });
    await addMember(tx, { workspaceId, userId, role });
    userIds.set(name, userId);
  }
}

async function seedChannels(
  tx: Transaction,
  workspaceId: string,
  generalId: string,
  userIds: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, topic, visibility } of CHANNELS) {
    const id = name === "general" ? generalId : uuidv7();
    ids.set(name, id);
    if (id === generalId) continue;
    await tx.insert(channel).values({ id, workspaceId, name, topic, visibility });
    const seats = [...userIds.values()].map((userId) => ({ channelId: id, userId }));
    await tx.insert(channelMember).values(seats);
  }
  return ids;
}

async function seedGuests(
  tx: Transaction,
  workspaceId: string,
  channelIds: Map<string, string>,
  userIds: Map<string, string>,
) {
  for (const { name, email, channels, sponsor, hours } of GUESTS) {
    const { userId } = await createAccount(tx, { name, email, password: PASSWORD });
    userIds.set(name, userId);
    await tx.insert(guest).values({
      id: uuidv7(),
      workspaceId,
      userId,
      invitedBy: userIds.get(sponsor) ?? "",
      expiresAt: hours < 24 ? addHours(new Date(), hours) : addDays(new Date(), hours / 24),
    });
    const seats = channels.map((one) => ({ channelId: channelIds.get(one) ?? "", userId }));
    await tx.insert(channelMember).values(seats);
  }
}

async function seedMessages(
  tx: Transaction,
  { name, lines }: DemoChannel,
  channelId: string,
  userIds: Map<string, string>,
) {
  const written = writeLines(name, lines);
  const guests = new Set(GUESTS.map((one) => one.name));
  const ids = written.map(() => uuidv7());
  const values = written.map(({ author, body, minutesAgo, replyTo, reactions }, i) => ({
    id: ids[i] ?? "",
    channelId,
    seq: i + 1,
    rev: i + 1,
    authorId: userIds.get(author) ?? "",
    authorGuest: guests.has(author),
    body,
    parentId: replyTo === null ? null : (ids[replyTo] ?? null),
    clientId: crypto.randomUUID(),
    createdAt: subMinutes(new Date(), minutesAgo),
    reactions: Object.fromEntries(
      reactions.map(([emoji, names]) => [emoji, names.map((who) => userIds.get(who) ?? "")]),
    ),
  }));
  await tx.insert(message).values(values);
  await tx.execute(sql`UPDATE channel SET last_seq = ${values.length}, last_rev = ${values.length}
    WHERE id = ${channelId}`);
  const unread = name === "general" ? 3 : 0;
  await tx.execute(sql`UPDATE channel_member SET last_read_seq = ${values.length - unread}
    WHERE channel_id = ${channelId}`);
}

function announce(url: string): void {
  const line = (name: string, email: string, as: string) =>
    `  ${name.padEnd(16)} ${as.padEnd(7)} ${email}`;
  const people = PEOPLE.slice(0, 3).map(({ name, email, role }) => line(name, email, role));
  const guests = GUESTS.map(({ name, email }) => line(name, email, "guest"));
  process.stdout.write(
    [
      "",
      `The demo workspace is at ${url}/w/${WORKSPACE.slug}`,
      `Sign in at ${url}/sign-in with the password "${PASSWORD}" as`,
      ...people,
      ...guests,
      "Open a second browser for a guest, then revoke them on the Guests page.",
      "Everything is thrown away when you stop this.",
      "",
      "",
    ].join("\n"),
  );
}
