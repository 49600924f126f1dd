import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { layCable } from "../support/cable";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

/**
 * Pages that a browser keeps whole in its memory to show them on Back. `no-store` forbids it, but not to WebKit over
 * http: here the way to the server takes it out, so that Chromium keeps them as well. So it does with the wish to
 * forget them, which browsers heed over https alone, or on this machine.
 */
const browser = useBrowser({ isWhole: true, keepsPages: true });
let cable: Awaited<ReturnType<typeof layCable>>;
beforeAll(async () => {
  cable = await layCable({ edit: forgetWishes });
});
const world = useWorld(() => ({
  env: { ALLOWED_ORIGINS: cable.url },
  expected: [/ALLOWED_ORIGINS/],
}));
beforeAll(() => cable.lead(Number(new URL(world.server.url).port)));
afterAll(() => cable.stop());

function forgetWishes(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  const edited = text
    .replace(/(cache-control:[^\r\n]*)no-store/gi, "$1no-stone")
    .replace(/clear-site-data:/gi, "clear-site-date:");
  return edited === text ? bytes : Buffer.from(edited, "latin1");
}

it.each([
  ["a channel", async () => `/w/acme/c/${world.general.id}`, "/settings"],
  ["the search", async () => "/w/acme/search", "/settings"],
  ["one's settings", async () => "/settings", "/w/acme/threads"],
  ["an invitation", async () => `/invite/${await world.inviteGuest()}`, "/settings"],
])(
  "%s that was left before a cut is not seen again by Back, but asked for anew",
  async (_, address, next) => {
    const guest = await world.buildGuest();
    const device = await browser.device(cable.url, { as: guest });
    const page = await device.context.newPage();
    const shown = await watchKept(page);
    const path = await address();
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await page.goto(next);
    await page.waitForLoadState("networkidle");
    await world.lock(guest.guest.id);
    await page.getByText("Your access to Acme ended").waitFor();

    const asked = page.waitForRequest((one) => new URL(one.url()).pathname === path);
    await page.goBack({ waitUntil: "commit" });
    await asked;
    await waitUntil(() => shown.length > 0);
    expect(shown).toEqual([{ path, seen: false }]);
    if (path.startsWith("/w/")) await waitForPath(page, "/w/acme/locked");
  },
);

/** What could be seen of each page that came out of the browser's memory, at the first moment. */
async function watchKept(page: Page): Promise<Kept[]> {
  const shown: Kept[] = [];
  await page.exposeFunction("noteKept", (kept: Kept) => shown.push(kept));
  await page.addInitScript(() => {
    addEventListener("pageshow", ({ persisted }) => {
      const { noteKept } = window as unknown as { noteKept: (kept: Kept) => void };
      if (persisted) noteKept({ path: location.pathname, seen: document.body.checkVisibility() });
    });
  });
  return shown;
}

interface Kept {
  path: string;
  seen: boolean;
}
