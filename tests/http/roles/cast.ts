import type { Channel } from "@/lib/api-types";
import { sendFile } from "../../support/files";
import { Person } from "../../support/person";
import { expectStatus, inWorkspace, type World } from "../../support/world";

/** Whose requests the table tells apart: its columns, in their order. */
export const ROLES = [
  "owner",
  "admin",
  "member",
  /** With the channel that most rows are about. */
  "guest",
  /** Without that channel. */
  "outside",
  "locked",
  /** An admin of another workspace. */
  "stranger",
  "nobody",
] as const;
export type Role = (typeof ROLES)[number];

/** Everybody who asks, and the ids of what they ask for. */
export interface Cast {
  people: Record<Role, Person>;
  /** The guest FOREIGN. */
  foreign: Person;
  /** What a word in capitals means in a row. */
  ids: Readonly<Record<string, string>>;
}

/**
 * SHARED is a public channel that the owner has joined, with the guests TARGET and GUEST in it, PARENT and MESSAGE its
 * messages and FILE a file in it. The guests are not in GENERAL. SECRET is the owner's alone, HIDDEN a message in it.
 * FOREIGN is a guest of another workspace. GONE is a guest who is cut off, in SHARED. REQUEST is a request for a guest
 * that was declined.
 */
export async function buildCast(world: World): Promise<Cast> {
  const { owner, general } = world;
  const [shared, annex, closed, secret, other] = await Promise.all([
    world.buildChannel(),
    world.buildChannel(),
    world.buildChannel(),
    world.buildChannel({ visibility: "private" }),
    buildOther(world),
  ]);
  const [admin, member, victim] = await Promise.all([
    world.buildMember({ role: "admin" }),
    world.buildMember(),
    world.buildMember({ name: "Vic Victim" }),
  ]);
  const [guest, outside, locked, target] = await Promise.all([
    world.buildGuest({ channels: [shared] }),
    world.buildGuest({ channels: [annex] }),
    world.buildGuest({ channels: [shared] }),
    world.buildGuest({ channels: [shared] }),
  ]);
  const { file, message: parent } = await sendFile(owner, shared, "plan.txt");
  const message = await say(owner, shared, "an answer", parent.id);
  const hidden = await say(owner, secret, "hidden");
  await world.lock(locked.guest.id, "Gone");
  const request = await askAndDecline(world, member);
  const { members } = expectStatus(await owner.get("/api/workspaces/acme/members"), 200).body;
  const victimMember = members.find(({ name }: { name: string }) => name === victim.name);
  return {
    people: {
      ...{ owner, admin, member, guest, outside, locked },
      stranger: other.admin,
      nobody: new Person(world.server.url),
    },
    foreign: other.guest,
    ids: {
      GENERAL: general.id,
      SHARED: shared.id,
      CLOSED: closed.id,
      SECRET: secret.id,
      PARENT: parent.id,
      MESSAGE: message,
      HIDDEN: hidden,
      FILE: file.id,
      GUEST: guest.guest.id,
      TARGET: target.guest.id,
      FOREIGN: other.guest.guest.id,
      REQUEST: request,
      GONE: locked.guest.id,
      VICTIM: victimMember.id,
      PERSON: victimMember.userId,
    },
  };
}

async function buildOther(world: World) {
  const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
  const channel = expectStatus(made, 201).body.channel as Channel;
  const other = inWorkspace(world.server, world.owner, "other", channel);
  const [admin, guest] = await Promise.all([
    other.buildMember({ role: "admin" }),
    other.buildGuest(),
  ]);
  return { admin, guest };
}

async function askAndDecline({ owner, general }: World, member: Person): Promise<string> {
  const wish = { email: "ada@client.test", channelIds: [general.id] };
  const asked = await member.post("/api/workspaces/acme/guest-requests", wish);
  const { id } = expectStatus(asked, 201).body.request;
  expectStatus(await owner.post(`/api/admin/guest-request/${id}/decline`), 200);
  return id as string;
}

async function say(by: Person, channel: Channel, body: string, parentId?: string): Promise<string> {
  const sent = await by.post(`/api/channels/${channel.id}/messages`, { body, parentId });
  return expectStatus(sent, 201).body.message.id as string;
}
