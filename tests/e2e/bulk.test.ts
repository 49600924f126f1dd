import { mkdirSync } from "node:fs";
import type { Route } from "playwright-core";
import { expect, it } from "vitest";
import { buildCrowd } from "../support/crowd";
import { useBrowser } from "../support/browser";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";
import { guestRow } from "./steps";

const browser = useBrowser();
const world = useWorld();
const CROWD = 60;

it("many guests are revoked, brought back and removed by one click each, with one receipt", async () => {
  await buildCrowd(world, world.databaseUrl, CROWD);
  const anna = await world.buildGuest({ name: "Anna Client" });
  const ben = await world.buildGuest({ name: "Ben Client" });
  const visitor = await browser.device(world.server.url, { as: anna });
  const visit = await visitor.open("/w/acme");
  await visit.getByRole("textbox").first().waitFor();
  const tabs = await Promise.all([anna.enter("acme"), ben.enter("acme")]);
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open("/w/acme/guests");

  // Page by page, filtered and searched by the server.
  await guestRow(page, "Anna Client").waitFor();
  await guestRow(page, "Guest 59 of many").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show more guests" }).click();
  await guestRow(page, "Guest 9 of many").waitFor();
  await page.getByRole("searchbox", { name: "Search guests" }).fill("client");
  await guestRow(page, "Guest 9 of many").waitFor({ state: "detached" });

  // A click with Shift selects what is between.
  await page.getByRole("checkbox", { name: "Select Anna Client" }).click();
  await page.getByRole("checkbox", { name: "Select Ben Client" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected guests" });
  await bar.getByText("2 guests selected").waitFor();
  await shoot("selected");
  expect(await bar.getByRole("button", { name: "Restore" }).count()).toBe(0);
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/2 guests, 3 connections will be cut/).waitFor();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("The project is over");
  await shoot("preview");
  const answer = await holdAnswer();
  await dialog.getByRole("button", { name: "Revoke 2 guests" }).click();
  await dialog.getByText("Revoking 2 guests, 3 connections…").waitFor();
  await dialog.getByRole("progressbar", { name: "Revoking 2 guests" }).waitFor();
  await shoot("progress");
  answer.give();
  await page.getByRole("dialog", { name: "2 guests revoked" }).waitFor();
  await dialog.getByText("3 connections cut").waitFor();
  await shoot("receipt");
  await visit.getByText("The project is over").waitFor();
  await waitUntil(() => tabs.every((tab) => tab.closedBecause !== null));
  await page.keyboard.press("Escape");
  await guestRow(page, "Ben Client").getByText("Revoked", { exact: true }).waitFor();

  // By what they have in common, beyond what is loaded: what the list is filtered by is where it begins.
  await page.getByRole("searchbox", { name: "Search guests" }).fill("");
  await page.getByRole("combobox", { name: "Filter by domain" }).click();
  await page.getByRole("option", { name: `crowd.test (${CROWD})` }).click();
  await guestRow(page, "Ben Client").waitFor({ state: "detached" });
  await shoot("filtered");
  await page.getByRole("button", { name: "Revoke many" }).click();
  expect(await dialog.getByRole("textbox", { name: "Domain" }).inputValue()).toBe("crowd.test");
  await dialog.getByText(`${CROWD} guests, none of them connected now`).waitFor();
  await shoot("many");
  await dialog.getByRole("button", { name: `Revoke ${CROWD} guests` }).click();
  await page.getByRole("dialog", { name: `${CROWD} guests revoked` }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  // And the same way back.
  await page.getByRole("combobox", { name: "Filter by domain" }).click();
  await page.getByRole("option", { name: "All domains" }).click();
  await page.getByRole("radio", { name: `Revoked ${CROWD + 2}` }).click();
  await page.getByRole("checkbox", { name: "Select all who are shown" }).click();
  await bar.getByRole("button", { name: `Select all ${CROWD + 2}` }).click();
  await bar.getByText(`${CROWD + 2} guests selected`).waitFor();
  await bar.getByRole("button", { name: "Restore" }).click();
  await dialog.getByRole("button", { name: `Restore ${CROWD + 2} guests` }).click();
  await page.getByRole("dialog", { name: `${CROWD + 2} guests restored` }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: `Active ${CROWD + 2}` }).waitFor();
  await visit.getByRole("textbox").first().waitFor();

  // On a phone, as cards.
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole("radio", { name: /^All/ }).click();
  await page.getByRole("checkbox", { name: "Select Anna Client" }).click();
  await shoot("phone");
  await bar.getByRole("button", { name: "Remove" }).click();
  await dialog.getByText(/1 guest,/).waitFor();
  await shoot("phone-dialog");
  await dialog.getByRole("button", { name: "Remove 1 guest" }).click();
  await page.getByRole("dialog", { name: "1 guest removed" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Anna Client" }).waitFor({ state: "detached" });
  expect(await page.getByRole("heading", { name: "Ben Client" }).count()).toBe(1);

  /** Keeps the next change waiting, so that what is shown meanwhile can be seen. */
  async function holdAnswer() {
    let give = () => {};
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const hold = async (route: Route) => {
      await given;
      await route.continue();
    };
    await page.route("**/api/admin/guest/bulk", hold, { times: 1 });
    return { give };
  }

  async function shoot(name: string) {
    const folder = process.env.SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
});
