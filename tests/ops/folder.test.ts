import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, inject, it } from "vitest";
import { findContainer, findMounts, withMount } from "../support/isolation";
import { type ServerOptions, type LogLine, startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";

const container = findContainer();
const mounts = findMounts();
const NO_FLOCK = { PATH: "/nowhere" };

/** One for all, since it takes seconds to make an embedded database. */
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-folder-"));
const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop("SIGKILL")));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function start(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ dataDir, ...options });
  running.push(server);
  return server;
}

const refusal = (options: ServerOptions = {}): Promise<string> =>
  start(options).then(
    () => "it started",
    (error: unknown) => (error as Error).message,
  );

function newFile(name: string): string {
  const file = path.join(dataDir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

function newLink(to: string): string {
  const link = path.join(dataDir, "link");
  symlinkSync(to, link);
  return link;
}

const isServing = async ({ url }: TestServer) => (await fetch(`${url}/api/ready`)).status === 200;

const inUse = () =>
  new RegExp(
    `Gatehouse cannot start: DATA_DIR: ${dataDir} is in use .*${dataDir}/server.pid.*\\n$`,
  );

// Several embedded databases each, one after the other, and the patience of those that are refused.
describe("one folder, two processes", { timeout: 90_000 }, () => {
  it("the second is refused, and whoever comes after a SIGKILL is not, whatever the file says", async () => {
    chmodSync(dataDir, 0o755);
    writeFileSync(path.join(dataDir, "server.pid"), "1");
    const first = await start();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(await refusal()).toMatch(inUse());
    expect(await isServing(first)).toBe(true);

    await first.stop("SIGKILL");
    expect(await isServing(await start())).toBe(true);
  });

  it("a start waits for a server that is ending", async () => {
    const first = await start();
    const logs: LogLine[] = [];
    const second = start({ logs });
    await waitUntil(() =>
      logs.some(({ msg }) => msg.startsWith("another Gatehouse has the folder")),
    );
    await first.stop();
    expect(await isServing(await second)).toBe(true);
  });

  it.skipIf(!container)(
    "it holds between containers, which see no process of each other",
    async () => {
      const first = await start({ inside: container });
      expect(await refusal({ inside: container })).toMatch(inUse());
      expect(await isServing(first)).toBe(true);

      await first.stop("SIGKILL");
      expect(await isServing(await start({ inside: container }))).toBe(true);
    },
  );

  it("it holds without the program flock, between containers too", async () => {
    const inside = container && { inside: container };
    const first = await start({ env: NO_FLOCK });
    const refusals = await Promise.all([refusal({ env: NO_FLOCK, ...inside }), refusal(inside)]);
    for (const refused of refusals) expect(refused).toMatch(inUse());
    expect(await isServing(first)).toBe(true);

    await first.stop("SIGKILL");
    const second = await start();
    expect(await refusal({ env: NO_FLOCK, ...inside })).toMatch(inUse());
    expect(await isServing(second)).toBe(true);
  });
});

describe("a folder that cannot be locked", () => {
  it("because its path is too long for a socket, is said to be so", async () => {
    const long = path.join(dataDir, "x".repeat(100));
    expect(await refusal({ env: NO_FLOCK, dataDir: long })).toMatch(
      /^Gatehouse cannot start: DATA_DIR: .* flock .*\n$/m,
    );
  });

  it("because its file system does not lock, is said to be so", async () => {
    const programs = mkdtempSync(path.join(tmpdir(), "gatehouse-no-locks-"));
    const says = "#!/bin/sh\necho 'flock: 3: No locks available' >&2\nexit 71\n";
    writeFileSync(path.join(programs, "flock"), says, { mode: 0o755 });
    const said = await refusal({ env: { PATH: `${programs}:${process.env.PATH}` } });
    expect(said).toMatch(
      /^Gatehouse cannot start: DATA_DIR: .*No locks available.*DATABASE_URL\n$/m,
    );
    rmSync(programs, { recursive: true });
  });
});

describe("a folder that cannot be used", () => {
  it.each([
    ["where the system makes none", () => "/proc/nope/deep"],
    ["behind a file", () => path.join(newFile("file"), "below")],
    ["by a name that is too long", () => path.join(dataDir, "x".repeat(256))],
    ["by a link that leads nowhere", () => newLink("/nowhere")],
    ["with something else for its database", () => path.dirname(newFile("other/pglite"))],
  ])("%s, stops the start with a sentence", async (_where, folder) => {
    const said = await refusal({ dataDir: folder(), env: { BETTER_AUTH_SECRET: "" } });
    expect(said).toMatch(/^Gatehouse cannot start: DATA_DIR: \S+ cannot be written to\b.*\n$/m);
  });
});

describe("a start that fails before it uses the folder", () => {
  it("leaves none behind, and no secret", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const folder = path.join(dataDir, "new");
    const PORT = String((taken.address() as AddressInfo).port);
    const said = await refusal({ dataDir: folder, env: { PORT, BETTER_AUTH_SECRET: "" } });
    taken.close();
    expect(said).toMatch(new RegExp(`^Gatehouse cannot start: PORT ${PORT} is in use`, "m"));
    expect(existsSync(folder)).toBe(false);
  });
});

describe("a folder that is shared, on Postgres", () => {
  it("is locked by nobody, and stays open to its group", async () => {
    chmodSync(dataDir, 0o775);
    const DATABASE_URL = await createDatabase(inject("postgresUrl"));
    const both = [await start({ env: { DATABASE_URL } }), await start({ env: { DATABASE_URL } })];
    expect(await Promise.all(both.map(isServing))).toEqual([true, true]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o770);
    const closed = both.flatMap(({ logs }) => logs.filter(({ msg }) => msg.includes("mode 770")));
    expect(closed).toHaveLength(1);
  });

  it("stops the start when it is no folder, or everybody's", async () => {
    const env = { DATABASE_URL: await createDatabase(inject("postgresUrl")) };
    expect(await refusal({ env, dataDir: newFile("file") })).toMatch(
      /^Gatehouse cannot start: DATA_DIR: .*\n$/m,
    );
    const shared = path.join(dataDir, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    for (const more of [env, { BETTER_AUTH_SECRET: "" }]) {
      expect(await refusal({ env: { ...more, TMPDIR: shared }, dataDir: shared })).toMatch(
        /^Gatehouse cannot start: DATA_DIR: .*\n$/m,
      );
    }
    expect(statSync(shared).mode & 0o7777).toBe(0o1777);
    expect(readdirSync(shared)).toEqual([]);
  });

  it.skipIf(!mounts)("stops the start when nothing can be written to it", async () => {
    const env = { DATABASE_URL: await createDatabase(inject("postgresUrl")) };
    const inside = withMount(mounts ?? [], "-t tmpfs -o ro none", dataDir);
    expect(await refusal({ env, inside })).toMatch(
      /^Gatehouse cannot start: DATA_DIR: .*read-only.*\n$/m,
    );
  });
});
