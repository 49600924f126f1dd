import type { Page } from "playwright-core";
import { expect } from "vitest";
import { readTraces, type TestBrowser, waitForPath } from "../support/browser";
import {
  acceptInvite,
  composer,
  goTo,
  guestRow,
  inviteGuest,
  makeChannel,
  NOTICE,
  restore,
  revoke,
  say,
  see,
  setUp,
  signIn,
} from "./steps";

const olive = { name: "Olive Owner", email: "olive@acme.test", password: "correct horse" };
const gina = { name: "Gina Guest", email: "gina@outside.test", password: "battery staple" };
const REASON = "The project has ended";
/** Words of the workspace that must not be left with somebody who was cut off. */
const SECRETS = ["launch", "The date is the 4th of May", "Understood", "half a thought"];

/** As most people have it: what moves is in the way of nothing here. */
const MOVING = { reducedMotion: "no-preference" as const };

/** From a server that nobody has used yet to a guest who is revoked live, and back. */
export async function walk(browser: TestBrowser, url: string): Promise<void> {
  const owner = await (await browser.device(url, MOVING)).open("/");
  await waitForPath(owner, "/setup");
  await setUp(owner, olive, "Acme");
  await makeChannel(owner, "launch");
  await goTo(owner, "Guests");
  const link = await inviteGuest(owner, "launch");

  const device = await browser.device(url, MOVING);
  const tab = await device.open(link);
  await tab.getByText(olive.name).waitFor();
  await tab.getByText("#launch").waitFor();
  await acceptInvite(tab, gina);
  await tab.getByRole("heading", { name: "launch", level: 1 }).waitFor();
  const address = tab.url();

  await goTo(owner, /^launch/);
  await owner.getByText("1 guest can read this").waitFor();
  await say(owner, "The date is the 4th of May");
  await see(tab, "The date is the 4th of May");
  await say(tab, "Understood");
  await see(owner, "Understood");
  await expectEndsWithComposer(owner);

  const second = await device.open(address);
  await see(second, "Understood");
  await composer(second).fill("half a thought");
  await expect.poll(() => readTraces(second)).toContain("half a thought");
  await cutLive(owner, [tab, second]);

  await tab.goBack();
  await expectNothingLeft(tab);
  await tab.goto("/w/acme");
  await expectLocked(tab);
  await second.reload();
  await expectLocked(second);
  const third = await device.open(address);
  await expectLocked(third);
  const fresh = await (await browser.device(url, MOVING)).open("/sign-in");
  await signIn(fresh, gina);
  await expectLocked(fresh);

  await goTo(owner, /^launch/);
  await say(owner, "Gina is away");
  await goTo(owner, "Guests");
  const letIn = tab.getByRole("heading", { name: "You have been let back in", level: 1 }).waitFor();
  await restore(owner, gina.name);
  await owner.getByText(`${gina.name} is restored`).waitFor();
  await letIn;
  for (const page of [tab, second, third, fresh]) await see(page, "Gina is away");
  await see(tab, "The date is the 4th of May");
  await say(tab, "I am back");
  await see(fresh, "I am back");
}

/** Revokes while the guest looks on in two tabs. */
async function cutLive(owner: Page, tabs: Page[]): Promise<void> {
  await goTo(owner, "Guests");
  const row = guestRow(owner, gina.name);
  await row.getByText("2 open connections").waitFor();
  await Promise.all([...tabs.map(expectNotice), revoke(owner, gina.name, REASON)]);
  await row.getByText("2 connections cut").waitFor();
  await row.getByText("confirmed by the server").waitFor();
  await row.getByText(REASON).waitFor();
  for (const tab of tabs) await expectLocked(tab);
}

/** The notice stands on a page that shows nothing else any more. It goes soon, so the page itself watches. */
async function expectNotice(tab: Page): Promise<void> {
  const shown = await tab.evaluate(
    (notice) =>
      new Promise<string>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!document.body.innerText.includes(notice)) return;
          watch.disconnect();
          setTimeout(() => resolve(`${document.title} ${document.body.innerText}`), 200);
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    NOTICE,
  );
  expect(shown).toContain(NOTICE);
  expect(SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
}

async function expectLocked(page: Page): Promise<void> {
  await waitForPath(page, "/w/acme/locked");
  await page.getByRole("heading", { name: "Your access to Acme ended" }).waitFor();
  await page.getByText(REASON).waitFor();
  await expectNothingLeft(page);
}

async function expectNothingLeft(page: Page): Promise<void> {
  const traces = await readTraces(page);
  expect(SECRETS.filter((secret) => traces.includes(secret))).toEqual([]);
}

/** Also beside a scrollbar that takes room, as Firefox has it: the window is too low for what was written. */
async function expectEndsWithComposer(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 300 });
  const measure = () =>
    page.evaluate(() => {
      const ends = ["[role=log] article", "[data-composer]"].map(
        (box) => document.querySelector(box)?.lastElementChild?.getBoundingClientRect().right,
      );
      return ends[0] !== undefined && ends[0] === ends[1] ? "alike" : ends.join(" and ");
    });
  await expect.poll(measure).toBe("alike");
  if (size) await page.setViewportSize(size);
}
