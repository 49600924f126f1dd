import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { readTraces, useBrowser, waitForPath } from "../support/browser";
import { startMailServer } from "../support/mail-server";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { buildWorld, expectStatus, inWorkspace, useWorld } from "../support/world";
import { acceptInvite, composer, fillAccount, goTo, see, setUp, signIn } from "./steps";

const browser = useBrowser();
const world = useWorld({ expected: [/Invalid password/] });

describe("one's own settings", () => {
  it("say that access ended, keep nothing of the workspace, and lead to the reason", async () => {
    const guest = await world.buildGuest();
    const device = await browser.device(world.server.url, { as: guest });
    const page = await device.open(`/w/acme/c/${world.general.id}`);
    await composer(page).fill("half a thought");
    await expect.poll(() => readTraces(page)).toContain("half a thought");
    await page.goto("/settings");
    await expect.poll(() => countConnections(guest.guest.id)).toBe(1);
    await world.lock(guest.guest.id, "The project has ended");
    const notice = page.getByRole("alert").filter({ hasText: "Your access to Acme ended." });
    await notice.waitFor();
    expect(await readTraces(page)).not.toContain("half a thought");
    await notice.getByRole("link", { name: "Read why" }).click();
    await page.getByText("The project has ended").waitFor();
  });
});

describe("somebody with two workspaces", () => {
  it("is led from the one that ended to the other, and to none that ended", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Beta", slug: "beta" });
    const { channel } = expectStatus(made, 201).body;
    const beta = inWorkspace(world.server, world.owner, "beta", channel);
    const guest = await world.buildGuest();
    const { id } = guest.guest;
    const visit = (await beta.buildGuest({ as: guest })).guest;
    const token = await world.inviteGuest();
    const device = await browser.device(world.server.url, { as: guest });
    const way = (page: Page) => page.getByRole("navigation", { name: "Your other workspace" });
    const settings = await device.open("/settings");
    await expect.poll(() => countConnections(id)).toBe(1);
    await world.lock(id);
    const alert = settings.getByRole("alert").filter({ hasText: "Your access to Acme ended." });
    await alert.getByRole("link", { name: "Beta" }).waitFor();
    for (const address of ["/w/acme", `/invite/${token}`]) {
      const page = await device.open(address);
      await way(page).getByRole("link", { name: "Beta" }).click();
      await page.getByRole("heading", { name: "general", level: 1 }).waitFor();
      await waitForPath(page, `/w/beta/c/${channel.id}`);
    }
    await beta.lock(visit.id);
    const page = await device.open("/w/acme/locked");
    await page.getByRole("heading", { name: "Your access to Acme ended" }).waitFor();
    expect(await page.getByText("Beta").count()).toBe(0);
  });
});

describe("one's own name", () => {
  it("is as long as the server takes, and is saved by a button that stays in line", async () => {
    const device = await browser.device(world.server.url, { as: world.owner });
    const page = await device.open("/settings");
    const field = page.getByLabel("Your name");
    const save = page.getByRole("button", { name: "Save name" });
    await save.and(page.locator(":disabled")).waitFor();
    await field.fill("");
    await page.keyboard.insertText("N".repeat(100));
    expect(await field.inputValue()).toBe("N".repeat(80));
    await page.route("**/api/auth/update-user", (route) => route.abort());
    await save.click();
    await page.getByText(/^The server could not be reached/).waitFor();
    const [one, other] = [await field.boundingBox(), await save.boundingBox()];
    expect(one?.y).toBe(other?.y);
  });
});

async function countConnections(guestId: string): Promise<number> {
  const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
  const row = body.guests.find((one: { id: string }) => one.id === guestId);
  return row.connections;
}

describe("signing in", () => {
  it("leads back to where a signed-out visitor was going", async () => {
    const page = await (await browser.device(world.server.url)).open("/w/acme/audit");
    await waitForPath(page, "/sign-in");
    await signIn(page, world.owner);
    await waitForPath(page, "/w/acme/audit");
    await page.getByRole("heading", { name: "Audit log" }).waitFor();
  });

  it("never leads elsewhere", async () => {
    const device = await browser.device(world.server.url);
    const page = await device.open(`/sign-in?next=${encodeURIComponent("//evil.example/w")}`);
    await signIn(page, world.owner);
    await waitForPath(page, /^\/w\/acme/);
    for (const next of ["/\\evil.example", "https://evil.example", "/.//evil.example"]) {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await waitForPath(page, /^\/w\/acme/);
      expect(new URL(page.url()).origin).toBe(world.server.url);
    }
  });

  it("says in one sentence that e-mail and password do not match", async () => {
    const page = await (await browser.device(world.server.url)).open("/sign-in");
    await signIn(page, { ...world.owner, password: "not the password" });
    await page.getByRole("alert").getByText("do not match").waitFor();
  });

  it("takes what was typed before the page came alive, and keeps the password out of the address", async () => {
    const device = await browser.device(world.server.url);
    const page = await device.context.newPage();
    const addresses: string[] = [];
    page.on("framenavigated", (frame) => addresses.push(frame.url()));
    let wake = () => undefined as void;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await page.route(/\/_next\/static\/.*\.js/, async (route) => {
      await asleep;
      await route.continue();
    });
    await page.goto("/sign-in", { waitUntil: "commit" });
    const password = page.getByLabel("Password", { exact: true });
    await page.getByLabel("E-mail").fill(world.owner.email);
    await password.fill(world.owner.password);
    await password.press("Enter");
    wake();
    await page.getByRole("button", { name: "Sign in" }).click();
    await waitForPath(page, /^\/w\/acme/);
    expect(addresses.filter((address) => address.includes("correct"))).toEqual([]);
  });
});

describe("an invitation", () => {
  const join = (page: Page) => page.getByRole("button", { name: /^Join / });

  it("takes somebody in who signs in with the account they have", async () => {
    const channel = await world.buildChannel({ name: "side-door", visibility: "private" });
    const token = await world.inviteGuest({ channels: [channel] });
    const kept = await world.buildGuest({ name: "Gwen Kept" });
    const device = await browser.device(world.server.url);
    const page = await device.open(`/invite/${token}`);
    await page.getByText("Whoever has this link can use it.").waitFor();
    await page.getByRole("link", { name: "I have an account" }).click();
    await waitForPath(page, "/sign-in");
    await signIn(page, kept);
    await waitForPath(page, `/invite/${token}`);
    await page.getByRole("heading", { name: "More channels in Acme" }).waitFor();
    await page.getByText("the end of your whole access stays as it is").waitFor();
    await join(page).click();
    await goTo(page, /^side-door/);
  });

  it("tells whoever is in that they are, and leads them there", async () => {
    const token = await world.inviteGuest();
    const member = await world.buildMember({ name: "Otto Other" });
    const device = await browser.device(world.server.url, { as: member });
    const page = await device.open(`/invite/${token}`);
    await page.getByRole("heading", { name: "You are in Acme already" }).waitFor();
    expect(await join(page).count()).toBe(0);
    await page.getByRole("link", { name: "Open Acme" }).click();
    await page.getByRole("heading", { name: "general", level: 1 }).waitFor();
  });

  it("tells whoever was cut off nothing of where it leads", async () => {
    const channel = await world.buildChannel({ name: "board-room", visibility: "private" });
    const token = await world.inviteGuest({ channels: [channel] });
    const cut = await world.buildGuest({ name: "Cora Cut" });
    await world.lock(cut.guest.id, "The project has ended");
    const device = await browser.device(world.server.url, { as: cut });
    const page = await device.open(`/invite/${token}`);
    await page.getByRole("heading", { name: "Your access has ended" }).waitFor();
    expect(await readTraces(page)).not.toMatch(/board-room|Olive Owner|Acme/);
    await page.getByRole("link", { name: "Go to Gatehouse" }).click();
    await page.getByText("The project has ended").waitFor();
  });

  it("for another address leads to the sign-in with another account, and back", async () => {
    const meant = await world.buildGuest({ name: "Mia Meant" });
    const elsewhere = await world.buildMember({ name: "Elsa Elsewhere" });
    const channel = await world.buildChannel({ name: "for-mia" });
    const wish = { workspace: "acme", channelIds: [channel.id], email: meant.email };
    const made = expectStatus(await world.owner.post("/api/admin/guest", wish), 201).body.invite;
    const device = await browser.device(world.server.url, { as: elsewhere });
    const page = await device.open(`/invite/${made.token}`);
    await page.getByRole("heading", { name: "for another address" }).waitFor();
    expect(await readTraces(page)).not.toMatch(new RegExp(`${meant.email}|for-mia`));
    await page.getByRole("button", { name: "Sign in with another account" }).click();
    await waitForPath(page, "/sign-in");
    await signIn(page, meant);
    await waitForPath(page, `/invite/${made.token}`);
    await join(page).click();
    await goTo(page, /^for-mia/);
  });

  it("takes the password of an address that has an account, and says when it is wrong", async () => {
    const kept = await world.buildGuest({ name: "Pia Password" });
    const channel = await world.buildChannel({ name: "with-pia" });
    const token = await world.inviteGuest({ channels: [channel] });
    const page = await (await browser.device(world.server.url)).open(`/invite/${token}`);
    await acceptInvite(page, { ...kept, password: "not the password" });
    await page.getByRole("alert").getByText("do not match").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(kept.password);
    await join(page).click();
    await goTo(page, /^with-pia/);
  });

  it("says which field is wrong and keeps what was typed", async () => {
    const token = await world.inviteGuest();
    const page = await (await browser.device(world.server.url)).open(`/invite/${token}`);
    const account = { name: "Nell New", email: world.owner.email, password: "battery staple" };
    await acceptInvite(page, account);
    await page.getByRole("alert").filter({ hasText: "This e-mail and password do" }).waitFor();
    expect(await page.getByLabel("Your name").inputValue()).toBe("Nell New");
  });

  it("shows as ended once it is used up, and as not found when there is none", async () => {
    const token = await world.inviteGuest();
    const accept = `/api/invites/${token}/accept`;
    const account = { name: "Una Used", email: "una@guests.test", password: "battery staple" };
    const stranger = await browser.device(world.server.url);
    const page = await stranger.open(`/invite/${token}`);
    expectStatus(await world.owner.at(world.server.url).post(accept), 409);
    await acceptInvite(page, account);
    await page.getByRole("heading", { name: "general", level: 1 }).waitFor();
    const late = await (await browser.device(world.server.url)).open(`/invite/${token}`);
    await late.getByRole("heading", { name: "This invitation has ended" }).waitFor();
    await late.getByText(`It was used already. Ask ${world.owner.name} for a new link.`).waitFor();
    await late.goto("/invite/there-is-no-such-invitation");
    await late.getByRole("heading", { name: "This invitation link does not work" }).waitFor();
  });
});

describe("what somebody may not see", () => {
  it.each([
    ["a member", () => world.buildMember(), ["guests", "audit", "origins"]],
    ["a guest", () => world.buildGuest(), ["guests", "audit", "members", "origins"]],
  ])("is not found for %s, nor led to", async (_, build, pages) => {
    const person = await build();
    const device = await browser.device(world.server.url, { as: person });
    const page = await device.open("/w/acme");
    await goTo(page, /^general/);
    const links = page.getByRole("navigation", { name: "Workspace" }).getByRole("link");
    expect(await links.allInnerTexts()).not.toContain("Guests");
    for (const name of pages) {
      await page.goto(`/w/acme/${name}`);
      await page.getByRole("heading", { name: "This page was not found" }).waitFor();
    }
    await page.goto("/w/there-is-no-such-place/guests");
    await page.getByRole("heading", { name: "This page was not found" }).waitFor();
  });

  it("is not found for a guest in a channel that they were not admitted to", async () => {
    const secret = await world.buildChannel({ name: "only-for-us" });
    const guest = await world.buildGuest();
    const device = await browser.device(world.server.url, { as: guest });
    const page = await device.open(`/w/acme/c/${secret.id}`);
    await page.getByText("not found").first().waitFor();
    expect(await page.content()).not.toContain("only-for-us");
  });
});

it("lets go of everything on signing out", async () => {
  const member = await world.buildMember();
  const device = await browser.device(world.server.url, { as: await member.signIn() });
  const page = await device.open("/w/acme");
  const other = await device.open("/w/acme");
  const connection = await member.enter("acme");
  await connection.send(world.general.id, "before the end");
  connection.close();
  await see(page, "before the end");
  await page.getByRole("button", { name: "Your menu" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await waitForPath(page, "/sign-in");
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await waitForPath(other, "/sign-in");
  await page.goBack();
  await waitForPath(page, "/sign-in");
});

describe("the set-up", () => {
  it("asks who comes from elsewhere for the code that is in the log", async () => {
    const DATABASE_URL = await createDatabase(inject("postgresUrl"));
    const server = await startServer({ env: { DATABASE_URL, TRUST_PROXY: "1" } });
    const code = server.logs.find(({ msg }) => msg === "set-up code")?.code;
    const account = { name: "Olive", email: "olive@acme.test", password: "correct horse battery" };
    const extraHTTPHeaders = { "x-forwarded-for": "203.0.113.7" };
    const device = await browser.device(server.url, { extraHTTPHeaders });
    const page = await device.open("/");
    await waitForPath(page, "/setup");
    const field = page.getByLabel("Set-up code");
    await page.getByText("in the line “set-up code”").waitFor();
    await field.fill("AAAAA");
    await page.getByLabel("Workspace name").fill("Acme");
    await fillAccount(page, account);
    await page.getByRole("button", { name: "Create workspace" }).click();
    await page.getByText("Nothing is set up without the right code.").waitFor();
    await field.fill(String(code));
    const second = await device.open("/setup");
    await setUp(page, account, "Acme");
    await second.getByLabel("Set-up code").fill(String(code));
    await second.getByLabel("Workspace name").fill("Acme");
    await fillAccount(second, account);
    await second.getByRole("button", { name: "Create workspace" }).click();
    await second.getByRole("alert").getByText("set up already").waitFor();
    await second.getByRole("link", { name: "Sign in" }).click();
    await waitForPath(second, /^\/w\/acme/);
    expect(server.unexpected(/RATE_LIMITS/)).toEqual([]);
    // What it still loads would find a server that stops.
    await Promise.all([page.close(), second.close()]);
    await server.stop();
  });
});

describe("a forgotten password", () => {
  it("leads from an invitation to whom to ask, where there is no mail", async () => {
    const kept = await world.buildGuest();
    const token = await world.inviteGuest();
    const page = await (await browser.device(world.server.url)).open(`/invite/${token}`);
    await acceptInvite(page, { ...kept, password: "not the password" });
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByText("Ask an admin of your workspace").waitFor();
    await page.getByRole("link", { name: "Back to the sign-in" }).click();
    await signIn(page, kept);
    await waitForPath(page, `/invite/${token}`);
  });

  it("is set anew by the link in a mail", async () => {
    const mail = await startMailServer();
    const MAIL_FROM = "Gatehouse <gatehouse@acme.test>";
    const other = await buildWorld({ env: { SMTP_URL: mail.url, MAIL_FROM } });
    const elsewhere = await browser.device(other.server.url, { as: other.owner });
    const tab = await elsewhere.open("/w/acme");
    const page = await (await browser.device(other.server.url)).open("/sign-in");
    await page.getByLabel("E-mail").fill(other.owner.email);
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await waitForPath(page, "/forgot-password");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await page.getByRole("status").getByText("a link is on its way").waitFor();
    await expect.poll(() => mail.mails.length).toBe(1);
    const text = mail.mails[0]?.text.replace(/=\r\n/g, "").replace(/=3D/g, "=");
    const link = text?.match(/http\S+reset-password\S+/)?.[0] ?? "";
    await page.goto(link);
    await page.getByLabel("New password", { exact: true }).fill("quite another sentence");
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByRole("heading", { name: "Your new password is set" }).waitFor();
    await waitForPath(tab, "/sign-in");
    await tab.getByText("You were signed out on this device.").waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    await waitForPath(page, "/sign-in");
    const filled = () => page.getByLabel("E-mail").inputValue();
    await expect.poll(filled).toBe(other.owner.email);
    const password = page.getByLabel("Password", { exact: true });
    expect(await password.evaluate((field) => field === document.activeElement)).toBe(true);
    await signIn(page, { ...other.owner, password: "quite another sentence" });
    await page.getByRole("log").waitFor();
    await Promise.all([page.close(), tab.close()]);
    expect(other.server.unexpected(/RATE_LIMITS/)).toEqual([]);
    await other.stop();
    await mail.stop();
  });
});
