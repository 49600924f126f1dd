import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, inject, it } from "vitest";
import type { Message } from "@/lib/api-types";
import { upload } from "../support/files";
import { findMounts, OwnDisk, withMount } from "../support/isolation";
import { createDatabase } from "../support/services/postgres";
import { findFreePort } from "../support/services/programs";
import { waitUntil } from "../support/wait";
import { buildWorld, type World } from "../support/world";

const FULL = /^the disk is full: nothing is saved until there is room$/;
const ROOM = /^there is room on the disk again$/;

const mounts = findMounts();

const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-disk-"));
let world: World | undefined;
afterEach(async () => {
  await world?.server.stop("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

const logged = (what: RegExp) => world?.server.logs.some(({ msg }) => what.test(msg)) ?? false;

async function send({ owner, general }: World, body: string) {
  return owner.post(`/api/channels/${general.id}/messages`, { body });
}

async function bodiesIn({ owner, general }: World): Promise<string[]> {
  const page = await owner.get(`/api/channels/${general.id}/messages?limit=200`);
  expect(page.status).toBe(200);
  return (page.body.messages as Message[]).map(({ body }) => body);
}

it.skipIf(!mounts)(
  "on a full disk nothing is saved, all can be read, access can be ended; room heals it",
  async () => {
    const inside = withMount(mounts ?? [], "-t tmpfs -o size=160m,mode=700 none", dataDir);
    const built = await buildWorld({ embedded: true, dataDir, inside });
    world = built;
    const guest = await built.buildGuest();
    const second = await built.buildGuest();
    const acknowledged = ["before"];
    expect((await send(built, "before")).status).toBe(201);

    const disk = new OwnDisk(built.server, dataDir);
    disk.fill();
    await waitUntil(async () => {
      const { status } = await send(built, "late");
      if (status === 201) acknowledged.push("late");
      return status === 503;
    });
    for (let i = 0; i < 20; i++) {
      expect(await send(built, "refused")).toMatchObject({
        status: 503,
        body: { code: "UNAVAILABLE", error: /disk is full/ },
      });
    }
    expect(await upload(built.owner, built.general, "a.txt", "words")).toMatchObject({
      status: 503,
      body: { code: "UNAVAILABLE" },
    });
    expect(await bodiesIn(built)).toEqual(acknowledged);
    const tab = await built.owner.enter("acme");
    expect((await guest.get(`/api/channels/${built.general.id}/messages`)).status).toBe(200);
    expect((await built.lock(guest.guest.id)).receipt.confirmed).toBe(true);
    expect((await guest.get(`/api/channels/${built.general.id}/messages`)).status).toBe(403);
    expect(tab.socket.connected).toBe(true);
    expect(logged(FULL)).toBe(true);

    // Whatever fills the disk goes on: what is kept for ending access is for nothing else.
    for (let i = 0; i < 6; i++) {
      const looked = performance.now();
      await waitUntil(() => performance.now() - looked > 150);
      expect((await send(built, "refused")).status).toBe(503);
      disk.fill();
    }
    for (let i = 0; i < 40; i++) {
      expect((await built.lock(second.guest.id, "full ".repeat(80))).receipt.confirmed).toBe(true);
    }
    expect((await second.get(`/api/channels/${built.general.id}/messages`)).status).toBe(403);

    disk.makeRoom();
    await waitUntil(() => logged(ROOM));
    expect((await send(built, "after")).status).toBe(201);
    expect(await bodiesIn(built)).toEqual([...acknowledged, "after"]);
    expect(built.server.unexpected(/RATE_LIMITS/, FULL, /^request /)).toEqual([]);
    disk.fill();
    expect(await built.server.stop()).toBe(0);
  },
);

it.skipIf(!mounts)(
  "a disk that holds no more files is full, and room for them heals it",
  async () => {
    mkdirSync(dataDir, { recursive: true });
    const inside = withMount(
      mounts ?? [],
      "-t tmpfs -o size=300m,nr_inodes=3000,mode=700 none",
      dataDir,
    );
    const built = await buildWorld({ embedded: true, dataDir, inside });
    world = built;
    const guest = await built.buildGuest();
    const acknowledged = ["before"];
    expect((await send(built, "before")).status).toBe(201);
    const disk = new OwnDisk(built.server, dataDir);
    disk.fillWithFiles();
    await waitUntil(async () => {
      const { status } = await send(built, "late");
      if (status === 201) acknowledged.push("late");
      return status === 503;
    });
    for (let i = 0; i < 20; i++) {
      expect(await send(built, "long ".repeat(1_500))).toMatchObject({
        status: 503,
        body: { code: "UNAVAILABLE", error: /disk is full/ },
      });
    }
    expect(await bodiesIn(built)).toEqual(acknowledged);
    expect((await built.lock(guest.guest.id)).receipt.confirmed).toBe(true);
    disk.makeRoom();
    await waitUntil(() => logged(ROOM));
    expect((await send(built, "after")).status).toBe(201);
    expect(built.server.unexpected(/RATE_LIMITS/, FULL, /^request /)).toEqual([]);
  },
);

it("a database whose log cannot be written answers 503, comes back when it can, and stops when told to", async () => {
  const noWrites = pathToFileURL(path.resolve("tests/support/no-writes.mjs")).href;
  const built = await buildWorld({
    embedded: true,
    dataDir,
    env: { NODE_OPTIONS: `--import ${noWrites}` },
  });
  world = built;
  const acknowledged: string[] = [];
  const says = async (body: string) => {
    const { status } = await send(built, body);
    if (status === 201) acknowledged.push(body);
    return status;
  };
  expect(await says("before")).toBe(201);
  built.server.signal("SIGUSR2");
  await waitUntil(async () => (await says("on the way")) === 503);
  await waitUntil(() => logged(/^the embedded database has aborted$/));
  // That it is opened anew in vain makes it no worse.
  await waitUntil(() => logged(/^the embedded database could not be tended$/));
  expect(await says("refused")).toBe(503);
  expect((await built.owner.get("/api/ready")).status).toBe(503);

  built.server.signal("SIGUSR2");
  await waitUntil(async () => (await says("after")) === 201, 20_000);
  expect(await bodiesIn(built)).toEqual(expect.arrayContaining(acknowledged));

  built.server.signal("SIGUSR2");
  await waitUntil(async () => (await send(built, "refused")).status === 503);
  const begun = performance.now();
  await built.server.stop();
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it.each([
  ["to a full disk", () => openSync("/dev/full", "w")],
  ["into a pipe that nobody reads", openFullPipe],
])("a server whose log goes %s serves, and stops when told to", async (_, open) => {
  const port = await findFreePort();
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: String(port),
    BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
    DATABASE_URL: await createDatabase(inject("postgresUrl")),
    // As a library may: writing waits for a reader then.
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("process.stdout._handle?.setBlocking(true)")}`,
  };
  const full = open();
  const child = spawn(process.execPath, ["dist/server.js"], {
    env,
    stdio: ["ignore", full, "pipe"],
  });
  const gone = once(child, "exit");
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await waitUntil(isReady, 50_000);
  child.kill("SIGTERM");
  expect(await orKilled(child, gone)).toEqual([0, null]);
  closeSync(full);
});

it("a process whose last lines nobody can take any more ends all the same", async () => {
  const says = `import { logOutput } from "@/lib/log-output";
    const output = logOutput();
    process.stdin.resume().on("data", () => {
      for (const line of ["one", "two", "three"]) output.write(line);
      process.exit(0);
    });
    output.write("ready\\n");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", says]);
  const gone = once(child, "exit");
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.write("end");
  expect(await orKilled(child, gone)).toEqual([0, null]);
});

/** How a process ends: its exit code and signal. One that hangs is killed. */
async function orKilled(child: ChildProcess, gone: Promise<unknown[]>): Promise<unknown[]> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  try {
    return await gone;
  } finally {
    clearTimeout(timer);
  }
}

function openFullPipe(): number {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-pipe-"));
  const file = path.join(folder, "log");
  execFileSync("mkfifo", [file]);
  const pipe = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
  rmSync(folder, { recursive: true });
  const isTaken = () => {
    try {
      return writeSync(pipe, Buffer.alloc(4_096)) > 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      throw error;
    }
  };
  while (isTaken());
  return pipe;
}
