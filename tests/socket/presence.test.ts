import { expect, it } from "vitest";
import type { Connection, Json } from "../support/person";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const world = useWorld();

const statuses = (of: Connection, userId: string) =>
  of
    .of("presence:updated")
    .filter((one: Json) => one.userId === userId)
    .map((one: Json) => one.status as string);

const myId = async (person: { get: (path: string) => Promise<{ body: Json }> }) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;

it("tells members when somebody comes and when their last tab has gone, once each", async () => {
  const owner = await world.owner.enter("acme");
  const member = await world.buildMember();
  const id = await myId(member);
  const tabs = [await member.enter("acme"), await member.enter("acme")];
  await waitUntil(() => statuses(owner, id).length === 1);
  tabs[0]?.close();
  const { body } = await world.owner.get("/api/workspaces/acme/people");
  expect(body.people.find((one: Json) => one.id === id).online).toBe(true);
  tabs[1]?.close();
  await waitUntil(() => statuses(owner, id).length === 2, 8_000);
  expect(statuses(owner, id)).toEqual(["online", "offline"]);
  owner.close();
});

it("never tells a guest of people with whom they share no channel", async () => {
  const secret = await world.buildChannel({ visibility: "private" });
  const apart = await world.buildGuest({ channels: [secret] });
  const together = await world.buildGuest();
  const alone = await apart.enter("acme");
  const beside = await together.enter("acme");
  const member = await world.buildMember();
  const id = await myId(member);
  const tab = await member.enter("acme");
  await waitUntil(() => statuses(beside, id).length === 1);
  tab.close();
  await waitUntil(() => statuses(beside, id).length === 2, 8_000);
  expect(statuses(alone, id)).toEqual([]);
  for (const one of [alone, beside]) one.close();
});
