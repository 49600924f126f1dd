import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { holdRequests, useBrowser, waitForPath } from "../support/browser";
import { Person } from "../support/person";
import { type Export, findFaults, parseExport } from "../support/record";
import { buildWorld, expectStatus, useWorld } from "../support/world";
import { composer, goTo, guestRow, inviteGuest, restore, revoke, signIn } from "./steps";

const browser = useBrowser();
const world = useWorld();

describe("the guests", () => {
  it("have no time left once they are cut, and no keys to learn where there is no room", async () => {
    const guest = await world.buildGuest({ name: "Tom Timed", accessHours: 50 });
    const page = await open("/w/acme/guests", world.owner);
    const line = guestRow(page, "Tom Timed");
    await line.getByText(/^in [23] days$/).waitFor();
    await page.getByText("/", { exact: true }).first().waitFor();
    await world.lock(guest.guest.id, "Enough");
    await line.getByText(/^in [23] days$/).waitFor({ state: "detached" });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByText("/", { exact: true }).first().waitFor({ state: "hidden" });
  });

  it("are active or expired as the server says, whatever the clock of the reader shows", async () => {
    const expiresAt = new Date(Date.now() + 30 * 60_000);
    await world.buildGuest({ name: "Cleo Clock", expiresAt });
    const device = await browser.device(world.server.url, { as: world.owner });
    const page = await device.context.newPage();
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.goto("/w/acme/guests");
    const line = guestRow(page, "Cleo Clock");
    await line.getByText("Active", { exact: true }).waitFor();
    await line.getByText("in 30 minutes").waitFor();
  });

  it("and the changes of a guest's access are downloaded for the days that are chosen", async () => {
    const { guest } = await world.buildGuest({ name: "Cass Csv" });
    await world.lock(guest.id, "For the table");
    const page = await open("/w/acme/guests", world.owner);
    await page.getByRole("button", { name: "Download CSV" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^Days in \S+\.$/).waitFor();
    await dialog.getByLabel("From").fill("2026-02-01");
    await dialog.getByLabel("To, this day included").fill("2026-01-31");
    await dialog.getByText("This day is before the first").waitFor();
    expect(await dialog.getByRole("button", { name: "Download CSV" }).isDisabled()).toBe(true);
    await dialog.getByLabel("From").fill("");
    expect(await downloadCsv(page)).toHaveLength(1);
    await page.getByRole("button", { name: "Download CSV" }).click();
    await dialog.getByLabel("From").fill("2026-01-01");
    const guests = await downloadCsv(page);
    expect(guests.find((line) => line.startsWith("Cass Csv,"))).toContain(",For the table,");

    await page.goto(`/w/acme/guests/${guest.id}`);
    await page.getByRole("button", { name: "CSV" }).click();
    await dialog.getByLabel("From").fill("2026-01-01");
    const changes = (await downloadCsv(page)).map((line) => line.split(",")[2]);
    expect(changes).toEqual(["Action", "guest.invited", "guest.joined", "guest.locked"]);
  });

  it("are shown as they are, also what changed before the page was connected", async () => {
    const guest = await world.buildGuest({ name: "Lara Late", accessHours: 50 });
    const device = await browser.device(world.server.url, { as: world.owner });
    const page = await device.context.newPage();
    const connect = await holdRequests(page, /\/socket\.io\//);
    await page.goto("/w/acme/guests");
    const line = guestRow(page, "Lara Late");
    await line.getByText(/^in [23] days$/).waitFor();
    await world.lock(guest.guest.id, "Enough");
    connect();
    await line.getByText(/^in [23] days$/).waitFor({ state: "detached" });
  });
});

describe("a guest's row", () => {
  it("says since when they are in and when they were last seen, at a desk and on a phone", async () => {
    await world.buildGuest({ name: "Sia Since" });
    const page = await open("/w/acme/guests", world.owner);
    const line = guestRow(page, "Sia Since");
    for (const width of [1280, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      await line.getByText(/^Today \d\d:\d\d$/).waitFor();
      await line.getByText("never", { exact: true }).waitFor();
      for (const name of ["Invited by", "Channels", "Until", "Connections"]) {
        await page.getByRole("columnheader", { name }).waitFor();
      }
      expect(await page.evaluate(readOverflow)).toBe(0);
    }
    await page.setViewportSize({ width: 1024, height: 800 });
    await line.getByText(/^Invited by Olive Owner, guest since Today/).waitFor();
    await line.getByText("#general", { exact: true }).waitFor();
    expect(await page.evaluate(readOverflow)).toBe(0);
    await page.setViewportSize({ width: 390, height: 800 });
    const card = page.getByRole("listitem").filter({ hasText: "Sia Since" });
    await card.getByText("Since", { exact: true }).waitFor();
    await card.getByText(/^Today \d\d:\d\d$/).waitFor();
  });

  it("keeps every cut, with its receipt and its end, after they were restored", async () => {
    const guest = await world.buildGuest({ name: "Rita Restored" });
    await world.buildGuest({ name: "Nell Never" });
    await world.lock(guest.guest.id, "First reason");
    await world.unlock(guest.guest.id);
    const page = await open("/w/acme/guests", world.owner);
    const asked: string[] = [];
    page.on("request", (request) => request.url().includes("target=") && asked.push(request.url()));
    await page.getByRole("button", { name: "History of Rita Restored" }).click();
    const history = page.getByRole("region", { name: "History of Rita Restored" });
    const cuts = history.getByRole("listitem");
    await cuts.first().waitFor();
    expect(await cuts.allInnerTexts()).toEqual([
      expect.stringMatching(
        /^Revoked Today \d\d:\d\d by Olive Owner: First reason\s+no connection was open[^]*confirmed by the server[^]*ms\s+Restored Today \d\d:\d\d by Olive Owner$/,
      ),
    ]);
    expect(asked).toHaveLength(1);

    await revoke(page, "Rita Restored", "Second reason");
    await cuts.filter({ hasText: "Second reason" }).getByText("confirmed by the server").waitFor();
    expect(await cuts.filter({ hasText: "Second reason" }).getByText("Restored").count()).toBe(0);
    const restored: string[] = [];
    page.on("request", (one) => one.url().endsWith("/unlock") && restored.push(one.url()));
    const answer = await holdRequests(page, /\/unlock$/);
    await page.getByRole("button", { name: "Restore Rita Restored" }).click();
    await page.getByRole("button", { name: "Restore access" }).dblclick();
    answer();
    await cuts.filter({ hasText: "Second reason" }).getByText("Restored Today").waitFor();
    expect(await cuts.count()).toBe(2);
    expect(restored).toHaveLength(1);

    const proof = await downloadRecord(page, history.getByRole("link", { name: "Download proof" }));
    expect(proof.lines.map(({ action }) => action)).toEqual([
      "guest.joined",
      ...["guest.locked", "receipt.recorded", "guest.unlocked"],
      ...["guest.locked", "receipt.recorded", "guest.unlocked"],
    ]);

    await page.getByRole("button", { name: "History of Nell Never" }).click();
    await page.getByText("Never revoked.").waitFor();
    await page.getByRole("button", { name: "History of Rita Restored" }).click();
    await history.waitFor({ state: "detached" });
  });

  it("shows what the latest cut came to, whoever made it", async () => {
    const guest = await world.buildGuest({ name: "Tia Twice" });
    const line = guestRow(await open("/w/acme/guests", world.owner), "Tia Twice");
    await guest.enter("acme");
    await line.getByText("1 open connection").waitFor();
    await revoke(line.page(), "Tia Twice", "Once");
    await line.getByText("1 connection cut").waitFor();
    const voice = await line.getByRole("status").ariaSnapshot();
    expect(voice).toMatch(/1 connection cut ?,.*confirmed by the server ?, \d+ ms/s);
    await restore(line.page(), "Tia Twice");
    await line.getByText("Active").waitFor();
    expect(await line.getByText("1 connection cut").count()).toBe(0);

    for (let n = 0; n < 3; n++) await guest.enter("acme");
    const admin = await world.buildMember({ role: "admin" });
    const path = `/api/admin/guest/${guest.guest.id}/disconnect`;
    expectStatus(await admin.post(path, { reason: "Twice" }), 200);
    await line.getByText("3 connections cut").waitFor();
    await line.getByText("confirmed by the server").waitFor();
  });

  it("is reached and revoked by keys from anywhere on the page", async () => {
    const here = await buildWorld();
    for (const name of ["Ann First", "Bea Second"]) await here.buildGuest({ name });
    const device = await browser.device(here.server.url, { as: here.owner });
    const page = await device.open("/w/acme/guests");
    const rows = page.getByRole("table", { name: "Guests" }).getByRole("row");
    const first = rows.filter({ hasText: "Ann First" });
    const second = rows.filter({ hasText: "Bea Second" });
    const focused = page.locator(":focus");
    await first.waitFor();

    await page.keyboard.press("r");
    const dialog = page.getByRole("alertdialog", { name: "Revoke Ann First’s access?" });
    await dialog.waitFor();
    await page.keyboard.type("jr");
    expect(await dialog.getByLabel("Reason").inputValue()).toBe("jr");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.reload();
    await first.waitFor();
    await page.keyboard.press("ArrowDown");
    await first.and(focused).waitFor();
    await page.keyboard.press("ArrowDown");
    await second.and(focused).waitFor();
    await page.getByRole("heading", { name: "Guests" }).click();
    await page.keyboard.press("ArrowUp");
    await second.and(focused).waitFor();

    const search = page.getByRole("searchbox", { name: "Search guests" });
    await search.fill("b");
    await page.keyboard.press("r");
    expect(await search.inputValue()).toBe("br");
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await search.fill("");

    // Also after the keys of the workspace came alive first: the page's own "/" is the only one that is heard.
    await goTo(page, "general");
    await composer(page).waitFor();
    await goTo(page, /^Guests/);
    await first.waitFor();
    await page.keyboard.type("/Bea");
    await first.waitFor({ state: "detached" });
    expect(await search.inputValue()).toBe("Bea");
    await page.getByRole("button", { name: "Invite guest" }).click();
    await page.getByRole("dialog").waitFor();
    expect(new URL(page.url()).pathname).toBe("/w/acme/guests");
    expect(here.server.unexpected(/RATE_LIMITS/)).toEqual([]);
    await here.stop();
  });

  it("lets nobody back in by a key that was pressed without choosing them", async () => {
    const here = await buildWorld();
    const guest = await here.buildGuest({ name: "Lou Locked" });
    await here.lock(guest.guest.id);
    const device = await browser.device(here.server.url, { as: here.owner });
    const page = await device.open("/w/acme/guests");
    await page.getByRole("button", { name: "Restore Lou Locked" }).waitFor();
    await page.keyboard.press("r");
    await page
      .getByRole("row")
      .filter({ hasText: "Lou Locked" })
      .and(page.locator(":focus"))
      .waitFor();
    const { body } = await here.owner.get("/api/admin/guest?workspace=acme");
    expect(body.guests[0].status).toBe("locked");
    await page.keyboard.press("r");
    const question = page.getByRole("alertdialog", { name: "Restore Lou Locked?" });
    await question.getByText(/can come back to Acme at once\. They see #general again/).waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect((await here.owner.get("/api/admin/guest?workspace=acme")).body.guests[0].status).toBe(
      "locked",
    );
    await page.keyboard.press("r");
    await question.getByRole("button", { name: "Restore access" }).click();
    await page.getByText("Lou Locked is restored").waitFor();
    await here.stop();
  });
});

describe("the members", () => {
  it("get another role, with a receipt, and are what they are now", async () => {
    const member = await world.buildMember({ name: "Mia Member" });
    const theirs = await open("/w/acme", member);
    await theirs.getByRole("log").waitFor();
    const page = await open("/w/acme/members", world.owner);
    await row(page, "Mia Member").getByText(member.email).waitFor();
    await changeRole(page, "Mia Member", "Admin");
    await page.getByText("Mia Member is an admin now").waitFor();
    await page.getByText("1 connection cut").waitFor();
    await row(page, "Mia Member").getByText("Admin").waitFor();
    // Their open page offers at once what they may do now.
    const places = theirs.getByRole("navigation", { name: "Workspace" });
    await places.getByRole("link", { name: "Guests", exact: true }).waitFor();
    await theirs.goto("/w/acme/guests");
    await theirs.getByRole("heading", { name: "Guests" }).waitFor();
  });

  it("are removed, and what they have open leaves", async () => {
    const member = await world.buildMember({ name: "Rory Removed" });
    const theirs = await open("/w/acme", member);
    await theirs.getByRole("log").waitFor();
    const page = await open("/w/acme/members", world.owner);
    await choose(page, "Rory Removed", "Remove from workspace");
    const dialog = page.getByRole("alertdialog", { name: "Remove Rory Removed?" });
    await dialog.getByRole("button", { name: "Remove member" }).click();
    await page.getByText("Rory Removed is removed").waitFor();
    await page.getByText("1 connection cut").waitFor();
    await row(page, "Rory Removed").waitFor({ state: "detached" });
    await waitForPath(theirs, "/");
    await theirs.goto("/w/acme");
    await theirs.getByRole("heading", { name: "This page was not found" }).waitFor();
  });

  it("are signed out everywhere, one of them or all, by who may", async () => {
    const member = await world.buildMember({ name: "Sid Signed" });
    const guest = await world.buildGuest({ name: "Gus Guest" });
    const tab = await member.enter("acme");
    const page = await open("/w/acme/members", world.owner);
    await choose(page, "Sid Signed", "Sign out everywhere");
    const dialog = page.getByRole("alertdialog", { name: "Sign out Sid Signed?" });
    await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByText("Sid Signed is signed out everywhere").waitFor();
    await page.getByText("1 connection cut").waitFor();
    await tab.closed();

    await page.getByRole("button", { name: "More for everybody" }).click();
    await page.getByRole("menuitem", { name: "Sign everybody out" }).click();
    const all = page.getByRole("alertdialog", { name: "Sign everybody out?" });
    await all.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByText("Everybody is signed out").waitFor();
    expectStatus(await guest.get("/api/workspaces"), 401);
    expectStatus(await world.owner.get("/api/workspaces"), 200);

    const admin = await world.buildMember({ role: "admin" });
    const theirs = await open("/w/acme/members", admin);
    await row(theirs, "Sid Signed").waitFor();
    expect(await theirs.getByRole("button", { name: "More for everybody" }).count()).toBe(0);
  });

  it("and guests get back in by a link that is made for them, shown once", async () => {
    const member = await world.buildMember({ name: "Fay Forgetful" });
    const guest = await world.buildGuest({ name: "Gil Forgetful" });
    const page = await open("/w/acme/members", world.owner);
    await menuOf(page, world.owner.name).click();
    await page.getByRole("menuitem", { name: "Change role" }).waitFor();
    expect(await page.getByRole("menuitem", { name: /new password/ }).count()).toBe(0);
    for (const [path, whom] of [
      ["members", member],
      ["guests", guest],
    ] as const) {
      await page.goto(`/w/acme/${path}`);
      await choose(page, whom.name, "Make a link for a new password");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Make a link" }).click();
      await dialog.getByText("it cannot be shown again").waitFor();
      const link = await dialog.getByLabel("Link for a new password").inputValue();
      await dialog.getByRole("button", { name: "Done" }).click();
      await dialog.waitFor({ state: "detached" });

      const theirs = await (await browser.device(world.server.url)).open(link);
      await theirs.getByText(whom.email).waitFor();
      await theirs.getByLabel("New password", { exact: true }).fill("quite another sentence");
      await theirs.getByRole("button", { name: "Set password" }).click();
      await theirs.getByText("Your new password is set").waitFor();
      await theirs.getByRole("link", { name: "Sign in" }).click();
      await signIn(theirs, { ...whom, password: "quite another sentence" });
      await theirs.getByRole("log").waitFor();
      await theirs.goto(link);
      await theirs.getByRole("heading", { name: "This link does not work any more" }).waitFor();
    }
  });

  it("keep an owner: the last one can neither step down nor go", async () => {
    const page = await open("/w/acme/members", world.owner);
    const sentence = "A workspace needs an owner. Make somebody else owner first.";
    await changeRole(page, world.owner.name, "Member");
    await page.getByRole("alert").getByText(sentence).waitFor();
    await page.keyboard.press("Escape");
    await choose(page, world.owner.name, "Remove from workspace");
    await page.getByRole("button", { name: "Remove member" }).click();
    await page.getByRole("alert").getByText(sentence).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await row(page, world.owner.name).getByText("Owner", { exact: true }).waitFor();
  });

  it("are out of an admin's reach where they are owners", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Ada Admin" });
    await world.buildMember({ name: "Mo Member" });
    const page = await open("/w/acme/members", admin);
    await choose(page, "Mo Member", "Change role");
    await page.getByRole("combobox", { name: "Role" }).click();
    expect(await page.getByRole("option").allInnerTexts()).toEqual(["Member", "Admin"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await row(page, world.owner.name).waitFor();
    expect(await menuOf(page, world.owner.name).count()).toBe(0);
  });

  it("see one another without addresses, and change nobody", async () => {
    const member = await world.buildMember({ name: "Nia Nobody" });
    const page = await open("/w/acme/members", member);
    await row(page, world.owner.name).waitFor();
    expect(await page.content()).not.toContain(world.owner.email);
    expect(await page.getByRole("button", { name: /^(More for|Invite)/ }).count()).toBe(0);
  });
});

describe("the audit log", () => {
  it("quotes a reason that was given, whole, and none that was not", async () => {
    const [long, silent] = [
      await world.buildGuest({ name: "Lola Long" }),
      await world.buildGuest({ name: "Sid Silent" }),
    ];
    const word = "W".repeat(120);
    await world.lock(long.guest.id, word);
    await world.lock(silent.guest.id);
    const page = await open("/w/acme/audit", world.owner);
    const line = (name: string) =>
      page.getByRole("row").filter({ hasText: `revoked the access of ${name}` });
    await line("Sid Silent").getByText("confirmed by the server").waitFor();
    expect(await line("Sid Silent").locator("q").count()).toBe(0);
    expect(await line("Lola Long").locator("q").innerText()).toBe(word);
    expect(await page.evaluate(readOverflow)).toBe(0);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(readOverflow)).toBe(0);
  });

  it("has the proof of a guest who was removed", async () => {
    const { guest } = await world.buildGuest({ name: "Rita Removed" });
    expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${guest.id}`), 200);
    const page = await open("/w/acme/audit", world.owner);
    const line = page.getByRole("row").filter({ hasText: "removed the guest Rita Removed" });
    const proof = await downloadRecord(page, line.getByRole("link", { name: "Download proof" }));
    expect(proof.lines.map(({ action }) => action)).toEqual([
      "guest.joined",
      "guest.removed",
      "receipt.recorded",
    ]);
  });

  it("is exported with its signatures, all of it or some days", async () => {
    const guest = await world.buildGuest({ name: "Ella Exported" });
    const page = await open("/w/acme/audit", world.owner);
    await page.getByRole("button", { name: "Export" }).click();
    const link = page.getByRole("link", { name: "Export record" });
    const { lines } = await downloadRecord(page, link);
    expect(lines.at(-1)).toMatchObject({ action: "guest.joined", target: { id: guest.guest.id } });
    expect(lines[0]?.n).toBe(1);
    await page.getByLabel("To").fill("2026-01-31");
    expect((await downloadRecord(page, link)).lines).toEqual([]);
    await page.getByLabel("From").fill("2026-02-01");
    await page.getByText("This day is before the first").waitFor();
    expect(await page.getByRole("button", { name: "Export record" }).isDisabled()).toBe(true);
  });
});

/** Downloads what the open dialog asks for. @returns its lines, the headings too */
async function downloadCsv(page: Page): Promise<string[]> {
  const link = page.getByRole("dialog").getByRole("link", { name: "Download CSV" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^acme-.*\.csv$/);
  return readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
}

/** Downloads signed lines by a link of the page. They hold. */
async function downloadRecord(page: Page, link: Locator): Promise<Export> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const found = parseExport(readFileSync(await download.path(), "utf8"));
  expect(findFaults(found)).toEqual([]);
  return found;
}

describe("on the smallest phones", () => {
  it.each(["guests", "members", "audit"])("the page of %s is whole", async (place) => {
    await world.buildMember({ name: "Bartholomea Long" });
    const page = await open(`/w/acme/${place}`, world.owner);
    const filters = page.getByRole("radio", { name: "All" });
    await (place === "members" ? page.getByRole("table") : filters).first().waitFor();
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect({ width, cut: await page.evaluate(readCutOff) }).toEqual({ width, cut: [] });
      expect(await page.evaluate(readOverflow)).toBeLessThanOrEqual(0);
    }
  });
});

/** Headings, filters and names that are not seen whole. */
function readCutOff(): (string | null)[] {
  const parts = document.querySelectorAll<HTMLElement>(
    "h1, [aria-label^='Filter by'], [role=radio], [aria-label='Members'] .font-medium.truncate",
  );
  const isCut = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement) =>
    scrollWidth > clientWidth || scrollHeight > clientHeight;
  return [...parts].filter(isCut).map((part) => part.textContent);
}

describe("an invitation that is still open", () => {
  it("is withdrawn, and its link has ended", async () => {
    const page = await open("/w/acme/guests", world.owner);
    const link = await inviteGuest(page, "general");
    const open_ = page.getByRole("button", { name: "Withdraw the invitation for Anyone" });
    await open_.click();
    await page.getByRole("button", { name: "Withdraw invitation" }).click();
    await page.getByText("The invitation is withdrawn").waitFor();
    await open_.waitFor({ state: "detached" });
    const stranger = await (await browser.device(world.server.url)).open(link);
    await stranger.getByRole("heading", { name: "This invitation has ended" }).waitFor();
    await goTo(page, "Audit");
    await page.getByText("withdrew an invitation by link").waitFor();
  });

  it("of a member too, and stands on their page until it is used", async () => {
    const page = await open("/w/acme/members", world.owner);
    await page.getByRole("button", { name: "Invite member" }).click();
    await page.getByRole("button", { name: "Create invitation link" }).click();
    const link = await page.getByRole("textbox", { name: "Invitation link" }).inputValue();
    await page.getByRole("button", { name: "Done" }).click();
    const name = `Withdraw the invitation for A new member, made by ${world.owner.name}`;
    const open_ = page.getByRole("button", { name });
    await open_.click();
    await page.getByRole("button", { name: "Withdraw invitation" }).click();
    await page.getByText("The invitation is withdrawn").waitFor();
    await open_.waitFor({ state: "detached" });
    const stranger = await (await browser.device(world.server.url)).open(link);
    await stranger.getByRole("heading", { name: "This invitation has ended" }).waitFor();
  });
});

describe("the invitations that could let a guest back", () => {
  /** A guest who came by a link with places left, and was sent another one. */
  async function buildInvited(name: string) {
    const token = await world.inviteGuest({ maxUses: 5 });
    const person = new Person(world.server.url, name, `${name.split(" ")[0]}@guests.test`);
    const { email, password } = person;
    await person.post(`/api/invites/${token}/accept`, { name, email, password });
    const wish = { workspace: "acme", channelIds: [world.general.id], email };
    expectStatus(await world.owner.post("/api/admin/guest", wish), 201);
    return person;
  }
  const pending = (page: Page) =>
    page.getByRole("button", { name: "Withdraw the invitation for kim@guests.test" });

  it("are named before they are withdrawn with a revocation, and the receipt counts them", async () => {
    await buildInvited("Kim Known");
    const page = await open("/w/acme/guests", world.owner);
    await pending(page).waitFor();
    await page.getByRole("button", { name: "Revoke Kim Known" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("2 open invitations could let Kim Known back in").waitFor();
    expect(await dialog.getByRole("listitem").allInnerTexts()).toEqual([
      "To kim@guests.test, by Olive Owner · not used yet",
      "The link they came by, made by Olive Owner · used 1 of 5 times",
    ]);
    await dialog.getByRole("button", { name: "Revoke access" }).click();
    await page.getByText("2 invitations withdrawn").first().waitFor();
    await pending(page).waitFor({ state: "detached" });
  });

  it("stay where the admin keeps them, on a removal too", async () => {
    const person = await buildInvited("Kai Kept");
    const page = await open("/w/acme/guests", world.owner);
    const kept = page.getByRole("button", {
      name: `Withdraw the invitation for ${person.email.toLowerCase()}`,
    });
    await kept.waitFor();
    await choose(page, "Kai Kept", "Remove from workspace");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("checkbox", { name: "Keep them" }).click();
    await dialog.getByText("and will stay open").waitFor();
    await dialog.getByRole("button", { name: "Remove guest" }).click();
    await guestRow(page, "Kai Kept").waitFor({ state: "detached" });
    await page.reload();
    await kept.waitFor();
  });

  it("are named when a channel is taken away, and only then", async () => {
    const extra = await world.buildChannel({ name: "back-room" });
    const person = await buildInvited("Cai Changed");
    const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
    const { id } = body.guests.find((one: { name: string }) => one.name === "Cai Changed");
    const channelIds = [world.general.id, extra.id];
    await world.owner.call("PATCH", `/api/admin/guest/${id}`, { channelIds });
    const page = await open("/w/acme/guests", world.owner);
    await choose(page, "Cai Changed", "Change channels");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "general" }).waitFor();
    const words = dialog.getByText("2 open invitations could give back what you take away");
    expect(await words.count()).toBe(0);
    await dialog.getByRole("checkbox", { name: "back-room" }).click();
    await words.waitFor();
    await dialog.getByRole("button", { name: "Save channels" }).click();
    const name = `Withdraw the invitation for ${person.email.toLowerCase()}`;
    await page.getByRole("button", { name }).waitFor({ state: "detached" });
  });
});

describe("a guest's terms", () => {
  it("are changed: time, channels, and the end of it", async () => {
    const extra = await world.buildChannel({ name: "side-room" });
    const guest = await world.buildGuest({ name: "Tess Terms" });
    const theirs = await open("/w/acme", guest);
    await theirs.getByRole("log").waitFor();
    const page = await open("/w/acme/guests", world.owner);
    const line = page.getByRole("rowgroup").filter({ hasText: "Tess Terms" });
    await choose(page, "Tess Terms", "Extend or shorten access");
    const dialog = page.getByRole("dialog", { name: "Access of Tess Terms" });
    const unchanged = dialog.getByRole("button", { name: "Change access" });
    expect(await unchanged.isDisabled()).toBe(true);
    await chooseLength(page, "7 days");
    await dialog.getByText("This ends their access earlier than now.").waitFor();
    await dialog.getByRole("button", { name: "Shorten access" }).click();
    await line.getByText("in 7 days").waitFor();
    await choose(page, "Tess Terms", "Extend or shorten access");
    await dialog.getByRole("button", { name: "Extend access" }).click();
    await line.getByText("in 30 days").waitFor();
    await choose(page, "Tess Terms", "Extend or shorten access");
    await chooseLength(page, "Until a date…");
    await unchanged.waitFor();
    expect(await unchanged.isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    await choose(page, "Tess Terms", "Change channels");
    await page.getByRole("checkbox", { name: extra.name }).click();
    await page.getByRole("button", { name: "Save channels" }).click();
    await goTo(theirs, /^side-room/);
    await choose(page, "Tess Terms", "Remove from workspace");
    await page.getByRole("button", { name: "Remove guest" }).click();
    await line.waitFor({ state: "detached" });
    await waitForPath(theirs, "/w/acme/locked");
    const ended = theirs.getByRole("heading", { name: "Your access to Acme ended" });
    await ended.waitFor();
    await theirs.getByText("An owner of Acme removed you.").waitFor();
    await theirs.reload();
    await ended.waitFor();
    await theirs.goto("/w/acme/guests");
    await theirs.getByRole("heading", { name: "This page was not found" }).waitFor();
  });
});

async function open(path: string, as: Person): Promise<Page> {
  return (await browser.device(world.server.url, { as })).open(path);
}

/** By how much the list is wider than its place. */
function readOverflow(): number {
  const list = document.querySelector("table")?.parentElement;
  return list ? list.scrollWidth - list.clientWidth : -1;
}

function row(page: Page, name: string): Locator {
  return page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: name });
}

function menuOf(page: Page, name: string): Locator {
  return page.getByRole("button", { name: `More for ${name}` });
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await menuOf(page, name).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function chooseLength(page: Page, length: string): Promise<void> {
  await page.getByRole("combobox", { name: "New length" }).click();
  await page.getByRole("option", { name: length }).click();
}

async function changeRole(page: Page, name: string, role: string): Promise<void> {
  await choose(page, name, "Change role");
  const dialog = page.getByRole("dialog", { name: `Role of ${name}` });
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await dialog.getByRole("button", { name: "Change role" }).click();
}
