import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { holdRequests, useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

/** Less than anything takes to give up by itself. */
const SOON = 15_000;
const SCRIPTS = /\/_next\/static\/.*\.js/;

it("leaves the page standing where a part of it does not come, says why, and tries anew the next time", async () => {
  const page = await open();
  await hear(page, "before the tunnel");
  const why = page.getByText("This needs a connection. Try again when you are back online.");
  await page.context().setOffline(true);
  for (const name of ["Channel details", "Pins", "Add emoji"]) {
    await page.getByRole("button", { name, expanded: false }).click();
    await page.getByRole("button", { name, expanded: false }).waitFor();
    await why.waitFor();
  }
  await why.waitFor({ state: "hidden" });
  await page.getByText("before the tunnel").hover();
  await why.waitFor();
  await why.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "New channel" }).click();
  await why.waitFor();
  await composer(page).fill("on with ");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.type("it");
  expect(await composer(page).inputValue()).toBe("on with it");
  await see(page, "before the tunnel");

  await page.context().setOffline(false);
  await expectPieces(page);
});

it("says at once that the network is gone, connected or just connecting", async () => {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  const again = page.getByRole("button", { name: "Try now" });
  await holdRequests(page, /\/socket\.io\//);
  await page.goto(`/w/acme/c/${world.general.id}`, { waitUntil: "commit" });
  await page.getByText("Connecting…").waitFor();
  await device.context.setOffline(true);
  await again.waitFor({ timeout: SOON });

  await page.unrouteAll();
  await device.context.setOffline(false);
  await again.waitFor({ state: "detached" });
  await hear(page, "through the tunnel");
  await device.context.setOffline(true);
  await again.waitFor({ timeout: SOON });
});

it("gives up on a server that stands still, and says that it may have been done", async () => {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  await page.clock.install();
  await page.goto(`/w/acme/c/${world.general.id}`);
  await hear(page, "before it stands still");
  await page.getByRole("button", { name: "New channel" }).click();
  const dialog = page.getByRole("dialog", { name: "New channel" });
  await dialog.getByLabel("Name").fill("standstill");
  world.server.signal("SIGSTOP");
  try {
    await dialog.getByRole("button", { name: "Create" }).click();
    await page.clock.fastForward(31_000);
    await dialog.getByText("has not answered for half a minute").waitFor();
  } finally {
    world.server.signal("SIGCONT");
  }
});

it("gives the letters after Ctrl K to the switcher, however late it comes, and none to the channel", async () => {
  const page = await open();
  await composer(page).fill("");
  await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
  const release = await holdRequests(page, SCRIPTS);
  await composer(page).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("gene");
  await page.keyboard.press("Enter");
  release();
  const field = page.getByRole("combobox", { name: /^Jump to/ });
  await field.waitFor();
  expect(await field.inputValue()).toBe("gene");
  await page.keyboard.type("ral");
  expect(await field.inputValue()).toBe("general");
  expect(await page.locator("textarea").inputValue()).toBe("");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+k");
  expect(await field.inputValue()).toBe("");
});

it("gives the focus back when the switcher is closed, fetched or not", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
  const release = await holdRequests(page, SCRIPTS);
  await composer(page).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.keyboard.type("on");
  await page.keyboard.press("Control+k");
  release();
  await page.getByRole("combobox", { name: /^Jump to/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator("textarea:focus").waitFor();
  await page.keyboard.type(" with it");
  expect(await composer(page).inputValue()).toBe("on with it");
});

it("listens to Ctrl K from when the composer sends", async () => {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  const address = `/w/acme/c/${world.general.id}`;
  const first = await (await device.context.request.get(address)).text();
  // Nothing comes but what the page names itself.
  await page.route(SCRIPTS, (route) => {
    const { pathname } = new URL(route.request().url());
    return first.includes(pathname.slice("/_next/".length)) ? route.continue() : route.abort();
  });
  await page.goto(address, { waitUntil: "commit" });
  await composer(page).fill("sendable");
  const send = page.getByRole("button", { name: "Send" }).and(page.locator(":enabled"));
  await send.waitFor();
  await composer(page).press("Control+k");
  await page.keyboard.type("big");
  await page.keyboard.press("Enter");
  expect(await composer(page).inputValue()).toBe("sendable");
});

it("gives the letters after New message to its field", async () => {
  await world.buildMember({ name: "Zoe Last" });
  const page = await open();
  await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
  const release = await holdRequests(page, SCRIPTS);
  await page.getByRole("button", { name: "New message" }).click();
  await page.keyboard.type("zoe");
  await page.keyboard.press("Enter");
  release();
  const dialog = page.getByRole("dialog", { name: "New message" });
  await dialog.getByRole("option", { name: /Zoe Last/ }).waitFor();
  expect(await dialog.getByRole("combobox", { name: "To" }).inputValue()).toBe("zoe");
});

async function open(): Promise<Page> {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await composer(page).waitFor();
  return page;
}

/** Waits for a message that only a page with a connection shows. */
async function hear(page: Page, body: string): Promise<void> {
  await page.getByRole("log").waitFor();
  const path = `/api/channels/${world.general.id}/messages`;
  expectStatus(await world.owner.post(path, { body }), 201);
  await see(page, body);
}

async function expectPieces(page: Page): Promise<void> {
  for (const [button, title] of [
    ["New channel", "New channel"],
    ["Browse channels", "Browse channels"],
    ["New message", "New message"],
  ]) {
    const opener = page.getByRole("button", { name: button, exact: true });
    await opener.click();
    await page.getByRole("dialog", { name: title }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await opener.and(page.locator(":focus")).waitFor();
  }
  await page
    .getByText(/^before the/)
    .first()
    .hover();
  await page.getByRole("toolbar", { name: "Message actions" }).waitFor();
  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pins" }).click();
  await page.getByRole("complementary", { name: "Pins" }).waitFor();
  await page.getByRole("button", { name: "Channel details" }).click();
  await page.getByRole("complementary", { name: "Channel details" }).waitFor();
  await page.getByRole("button", { name: "Channel details" }).click();
  await composer(page).focus();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Jump to/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add emoji" }).click();
  await page.getByRole("dialog", { name: "Add emoji" }).waitFor();
}
