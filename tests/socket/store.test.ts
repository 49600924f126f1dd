import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import type { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";
import { openAnew, Page, view } from "./store/page";
import { Actor, type GuestPerson, groups, type Stage, type Step, take } from "./store/steps";

const RUNS = 20;
/** A machine that is too busy for all of them plays fewer. */
const BUDGET_MS = 20_000;
/** To play a failure again: `STORE_SEED=<seed> npm test -- tests/socket/store`. */
const seed = Number(process.env.STORE_SEED ?? Date.now() % 2 ** 31);

const world = useWorld();
let people: { member: Person; mate: Person; guest: GuestPerson; visitor: GuestPerson };
beforeAll(async () => {
  const [member, mate, guest, visitor] = await Promise.all([
    world.buildMember({ name: "Mia" }),
    world.buildMember({ name: "Max" }),
    world.buildGuest({ name: "Gil" }),
    world.buildGuest({ name: "Val" }),
  ]);
  people = { member, mate, guest, visitor };
});

it(`a page that hears every event knows what a page that is opened anew knows (seed ${seed})`, async () => {
  const deadline = performance.now() + BUDGET_MS;
  const property = fc.asyncProperty(groups, async (played) => {
    if (performance.now() > deadline) return;
    const stage = await setStage();
    const viewers = [stage.owner, stage.member, stage.guest];
    const pages = await Promise.all(
      viewers.map(({ person }, n) => Page.open(person, stage.slug, n % 2 === 0)),
    );
    for (const group of played) {
      await Promise.all(group.map((step) => play(stage, pages, step)));
    }
    for (const page of pages) page.back();
    for (const page of pages) await expectAgreement(page);
    for (const page of pages) page.close();
    for (const name of ["owner", "member", "mate", "guest", "visitor"] as const)
      stage[name].close();
  });
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
}, 120_000);

async function play(stage: Stage, pages: Page[], step: Step): Promise<void> {
  if (step.do === "drop") pages[step.viewer]?.drop();
  else if (step.do === "back") pages[step.viewer]?.back();
  else await take(stage, step);
}

async function expectAgreement(page: Page): Promise<void> {
  let [known, fresh] = [view(page.now), view(page.now)];
  const agrees = async () => {
    await page.fillGaps();
    fresh = view(await openAnew(page));
    known = view(page.now);
    return page.isIdle && isDeepStrictEqual(known, fresh);
  };
  // What is left differing is told below.
  await waitUntil(agrees, 15_000).catch(() => undefined);
  expect(known, page.person.name).toEqual(fresh);
}

let serial = 0;

/** A workspace of its own for every run, so that a seed plays the same again. */
async function setStage(): Promise<Stage> {
  const { owner } = world;
  const slug = `run-${++serial}`;
  const made = expectStatus(await owner.post("/api/workspaces", { name: "Run", slug }), 201).body;
  const general = made.channel as Channel;
  const enter = async (person: Person, path: string, wish: object) => {
    const { invite } = expectStatus(await owner.post(path, wish), 201).body;
    const accepted = await person.post(`/api/invites/${invite.token}/accept`, {});
    return expectStatus(accepted, 200).body.guest?.id as string;
  };
  const asMember = (person: Person) =>
    enter(person, `/api/workspaces/${slug}/invites`, { role: "member" });
  const asGuest = (person: Person) =>
    enter(person, "/api/admin/guest", { workspace: slug, channelIds: [general.id] });
  const { member, mate, guest, visitor } = people;
  const [, , guestId, visitorId] = await Promise.all([
    asMember(member),
    asMember(mate),
    asGuest(guest),
    asGuest(visitor),
  ]);
  const actor = async (person: Person) =>
    new Actor(person, (await person.get("/api/auth/get-session")).body.user.id, slug);
  return {
    slug,
    owner: await actor(owner),
    member: await actor(member),
    mate: await actor(mate),
    guest: Object.assign(await actor(guest), { guestId }),
    visitor: Object.assign(await actor(visitor), { guestId: visitorId }),
    channels: [general],
    messages: [],
  };
}
