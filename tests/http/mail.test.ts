import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MailServer, startMailServer } from "../support/mail-server";
import { type Json, Person } from "../support/person";
import { nothingWithin, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail.stop());
const world = useWorld(() => ({
  env: { SMTP_URL: mail.url, MAIL_FROM: "Gatehouse <gatehouse@acme.test>" },
  expected: [/an invitation could not be sent/],
}));

const invite = (more: object) =>
  world.owner.post("/api/admin/guest", {
    workspace: "acme",
    channelIds: [world.general.id],
    ...more,
  });
const openInvites = async (): Promise<Json[]> =>
  (await world.owner.get("/api/admin/guest?workspace=acme")).body.invites;
/** Long lines are broken on the way. */
const unbroken = (text = "") => text.replace(/=\r\n/g, "");
/** What was sent last to somebody who is invited: to whom, and the token in its link. */
function readLast() {
  const { to, text } = mail.mails.findLast((one) => one.to !== world.owner.email) ?? { to: "" };
  const words = unbroken(text);
  const link = words.match(/(http\S+)\/invite\/([\w-]{43})/);
  return { to, words, origin: link?.[1], token: link?.[2] ?? "" };
}

/** The subjects of what somebody was mailed. */
const newsOf = ({ email }: Person) =>
  mail.mails
    .filter(({ to }) => to === email)
    .map(({ text }) => /^Subject: (.*)\r$/m.exec(text)?.[1]);

/** As a mail spells a time, which does not know where it is read. */
const spell = (at: Date) =>
  `${at.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" })} UTC`;

const resend = (id: string) => world.owner.post(`/api/admin/invite/${id}/link?workspace=acme`);
const opens = async (token: string) => {
  const { status } = await new Person(world.server.url).get(`/invite/${token}`);
  return status === 200;
};

describe("an invitation to an address, where there is mail", () => {
  it("is sent there before the answer, which keeps the link from everybody else", async () => {
    const answer = expectStatus(await invite({ email: "Gwen@guests.test" }), 201);
    expect(answer.body).toEqual({ invite: { id: expect.any(String), sent: true } });
    expect(mail.mails).toHaveLength(1);
    expect(await openInvites()).toMatchObject([{ email: "gwen@guests.test", sent: true }]);
    const { to, origin, token } = readLast();
    expect([to, origin]).toEqual(["gwen@guests.test", world.server.url]);

    const stranger = new Person(world.server.url, "Gwen Guest", "gwen@guests.test");
    const page = (await stranger.get(`/invite/${token}`)).body as string;
    expect(page.includes("gwen@guests.test")).toBe(true);
    expect(page.includes("Whoever has this link")).toBe(false);
    const { name, email, password } = stranger;
    const path = `/api/invites/${token}/accept`;
    const other = { name, email: "other@guests.test", password };
    expect(await stranger.post(path, other)).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN" },
    });
    expectStatus(await stranger.post(path, { name, email, password }), 200);
    // Whoever invited has no page open.
    await waitUntil(() => newsOf(world.owner).length > 0);
    expect(newsOf(world.owner)).toEqual(["Gwen Guest has joined Acme as a guest"]);
    expect(unbroken(mail.mails.at(-1)?.text)).toContain(
      "Gwen Guest came by your invitation to gwen@guests.test, which is used up.",
    );
  });

  it("says until when its link works, and how long the access lasts", async () => {
    const inTwoDays = new Date(Date.now() + 2 * 24 * 60 * 60_000);
    const timed: [more: object, says: string[], not: string][] = [
      [
        { email: "hours@guests.test", accessHours: 168 },
        ["lasts 7 days from joining."],
        "lasts until",
      ],
      [
        { email: "date@guests.test", expiresAt: inTwoDays.toISOString() },
        [`lasts until ${spell(inTwoDays)}.`, `The link works until ${spell(inTwoDays)}.`],
        "from joining",
      ],
      [{ email: "open@guests.test" }, [], "access lasts"],
    ];
    for (const [more, says, not] of timed) {
      expectStatus(await invite(more), 201);
      const { words } = readLast();
      for (const part of says) expect(words).toContain(part);
      expect(words).not.toContain(not);
    }
    const open = (await openInvites()).find(({ email }) => email === "open@guests.test");
    const until = spell(new Date(open?.linkExpiresAt));
    expect(readLast().words).toContain(`The link works until ${until}.`);
  });

  it("names who invites, the host, the channels with what is read of them, in text and HTML", async () => {
    const [member, past] = [await world.buildMember({ name: "Mia <Host>" }), "joining"];
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    const { id: sponsorId } = people.find(({ name }: Json) => name === member.name);
    const channels = [{ id: world.general.id, history: past }];
    const answer = await invite({
      ...{ email: "hosted@guests.test", channelIds: undefined },
      ...{ channels, sponsorId, accessHours: 24 },
    });
    expectStatus(answer, 201);
    const { words } = readLast();
    expect(words).toContain("Olive Owner invites you to Acme on Gatehouse. Your host there is Mia");
    expect(words).toContain("- #general, from your joining on");
    expect(words).toContain("text/html");
    expect(words).toContain("Mia &lt;Host&gt;");
    expect(words).toContain("lasts 1 day from joining</td>");
  });

  it("is sent again with a new link; if the mail server does not take it, the old one works", async () => {
    const email = "again@guests.test";
    const { id } = expectStatus(await invite({ email }), 201).body.invite;
    const first = readLast().token;
    const sent = expectStatus(await resend(id), 201).body;
    expect(sent).toEqual({ invite: { id, sent: true } });
    const second = readLast();
    expect(second.to).toBe(email);
    expect([await opens(first), await opens(second.token)]).toEqual([false, true]);
    mail.refused.add(email);
    expect(await resend(id)).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
    expect(await opens(second.token)).toBe(true);
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    expect(events[0]).toMatchObject({ action: "guest.invite_renewed", data: { unsent: true } });
  });

  it("that the mail server does not take is withdrawn, and the answer says so", async () => {
    mail.refused.add("nobody@guests.test");
    const answer = await invite({ email: "nobody@guests.test" });
    expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
    expect(answer.body.error).toContain("could not be sent");
    expect((await openInvites()).map(({ email }) => email)).not.toContain("nobody@guests.test");
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    expect(events[0]).toMatchObject({
      action: "guest.invite_withdrawn",
      target: { name: "nobody@guests.test" },
      data: { unsent: true },
    });
  });
});

it("an approved request is mailed to its address, and open again where the mail server did not take it; who asked hears what was decided", async () => {
  const member = await world.buildMember();
  const ask = async (email: string): Promise<string> => {
    const wish = { email, channelIds: [world.general.id] };
    const asked = await member.post("/api/workspaces/acme/guest-requests", wish);
    return expectStatus(asked, 201).body.request.id;
  };
  const approve = (id: string) => world.owner.post(`/api/admin/guest-request/${id}/approve`);
  const { body } = expectStatus(await approve(await ask("asked@guests.test")), 200);
  expect(body.invite).toEqual({ id: expect.any(String), sent: true });
  expect(mail.mails.map(({ to }) => to)).toContain("asked@guests.test");
  await waitUntil(() => newsOf(member).length > 0);

  mail.refused.add("lost@guests.test");
  const id = await ask("lost@guests.test");
  expect((await approve(id)).status).toBe(503);
  const open = async () => {
    const { requests } = (await member.get("/api/workspaces/acme/guest-requests")).body;
    return requests.find((one: Json) => one.id === id);
  };
  expect(await open()).toMatchObject({ status: "open", decidedBy: null, decidedAt: null });
  mail.refused.delete("lost@guests.test");
  expectStatus(await approve(id), 200);
  expect((await open()).status).toBe("approved");
  const approved = "Olive Owner has approved your guest";
  await waitUntil(() => newsOf(member).length > 1);
  expect(newsOf(member)).toEqual([approved, approved]);
  const reason = "Ask again in May";
  const declined = await ask("no@guests.test");
  await world.owner.post(`/api/admin/guest-request/${declined}/decline`, { reason });
  await waitUntil(() => newsOf(member).length > 2);
  expect(newsOf(member).at(-1)).toBe("Olive Owner has declined your guest");
  // Who has a page open hears it there.
  const tab = await member.enter("acme");
  const heard = await ask("heard@guests.test");
  await world.owner.post(`/api/admin/guest-request/${heard}/decline`, { reason });
  await waitUntil(() =>
    tab.of("guest-request:updated").some(({ request }) => request.status === "declined"),
  );
  await nothingWithin(300, () => newsOf(member).length > 3);
  tab.close();
});

it("an invitation to nobody in particular is a link to hand on, and nothing is sent", async () => {
  const before = mail.mails.length;
  const { body } = expectStatus(await invite({}), 201);
  expect(body.invite).toMatchObject({ token: expect.any(String), url: expect.any(String) });
  expect(body.invite).not.toHaveProperty("sent");
  expect(mail.mails).toHaveLength(before);
});

it("no mail server at all is no success either", async () => {
  await mail.stop();
  const answer = await invite({ email: "late@guests.test" });
  expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
  expect((await openInvites()).filter((one) => one.email === "late@guests.test")).toEqual([]);
});
