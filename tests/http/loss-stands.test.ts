import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Guest, Member } from "@/lib/api-types";
import { readMetric } from "../support/metrics";
import type { Answer } from "../support/person";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

let database: PendingChanges;
const emptySlot = fileURLToPath(new URL("../support/empty-slot.mjs", import.meta.url));
const world = useWorld({
  env: { GUEST_LEASE_MS: "20000", NODE_OPTIONS: `--import ${emptySlot}` },
  expected: [/after a committed loss/, /^request failed$/],
});
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  await database.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'no receipt is taken'; END $$`);
  // With the change itself, a column goes that is read when the guest is read back.
  await database.query(`CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN ALTER TABLE guest RENAME last_seen_at TO hidden; RETURN NULL; END $$`);
});
afterAll(() => database.close());

const find = async (guestId: string): Promise<Guest | undefined> => {
  const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  return guests.find(({ id }: Guest) => id === guestId);
};

describe("while the slot of the realtime server is empty", () => {
  /** What counts connections cannot be answered then. */
  async function toggleSlot(wanted: 200 | 503): Promise<void> {
    world.server.signal("SIGUSR2");
    const path = "/api/admin/guest?workspace=acme";
    await waitUntil(async () => (await world.owner.get(path)).status === wanted);
  }

  it("a revocation is 503 and says that the lock stands, and it does", async () => {
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    await toggleSlot(503);
    const path = `/api/admin/guest/${guest.guest.id}/disconnect`;
    const answer = await world.owner.post(path, { reason: "Enough" });
    await toggleSlot(200);
    expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
    expect(answer.body.error).toMatch(/stands/);
    const counted = { route: "/api/admin/guest/[guestId]/disconnect", status: "503" };
    const { url } = world.server;
    expect(await readMetric(url, "gatehouse_http_answers_total", counted)).toBe(1);
    expect((await find(guest.guest.id))?.status).toBe("locked");
    expect((await guest.connect("acme").refused()).code).toBe("GUEST_LOCKED");
    // What nobody cut at once is found by the sweep.
    await tab.closed();
    expect(tab.of("guest:locked")).toMatchObject([{ reason: "Enough" }]);
  });
});

type Ask = () => Promise<Answer>;

/** Everything that takes something away, by what asks for it and what is so afterwards. */
const LOSSES: Record<string, () => Promise<{ ask: Ask; isSo: () => Promise<boolean> }>> = {
  async "a revocation"() {
    const { guest } = await world.buildGuest();
    return {
      ask: () => world.owner.post(`/api/admin/guest/${guest.id}/disconnect`),
      isSo: async () => (await find(guest.id))?.status === "locked",
    };
  },
  async "narrowing a guest"() {
    const [kept, lost] = [await world.buildChannel(), await world.buildChannel()];
    const { guest } = await world.buildGuest({ channels: [kept, lost] });
    const path = `/api/admin/guest/${guest.id}`;
    return {
      ask: () => world.owner.call("PATCH", path, { channelIds: [kept.id] }),
      isSo: async () => (await find(guest.id))?.channelIds.length === 1,
    };
  },
  async "removing a guest"() {
    const { guest } = await world.buildGuest();
    return {
      ask: () => world.owner.call("DELETE", `/api/admin/guest/${guest.id}`),
      isSo: async () => (await find(guest.id)) === undefined,
    };
  },
  async "another role"() {
    const { path, role } = await buildMemberAt();
    return {
      ask: () => world.owner.call("PATCH", path, { role: "admin" }),
      isSo: async () => (await role()) === "admin",
    };
  },
  async "removing a member"() {
    const { path, role } = await buildMemberAt();
    return {
      ask: () => world.owner.call("DELETE", path),
      isSo: async () => (await role()) === undefined,
    };
  },
};

async function buildMemberAt() {
  const { email } = await world.buildMember();
  const read = async (): Promise<Member | undefined> => {
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    return members.find((member: Member) => member.email === email);
  };
  const path = `/api/workspaces/acme/members/${(await read())?.id}`;
  return { path, role: async () => (await read())?.role };
}

function expectItStands(answer: Answer): void {
  expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
  expect(answer.body.error).toMatch(/stands/);
}

describe("what stands although something failed after it is said so", () => {
  afterEach(async () => {
    await database.query("DROP TRIGGER IF EXISTS away ON audit_receipt");
    await database.query("DROP TRIGGER IF EXISTS away ON audit_event");
  });

  it.each(Object.entries(LOSSES))("%s, whose receipt is not taken", async (_, prepare) => {
    const { ask, isSo } = await prepare();
    await database.query(
      "CREATE TRIGGER away BEFORE INSERT ON audit_receipt EXECUTE FUNCTION fail()",
    );
    expectItStands(await ask());
    expect(await isSo()).toBe(true);
  });

  it.each(["a revocation", "narrowing a guest"])(
    "%s, when the guest cannot be read back",
    async (which) => {
      const { ask, isSo } = await (LOSSES[which] as (typeof LOSSES)[string])();
      await database.query(
        "CREATE TRIGGER away AFTER INSERT ON audit_event EXECUTE FUNCTION hide()",
      );
      const answer = await ask();
      await database.query("ALTER TABLE guest RENAME hidden TO last_seen_at");
      expectItStands(answer);
      expect(await isSo()).toBe(true);
    },
  );
});
