import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent } from "@/lib/api-types";
import { verifyRecord } from "@/lib/record/verify-record";
import { runAdmin } from "../support/admin";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { type Export, findFaults, hashOf, type Line, readExport } from "../support/record";
import { Person } from "../support/person";
import { useWorld } from "../support/world";

const world = useWorld({ expected: [/request failed/] });
const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-record-"));
let database: PendingChanges;
let guestId: string;
let whole: Export;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  ({
    guest: { id: guestId },
  } = await world.buildGuest({ name: 'Zoë "Ü" O’Neil' }));
  await world.buildGuest();
  await world.lock(guestId, "The project is over \u2028 \u{1f642}");
  await world.unlock(guestId);
  await world.lock(guestId, "Once more");
  // It has a record of its own, of which nothing may stand in this one.
  const other = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
  const wish = { workspace: "other", channelIds: [other.body.channel.id] };
  expect((await world.owner.post("/api/admin/guest", wish)).status).toBe(201);
  whole = await exportAll();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const exportAll = (range = "") =>
  readExport(world.owner, `/api/admin/audit/export?workspace=acme${range}`);

const listEvents = async (): Promise<AuditEvent[]> =>
  (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;

/** The number of the line with the first receipt, after two guests were invited and joined and one was locked. */
const RECEIPT = 6;

let files = 0;
const verifyText = (text: string, ...options: string[]) => {
  const file = path.join(folder, `${++files}.jsonl`);
  writeFileSync(file, text);
  return runAdmin(["verify", file, ...options], {
    DATABASE_URL: "postgres://nowhere.invalid/none",
    BETTER_AUTH_SECRET: "",
  });
};

const toText = ({ header, lines }: Pick<Export, "header" | "lines">) =>
  [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");

/** The export with its lines changed. */
const changed = (change: (lines: Line[]) => Line[]): string =>
  toText({ header: whole.header, lines: change(structuredClone(whole.lines)) });

describe("the export of the record", () => {
  it("names the workspace and the key, which everybody may know", async () => {
    const { headers } = await world.owner.get("/api/admin/audit/export?workspace=acme&from=&to=");
    expect(headers.get("content-type")).toMatch(/jsonl/);
    expect(headers.get("content-disposition")).toMatch(/attachment.*acme-record\.jsonl/);
    const stranger = new Person(world.server.url);
    const known = await stranger.get("/.well-known/gatehouse.json");
    expect(known.headers.get("cache-control")).toContain("public");
    expect(Buffer.from(known.body.key, "base64")).toHaveLength(32);
    const { id, name } = (await world.owner.get("/api/workspaces")).body.workspaces[0];
    expect(whole.header).toEqual({
      format: "gatehouse-record-1",
      workspace: { id, name },
      key: known.body.key,
    });
  });

  it("has a line for each event and one for each receipt, numbered without a gap, oldest first", async () => {
    const events = (await listEvents()).toReversed();
    expect(whole.lines.map(({ n }) => n)).toEqual(whole.lines.map((_, i) => i + 1));
    const ofEvents = whole.lines.filter(({ action }) => action !== "receipt.recorded");
    expect(
      ofEvents.map(({ id, at, actor, action, target }) => ({ id, at, actor, action, target })),
    ).toEqual(
      events.map(({ id, at, actor, action, target }) => ({ id, at, actor, action, target })),
    );
    const receipts = whole.lines.filter(({ action }) => action === "receipt.recorded");
    expect(receipts.map(({ data }) => data)).toEqual(
      events
        .filter(({ data }) => data.receipt)
        .map(({ id, data }) => ({ event: id, receipt: data.receipt })),
    );
    expect(receipts).toHaveLength(2);
    expect(Object.keys(whole.lines[0] ?? {})).toEqual(
      "n id at actor action target address data previous hash signature".split(" "),
    );
  });

  it("holds when it is verified by somebody who knows only the format", () => {
    expect(findFaults(whole)).toEqual([]);
  });

  it("can be limited to some time", async () => {
    const middle = whole.lines[2] as Line;
    const later = await exportAll(`&from=${middle.at}`);
    expect(later.lines[0]?.n).toBeLessThanOrEqual(3);
    expect(later.lines.every(({ at }) => at >= middle.at)).toBe(true);
    const earlier = await exportAll(`&to=${middle.at}`);
    expect(earlier.lines.length + later.lines.length).toBe(whole.lines.length);
    const today = middle.at.slice(0, 10);
    expect((await exportAll(`&from=${today}&to=${today}`)).lines).toHaveLength(whole.lines.length);
    expect((await exportAll("&to=2001-01-01")).lines).toEqual([]);
  });
});

describe("the proof of a guest", () => {
  const prove = (id: string) => readExport(world.owner, `/api/admin/guest/${id}/proof`);

  it("has the lines about them and nobody else, also when they are removed", async () => {
    const proof = await prove(guestId);
    expect(proof.header).toEqual(whole.header);
    expect(proof.lines).toEqual(whole.lines.filter(({ target }) => target.id === guestId));
    expect(findFaults(proof)).toEqual([]);
    const { guest } = await world.buildGuest();
    await world.owner.call("DELETE", `/api/admin/guest/${guest.id}`);
    const removed = await prove(guest.id);
    expect(removed.lines.map(({ action }) => action)).toEqual([
      "guest.joined",
      "guest.removed",
      "receipt.recorded",
    ]);
    expect((await verifyText(removed.text)).code).toBe(0);
    const stranger = await world.buildGuest();
    expect((await stranger.get(`/api/admin/guest/${guest.id}/proof`)).status).toBe(404);
  });

  it("does not name who else tried to act on them, or looked at what they see", async () => {
    const { guest } = await world.buildGuest();
    const other = await world.buildGuest({ name: "Nosy Neighbour" });
    const path = `/api/admin/guest/${guest.id}`;
    expect((await other.post(`${path}/disconnect`)).status).toBe(403);
    expect((await world.owner.get(`${path}/view`)).status).toBe(200);
    const about = (await exportAll()).lines.filter(({ target }) => target.id === guest.id);
    expect(about.map(({ action }) => action)).toEqual([
      "guest.joined",
      "access.denied",
      "guest.viewed",
    ]);
    const proof = await prove(guest.id);
    expect(proof.lines.map(({ action }) => action)).toEqual(["guest.joined"]);
    expect(proof.text).not.toContain("Nosy Neighbour");
    expect(findFaults(proof)).toEqual([]);
  });

  it("is verified, and it is said that it is not the whole record", async () => {
    const { text, lines } = await prove(guestId);
    const ran = await verifyText(text);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain(`verified: ${lines.length} lines`);
    expect(ran.stdout).toContain("not whole");
    expect((await verifyText(text, "--whole")).code).toBe(1);
  });
});

describe("npm run admin -- verify", () => {
  it("says that an export holds, with how many lines, and that it is whole", async () => {
    const ran = await verifyText(whole.text, "--whole");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain(`verified: ${whole.lines.length} lines`);
    expect(ran.stdout).toContain("The chain is whole");
    const { key, workspace } = whole.header;
    expect((await verifyText(whole.text, "--json", "--key", key)).json()).toMatchObject({
      verified: true,
      whole: true,
      lines: whole.lines.length,
      workspace,
    });
  });

  const forgeries: Record<string, [at: number, why: RegExp, text: () => string]> = {
    "a changed line": [
      3,
      /changed/,
      () => changed((lines) => lines.with(1, { ...lines[1], at: lines[0]?.at } as Line)),
    ],
    "a changed line with a hash that fits": [
      3,
      /signature/,
      () => {
        const {
          hash: _,
          signature,
          ...line
        } = { ...(whole.lines[1] as Line), address: "192.0.2.1" };
        const hash = hashOf(line).toString("hex");
        return changed((lines) => lines.with(1, { ...line, hash, signature }));
      },
    ],
    "a signature written otherwise": [
      3,
      /changed/,
      () =>
        changed((lines) => {
          const line = lines[1] as Line;
          // The last digit has bits that decoding drops.
          const [, rest, last] = /^(.*)([AQgw])==$/.exec(line.signature) ?? [];
          const other = { A: "B", Q: "R", g: "h", w: "x" }[last as "A"];
          return lines.with(1, { ...line, signature: `${rest}${other}==` });
        }),
    ],
    "a changed receipt": [
      RECEIPT + 1,
      /changed/,
      () =>
        changed((lines) => {
          (lines[RECEIPT - 1] as Line).data.receipt.connections += 1;
          return lines;
        }),
    ],
    "two lines swapped": [
      4,
      /put in or moved/,
      () => changed(([a, b, c, ...rest]) => [a, c, b, ...rest] as Line[]),
    ],
    "a line put in": [
      3,
      /put in or moved/,
      () => changed(([a, ...rest]) => [a, a, ...rest] as Line[]),
    ],
    "a line put in and the others counted on": [
      3,
      /follow/,
      () =>
        changed(
          ([a, ...rest]) =>
            [
              a,
              { ...(a as Line), n: 2 },
              ...rest.map((line) => ({ ...line, n: line.n + 1 })),
            ] as Line[],
        ),
    ],
    "a line that is no line": [3, /JSON/, () => whole.text.replace(/(\n.*\n)/, "$1{\n")],
    "another key": [
      2,
      /signature/,
      () =>
        toText({
          ...whole,
          header: { ...whole.header, key: Buffer.alloc(32, 7).toString("base64") },
        }),
    ],
    "a name that is in a line twice": [
      2,
      /twice/,
      () => whole.text.replace('{"n":1,', '{"n":1,"action":"guest.locked",'),
    ],
  };
  it.each(Object.keys(forgeries))("finds %s", async (name) => {
    const [at, why, text] = forgeries[name] as (typeof forgeries)[string];
    const lines = text().trimEnd().split("\n");
    const found = await verifyRecord(eachOf(lines));
    expect(found).toMatchObject({ verified: false, at, why: expect.stringMatching(why) });
  });

  it("names the first line that does not hold", async () => {
    const [at, , text] = forgeries["a changed receipt"] as (typeof forgeries)[string];
    const ran = await verifyText(text());
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(`line ${at} of the file (number ${RECEIPT} of the record)`);
  });

  it("names the line that was taken out", async () => {
    const ran = await verifyText(changed((lines) => lines.toSpliced(2, 1)));
    expect(ran.stdout).toContain("The chain is not whole: without line 3.");
  });

  it("refuses a key that is not the one known", async () => {
    const ran = await verifyText(whole.text, "--key", Buffer.alloc(32).toString("base64"));
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toContain("is not the one given");
  });
});

describe("what the owner of the database changes", () => {
  afterAll(() => database.query("ALTER TABLE audit_event ENABLE TRIGGER USER"));

  it("shows in the next export", async () => {
    const { id, n } = whole.lines[1] as Line;
    await database.query("ALTER TABLE audit_event DISABLE TRIGGER USER");
    await database.query("UPDATE audit_event SET target_name = 'Somebody Else' WHERE id = $1", [
      id,
    ]);
    expect(findFaults(await exportAll())).toEqual([`${n}: hash`, `${n}: signature`]);
    await database.query("UPDATE audit_event SET target_name = $2 WHERE id = $1", [
      id,
      whole.lines[1]?.target.name,
    ]);
    expect(findFaults(await exportAll())).toEqual([]);
  });
});

describe("a chain under load", () => {
  beforeAll(() =>
    database.query(`
      CREATE FUNCTION refuse_seven() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'seven places'; END $$;
      CREATE TRIGGER seven BEFORE INSERT ON audit_event FOR EACH ROW
        WHEN (NEW.data ->> 'maxUses' = '7') EXECUTE FUNCTION refuse_seven()`),
  );

  it("has no gap when fifty record at once, of which some are rolled back", async () => {
    const members = await Promise.all(Array.from({ length: 5 }, () => world.buildMember()));
    const before = (await exportAll()).lines.length;
    const channelIds = [world.general.id];
    const answers = await Promise.all([
      ...Array.from({ length: 50 }, (_, i) =>
        world.owner.post("/api/admin/guest", {
          workspace: "acme",
          channelIds,
          maxUses: (i % 10) + 1,
        }),
      ),
      ...members.map((member) => member.post(`/api/admin/guest/${guestId}/disconnect`)),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(45);
    expectWhole(await exportAll(), before + 45 + members.length);
  });

  it("has a line for each guest and each receipt of a bulk revocation", async () => {
    const guests = await Promise.all(Array.from({ length: 3 }, () => world.buildGuest()));
    const ids = guests.map(({ guest }) => guest.id);
    const before = (await exportAll()).lines.length;
    const wish = { workspace: "acme", action: "revoke", match: { ids }, keepInvites: true };
    expect((await world.owner.post("/api/admin/guest/bulk", wish)).status).toBe(200);
    const after = await exportAll();
    expectWhole(after, before + 6);
    const [locked, receipts] = [after.lines.slice(before, -3), after.lines.slice(-3)];
    expect(locked.map(({ target }) => target.id).sort()).toEqual(ids.sort());
    expect(receipts.map(({ data }) => data.event)).toEqual(locked.map(({ id }) => id));
  });

  function expectWhole(found: Export, count: number): void {
    expect(found.lines.map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(findFaults(found)).toEqual([]);
  }
});

async function* eachOf(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
