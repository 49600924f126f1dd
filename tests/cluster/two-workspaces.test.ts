import { expect, it } from "vitest";
import { liveMessages, useCluster } from "../support/cluster";
import { waitUntil } from "../support/wait";
import { expectStatus, inWorkspace } from "../support/world";

const cluster = useCluster();

it("the same person's other workspaces, as guest and as member, do not notice", async () => {
  const open = async (slug: string) => {
    const answer = await cluster.owner.post("/api/workspaces", { name: slug, slug });
    return inWorkspace(
      cluster.nodes[0]!,
      cluster.owner,
      slug,
      expectStatus(answer, 201).body.channel,
    );
  };
  const [other, third] = [await open("other"), await open("third")];
  const person = await cluster.buildGuest();
  const guestId = person.guest.id;
  await other.buildGuest({ as: person });
  const token = expectStatus(
    await cluster.owner.post("/api/workspaces/third/invites", { role: "member" }),
    201,
  ).body.invite.token as string;
  expectStatus(await person.post(`/api/invites/${token}/accept`), 200);

  const on = async (slug: string) => [
    await person.enter(slug),
    await cluster.at(person, 1).enter(slug),
  ];
  const cut = await on("acme");
  const spared = { other: await on("other"), third: await on("third") };
  const { receipt } = await cluster.lock(guestId, "Only here");
  expect(receipt).toMatchObject({ connections: 2, confirmed: true });
  for (const tab of cut) {
    await tab.closed();
    expect(tab.of("guest:locked")).toHaveLength(1);
  }
  for (const [world, tabs] of [
    [other, spared.other],
    [third, spared.third],
  ] as const) {
    const [first, second] = tabs;
    const sent = await first!.send(world.general.id, "still here");
    await waitUntil(() => liveMessages(second!).some((message) => message.id === sent.id));
    for (const tab of tabs) {
      expect(tab.socket.connected).toBe(true);
      expect(tab.of("guest:locked")).toEqual([]);
      expect(tab.of("access:changed")).toEqual([]);
      tab.close();
    }
    const again = await cluster.at(person, 1).enter(world.slug);
    again.close();
    expect((await person.get(`/api/workspaces/${world.slug}/channels`)).status).toBe(200);
  }
  expect(await person.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
});
