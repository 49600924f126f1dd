import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel } from "@/lib/api-types";
import { holdAnswers, useBrowser } from "../support/browser";
import { letInEarlier } from "../support/drills";
import { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";
import { composer, guestRow } from "./steps";

/** What others change while somebody looks on: nobody here loads a page again to see it. */

const browser = useBrowser();
const world = useWorld();
beforeAll(async () => {
  const settings = { guestDirect: true };
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", settings), 200);
});

describe("one's own role", () => {
  it("taken away and given back shows in every open page, and puts nobody on record", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Ada Admin" });
    const device = await browser.device(world.server.url, { as: admin });
    const guests = await device.open("/w/acme/guests");
    const members = await device.open("/w/acme/members");
    const channel = await device.open(`/w/acme/c/${world.general.id}`);
    await guests.getByRole("heading", { name: "Guests" }).waitFor();
    await members.getByRole("button", { name: "Invite member" }).waitFor();
    await link(channel, "Workspace settings").waitFor();
    await arrived(admin);

    await giveRole(admin, "member");
    await guests.getByRole("heading", { name: "This page was not found" }).waitFor();
    await expect.poll(() => guests.title()).toBe("Not found · Gatehouse");
    await members.getByRole("button", { name: "Invite member" }).waitFor({ state: "detached" });
    expect(await members.content()).not.toContain(world.owner.email);
    for (const page of [guests, members, channel]) {
      await link(page, "Workspace settings").waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^Ada Admin Member/ }).waitFor();
    }
    expect(await refusals(admin)).toEqual([]);
    await giveRole(admin, "admin");
    await guests.getByRole("heading", { name: "Guests" }).waitFor();
    await members.getByRole("button", { name: "Invite member" }).waitFor();
    await link(channel, "Workspace settings").waitFor();
    expect(await refusals(admin)).toEqual([]);
  });

  it("changed again while a page asks for what is new shows as it is last", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Tess Twice" });
    const device = await browser.device(world.server.url, { as: admin });
    const page = await device.context.newPage();
    await page.addInitScript(breakOffFirstRefresh);
    await page.goto("/w/acme/members");
    await page.getByRole("button", { name: "Invite member" }).waitFor();
    await arrived(admin);

    await giveRole(admin, "member");
    await page.waitForFunction(() => "brokenOff" in window);
    await giveRole(admin, "admin");
    await link(page, "Workspace settings").waitFor();
    await page.getByRole("button", { name: "Invite member" }).waitFor();
    await giveRole(admin, "member");
    await link(page, "Workspace settings").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Invite member" }).waitFor({ state: "detached" });
  });

  it("of a guest who becomes a member opens the workspace to them where they are", async () => {
    await world.buildChannel({ name: "team-only" });
    const guest = await world.buildGuest({ name: "Pia Promoted" });
    const page = await open(guest);
    await page.getByRole("button", { name: /^Pia Promoted Guest/ }).waitFor();
    await composer(page).fill("half a thought");
    await arrived(guest);
    await promote(guest);
    await page.getByRole("button", { name: /^Pia Promoted Member/ }).waitFor();
    expect(await composer(page).inputValue()).toBe("half a thought");
    await page.getByRole("button", { name: "Browse channels" }).click();
    await page.getByRole("dialog").getByText("team-only").waitFor();
  });
});

describe("a neighbour", () => {
  it("who is revoked, let back, promoted and removed shows wherever they are named", async () => {
    const channel = await world.buildChannel({ name: "harbour" });
    const gina = await world.buildGuest({ name: "Gina Guest", channels: [channel] });
    const page = await open(world.owner, channel);
    const details = await openDetails(page);
    const person = details.getByRole("listitem").filter({ hasText: "Gina Guest" });
    const readers = page.getByText("1 guest can read this");
    await person.getByText("Guest · invited by Olive Owner").waitFor();
    await readers.waitFor();
    await composer(page).pressSequentially("@gina");
    const choice = page.getByRole("option", { name: /^Gina Guest/ });
    await choice.waitFor();
    await page.getByRole("button", { name: "New message" }).click();
    const dialog = page.getByRole("dialog", { name: "New message" });
    const directory = dialog.getByRole("option", { name: /Gina Guest/ });
    await directory.waitFor();

    await world.lock(gina.guest.id);
    await directory.getByText("access has ended").waitFor();
    await page.keyboard.press("Escape");
    await readers.waitFor({ state: "detached" });
    await details
      .getByRole("region", { name: "1 guest whose access has ended" })
      .getByText("Gina Guest")
      .waitFor();
    await composer(page).pressSequentially("n");
    await composer(page).press("Backspace");
    await choice.getByText("access has ended").waitFor();

    await world.unlock(gina.guest.id);
    await details.getByRole("region", { name: "1 guest from outside" }).waitFor();
    await expect.poll(() => choice.getByText("access has ended").count()).toBe(0);
    await promote(gina);
    await details.getByRole("region", { name: "2 members" }).waitFor();
    await expect.poll(() => person.innerText()).toMatch(/Member/);
    await expect.poll(() => choice.getByText("Guest", { exact: true }).count()).toBe(0);

    await giveRole(gina, "admin");
    await person.getByText("Admin", { exact: true }).waitFor();
    const messages = `/api/channels/${channel.id}/messages`;
    const body = `<@${gina.guest.userId}> said so`;
    expectStatus(await world.owner.post(messages, { body }), 201);
    const mention = page.getByRole("log").getByText("@Gina Guest", { exact: true }).first();
    await mention.waitFor();
    await remove(gina);
    await details.getByRole("region", { name: "1 member" }).waitFor();
    await choice.waitFor({ state: "detached" });
    await mention.waitFor();
    await page.reload();
    await mention.waitFor();
  });

  it("who is revoked is said to be so in the conversation with them", async () => {
    const guest = await world.buildGuest({ name: "Dora Direct" });
    const { userId, id } = guest.guest;
    const made = await world.owner.post("/api/workspaces/acme/direct", { userIds: [userId] });
    const page = await open(world.owner, expectStatus(made, 201).body.channel);
    await page.getByText("1 guest can read this").waitFor();
    await world.lock(id);
    await page.getByText("Dora Direct’s access has ended: they do not read this now").waitFor();
    await world.unlock(id);
    await page.getByText("1 guest can read this").waitFor();
  });

  it("with a name like another one's is told apart from when they come until the other has left", async () => {
    const channel = await world.buildChannel({ name: "wharf" });
    const member = await world.buildMember({ name: "Tilda Twin" });
    const page = await open(world.owner, channel);
    await openDetails(page);
    await world.buildGuest({ name: "Tilda Twin", channels: [channel] });
    await composer(page).pressSequentially("@tilda");
    const choice = page.getByRole("option", { name: /^Tilda Twin.*Guest/ });
    await choice.getByText("Guest of Olive Owner", { exact: true }).waitFor();
    await remove(member);
    await choice.getByText("Guest", { exact: true }).waitFor();
  });

  it("is a reader to other guests only while they have access, and nothing is said of it", async () => {
    const channel = await world.buildChannel({ name: "quay" });
    const gone = await world.buildGuest({ name: "Gus Gone", channels: [channel] });
    const here = await world.buildGuest({ name: "Hal Here", channels: [channel] });
    const page = await open(here, channel);
    const details = await openDetails(page);
    const name = details.getByText("Gus Gone");
    await name.waitFor();
    await world.lock(gone.guest.id);
    await name.waitFor({ state: "detached" });
    await details.getByRole("region", { name: "1 guest from outside" }).waitFor();
    expect(await page.content()).not.toContain("access has ended");
    await world.unlock(gone.guest.id);
    await name.waitFor();
  });

  it("is not shown as before by an answer that was on its way when they were revoked", async () => {
    const channel = await world.buildChannel({ name: "slipway" });
    const guest = await world.buildGuest({ name: "Lara Late", channels: [channel] });
    const device = await browser.device(world.server.url, { as: world.owner });
    const page = await device.context.newPage();
    const path = "**/api/workspaces/acme/people";
    const answer = await holdAnswers(page, path);
    await page.goto(`/w/acme/c/${channel.id}`);
    await answer.isHeld;
    const details = await openDetails(page);
    await details.getByRole("region", { name: "1 guest from outside" }).waitFor();
    await world.lock(guest.guest.id);
    const ended = details.getByRole("region", { name: "1 guest whose access has ended" });
    await ended.waitFor();
    const answered = page.waitForResponse(path);
    answer.release();
    await answered;
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await ended.count()).toBe(1);
  });

  it("is shown as they are now after the network was away", async () => {
    const channel = await world.buildChannel({ name: "pier" });
    const guest = await world.buildGuest({ name: "Nina Network", channels: [channel] });
    const member = await world.buildMember({ name: "Max Missed" });
    const page = await open(world.owner, channel);
    const details = await openDetails(page);
    await details.getByRole("region", { name: "1 guest from outside" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Try now" }).waitFor();
    await world.lock(guest.guest.id);
    await giveRole(member, "admin");
    await page.context().setOffline(false);
    await details.getByRole("region", { name: "1 guest whose access has ended" }).waitFor();
    const team = await (await browser.device(world.server.url, { as: member })).open(
      "/w/acme/members",
    );
    await team.getByRole("row").filter({ hasText: "Max Missed" }).getByText("Admin").waitFor();
  });
});

describe("the lists of an admin", () => {
  it("lose a guest who is removed or promoted by another, and an invitation that ends however it does", async () => {
    const removed = await world.buildGuest({ name: "Rae Removed" });
    const page = await openList(world.owner, "guests");
    const promoted = await world.buildGuest({ name: "Pru Promoted" });
    for (const name of ["Rae Removed", "Pru Promoted"]) await guestRow(page, name).waitFor();
    const path = `/api/admin/guest/${removed.guest.id}`;
    expectStatus(await world.owner.call("DELETE", path), 200);
    await guestRow(page, "Rae Removed").waitFor({ state: "detached" });
    await promote(promoted);
    await guestRow(page, "Pru Promoted").waitFor({ state: "detached" });

    const admin = await world.buildMember({ role: "admin", name: "Ivo Inviter" });
    const links = page.getByRole("listitem").filter({ hasText: "invited by Ivo Inviter" });
    const twice = await invite(admin, { maxUses: 2 });
    await links.getByText("not used yet, works 2 times").waitFor();
    await join(twice.token);
    await links.getByText("used 1 of 2 times").waitFor();
    await join(twice.token);
    await links.waitFor({ state: "detached" });
    await invite(admin, { expiresAt: new Date(Date.now() + 10_000).toISOString() });
    await links.waitFor();
    await links.waitFor({ state: "detached" });
    await invite(admin, {});
    await links.waitFor();
    await giveRole(admin, "member");
    await links.waitFor({ state: "detached" });
  });

  it("of members gain and lose people, roles and invitations", async () => {
    const page = await openList(world.owner, "members");
    const pending = page.getByRole("button", { name: /^Withdraw the invitation for A new admin/ });
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "admin" });
    const { id } = expectStatus(made, 201).body.invite;
    await pending.waitFor();
    expectStatus(await world.owner.call("DELETE", `/api/admin/invite/${id}?workspace=acme`), 200);
    await pending.waitFor({ state: "detached" });
    const member = await world.buildMember({ name: "Lia Live" });
    const plain = await openList(await world.buildMember({ name: "Plain Reader" }), "members");
    for (const list of [page, plain]) {
      await list.getByRole("row").filter({ hasText: "Lia Live" }).getByText("Member").waitFor();
    }
    await giveRole(member, "admin");
    for (const list of [page, plain]) {
      await list.getByRole("row").filter({ hasText: "Lia Live" }).getByText("Admin").waitFor();
    }
    await remove(member);
    for (const list of [page, plain]) {
      await list.getByRole("row").filter({ hasText: "Lia Live" }).waitFor({ state: "detached" });
    }
  });
});

describe("a guest's own end", () => {
  const MOMENT =
    /[A-Z][a-z]+day \d+ [A-Z][a-z]+( \d{4})?, \d\d:\d\d, Central European (Standard |Summer )?Time/;
  const ends = (after: string) => new RegExp(`^Your access ends ${MOMENT.source}${after}$`);

  it("is told in their menu and the details of a channel, and anew when it changes", async () => {
    const guest = await world.buildGuest({ accessHours: 100 });
    const page = await openIn("Europe/Berlin", guest);
    const details = await openDetails(page);
    await details.getByText(ends("\\.")).waitFor();
    await arrived(guest);
    const expiresAt = new Date("2031-12-04T17:00:00Z").toISOString();
    await changeEnd(guest, expiresAt);
    const line = "Your access ends Thursday 4 December 2031, 18:00, Central European Time";
    await page.getByText(`${line} now.`).waitFor();
    await details.getByText(`${line}.`, { exact: true }).waitFor();
    await page.getByRole("button", { name: /Your menu$/ }).click();
    await page.getByRole("menu").getByText(`${line}.`, { exact: true }).waitFor();
    await changeEnd(guest, null);
    await details.getByText("Your access has no end date.", { exact: true }).waitFor();
  });

  it("is warned of a day and an hour before, once each", async () => {
    const guest = await world.buildGuest({ accessHours: 20 });
    await letInEarlier(world.databaseUrl, guest.guest.id);
    const page = await openIn("Europe/Berlin", guest);
    const note = (within: string) =>
      page.getByRole("status").filter({ hasText: `ends in less than ${within}: ` });
    await note("a day").getByText(MOMENT).waitFor();
    await note("a day").getByRole("button", { name: "Close this note" }).click();
    await note("a day").waitFor({ state: "detached" });
    await page.reload();
    await composer(page).waitFor();
    await arrived(guest);
    await changeEnd(guest, new Date(Date.now() + 50 * 60_000).toISOString());
    await note("an hour").waitFor();
    expect(await note("a day").count()).toBe(0);
    await page.reload();
    await note("an hour").waitFor();
    await changeEnd(guest, null);
    await note("an hour").waitFor({ state: "detached" });
  });
});

function link(page: Page, name: string): Locator {
  return page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name });
}

async function open(as: Person, { id }: Pick<Channel, "id"> = world.general): Promise<Page> {
  const page = await (await browser.device(world.server.url, { as })).open(`/w/acme/c/${id}`);
  await composer(page).waitFor();
  return page;
}

async function openIn(timezoneId: string, as: Person): Promise<Page> {
  const device = await browser.device(world.server.url, { as, timezoneId });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await composer(page).waitFor();
  return page;
}

async function openDetails(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: /^(Channel|Conversation) details$/ }).click();
  return page.getByRole("complementary");
}

async function openList(as: Person, name: "guests" | "members"): Promise<Page> {
  const page = await (await browser.device(world.server.url, { as })).open(`/w/acme/${name}`);
  await page.getByRole("table").waitFor();
  return page;
}

async function memberPath(person: Person): Promise<string> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const found = members.find((one: { email: string }) => one.email === person.email);
  return `/api/workspaces/acme/members/${found.id}`;
}

async function giveRole(person: Person, role: string): Promise<void> {
  expectStatus(await world.owner.call("PATCH", await memberPath(person), { role }), 200);
}

async function remove(person: Person): Promise<void> {
  expectStatus(await world.owner.call("DELETE", await memberPath(person)), 200);
}

/** By an invitation that the guest accepts. */
async function promote(guest: Person): Promise<void> {
  const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
  const { token } = expectStatus(made, 201).body.invite;
  expectStatus(await guest.post(`/api/invites/${token}/accept`), 200);
}

async function invite(by: Person, terms: object): Promise<{ id: string; token: string }> {
  const wish = { workspace: "acme", channelIds: [world.general.id], ...terms };
  return expectStatus(await by.post("/api/admin/guest", wish), 201).body.invite;
}

async function changeEnd(guest: { guest: { id: string } }, expiresAt: string | null) {
  const path = `/api/admin/guest/${guest.guest.id}`;
  expectStatus(await world.owner.call("PATCH", path, { expiresAt }), 200);
}

/** Runs in the page: what it is answered first, when it asks anew, ends in the middle, as by a cut. */
function breakOffFirstRefresh(): void {
  const { fetch } = window;
  window.fetch = async (address, options) => {
    const answer = await fetch(address, options);
    if ("brokenOff" in window || !new Headers(options?.headers).has("next-router-state-tree"))
      return answer;
    Object.assign(window, { brokenOff: true });
    const whole = new Uint8Array(await answer.arrayBuffer());
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(whole.subarray(0, whole.length / 2)),
      pull: (stream) => stream.error(new TypeError("network error")),
    });
    const broken = new Response(body, answer);
    Object.defineProperty(broken, "url", { value: answer.url });
    return broken;
  };
}

let serial = 0;
/** Somebody new uses a link. */
async function join(token: string): Promise<void> {
  const person = new Person(world.server.url, "New Comer", `comer${++serial}@guests.test`);
  const { name, email, password } = person;
  expectStatus(await person.post(`/api/invites/${token}/accept`, { name, email, password }), 200);
}

/** Waits until a page of somebody hears what happens. */
async function arrived(person: Person): Promise<void> {
  const { id } = (await person.get("/api/auth/get-session")).body.user;
  await waitUntil(async () => {
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    return people.some((one: { id: string; online: boolean }) => one.id === id && one.online);
  });
}

/** What somebody tried and might not, as it is on record. */
async function refusals(person: Person): Promise<unknown[]> {
  const { events } = (await world.owner.get("/api/admin/audit?workspace=acme&kind=denied")).body;
  return events
    .filter((event: AuditEvent) => event.actor?.name === person.name)
    .map((event: AuditEvent) => event.data.attempted);
}
