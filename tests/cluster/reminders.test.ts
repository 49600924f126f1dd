import { afterAll, beforeAll, expect, it } from "vitest";
import type { EndingGuest, Guest } from "@/lib/api-types";
import { useCluster } from "../support/cluster";
import { type MailServer, startMailServer } from "../support/mail-server";
import { Person } from "../support/person";
import { readRow } from "../support/drills";
import { nothingWithin, waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail.stop());
const cluster = useCluster(() => ({
  nodes: 1,
  env: { SMTP_URL: mail.url, MAIL_FROM: "Gatehouse <gatehouse@acme.test>" },
  expected: [/^a reminder could not be sent$/],
}));

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const subjectsTo = (address: string) =>
  mail.mails
    .filter(({ to }) => to === address)
    .map(({ text }) => /^Subject: (.*(?:\r\n .*)*)/m.exec(text)?.[1]?.replace(/\r\n/g, ""));
const change = async (guest: Guest, body: object) =>
  expectStatus(await cluster.owner.call("PATCH", `/api/admin/guest/${guest.id}`, body), 200);
const endAt = (guest: Guest, expiresAt: string | null) => change(guest, { expiresAt });
/** The end of one channel of a guest, and of none of the others. */
const endChannelAt = (guest: Guest, channelId: string, expiresAt: string | null) =>
  change(guest, {
    channels: guest.channelIds.map((id) => ({
      id,
      expiresAt: id === channelId ? expiresAt : null,
    })),
  });

/** A node looks for what is due when it starts. */
const startTwoNodes = () => Promise.all([cluster.addNode(), cluster.addNode()]);

it("reminds a guest and their sponsor a week and a day before the end, once, however many nodes run", async () => {
  const { owner } = cluster;
  // Whoever has a page open is not mailed who came by their invitations.
  await owner.enter("acme");
  const week = await cluster.buildGuest({ name: "Wanda Week", accessHours: 24 * 30 });
  const day = await cluster.buildGuest({ name: "Dora Day" });
  // Who is let in for twenty hours knows it.
  const brief = await cluster.buildGuest({ name: "Brian Brief", accessHours: 20 });
  const later = await cluster.buildGuest({ name: "Lara Later", accessHours: 24 * 8 });
  const unreachable = await cluster.buildGuest({ name: "Una Unreachable" });
  mail.refused.add(unreachable.email);
  const lost = await cluster.buildGuest({ name: "Lou Lost" });
  mail.stalled.add(lost.email);
  const launch = await cluster.buildChannel({ name: "launch", visibility: "private" });
  const press = await cluster.buildChannel({ name: "press" });
  const channels = [cluster.general, launch, press];
  const partly = await cluster.buildGuest({ name: "Chloe Channel", channels });
  const together = inHours(20);
  const terms = [
    { id: cluster.general.id },
    ...[launch, press].map(({ id }) => ({ id, expiresAt: together })),
  ];
  await change(partly.guest, { channels: terms });
  await endAt(week.guest, inHours(24 * 6));
  await endAt(day.guest, inHours(20));
  // A channel that ends with the whole access, or would after it, is nothing to be told of.
  await endChannelAt(day.guest, cluster.general.id, inHours(21));
  await endAt(unreachable.guest, inHours(20));
  await endAt(lost.guest, inHours(12));
  const tab = await owner.enter("acme");

  // A node that is killed while it sends the first of them loses that one alone.
  const killed = await cluster.addNode();
  await waitUntil(() => mail.stalls > 0);
  await killed.stop("SIGKILL");
  const arrived = () => mail.mails.filter(({ to }) => to !== lost.email).length;
  await startTwoNodes();
  await waitUntil(() => arrived() >= 8);
  await nothingWithin(500, () => arrived() > 8);
  mail.stalled.clear();
  expect(subjectsTo(week.email)).toEqual(["Your access to Acme ends within 7 days"]);
  expect(subjectsTo(day.email)).toEqual(["Your access to Acme ends within a day"]);
  expect(subjectsTo(partly.email)).toEqual([
    "Your access to #launch and #press in Acme ends within a day",
  ]);
  expect([subjectsTo(brief.email), subjectsTo(later.email)]).toEqual([[], []]);
  expect(subjectsTo(owner.email).sort()).toEqual([
    "Chloe Channel's access to #launch and #press in Acme ends within a day",
    "Dora Day's access to Acme ends within a day",
    "Lou Lost's access to Acme ends within a day",
    "Una Unreachable's access to Acme ends within a day",
    "Wanda Week's access to Acme ends within 7 days",
  ]);
  const toSponsor = mail.mails.find(({ text }) => /Wanda Week's/.test(text))?.text ?? "";
  expect(toSponsor.replace(/=\r\n/g, "")).toContain(`/w/acme/extend/${week.guest.id}`);

  const names = (guests: EndingGuest[]) => [...new Set(guests.map(({ name }) => name))];
  const others = ["Chloe Channel", "Una Unreachable", "Brian Brief", "Wanda Week"];
  const soon = ["Lou Lost", "Dora Day", ...others];
  expect(names((await tab.next("guest:ending")).guests).sort()).toEqual([...soon].sort());
  expect(names((await owner.get("/api/workspaces/acme/people")).body.ending).sort()).toEqual(
    [...soon].sort(),
  );
  const ofChloe = (await owner.get("/api/workspaces/acme/people")).body.ending.filter(
    ({ id }: EndingGuest) => id === partly.guest.id,
  );
  expect(ofChloe).toEqual(
    [launch, press].map(({ id, name }) => ({
      id: partly.guest.id,
      name: "Chloe Channel",
      letInAt: expect.any(String),
      expiresAt: together,
      channel: { id, name },
    })),
  );
  expect((await week.get("/api/workspaces/acme/people")).body.ending).toEqual([]);

  // What the mail server refused is sent when it takes it, and who has become a sponsor is told what the former one
  // knows, but not led to where only admins give more time. Nothing is sent again beside it.
  mail.refused.clear();
  const next = await cluster.buildMember({ name: "Nia Next" });
  const { people } = (await owner.get("/api/workspaces/acme/people")).body;
  const to = people.find(({ name }: { name: string }) => name === "Nia Next").id;
  const handOver = { workspace: "acme", match: { ids: [day.guest.id] }, to };
  expectStatus(await owner.post("/api/admin/guest/sponsor", handOver), 200);
  await cluster.addNode();
  await waitUntil(() => subjectsTo(unreachable.email).length + subjectsTo(next.email).length > 1);
  expect(arrived()).toBe(10);
  expect(subjectsTo(next.email)).toEqual(["Dora Day's access to Acme ends within a day"]);
  const toNext = mail.mails.find(({ to }) => to === next.email)?.text ?? "";
  expect(toNext.replace(/=\r\n/g, "")).not.toContain("/extend/");

  // More time: the sponsor's pages forget the guest, and the new end is one to be reminded of.
  for (const one of [day, unreachable, brief, lost]) await endAt(one.guest, null);
  for (const one of [day, partly]) await endChannelAt(one.guest, "", null);
  await endAt(week.guest, inHours(12));
  await waitUntil(async () => {
    const { ending } = (await owner.get("/api/workspaces/acme/people")).body;
    return names(ending).join() === "Wanda Week";
  });
  await cluster.addNode();
  await waitUntil(() => subjectsTo(week.email).length === 2);
  expect(subjectsTo(week.email)[1]).toBe("Your access to Acme ends within a day");
  expectStatus(await owner.call("DELETE", `/api/admin/guest/${week.guest.id}`), 200);
  await waitUntil(() => tab.of("guest:ending").at(-1)?.guests.length === 0);
});

it("mails the maker of an invitation, who has no page open, that it ends within a day, and once", async () => {
  const maker = await cluster.buildMember({ role: "admin" });
  const wish = { workspace: "acme", channelIds: [cluster.general.id], maxUses: 3 };
  const { id, token } = expectStatus(await maker.post("/api/admin/guest", wish), 201).body.invite;
  const account = { name: "Gil", email: "gil@client.test", password: "correct horse battery" };
  const visitor = new Person(cluster.url(0));
  expectStatus(await visitor.post(`/api/invites/${token}/accept`, account), 200);
  await waitUntil(() => subjectsTo(maker.email).length === 1);
  await readRow(
    cluster.databaseUrl,
    `UPDATE invite SET link_expires_at = now() + interval '23 hours',
      created_at = now() - interval '2 days' WHERE id = '${id}'`,
  );
  await startTwoNodes();
  await waitUntil(() => subjectsTo(maker.email).length > 1);
  await nothingWithin(300, () => subjectsTo(maker.email).length > 2);
  expect(subjectsTo(maker.email)).toEqual([
    "Gil has joined Acme as a guest",
    "Your invitation to Acme ends within a day",
  ]);
  const text = mail.mails.findLast(({ to }) => to === maker.email)?.text.replace(/=\r\n/g, "");
  expect(text).toContain("One person has used it, and it works for 2 more.");
});
