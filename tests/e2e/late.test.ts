import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdRequests, useBrowser } from "../support/browser";
import { buildWorld, type World } from "../support/world";
import { composer, say, see } from "./steps";

const browser = useBrowser();
let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await world.stop();
});

const SCRIPTS = /\/_next\/static\/.*\.js/;

it("leaves the page standing where a part of it does not come, and brings it when it can", async () => {
  const page = await open();
  await say(page, "before the tunnel");
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.getByRole("article").first().hover();
  await page.getByRole("button", { name: "New channel" }).click();
  await page
    .getByText(/You are offline|No connection|Offline/i)
    .first()
    .waitFor();
  await see(page, "before the tunnel");
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.getByText("This page could not be shown").count()).toBe(0);

  await page.context().setOffline(false);
  await page.getByRole("dialog", { name: "New channel" }).waitFor();
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
