import type { Page, Worker } from "playwright-core";
import { expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { type Device, useBrowser, waitForPath } from "../support/browser";
import { expectStatus, useWorld, type World } from "../support/world";
import { composer, see } from "./steps";

const browser = useBrowser({ isWhole: true });
const world = useWorld();

it("keeps what one wants to be told of, on every device", async () => {
  const mia = await world.buildMember({ name: "Mia Member" });
  const device = await browser.device(world.server.url, { as: mia });
  const page = await device.open("/settings");
  const choice = (name: string) => page.getByRole("radio", { name });
  await page.getByText("Mentions, direct messages and threads you follow.").waitFor();
  expect(await choice("Mentions and direct").getAttribute("aria-checked")).toBe("true");

  const saved = page.waitForResponse((answer) => answer.url().endsWith("/api/me/notifications"));
  await choice("Nothing").click();
  await page.getByText("No notifications anywhere.").waitFor();
  expect((await saved).status()).toBe(200);
  await page.reload();
  await page.getByText("No notifications anywhere.").waitFor();
  expect(await choice("Nothing").getAttribute("aria-checked")).toBe("true");
});

it("says in the title what calls for one, and apart from it what is only new", async () => {
  const mia = await world.buildMember({ name: "Tia Title" });
  const { body } = await mia.get("/api/auth/get-session");
  const [loud, muted] = [await channelOf(mia), await channelOf(mia)];
  expectStatus(
    await mia.call("PATCH", `/api/channels/${muted.id}/membership`, { muted: true }),
    200,
  );
  const device = await browser.device(world.server.url, { as: mia });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await expect.poll(() => page.title()).toBe("#general · Acme");

  await post(muted, "hum");
  await post(loud, "news");
  await expect.poll(() => page.title()).toBe("• #general · Acme");
  await post(loud, `<@${body.user.id}> come`);
  await expect.poll(() => page.title()).toBe("(1) #general · Acme");
  const direct = await world.owner.post("/api/workspaces/acme/direct", {
    userIds: [body.user.id],
  });
  await post(direct.body.channel as Channel, "between us");
  await expect.poll(() => page.title()).toBe("(2) #general · Acme");
  await page.keyboard.press("Shift+Escape");
  await expect.poll(() => page.title()).toBe("#general · Acme");
  await post(muted, "hum again");
  await post(muted, `<@${body.user.id}> hum`);
  await expect.poll(() => page.title()).toBe("(1) #general · Acme");
});

it("notifies of a mention while nobody looks, and opens the message", async () => {
  const mia = await world.buildMember({ name: "Nell Notified" });
  const channel = await channelOf(mia);
  const device = await browser.device(world.server.url, { as: mia });
  await device.context.grantPermissions(["notifications"]);
  await device.context.addInitScript(recordNotifications);
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  // What came before the connection is counted, and nobody is called for it.
  await post(world.general, "she hears this");
  await see(page, "she hears this");

  await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
  const { body } = await mia.get("/api/auth/get-session");
  await post(channel, "nothing for her");
  const message = await post(channel, `<@${body.user.id}> come **now**`);
  await expect
    .poll(() => page.evaluate(readNotifications))
    .toEqual([{ title: `Olive Owner in #${channel.name}`, body: "@Nell Notified come **now**" }]);
  await page.evaluate(() => {
    (window as unknown as Recorded).notifications[0]?.dispatchEvent(new Event("click"));
  });
  await waitForPath(page, `/w/acme/c/${channel.id}`);
  expect(new URL(page.url()).search).toBe(`?at=${message.seq}`);
  await see(page, "@Nell Notified");
});

it("shows what is pushed, and goes there in the page that is open", async () => {
  const mia = await world.buildMember({ name: "Pia Pushed" });
  const channel = await channelOf(mia);
  const message = await post(channel, "come and see");
  const device = await browser.device(world.server.url, { as: mia });
  await device.context.grantPermissions(["notifications"]);
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await composer(page).waitFor();
  const worker = await startWorker(device, page);

  const url = `/w/acme/c/${channel.id}?at=${message.seq}`;
  const push = { title: "Olive Owner", body: "come and see", tag: message.id, url };
  await worker.evaluate(watchShowing);
  await deliver(device, page, JSON.stringify(push));
  await worker.evaluate(hasShown);
  expect(await page.evaluate(readShown)).toEqual([push]);

  await worker.evaluate(clickFirst);
  await waitForPath(page, `/w/acme/c/${channel.id}`);
  await page.getByRole("log").getByText("come and see").first().waitFor();
  expect(await page.evaluate(readShown)).toEqual([]);
});

interface Recorded {
  notifications: Notification[];
}

function recordNotifications(): void {
  const made: Notification[] = [];
  const Real = window.Notification;
  class Recording extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      made.push(this);
    }
  }
  Object.assign(window, { Notification: Recording, notifications: made });
}

function readNotifications() {
  const { notifications } = window as unknown as Recorded;
  return notifications.map(({ title, body }) => ({ title, body }));
}

async function startWorker({ context }: Device, page: Page): Promise<Worker> {
  const started = context.waitForEvent("serviceworker");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push-worker.js");
    await navigator.serviceWorker.ready;
  });
  return started;
}

/** As the browser's own push service would hand it over. */
async function deliver({ context }: Device, page: Page, data: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
}

interface WorkerScope {
  registration: ServiceWorkerRegistration;
  shown: Promise<void>;
  followClick(notification: Notification): Promise<unknown>;
}

/**
 * Chromium forgets a notification that it is asked for after it was noted and before it is shown, so nobody
 * may ask earlier.
 */
function watchShowing(): void {
  const scope = self as unknown as WorkerScope;
  const show = scope.registration.showNotification.bind(scope.registration);
  scope.shown = new Promise((resolve, reject) => {
    scope.registration.showNotification = async (...all) => {
      const showing = show(...all);
      showing.then(resolve, reject);
      return showing;
    };
  });
}

async function hasShown(): Promise<void> {
  await (self as unknown as WorkerScope).shown;
}

async function readShown() {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url as string }));
}

/** A browser lets only a real click bring a page to the front; all else that a click does is done. */
async function clickFirst(): Promise<void> {
  const scope = self as unknown as WorkerScope;
  const [notification] = await scope.registration.getNotifications();
  if (!notification) throw new Error("nothing is shown");
  await scope.followClick(notification).catch((error: Error) => {
    if (error.name !== "InvalidAccessError") throw error;
  });
}

async function channelOf(person: World["owner"]): Promise<Channel> {
  const channel = await world.buildChannel();
  expectStatus(await person.post(`/api/channels/${channel.id}/join`), 200);
  return channel;
}

async function post(channel: Channel, body: string) {
  const answer = await world.owner.post(`/api/channels/${channel.id}/messages`, { body });
  return expectStatus(answer, 201).body.message as { id: string; seq: number };
}
