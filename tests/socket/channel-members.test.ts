import { it } from "vitest";
import type { Channel } from "@/lib/api-types";
import type { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();

const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;

/** A tab of the owner, and what it was told last of how many sit in a channel. */
async function watch(channel: Channel) {
  const tab = await world.owner.enter("acme");
  const told = () =>
    tab.of("channel:updated").findLast((one) => one.channel.id === channel.id)?.channel.memberCount;
  return {
    close: () => tab.close(),
    becomes: (count: number) => waitUntil(() => told() === count),
  };
}

it("tells those in a channel how many they are, whichever way somebody comes or goes", async () => {
  const channel = await world.buildChannel();
  const member = await world.buildMember();
  const [id, path] = [await idOf(member), `/api/channels/${channel.id}`];
  const seen = await watch(channel);
  expectStatus(await member.post(`${path}/join`), 200);
  await seen.becomes(2);
  expectStatus(await member.post(`${path}/leave`), 200);
  await seen.becomes(1);
  expectStatus(await member.post(`${path}/messages`, { body: "posting joins" }), 201);
  await seen.becomes(2);
  expectStatus(await world.owner.call("DELETE", `${path}/people/${id}`), 200);
  await seen.becomes(1);
  expectStatus(await world.owner.post(`${path}/people`, { userId: id }), 201);
  await seen.becomes(2);
  await world.buildGuest({ channels: [channel] });
  await seen.becomes(3);
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const { id: memberId } = members.find((one: { userId: string }) => one.userId === id);
  expectStatus(await world.owner.call("DELETE", `/api/workspaces/acme/members/${memberId}`), 200);
  await seen.becomes(2);
  seen.close();
});

it("tells it of the channel that everybody begins in", async () => {
  const { body } = await world.owner.get(`/api/channels/${world.general.id}/people`);
  const seen = await watch(world.general);
  await world.buildMember();
  await seen.becomes(body.people.length + 1);
  seen.close();
});
