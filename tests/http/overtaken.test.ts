import { beforeAll, expect, it } from "vitest";
import type { Channel, Guest, Message } from "@/lib/api-types";
import { overtake } from "../support/overtake";
import type { Answer, Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
const world = useWorld();
let owners: Message;
beforeAll(async () => {
  const path = `/api/channels/${world.general.id}/messages`;
  owners = expectStatus(await world.owner.post(path, { body: "a question" }), 201).body.message;
});

const thread = (messageId: string) => `/api/messages/${messageId}/thread`;

const CHANGES: [string, (guest: Person, channel: Channel) => Promise<Answer>][] = [
  ["send", (guest, { id }) => guest.post(`/api/channels/${id}/messages`, { body: "late" })],
  ["follow a thread", (guest) => guest.call("PATCH", thread(owners.id), { following: true })],
  ["stop following", (guest) => guest.call("PATCH", thread(owners.id), { following: false })],
];

it.each(CHANGES)("a guest does not %s beside a lock that is committed first", async (_, change) => {
  const guest = await world.buildGuest();
  const answer = await overtake(world.databaseUrl, guest.guest.id, () =>
    change(guest, world.general),
  );
  expect(answer).toMatchObject({ status: 403, body: { code: "GUEST_LOCKED" } });
  await world.unlock(guest.guest.id);
  expectStatus(await change(guest, world.general), change === CHANGES[0]?.[1] ? 201 : 200);
});

it("what is refused is not there afterwards", async () => {
  const guest: Person & { guest: Guest } = await world.buildGuest();
  await overtake(world.databaseUrl, guest.guest.id, () =>
    guest.call("PATCH", thread(owners.id), { following: true }),
  );
  await world.unlock(guest.guest.id);
  expect((await guest.get(thread(owners.id))).body.following).toBe(false);
});

it("whoever asks for a thread that is hidden, missing or archived is told what fits", async () => {
  const channel = await world.buildChannel({ visibility: "private" });
  const path = `/api/channels/${channel.id}/messages`;
  const hidden = expectStatus(await world.owner.post(path, { body: "hidden" }), 201).body.message;
  const guest = await world.buildGuest();
  const answers = [];
  for (const id of [hidden.id, crypto.randomUUID()]) {
    const { status, body } = await guest.call("PATCH", thread(id), { following: true });
    answers.push({ status, body });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  const archive = await world.owner.call("PATCH", `/api/channels/${channel.id}`, {
    archived: true,
  });
  expectStatus(archive, 200);
  const late = await world.owner.call("PATCH", thread(hidden.id), { following: true });
  expect(late).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
});
