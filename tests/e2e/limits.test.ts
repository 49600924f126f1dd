import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { useWorld } from "../support/world";
import { say } from "./steps";

const CHANNELS = 50;
const VISITED = 4;

const browser = useBrowser();
const world = useWorld({ env: { RATE_LIMITS: "on" } });

it("somebody in a hurry, with fifty channels, never meets a limit", async () => {
  const { owner, server } = world;
  const names = Array.from({ length: CHANNELS }, (_, n) => `channel-${n + 1}`);
  await Promise.all(names.map((name) => world.buildChannel({ name })));
  const device = await browser.device(server.url, { as: owner });
  const pages = [await device.open("/w/acme"), await device.open("/w/acme")];
  const refused = pages.map(listRefused);
  for (const page of pages) {
    for (const name of names.slice(0, VISITED)) {
      await page.getByRole("navigation").getByRole("link", { name }).first().click();
      await waitForPath(page, /\/c\//);
    }
    await page.reload();
    await page.goto("/w/acme/guests");
    await page.goto("/w/acme");
    await waitForPath(page, /\/c\//);
    await say(page, "through");
  }
  expect(refused.flat()).toEqual([]);
});

/** The addresses that a page is refused for having asked too much, from now on. */
function listRefused(page: Page): string[] {
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 429) refused.push(response.url());
  });
  return refused;
}
