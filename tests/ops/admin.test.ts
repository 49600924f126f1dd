import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { AuditEvent } from "@/lib/api-types";
import { type Ran, runAdmin } from "../support/admin";
import { buildCluster } from "../support/cluster";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { buildWorld, type World } from "../support/world";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-ops-"));
  folders.push(folder);
  return folder;
}

const NOBODY = 65_534;
/** Another user can be tried only by root, and where others may read what is built. */
const mayBeNobody =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, ["-e", 'require("fs").readFileSync("dist/admin.js")'], {
    uid: NOBODY,
  }).status === 0;

async function newestEvent({ owner }: World): Promise<AuditEvent> {
  const { body } = await owner.get("/api/admin/audit?workspace=acme");
  return body.events[0];
}

function expectSentence({ code, stdout, stderr }: Ran, sentence: string): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
}

describe.each(["Postgres", "the embedded database"])("the command line on %s", (kind) => {
  const embedded = kind !== "Postgres";
  let world: World;
  let settings: Record<string, string>;
  beforeAll(async () => {
    // Longer than the path of a socket may be.
    const dataDir = path.join(newFolder(), embedded ? "a-folder-with-a-long-name".repeat(5) : "");
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    settings = { DATA_DIR: dataDir };
    if (!embedded) settings.DATABASE_URL = await createDatabase(inject("postgresUrl"));
    world = await buildWorld({ embedded, dataDir, env: settings });
  });
  afterAll(async () => {
    expect(world.server.unexpected(/RATE_LIMITS/, /^drill not passed$/)).toEqual([]);
    await world.stop();
  });

  it("runs a drill, and says what it came to", async () => {
    const ran = await runAdmin(["drill", "--json"], settings);
    const { drill } = ran.json();
    expect(drill).toMatchObject({ nodes: { expected: 1, confirmed: 1 }, deliveredAfter: 0 });
    // A busy machine may take longer than the limit.
    expect(ran.code).toBe(drill.ok ? 0 : 1);
    const { body } = await world.owner.get("/api/admin/drill?workspace=acme");
    expect(body.drills[0]).toEqual(drill);
  });

  it("cuts a guest off, and lets them back", async () => {
    const guest = await world.buildGuest({ name: "Dana" });
    const tabs = await Promise.all([guest.enter("acme"), guest.enter("acme")]);
    const revoked = await runAdmin(
      ["revoke", guest.guest.id, "--reason", "The job is done", "--json"],
      settings,
    );
    expect(revoked).toMatchObject({ code: 0, stderr: "" });
    const { guest: shown, receipt } = revoked.json();
    expect(shown).toMatchObject({ id: guest.guest.id, workspace: "acme", status: "locked" });
    expect(receipt).toMatchObject({
      connections: 2,
      nodes: { expected: 1, confirmed: 1 },
      confirmed: true,
    });
    for (const tab of tabs) {
      await tab.closed();
      expect(tab.of("guest:locked")).toMatchObject([{ reason: "The job is done" }]);
    }
    expect((await guest.connect("acme").refused()).code).toBe("GUEST_LOCKED");
    expect(await newestEvent(world)).toMatchObject({
      action: "guest.locked",
      actor: null,
      data: { operator: true, reason: "The job is done", receipt },
    });

    const restored = await runAdmin(["restore", guest.email.toUpperCase()], settings);
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(restored.stdout).toBe(`Dana (${guest.email}) can come back to acme.\n`);
    (await guest.enter("acme")).close();
    expect(await newestEvent(world)).toMatchObject({
      action: "guest.unlocked",
      actor: null,
      data: { operator: true },
    });
  });

  it("says what a revocation came to in a line", async () => {
    const guest = await world.buildGuest();
    const { code, stdout } = await runAdmin(["revoke", guest.email], settings);
    expect(code).toBe(0);
    expect(stdout).toMatch(/no connection was open · confirmed by the server · \d+ ms\n$/);
  });

  it("lists people and guests", async () => {
    const guest = await world.buildGuest({ name: "Gil" });
    const users = await runAdmin(["users"], settings);
    expect(users.stdout).toMatch(/^E-MAIL +NAME +WORKSPACES +LAST USED\n/);
    expect(users.stdout).toMatch(new RegExp(`${world.owner.email} +Olive Owner +acme \\(owner\\)`));
    const guests = (await runAdmin(["guests", "--workspace", "acme", "--json"], settings)).json();
    expect(guests.guests).toContainEqual(
      expect.objectContaining({ id: guest.guest.id, name: "Gil", status: "active" }),
    );
    const elsewhere = await runAdmin(["guests", "--workspace", "ajax"], settings);
    expect(elsewhere).toMatchObject({ code: 1, stdout: "" });
    expect(elsewhere.stderr).toBe(
      'There is no workspace with the address "ajax". There are: acme.\n',
    );
  });

  it("makes a member an owner, and nobody else", async () => {
    const member = await world.buildMember();
    const made = await runAdmin(["make-owner", member.email, "--workspace", "acme"], settings);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect((await member.get("/api/workspaces")).body.workspaces).toMatchObject([{ as: "owner" }]);
    expect(await newestEvent(world)).toMatchObject({
      action: "member.changed",
      actor: null,
      data: { operator: true, from: "member", to: "owner" },
    });
    const guest = await world.buildGuest();
    const refused = await runAdmin(["make-owner", guest.email, "--workspace", "acme"], settings);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("is a guest of acme. Only a member can become an owner");
  });

  it("makes a link for a new password, on record", async () => {
    const member = await world.buildMember();
    const { code, json } = await runAdmin(["reset-password", member.email, "--json"], settings);
    expect(code).toBe(0);
    expect(json().url).toMatch(/^http:.*\/reset-password\?token=/);
    expect(await newestEvent(world)).toMatchObject({
      action: "member.password_link",
      data: { operator: true },
    });
  });

  it.each([
    [["restore", "nobody@acme.test"], "There is no guest with the id or e-mail address"],
    [["reset-password", "nobody@acme.test"], "There is no account with the e-mail address"],
  ])("says of %j in one line what is wrong", async (args, sentence) => {
    expectSentence(await runAdmin([...args, "--json"], settings), sentence);
  });

  it("is let in by a door of the server's user alone", () => {
    const doors = readdirSync(settings.DATA_DIR ?? "").filter((file) =>
      file.startsWith("operator"),
    );
    expect(doors).toHaveLength(1);
    const door = statSync(path.join(settings.DATA_DIR ?? "", doors[0] ?? ""));
    expect(door.isSocket()).toBe(true);
    expect(door.mode & 0o777).toBe(0o600);
  });

  it.skipIf(!mayBeNobody)("says to another user whose it is", async () => {
    const ran = await runAdmin(["users"], settings, { uid: NOBODY });
    expectSentence(ran, "The server runs as another user. Run this as that user.");
  });

  it.skipIf(embedded)("leaves another installation's doors in the folder as they are", async () => {
    const options = { dataDir: settings.DATA_DIR ?? "" };
    const doors = () =>
      readdirSync(settings.DATA_DIR ?? "").filter((file) => file.startsWith("operator"));
    const startOther = async () => {
      const DATABASE_URL = await createDatabase(inject("postgresUrl"));
      return startServer({ ...options, env: { ...settings, DATABASE_URL } });
    };
    const killed = await startOther();
    const both = doors();
    expect(both).toHaveLength(2);
    await killed.stop("SIGKILL");
    const third = await startOther();
    expect(doors()).toHaveLength(2);
    expect(doors()).not.toEqual(both);
    await third.stop();
  });

  it("works while no server runs", async () => {
    const guest = await world.buildGuest();
    await world.stop();
    const revoked = await runAdmin(["revoke", guest.guest.id, "--json"], settings);
    expect(revoked).toMatchObject({ code: 0, stderr: "" });
    expect(revoked.json().receipt).toMatchObject({
      connections: 0,
      nodes: { expected: 0, confirmed: 0 },
      confirmed: true,
    });
    const again = await startServer({ dataDir: settings.DATA_DIR ?? "", env: settings });
    expect((await guest.at(again.url).connect("acme").refused()).code).toBe("GUEST_LOCKED");
    await again.stop();
  });
});

describe("the command line from another machine", () => {
  it("asks all servers over Redis", async () => {
    const cluster = await buildCluster({ nodes: 2 });
    const guest = await cluster.buildGuest();
    const tabs = await Promise.all([0, 1, 1].map((n) => cluster.at(guest, n).enter("acme")));
    const { code, json, stderr } = await runAdmin(["revoke", guest.email, "--json"], {
      DATABASE_URL: cluster.databaseUrl,
      REDIS_URL: cluster.redis.url,
      DATA_DIR: newFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(json().receipt).toMatchObject({ connections: 3, nodes: { expected: 2, confirmed: 2 } });
    for (const tab of tabs) {
      await tab.closed();
      expect(tab.of("guest:locked")).toHaveLength(1);
    }
    // It counts as a server no longer.
    const next = await cluster.buildGuest();
    expect((await cluster.lock(next.guest.id)).receipt.nodes).toEqual({
      expected: 2,
      confirmed: 2,
    });
    expect(cluster.unexpected()).toEqual([]);
    await cluster.stop();
  });

  it("waits for the servers' own sweeps where there is no Redis", async () => {
    const DATABASE_URL = await createDatabase(inject("postgresUrl"));
    const world = await buildWorld({ env: { DATABASE_URL } });
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    const revoked = await runAdmin(["revoke", guest.email], {
      DATABASE_URL,
      DATA_DIR: newFolder(),
    });
    expect(tab.of("guest:locked")).toHaveLength(1);
    expect(tab.socket.connected).toBe(false);
    expect(revoked).toMatchObject({ code: 0, stderr: "" });
    expect(revoked.stdout).toMatch(/\nevery connection cut · confirmed by the server · \d+ ms\n$/);
    await world.stop();
  });
});

describe("a command that cannot be done", () => {
  it.each([
    [["revok", "x"], 'There is no command "revok". There are: users, guests, revoke'],
    [["revoke"], '"revoke" needs GUEST.'],
    [["users", "--workspace", "acme"], '"users" takes no --workspace.'],
    [["users", "--jso"], "Unknown option '--jso'"],
    [["make-owner", "a@b.test"], '"make-owner" needs --workspace SLUG.'],
  ])("%j is told so in one line", async (args, sentence) => {
    expectSentence(await runAdmin(args, {}), sentence);
  });

  it.each([["help"], ["help", "revoke"], ["--help"], ["-h"]])("%s prints them", async (...args) => {
    const { code, stdout, stderr } = await runAdmin(args, {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^npm run admin -- COMMAND[^]*reset-password EMAIL/);
  });

  it("nothing is told what there is", async () => {
    const { code, stderr } = await runAdmin([], {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Name a command\.[^]*reset-password EMAIL/);
  });

  it("has no database yet", async () => {
    const DATA_DIR = newFolder();
    const ran = await runAdmin(["users"], { DATA_DIR, BETTER_AUTH_SECRET: "" });
    expectSentence(ran, "Start Gatehouse first");
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  it("has its database away", async () => {
    const ran = await runAdmin(["users"], {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
      DATA_DIR: newFolder(),
    });
    expectSentence(
      ran,
      "DATABASE_URL names a database that cannot be opened: connect ECONNREFUSED",
    );
  });
});
