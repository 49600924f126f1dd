import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest } from "@/lib/api-types";
import { useCluster } from "../support/cluster";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { type Answer, asBrokenOff, BROKEN_OFF, Person } from "../support/person";
import { letPass } from "../support/wait";
import { expectStatus } from "../support/world";

const cluster = useCluster();
let database: PendingChanges;
let room: Channel;
beforeAll(async () => {
  database = await openPendingChanges(cluster.databaseUrl);
  room = await cluster.buildChannel({ visibility: "private" });
});
afterAll(async () => {
  await database.close();
});

type GuestPerson = Person & { guest: Guest };
interface Made {
  id: string;
  token: string;
}

const ROUNDS = 30;
let serial = 0;
const newcomer = (node: number) =>
  new Person(cluster.url(node), "New Comer", `came${++serial}@guests.test`);

async function invite(channels: Channel[], maxUses = 100): Promise<Made> {
  const channelIds = channels.map(({ id }) => id);
  const wish = { workspace: "acme", channelIds, maxUses };
  return expectStatus(await cluster.owner.post("/api/admin/guest", wish), 201).body.invite;
}

function accept(person: Person, { token }: Made): Promise<Answer> {
  const { name, email, password, cookie } = person;
  const body = cookie === "" ? { name, email, password } : {};
  return person.post(`/api/invites/${token}/accept`, body).catch(asBrokenOff);
}

const pathOf = ({ guest }: GuestPerson) => `/api/admin/guest/${guest.id}`;
const keepInvites = true;

/**
 * Asks for both at once, on two nodes. Whichever came first begins later the next time, so that about half of all
 * rounds end either way.
 */
class Race {
  private leadMs = 0;
  private stepMs = 2;
  private last = false;
  won = 0;
  lost = 0;

  /** @param hasEntered whether entering was committed before leaving was */
  async run(
    enter: () => Promise<Answer>,
    leave: () => Promise<Answer>,
    hasEntered: (entering: Answer) => boolean | Promise<boolean>,
  ) {
    const [entering, leaving] = await Promise.all([
      letPass(Math.max(0, -this.leadMs), "one has this lead in a race").then(enter),
      letPass(Math.max(0, this.leadMs), "one has this lead in a race").then(leave),
    ]);
    const isIn = await hasEntered(entering);
    this[isIn ? "won" : "lost"] += 1;
    // On a busy machine one side may need much more than the other.
    this.stepMs = isIn === this.last ? Math.min(this.stepMs * 2, 200) : 2;
    this.last = isIn;
    this.leadMs += isIn ? -this.stepMs : this.stepMs;
    return { entering, leaving, isIn };
  }

  /** A race that one side won every time has shown nothing. */
  expectBoth(): void {
    expect(this.won).toBeGreaterThan(0);
    expect(this.lost).toBeGreaterThan(0);
  }
}

/** The same two people on two nodes, the other way round in every round. */
const sides = (person: Person, round: number) => ({
  here: cluster.at(person, round % 2),
  there: cluster.at(cluster.owner, (round + 1) % 2),
});

describe("accepting an invitation races", () => {
  it("with a lock: what comes after it gives nothing, on whichever node", async () => {
    const race = new Race();
    const person = await cluster.buildGuest();
    const channelIds = [cluster.general.id];
    for (let round = 0; round < ROUNDS; round++) {
      const made = await invite([room]);
      const { here, there } = sides(person, round);
      const { entering, leaving, isIn } = await race.run(
        () => accept(here, made),
        () => there.post(`${pathOf(person)}/disconnect`, { keepInvites }),
        async () => (await readUses(made)) === 1,
      );
      expectStatus(leaving, 200);
      // What was committed before the lock may be refused an answer by its cut.
      expect(isIn ? [200, 403, BROKEN_OFF] : [403, BROKEN_OFF]).toContain(entering.status);
      for (const node of [0, 1]) {
        const late = await accept(cluster.at(person, node), made);
        expect([late.status, late.body.code]).toEqual([403, "GUEST_LOCKED"]);
      }
      expect((await channelsOf(person)).includes(room.id)).toBe(isIn);
      if (isIn) expect(await lastActs(person)).toEqual(["guest.locked", "guest.joined"]);
      await cluster.unlock(person.guest.id);
      await narrow(cluster.owner, person, channelIds);
    }
    race.expectBoth();
  });

  it("with a narrowing: the channel is not there afterwards, whichever was first", async () => {
    const race = new Race();
    const person = await cluster.buildGuest();
    const channelIds = [cluster.general.id];
    for (let round = 0; round < ROUNDS; round++) {
      const made = await invite([room]);
      const { here, there } = sides(person, round);
      const { entering, leaving } = await race.run(
        () => accept(here, made),
        () => narrow(there, person, channelIds),
        async () => (await readUses(made)) === 1,
      );
      expectStatus(leaving, 200);
      // A request that the narrowing finds under way is told to try again.
      expect([200, 503, BROKEN_OFF]).toContain(entering.status);
      expect(await channelsOf(person)).toEqual(channelIds);
      expectStatus(await accept(here, made), 200);
      expect(await channelsOf(person)).toEqual(channelIds);
    }
    race.expectBoth();
  });

  it("with a removal: nobody who was removed is in, and what they came by is closed to all", async () => {
    const race = new Race();
    const [one, twin] = [await cluster.buildGuest(), await cluster.buildGuest()];
    await remove(cluster.owner, one);
    await remove(cluster.owner, twin);
    for (let round = 0; round < ROUNDS; round++) {
      const made = await invite([cluster.general]);
      const person = await admit(made, one);
      const second = await invite([room]);
      const { here, there } = sides(person, round);
      const tries: Promise<Answer>[] = [];
      const { leaving, isIn } = await race.run(
        () => {
          tries.push(accept(here, second));
          return accept(cluster.at(twin, round % 2), made);
        },
        () => remove(there, person),
        (answer) => answer.status === 200,
      );
      expectStatus(leaving, 200);
      expect([200, 403, 410, BROKEN_OFF]).toContain((await tries[0])?.status);
      expect((await person.get("/api/workspaces")).body).toEqual({ workspaces: [] });
      expect((await accept(here, second)).status).toBe(410);
      expect((await accept(newcomer(round % 2), made)).status).toBe(410);
      await expectRecorded(made, isIn ? 2 : 1);
      if (isIn) await remove(cluster.owner, await admit(await invite([room]), twin));
    }
    race.expectBoth();
  });

  it("as a member with a lock as a guest: one of the two finds nobody to be had", async () => {
    const race = new Race();
    for (let round = 0; round < ROUNDS / 3; round++) {
      const person = await cluster.buildGuest();
      const asked = await cluster.owner.post("/api/workspaces/acme/invites", { role: "member" });
      const made: Made = expectStatus(asked, 201).body.invite;
      const { here, there } = sides(person, round);
      const { entering, leaving, isIn } = await race.run(
        () => accept(here, made),
        () => there.post(`${pathOf(person)}/disconnect`),
        (answer) => answer.status === 200,
      );
      expect(leaving.status).toBe(isIn ? 404 : 200);
      expect(isIn ? [200] : [403, BROKEN_OFF]).toContain(entering.status);
      const [as] = (await person.get("/api/workspaces")).body.workspaces;
      expect(as).toMatchObject(
        isIn ? { as: "member" } : { as: "guest", guest: { status: "locked" } },
      );
    }
    race.expectBoth();
  });

  it("with everybody else: no place is given twice, and none is taken by a second click", async () => {
    for (let round = 0; round < ROUNDS / 6; round++) {
      const made = await invite([cluster.general, room], 3);
      const guests = [await cluster.buildGuest(), await cluster.buildGuest()] as const;
      const clicks = [0, 1, 2, 3].map((n) =>
        accept(cluster.at(guests[n % 2] ?? guests[0], n >> 1), made),
      );
      const strangers = [0, 1, 0, 1].map((node) => accept(newcomer(node), made));
      const answers = await Promise.all([...clicks, ...strangers]);
      expect(answers.filter(({ status }) => status !== 200 && status !== 410)).toEqual([]);
      const inside = new Set(
        answers.filter(({ status }) => status === 200).map(({ body }) => body.guest.id as string),
      );
      expect(inside.size).toBe(3);
      expect(await readUses(made)).toBe(3);
    }
  });
});

function narrow(by: Person, person: GuestPerson, channelIds: string[]): Promise<Answer> {
  return by.call("PATCH", pathOf(person), { channelIds, keepInvites });
}

const remove = (by: Person, person: GuestPerson): Promise<Answer> =>
  by.call("DELETE", pathOf(person));

async function admit(made: Made, person: Person): Promise<GuestPerson> {
  const { guest } = expectStatus(await accept(person, made), 200).body;
  return Object.assign(person, { guest: guest as Guest });
}

async function channelsOf({ guest }: GuestPerson): Promise<string[]> {
  const { guests } = (await cluster.owner.get("/api/admin/guest?workspace=acme")).body;
  return (guests as Guest[]).find(({ id }) => id === guest.id)?.channelIds ?? [];
}

/** What was last done by and to a guest, newest first, as the record has it. */
async function lastActs({ guest }: GuestPerson): Promise<string[]> {
  const path = `/api/admin/audit?workspace=acme&target=${guest.id}`;
  const { events } = (await cluster.owner.get(path)).body;
  return (events as AuditEvent[]).slice(0, 2).map(({ action }) => action);
}

async function readUses({ id }: Made): Promise<number | undefined> {
  const [found] = await database.query<{ uses: number }>("SELECT uses FROM invite WHERE id = $1", [
    id,
  ]);
  return found?.uses;
}

/** So many came in by an invitation, all before it was withdrawn, as the record has it. */
async function expectRecorded(made: Made, joined: number): Promise<void> {
  const { events } = (await cluster.owner.get("/api/admin/audit?workspace=acme")).body;
  const about = (events as AuditEvent[])
    .filter(({ target, data }) => target.id === made.id || data.inviteId === made.id)
    .map(({ action }) => action);
  const joins = Array.from({ length: joined }, () => "guest.joined");
  expect(about).toEqual(["guest.invite_withdrawn", ...joins, "guest.invited"]);
  expect(await readUses(made)).toBe(joined);
}
