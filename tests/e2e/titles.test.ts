import { beforeAll, expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const browser = useBrowser();
const world = useWorld();
let admin: Person;
let member: Person;
beforeAll(async () => {
  admin = await world.buildMember({ role: "admin" });
  member = await world.buildMember();
});

it.each([
  ["guests", "Guests"],
  ["members", "Members"],
  ["audit", "Audit log"],
  ["settings", "Workspace settings"],
  ["search", "Search"],
  ["threads", "Threads"],
  ["search?q=plan", "plan · Search"],
])("/w/acme/%s is called %s, with what waits elsewhere", async (path, name) => {
  expectStatus(await admin.post("/api/workspaces/acme/read"), 200);
  const page = await (await browser.device(world.server.url, { as: admin })).open(
    `/w/acme/${path}`,
  );
  await expect.poll(() => page.title()).toBe(`${name} · Acme`);
  const say = async (body: string) => {
    const sent = await member.post(`/api/channels/${world.general.id}/messages`, { body });
    expectStatus(sent, 201);
  };
  await say("for everybody");
  await expect.poll(() => page.title()).toBe(`• ${name} · Acme`);
  const { people } = (await member.get("/api/workspaces/acme/people")).body;
  const { id } = people.find((one: { name: string }) => one.name === admin.name);
  await say(`for <@${id}>`);
  await expect.poll(() => page.title()).toBe(`(1) ${name} · Acme`);
});

it.each(["guests", "guests/none", "guests/none/view", "nowhere"])(
  "/w/acme/%s says to a member that it was not found",
  async (path) => {
    const page = await (await browser.device(world.server.url, { as: member })).open(
      `/w/acme/${path}`,
    );
    await page.getByRole("heading", { name: "This page was not found" }).waitFor();
    await expect.poll(() => page.title()).toBe("Not found · Gatehouse");
    expect(await page.locator("head > title, body title").allInnerTexts()).not.toContain("");
  },
);
